"""Whom the tests of the window work with: people of the demo workbook, by what is known of them."""

from __future__ import annotations

from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.listing import people_listing


def supporters(workbook: Workbook, account_id: str) -> list[str]:
    """The ids of a client's people who support us in the newest purchase they have a part in."""
    found = people_listing(workbook, ["stakeholder.attitude"], account_id=account_id)
    attitudes = zip(found.ids, found.values["stakeholder.attitude"], strict=True)
    return [id_ for id_, attitude in attitudes if attitude == "supporter"]


def last_met(workbook: Workbook, account_id: str) -> str:
    """The id of the one of a client's people who was met last."""
    found = people_listing(workbook, ["last_contact"], account_id=account_id)
    days = dict(zip(found.ids, found.values["last_contact"], strict=True))
    return max(days, key=lambda id_: days[id_] or "")

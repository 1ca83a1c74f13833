"""Where undo and redo lead: the place in the window where their change can be seen.

Pure decisions on a ChangeSet, the place one is at, and a lookup of what belongs where. The window asks
after each undo or redo, goes there, and names the step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from keyaccount_desktop.ui.place import CLIENTS, Place, client, person

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.journal import ChangeSet, RowChange
    from keyaccount_desktop.workbook.whereabouts import Whereabouts

Lookup = Callable[[str, str], "Whereabouts | None"]
"""Kind (person, purchase, stakeholder) and id to what it belongs to; None when it is gone."""

_ORDER: Final = (
    "account", "purchase", "person", "department", "link", "map_node", "stakeholder", "fact", "visit", "task",
    "visit_person",
)  # fmt: skip
"""Which table tells most of what was done, when an edit touched several."""
_IN_LISTS: Final = frozenset({"person.position", "person.level", "person.function"})
"""Facts that the list of people and the map show."""


def place_of(change: ChangeSet, here: Place, lookup: Lookup) -> Place:
    """Where the change is to be seen; ``here`` when it is visible already or nowhere."""
    rows = sorted(change.rows, key=lambda row: _ORDER.index(row.table) if row.table in _ORDER else 99)
    for row in rows:
        values = row.after or row.before or {}
        there = _place_of_row(row, values, rows, here, lookup)
        if there is not None:
            return there
    return here


def _place_of_row(
    row: RowChange, values: Mapping[str, Any], rows: list[RowChange], here: Place, lookup: Lookup
) -> Place | None:
    if row.table == "account":
        # Added, deleted or renamed: the list shows it; a rename also the page it was made on.
        renamed = row.before is not None and row.after is not None
        return here if renamed and here.id == row.id else CLIENTS
    if row.table == "purchase":
        return client(values["account_id"], "map", row.id if row.after else "")
    if row.table in ("person", "department"):
        return _people(values.get("account_id"), row.id if row.after else None, here)
    if row.table == "map_node":
        return _stake(values["stakeholder_id"], rows, here, lookup)
    if row.table == "stakeholder":
        return _stake(row.id, rows, here, lookup)
    if row.table == "link":
        return _link(values, here, lookup)
    if row.table == "fact":
        return _fact(values, rows, here, lookup)
    if row.table == "task" and here.page == "today":
        return here
    if row.table in ("visit", "task"):
        if values.get("person_id"):
            return _person(values["person_id"], here)
        return here if here.page == "person" and row.table == "visit" else client(values["account_id"])
    return None


def _people(account_id: str | None, person_id: str | None, here: Place) -> Place | None:
    if here.page == "person" and here.id == person_id:
        return here
    if account_id is None:
        return person(person_id) if person_id else None
    if here.page == "client" and here.id == account_id and here.tab in ("people", "map"):
        return here
    return client(account_id, "people")


def _person(person_id: str, here: Place) -> Place:
    return here if here == person(person_id) else person(person_id)


def _fact(values: Mapping[str, Any], rows: list[RowChange], here: Place, lookup: Lookup) -> Place | None:
    if values.get("account_id"):
        seen = here.page == "clients" and values["field"] in (
            "account.type",
            "account.grade",
            "account.region",
        )
        return here if seen else client(values["account_id"])
    if values.get("purchase_id"):
        home = lookup("purchase", values["purchase_id"])
        return client(home.account_id, "map", values["purchase_id"]) if home and home.account_id else None
    if values.get("stakeholder_id"):
        return _stake(values["stakeholder_id"], rows, here, lookup)
    if values.get("link_id"):
        return here if here.tab == "map" or here.page == "person" else None
    if values.get("person_id"):
        home = lookup("person", values["person_id"])
        if home is None:
            return None
        in_list = here.page == "client" and here.id == home.account_id and here.tab in ("people", "map")
        return here if in_list and values["field"] in _IN_LISTS else _person(values["person_id"], here)
    return None


def _stake(stakeholder_id: str, rows: list[RowChange], here: Place, lookup: Lookup) -> Place | None:
    home = lookup("stakeholder", stakeholder_id)
    if home is None or home.account_id is None:
        # Undone with it: the row in this change still says whose it was.
        for row in rows:
            if row.table == "stakeholder" and row.id == stakeholder_id and row.before is not None:
                purchase = lookup("purchase", row.before["purchase_id"])
                if purchase is not None and purchase.account_id is not None:
                    return client(purchase.account_id, "map", row.before["purchase_id"])
        return None
    if here.page == "person" and here.id == home.person_id:
        return here
    return client(home.account_id, "map", home.purchase_id or "")


def _link(values: Mapping[str, Any], here: Place, lookup: Lookup) -> Place | None:
    ends = (values["source_id"], values["target_id"])
    if here.page == "person" and here.id in ends:
        return here
    for end in ends:
        home = lookup("person", end)
        if home is not None and home.account_id is not None:
            here_already = here.page == "client" and here.id == home.account_id and here.tab == "map"
            return here if here_already else client(home.account_id, "map")
    return None

"""The prices that were seen: of one client, and of all with their names; what was cleared is not among them."""

from __future__ import annotations

from datetime import date

from keyaccount_desktop.workbook import accounts, facts
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence
from keyaccount_desktop.workbook.prices import prices_seen


def test_that_prices_are_read_per_client_and_for_all(workbook: Workbook) -> None:
    ids = [accounts.add_account(workbook, name) for name in ("乙医院", "甲医院")]
    items = [
        facts.add_entry(
            workbook,
            ("account", id_),
            "account.prices",
            {"company": company, "product": "X8", "price": price},
            Evidence(learned_on="2026-03-01"),
        )
        for id_, company, price in ((ids[0], "ours", 120), (ids[0], "博恩影像", 118), (ids[1], "ours", 110))
    ]
    assert [(seen.company, seen.price, seen.client) for seen in prices_seen(workbook, ids[0])] == [
        ("ours", 120, ""),
        ("博恩影像", 118, ""),
    ]
    everywhere = prices_seen(workbook)
    assert [(seen.client, seen.price) for seen in everywhere] == [
        ("甲医院", 110),
        ("乙医院", 120),
        ("乙医院", 118),
    ]
    assert {seen.day for seen in everywhere} == {date(2026, 3, 1)}
    facts.clear_fact(workbook, ("account", ids[0]), "account.prices", items[0])
    assert [seen.company for seen in prices_seen(workbook, ids[0])] == ["博恩影像"]

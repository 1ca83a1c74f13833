"""Rows of a list: filtered, sorted and changed at any size by the rules of Qt."""

from __future__ import annotations

import random
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keyaccount_desktop.method.catalogue import CATALOGUE
from keyaccount_desktop.method.columns import SHOWN, columns
from keyaccount_desktop.method.filters import Condition
from keyaccount_desktop.ui.lists.list_model import ID_ROLE, ListModel
from keyaccount_desktop.ui.table import CHIP, REMARK, TONE
from keyaccount_desktop.workbook.listing import Listing

PEOPLE = columns("person", CATALOGUE)
CLIENTS = columns("account", CATALOGUE)


def people(count: int, **values: Any) -> Listing:
    """So many people; a column of values is repeated as often as need be."""
    given_: dict[str, list[Any]] = {
        "name": [f"人{number}" for number in range(count)],
        "kind": ["person"] * count,
        "account_id": [None] * count,
    }
    for key, held in values.items():
        given_[key.replace("__", ".")] = [held[number % len(held)] for number in range(count)]
    return Listing(
        [f"p{number}" for number in range(count)], [f"{number:06}" for number in range(count)], given_
    )


def model_of(listing: Listing, *keys: str) -> ListModel:
    model = ListModel(lambda: PEOPLE)
    model.show_columns(PEOPLE[key] for key in ("name", *keys))
    model.show_listing(listing)
    return model


def test_that_the_model_keeps_the_rules_of_qt_while_it_changes(qtbot: QtBot) -> None:
    model = ListModel(lambda: PEOPLE)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_columns([])
    model.show_columns(PEOPLE[key] for key in SHOWN["person"])
    levels = [None, "decision", "operation"]
    model.show_listing(people(20, person__level=levels, known=[10, 80]))
    model.sort_by(("person.level", True))
    model.narrow({f"p{number}" for number in range(9)}, [])
    model.narrow(None, [Condition("known", "below", 70)])
    model.narrow(None, [Condition("cold", "yes")])
    model.show_columns(PEOPLE[key] for key in ("name", "person.tags"))
    model.show_listing(people(3))
    model.narrow(None, [])
    model.show_listing(people(0))
    del tester


def test_that_the_order_is_the_one_given_which_is_pinyin_and_back() -> None:
    model = model_of(people(3))
    assert model.ids() == ["p0", "p1", "p2"]
    model.sort_by(("name", True))
    assert model.ids() == ["p2", "p1", "p0"]
    model.sort_by(None)
    assert model.ids() == ["p0", "p1", "p2"]


@pytest.mark.parametrize("descending", [False, True])
def test_that_what_is_not_known_stays_at_the_end(descending: bool) -> None:
    model = model_of(people(4, last_contact=[None, "2026-01-02", "2026-03-04", None]), "last_contact")
    model.sort_by(("last_contact", descending))
    assert model.ids()[2:] == ["p0", "p3"]
    assert model.ids()[:2] == (["p2", "p1"] if descending else ["p1", "p2"])


def test_that_codes_sort_as_the_method_lists_them() -> None:
    model = model_of(people(3, person__level=["operation", None, "decision"]), "person.level")
    model.sort_by(("person.level", False))
    assert model.ids() == ["p2", "p0", "p1"]


@given(st.data())
def test_that_rows_shown_are_those_found_that_meet_the_conditions(data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 20))
    known = data.draw(st.lists(st.none() | st.integers(0, 100), min_size=count, max_size=count))
    listing = people(count)
    listing.values["known"] = known
    model = model_of(listing, "known")
    found = data.draw(st.none() | st.sets(st.sampled_from([f"p{number}" for number in range(25)])))
    limit = data.draw(st.integers(0, 100))
    model.narrow(found, [Condition("known", "below", limit)])
    model.sort_by(("known", False))
    expected = {
        f"p{row}"
        for row, share in enumerate(known)
        if share is not None and share < limit and (found is None or f"p{row}" in found)
    }
    assert set(model.ids()) == expected
    shares = [known[int(id_[1:])] for id_ in model.ids()]
    assert shares == sorted(shares)  # type: ignore[type-var]
    assert all(model.row_of(id_) == row for row, id_ in enumerate(model.ids()))
    assert model.row_of("nobody") is None


def test_that_nothing_is_shown_while_what_a_filter_asks_for_is_still_being_read() -> None:
    model = model_of(people(3))
    model.narrow(None, [Condition("cold", "yes")])
    assert model.rowCount() == 0 and model.total == 3
    model.show_listing(people(3, cold=[True, None, None]))
    assert model.ids() == ["p0"]


def test_that_a_change_that_moves_nobody_leaves_the_rows_where_they_are(qtbot: QtBot) -> None:
    model = model_of(people(3, known=[1, 2, 3]), "known")
    index = model.index(2, 1)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_listing(people(3, known=[1, 2, 99]))
    assert index.data() == "99%"
    with qtbot.waitSignal(model.modelReset):
        model.show_listing(people(4))


def test_that_an_attitude_is_shown_in_words_and_a_sign_not_in_colour_alone() -> None:
    model = model_of(people(2, stakeholder__attitude=["opponent", None]), "stakeholder.attitude")
    assert (model.index(0, 1).data(), model.index(0, 1).data(CHIP)) == ("▼ Opponent", "opponent")
    assert (model.index(1, 1).data(), model.index(1, 1).data(CHIP)) == ("? ○ Not known yet", "unknown")


def test_that_what_has_not_been_read_is_not_called_unknown() -> None:
    model = model_of(people(1), "stakeholder.attitude", "last_contact", "known")
    assert [model.index(0, column).data() for column in (1, 2, 3)] == ["", "", ""]
    assert model.index(0, 1).data(CHIP) is None


def test_that_it_is_said_who_was_never_contacted_and_who_goes_cold() -> None:
    model = model_of(
        people(3, last_contact=[None, "2026-01-01", "2026-11-01"], cold=[None, True, None]), "last_contact"
    )
    assert [model.index(row, 1).data() for row in range(3)] == ["never", "2026-01-01", "2026-11-01"]
    assert [model.index(row, 1).data(TONE) for row in range(3)] == ["text_3", "warning", "text_2"]


def test_that_a_group_and_a_post_say_what_they_are_and_a_client_its_region() -> None:
    model = model_of(people(3, kind=["person", "group", "post"]))
    assert model.index(0, 0).data(REMARK) is None
    assert model.index(1, 0).data(REMARK) == "Group"
    clients = ListModel(lambda: CLIENTS)
    clients.show_columns([CLIENTS["name"], CLIENTS["account.grade"]])
    clients.show_listing(
        Listing(["a"], [""], {"name": ["甲"], "account.region": ["华东"], "account.grade": ["A"]})
    )
    assert clients.index(0, 0).data(REMARK) == "华东"
    assert clients.index(0, 1).data(CHIP) == "accent"
    clients.show_columns([CLIENTS["name"], CLIENTS["account.region"]])
    assert clients.index(0, 0).data(REMARK) is None, "the region has a column now"


def test_that_only_a_cell_that_can_be_edited_says_so() -> None:
    model = model_of(people(1), "account", "person.position", "known")
    editable = [bool(model.index(0, column).flags() & Qt.ItemFlag.ItemIsEditable) for column in range(4)]
    assert editable == [True, False, True, False]
    model.editable = False
    assert not model.index(0, 0).flags() & Qt.ItemFlag.ItemIsEditable


def test_that_markup_in_a_name_is_text_in_the_tooltip_too(qapp: QApplication) -> None:
    listing = people(1)
    listing.values["name"] = ["<b>王</b>"]
    model = model_of(listing)
    index = model.index(0, 0)
    assert index.data() == "<b>王</b>" and index.data(ID_ROLE) == "p0"
    assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_that_fifty_thousand_people_are_filtered_and_sorted_whole() -> None:
    chance = random.Random(3)
    shares = [chance.choice([None, *range(101)]) for _ in range(50_000)]
    model = model_of(people(50_000, known=shares), "known")
    model.narrow(None, [Condition("known", "at_least", 90)])
    model.sort_by(("known", True))
    expected = sorted((share for share in shares if share is not None and share >= 90), reverse=True)
    assert [model.value(row, "known") for row in range(model.rowCount())] == expected

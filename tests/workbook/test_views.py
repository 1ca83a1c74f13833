"""Saved views: kept in the workbook, undone like anything else, read whatever a newer program has put there."""

from __future__ import annotations

import json

import pytest

from keyaccount_desktop.language import UserError
from keyaccount_desktop.method.filters import Condition, Selection
from keyaccount_desktop.workbook import views
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.first_screen import SavedView, saved_views
from keyaccount_desktop.workbook.views import views_of

COLD_DECIDERS = Selection(
    (
        Condition("cold", "yes"),
        Condition("stakeholder.roles", "any", ("decider",)),
        Condition("known", "below", 70),
    ),
    "滨江",
    ("last_contact", True),
)


def names(workbook: Workbook) -> list[str]:
    return [view.name for view in views_of(workbook, "person")]


def test_a_view_is_kept_with_all_it_shows(workbook: Workbook) -> None:
    id_ = views.save_view(workbook, "person", "  变冷的决策者 ", COLD_DECIDERS)
    path = workbook.path
    workbook.close()
    with Workbook.open(path) as again:
        assert views_of(again, "person") == [SavedView(id_, "变冷的决策者", COLD_DECIDERS)]
        assert views_of(again, "account") == []


def test_views_are_renamed_changed_moved_and_deleted_each_as_one_step(workbook: Workbook) -> None:
    ids = [views.save_view(workbook, "person", name, Selection()) for name in ("一", "二", "三")]
    clients = views.save_view(workbook, "account", "客户", Selection())
    steps = (
        (lambda: views.rename_view(workbook, ids[0], "壹"), ["壹", "二", "三"]),
        (lambda: views.move_view(workbook, ids[2], 0), ["三", "壹", "二"]),
        (lambda: views.move_view(workbook, ids[2], 99), ["壹", "二", "三"]),
        (lambda: views.delete_view(workbook, ids[1]), ["壹", "三"]),
    )
    for command, expected in steps:
        before = names(workbook)
        command()
        assert names(workbook) == expected
        workbook.undo()
        assert names(workbook) == before
        workbook.redo()
    views.change_view(workbook, ids[0], COLD_DECIDERS)
    assert views_of(workbook, "person")[0].selection == COLD_DECIDERS
    workbook.undo()
    assert views_of(workbook, "person")[0].selection == Selection()
    assert [view.id for view in views_of(workbook, "account")] == [clients]
    for kind in ("account", "person"):
        assert saved_views(workbook, kind) == views_of(workbook, kind), "the first screen reads the same"  # type: ignore[arg-type]


def test_a_view_needs_a_name_and_one_that_is_gone_is_not_changed(workbook: Workbook) -> None:
    with pytest.raises(UserError):
        views.save_view(workbook, "person", "  ", Selection())
    id_ = views.save_view(workbook, "person", "一", Selection())
    views.delete_view(workbook, id_)
    for command in (
        lambda: views.change_view(workbook, id_, Selection()),
        lambda: views.move_view(workbook, id_, 0),
        lambda: views.delete_view(workbook, id_),
    ):
        with pytest.raises(UserError):
            command()


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ({"conditions": [{"column": "cold", "check": "yes", "value": None}, {"colour": "red"}, 7], "shape": "new"},
         Selection((Condition("cold", "yes"),))),
        ({"conditions": "all", "text": 3, "sort": ["name"]}, Selection()),
        ([1, 2], Selection()),
        (None, Selection()),
    ],
)  # fmt: skip
def test_what_a_newer_program_kept_is_read_as_far_as_it_is_understood(
    workbook: Workbook, stored: object, read: Selection
) -> None:
    id_ = views.save_view(workbook, "person", "一", Selection())
    workbook.driver_connection.execute(
        "UPDATE saved_view SET definition = ? WHERE id = ?", (json.dumps(stored), id_)
    )
    assert views_of(workbook, "person")[0].selection == read

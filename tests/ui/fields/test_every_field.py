"""The contract of the editors: every field of the catalogue can be set from the keyboard, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.fields import KINDS
from keyaccount_desktop.workbook.facts import facts_of
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="module")
def shared_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    made = Book(Path(tmp_path_factory.mktemp("book"), "book.kaw"))
    yield made
    made.workbook.close()


@pytest.mark.parametrize("key", list(catalogue.FIELDS))
def test_that_a_field_is_set_from_the_keyboard_read_back_and_undone(
    key: str, shared_book: Book, show_grid: ShowGrid, qtbot: QtBot
) -> None:
    field = catalogue.field(key)
    workbook, subject = shared_book.workbook, shared_book.subject(field.subject)
    grid = show_grid(shared_book, [key], field.subject)
    line = grid.field(key)
    assert line is not None and line.empty
    line.setFocus()

    keyboard.fill(line)

    assert line.editor is None, line.message
    found = [fact for fact in facts_of(workbook, subject) if fact.field == key]
    assert [fact.value for fact in found] == [keyboard.expected(field)]
    assert found[0].item == (shared_book.product if field.per_product else found[0].item)
    assert not line.empty
    workbook.undo()
    assert not [fact for fact in facts_of(workbook, subject) if fact.field == key]
    assert line.empty
    assert workbook.undo_label is None, "one step for one visit to the field"
    workbook.redo()
    assert not line.empty
    workbook.undo()
    workbook.forget_history()


def test_that_the_contract_has_seen_every_kind() -> None:
    seen = {field.kind for field in catalogue.FIELDS.values()}
    known = {*keyboard.TEXTS, "choice", "choices", "checklist", "ranked", "rating", "flag", "record"}
    assert seen <= set(KINDS) <= known

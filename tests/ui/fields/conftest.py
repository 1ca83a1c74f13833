"""A workbook with one of each subject, and a grid of its fields in a window that has the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from keyaccount_desktop.workbook.document import Workbook

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from keyaccount_desktop.ui.fields import FactGrid


class Book:
    """An open workbook and the ids of what is in it."""

    def __init__(self, path: Path) -> None:
        from keyaccount_desktop.workbook.accounts import add_account
        from keyaccount_desktop.workbook.facts import clear_fact
        from keyaccount_desktop.workbook.links import draw_link
        from keyaccount_desktop.workbook.people import add_person
        from keyaccount_desktop.workbook.products import add_product
        from keyaccount_desktop.workbook.purchases import add_purchase, add_stakeholder

        self.workbook = Workbook.create(path)
        account = add_account(self.workbook, "Riverside Hospital")
        person = add_person(self.workbook, account, "Wang Jianguo")
        other = add_person(self.workbook, account, "Zhou Min")
        purchase = add_purchase(self.workbook, account, "Ultrasound system")
        stakeholder = add_stakeholder(self.workbook, purchase, person)
        link = draw_link(self.workbook, person, other, "influences")
        self.product = add_product(self.workbook, "Aurora X7")
        clear_fact(self.workbook, ("link", link), "link.strength")
        self.workbook.forget_history()
        self.ids = {
            "account": account,
            "person": person,
            "purchase": purchase,
            "stakeholder": stakeholder,
            "link": link,
        }

    def values(self, key: str) -> list[Any]:
        """What holds now for a field, in the order of its entries."""
        from keyaccount_desktop.workbook.facts import facts_of

        found = facts_of(self.workbook, self.subject(key.split(".")[0]))
        return [fact.value for fact in found if fact.field == key]

    def set(self, key: str, value: Any, **evidence: Any) -> str:
        """Set a field as if long ago; the id of the fact."""
        from keyaccount_desktop.workbook.facts import Evidence, set_fact

        made = set_fact(
            self.workbook, self.subject(key.split(".")[0]), key, value, evidence=Evidence(**evidence)
        )
        self.workbook.forget_history()
        return made

    def subject(self, kind: str) -> tuple[str, str]:
        return kind, self.ids[kind]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path / "book.kaw")
    yield made
    made.workbook.close()


ShowGrid = Callable[..., "FactGrid"]


@pytest.fixture
def show_grid(qtbot: QtBot) -> Iterator[ShowGrid]:
    """Shows fields of a subject in a window; the window has the keyboard."""
    from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

    from keyaccount_desktop.ui.fields import FactGrid

    grids: list[FactGrid] = []
    windows: list[QWidget] = []  # qtbot closes them, but does not hold them

    def show(book: Book, fields: Sequence[str] | str, kind: str = "person") -> FactGrid:
        window = QWidget()
        qtbot.addWidget(window)
        keys = fields if isinstance(fields, str) else list(fields)
        shown = None if isinstance(keys, str) else keys
        grid = FactGrid(book.workbook, book.subject(kind), keys, shown=shown)
        elsewhere = QLineEdit()
        elsewhere.setObjectName("elsewhere")
        column = QVBoxLayout(window)
        column.addWidget(grid)
        column.addWidget(elsewhere)
        column.addStretch(1)
        window.resize(760, 700)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        elsewhere.setFocus()
        grids.append(grid)
        windows.append(window)
        return grid

    yield show
    for grid in grids:
        grid.release()

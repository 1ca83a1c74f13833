"""The floor of the person page's benchmark: the same widgets, built empty.

Every widget of an opened page is made again as the plain class of Qt's that it comes from, with the same
parent, the same layout and the same properties for the stylesheet, but no text, no facts, nothing to listen
to. Then it is shown and painted like the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

_PLAIN: tuple[type[QWidget], ...] = (
    QScrollArea, QPlainTextEdit, QLabel, QLineEdit, QPushButton, QToolButton, QFrame, QWidget,
)  # fmt: skip
_PROPERTIES = ("kind", "text_role", "chip")


@dataclass
class Part:
    """A widget of the page, as it is made again."""

    kind: type[QWidget]
    properties: dict[str, object]
    layout: type[QVBoxLayout | QHBoxLayout | QGridLayout]
    height: int
    children: list[Part] = field(default_factory=list)


def parts_of(widget: QWidget) -> Part:
    """What the shown part of a page is made of."""
    kind = next(plain for plain in _PLAIN if isinstance(widget, plain))
    layout = widget.layout()
    part = Part(
        kind,
        {name: value for name in _PROPERTIES if (value := widget.property(name)) is not None},
        QHBoxLayout
        if isinstance(layout, QHBoxLayout)
        else QVBoxLayout
        if layout is not None
        else QGridLayout,
        widget.height(),
    )
    if isinstance(widget, QScrollArea):
        part.children = [parts_of(widget.widget())]
    elif not isinstance(widget, QPlainTextEdit | QLineEdit):
        part.children = [
            parts_of(child)
            for child in widget.children()
            if isinstance(child, QWidget) and not child.isHidden() and not child.isWindow()
        ]
    return part


def build(part: Part) -> QWidget:
    """Make it, empty."""
    made = part.kind()
    for name, value in part.properties.items():
        made.setProperty(name, value)
    if not part.children:
        made.setMinimumHeight(part.height)
    elif isinstance(made, QScrollArea):
        made.setWidgetResizable(True)
        made.setWidget(build(part.children[0]))
    else:
        layout = part.layout(made)
        for number, child in enumerate(part.children):
            if isinstance(layout, QGridLayout):
                layout.addWidget(build(child), number // 2, number % 2)
            else:
                layout.addWidget(build(child))
    return made


def counted(part: Part) -> Counter[str]:
    """How many widgets there are of each class."""
    found = Counter({part.kind.__name__: 1})
    for child in part.children:
        found += counted(child)
    return found


def opened_in(holder: QWidget, part: Part, settle: Callable[[], None]) -> Callable[[], None]:
    """Builds it in a holder in place of the one before, shows it and paints it."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)

    def open_once() -> None:
        while (item := column.takeAt(0)) is not None:
            old = item.widget()
            old.hide()
            old.deleteLater()
        column.addWidget(build(part))
        settle()

    return open_once

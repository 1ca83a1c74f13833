"""How a person at the keyboard would fill in each kind of field, and what should come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from keyaccount_desktop.method import values
from keyaccount_desktop.method.fields import Field, Part

if TYPE_CHECKING:
    from keyaccount_desktop.ui.fields import FactField

TEXTS = {
    "text": "Tea and Go",
    "long_text": "Came back from Munich",
    "email": "wang@example.com",
    "phone": "0571 8800 1234",
    "tags": "pilot, reference",
    "number": "42",
    "percent": "35 %",
    "money": "320万",
    "date": "2026-11-03",
    "partial_date": "lunar 8/10",
}
_LUNAR = {"calendar": "lunar", "year": None, "month": 8, "day": 10, "leap": False}


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    for character in text:
        if character.isascii():
            QTest.keyClicks(focused(), character)
        else:
            # QTest knows no other keys; this is what an input method without composition sends.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
                QApplication.sendEvent(focused(), event)


def fill(line: FactField) -> None:
    """Set the field from the keyboard alone, beginning with the line at rest and in focus.

    Of a field with one value for each product it is that of the first.
    """
    field = line.field
    if field.kind == "flag" and not (field.many or field.per_product):
        press(Qt.Key.Key_Space)
        return
    press(Qt.Key.Key_Return)
    assert line.editor is not None
    if field.kind == "record":
        for number, part in enumerate(field.parts):
            if number:
                press(Qt.Key.Key_Tab)
            write(_part(part))
        of_long_text = field.parts[-1].kind == "long_text"
        press(
            Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier if of_long_text else Qt.KeyboardModifier(0)
        )
        return
    _fill_kind(field)


def _fill_kind(field: Field) -> None:
    match field.kind:
        case "choice":
            assert field.choices is not None
            write(str(field.choices.choices[-1].text))
            press(Qt.Key.Key_Return)
        case "checklist":
            press(Qt.Key.Key_Space)
            press(Qt.Key.Key_Down)
            press(Qt.Key.Key_Space)
            press(Qt.Key.Key_Return)
        case "tags":
            write(TEXTS["tags"])
            press(Qt.Key.Key_Return)
            press(Qt.Key.Key_Return)
        case "choices" | "ranked":
            assert field.choices is not None
            for choice in field.choices.choices[:2]:
                write(str(choice.text))
                press(Qt.Key.Key_Return)
            press(Qt.Key.Key_Return)
        case "flag":
            write("y")
            press(Qt.Key.Key_Return)
        case "rating":
            write(str(int(field.high or 5)))
            press(Qt.Key.Key_Return)
        case "long_text":
            write(TEXTS["long_text"])
            press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        case kind:
            write(TEXTS[kind])
            press(Qt.Key.Key_Return)


def _part(part: Part) -> str:
    if part.kind == "choice":
        assert part.choices is not None
        return str(part.choices.choices[0].text)
    if part.kind == "rating":
        return str(values.display(part, int(part.high or 5)))
    if part.kind == "number":
        return "1999"
    return TEXTS[part.kind]


def expected(field: Field) -> Any:
    """The value that ``fill`` should leave in the workbook."""
    match field.kind:
        case "flag":
            return True
        case "choice":
            assert field.choices is not None
            return field.choices.choices[-1].code
        case "choices" | "checklist" | "ranked":
            assert field.choices is not None
            return [choice.code for choice in field.choices.choices[:2]]
        case "rating":
            return int(field.high or 5)
        case "record":
            return {part.key: _part_value(part) for part in field.parts}
        case kind:
            return _written(kind)


def _written(kind: str) -> Any:
    """What the typed text of a kind means."""
    match kind:
        case "tags":
            return ["pilot", "reference"]
        case "number" | "percent":
            return int(TEXTS[kind].split()[0])
        case "money":
            return 3_200_000
        case "partial_date":
            return _LUNAR
        case _:
            return TEXTS[kind]


def _part_value(part: Part) -> Any:
    if part.kind == "choice":
        assert part.choices is not None
        return part.choices.choices[0].code
    if part.kind == "rating":
        return int(part.high or 5)
    return 1999 if part.kind == "number" else _written(part.kind)

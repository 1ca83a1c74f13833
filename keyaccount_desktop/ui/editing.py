"""Cut, copy, paste, delete and the like, for whatever has the keyboard.

In a text field they mean the text; elsewhere the nearest ``EditTarget`` is
asked. Also here: the rule that Ctrl+Z inside a field takes back typing as long as there is some, and the
workbook's last step otherwise.
"""

from __future__ import annotations

import sys
from typing import Final, Protocol, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

TextField = QLineEdit | QTextEdit | QPlainTextEdit
TEXT_FIELDS: Final = (QLineEdit, QTextEdit, QPlainTextEdit)


class EditTarget(Protocol):
    """A page or part of one that understands cut, copy, paste and delete while ``edits_here`` says so."""

    def edits_here(self) -> bool: ...

    def edit_command(self, name: str) -> bool: ...


def text_field() -> TextField | None:
    """The text field that has the keyboard."""
    focused = QApplication.focusWidget()
    return focused if isinstance(focused, TEXT_FIELDS) else None


def edit_target() -> EditTarget | None:
    """The nearest widget around the keyboard that understands edit commands."""
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None:
        if hasattr(widget, "edits_here"):
            target = cast(EditTarget, widget)
            return target if target.edits_here() else None
        widget = widget.parentWidget()
    return None


class FactTarget(Protocol):
    """A widget that shows a fact, and can show what it rests on, what it was before, and confirm it."""

    def fact_command(self, name: str) -> None: ...


def fact_target() -> FactTarget | None:
    """The nearest widget around the keyboard that shows a fact."""
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None and not hasattr(widget, "fact_command"):
        widget = widget.parentWidget()
    return cast(FactTarget, widget) if widget is not None else None


def edit(name: str) -> bool:
    """Do cut, copy, paste or delete where the keyboard is; whether anyone did."""
    field = text_field()
    if field is None:
        target = edit_target()
        return target is not None and target.edit_command(name)
    if name == "delete":
        if isinstance(field, QLineEdit):
            field.del_()
        elif not field.isReadOnly():
            cursor = field.textCursor()
            cursor.deleteChar()
            field.setTextCursor(cursor)
    elif name in ("cut", "copy", "paste"):
        getattr(field, name)()
    return True


def undo_typing(name: str) -> bool:
    """Take back (or do again) typing in the field in hand; False when there is none to take back."""
    field = text_field()
    if field is None or not _can(field, name):
        return False
    getattr(field, name)()
    return True


def commit_field() -> None:
    """Let the field one is typing in save what it holds: before leaving the page or the program."""
    focused = QApplication.focusWidget()
    if focused is None:
        return
    fields = sys.modules.get("keyaccount_desktop.ui.fields")
    if fields is not None:  # not loaded: then no page with such fields has been shown
        fields.commit_pending(focused.window())
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()


def _can(field: TextField, name: str) -> bool:
    if field.isReadOnly():
        return False
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if name == "undo" else field.isRedoAvailable()
    document = field.document()
    return document.isUndoAvailable() if name == "undo" else document.isRedoAvailable()


class FirstTouch(QObject):
    """Tells by ``felt`` of the first key or movement of the mouse in the program, and goes."""

    felt = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            QApplication.instance().removeEventFilter(self)
            self.felt.emit()
            self.deleteLater()
        return False


_TOUCHES: Final = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.HoverMove,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class WindowKeys(QObject):
    """Gives the window the keys that are its own while the keyboard is in a field.

    Qt's fields claim Ctrl+Z whether or not they hold typing to take back; and on X11 the letters that move
    in a line of Unix's, which the window needs for its actions.
    """

    def follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Watch the field that has the keyboard, and no longer the one that had it."""
        if isinstance(before, TEXT_FIELDS):
            before.removeEventFilter(self)
        if isinstance(now, TEXT_FIELDS):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.ShortcutOverride
        if (asked or event.type() == QEvent.Type.KeyPress) and isinstance(watched, TEXT_FIELDS):
            key = cast(QKeyEvent, event)
            if key.modifiers() == Qt.KeyboardModifier.ControlModifier and key.key() in _UNIX_LETTERS:
                event.ignore()
                return True
            if not asked:
                return False
            for name, standard in (
                ("undo", QKeySequence.StandardKey.Undo),
                ("redo", QKeySequence.StandardKey.Redo),
            ):
                if key.matches(standard) and not _can(watched, name):
                    event.ignore()
                    return True
        return False


_UNIX_LETTERS: Final = (Qt.Key.Key_E, Qt.Key.Key_K)
"""End of line, delete to the end of the line."""

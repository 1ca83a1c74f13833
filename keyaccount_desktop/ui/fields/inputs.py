"""The lines and boxes one types into: a text line, and a text that grows with what is written.

Enter that ends an input-method composition stays with the input method: it never saves or jumps. Who gets
Ctrl+Z is decided in one place for all of the window, see ``editing``. Used by the editors of ``fields`` and
by the person page.
"""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method.text import TEXT_LIMIT, clean_text
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.operation import show_error
from keyaccount_desktop.ui.widgets import Label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _kept_from_the_window(event: QEvent) -> bool:
    """Whether it asks for a key that would start something else in the window while one is typing."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Escape)
    )


def end_composition() -> None:
    """Take over what an input method still holds, so that no typed character is lost."""
    QGuiApplication.inputMethod().commit()


def _fits(field: QWidget, held: int, text: str) -> bool:
    """Whether a text may come into a field; else the user is told, and nothing in it changes.

    A little too much may come in, to be shortened there; a whole book would hold the window up.
    """
    if held + len(text) <= 2 * TEXT_LIMIT:
        return True
    tell(
        field,
        UserError(
            Text(
                "{n} characters were not put in; {most} is the most.", "未放入 {n} 个字符，最多 {most} 个。"
            ).format(n=f"{len(text):,}", most=f"{TEXT_LIMIT:,}"),
            Text(
                "Put in a part of them, or keep them in a file of its own.", "请只放入一部分，或另存为文件。"
            ),
        ),
    )
    return False


def _check_length(field: QWidget, text: str) -> None:
    """Tell at once of what cannot be saved as it is."""
    if len(text) > TEXT_LIMIT:
        try:
            clean_text(text)
        except UserError as error:
            tell(field, error)


class Teller(Protocol):
    """A widget around a line one types into that shows what is wrong beside it."""

    def tell(self, error: UserError) -> None: ...


def tell(field: QWidget, error: UserError) -> None:
    """Say what is wrong where one types: beside the field, or where there is no place in the message bar."""
    widget = field.parentWidget()
    while widget is not None:
        if hasattr(widget, "tell"):
            cast(Teller, widget).tell(error)
            return
        widget = widget.parentWidget()
    show_error(field, error)


class TextLine(QLineEdit):
    """One line of typing; ``entered`` for Enter, ``escaped`` for Esc, ``stepped`` for Up and Down."""

    entered = Signal()
    escaped = Signal()
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self._unit: Label | None = None
        self.setMaxLength(2 * TEXT_LIMIT)  # Qt's own is shorter, and cuts without a word

    @property
    def composing(self) -> bool:
        """Whether an input method is at work on text that is not in the line yet."""
        return self._composing

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.current().px(18) + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(40), theme.current().px(18) + 10)

    def show_unit(self, unit: str) -> None:
        """Say at the end of the line what is counted in it."""
        if not unit:
            return
        self._unit = Label(unit, "faint")
        self._unit.setParent(self)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextMargins(0, 0, self._unit.sizeHint().width() + theme.GRID, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._unit is not None:
            size = self._unit.sizeHint()
            left = self.width() - size.width() - 2 * theme.GRID
            self._unit.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())

    def start(self, typed: str) -> None:
        """Take the keyboard; what was typed to get here replaces the text, else all of it is selected."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()
        if typed:
            self.take(typed)

    def take(self, text: str) -> None:
        """Put a text in the place of what is selected, unless it is too long to be kept."""
        if _fits(self, len(self.text()) - len(self.selectedText()), text):
            self.insert(text)
            self.textEdited.emit(self.text())
            _check_length(self, self.text())

    def paste(self) -> None:
        self.take(QGuiApplication.clipboard().text())

    def dropEvent(self, event: QDropEvent) -> None:
        if _fits(self, len(self.text()), event.mimeData().text()):
            super().dropEvent(event)
            _check_length(self, self.text())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # The middle button pastes what is selected elsewhere, where a system knows that.
        if event.button() == Qt.MouseButton.MiddleButton:
            clipboard = QGuiApplication.clipboard()
            if clipboard.supportsSelection() and not _fits(
                self, len(self.text()), clipboard.text(QClipboard.Mode.Selection)
            ):
                return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste)
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if _kept_from_the_window(event):
            event.accept()
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._composing and key in (*_ENTER, Qt.Key.Key_Escape):
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            event.accept()
            self.paste()
        elif key in _ENTER:
            event.accept()
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            event.accept()
            self.escaped.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.accept()
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class TextBox(QPlainTextEdit):
    """Lines of typing in a box as high as its text; Enter is a new line, Ctrl+Enter emits ``entered``.

    Without ``newlines`` Enter alone does, and the lines are one text that is wrapped.
    """

    entered = Signal()
    escaped = Signal()
    height_changed = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, lines: int = 1, most_lines: int = 14, newlines: bool = True
    ) -> None:
        super().__init__(parent)
        self._composing = False
        self._newlines = newlines
        self._lines = lines
        self._most_lines = most_lines
        self._height = 0
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    @property
    def composing(self) -> bool:
        return self._composing

    def start(self, typed: str) -> None:
        """Take the keyboard, at the end of the text; what was typed to get here is added to it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)
        if typed and _fits(self, self.document().characterCount() - 1, typed):
            self.insertPlainText(typed)
            _check_length(self, self.toPlainText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        held = self.document().characterCount() - 1 - len(self.textCursor().selectedText())
        if _fits(self, held, source.text()):
            super().insertFromMimeData(source)
            _check_length(self, self.toPlainText())

    def sizeHint(self) -> QSize:
        return QSize(120, self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._wanted_height())

    def _wanted_height(self) -> int:
        # The document counts in lines, not pixels: a plain text layout measures its height that way.
        lines = min(max(round(self.document().size().height()), self._lines), self._most_lines)
        frame = 2 * (theme.GRID + 1)
        return max(lines * self.fontMetrics().lineSpacing(), theme.current().px(18)) + frame

    def _fit(self) -> None:
        shown = round(self.document().size().height())
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if shown <= self._most_lines:
            policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        if self._wanted_height() != self._height:
            self._height = self._wanted_height()
            self.updateGeometry()
            self.height_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()  # another width breaks the lines elsewhere, and the document does not tell

    def event(self, event: QEvent) -> bool:
        if _kept_from_the_window(event):
            event.accept()
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._composing and key in (*_ENTER, Qt.Key.Key_Escape):
            event.accept()
        elif key in _ENTER and (
            not self._newlines or event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            event.accept()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

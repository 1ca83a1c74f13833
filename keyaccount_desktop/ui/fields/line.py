"""A line of the page that is read quietly and edited in place.

``EditableLine`` owns how editing begins and ends, what happens to text that cannot be saved, and the message
under it. What the value is and where it goes is said by its kinds: ``FactField`` for facts, and the person
page's own for the department.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from keyaccount_desktop.language import UserError
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.inputs import end_composition
from keyaccount_desktop.ui.fields.panel import belongs_to
from keyaccount_desktop.ui.fields.pending import Draft, InPlace, draft_of, keep_draft
from keyaccount_desktop.ui.fields.quiet_line import QuietLine
from keyaccount_desktop.ui.fields.value_text import Run
from keyaccount_desktop.ui.widgets import Label, plain_tip

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_BY_TAB: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_COMMANDS: Final = {
    Qt.Key.Key_E: "evidence",
    Qt.Key.Key_T: "confirm",
    Qt.Key.Key_B: "history",
}
"""With Ctrl; the Edit menu names the same keys. None is one that macOS keeps for itself, as it does H."""
_BEGIN: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Down)


class EditableLine(QuietLine, InPlace):
    """Label and value; a click, Enter, F2, Tab or simply typing edits.

    ``edit_began`` comes when there is an editor; ``edit_ended`` when it has gone, whatever became of the value.
    """

    edit_began = Signal()
    edit_ended = Signal()

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(editable=not workbook.read_only)
        self._workbook = workbook
        self._editor: Editor | None = None
        self._message: Label | None = None
        self._saving = False
        self._visit: object = None
        """Joins what is saved between the beginning and the end of editing into one step of undo."""
        if self.editable:
            self.setCursor(Qt.CursorShape.IBeamCursor)

    # ---- what the kinds of lines say

    @abstractmethod
    def draft_key(self) -> Hashable:
        """What a draft of this line is kept under."""

    @abstractmethod
    def make_editor(self) -> Editor:
        """An editor that holds the value of now."""

    @abstractmethod
    def save(self, value: object, visit: object) -> None:
        """Store the value; edits with the same ``visit`` are one step of undo. May raise UserError."""

    @abstractmethod
    def clear(self) -> None:
        """Empty the field."""

    def retranslate(self) -> None:
        """Write everything in the language of now."""

    def plain_text(self) -> str:
        """The value as it is copied."""
        return ""

    def help_text(self) -> str:
        """What the method says about the field; the tooltip."""
        return ""

    def open_evidence(self, entry: int | None = None) -> None:
        """Show what the value rests on; of one entry, or of all."""

    def has_history(self) -> bool:
        """Whether it has had other values."""
        return False

    def open_history(self) -> None:
        """Show the values it has had."""

    def confirm(self, entry: int | None = None) -> None:
        """Note that the value was found to hold today; of one entry, or of all."""

    def toggles(self) -> bool:
        """Whether a click changes the value at once, with no editor."""
        return False

    def toggle(self) -> None:
        """Change it."""

    def press(self, point: QPointF) -> bool:
        """A click on the value at rest: whether that has set it already."""
        return False

    # ---- showing

    def show_value(self, label: str, runs: Sequence[Run], *, empty: bool, spoken: str = "") -> None:
        super().show_value(label, runs, empty=empty, spoken=spoken)
        if self._editor is not None:
            self._editor.set_name(label)

    def at_rest(self) -> bool:
        return self._editor is None

    @property
    def message(self) -> str:
        """Why what was typed could not be saved; empty when it could."""
        return self._message.text() if self._message is not None else ""

    def restore_draft(self) -> None:
        """Show what was typed here before and could not be saved, if there is such a thing."""
        kept = draft_of(self._workbook, self.draft_key())
        if kept is not None and self._editor is None and self.editable:
            editor = self._open_editor()
            editor.load_draft(kept.typed)
            self._say(kept.message or self._reproach(editor))

    def _reproach(self, editor: Editor) -> str:
        """Why what the editor holds cannot be saved; empty where it can by now."""
        try:
            editor.value()
        except UserError as error:
            return f"{error.message} {error.hint}"
        return ""

    # ---- editing

    @property
    def editor(self) -> Editor | None:
        """The editor, while there is one."""
        return self._editor

    def begin_edit(self, typed: str = "", *, offer: bool = True) -> None:
        """Edit the value; ``typed`` is the text that began it, ``offer`` shows what there is to choose."""
        if not self.editable:
            return
        if self.toggles():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self._editor or self._open_editor()).start(typed, offer=offer)

    def commit(self) -> bool:
        """Save what was typed and be at rest again; what cannot be saved stays, with the reason under it."""
        editor = self._editor
        if editor is None or self._saving:
            return True
        end_composition()
        if editor.changed() and not self._save():
            return False
        self.cancel()
        return True

    def cancel(self) -> None:
        """Be at rest again; what was typed since it was last saved is gone."""
        keep_draft(self._workbook, self.draft_key(), None)
        self._close_editor()

    def leave(self) -> None:
        """Be at rest because something else is to be shown; what could not be saved stays as a draft."""
        if self.commit():
            return
        self._close_editor()

    def _open_editor(self) -> Editor:
        editor = self.make_editor()
        self._editor = editor
        self._visit = object()
        editor.setParent(self)
        editor.set_name(self._label)
        editor.entered.connect(self.commit)
        editor.escaped.connect(self.cancel)
        editor.rested.connect(self._rest)
        editor.typed_in.connect(self._unsay)
        editor.height_changed.connect(self._place_again)
        self.unsetCursor()
        before: QWidget = self
        for stop in editor.stops():
            QWidget.setTabOrder(before, stop)
            before = stop
        # Only now: Qt chains nothing to what cannot have the keyboard.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        _application().focusChanged.connect(self._follow_focus)
        self._place_editor()
        editor.show()
        self._place_again()
        self.edit_began.emit()
        return editor

    def _close_editor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        _application().focusChanged.disconnect(self._follow_focus)
        self._unsay()
        self._visit = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        had_focus = belongs_to(QApplication.focusWidget(), editor)
        editor.close_panels()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.hide()
        editor.deleteLater()
        self.updateGeometry()
        self.update()
        self.edit_ended.emit()

    def _save(self) -> bool:
        editor = self._editor
        assert editor is not None
        self._saving = True
        try:
            self.save(editor.value(), self._visit)
        except UserError as error:
            message = f"{error.message} {error.hint}"
            keep_draft(self._workbook, self.draft_key(), Draft(editor.draft(), message))
            self._say(message)
            editor.refused()
            return False
        finally:
            self._saving = False
        editor.saved()
        keep_draft(self._workbook, self.draft_key(), None)
        return True

    def _rest(self) -> None:
        # A pause in typing: what cannot be saved yet is no fault, the user is not done.
        editor = self._editor
        if editor is None or self._saving or not editor.SAVES_IN_PAUSES or not editor.changed():
            return
        try:
            editor.value()
        except UserError:
            return
        self._save()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._editor is None or belongs_to(new, self):
            return
        if new is None and not self.isActiveWindow():
            # Another window: save what is fine, and let the user go on where they were.
            self._rest()
        elif belongs_to(old, self) and not self.commit() and self._editor is not None:
            self._editor.close_panels()

    def tell(self, error: UserError) -> None:
        """Show what is wrong under the editor; typing on takes it away."""
        self._say(f"{error.message} {error.hint}")

    def _say(self, text: str) -> None:
        if self._message is None:
            self._message = Label("", "warning_caption", wrap=True)
            self._message.setParent(self)
        self._message.setText(text)
        self._message.show()
        self._place_again()

    def _unsay(self) -> None:
        if self._message is not None:
            self._message.hide()
            self._message.deleteLater()
            self._message = None
            self._place_again()

    # ---- geometry

    def heightForWidth(self, width: int) -> int:
        if self._editor is None:
            return super().heightForWidth(width)
        height = self._editor_top() + self._editor_place(width).height() + 1
        if self._message is not None:
            height += 2 + self._message_place(self._editor_place(width)).height()
        return max(height, self.label_height(), self.line_height())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._editor is not None:
            hint.setWidth(max(hint.width(), theme.current().px(180)))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_editor()

    def _place_again(self) -> None:
        self.updateGeometry()
        self._place_editor()
        self.update()

    def _place_editor(self) -> None:
        if self._editor is None:
            return
        place = self._editor_place(self.width())
        self._editor.setGeometry(place)
        if self._message is not None:
            self._message.setGeometry(self._message_place(place))

    def _message_place(self, editor_place: QRect) -> QRect:
        """Under the editor, its words below the editor's words."""
        assert self._editor is not None and self._message is not None
        left = editor_place.left() + self._editor.INSET
        width = max(editor_place.right() - left, 40)
        return QRect(left, editor_place.bottom() + 3, width, self._message.heightForWidth(width))

    def _editor_place(self, width: int) -> QRect:
        assert self._editor is not None
        left = 0 if self._editor.ROOMY else self.value_left() - self._editor.INSET
        room = max(width - left, 40)
        return QRect(left, self._editor_top(), room, self._editor_height(room))

    def _editor_top(self) -> int:
        if self._editor is not None and self._editor.ROOMY and self._label_width:
            return max(self.label_height(), self.line_height())
        return 0

    def _editor_height(self, width: int) -> int:
        assert self._editor is not None
        layout = self._editor.layout()
        if layout.hasHeightForWidth():
            return max(layout.totalHeightForWidth(width), self.line_height())
        return max(self._editor.sizeHint().height(), self.line_height())

    # ---- mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not inside or not self.editable:
            super().mouseReleaseEvent(event)
            return
        if self._editor is not None:
            self._editor.start("", offer=True)
            return
        self.point_at(event.position())
        doubted = self.doubt_at(event.position())
        entry = self.evidence_at(event.position()) if self.has_evidence() else None
        if doubted is not None:
            self.confirm(doubted)
        elif entry is not None:
            self.open_evidence(entry)
        elif self.toggles():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.toggle()
        elif not self.press(event.position()):
            self.begin_edit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point_at(event.position())
        if self._editor is None and self.editable:
            on_doubt = self.doubt_at(event.position()) is not None
            on_evidence = self.has_evidence() and self.evidence_at(event.position()) is not None
            hand = on_doubt or on_evidence or self.toggles()
            self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.IBeamCursor)
            tip = self.help_text()
            if on_doubt:
                tip = self.tr("Confirm: it holds today (Ctrl+T)")
            elif on_evidence:
                tip = self.tr("Source, certainty, date (Ctrl+E)")
            self.setToolTip(plain_tip(tip))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_TAB and self._editor is None and not self.toggles():
            self.begin_edit(offer=False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._editor is not None:
            if self._editor_height(self.width()) != self._editor.height():
                self._place_again()
        elif (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (
                event.key() == Qt.Key.Key_F2
                or (self.hasFocus() and _begins(event))
                or _command_of(event) is not None
            )
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = _command_of(event)
        if command is not None:
            self.fact_command(command)
        elif self._editor is not None:
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.empty:
            QGuiApplication.clipboard().setText(self.plain_text())
        elif not _begins(event):
            super().keyPressEvent(event)
        elif self.toggles():
            if self.editable and event.text() in ("\r", "\n", " "):
                self.toggle()
        else:
            self.begin_edit(event.text() if event.text().isprintable() else "")

    def fact_command(self, name: str) -> None:
        """``evidence``, ``confirm`` or ``history`` of the value, once what is being typed is saved."""
        if not self.commit():
            return
        if name == "history":
            self.open_history()
        elif self.has_evidence():
            self.open_evidence() if name == "evidence" else self.confirm()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._editor is not None:
            event.ignore()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(menu)
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.mapToGlobal(QPoint(self.value_left(), self.height()))
        menu.popup(place)

    def _fill_menu(self, menu: QMenu) -> None:
        def add(text: str, command: Callable[[], object], offered: bool) -> None:
            if offered:
                action = QAction(text, menu)
                action.triggered.connect(lambda _on=False: command())
                menu.addAction(action)

        add(self.tr("Edit"), self.toggle if self.toggles() else self.begin_edit, self.editable)
        known = self.editable and self.has_evidence()
        add(self.tr("Source and certainty…"), self.open_evidence, known)
        add(self.tr("Still true today"), self.confirm, known)
        add(self.tr("Previous values…"), self.open_history, self.has_history())
        add(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(self.plain_text()), not self.empty)
        add(self.tr("Clear"), self.clear, self.editable and not self.empty)


def _command_of(event: QKeyEvent) -> str | None:
    """What a key asks of a fact."""
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return None
    return _COMMANDS.get(Qt.Key(event.key()))


def _begins(event: QKeyEvent) -> bool:
    """Whether a key begins editing: Enter, F2, Down, or a character."""
    kept = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    if event.modifiers() & ~kept:
        return False
    return event.key() in _BEGIN or (bool(event.text()) and event.text().isprintable())


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application

"""A piece of the method's advice that is read, and said in one's own words where it stands.

It reads like any text; a pencil under the mouse, F2, Enter or the context menu edits it. What the sources do
not give is an empty line to write on. Used beside the person and by the list of all texts in the settings.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu

from keyaccount_desktop.language import Text, language
from keyaccount_desktop.method import advice
from keyaccount_desktop.method.text import clean_text
from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.quiet_line import QuietLine
from keyaccount_desktop.ui.fields.text_editors import LongTextEditor
from keyaccount_desktop.ui.fields.value_text import Run
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.workbook.definitions import TEXT_LIMIT, set_text

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_PENCIL: Final = 20


class AdviceText(EditableLine):
    """Show it a piece by ``show_piece``; it reads and writes the workbook's wording itself."""

    def __init__(self, workbook: Workbook, name: str = "", *, label: str = "") -> None:
        """With a ``label`` it stands in a list of texts, as large as other fields, each point on a line of its own."""
        super().__init__(workbook)
        self.name = name
        self._lead: Text | None = None
        self._heading = label
        if not label:
            self.set_compact()
        self.unsetCursor()
        self.edit_ended.connect(self.unsetCursor)
        if name:
            self.retranslate()

    # ---- showing

    def show_piece(self, name: str, lead: Text | None = None) -> None:
        """Stand for this piece from now on, with ``lead`` before it; called again when words have changed."""
        if name != self.name and self.editor is not None:
            self.commit()
        self.name, self._lead = name, lead
        self.retranslate()
        self.restore_draft()

    def retranslate(self) -> None:
        listed = bool(self._heading)
        said = self.words()
        between = str(Text("{lead}: ", "{lead}：")).format(lead=self._lead) if self._lead is not None else ""
        runs = [Run(between, "lead")] if between else []
        if said is None:
            runs.append(Run(self.not_given(), "empty" if listed else "empty_advice"))
        elif listed:
            runs.append(Run(str(said)))
        else:
            runs.append(Run(str(advice.in_one_line(said)), "advice"))
        if self.own:
            runs.append(Run("  " + self.tr("own words").replace(" ", "\u00a0"), "faint"))
        self.show_value(self._heading, runs, empty=said is None)
        self.setAccessibleName(self._heading or str(self._lead or self.tr("Advice")))

    def not_given(self) -> str:
        """What stands there while nothing is said."""
        return self.tr("not given yet: write your own")

    def words(self) -> Text | None:
        """What holds now; None where nothing is said yet."""
        return advice.said(self._workbook.catalogue, self.name)

    @property
    def own(self) -> bool:
        """Whether the user has said it in words of their own."""
        return self.name in self._workbook.catalogue.texts

    def set_heading(self, label: str) -> None:
        """The label at the left of the line, where it stands in a list."""
        self._heading = label
        self.retranslate()

    # ---- what the line asks for

    def draft_key(self) -> Hashable:
        return ("advice", self.name)

    def plain_text(self) -> str:
        return str(self.words() or "")

    def make_editor(self) -> Editor:
        return LongTextEditor(self.plain_text(), lambda typed: clean_text(typed, limit=TEXT_LIMIT))

    def save(self, value: object, visit: object) -> None:
        said = str(value or "")
        before = self._workbook.catalogue.texts.get(self.name, Text("", ""))
        chinese = language() == "zh"
        text = Text(before.en, said) if chinese else Text(said, before.zh)
        given = advice.default(self.name)
        only_here = not (before.en if chinese else before.zh)
        if given is not None and only_here and said == str(given):
            text = Text("", "")
        set_text(self._workbook, self.name, text, join=visit)

    def clear(self) -> None:
        """Back to the method's text."""
        if self.own:
            Operation(self, lambda: set_text(self._workbook, self.name, None)).run()

    def edits_here(self) -> bool:
        return True

    def edit_command(self, name: str) -> bool:
        """Copy of the Edit menu; Delete goes back to the method's text."""
        if name == "copy" and self.plain_text():
            QGuiApplication.clipboard().setText(self.plain_text())
        elif name == "delete" and self.own and self.editable:
            self.clear()
        else:
            return False
        return True

    # ---- mouse and keyboard

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        wanted = self.empty or self._on_pencil(event.position())
        if event.button() == Qt.MouseButton.LeftButton and self.editor is None and not wanted:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.editable and self.editor is None and event.button() == Qt.MouseButton.LeftButton:
            self.begin_edit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.editor is None and self.editable:
            on_pencil = self._on_pencil(event.position())
            self.setCursor(_shape(pencil=on_pencil, empty=self.empty))
            self.setToolTip(self.tr("Say it in your own words (F2)") if on_pencil else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Tab leads through the texts to read them; only what is asked to be edited is.
        QuietLine.focusInEvent(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        begins = event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.editor is None and begins:
            self.begin_edit()
        elif self.editor is None and event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fill_menu(self, menu: QMenu) -> None:
        offers = (
            (self.tr("Edit"), self.begin_edit, self.editable),
            (self.tr("Back to the method's text"), self.clear, self.editable and self.own),
            (self.tr("Copy"), lambda: self.edit_command("copy"), not self.empty),
        )
        for text, command, offered in offers:
            if offered:
                menu.addAction(text).triggered.connect(lambda _on=False, do=command: do())

    # ---- looks

    def _pencil_place(self) -> QRect:
        return QRect(self.width() - _PENCIL - 2, 2, _PENCIL, _PENCIL)

    def _on_pencil(self, point: QPointF) -> bool:
        return self.editable and self._pencil_place().contains(point.toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not (self.at_rest() and self.editable and (self.underMouse() or self.hasFocus())):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("raised"))
        place = self._pencil_place()
        painter.drawRoundedRect(QRectF(place), 4, 4)
        picture = icons.pixmap("edit", "text_2", 14, self.devicePixelRatioF())
        painter.drawPixmap(place.topLeft() + QPoint(3, 3), picture)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.name:
            self.retranslate()
        super().changeEvent(event)


def _shape(*, pencil: bool, empty: bool) -> Qt.CursorShape:
    if pencil:
        return Qt.CursorShape.PointingHandCursor
    return Qt.CursorShape.IBeamCursor if empty else Qt.CursorShape.ArrowCursor

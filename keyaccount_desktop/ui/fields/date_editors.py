"""The editor for dates: type one and see at once how it is understood, or choose its parts from a panel.

Serves the kinds ``date`` and ``partial_date``, as fields and as parts of a record. What no calendar has is said
under the line while the text stays.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import dates, occasions, values
from keyaccount_desktop.method.dates import NotADate
from keyaccount_desktop.method.fields import Field, Part
from keyaccount_desktop.ui.fields.date_panel import DatePanel
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.inputs import TextLine
from keyaccount_desktop.ui.fields.panel import belongs_to
from keyaccount_desktop.ui.fields.text_editors import typed_form
from keyaccount_desktop.ui.widgets import Label


class DateEditor(Editor):
    """A line to type into, how it is understood below, and a panel beside it; Down goes into the panel."""

    def __init__(self, field: Field | Part, value: Any) -> None:
        super().__init__()
        self._field = field
        self._partial = field.kind == "partial_date"
        self._panel: DatePanel | None = None
        self._before = typed_form(field, value)
        self.line = TextLine()
        self.line.setText(self._before)
        self.line.setCursorPosition(0)
        self.line.entered.connect(self.entered)
        self.line.escaped.connect(self._back)
        self.line.stepped.connect(self._go_into_panel)
        self.line.textEdited.connect(self._type)
        self.line.installEventFilter(self)
        self.preview = Label("", "caption", wrap=True)
        self.preview.setContentsMargins(self.INSET, 0, 0, 2)
        self.column.setSpacing(1)
        self.column.addWidget(self.line)
        self.column.addWidget(self.preview)
        self._say_meaning()

    # ---- the value

    def changed(self) -> bool:
        return self.line.text() != self._before

    def value(self) -> object:
        return values.parse(self._field, self.line.text())

    def saved(self) -> None:
        self._before = self.line.text()

    def draft(self) -> Any:
        return self.line.text()

    def load_draft(self, draft: Any) -> None:
        self.line.setText(str(draft))
        self._say_meaning()

    def refused(self) -> None:
        # The reason stands under the field now, once is enough.
        self._show_preview("", "caption")

    # ---- typing

    def start(self, typed: str, *, offer: bool) -> None:
        self.line.start(typed)
        if typed:
            self._type()
        elif offer:
            self._open()

    def stops(self) -> list[QWidget]:
        return [self.line]

    def _type(self) -> None:
        self.typed_in.emit()
        self._say_meaning()
        self._show_in_panel()

    def _back(self) -> None:
        self.escaped.emit()

    def _say_meaning(self) -> None:
        try:
            meant = values.parse(self._field, self.line.text())
        except UserError:
            meant = None
        if meant is not None:
            self._show_preview(str(self._meaning(meant)), "caption")
        else:
            self._show_preview(self._why_not(), "warning_caption")

    def _meaning(self, meant: Any) -> Text | str:
        if not self._partial:
            return dates.with_weekday(date.fromisoformat(meant)) if len(meant) == 10 else str(meant)
        written = dates.display_partial(meant)
        birthday = not self._field.ahead
        found = occasions.coming(meant, date.today(), birthday=birthday)
        if str(written) == self.line.text():
            return "" if found is None else found
        return written if found is None else Text("{date} → {next}", "{date} → {next}").format(
            date=written, next=found
        )  # fmt: skip

    def _why_not(self) -> str:
        """Why what is typed can be no date; empty where it may still become one."""
        try:
            if self._partial:
                dates.parse_partial(self.line.text(), date.today(), ahead=self._field.ahead)
            else:
                dates.normalise_date(self.line.text())
        except NotADate:
            return ""
        except UserError as error:
            return str(error.message)
        return ""

    def _show_preview(self, text: str, role: str) -> None:
        self.preview.set_role(role)
        self.preview.setText(text)
        self.line.setAccessibleDescription(text)
        if self.preview.isHidden() != (not text):
            self.preview.setVisible(bool(text))
        self.height_changed.emit()

    # ---- the panel

    @property
    def panel(self) -> DatePanel | None:
        """The panel, while it is open."""
        return self._panel

    def close_panels(self) -> None:
        if self._panel is not None:
            self._panel.close_panel()

    def _open(self) -> DatePanel:
        if self._panel is None:
            self._panel = panel = DatePanel(self, partial_dates=self._partial)
            self._show_in_panel()
            panel.changed.connect(self._take_from_panel)
            panel.done.connect(self._take_and_leave)
            panel.left.connect(self._leave_panel)
            panel.closed.connect(self._forget_panel)
            _application().focusChanged.connect(self._follow_focus)
            panel.open()
        return self._panel

    def _forget_panel(self) -> None:
        self._panel = None
        _application().focusChanged.disconnect(self._follow_focus)

    def _go_into_panel(self, by: int) -> None:
        if by > 0:
            self._open().take_keyboard()

    def _show_in_panel(self) -> None:
        if self._panel is None:
            return
        try:
            meant = values.parse(self._field, self.line.text())
        except UserError:
            return
        if isinstance(meant, str):
            parts = [int(part) for part in meant.split("-")]
            meant = dict(zip(("year", "month", "day"), (*parts, None, None), strict=False))
        elif meant is None and not self._partial:
            meant = {"year": date.today().year, "month": date.today().month, "day": None}
        if meant is not None:
            self._panel.show_date(meant)

    def _take_from_panel(self) -> None:
        assert self._panel is not None
        chosen = self._panel.value
        self.line.setText(_partial_text(chosen) if self._partial else _iso(chosen))
        self.typed_in.emit()
        self._say_meaning()

    def _take_and_leave(self) -> None:
        self._leave_panel()
        self.entered.emit()

    def _leave_panel(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close_panels()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        # To another part of the same record: the field is still edited, this date no longer.
        if new is not None and not belongs_to(new, self):
            self.close_panels()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.MouseButtonPress and self._panel is None:
            self._open()
        return False


def _iso(chosen: dict[str, Any]) -> str:
    """What is known from the year down: ``2026-11``."""
    known = []
    for part in (chosen["year"], chosen["month"], chosen["day"]):
        if part is None:
            break
        known.append(f"{part:02}")
    return "-".join(known)


def _partial_text(chosen: dict[str, Any]) -> str:
    nothing = chosen["year"] is None and chosen["month"] is None and chosen["day"] is None
    return "" if nothing else str(dates.display_partial(chosen))


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application

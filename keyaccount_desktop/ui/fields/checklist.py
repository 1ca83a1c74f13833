"""Questions and facts as a checklist: numbered, answered or open at a glance, answered in place.

``Checklist`` shows lines of fields, each behind a mark that says whether it is answered; ``TickList`` shows the
choices of one field as boxes to tick. Used by the client's overview.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import values
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.fields.fact_panels import fact_command
from keyaccount_desktop.ui.fields.quiet_line import QuietLine
from keyaccount_desktop.ui.fields.value_text import Run
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.widgets import FlowLayout, plain_tip
from keyaccount_desktop.workbook.facts import Fact, Subject, facts_of, set_fact

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

Facts = Mapping[str, Sequence[Fact]]

_MARK: Final = 20
_MOST_LABEL: Final = 0.42
"""Share of the width that the questions may take."""


class Mark(QWidget):
    """A number in a ring while open, in a full disc once answered."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.answered = False
        side = theme.current().px(_MARK)
        self.setFixedSize(side, side)

    def show_answered(self, answered: bool) -> None:
        self.answered = answered
        self.setAccessibleName(
            self.tr("{n}: answered").format(n=self._number)
            if answered
            else self.tr("{n}: open").format(n=self._number)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        if self.answered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("supporter"))
        else:
            pen = QPen(colours.colour("line_strong"), 1.3)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        painter.setFont(colours.font("caption", bold=True))
        painter.setPen(colours.colour("on_accent" if self.answered else "text_2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            side = theme.current().px(_MARK)
            self.setFixedSize(side, side)
        elif event.type() == QEvent.Type.LanguageChange:
            self.show_answered(self.answered)
        super().changeEvent(event)


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a checklist: answered once any of its fields is known.

    ``text`` stands for the field's own name where it is not the same; ``elsewhere``: its fields have their lines
    on another part of the page, and here is only what they say.
    """

    fields: tuple[str, ...]
    text: Text | None = None
    elsewhere: bool = False


class Checklist(QWidget):
    """Lines in their order; ``counted`` tells how many are answered whenever that may have changed.

    ``field_wanted`` asks the page for a field that stands elsewhere.
    """

    counted = Signal(int, int)
    field_wanted = Signal(str)

    def __init__(self, workbook: Workbook, subject: Subject, asked: Sequence[Asked], facts: Facts) -> None:
        super().__init__()
        self._workbook = workbook
        self.subject = subject
        self.rows: list[ChecklistRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for number, line in enumerate(asked, 1):
            row = ChecklistRow(workbook, subject, number, line)
            row.field_wanted.connect(self.field_wanted)
            self.rows.append(row)
            column.addWidget(row)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self.show_facts(facts)

    def show_facts(self, facts: Facts) -> None:
        for row in self.rows:
            row.show_facts(facts)
        self.counted.emit(*self.count)

    @property
    def count(self) -> tuple[int, int]:
        """How many are answered, and of how many."""
        return sum(row.mark.answered for row in self.rows), len(self.rows)

    def line_of(self, key: str) -> FactField | None:
        """The line of a field, if it stands here."""
        return next((line for row in self.rows for line in row.lines if line.key == key), None)

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        found: list[QWidget] = []
        for row in self.rows:
            found += row.stops()
        return found

    def release(self) -> None:
        self._unsubscribe()

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.kind == "reloaded" or concerns(change, self.subject):
            self.show_facts(by_field(facts_of(self._workbook, self.subject)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for row in self.rows:
                row.retranslate()
            self._align()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._align()
        super().changeEvent(event)

    def _align(self) -> None:
        """All answers begin in one column."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(row.label) for row in self.rows), default=0)
        for row in self.rows:
            row.set_label_width(min(widest + theme.GAP + 2, round(self.width() * _MOST_LABEL)))


class ChecklistRow(QWidget):
    """A mark, and the lines that answer it."""

    field_wanted = Signal(str)

    def __init__(self, workbook: Workbook, subject: Subject, number: int, asked: Asked) -> None:
        super().__init__()
        self.asked = asked
        self._facts: Facts = {}
        self.mark = Mark(number)
        self.lines: list[FactField] = []
        self.elsewhere: _Elsewhere | None = None
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        if asked.elsewhere:
            self.elsewhere = _Elsewhere(workbook, asked)
            self.elsewhere.clicked.connect(lambda: self.field_wanted.emit(asked.fields[0]))
            lines.addWidget(self.elsewhere)
        else:
            for key in asked.fields:
                line = FactField(workbook, subject, key)
                self.lines.append(line)
                lines.addWidget(line)
                line.restore_draft()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.GRID)
        mark = QVBoxLayout()
        mark.setContentsMargins(0, 4, 0, 0)
        mark.addWidget(self.mark)
        mark.addStretch(1)
        row.addLayout(mark)
        row.addLayout(lines, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def label(self) -> str:
        """The widest of what stands before an answer."""
        names = [line.label for line in self.lines] or [str(self.asked.text or "")]
        return max(names, key=len)

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        for line in self.lines:
            line.show_facts(facts.get(line.key, ()))
        if self.elsewhere is not None:
            self.elsewhere.show_known(facts)
        self.mark.show_answered(any(facts.get(key) for key in self.asked.fields))

    def set_label_width(self, width: int) -> None:
        for line in self.lines:
            line.set_label_width(width)
        if self.elsewhere is not None:
            self.elsewhere.set_label_width(width)

    def stops(self) -> list[QWidget]:
        found: list[QWidget] = [] if self.elsewhere is None else [self.elsewhere]
        for line in self.lines:
            found += line.editor.stops() if line.editor is not None else [line]
        return found

    def retranslate(self) -> None:
        for line in self.lines:
            line.retranslate()
        self.show_facts(self._facts)


class _Elsewhere(QuietLine):
    """What fields say whose lines stand on another part of the page; a press leads there."""

    clicked = Signal()

    def __init__(self, workbook: Workbook, asked: Asked) -> None:
        super().__init__(editable=not workbook.read_only)
        self._workbook = workbook
        self._asked = asked
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_known(self, facts: Facts) -> None:
        said = [
            " ".join(str(values.display(self._workbook.catalogue.field(key), fact.value)).split())
            for key in self._asked.fields
            for fact in facts.get(key, ())
        ]
        runs = [Run(" · ".join(said), "soft")] if said else [Run(self.tr("Add…"), "empty")]
        self.show_value(str(self._asked.text or ""), runs, empty=not said)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


def by_field(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    """Facts of a subject by the key of their field."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.field, []).append(fact)
    return found


def concerns(change: ChangeSet, subject: Subject) -> bool:
    """Whether a change touches facts of a subject."""
    column = f"{subject[0]}_id"
    return any(
        row.table == "fact" and (row.after or row.before or {}).get(column) == subject[1]
        for row in change.rows
    )


class TickList(QWidget):
    """The choices of a checklist field as boxes; a tick is saved at once."""

    def __init__(self, workbook: Workbook, subject: Subject, key: str, facts: Facts) -> None:
        super().__init__()
        self._workbook = workbook
        self.subject = subject
        self.key = key
        self._facts: list[Fact] = []
        self.boxes: dict[str, QCheckBox] = {}
        flow = FlowLayout(self, spacing=4 * theme.GRID)
        choices = workbook.catalogue.field(key).choices
        for choice in choices or ():
            box = QCheckBox(str(choice.text).replace("&", "&&"))
            box.setEnabled(not workbook.read_only)
            box.clicked.connect(self._save)
            self.boxes[choice.code] = box
            flow.addWidget(box)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self.show_facts(facts)
        self.retranslate()

    def show_facts(self, facts: Facts) -> None:
        self._facts = list(facts.get(self.key, ()))
        ticked = self._facts[0].value if self._facts else []
        for code, box in self.boxes.items():
            box.setChecked(code in ticked)

    @property
    def ticked(self) -> list[str]:
        return [code for code, box in self.boxes.items() if box.isChecked()]

    def stops(self) -> list[QWidget]:
        return list(self.boxes.values())

    def release(self) -> None:
        self._unsubscribe()

    def _save(self) -> None:
        ticked = self.ticked
        if not Operation(self, lambda: set_fact(self._workbook, self.subject, self.key, ticked)).run():
            self.show_facts({self.key: self._facts})

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.kind == "reloaded" or concerns(change, self.subject):
            self.show_facts(by_field(facts_of(self._workbook, self.subject)))

    def fact_command(self, name: str) -> None:
        """``evidence``, ``confirm`` or ``history`` of what is ticked."""
        focused = QApplication.focusWidget()
        beside = focused if focused is not None and self.isAncestorOf(focused) else self
        fact_command(name, lambda: beside, self._workbook, self.subject, self.key, self._facts)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        field = self._workbook.catalogue.field(self.key)
        for choice in field.choices or ():
            if (box := self.boxes.get(choice.code)) is not None:
                box.setText(str(choice.text).replace("&", "&&"))
                box.setToolTip(plain_tip(str(choice.note) if choice.note is not None else ""))
        self.setAccessibleName(str(field.text))

"""Fields of one subject laid out in columns, kept in step with the workbook.

The labels of a grid stand in one column, row follows row as the eye goes. Empty fields that are not asked at
once wait behind "Add…". Used by the person page, by the client's overview, and wherever facts are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from keyaccount_desktop.language import language
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.add_field import AddField
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.fields.layout import in_order, roomy
from keyaccount_desktop.ui.fields.panel import belongs_to
from keyaccount_desktop.workbook.document import DEFINING
from keyaccount_desktop.workbook.facts import Fact, Subject, facts_of

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

Facts = Mapping[str, Sequence[Fact]]
Keys = Sequence[str] | Callable[[], Sequence[str]]
"""Keys of fields; a function says which they are now, and is asked again when fields have come or gone."""

_WIDE_LABEL: Final = 140
_NARROW_LABEL: Final = 100
"""Pixels, with the gap after it, that a label may take; longer ones go on in a second line."""
_LEAST_VALUE: Final = {"zh": 130, "en": 120}
"""Pixels a value needs to be read well; where columns cannot give that there are fewer."""
_BETWEEN_COLUMNS: Final = 20
_LAYOUTS_KEPT: Final = 16
_SUMMED_UP: Final = 6
"""Values that stand for all of a folded grid."""


class FactGrid(QWidget):
    """``fields`` are keys in the order of the eye, or the key of a section of the catalogue.

    ``shown`` are the empty ones that are asked at once; without it the essential ones. ``more`` are the keys
    that "Add…" offers; without it those of ``fields``, and with an empty one there is no "Add…". A field that
    is retired is shown where it holds something, and never offered.
    ``facts`` saves the grid from reading what its page has read already. ``discreet``: values only, and of
    what they rest on just what must be asked again.
    """

    field_wanted = Signal(str)
    """A field chosen behind "Add…" that is none of this grid's."""
    changed = Signal()
    """Something else is known now."""
    edit_ended = Signal()
    """One of its lines is at rest again."""

    def __init__(
        self,
        workbook: Workbook,
        subject: Subject,
        fields: str | Keys,
        columns: int = 2,
        *,
        shown: Sequence[str] | None = None,
        more: Keys | None = None,
        facts: Facts | None = None,
        discreet: bool = False,
    ) -> None:
        super().__init__()
        self._workbook = workbook
        self.subject = subject
        self._find_keys = _finder(workbook, subject[0], fields)
        self._keys = in_order(self._find_keys())
        self._columns = columns
        self._discreet = discreet
        essential = [key for key in self._keys if workbook.catalogue.field(key).essential]
        self._asked = set(essential if shown is None else shown)
        self._peers: Sequence[FactGrid] = ()
        self._wishes: dict[int, int] = {}
        self._facts: dict[str, list[Fact]] = {}
        self._fields: dict[str, FactField] = {}
        self._spare: dict[str, FactField] = {}
        """Lines that the subject before needed; they are hidden."""
        self._laid: dict[tuple[int, int], tuple[list[tuple[QWidget, QRect]], int]] = {}
        """Where everything stands, by the widths of grid and labels, while ``_laid_of`` holds."""
        self._laid_of: tuple[int, int] = (0, 0)
        sections = [workbook.catalogue.field(key).section for key in self._keys[:1]]
        section = fields if isinstance(fields, str) else "".join(sections)
        self.add = AddField(workbook, self._offering(more), lambda: list(self._fields), section)
        self.add.setParent(self)
        self.add.chosen.connect(self._add_chosen)
        self.add.setVisible(bool(self.add.keys) and not workbook.read_only)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        # Not a bound method: by the time it is called the grid's own side is gone.
        self.destroyed.connect(_caller(self._unsubscribe))
        self._take(facts if facts is not None else _by_field(facts_of(workbook, subject)))

    # ---- asking and telling

    @property
    def fields(self) -> list[FactField]:
        """The fields shown now, in the order of the eye: those that take a whole row come last."""
        shown = [self._fields[key] for key in self._keys if key in self._fields]
        return sorted(shown, key=lambda line: roomy(line.field))

    @property
    def keys(self) -> list[str]:
        """All fields the grid may show."""
        return list(self._keys)

    def summary(self) -> str:
        """The first values in one line."""
        known = (field.plain_text() for field in self.fields if not field.empty)
        return " · ".join(" ".join(text.split()) for text in islice(known, _SUMMED_UP))

    def field(self, key: str) -> FactField | None:
        """The line of a field, if it is shown."""
        return self._fields.get(key)

    def show_field(self, key: str) -> FactField:
        """Have a field shown, empty or not, and give its line."""
        if key not in self._fields:
            self._asked.add(key)
            self._fill()
        return self._fields[key]

    def edit_field(self, key: str) -> None:
        """Show a field and begin to edit it."""
        self.show_field(key).begin_edit()

    def show_subject(self, subject: Subject, facts: Facts, shown: Sequence[str]) -> None:
        """Stand for another subject of the same kind from now on, with the lines there are."""
        self.subject, self._asked = subject, set(shown)
        self._facts = {key: list(found) for key, found in facts.items()}
        for key in [key for key in self._fields if not self._wanted(key)]:
            line = self._fields.pop(key)
            line.leave()
            line.hide()
            self._spare[key] = line
        for key, line in self._fields.items():
            line.show_subject(subject, self._facts.get(key, ()))
        self._fill()
        self._arrange()
        self.changed.emit()

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, in the order of the eye."""
        found: list[QWidget] = []
        for field in self.fields:
            found += field.editor.stops() if field.editor is not None else [field]
        return found if self.add.isHidden() else [*found, *self.add.stops()]

    def share_labels(self, grids: Sequence[FactGrid]) -> None:
        """Let the labels be as wide as those of the other grids of the page: all stand in one line."""
        self._peers = grids
        self._arrange()

    def release(self) -> None:
        """Listen no more; before the workbook is closed or the subject goes."""
        self._unsubscribe()

    # ---- in step with the workbook

    def _workbook_changed(self, change: ChangeSet) -> None:
        if change.tables & DEFINING:
            self._renew_keys()
            self.retranslate()
        if change.kind == "reloaded" or self._touched(change):
            self._take(_by_field(facts_of(self._workbook, self.subject)))

    def _renew_keys(self) -> None:
        """Have the fields there are now: some may have been made, retired, moved, or undone."""
        self._keys = in_order(self._find_keys())
        for key in [key for key in self._fields if key not in self._keys]:
            self._let_go(self._fields.pop(key))
        for key in [key for key in self._spare if key not in self._keys]:
            self._let_go(self._spare.pop(key))
        self._fill()
        self.add.setVisible(bool(self.add.keys) and not self._workbook.read_only)

    def _let_go(self, line: FactField) -> None:
        """Take away the line of a field that is no more: there is nothing to save."""
        had_focus = belongs_to(QApplication.focusWidget(), line)
        line.cancel()
        line.hide()
        line.deleteLater()
        if had_focus:
            self.add.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _touched(self, change: ChangeSet) -> bool:
        column = f"{self.subject[0]}_id"
        if "product" in change.tables and any(field.field.per_product for field in self._fields.values()):
            return True
        for row in change.rows:
            fact = (row.after or row.before or {}) if row.table == "fact" else {}
            if fact.get(column) == self.subject[1] and fact.get("field") in self._keys:
                return True
        return False

    def _take(self, facts: Facts) -> None:
        """Show these facts, touching only the lines whose facts are others than before."""
        before, self._facts = self._facts, {key: list(found) for key, found in facts.items()}
        for key, field in self._fields.items():
            if before.get(key, []) != self._facts.get(key, []) or field.field.per_product:
                field.show_facts(self._facts.get(key, ()))
        self._fill()
        self.changed.emit()

    def _wanted(self, key: str) -> bool:
        asked = key in self._asked and not self._workbook.catalogue.field(key).retired
        return asked or bool(self._facts.get(key))

    def _fill(self) -> None:
        """Have a line for every field that is known or asked."""
        added = [key for key in self._keys if key not in self._fields and self._wanted(key)]
        for key in added:
            line = self._spare.pop(key, None)
            if line is None:
                line = FactField(self._workbook, self.subject, key, discreet=self._discreet)
                line.setParent(self)
                line.edit_ended.connect(self.edit_ended)
            line.show_subject(self.subject, self._facts.get(key, ()))
            self._fields[key] = line
            line.show()
        if added:
            self._order_tabs()
            self._arrange()

    def _offering(self, more: Keys | None) -> Callable[[], Sequence[str]]:
        """What "Add…" offers now."""

        def offered() -> list[str]:
            keys = self._keys if more is None else more() if callable(more) else more
            return [key for key in keys if not self._workbook.catalogue.field(key).retired]

        return offered

    def _add_chosen(self, key: str) -> None:
        if key in self._keys:
            self.edit_field(key)
        else:
            self.field_wanted.emit(key)

    def _order_tabs(self) -> None:
        stops = self.stops()
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def retranslate(self) -> None:
        """Write everything in the words of now: another language, or a field or term that is called otherwise."""
        for field in (*self._fields.values(), *self._spare.values()):
            field.retranslate()
        self._arrange()

    # ---- layout

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(width)[1]

    def sizeHint(self) -> QSize:
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 480
        return QSize(480, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wish(_NARROW_LABEL) + 60, theme.current().px(18) + 10)

    def _labels(self, width: int) -> int:
        """The width of the labels, with the gap after them, in a grid of this width."""
        peers = [grid for grid in self._peers if grid._fields] or [self]
        wide, narrow = (max(grid._wish(most) for grid in peers) for most in (_WIDE_LABEL, _NARROW_LABEL))
        # Narrow only where that saves the columns, or the one there is would be too narrow.
        saves = self._fitting(width, wide) < self._fitting(width, narrow)
        cramped = width < wide + theme.current().px(_LEAST_VALUE[language()])
        return narrow if saves or cramped else wide

    def _wish(self, most: int) -> int:
        """What its labels would take, up to ``most`` pixels at 100 %; no word is broken."""
        if most not in self._wishes:
            metrics = QFontMetrics(theme.current().font())
            labels = [field.label for field in self._fields.values()]
            whole = max(map(metrics.horizontalAdvance, labels), default=0)
            words = [word for label in labels for word in label.split() if word.isascii()]
            longest_word = max(map(metrics.horizontalAdvance, words), default=0)
            room = theme.GAP + 2
            self._wishes[most] = max(min(whole + room, theme.current().px(most)), longest_word + room)
        return self._wishes[most]

    def _fitting(self, width: int, labels: int) -> int:
        """How many columns there is room for."""
        least = labels + theme.current().px(_LEAST_VALUE[language()])
        return min(self._columns, max((width + _BETWEEN_COLUMNS) // (least + _BETWEEN_COLUMNS), 1))

    def _laid_out(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        """Where everything stands in a grid of this width, and how high that is."""
        labels = self._labels(width)
        lines = self._fields.values()
        state = len(lines), sum(line.revision for line in lines)
        if state != self._laid_of or len(self._laid) > _LAYOUTS_KEPT:
            self._laid.clear()
            self._laid_of = state
        if (width, labels) not in self._laid:
            self._laid[width, labels] = self._lay_out(width, labels)
        return self._laid[width, labels]

    def _lay_out(self, width: int, labels: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        columns = self._fitting(width, labels)
        column_width = (width - (columns - 1) * _BETWEEN_COLUMNS) // columns
        placed: list[tuple[QWidget, QRect]] = []
        row: list[tuple[QWidget, int]] = []
        top = 0

        def height_of(widget: QWidget, wide: int) -> int:
            # The layout asks before the labels are set to what this width gives them.
            if isinstance(widget, FactField):
                return widget.height_with(labels, wide)
            return widget.heightForWidth(wide)

        def end_row() -> None:
            nonlocal top
            if not row:
                return
            height = max(height_of(widget, wide) for widget, wide in row)
            left = 0
            for widget, wide in row:
                placed.append((widget, QRect(left, top, wide, height)))
                left += column_width + _BETWEEN_COLUMNS
            top += height
            row.clear()

        for field in self.fields:
            if roomy(field.field) and columns > 1:
                end_row()
                row.append((field, width))
                end_row()
                continue
            row.append((field, column_width))
            if len(row) == columns:
                end_row()
        if not self.add.isHidden():
            row.append((self.add, column_width))
        end_row()
        return placed, top

    def _arrange(self) -> None:
        self._wishes.clear()
        self._laid.clear()
        self._place()
        self.updateGeometry()
        # Once everything that is changing has changed: how wide the labels are hangs on all of the page.
        for grid in {self, *self._peers}:
            QCoreApplication.postEvent(grid, QEvent(QEvent.Type.LayoutRequest))

    def _place(self) -> None:
        labels = self._labels(self.width())
        for field in self._fields.values():
            field.set_label_width(labels)
        for widget, place in self._laid_out(self.width())[0]:
            widget.setGeometry(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()
        self.updateGeometry()  # a line that was left while hidden has told nobody that it is lower now

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()
        super().changeEvent(event)


def _finder(workbook: Workbook, subject: str, fields: str | Keys) -> Callable[[], list[str]]:
    """What gives the keys of now."""
    if isinstance(fields, str):
        return lambda: [field.key for field in workbook.catalogue.fields_of(subject, fields, retired=True)]
    if callable(fields):
        return lambda: list(fields())
    return lambda: [key for key in fields if key in workbook.catalogue.fields]


def _by_field(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.field, []).append(fact)
    return found


def _caller(function: object) -> object:
    return lambda *_: function()  # type: ignore[operator]

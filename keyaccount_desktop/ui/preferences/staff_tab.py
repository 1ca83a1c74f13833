"""Our own staff: who they are, where they come from and where they studied; what ties are found from."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import values
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.entry_editors import Entry, RecordsEditor
from keyaccount_desktop.ui.fields.kinds import editor_of
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.text_editors import LineEditor
from keyaccount_desktop.ui.fields.value_runs import runs_of
from keyaccount_desktop.ui.fields.value_text import Run
from keyaccount_desktop.ui.operation import Operation, show_done
from keyaccount_desktop.ui.preferences.master import Detail
from keyaccount_desktop.ui.preferences.rows import AddLine
from keyaccount_desktop.ui.preferences.tab import Tab, add
from keyaccount_desktop.ui.widgets import Card, IconButton, Label, Rule
from keyaccount_desktop.workbook import colleagues
from keyaccount_desktop.workbook.colleagues import Colleague

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

What = Literal["name", "post", "native_place", "schools"]
WHATS: Final[tuple[What, ...]] = ("name", "post", "native_place", "schools")
_NAME: Final = Text("Name", "姓名")
_FIELDS: Final[dict[What, Field]] = {
    "post": colleagues.POST,
    "native_place": colleagues.NATIVE_PLACE,
    "schools": colleagues.SCHOOLS,
}
_ALT: Final = Qt.KeyboardModifier.AltModifier
_MOVES: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class StaffLine(EditableLine):
    """One thing that is known of a colleague, edited as it is at a person; the name asks to be moved or removed."""

    move_wanted = Signal(int)
    removal_wanted = Signal()

    def __init__(self, workbook: Workbook, what: What, shown: Colleague) -> None:
        super().__init__(workbook)
        self.what = what
        self._colleague = shown
        self.show_colleague(shown)

    def show_colleague(self, shown: Colleague) -> None:
        self._colleague = shown
        runs: list[Run] = []
        if self.what == "name":
            runs = [Run(shown.name, "strong")]
        else:
            for number, value in enumerate(self._held()):
                if number:
                    runs.append(Run("\n", "value", number))
                runs += runs_of(_FIELDS[self.what], value, "value", number)
        empty = not runs
        self.show_value(self.name_of(), runs or [Run(self.tr("Add…"), "empty")], empty=empty)
        self.setAccessibleName(f"{shown.name}: {self.name_of()}" if self.what != "name" else shown.name)

    def name_of(self) -> str:
        """How the line is called."""
        return str(_NAME if self.what == "name" else _FIELDS[self.what].text)

    def _held(self) -> list[Any]:
        if self.what == "schools":
            return [dict(school) for school in self._colleague.schools]
        value = self._colleague.post if self.what == "post" else self._colleague.native_place
        return [value] if value else []

    def draft_key(self) -> Hashable:
        return ("colleague", self._colleague.id, self.what)

    def retranslate(self) -> None:
        self.show_colleague(self._colleague)

    def plain_text(self) -> str:
        if self.what == "name":
            return self._colleague.name
        return "\n".join(str(values.display(_FIELDS[self.what], value)) for value in self._held())

    def make_editor(self) -> Editor:
        if self.what == "name":
            return LineEditor(self._colleague.name, lambda typed: typed)
        field = _FIELDS[self.what]
        held = self._held()
        if self.what == "schools":
            entries = [Entry(str(number), value) for number, value in enumerate(held)]
            return RecordsEditor(field, entries, editor_of, many=True)
        return editor_of(field, held[0] if held else None)

    def save(self, value: object, visit: object) -> None:
        id_ = self._colleague.id
        if self.what == "name":
            colleagues.rename_colleague(self._workbook, id_, str(value or ""))
        elif self.what == "post":
            colleagues.set_post(self._workbook, id_, str(value or ""), join=visit)
        elif self.what == "native_place":
            colleagues.set_native_place(self._workbook, id_, str(value or ""), join=visit)
        else:
            assert isinstance(value, list)
            schools = [entry.value for entry in value if entry.value is not None]
            colleagues.set_schools(self._workbook, id_, schools, join=visit)

    def clear(self) -> None:
        if self.what == "name":
            self.removal_wanted.emit()
        else:
            Operation(self, lambda: self.save([] if self.what == "schools" else None, None)).run()

    def edits_here(self) -> bool:
        return True

    def edit_command(self, name: str) -> bool:
        """Delete of the Edit menu: what is known, or at the name the colleague."""
        if name != "delete" or not self.editable or self.empty:
            return False
        self.clear()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _MOVES.get(Qt.Key(event.key()))
        if self.editor is None and step is not None and event.modifiers() == _ALT and self.editable:
            self.move_wanted.emit(step)
        else:
            super().keyPressEvent(event)


class StaffBlock(QWidget):
    """One of us: name and post, native place, schools, and a menu."""

    def __init__(self, workbook: Workbook, shown: Colleague) -> None:
        super().__init__()
        self.lines = {what: StaffLine(workbook, what, shown) for what in WHATS}
        self.menu = IconButton("more", token="text_3")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        grid.setHorizontalSpacing(4 * theme.GRID)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.lines["name"], 0, 0)
        grid.addWidget(self.lines["post"], 0, 1)
        grid.addWidget(self.menu, 0, 2, Qt.AlignmentFlag.AlignTop)
        self.menu.setVisible(not workbook.read_only)
        grid.addWidget(self.lines["native_place"], 1, 0)
        grid.addWidget(self.lines["schools"], 2, 0, 1, 3)
        self.show_colleague(shown)

    def show_colleague(self, shown: Colleague) -> None:
        for line in self.lines.values():
            line.show_colleague(shown)
        self.menu.set_name(self.tr("More about “{name}”").format(name=shown.name))

    def set_label_width(self, width: int) -> None:
        for line in self.lines.values():
            line.set_label_width(width)

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through."""
        found: list[QWidget] = []
        for line in self.lines.values():
            found += line.editor.stops() if line.editor is not None else [line]
        return [*found, self.menu]


class StaffTab(Tab):
    """Our staff in an order of one's own."""

    TABLES = frozenset({"colleague"})

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self.blocks: dict[str, StaffBlock] = {}
        self._rules: list[Rule] = []
        detail = Detail()
        self.card = Card("")
        self._why = Label("", "soft", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.new = AddLine(self._add)
        self.new.layout().setContentsMargins(0, theme.GRID, 0, 0)  # there are no grips to stand in line with
        self.card.column.addWidget(self._why)
        self.card.column.addLayout(self._column)
        self.card.column.addWidget(self.new)
        self.new.setVisible(not workbook.read_only)
        detail.column.addWidget(self.card)
        self.fill(detail)

    def show_now(self) -> None:
        if self.card.title is not None:
            self.card.title.set_texts(self.tr("Our staff"))
        self._why.setText(
            self.tr(
                "Colleagues who share a native place or a school with a client's people may be able to introduce"
                " you: the map offers such ties. Enter a colleague only with their consent."
            )
        )
        self.new.set_words(self.tr("Add a colleague: type a name, press Enter"))
        found = colleagues.colleagues(self.workbook)
        for id_ in [id_ for id_ in self.blocks if id_ not in {each.id for each in found}]:
            gone = self.blocks.pop(id_)
            for line in gone.lines.values():
                line.cancel()
            gone.hide()
            gone.deleteLater()
        for each in found:
            if each.id in self.blocks:
                self.blocks[each.id].show_colleague(each)
            else:
                self.blocks[each.id] = self._made(each)
        self._place([each.id for each in found])
        self._share_labels()

    @property
    def order(self) -> list[str]:
        """The ids as they stand."""
        return list(self.blocks)

    def show_detail(self, key: str) -> None:
        """Stand on the name of one of us."""
        if key in self.blocks:
            self.blocks[key].lines["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, shown: Colleague) -> StaffBlock:
        block = StaffBlock(self.workbook, shown)
        id_ = shown.id
        for line in block.lines.values():
            line.move_wanted.connect(lambda step: self._move(id_, step))
        block.lines["name"].removal_wanted.connect(lambda: self._remove(id_))
        block.menu.clicked.connect(lambda: self._open_menu(id_))
        return block

    def _place(self, ids: list[str]) -> None:
        if ids == [id_ for id_ in self.blocks if self._column.indexOf(self.blocks[id_]) >= 0] and len(
            self._rules
        ) == max(len(ids) - 1, 0):
            return
        while self._column.takeAt(0) is not None:
            pass
        for rule in self._rules:
            rule.hide()
            rule.deleteLater()
        self._rules = []
        self.blocks = {id_: self.blocks[id_] for id_ in ids}
        before: QWidget | None = None
        for number, block in enumerate(self.blocks.values()):
            if number:
                rule = Rule()
                self._rules.append(rule)
                self._column.addWidget(rule)
            self._column.addWidget(block)
            block.show()
            for stop in block.stops():
                if before is not None:
                    QWidget.setTabOrder(before, stop)
                before = stop
        if before is not None:
            QWidget.setTabOrder(before, self.new.line)

    def _share_labels(self) -> None:
        for block in self.blocks.values():
            metrics = QFontMetrics(block.lines["name"].font())
            widest = max(metrics.horizontalAdvance(line.name_of()) for line in block.lines.values())
            block.set_label_width(widest + 4 * theme.GRID)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share_labels()

    # ---- what is done

    def _add(self, name: str) -> None:
        id_ = colleagues.add_colleague(self.workbook, name)
        if (block := self.blocks.get(id_)) is not None:
            block.lines["post"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, id_: str, step: int) -> None:
        order = self.order
        place = order.index(id_)
        if not 0 <= place + step < len(order):
            return
        order.insert(place + step, order.pop(place))
        if self.run(lambda: colleagues.order_colleagues(self.workbook, order)):
            self.show_detail(id_)

    def _remove(self, id_: str) -> None:
        name, order = self.blocks[id_].lines["name"].plain_text(), self.order
        held: list[int] = []
        if not self.run(lambda: held.append(colleagues.remove_colleague(self.workbook, id_))):
            return
        place = min(order.index(id_), len(self.order) - 1)
        if self.order:
            self.show_detail(self.order[place])
        else:
            self.new.line.setFocus(Qt.FocusReason.OtherFocusReason)
        said = self.tr("Removed {name}").format(name=name)
        if held[0]:
            said = self.tr("Removed {name} with {content}").format(name=name, content=counts.ties(held[0]))
        show_done(self, said, self.tr("Undo"), lambda: self.run(self.workbook.undo))

    def _open_menu(self, id_: str) -> None:
        button = self.blocks[id_].menu
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        place, last = self.order.index(id_), len(self.order) - 1
        add(menu, self.tr("Rename"), lambda: self.blocks[id_].lines["name"].begin_edit())
        add(menu, self.tr("Move up"), lambda: self._move(id_, -1), offered=place > 0)
        add(menu, self.tr("Move down"), lambda: self._move(id_, 1), offered=place < last)
        menu.addSeparator()
        add(menu, self.tr("Remove from our staff"), lambda: self._remove(id_))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

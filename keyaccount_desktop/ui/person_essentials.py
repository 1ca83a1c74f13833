"""The left side of the person page: who this is, at one glance, always in sight.

Post, department, function and level stand without labels under the name; attitude and closeness in each
purchase as badges; how to reach the person below. All of it is edited in place.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue, occasions, values, vocabulary
from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.method.completeness import span
from keyaccount_desktop.method.dates import with_weekday
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.emptying import empty
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.fact_field import FactField
from keyaccount_desktop.ui.fields.fact_grid import FactGrid
from keyaccount_desktop.ui.fields.line import EditableLine
from keyaccount_desktop.ui.fields.panel import Option
from keyaccount_desktop.ui.fields.quiet_line import INSET
from keyaccount_desktop.ui.fields.value_text import Run, Strength
from keyaccount_desktop.ui.operation import Operation
from keyaccount_desktop.ui.photo import PhotoCircle
from keyaccount_desktop.ui.widgets import Card, Chip, FlowLayout, Label, Rule
from keyaccount_desktop.workbook.accounts import account, add_department
from keyaccount_desktop.workbook.facts import value_of
from keyaccount_desktop.workbook.people import PersonCard, Stake, move_to_department

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_PLACE: Final[tuple[tuple[str, Strength], ...]] = (
    ("person.position", "value"),
    ("person.professional_title", "soft"),
    ("person.function", "soft"),
    ("person.level", "soft"),
)
"""Facts of the place in the organisation, in the order they stand under the name."""
_SIDE_BY_SIDE: Final = frozenset({"person.function", "person.level"})
"""Short enough to share a row."""
_REACH: Final = ("person.phones", "person.wechat", "person.email", "person.birthday")
HERE: Final = (*(key for key, _ in _PLACE), *_REACH)
"""Fields that stand here and in no section of the middle."""
_TONES: Final = {"supporter": "supporter", "neutral": "neutral", "opponent": "opponent"}


class Essentials(Card):
    """``show_person`` turns to someone else of the same kind, ``show_card`` keeps it in step."""

    edit_ended = Signal()
    """One of its lines is at rest again."""

    def __init__(self, workbook: Workbook, card: PersonCard, asked: Collection[str]) -> None:
        super().__init__(spacing=0)
        self._workbook = workbook
        self._card = card
        person = ("person", card.id)
        self.photo = PhotoCircle(workbook)
        self.name = Label(card.name, "title", wrap=True, selectable=True)
        self.lines: list[EditableLine] = []
        self._asked = set(asked)
        for key, strength in _PLACE:
            if catalogue.applies(catalogue.field(key), person_kind=card.kind):
                field = FactField(workbook, person, key, strength=strength, discreet=True)
                field.set_compact()
                field.name_when_empty()
                self.lines.append(field)
        self.department = DepartmentLine(workbook, card)
        self.lines.insert(min(2, len(self.lines)), self.department)
        reach = [key for key in _REACH if catalogue.applies(catalogue.field(key), person_kind=card.kind)]
        self.reach = FactGrid(
            workbook, person, reach, 1,
            shown=[key for key in reach if key in asked], more=(), facts=card.facts, discreet=True,
        )  # fmt: skip
        self._stakes = QVBoxLayout()
        self._stakes.setSpacing(theme.GRID)
        self.birthday = Label("", "hint", wrap=True)
        self._last = Label("", "hint", wrap=True)
        self._lay_out()
        self.show_card(card)
        self.reach.edit_ended.connect(self.edit_ended)
        for line in self.lines:
            line.edit_ended.connect(self.edit_ended)
            line.restore_draft()

    def _lay_out(self) -> None:
        # Lines without a label need room for the frame of their editor at the left.
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left() - INSET, 18, margins.right() - INSET + 3, 14)

        def indented(widget: QWidget) -> QHBoxLayout:
            row = QHBoxLayout()
            row.setContentsMargins(INSET, 0, INSET - 3, 0)
            row.addWidget(widget)
            return row

        face = indented(self.photo)
        face.addStretch(1)
        self.column.addLayout(face)
        self.column.addSpacing(2 * theme.GRID)
        self.column.addLayout(indented(self.name))
        short = [line for line in self.lines if isinstance(line, FactField) and line.key in _SIDE_BY_SIDE]
        for line in self.lines:
            if line not in short:
                self.column.addWidget(line)
        self.column.addWidget(_Row(short))
        stakes = QHBoxLayout()
        stakes.setContentsMargins(INSET, theme.GRID, INSET - 3, 0)
        stakes.addLayout(self._stakes)
        self.column.addLayout(stakes)
        self._rule = Rule()
        self.column.addSpacing(3 * theme.GRID)
        self.column.addLayout(indented(self._rule))
        self.column.addSpacing(2 * theme.GRID)
        self.column.addLayout(indented(self.reach))
        self.column.addLayout(indented(self.birthday))
        self._rule.setVisible(bool(self.reach.fields))
        self.column.addSpacing(theme.GRID)
        self.column.addLayout(indented(self._last))

    def show_person(self, card: PersonCard, asked: Collection[str]) -> None:
        """Stand for someone else from now on."""
        self._asked = set(asked)
        person = ("person", card.id)
        self.reach.show_subject(person, card.facts, [key for key in self.reach.keys if key in asked])
        for line in self.lines:
            line.leave()
            if isinstance(line, FactField):
                line.show_subject(person, card.facts.get(line.key, ()))
        self.show_card(card)
        self.department.restore_draft()

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above."""
        found: list[QWidget] = [self.photo]
        for line in self.lines:
            if not line.isHidden():
                found += line.editor.stops() if line.editor is not None else [line]
        return [*found, *self.reach.stops()]

    def keys_shown(self) -> list[str]:
        """The fields that have a line here."""
        lines = [line.key for line in self.lines if isinstance(line, FactField) and not line.isHidden()]
        return lines + [field.key for field in self.reach.fields]

    def line_of(self, key: str) -> EditableLine | None:
        """The line of a field whose place is here, shown from now on; None if it is elsewhere."""
        for line in self.lines:
            if isinstance(line, FactField) and line.key == key:
                self._asked.add(key)
                line.show()
                return line
        if key in self.reach.keys:
            return self.reach.show_field(key)
        return None

    def release(self) -> None:
        self.reach.release()

    # ---- in step with the workbook

    def show_card(self, card: PersonCard) -> None:
        """Show what has just been read; the facts below keep themselves in step."""
        self._card = card
        self.photo.show_card(card)
        self.name.setText(card.name)
        for line in self.lines:
            if isinstance(line, FactField):
                line.show_facts(card.facts.get(line.key, ()))
                line.setVisible(not line.empty or line.key in self._asked)
        self.department.show_card(card)
        self.department.setVisible(card.account_id is not None)
        self._show_stakes(card.stakes)
        self._show_birthday()
        self._show_last_contact()
        self._rule.setVisible(bool(self.reach.fields))

    def _show_stakes(self, stakes: tuple[Stake, ...]) -> None:
        empty(self._stakes)
        for stake in stakes:
            self._stakes.addWidget(_Badges(stake, self._workbook.catalogue))

    def _show_birthday(self) -> None:
        """Under the birthday, which is the last line: how old, when it is next, and by which rule."""
        born, today = value_of(self._card.facts, "person.birthday"), date.today()
        parts: list[str] = []
        coming = occasions.next_occurrence(born, today) if born else None
        if born and (age := occasions.age_on(born, today)) is not None:
            parts.append(self.tr("{age} years").format(age=age))
        if coming is not None and coming.day == today:
            parts.append(self.tr("birthday today"))
        elif coming is not None:
            parts.append(self.tr("next: {day}").format(day=with_weekday(coming.day)))
        lines = [" · ".join(parts)]
        if coming is not None and coming.rule is not None:
            lines.append(str(coming.rule))
        self.birthday.setText("\n".join(line for line in lines if line))
        self.birthday.setVisible(bool(self.birthday.text()))

    def _show_last_contact(self) -> None:
        today = date.today()
        held = [contact for contact in self._card.contacts if contact.state == "held"]
        text = ""
        if held:
            days = (today - date.fromisoformat(held[0].on_date)).days
            text = (
                self.tr("Last contact {time} ago").format(time=span(days))
                if days > 0
                else self.tr("Last contact today")
            )
        self._last.setText(text)
        self._last.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for line in self.lines:
                line.retranslate()
            self.show_card(self._card)
        super().changeEvent(event)


class _Row(QWidget):
    """Lines side by side as far as they fit, the others under them."""

    def __init__(self, lines: Sequence[EditableLine]) -> None:
        super().__init__()
        self._lines = lines
        for line in lines:
            line.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
            return True
        return super().event(event)

    def _place(self) -> None:
        for line, place in self._laid_out(self.width())[0]:
            line.setGeometry(place)

    def _laid_out(self, width: int) -> tuple[list[tuple[EditableLine, QRect]], int]:
        placed: list[tuple[EditableLine, QRect]] = []
        left = top = bottom = 0
        for line in self._lines:
            if line.isHidden():
                continue
            wide = min(line.sizeHint().width(), width)
            if left and left + wide > width:
                left, top = 0, bottom
            height = line.heightForWidth(wide)
            placed.append((line, QRect(left, top, wide, height)))
            left, bottom = left + wide, max(bottom, top + height)
        return placed, bottom


class _Badges(QWidget):
    """Where someone stands in one purchase: attitude, closeness, roles."""

    def __init__(self, stake: Stake, known: Catalogue) -> None:
        super().__init__()
        badges = QWidget()
        flow = FlowLayout(badges)
        attitude = value_of(stake.facts, "stakeholder.attitude")
        choice = vocabulary.ATTITUDE.get(attitude or "") or vocabulary.UNKNOWN_ATTITUDE
        mark = f"{choice.mark} " if choice.mark is not None else ""
        assumed = any(fact.assumed for fact in stake.facts.get("stakeholder.attitude", ()))
        chip = Chip(f"{mark}{choice.text}{' ?' if assumed else ''}", _TONES.get(choice.code, "unknown"))
        if assumed:
            font = chip.font()
            font.setItalic(True)
            chip.setFont(font)
        flow.addWidget(chip)
        closeness = value_of(stake.facts, "stakeholder.closeness")
        if closeness is not None:
            flow.addWidget(Chip(str(values.display(known.field("stakeholder.closeness"), closeness))))
        if value_of(stake.facts, "stakeholder.part") == "blocks":
            flow.addWidget(Chip(f"⛔ {vocabulary.PART['blocks'].text}", "warning"))
        roles = value_of(stake.facts, "stakeholder.roles")
        words = [
            str(vocabulary.BUYING_ROLE[role].text) for role in roles or () if role in vocabulary.BUYING_ROLE
        ]
        text = " · ".join(words)
        line = Label(f"{text} — {stake.purchase}" if text else stake.purchase, "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(badges)
        column.addWidget(line)


class DepartmentLine(EditableLine):
    """The department by its own name: one of the client's, or a new one typed here."""

    _LABEL: Final = Text("Department", "部门")

    def __init__(self, workbook: Workbook, card: PersonCard) -> None:
        super().__init__(workbook)
        self._card = card
        self.set_compact()
        self.show_card(card)

    def show_card(self, card: PersonCard) -> None:
        self._card = card
        runs = (
            [Run(card.department.name, "soft")]
            if card.department is not None
            else [Run(self.tr("Add {field}…").format(field=self.tr("department")), "empty")]
        )
        self.show_value(str(self._LABEL), runs, empty=card.department is None)

    def retranslate(self) -> None:
        self.show_card(self._card)

    def draft_key(self) -> Hashable:
        return ("person", self._card.id, "department")

    def plain_text(self) -> str:
        return self._card.department.name if self._card.department is not None else ""

    def make_editor(self) -> Editor:
        options: list[Option] = []
        if self._card.account_id is not None:
            for department in account(self._workbook, self._card.account_id).departments:
                function = vocabulary.FUNCTION.get(department.function or "")
                options.append(Option(department.id, department.name, str(function.text) if function else ""))
        current = self._card.department.id if self._card.department is not None else None
        return ChoiceEditor(options, current, open_ended=True)

    def save(self, value: object, visit: object) -> None:
        account_id = self._card.account_id
        if account_id is None:
            return
        with self._workbook.edit(Text("Change the department", "修改部门"), join=visit):
            target = str(value) if value is not None else None
            known = {department.id for department in account(self._workbook, account_id).departments}
            if target is not None and target not in known:
                target = add_department(self._workbook, account_id, target)
            move_to_department(self._workbook, self._card.id, target)

    def clear(self) -> None:
        Operation(self, lambda: self.save(None, None)).run()

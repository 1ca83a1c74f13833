"""People out of pasted rows: what each column means, who is meant, who is there already; then one edit.

``read_pasted`` guesses the columns, by their headings in the catalogue's words or by what they hold; the
preview may change the guess; ``people_in`` says who would be made; ``add_pasted`` makes them as one step of
undo. Columns that must not be kept (method section 8) are refused with the reason. Called by the window's
paste dialog.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from keyaccount_desktop.exchange.pasted_text import (
    DEPARTMENT,
    MOBILE,
    NAME,
    NAME_WORDS,
    PHONES,
    PLACE,
    TITLE,
    cells_of,
    heading_key,
    looks_like_email,
    looks_like_name,
    looks_like_phone,
)
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import boundaries, values, vocabulary
from keyaccount_desktop.method.catalogue import CATALOGUE, Catalogue
from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.workbook.accounts import account, add_department
from keyaccount_desktop.workbook.facts import Evidence, add_entry, set_fact
from keyaccount_desktop.workbook.names import valid_name
from keyaccount_desktop.workbook.people import add_person

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

POSITION: Final = "person.position"
_SAMPLE: Final = 50
"""Rows looked at to guess what a column without heading holds."""
_ALIASES: Final = {
    DEPARTMENT: ("部门", "科室", "所在部门", "所在科室", "单位部门", "department", "dept", "unit"),
    POSITION: ("职务", "职位", "岗位", "头衔", "title", "jobtitle", "post", "role", "position"),
    PHONES: ("电话", "电话号码", "联系电话", "联系方式", "号码", "phone", "phonenumber", "telephone", "tel"),
    f"{PHONES}#mobile": (
        "手机",
        "手机号",
        "手机号码",
        "移动电话",
        "mobile",
        "mobilephone",
        "cell",
        "cellphone",
    ),
    f"{PHONES}#office": ("办公电话", "座机", "固定电话", "officephone", "workphone", "landline"),
    "person.wechat": ("微信", "微信号", "wechat", "weixin", "wechatid"),
    "person.email": ("邮箱", "电子邮箱", "邮件", "email", "mail", "emailaddress"),
    "person.level": ("层级", "级别", "层次"),
    "person.notes": ("备注", "说明", "note", "notes", "remark", "remarks", "comment", "comments"),
    "person.birthday": ("生日", "出生日期", "birthday", "birthdate", "dateofbirth"),
    "person.native_place": ("籍贯", "老家", "hometown"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the pasted grid; without ``target`` it is left out, with ``refused`` it must be."""

    heading: str
    target: str | None
    refused: Text | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """The grid as it was read."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    catalogue: Catalogue = CATALOGUE

    def with_target(self, column: int, target: str | None) -> Pasted:
        """The same grid with another meaning of a column; a target that only one column can have moves."""
        if self.columns[column].refused is not None:
            return self
        columns = [
            replace(each, target=None) if each.target == target and not _repeatable(target) else each
            for each in self.columns
        ]
        columns[column] = replace(columns[column], target=target)
        return replace(self, columns=tuple(columns))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone a row would make."""

    row: int
    name: str
    kind: str
    """``person``, ``group``, or ``post`` for “药剂科主任?”."""
    department: str
    values: tuple[tuple[str, Any], ...]
    """Field key and canonical value; entries of a field with many may repeat."""
    known_as: str | None
    """Id of someone of that name at the client already."""
    repeats: bool
    """The name stands in an earlier row as well."""
    problems: tuple[Text, ...]
    """What of the row could not be taken."""
    refused: Text | None = None
    """Why the row makes nobody at all."""

    @property
    def new(self) -> bool:
        """Whether it is added unless the user says otherwise."""
        return self.refused is None and self.known_as is None and not self.repeats


def read_pasted(text: str, catalogue: Catalogue = CATALOGUE) -> Pasted:
    """The grid of pasted text with the columns guessed, by the fields of a workbook's catalogue.

    Raises UserError when there is nothing to take.
    """
    headings = _Headings(catalogue)
    cells = cells_of(text, headings.known)
    rows = cells.rows
    if cells.targets or cells.headings:
        columns = tuple(
            Column("", target) if target else headings.column(heading)
            for target, heading in zip(cells.targets, cells.headings, strict=True)
        )
    elif _is_heading(rows[0], headings):
        columns, rows = tuple(headings.column(heading) for heading in rows[0]), rows[1:]
    else:
        columns = tuple(Column("", None) for _ in rows[0])
    columns = _once(_guessed(columns, rows))
    return Pasted(columns, rows, catalogue)


def targets(known: Catalogue = CATALOGUE) -> list[tuple[str, Text]]:
    """What a column may mean, in the order it is offered."""
    number = known.lists[vocabulary.PHONE_LABEL.code]
    phones = known.field(PHONES).text
    labelled = Text("{phones}: {label}", "{phones}：{label}")
    offered = [
        (NAME, Text("Name", "姓名")),
        (POSITION, known.field(POSITION).text),
        (DEPARTMENT, Text("Department", "部门")),
        (PHONES, phones),
        *(
            (f"{PHONES}#{label}", labelled.format(phones=phones, label=number[label].text))
            for label in ("mobile", "office")
        ),
    ]
    taken = {target for target, _ in offered}
    offered += [(field.key, field.text) for field in _fields(known) if field.key not in taken]
    return offered


def people_in(pasted: Pasted, existing: Iterable[tuple[str, str]] = ()) -> list[Candidate]:
    """Who the rows would make; ``existing`` are id and name of the people the client has."""
    known = {word_key(name): id_ for id_, name in existing}
    seen: set[str] = set()
    found = []
    for number, row in enumerate(pasted.rows):
        candidate = _candidate(pasted, number, row, known)
        key = word_key(candidate.name)
        if key and key in seen:
            candidate = replace(candidate, repeats=True)
        seen.add(key)
        found.append(candidate)
    return found


def add_pasted(
    workbook: Workbook, account_id: str, people: Sequence[Candidate], evidence: Evidence | None = None
) -> list[str]:
    """Add these people to a client as one step of undo; departments not there yet are made. Their ids."""
    people = [candidate for candidate in people if candidate.refused is None]
    departments = {
        word_key(department.name): department.id for department in account(workbook, account_id).departments
    }
    made = []
    with workbook.edit(Text("Paste {n} people", "粘贴{n}人").format(n=len(people))):
        for candidate in people:
            department = None
            if candidate.department:
                key = word_key(candidate.department)
                if key not in departments:
                    departments[key] = add_department(workbook, account_id, candidate.department)
                department = departments[key]
            id_ = add_person(
                workbook, account_id, candidate.name, kind=candidate.kind, department_id=department
            )
            for field, value in candidate.values:
                if workbook.catalogue.field(field).many:
                    add_entry(workbook, ("person", id_), field, value, evidence)
                else:
                    set_fact(workbook, ("person", id_), field, value, evidence=evidence)
            made.append(id_)
    return made


# ---- columns


class _Headings:
    """What headings mean: the catalogue's names in both languages, and what people write."""

    def __init__(self, known: Catalogue) -> None:
        self._targets: dict[str, str] = {}
        for target, aliases in _ALIASES.items():
            for alias in aliases:
                self._targets.setdefault(heading_key(alias), target)
        for field in _fields(known):
            for name in (field.key, field.text.zh, field.text.en):
                self._targets.setdefault(heading_key(name), field.key)
        for name in NAME_WORDS:
            self._targets[name] = NAME

    def known(self, heading: str) -> bool:
        """Whether a heading means something to us: a field, the name, or a column that must be refused."""
        return self._target_of(heading) is not None or boundaries.barred(heading) is not None

    def column(self, heading: str) -> Column:
        refused = boundaries.barred(heading) if heading else None
        return Column(heading, None if refused is not None else self._target_of(heading), refused)

    def _target_of(self, heading: str) -> str | None:
        key = heading_key(heading)
        if not key:
            return None
        # “手机（必填）” means “手机”.
        return self._targets.get(key) or self._targets.get(heading_key(key.split("(")[0]))


def _fields(known: Catalogue) -> tuple[Field, ...]:
    """The fields a column can fill: all of a person's that hold one value per person."""
    return tuple(field for field in known.fields_of("person") if not field.per_product)


def _is_heading(row: tuple[str, ...], headings: _Headings) -> bool:
    """Whether the first row names the columns rather than a person."""
    filled = [cell for cell in row if cell]
    if any(looks_like_phone(cell) or looks_like_email(cell) for cell in filled):
        return False
    understood = sum(1 for cell in filled if headings.known(cell))
    return understood * 2 >= len(filled) and understood > 0


def _guessed(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    """Columns without heading, and the name if no heading said it, by what their cells look like."""
    guessed = list(columns)
    open_ = [
        place
        for place, column in enumerate(columns)
        if column.target is None and column.refused is None and not column.heading
    ]
    for place in open_:
        cells = [row[place] for row in rows[:_SAMPLE] if row[place]]
        guessed[place] = replace(guessed[place], target=_looks_like(cells))
    if not any(column.target == NAME for column in guessed):
        free = [
            place for place, column in enumerate(guessed) if column.target is None and column.refused is None
        ]
        named = [place for place in free if _share(rows, place, looks_like_name) >= 0.5]
        if named or free:
            place = (named or free)[0]
            guessed[place] = replace(guessed[place], target=NAME)
    return tuple(guessed)


def _looks_like(cells: list[str]) -> str | None:
    if not cells:
        return None

    def share(test: Any) -> float:
        return sum(1 for cell in cells if test(cell)) / len(cells)

    if share(looks_like_email) > 0.5:
        return "person.email"
    if share(looks_like_phone) > 0.5:
        return PHONES
    if share(lambda cell: vocabulary.GENDER.find(cell) is not None) > 0.8:
        return "person.gender"
    if share(looks_like_name) > 0.5:
        return NAME
    if share(TITLE.search) >= 0.5:
        return POSITION
    if share(lambda cell: PLACE.search(cell) is not None and TITLE.search(cell) is None) >= 0.5:
        return DEPARTMENT
    return None


def _share(rows: tuple[tuple[str, ...], ...], place: int, test: Any) -> float:
    cells = [row[place] for row in rows[:_SAMPLE] if row[place]]
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0


def _repeatable(target: str | None) -> bool:
    return target is None or target.startswith(PHONES)


def _once(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of several columns with one meaning only the first keeps it, but for phones."""
    seen: set[str | None] = set()
    kept = []
    for column in columns:
        if column.target in seen and not _repeatable(column.target):
            column = replace(column, target=None)
        seen.add(column.target)
        kept.append(column)
    return tuple(kept)


# ---- rows


def _candidate(pasted: Pasted, number: int, row: tuple[str, ...], known: dict[str, str]) -> Candidate:
    name, department = "", ""
    found: list[tuple[str, Any]] = []
    problems: list[Text] = []
    for column, cell in zip(pasted.columns, row, strict=True):
        if not cell or column.target is None or column.refused is not None:
            continue
        if column.target == NAME:
            name = cell
        elif column.target == DEPARTMENT:
            department = cell
        else:
            try:
                value = _value(pasted.catalogue.field(column.target.partition("#")[0]), column.target, cell)
            except UserError as error:
                problems.append(error.message)
                continue
            if value is not None:
                found.append((column.target.partition("#")[0], value))
    refused: Text | None = None
    try:
        name = valid_name(name)
        department = valid_name(department) if department else ""
    except UserError as error:
        refused = error.message
    kind = _kind(name)
    if kind == "post":
        name = name.rstrip("?？ ")
        refused = refused or (None if name else Text("The name is empty.", "名称为空。"))
    return Candidate(
        number, name, kind, department, tuple(found), known.get(word_key(name)) if name else None, False,
        tuple(problems), refused,
    )  # fmt: skip


def _kind(name: str) -> str:
    if name.endswith(("?", "？")):
        return "post"
    group = name.endswith(("委员会", "小组", "专家组", "工作组")) or name.casefold().endswith(
        ("committee", "group", "board")
    )
    return "group" if group else "person"


def _value(field: Field, target: str, cell: str) -> Any:
    key, _, label = target.partition("#")
    value = values.parse(field, cell)
    if key != PHONES or value is None or "label" in value:
        return value
    if not label and MOBILE.fullmatch(value["number"]):
        label = "mobile"
    return values.normalise(field, {**value, "label": label}) if label else value

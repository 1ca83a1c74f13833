"""What the user adds to the method in one workbook: fields and terms of their own, advice in their own words.

``read`` makes the workbook's ``Catalogue`` of it, which everything else uses; ``Workbook.catalogue`` keeps it. A
field or term is never deleted but retired: what it holds stays and can be brought back. Names that the method
bars (``method.boundaries``) are refused with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from keyaccount_desktop.language import Text, UserError, plain
from keyaccount_desktop.method import boundaries, catalogue
from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.method.catalogue_person import STAFF
from keyaccount_desktop.method.choices import Choice, ChoiceList, word_key
from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.method.fields import Field, Kind, Part
from keyaccount_desktop.method.text import clean_text, one_line
from keyaccount_desktop.method.vocabulary import LISTS
from keyaccount_desktop.workbook import preferences
from keyaccount_desktop.workbook.document import new_id, timestamp
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.tables import colleague, field_definition, term

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

NAME_LIMIT: Final = 60
TEXT_LIMIT: Final = 4_000
"""Characters of a piece of advice."""
_TEXTS: Final = "text"
"""The list under which ``term`` keeps advice in the user's own words; no list of choices has this code."""
_CHOOSING: Final = frozenset({"choice", "choices", "checklist", "ranked"})
PART_KINDS: Final[tuple[Kind, ...]] = (
    "text",
    "number",
    "percent",
    "money",
    "date",
    "partial_date",
    "phone",
    "email",
    "choice",
)
"""What a part of a record may be."""


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part of a record to be defined; ``choices`` for one of kind ``choice``."""

    kind: Kind
    name: Text
    choices: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What a field to be defined holds. ``choices`` of the kinds that choose, ``parts`` of a record."""

    kind: Kind
    many: bool = False
    per_product: bool = False
    sensitive: bool = False
    open_ended: bool = False
    choices: tuple[Text, ...] = ()
    parts: tuple[NewPart, ...] = ()
    unit: Text | None = None
    low: float | None = None
    high: float | None = None
    help: Text | None = None
    stale_days: int | None = None
    importance: int = 1


# ---- the user's fields


def define_field(workbook: Workbook, section: str, name: Text, form: Form) -> str:
    """Add a field to a section of the catalogue, after the user's others; its key.

    Raises UserError for a name that is barred, taken or empty, and for a form that cannot hold anything.
    """
    subject = catalogue.section(section).subject
    name = _named(name)
    _check_form(form)
    id_ = new_id()
    with workbook.edit(Text("Add field {name}", "添加字段{name}").format(name=name)) as connection:
        _check_free(workbook.catalogue, subject, name, None)
        last = connection.execute(select(func.max(field_definition.c.position))).scalar_one()
        parts = [
            {"key": f"part_{number}", "kind": part.kind, "en": part.name.en, "zh": part.name.zh}
            for number, part in enumerate(form.parts, 1)
        ]
        connection.execute(
            insert(field_definition).values(
                id=id_,
                subject=subject,
                kind=form.kind,
                section=section,
                zh=name.zh,
                en=name.en,
                details=_details(form, parts),
                sensitive=int(form.sensitive),
                position=(last or 0) + 1,
            )
        )
        _add_terms(connection, _list_code(id_), form.choices)
        for part, made in zip(form.parts, parts, strict=True):
            _add_terms(connection, _list_code(id_, made["key"]), part.choices)
        workbook.forget_catalogue()
    return _key(subject, id_)


def rename_field(workbook: Workbook, key: str, name: Text) -> None:
    """Call a field of the user's otherwise; what it holds stays."""
    name = _named(name)
    field = own_field(workbook.catalogue, key)
    with workbook.edit(Text("Rename field {name}", "重命名字段{name}").format(name=field.text)) as connection:
        _check_free(workbook.catalogue, field.subject, name, key)
        _change(workbook, connection, key, zh=name.zh, en=name.en)


def change_field(
    workbook: Workbook,
    key: str,
    *,
    section: str | None = None,
    sensitive: bool | None = None,
    help: Text | None = None,
) -> None:
    """Move a field of the user's to another section of the same subject, or change how private it is."""
    field = own_field(workbook.catalogue, key)
    changes: dict[str, object] = {}
    if section is not None:
        if catalogue.section(section).subject != field.subject:
            raise ValueError(f"{section} is no section of a {field.subject}")
        changes["section"] = section
    if sensitive is not None:
        changes["sensitive"] = int(sensitive)
    with workbook.edit(Text("Change field {name}", "修改字段{name}").format(name=field.text)) as connection:
        if help is not None:
            changes["details"] = _with_help(connection, key, help)
        if changes:
            _change(workbook, connection, key, **changes)


def retire_field(workbook: Workbook, key: str) -> None:
    """Offer and ask a field of the user's no longer; what it holds stays."""
    _set_retired(workbook, key, timestamp(), Text("Retire field {name}", "停用字段{name}"))


def restore_field(workbook: Workbook, key: str) -> None:
    """Bring a retired field back with all it holds."""
    _set_retired(workbook, key, None, Text("Bring back field {name}", "恢复字段{name}"))


def arrange_fields(workbook: Workbook, placed: Sequence[tuple[str, str]]) -> None:
    """Put the user's fields in this order, each in its section: pairs of key and section. Others stay behind."""
    with workbook.edit(Text("Arrange the fields", "调整字段的位置")) as connection:
        known = workbook.catalogue
        given = [key for key, _ in placed]
        for place, (key, section) in enumerate(placed, 1):
            field = own_field(known, key)
            if catalogue.section(section).subject != field.subject:
                raise ValueError(f"{section} is no section of a {field.subject}")
            _change(workbook, connection, key, position=place, section=section)
        others = [key for key, field in known.fields.items() if field.custom and key not in given]
        for place, key in enumerate(others, len(given) + 1):
            _change(workbook, connection, key, position=place)


def own_field(known: Catalogue, key: str) -> Field:
    """A field of the user's; raises UserError when it is not there, or is the method's."""
    field = known.fields.get(key)
    if field is None or not field.custom:
        raise gone()
    return field


def _set_retired(workbook: Workbook, key: str, when: str | None, label: Text) -> None:
    field = own_field(workbook.catalogue, key)
    with workbook.edit(label.format(name=field.text)) as connection:
        if when is None:
            _check_free(workbook.catalogue, field.subject, field.text, key)
        _change(workbook, connection, key, retired_at=when)


def _change(workbook: Workbook, connection: Connection, key: str, **values: object) -> None:
    connection.execute(update(field_definition).where(field_definition.c.id == _id_of(key)).values(**values))
    workbook.forget_catalogue()


# ---- terms of the lists


def add_term(workbook: Workbook, list_code: str, name: Text) -> str:
    """Add a choice to a list that may be changed, after the others; its code."""
    choices = changeable_list(workbook.catalogue, list_code)
    name = _named(name)
    _check_new_word(choices, name, None)
    with workbook.edit(_term_label("Add {name}", "添加{name}", name)) as connection:
        code = _add_terms(connection, list_code, (name,), len(choices))[0]
        workbook.forget_catalogue()
    return code


def rename_term(workbook: Workbook, list_code: str, code: str, name: Text) -> None:
    """Call a choice otherwise; what was chosen before reads so too."""
    choices = changeable_list(workbook.catalogue, list_code)
    name = _named(name)
    _check_new_word(choices, name, code)
    with workbook.edit(_term_label("Rename {name}", "重命名{name}", choices[code].text)) as connection:
        _put_term(connection, choices, code, zh=name.zh, en=name.en)
        workbook.forget_catalogue()


def retire_term(workbook: Workbook, list_code: str, code: str) -> None:
    """Offer a choice no longer; where it was chosen it stays. The last one of a list stays."""
    choices = changeable_list(workbook.catalogue, list_code)
    if [choice.code for choice in choices.offered] == [code]:
        raise UserError(
            Text("A list needs at least one choice.", "列表至少要保留一个选项。"),
            Text("Add another one first.", "请先添加一个选项。"),
        )
    with workbook.edit(_term_label("Retire {name}", "停用{name}", choices[code].text)) as connection:
        _put_term(connection, choices, code, retired_at=timestamp())
        workbook.forget_catalogue()


def restore_term(workbook: Workbook, list_code: str, code: str) -> None:
    """Offer a retired choice again."""
    choices = changeable_list(workbook.catalogue, list_code)
    with workbook.edit(_term_label("Bring back {name}", "恢复{name}", choices[code].text)) as connection:
        _put_term(connection, choices, code, retired_at=None)
        workbook.forget_catalogue()


def order_terms(workbook: Workbook, list_code: str, codes: Sequence[str]) -> None:
    """Put a list's choices in this order; those not named come after."""
    choices = changeable_list(workbook.catalogue, list_code)
    order = [*codes, *(code for code in choices.codes if code not in codes)]
    with workbook.edit(_term_label("Reorder {name}", "调整{name}的顺序", choices.text)) as connection:
        for place, code in enumerate(order):
            _put_term(connection, choices, code, position=place)
        workbook.forget_catalogue()


def changeable_list(known: Catalogue, list_code: str) -> ChoiceList:
    """A list the user may change. Raises KeyError where there is none, ValueError for one that is fixed."""
    choices = known.lists[list_code]
    if not choices.editable:
        raise ValueError(f"{list_code} is not for changing")
    return choices


def _term_label(en: str, zh: str, name: Text) -> Text:
    return Text(en, zh).format(name=name)


def _add_terms(connection: Connection, list_code: str, names: Iterable[Text], place: int = 0) -> list[str]:
    codes = []
    for number, name in enumerate(names, place):
        id_ = new_id()
        codes.append(f"own_{id_[:12]}")
        connection.execute(
            insert(term).values(
                id=id_, list=list_code, code=codes[-1], zh=name.zh, en=name.en, position=number
            )
        )
    return codes


def _put_term(connection: Connection, choices: ChoiceList, code: str, **values: object) -> None:
    """Write what differs from the method; a term of the method's gets its row with its first change."""
    where = (term.c.list == choices.code) & (term.c.code == code)
    if connection.execute(update(term).where(where).values(**values)).rowcount == 0:
        text = choices[code].text
        row = {"zh": text.zh, "en": text.en, "position": choices.position(code)} | values
        connection.execute(insert(term).values(id=new_id(), list=choices.code, code=code, **row))


# ---- advice in the user's own words


def set_text(workbook: Workbook, name: str, text: Text | None, *, join: object = None) -> None:
    """Say a piece of the method's advice in the user's own words; None returns to the method's.

    A language left empty reads as the other; both empty are no words at all. Edits with an equal ``join`` are
    one step of undo.
    """
    words = {} if text is None else {code: clean_text(said, limit=TEXT_LIMIT) for code, said in _both(text)}
    label = (
        Text("Change the advice", "修改建议")
        if any(words.values())
        else Text("Back to the method's text", "恢复方法原文")
    )
    with workbook.edit(label, join=join) as connection:
        where = (term.c.list == _TEXTS) & (term.c.code == name)
        if not any(words.values()):
            connection.execute(delete(term).where(where))
        elif connection.execute(update(term).where(where).values(**words)).rowcount == 0:
            connection.execute(insert(term).values(id=new_id(), list=_TEXTS, code=name, position=0, **words))
        workbook.forget_catalogue()


def _both(text: Text) -> tuple[tuple[str, str], ...]:
    return ("en", text.en), ("zh", text.zh)


# ---- the catalogue


def read(workbook: Workbook) -> Catalogue:
    """The catalogue of a workbook, as it is in the file now."""
    with workbook.read() as connection:
        terms: dict[str, list[Any]] = {}
        for row in connection.execute(select(term).order_by(term.c.position, term.c.id)):
            terms.setdefault(row.list, []).append(row)
        rows = connection.execute(
            select(field_definition).order_by(field_definition.c.position, field_definition.c.id)
        ).all()
        staff = connection.execute(
            select(colleague.c.id, colleague.c.name).order_by(colleague.c.position, colleague.c.id)
        ).all()
    defaults = preferences.read_defaults(workbook)
    if not terms and not rows and not staff and defaults is DEFAULTS:
        return catalogue.CATALOGUE
    texts = {row.code: Text(row.en, row.zh) for row in terms.pop(_TEXTS, ())}
    lists = {code: _changed(LISTS[code], found) for code, found in terms.items() if code in LISTS}
    fields = [_field(row, terms) for row in rows]
    own = {choices.code: choices for field in fields for choices in _own_lists(field)}
    if staff:
        lists[STAFF.code] = replace(STAFF, choices=tuple(Choice(id_, plain(name)) for id_, name in staff))
    return Catalogue(fields, lists | own, texts, defaults)


def read_kinds(driver: Any) -> Catalogue:
    """The user's fields with their kinds alone, by the driver's connection: for a file that is being migrated."""
    rows = driver.execute("SELECT id, subject, section, kind, en, zh FROM field_definition").fetchall()
    return Catalogue(
        Field(_key(subject, id_), subject, section, kind, Text(en, zh), custom=True)
        for id_, subject, section, kind, en, zh in rows
    )


def _changed(choices: ChoiceList, rows: Sequence[Any]) -> ChoiceList:
    """A list of the method's with the user's terms."""
    by_code = {row.code: row for row in rows}
    placed: list[tuple[int, int, Choice]] = []
    for place, choice in enumerate(choices):
        row = by_code.pop(choice.code, None)
        if row is None:
            placed.append((place, 0, choice))
            continue
        text = Text(row.en, row.zh)
        # The method's own words still find it, so that sheets written before are understood.
        aliases = choice.aliases if text == choice.text else (*choice.aliases, choice.text.zh, choice.text.en)
        placed.append(
            (row.position, 0, replace(choice, text=text, aliases=aliases, retired=row.retired_at is not None))
        )
    placed += [(row.position, 1, _choice(row)) for row in by_code.values()]
    placed.sort(key=lambda entry: entry[:2])
    return replace(choices, choices=tuple(choice for _, _, choice in placed))


def _choice(row: Any) -> Choice:
    return Choice(row.code, Text(row.en, row.zh), retired=row.retired_at is not None)


def _field(row: Any, terms: Mapping[str, Sequence[Any]]) -> Field:
    details: dict[str, Any] = json.loads(row.details)
    name = Text(row.en, row.zh)
    parts: list[Part] = []
    for part in details.get("parts", ()):
        text = Text(part["en"], part["zh"])
        choices = (
            _own_list(_list_code(row.id, part["key"]), text, terms) if part["kind"] == "choice" else None
        )
        parts.append(
            Part(
                part["key"],
                part["kind"],
                text,
                choices,
                open_ended=choices is not None,
                required=not parts,
                ahead=part["kind"] == "partial_date",
            )
        )
    return Field(
        _key(row.subject, row.id),
        row.subject,
        row.section,
        row.kind,
        name,
        choices=_own_list(_list_code(row.id), name, terms) if row.kind in _CHOOSING else None,
        parts=tuple(parts),
        many=bool(details.get("many")),
        per_product=bool(details.get("per_product")),
        sensitive=bool(row.sensitive),
        help=_text_in(details.get("help")),
        stale_days=details.get("stale_days"),
        importance=details.get("importance", 1),
        open_ended=bool(details.get("open_ended")),
        low=details.get("low"),
        high=details.get("high"),
        unit=_text_in(details.get("unit")),
        ahead=row.kind == "partial_date",  # any day that matters, not only a birthday
        custom=True,
        retired=row.retired_at is not None,
    )


def _own_list(code: str, name: Text, terms: Mapping[str, Sequence[Any]]) -> ChoiceList:
    return ChoiceList(code, name, tuple(_choice(row) for row in terms.get(code, ())), editable=True)


def _own_lists(field: Field) -> list[ChoiceList]:
    lists = (field.choices, *(part.choices for part in field.parts))
    return [choices for choices in lists if choices is not None]


def _key(subject: str, id_: str) -> str:
    return f"{subject}.custom_{id_}"


def _id_of(key: str) -> str:
    return key.partition(".custom_")[2]


def _list_code(field_id: str, part: str = "") -> str:
    return f"custom_{field_id}" + (f".{part}" if part else "")


def _details(form: Form, parts: list[dict[str, str]]) -> str:
    kept: dict[str, object] = {
        "many": form.many or None,
        "per_product": form.per_product or None,
        "open_ended": form.open_ended or None,
        "parts": parts or None,
        "unit": _stored(form.unit),
        "low": form.low,
        "high": form.high,
        "help": _stored(form.help),
        "stale_days": form.stale_days,
        "importance": form.importance,
    }
    return json.dumps({name: value for name, value in kept.items() if value is not None}, ensure_ascii=False)


def _with_help(connection: Connection, key: str, help: Text) -> str:
    column = select(field_definition.c.details).where(field_definition.c.id == _id_of(key))
    details = json.loads(connection.execute(column).scalar_one())
    words = Text(clean_text(help.en, limit=TEXT_LIMIT), clean_text(help.zh, limit=TEXT_LIMIT))
    details["help"] = _stored(words if words.zh or words.en else None)
    return json.dumps(details, ensure_ascii=False)


def _stored(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"en": text.en, "zh": text.zh}


def _text_in(stored: Mapping[str, str] | None) -> Text | None:
    return None if stored is None else Text(stored["en"], stored["zh"])


# ---- what is refused


def _named(name: Text) -> Text:
    """The name in both languages, the one given standing for the other; refused when barred or empty."""
    en, zh = one_line(name.en, limit=NAME_LIMIT), one_line(name.zh, limit=NAME_LIMIT)
    if not en and not zh:
        raise UserError(Text("It needs a name.", "需要名称。"), Text("Type a name.", "请输入名称。"))
    for said in (en, zh):
        if said and (reason := boundaries.barred(said)) is not None:
            raise UserError(
                Text("“{name}” is not kept in this program.", "本程序不记录“{name}”。").format(name=said),
                reason,
            )
    return Text(en or zh, zh or en)


def _check_form(form: Form) -> None:
    if form.kind in _CHOOSING and not form.choices and not form.open_ended:
        raise _lacks(
            Text("It has nothing to choose from.", "没有可选的内容。"),
            Text("Add its choices.", "请添加选项。"),
        )
    if form.many and form.per_product:
        raise ValueError("a field holds several entries, or one for each product")
    if form.kind == "record" and not form.parts:
        raise _lacks(Text("A record needs parts.", "记录需要分项。"), Text("Add its parts.", "请添加分项。"))
    for name in (*form.choices, *(part.name for part in form.parts)):
        _named(name)
    for part in form.parts:
        if part.kind not in PART_KINDS:
            raise ValueError(f"a part cannot be a {part.kind}")
        for choice in part.choices:
            _named(choice)
    if form.low is not None and form.high is not None and form.low >= form.high:
        raise _lacks(
            Text("The least value is not below the most.", "最小值不小于最大值。"),
            Text("Check both numbers.", "请核对两个数。"),
        )


def _lacks(message: Text, hint: Text) -> UserError:
    return UserError(message, hint)


def _check_free(known: Catalogue, subject: str, name: Text, but: str | None) -> None:
    wanted = {word_key(name.en), word_key(name.zh)}
    for field in known.fields.values():
        if (
            field.subject == subject
            and field.key != but
            and wanted
            & {
                word_key(field.text.en),
                word_key(field.text.zh),
            }
        ):
            message = Text("There is a field “{name}” already.", "已有字段“{name}”。").format(name=field.text)
            hint = (
                Text(
                    "Bring it back under retired fields, or choose another name.",
                    "请在停用的字段中恢复它，或换一个名称。",
                )
                if field.retired
                else Text("Choose another name.", "请换一个名称。")
            )
            raise UserError(message, hint)


def _check_new_word(choices: ChoiceList, name: Text, but: str | None) -> None:
    for word in (name.en, name.zh):
        found = choices.find(word)
        if found is not None and found.code != but:
            raise UserError(
                Text("There is “{name}” already.", "已有“{name}”。").format(name=found.text),
                Text("Choose another name, or bring that one back.", "请换一个名称，或恢复原有的选项。"),
            )

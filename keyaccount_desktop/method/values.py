"""The form of a value, by kind: checked and made canonical, shown, and read from typed or imported text.

What ``normalise`` returns is what a fact stores as JSON: the same knowledge always has the same form. The
field comes from the catalogue of a workbook, with the lists that hold there. ``today`` is passed by callers that
must not depend on the clock.

kind                          value
text, long_text, email, phone str
choice                        code
choices, checklist            list of codes in the order of their list, then words of the user's own
ranked                        the same in the user's order
tags                          list of words
number, percent, money        int or float
rating                        int
flag                          True; what is not so has no value
date                          "2026", "2026-11" or "2026-11-03"
partial_date                  {"calendar", "year", "month", "day", "leap"}
record                        {part key: value of its kind}, without the empty parts
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

from keyaccount_desktop.language import Text, UserError, plain
from keyaccount_desktop.method import dates, numbers, templates
from keyaccount_desktop.method.choices import ChoiceList
from keyaccount_desktop.method.fields import Field, Kind, Part
from keyaccount_desktop.method.text import TEXT_LIMIT, clean_text, one_line, quoted, shortened

__all__ = ["TEXT_LIMIT", "Value", "clean_text", "display", "normalise", "one_line", "parse"]

Value = Any
"""A canonical value, as the table above gives it; never None."""

_UNKNOWN: Final = frozenset(
    {
        "",
        "未知",
        "不详",
        "不明",
        "不清楚",
        "unknown",
        "not known yet",
        "?",
        "？",
        "? ○",
        "?○",
        "/",
        "-",
        "—",
        "–",
        "n/a",
    }
)
"""What people write into a cell when they do not know, where a choice or a number is asked."""
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "是", "对", "有", "√", "✓", "✔", "☑"})
_NO: Final = frozenset({"no", "n", "false", "0", "否", "不是", "无", "×", "✗", "☐"})
_SEPARATORS: Final = re.compile(r"[、,，;；\n|]+")
_EMAIL: Final = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_WORD_LIMIT: Final = 1_000
"""Characters of a tag, a word of the user's own, an e-mail address, a phone number."""


def normalise(field: Field | Part, value: object, *, today: date | None = None) -> Value | None:
    """The canonical form of a value; None when it says nothing, so that the field is to be cleared.

    Of a field with many entries, or with one value per product, this is one entry. Raises UserError, which
    names the field, when the field cannot hold the value.
    """
    try:
        return _normalised(field, value, today or date.today())
    except UserError as error:
        message = Text("{field}: {message}", "{field}：{message}").format(
            field=field.text, message=error.message
        )
        raise UserError(message, error.hint) from None


def parse(field: Field | Part, text: str, *, today: date | None = None) -> Value | None:
    """The value meant by typed or imported text: codes, Chinese or English names, dates and numbers as
    people write them; None when the text says nothing. Raises UserError.
    """
    day = today or date.today()
    try:
        return _normalised(field, _read(field, text, day), day)
    except UserError as error:
        message = Text("{field}: {message}", "{field}：{message}").format(
            field=field.text, message=error.message
        )
        raise UserError(message, error.hint) from None


def display(field: Field | Part, value: Value) -> Text | str:
    """How a value reads in one cell. A Text where the languages differ, else a plain string.

    Shows also what it does not understand, such as a code of a newer version.
    """
    shown = _shown(field, value)
    return shown.en if shown.en == shown.zh else shown


# ---- to canonical form


def _normalised(field: Field | Part, value: object, today: date) -> Value | None:
    return None if value is None else _NORMAL[field.kind](field, value, today)


def _line(field: Field | Part, value: object, today: date) -> str | None:
    return one_line(_as_text(value)) or None


def _lines(field: Field | Part, value: object, today: date) -> str | None:
    return clean_text(_as_text(value)) or None


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    # A number out of a sheet cell is text here: 1380001234, or 12.0 for what was typed as 12.
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < numbers.LARGEST:
        return str(int(value)) if value == int(value) else str(value)
    raise _cannot_hold(value)


def _cannot_hold(value: object) -> UserError:
    return UserError(
        Text("It cannot hold “{value}”.", "无法填入“{value}”。").format(value=quoted(value)),
        Text("Type the value anew.", "请重新输入。"),
    )


def _phone(field: Field | Part, value: object, today: date) -> str | None:
    text = one_line(_as_text(value), limit=_WORD_LIMIT)
    if text and not any(character.isdigit() for character in text):
        raise UserError(
            Text("“{typed}” has no digit.", "“{typed}”里没有数字。").format(typed=shortened(text)),
            Text("Type a phone number; an extension may follow it.", "请输入电话号码，可带分机号。"),
        )
    return text or None


def _email(field: Field | Part, value: object, today: date) -> str | None:
    text = one_line(_as_text(value), limit=_WORD_LIMIT).replace("＠", "@")
    if text and not _EMAIL.fullmatch(text):
        raise UserError(
            Text("“{typed}” is not an e-mail address.", "“{typed}”不是电子邮件地址。").format(
                typed=shortened(text)
            ),
            Text("It reads name@company.com.", "格式如 name@company.com。"),
        )
    return text or None


def _choices_of(field: Field | Part) -> ChoiceList:
    if field.choices is None:
        raise ValueError(f"{field.key} has no choices")
    return field.choices


def _code(field: Field | Part, value: object, today: date) -> str | None:
    word = one_line(_as_text(value), limit=_WORD_LIMIT)
    choices = _choices_of(field)
    if not word or word in choices:
        return word or None
    if field.open_ended:
        meant = choices.find(word)
        return word if meant is None else meant.code
    raise UserError(
        Text("“{typed}” is none of its choices.", "没有“{typed}”这个选项。").format(typed=shortened(word)),
        Text("Choose one of: {choices}.", "请从这些选项中选择：{choices}。").format(
            choices=_joined(choice.text for choice in choices.offered)
        ),
    )


def _entries(value: object) -> Iterable[object]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, (list, tuple)):
        return value
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    raise _cannot_hold(value)


def _codes(field: Field | Part, value: object, today: date) -> list[str] | None:
    codes = [code for entry in _entries(value) if (code := _code(field, entry, today))]
    unique = list(dict.fromkeys(codes))
    if field.kind != "ranked":
        choices = _choices_of(field)
        unique.sort(key=choices.position)
    return unique or None


def _flag(field: Field | Part, value: object, today: date) -> bool | None:
    if isinstance(value, bool) or (isinstance(value, int) and value in (0, 1)):
        return True if value else None
    raise _cannot_hold(value)


def _record(field: Field | Part, value: object, today: date) -> dict[str, Value] | None:
    if not isinstance(field, Field) or not isinstance(value, Mapping):
        raise _cannot_hold(value)
    known = {part.key for part in field.parts}
    if strange := [str(key) for key in value if key not in known]:
        raise UserError(
            Text("It has no part “{part}”.", "没有“{part}”这一项。").format(part=shortened(strange[0])),
            Text("Its parts are: {parts}.", "可填的项有：{parts}。").format(
                parts=_joined(part.text for part in field.parts)
            ),
        )
    record: dict[str, Value] = {}
    for part in field.parts:
        if (normal := normalise(part, value.get(part.key), today=today)) is not None:
            record[part.key] = normal
    if not record:
        return None
    for part in field.parts:
        if part.required and part.key not in record:
            raise UserError(
                Text("“{part}” is empty.", "“{part}”为空。").format(part=part.text),
                Text("Fill it in, or remove the whole entry.", "请填写，或删除整条。"),
            )
    first, last = record.get("from_year"), record.get("to_year")
    if first is not None and last is not None and first > last:
        raise UserError(
            Text("It ends before it begins.", "结束早于开始。"),
            Text("Check both years.", "请核对两个年份。"),
        )
    return record if field.check is None else field.check(record, today)


def _tags(field: Field | Part, value: object, today: date) -> list[str] | None:
    words = (one_line(_as_text(word), limit=_WORD_LIMIT) for word in _entries(value))
    return list(dict.fromkeys(word for word in words if word)) or None


def _number(field: Field | Part, value: object, today: date) -> int | float:
    return numbers.checked(value, field.low, field.high)


def _percent(field: Field | Part, value: object, today: date) -> int | float:
    return numbers.checked(
        value, 0 if field.low is None else field.low, 100 if field.high is None else field.high
    )


def _step(field: Field | Part, value: object, today: date) -> int:
    return numbers.whole(value, field.low or 1, field.high or 5)


def _date(field: Field | Part, value: object, today: date) -> str | None:
    return dates.normalise_date(value)


def _birthday(field: Field | Part, value: object, today: date) -> Value | None:
    return dates.normalise_partial(value, today, ahead=field.ahead)


_NORMAL: Final[Mapping[Kind, Callable[[Field | Part, object, date], Value | None]]] = {
    "text": _line,
    "long_text": _lines,
    "email": _email,
    "phone": _phone,
    "choice": _code,
    "choices": _codes,
    "checklist": _codes,
    "ranked": _codes,
    "tags": _tags,
    "number": _number,
    "percent": _percent,
    "money": _number,
    "rating": _step,
    "flag": _flag,
    "date": _date,
    "partial_date": _birthday,
    "record": _record,
}


# ---- from text


def _read(field: Field | Part, text: str, today: date) -> object:
    if field.kind in ("text", "long_text", "phone", "email"):
        return text
    if _says_nothing(text):
        return None
    match field.kind:
        case "choice":
            found = _choices_of(field).find(one_line(text))
            return text if found is None else found.code
        case "choices" | "checklist" | "ranked" | "tags":
            stored = _from_json(text, list)
            return _words(field, clean_text(text)) if stored is None else stored
        case "number" | "money" | "percent":
            return numbers.read(text, field.unit)
        case "rating":
            return _rating(field, text)
        case "flag":
            return _yes_or_no(text)
        case "record":
            stored = _from_json(text, dict)
            return _record_from_text(field, clean_text(text), today) if stored is None else stored
        case _:
            return text


def _yes_or_no(text: str) -> bool:
    word = one_line(text).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise UserError(
        Text("“{typed}” is neither yes nor no.", "“{typed}”既不是“是”也不是“否”。").format(
            typed=shortened(text)
        ),
        Text("Type yes or no.", "请填“是”或“否”。"),
    )


def _says_nothing(text: str) -> bool:
    return len(text) < 100 and one_line(text).casefold() in _UNKNOWN


def _from_json(text: str, kind: type) -> Any:
    """Lists and records as they are stored: in sheets and files that the program wrote itself."""
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, kind) else None


def _words(field: Field | Part, text: str) -> list[str]:
    """The codes and words of a joined list. A choice may itself hold a separator: the longest match wins."""
    if field.choices is None:
        return _SEPARATORS.split(text)
    choices = _choices_of(field)
    starts = [0, *(match.end() for match in _SEPARATORS.finditer(text))]
    ends = [*(match.start() for match in _SEPARATORS.finditer(text)), len(text)]
    words: list[str] = []
    place = 0
    while place < len(starts):
        # No choice holds more than a few separators; looking further would only cost time.
        for last in range(min(len(ends), place + 4) - 1, place - 1, -1):
            found = choices.find(text[starts[place] : ends[last]])
            if found is not None or last == place:
                words.append(found.code if found else text[starts[place] : ends[place]])
                place = last + 1
                break
    return words


def _rating(field: Field | Part, text: str) -> object:
    if field.choices is not None:
        found = _choices_of(field).find(one_line(text))
        if found is not None:
            return int(found.code)
    value, slash, most = one_line(text).partition("/")
    if slash and numbers.read(most, None) != (field.high or 5):
        raise _cannot_hold(text)
    return numbers.read(value.removesuffix("分"), field.unit)


def _record_from_text(field: Field | Part, text: str, today: date) -> object:
    if not isinstance(field, Field):
        return text
    line = one_line(text)
    patterns = (field.template.zh, field.template.en) if field.template else ()
    readings = [found for pattern in patterns for found in templates.readings(pattern, line)]
    # Of several ways to take it apart, one that leaves no colon hanging, and tells the most parts.
    for found in sorted(readings, key=lambda found: (-_hanging(found), len(found)), reverse=True):
        with suppress(UserError):
            return {
                part.key: parse(part, found[part.key], today=today)
                for part in field.parts
                if part.key in found
            }
    main = next((part for part in field.parts if part.kind in ("text", "phone", "choice")), field.parts[0])
    return {main.key: parse(main, line, today=today)}


def _hanging(found: Mapping[str, str]) -> int:
    return sum(text.endswith((":", "：")) for text in found.values())


# ---- to be read


def _shown(field: Field | Part, value: Value) -> Text:
    match value:
        case None:
            return Text("", "")
        case str():
            return _name(_choices_of(field), value) if field.kind == "choice" else plain(value)
        case bool():
            return Text("Yes", "是") if value else Text("No", "否")
        case int() | float():
            return _number_shown(field, value)
        case [*entries]:
            if field.choices is None:
                return _joined(plain(str(entry)) for entry in entries)
            choices = _choices_of(field)
            return _joined(_name(choices, str(entry)) for entry in entries)
        case dict() if field.kind == "partial_date":
            return dates.display_partial(value)
        case dict() if isinstance(field, Field) and field.kind == "record":
            return _record_shown(field, value)
    return plain(json.dumps(value, ensure_ascii=False, default=str))


def _number_shown(field: Field | Part, value: int | float) -> Text:
    match field.kind:
        case "rating" if field.choices is not None:
            return _name(_choices_of(field), str(value))
        case "rating":
            return plain(f"{value} / {int(field.high or 5)}")
        case "percent":
            return plain(f"{numbers.plain_number(value)}%")
        case "money":
            return numbers.money(value)
        case _:
            return numbers.with_unit(value, field.unit)


def _name(choices: ChoiceList, code: str) -> Text:
    choice = choices.get(code)
    return plain(code) if choice is None else choice.text


def _joined(texts: Iterable[Text]) -> Text:
    shown = list(texts)
    return Text(", ".join(text.en for text in shown), "、".join(text.zh for text in shown))


def _record_shown(field: Field, parts: Mapping[str, Value]) -> Text:
    shown = {
        part.key: _shown(part, parts[part.key]) for part in field.parts if parts.get(part.key) is not None
    }
    if field.template is None:
        return Text(
            " · ".join(text.en for text in shown.values()), " · ".join(text.zh for text in shown.values())
        )
    return Text(
        templates.filled(field.template.en, {key: text.en for key, text in shown.items()}),
        templates.filled(field.template.zh, {key: text.zh for key, text in shown.items()}),
    )

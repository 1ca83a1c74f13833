"""Text copied from Excel, a web page or a chat, as a grid of cells.

Tab-separated text is taken as it stands, with Excel's quoting. Lines of a chat — “王建国 超声科主任 138…”,
“姓名：…  电话：…” — are taken apart by what their pieces look like. Used by ``pasted_rows``, which decides
what the columns mean.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.method.values import clean_text, one_line

NAME: Final = "name"
DEPARTMENT: Final = "department"
PHONES: Final = "person.phones"
MOST_ROWS: Final = 2_000
_LONGEST_TEXT: Final = 4_000_000
_LONGEST_LINE: Final = 400
"""Characters; a longer line is prose, not a contact."""

MOBILE: Final = re.compile(r"(?<![\d+])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_PHONE: Final = re.compile(
    rf"{MOBILE.pattern}|\+\d[\d() -]{{6,18}}\d"
    r"|(?<!\d)(?:\(?0\d{2,3}\)?[- ]?)?[1-9]\d{6,7}(?:\s*(?:转|ext\.?|-)\s*\d{1,6})?(?!\d)",
    re.IGNORECASE,
)
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WECHAT: Final = re.compile(
    r"(?:微信号?|wechat|weixin|vx|wx)\s*(?:id)?\s*[:：]?\s*([a-z][\w-]{4,19})", re.IGNORECASE
)
_WECHAT_IS_PHONE: Final = re.compile(r"[(（]?\s*微信同号?\s*[)）]?")
_LABELS: Final = re.compile(
    r"(?<![\w])(?:手机号码?|手机|移动电话|办公电话|联系电话|联系方式|电话|座机|邮箱|电子邮件|微信号?|mobile|phone|tel|e-?mail|cell)"
    r"(?:\s*[:：]|(?=\s|$))",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"^\s*(?:[-–—•·*●▪◦■]+|[(（]?\d{1,3}[.)、）](?!\d))\s*")
_CHAT_HEAD: Final = re.compile(
    r"^\s*\[?(?:\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?\s+)?\d{1,2}:\d{2}(?::\d{2})?\]?\s+[^:：]{1,30}[:：]\s*"
)
_PAIR: Final = re.compile(r"([^\s:：,，;；|]{1,20})\s*[:：]")
_SEPARATORS: Final = re.compile(r"\s*[,，;；|/、]\s*")

_TITLE_WORDS: Final = (
    "院长|书记|主任|科长|处长|部长|局长|股长|组长|所长|站长|护士长|主任医师|副主任医师|医师|医生|主治|药师|"
    "技师|护士|工程师|专员|秘书|助理|干事|会计|出纳|采购|采购员|经理|总监|主管|总经理|董事长|总裁|老板|"
    "厂长|老师|教授|院士|顾问|代表|负责人"
)
TITLE: Final = re.compile(
    rf"(?:{_TITLE_WORDS})$"
    r"|\b(?:director|manager|head|chief|officer|president|engineer|nurse|doctor|physician|buyer|purchaser|"
    r"secretary|assistant|specialist|accountant|professor|dean|lead|supervisor|consultant|vp|ceo|cfo|cto|owner)\b",
    re.IGNORECASE,
)
PLACE: Final = re.compile(
    r"(?:科|部|处|办|室|中心|办公室|科室|部门|车间|组|学院|department|dept\.?|office|unit|division|team)$",
    re.IGNORECASE,
)
_HAN_NAME: Final = re.compile(r"^[\u3400-\u9fff]{2,4}$|^[\u3400-\u9fff]{1,12}·[\u3400-\u9fff·]{1,12}$")
_NAME_AND_TITLE: Final = re.compile(rf"^([\u3400-\u9fff]{{2,3}}?)(副?(?:{_TITLE_WORDS}))$")
_SURNAME_AND_TITLE: Final = re.compile(rf"^[\u3400-\u9fff](副?(?:{_TITLE_WORDS}))$")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


KnownHeading = Callable[[str], bool]
"""Whether a word in front of a colon is a heading that means something."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of equal length; ``headings`` are those of the text, ``targets`` what the reader knows of them."""

    rows: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


def cells_of(text: str, known_heading: KnownHeading) -> Cells:
    """The cells of pasted text. Raises UserError when there is nothing in it, or far too much."""
    # Not cut at its ends: a tab there is an empty cell.
    text = clean_text(f"|{text}|", limit=_LONGEST_TEXT)[1:-1]
    lines = text.split("\n")
    # A few tabs among lines of a chat separate words there; a table has them in most of its rows.
    tabbed = sum(1 for line in lines if "\t" in line) * 2 > sum(1 for line in lines if line.strip())
    rows = _tabbed_rows(text) if tabbed else [[line] for line in lines if line.strip()]
    if not rows:
        raise _nothing()
    if len(rows) > MOST_ROWS:
        raise UserError(
            Text(
                "{n} rows are too many to paste; {most} is the most.", "{n} 行太多，一次最多粘贴 {most} 行。"
            ).format(n=len(rows), most=MOST_ROWS),
            Text("Copy fewer rows.", "请少复制一些行。"),
        )
    if tabbed:
        width = max(len(row) for row in rows)
        return Cells(tuple((*row, *[""] * (width - len(row))) for row in rows))
    return _from_lines([row[0] for row in rows], known_heading)


def _nothing() -> UserError:
    return UserError(
        Text("There are no rows of people to paste.", "没有可粘贴的人员。"),
        Text(
            "Copy rows from Excel or lines from a chat first.", "请先从 Excel 复制几行，或从聊天中复制文字。"
        ),
    )


def _tabbed_rows(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    limit = csv.field_size_limit(_LONGEST_TEXT)
    try:
        rows = [[one_line(cell) for cell in row] for row in reader]
    except csv.Error:
        # A stray quote: take the tabs alone.
        rows = [[one_line(cell) for cell in line.split("\t")] for line in text.split("\n")]
    finally:
        csv.field_size_limit(limit)
    rows = [row for row in rows if any(row)]
    # Columns that are empty in every row come along when one copies a merged heading.
    width = max((len(row) for row in rows), default=0)
    used = [place for place in range(width) if any(place < len(row) and row[place] for row in rows)]
    return [[row[place] if place < len(row) else "" for place in used] for row in rows]


# ---- chat


def _from_lines(lines: list[str], known_heading: KnownHeading) -> Cells:
    """One contact a line, or blocks of “heading: value” lines, as a grid."""
    records: list[dict[str, str]] = []
    for line in lines:
        line = _BULLET.sub("", _CHAT_HEAD.sub("", one_line(line)))
        pairs = _pairs(line, known_heading)
        if pairs:
            begins = any(heading_key(heading) in NAME_WORDS for heading, _ in pairs)
            if begins or not records:
                records.append({})
            for heading, value in pairs:
                # Barred headings keep their own name: the reader refuses them by it.
                key = f"={heading}"
                records[-1][key] = " ".join(part for part in (records[-1].get(key, ""), value) if part)
        elif heading_key(line) in NAME_WORDS:
            continue  # the heading of a column of names
        elif len(line) <= _LONGEST_LINE and any(character.isalpha() for character in line):
            records.append(_contact(line))
    keys = list(dict.fromkeys(key for record in records for key in record))
    if not keys:
        raise _nothing()
    keys.sort(key=lambda key: _COLUMN_ORDER.index(key) if key in _COLUMN_ORDER else len(_COLUMN_ORDER))
    return Cells(
        tuple(tuple(record.get(key, "") for key in keys) for record in records),
        tuple(key[1:] if key.startswith("=") else "" for key in keys),
        tuple("" if key.startswith("=") else key.partition(":")[0] for key in keys),
    )


_COLUMN_ORDER: Final = (
    NAME, "person.position", DEPARTMENT, f"{PHONES}:1", f"{PHONES}:2", f"{PHONES}:3", "person.wechat", "person.email",
)  # fmt: skip
NAME_WORDS: Final = frozenset(
    {"姓名", "名字", "联系人", "人员", "name", "fullname", "contact", "contactname"}
)


def heading_key(heading: str) -> str:
    """How headings are compared: without width, case, spaces and the marks people put around them."""
    return word_key(heading).strip("*:.()[]【】#（）：")


def _pairs(line: str, known_heading: KnownHeading) -> list[tuple[str, str]]:
    """“姓名：王建国 电话：138…” as pairs; nothing unless the line begins with one."""
    found = [match for match in _PAIR.finditer(line) if known_heading(match[1])]
    if not found or line[: found[0].start()].strip():
        return []
    ends = [*(match.start() for match in found[1:]), len(line)]
    return [
        (match[1], line[match.end() : end].strip(" ,，;；|")) for match, end in zip(found, ends, strict=True)
    ]


def _contact(line: str) -> dict[str, str]:
    """The pieces of one free line by target; several phones become several columns."""
    record: dict[str, str] = {}
    same = _WECHAT_IS_PHONE.search(line) is not None
    line = _WECHAT_IS_PHONE.sub(" ", line)

    def take(pattern: re.Pattern[str], line: str) -> tuple[list[str], str]:
        found = [match[match.lastindex or 0].strip() for match in pattern.finditer(line)]
        return found, pattern.sub(" ", line) if found else line

    emails, line = take(_EMAIL, line)
    wechats, line = take(_WECHAT, line)
    phones, line = take(_PHONE, line)
    if emails:
        record["person.email"] = emails[0]
    for number, phone in enumerate(phones[:3], start=1):
        record[f"{PHONES}:{number}"] = phone
    if wechats or (same and phones):
        record["person.wechat"] = wechats[0] if wechats else phones[0]
    record.update(_name_and_post(_LABELS.sub(" ", line)))
    return record


def _name_and_post(line: str) -> dict[str, str]:
    line = line.strip(" :：-–—()（）")
    pieces = [piece for piece in _SEPARATORS.split(line) if piece]
    if _HAN.search(line):
        pieces = [word for piece in pieces for word in piece.split()]
        return _han_pieces(pieces)
    if len(pieces) == 1:
        name, post = _latin_name(pieces[0])
        pieces = [name, post] if post else [name]
    if not pieces:
        return {}
    found = {NAME: pieces[0]}
    places = [piece for piece in pieces[1:] if PLACE.search(piece) and not TITLE.search(piece)]
    posts = [piece for piece in pieces[1:] if piece not in places]
    if posts:
        found["person.position"] = ", ".join(posts)
    if places:
        found[DEPARTMENT] = places[0]
    return found


def _han_pieces(pieces: list[str]) -> dict[str, str]:
    """Name, department and post among Chinese words, in whatever order they stand."""
    if not pieces:
        return {}
    name = next((piece for piece in pieces if looks_like_name(piece)), None)
    posts: list[str] = []
    if name is None:
        name = pieces[0]
        if (match := _NAME_AND_TITLE.match(name)) is not None:
            posts.append(match[2])
            name, pieces = match[1], [match[1], *pieces[1:]]
        elif (match := _SURNAME_AND_TITLE.match(name)) is not None:
            posts.append(match[1])  # “王主任”: all that is known of the name yet
    found = {NAME: name}
    rest = list(pieces)
    rest.remove(name)
    places = [piece for piece in rest if PLACE.search(piece) and not TITLE.search(piece)]
    posts = [piece for piece in rest if piece not in places] + posts
    if places:
        found[DEPARTMENT] = places[0]
        posts = places[1:] + posts
    if posts:
        found["person.position"] = " ".join(posts)
    return found


def _latin_name(text: str) -> tuple[str, str]:
    """“Mary Hill Head of Radiology” as name and post: the name ends before the first word of a post."""
    words = text.split()
    count = 1
    while count < min(len(words), 3) and words[count][:1].isupper() and not TITLE.search(words[count]):
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def looks_like_name(text: str) -> bool:
    """Whether a cell could be a person's name, by its form alone."""
    if _HAN.search(text):
        return bool(_HAN_NAME.match(text)) and not TITLE.search(text) and not PLACE.search(text)
    words = text.split()
    return (
        1 < len(words) <= 4
        and not TITLE.search(text)
        and not PLACE.search(text)
        and all(
            word[:1].isupper() and word.replace(".", "").replace("-", "").replace("'", "").isalpha()
            for word in words
        )
    )


def looks_like_phone(text: str) -> bool:
    """Whether a cell holds a phone number and little else."""
    match = _PHONE.search(text)
    return match is not None and len(match[0]) >= len(text.strip()) - 8


def looks_like_email(text: str) -> bool:
    return _EMAIL.fullmatch(text.strip()) is not None

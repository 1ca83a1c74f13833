"""The flat *Data* sheet: one row per person, a column per field, made to be read back exactly.

Row 1, hidden, holds the keys of the columns, row 2 the headings, data begins in row 3.

key                          holds
person, person.name, …       id, name, kind, client and department of the person
person.native_place          a field, as people read it; numbers and yes/no as such
person.phones[2]             the second entry of a field with many
person.adoption/ID           the value for one product
[1]purchase, [1]purchase.name, [1]stakeholder.attitude
                             the person's first purchase, and what is judged of them in it
link[1]                      a link, on the row of the one it starts at

Beside every such cell stands a hidden one whose key ends in ``!``: the fact as JSON with ``v`` its canonical
value, ``i`` its item, ``s`` source, ``c`` certainty, ``l`` learned and ``y`` verified on; ``t`` the text the
cell shows. Who reads the sheet takes ``v`` while the cell still shows ``t``, else what was typed into it. A
text that its cell holds unchanged stands there alone: then ``v`` and ``t`` are left out.
"""

from __future__ import annotations

import json
import marshal
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import IO, Any, Final, Literal, NamedTuple

from keyaccount_desktop.exchange.card_content import (
    CardView,
    display,
    permitted,
    permitted_links,
    permitted_source,
)
from keyaccount_desktop.exchange.card_sheet import Cell, Row, Value
from keyaccount_desktop.exchange.card_text import CELL_LIMIT, cell_text
from keyaccount_desktop.language import Text
from keyaccount_desktop.method import vocabulary
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.workbook.facts import Fact
from keyaccount_desktop.workbook.people import PersonCard, PersonLink

FIRST_ROW: Final = 3
COLUMN_LIMIT: Final = 16_384
_NUMBERS: Final = frozenset({"number", "percent", "money"})
_UNSAFE: Final = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=x)")
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

PERSON: Final[tuple[tuple[str, Text, float, bool], ...]] = (
    ("person", Text("Id", "编号"), 34, True),
    ("person.name", Text("Name", "姓名"), 16, False),
    ("person.kind", Text("Kind", "类别"), 10, True),
    ("account", Text("Client id", "客户编号"), 34, True),
    ("account.name", Text("Client", "客户"), 24, False),
    ("department", Text("Department id", "部门编号"), 34, True),
    ("department.name", Text("Department", "部门"), 18, False),
    ("department.function", Text("Department function", "部门职能"), 14, True),
)
_PURCHASE: Final = Text("Purchase", "采购项目")
_LINK: Final = Text("Link", "关系")
_WIDTHS: Final = {"long_text": 32.0, "record": 26.0, "checklist": 26.0, "text": 20.0}


class Cut(NamedTuple):
    """Something that did not go out whole."""

    person: str
    """Their name."""
    what: Text
    where: Literal["card", "data"]
    """On the card there was no room for it; in the data sheet a cell could not hold it."""


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    heading: str
    width: float
    hidden: bool


class DataSheet:
    """Collects people, then gives columns and rows."""

    def __init__(self, view: CardView, selected: Collection[str], store: IO[bytes]) -> None:
        """``store``: a file of its own, in which people wait until everyone is known."""
        self._view = view
        self._selected = selected
        self._store = store
        self._people = 0
        self._entries: dict[str, int] = {}
        self._products: dict[str, dict[str, None]] = {}
        self._purchases = 1
        self._held: set[str] = set()
        self._links = 0
        self.cut: list[Cut] = []

    def add(self, card: PersonCard) -> None:
        """Take a person's row."""
        row: dict[str, tuple[str, Value]] = {}
        place = card.department
        for key, value in (
            ("person", card.id),
            ("person.name", card.name),
            ("person.kind", card.kind),
            ("account", card.account_id),
            ("account.name", card.account),
            ("department", place and place.id),
            ("department.name", place and place.name),
            ("department.function", place and place.function),
        ):
            if value:
                row[key] = ("data", cell_text(value)[0])
        self._put_facts(row, "", permitted(card.facts, self._view), card.name)
        for number, stake in enumerate(card.stakes, 1):
            row[f"[{number}]purchase"] = ("data", stake.purchase_id)
            row[f"[{number}]purchase.name"] = ("data", cell_text(stake.purchase)[0])
            self._put_facts(row, f"[{number}]", permitted(stake.facts, self._view), card.name)
        self._purchases = max(self._purchases, len(card.stakes))
        links = [
            link
            for link in permitted_links(card.links, self._view)
            if link.outgoing or link.other_id not in self._selected
        ]
        for number, link in enumerate(links, 1):
            self._put_link(row, number, link, card)
        self._links = max(self._links, len(links))
        marshal.dump(row, self._store)
        self._people += 1

    # ---- cells

    def _put_facts(
        self, row: dict[str, tuple[str, Value]], prefix: str, facts: dict[str, list[Fact]], person: str
    ) -> None:
        for key, entries in facts.items():
            known = self._view.catalogue.fields[key]
            self._held.add(key)
            if known.many:
                self._entries[key] = max(self._entries.get(key, 1), len(entries))
            for number, fact in enumerate(entries, 1):
                column = f"{prefix}{key}"
                if known.many:
                    column += f"[{number}]"
                elif known.per_product and fact.item:
                    self._products.setdefault(key, {})[fact.item] = None
                    column += f"/{fact.item}"
                self._put_fact(row, column, known, fact, person)

    def _put_fact(
        self, row: dict[str, tuple[str, Value]], column: str, known: Field, fact: Fact, person: str
    ) -> None:
        said, exact = self._said(known, fact.value)
        shown: Value = said
        if isinstance(said, str):
            shown, lost = cell_text(said)
            if lost:
                what = Text("{field}, {n} characters", "{field}，{n} 个字符").format(field=known.text, n=lost)
                self.cut.append(Cut(person, what, "data"))
            exact = exact and shown == said and "_x" not in said
        beside = self._evidence(fact)
        if known.many or known.per_product:
            beside["i"] = fact.item
        if not exact:
            whole = _json(beside | {"v": fact.value, "t": shown})
            if len(whole) > CELL_LIMIT:
                # Too long twice over: what the cell itself holds must do.
                if not isinstance(fact.value, str):
                    self.cut.append(Cut(person, known.text, "data"))
                whole = _json(beside)
        else:
            whole = _json(beside)
        row[column] = ("data_assumed" if fact.assumed else "data", shown)
        row[f"{column}!"] = ("data", whole)

    def _said(self, known: Field, value: Any) -> tuple[Value, bool]:
        """What the cell shows, and whether that is the value itself."""
        if known.kind in _NUMBERS and isinstance(value, int | float):
            return value, False
        if known.kind == "flag":
            return bool(value), False
        text = display(known, value, self._view)
        return text, text == value

    def _evidence(self, fact: Fact) -> dict[str, Any]:
        source = permitted_source(fact.source, self._view)
        given = (("s", source), ("c", fact.certainty), ("l", fact.learned_on), ("y", fact.verified_on))
        return {name: value for name, value in given if value is not None}

    def _put_link(
        self, row: dict[str, tuple[str, Value]], number: int, link: PersonLink, card: PersonCard
    ) -> None:
        kind = vocabulary.LINK_KIND.get(link.kind)
        arrow = "→" if link.outgoing else "←"
        said = f"{self._view.says(kind.text) if kind else link.kind} {arrow} {link.other}"
        ends = (card.id, link.other_id) if link.outgoing else (link.other_id, card.id)
        facts = [
            {"f": fact.field, "v": fact.value} | self._evidence(fact)
            for entries in permitted(link.facts, self._view).values()
            for fact in entries
        ]
        whole = _json({"id": link.id, "kind": link.kind, "from": ends[0], "to": ends[1], "facts": facts})
        if len(whole) > CELL_LIMIT:
            self.cut.append(Cut(card.name, _LINK, "data"))
            return
        row[f"link[{number}]"] = ("data", cell_text(said)[0])
        row[f"link[{number}]!"] = ("data", whole)

    # ---- the sheet

    def columns(self) -> list[Column]:
        """The columns in order, with the fields nobody has yet."""
        return list(self._columns())[:COLUMN_LIMIT]

    def _columns(self) -> Iterator[Column]:
        says = self._view.says
        for key, heading, width, hidden in PERSON:
            yield Column(key, says(heading), width, hidden)
        for known in self._fields("person"):
            yield from self._field_columns("", "", known)
        for number in range(1, self._purchases + 1):
            name = f"{says(_PURCHASE)} {number}"
            yield Column(f"[{number}]purchase", f"{name} · {says(Text('Id', '编号'))}", 34, True)
            yield Column(f"[{number}]purchase.name", name, 24, False)
            for known in self._fields("stakeholder"):
                yield from self._field_columns(f"[{number}]", f"{name} · ", known)
        for number in range(1, self._links + 1):
            yield from _with_companion(f"link[{number}]", f"{says(_LINK)} {number}", 26)

    def _fields(self, subject: str) -> list[Field]:
        """All that are asked, and of the retired ones those that someone has: nothing known is lost."""
        return [
            known
            for known in self._view.catalogue.fields_of(subject, retired=True)
            if (self._view.private or not (known.sensitive or known.private))
            and (not known.retired or known.key in self._held)
        ]

    def _field_columns(self, prefix: str, group: str, known: Field) -> Iterator[Column]:
        name = group + self._view.says(known.text)
        if known.unit is not None and known.kind in _NUMBERS:
            name += f" ({self._view.says(known.unit)})"
        elif known.kind == "percent":
            name += " (%)"
        key, width = f"{prefix}{known.key}", _WIDTHS.get(known.kind, 14.0)
        if known.many:
            for number in range(1, self._entries.get(known.key, 1) + 1):
                yield from _with_companion(f"{key}[{number}]", f"{name} {number}", width)
        elif known.per_product:
            yield from _with_companion(key, name, width)
            for product in self._products.get(known.key, ()):
                shown = cell_text(f"{name} · {self._view.products.get(product, product)}")[0]
                yield from _with_companion(f"{key}/{product}", shown, width)
        else:
            yield from _with_companion(key, name, width)

    def rows(self) -> Iterator[Row]:
        """Keys, headings, and the people."""
        columns = self.columns()
        yield Row(tuple(Cell("key_row", column.key) for column in columns), hidden=True)
        yield Row(tuple(Cell("data_head", column.heading) for column in columns), 30.0)
        places = {column.key: place for place, column in enumerate(columns)}
        self._store.seek(0)
        for _ in range(self._people):
            yield _sparse(marshal.load(self._store), places)


def _with_companion(key: str, heading: str, width: float) -> Iterator[Column]:
    yield Column(key, heading, width, False)
    yield Column(f"{key}!", f"{heading} !", 10, True)


def _sparse(person: dict[str, tuple[str, Value]], places: dict[str, int]) -> Row:
    found = sorted((places[key], style, value) for key, (style, value) in person.items() if key in places)
    cells, column = [], 0
    for place, style, value in found:
        if place > column:
            cells.append(Cell("", None, place - column))
        cells.append(Cell(style, value))
        column = place + 1
    return Row(tuple(cells))


def _json(value: dict[str, Any]) -> str:
    """JSON that any reader of the file gives back as it was written."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", _encode(value))

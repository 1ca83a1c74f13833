"""How much what the user defines is used: facts of each field, uses of each choice, facts about each product.

Reads the facts in pieces, so that an edit never waits for it; meant for a worker. Called by the settings page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select

from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.workbook.tables import fact

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_PIECE: Final = 4_000
"""Facts read at once: a few milliseconds."""
_PIECE_END: Final = (
    select(fact.c.id).where(fact.c.id > bindparam("after")).order_by(fact.c.id).limit(1).offset(_PIECE - 1)
)
_COUNTED: Final = (
    select(fact.c.field, fact.c.item, fact.c.value, func.count())
    .where(
        fact.c.id > bindparam("after"), fact.c.id <= bindparam("end"),
        fact.c.replaced_at.is_(None), fact.c.field.in_(bindparam("fields", expanding=True)),
    )
    .group_by(fact.c.field, fact.c.item, fact.c.value)
)  # fmt: skip
_LAST: Final = "g"
"""After every id."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts of current facts."""

    fields: Counter[str] = field(default_factory=Counter)
    """By the key of the field."""
    terms: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By code of the list and code of the choice."""
    products: Counter[str] = field(default_factory=Counter)


def usage(
    workbook: Workbook, known: Catalogue, step: Callable[[int, int], object] = lambda _done, _all: None
) -> Usage:
    """Count the uses of everything the user may change; ``step`` is called between the pieces and may raise."""
    counted = {key: found for key, found in known.fields.items() if _of_interest(found)}
    made = Usage()
    after, pieces = "", 0
    while after != _LAST:
        step(pieces, 0)
        with workbook.read() as connection:
            end = connection.execute(_PIECE_END, {"after": after}).scalar() or _LAST
            bounds = {"after": after, "end": end, "fields": list(counted)}
            rows = connection.execute(_COUNTED, bounds).all()
        for key, item, value, number in rows:
            _count(made, counted[key], item, json.loads(value), number)
        after, pieces = end, pieces + 1
    return made


def _count(made: Usage, known: Field, item: str, value: Any, number: int) -> None:
    made.fields[known.key] += number
    if known.per_product:
        made.products[item] += number
    for list_code, code in _terms(known, value):
        made.terms[list_code, code] += number


def _of_interest(found: Field) -> bool:
    lists = (found.choices, *(part.choices for part in found.parts))
    return found.custom or found.per_product or any(choices and choices.editable for choices in lists)


def _terms(known: Field, value: Any) -> Iterator[tuple[str, str]]:
    """The choices a value takes, each with its list; words of the user's own are none."""
    if known.choices is not None:
        codes = value if isinstance(value, list) else [value]
        yield from ((known.choices.code, code) for code in codes if code in known.choices)
    for part in known.parts:
        if part.choices is not None and isinstance(value, dict) and value.get(part.key) in part.choices:
            yield part.choices.code, value[part.key]

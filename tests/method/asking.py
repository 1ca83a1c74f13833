"""The questions about one subject, as the tests of the method ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from keyaccount_desktop.method.completeness import (
    NOBODY_SPECIAL,
    Known,
    OpenQuestion,
    Standing,
    attention_of,
    questions_of,
    weighed,
)
from keyaccount_desktop.method.fields import Field


def open_questions(
    subject: str,
    facts: Iterable[Known],
    today: date,
    *,
    standing: Standing = NOBODY_SPECIAL,
    account_type: str | None = None,
    person_kind: str = "person",
    products: Sequence[str] = (),
    fields: Sequence[Field] | None = None,
) -> list[OpenQuestion]:
    """What is unknown, stale or only assumed of a subject, the most pressing first.

    ``products`` are the ids of those that fields with one value per product are asked for.
    """
    asked = weighed(subject, standing, account_type, person_kind, products, fields)
    found = questions_of(asked, facts, today, attention_of(subject, standing), products)
    # Sorting keeps the order of the page among equals.
    return sorted(found, key=lambda question: -question.urgency)

"""What a card asks: facts that are not known, only assumed, or known too long ago.

Called by ``card_layout``.
"""

from __future__ import annotations

from typing import Final

from keyaccount_desktop.exchange.card_content import CardView, Facts
from keyaccount_desktop.language import Text
from keyaccount_desktop.method.completeness import Known, OpenQuestion, Standing, open_questions
from keyaccount_desktop.workbook.facts import value_of
from keyaccount_desktop.workbook.people import PersonCard

MOST: Final = 6
_DOUBTED: Final = Text("{question} ({reason})", "{question}（{reason}）")


def questions(card: PersonCard, facts: Facts, judged: Facts | None, view: CardView) -> list[str]:
    """The most pressing questions about a person; ``judged`` are the facts of their newest purchase."""
    judgements = judged or {}
    standing = Standing(
        tuple(value_of(judgements, "stakeholder.roles") or ()),
        value_of(judgements, "stakeholder.part"),
        bool(judgements.get("stakeholder.key")),
        value_of(judgements, "stakeholder.attitude"),
    )
    asked = _asked("person", facts, card.kind, standing, view)
    if judged is not None:
        asked += _asked("stakeholder", judged, card.kind, standing, view)
    asked.sort(key=lambda question: -question.urgency)
    return [_worded(question, view) for question in asked[:MOST]]


def _asked(subject: str, facts: Facts, kind: str, standing: Standing, view: CardView) -> list[OpenQuestion]:
    known = [
        Known(fact.field, fact.item, fact.assumed, fact.known_on)
        for entries in facts.values()
        for fact in entries
    ]
    return open_questions(
        subject,
        known,
        view.today,
        standing=standing,
        person_kind=kind,
        products=tuple(view.products)[:1],
        # A question about a private field belongs on private cards only.
        fields=[
            field
            for field in view.catalogue.fields_of(subject)
            if view.private or not (field.sensitive or field.private)
        ],
    )


def _worded(question: OpenQuestion, view: CardView) -> str:
    text = view.says(question.text)
    if question.state == "unknown":
        return text
    return view.says(_DOUBTED.format(question=question.text, reason=question.reason))

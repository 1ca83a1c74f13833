"""What a card asks: facts that are not known, only assumed, or known too long ago.

Called by ``card_material``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Final

from keyaccount_desktop.exchange.card_content import CardView, Facts
from keyaccount_desktop.language import Text
from keyaccount_desktop.method.completeness import OpenQuestion
from keyaccount_desktop.workbook.people import PersonCard
from keyaccount_desktop.workbook.questions import questions_for_card

MOST: Final = 6
_DOUBTED: Final = Text("{question} ({reason})", "{question}（{reason}）")


def questions(card: PersonCard, facts: Facts, judged: Facts | None, view: CardView) -> list[str]:
    """The most pressing questions about a person; ``judged`` are the facts of their newest purchase."""
    # What is not to be seen must not be guessed either, from a question that is not asked.
    newest = tuple(replace(stake, facts=dict(judged or {})) for stake in card.stakes[:1])
    shown = replace(card, facts=dict(facts), stakes=newest)
    first_product = dict(islice(view.products.items(), 1))
    asked = questions_for_card(shown, view.catalogue, first_product, view.today, private=view.private)
    return [_worded(question, view) for question in asked[:MOST]]


def _worded(question: OpenQuestion, view: CardView) -> str:
    text = view.says(question.text)
    if question.state == "unknown":
        return text
    return view.says(_DOUBTED.format(question=question.text, reason=question.reason))

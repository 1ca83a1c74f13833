"""What stands on a printed question list: whom to ask about, what, and why, with room to write.

Made from what ``workbook.questions`` found; laid out on pages by ``question_pages``. Sensitive questions are
on it only when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from keyaccount_desktop.language import Language, Text
from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.workbook.questions import Asked, Knowledge

LENGTHS: Final = (10, 20, 40, 100)
"""How many questions a list may have; more than twenty are hardly asked in one visit."""

_TITLE: Final = Text("Question list", "问题清单")
_CLIENT: Final = Text("The client", "客户")
_PURCHASE: Final = Text("Purchase", "采购项目")
_SHARE: Final = Text("{percent}% known", "已知 {percent}%")
_SHOWN: Final = Text(
    "the {shown} most pressing of {all} questions", "共 {all} 个问题，列出最紧要的 {shown} 个"
)
_ALL: Final = Text("{all} questions", "共 {all} 个问题")
_ONE: Final = Text("1 question", "共 1 个问题")
_CHOSEN_FROM: Final = 7
"""Up to so many choices are printed to be ticked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, why it is asked, and the choices there are for an answer."""

    text: str
    reason: str
    choices: tuple[str, ...] = ()
    lines: int = 1
    """To write on."""


@dataclass(frozen=True, slots=True)
class Group:
    """The questions about one person, about the client itself, or about a purchase."""

    name: str
    about: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class QuestionList:
    """A whole list in one language."""

    title: str
    subject: str
    """Whom or what it is about."""
    remark: str
    """How much is known, and how many questions there are."""
    groups: tuple[Group, ...]
    file: str
    day: date
    language: Language
    people: int = 0
    """Of how many someone is asked."""
    private_fields: tuple[str, ...] = ()
    """Keys of the private fields that are asked about."""


def question_list(
    known: Knowledge,
    catalogue: Catalogue,
    subject: str,
    *,
    file: str,
    day: date,
    language: Language,
    most: int | None = None,
    private: bool = False,
) -> QuestionList:
    """The list for what is known of a subject: the ``most`` pressing questions, or all."""
    allowed = [asked for asked in known.questions if private or not asked.question.sensitive]
    chosen = allowed[:most]
    several = len({asked.purchase_id for asked in chosen if asked.purchase_id}) > 1
    groups: dict[str, list[Asked]] = {}
    for asked in chosen:
        groups.setdefault(asked.person_id or asked.id, []).append(asked)
    how_many = _ALL if len(chosen) == len(allowed) else _SHOWN
    if len(allowed) == 1:
        how_many = _ONE
    words = (
        _SHARE.format(percent=round(known.share * 100)),
        how_many.format(shown=len(chosen), all=len(allowed)),
    )
    return QuestionList(
        _TITLE.in_language(language),
        subject,
        " · ".join(word.in_language(language) for word in words),
        tuple(_group(found, catalogue, language, several) for found in groups.values()),
        file,
        day,
        language,
        len({asked.person_id for asked in chosen if asked.person_id}),
        tuple(sorted({asked.question.field for asked in chosen if asked.question.sensitive})),
    )


def _group(found: Iterable[Asked], catalogue: Catalogue, language: Language, several: bool) -> Group:
    found = list(found)
    first = found[0]
    if first.person_id:
        name, about = first.person, first.about.in_language(language)
    elif first.kind == "purchase":
        name, about = first.purchase, _PURCHASE.in_language(language)
    else:
        name, about = _CLIENT.in_language(language), ""
    return Group(
        name,
        about,
        tuple(_entry(asked, catalogue, language, several and bool(first.person_id)) for asked in found),
    )


def _entry(asked: Asked, catalogue: Catalogue, language: Language, name_purchase: bool) -> Entry:
    reason = asked.question.reason.in_language(language)
    if name_purchase and asked.purchase:
        reason = f"{reason} · {asked.purchase}"
    field = _answered_by(asked, catalogue)
    choices = _choices(field, language)
    return Entry(asked.text.in_language(language), reason, choices, _lines(field, choices))


def _lines(field: Field | None, choices: tuple[str, ...]) -> int:
    """How much room the answer needs: none beside what is ticked, one line for a word, else two."""
    if field is None or field.kind in ("long_text", "record"):
        return 2
    return 0 if choices and field.kind == "choice" and not field.open_ended else 1


def _answered_by(asked: Asked, catalogue: Catalogue) -> Field | None:
    """The field of the subject itself that holds the answer; None where somebody is to be found."""
    field = catalogue.fields.get(asked.question.field)
    return field if field is not None and field.subject == asked.kind else None


def _choices(field: Field | None, language: Language) -> tuple[str, ...]:
    """What can be ticked for an answer; nothing where the answer is words, or someone to be found."""
    if field is None or field.kind not in ("choice", "choices") or field.choices is None:
        return ()
    offered = field.choices.offered
    if len(offered) > _CHOSEN_FROM:
        return ()
    return tuple(choice.text.in_language(language) for choice in offered)

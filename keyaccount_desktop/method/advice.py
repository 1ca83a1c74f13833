"""The method's advice piece by piece, each under a stable name by which a workbook may word it otherwise.

``said`` gives a piece in the workbook's own words or the method's, None where neither says anything. What the
sources give stands in ``playbooks``; who shows advice, or lets it be edited, asks here. ``pieces`` are all of
them in the order a list shows them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import playbooks
from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.method.choices import Choice

POSTS: Final = playbooks.POSTS.code
RESPONSIBILITY: Final = "responsibility"
NEEDS: Final = "needs"
RESPONSE: Final = "response"
ASPECTS: Final[dict[str, Text]] = {
    RESPONSE: Text("Response", "对策"),
    NEEDS: Text("Needs", "角色需求"),
    RESPONSIBILITY: Text("Answers for", "角色责任"),
}
"""What a playbook says of a post, the most useful first."""
WORDS: Final = "words"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of advice; each line of it is a point of its own."""

    name: str
    group: Text
    text: Text
    """What it is about."""
    default: Text | None
    """In the method's words; None where the sources give nothing."""


def of_post(post: str, aspect: str) -> str:
    """The name of what a playbook says."""
    return f"playbook.{post}.{aspect}"


def of_style(style: str) -> str:
    """The name of how to treat someone of a personality style."""
    return f"treatment.{style}"


def of_rung(rung: str) -> str:
    """The name of what the rep does at a rung of the adoption ladder."""
    return f"adoption.{rung}"


def of_trust(rung: str) -> str:
    """The name of what leads on from a rung of the coach's trust ladder."""
    return f"coach.{rung}"


OWN_STYLE: Final = "own_style"
VALUE_AIM: Final = "value_aim"
COACH: Final = "coach"
COACH_TELLS: Final = "coach_tells"
LIKED: Final = "liked"
DISLIKED: Final = "disliked"

_STYLES: Final = Text("Personality style", "个性风格")
_RUNGS: Final = Text("Product adoption", "产品接受程度")
_COACH: Final = Text("Coach", "内线")
_REP: Final = Text("The rep", "销售代表")
_SINGLE: Final[dict[str, tuple[Text, Text, Text | None]]] = {
    OWN_STYLE: (_STYLES, Text("Your style and theirs", "自己与对方的风格"), playbooks.OWN_STYLE),
    VALUE_AIM: (Text("Value orientation", "价值取向"), Text("Aim", "目标"), playbooks.VALUE_AIM),
    COACH: (_COACH, Text("Who is one", "什么人"), playbooks.COACH),
    COACH_TELLS: (_COACH, Text("What for", "有什么用"), playbooks.COACH_TELLS),
    LIKED: (_REP, Text("Clients like most", "最喜欢"), playbooks.in_lines(playbooks.LIKED)),
    DISLIKED: (_REP, Text("Clients dislike most", "最不喜欢"), playbooks.in_lines(playbooks.DISLIKED)),
}


def pieces(known: Catalogue) -> Iterator[Piece]:
    """All advice of a workbook: also for posts, styles and rungs of the user's own, but for retired ones."""
    for post in known.lists[POSTS].offered:
        yield from (_of_post(post, aspect) for aspect in ASPECTS)
    for style in known.lists["personality"].offered:
        yield Piece(of_style(style.code), _STYLES, style.text, playbooks.TREATMENT.get(style.code))
    yield _single(OWN_STYLE)
    yield _single(VALUE_AIM)
    for rung in known.lists["adoption"].offered:
        yield Piece(of_rung(rung.code), _RUNGS, rung.text, _moves(playbooks.ADOPTION_MOVES, rung.code))
    yield _single(COACH)
    yield _single(COACH_TELLS)
    for rung in known.lists["coach_rung"].offered:
        yield Piece(of_trust(rung.code), _COACH, rung.text, _moves(playbooks.COACH_LADDER, rung.code))
    yield _single(LIKED)
    yield _single(DISLIKED)


def default(name: str) -> Text | None:
    """A piece in the method's words; None where the sources give nothing."""
    kind, _, rest = name.partition(".")
    if name in _SINGLE:
        return _SINGLE[name][2]
    if kind == "treatment":
        return playbooks.TREATMENT.get(rest)
    if kind == "adoption":
        return _moves(playbooks.ADOPTION_MOVES, rest)
    if kind == "coach":
        return _moves(playbooks.COACH_LADDER, rest)
    post, _, aspect = rest.rpartition(".")
    playbook = playbooks.PLAYBOOKS.get(post)
    if playbook is None or aspect == WORDS:
        return None
    return playbooks.in_lines(getattr(playbook, aspect))


def said(known: Catalogue, name: str) -> Text | None:
    """A piece as it holds in a workbook; None where neither the user nor the method says anything."""
    return known.text(name, default(name))


def points(text: Text | None) -> list[Text]:
    """The points of a piece, one for each of its lines."""
    if text is None:
        return []
    en, zh = ([line for line in said.splitlines() if line.strip()] for said in (text.en, text.zh))
    if len(en) != len(zh):  # written by the user, who need not have said the same in both languages
        return [Text("; ".join(en), "；".join(zh))]
    return [Text(*pair) for pair in zip(en, zh, strict=True)]


def in_one_line(text: Text | None) -> Text:
    """The points of a piece one after the other."""
    found = points(text)
    return Text(_run_on([point.en for point in found], "; "), _run_on([point.zh for point in found], "；"))


def _run_on(said: Sequence[str], between: str) -> str:
    sentences = all(point.endswith((".", "!", "?")) for point in said)
    return (" " if sentences else between).join(said)


def _of_post(post: Choice, aspect: str) -> Piece:
    name = of_post(post.code, aspect)
    return Piece(name, post.text, ASPECTS[aspect], default(name))


def _single(name: str) -> Piece:
    group, text, words = _SINGLE[name]
    return Piece(name, group, text, words)


def _moves(given: dict[str, tuple[Text, ...]], rung: str) -> Text | None:
    return playbooks.in_lines(given.get(rung, ()))


# ---- which playbook


_BETWEEN: Final = re.compile(r"[、,，;；\n]+")


def post_of(known: Catalogue, position: str) -> str | None:
    """The post whose playbook fits a position as it is written; None when none does.

    Posts of the user's own are found by their name and the words given with them, and come first; those of
    the method by what such posts are called, and by words the user added.
    """
    posts = known.lists[POSTS]
    written = _squeezed(position[:500])
    if not written:
        return None
    for post in posts.offered:
        if any(word in written for word in _words(known, post)):
            return post.code
    found = playbooks.playbook_for(position)
    return found.code if found is not None and not posts[found.code].retired else None


def _words(known: Catalogue, post: Choice) -> Sequence[str]:
    given = known.texts.get(of_post(post.code, WORDS))
    words = [*_BETWEEN.split(given.en), *_BETWEEN.split(given.zh)] if given is not None else []
    if post.code not in playbooks.PLAYBOOKS:
        words += [post.text.en, post.text.zh]
    return [squeezed for word in words if (squeezed := _squeezed(word))]


def _squeezed(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())

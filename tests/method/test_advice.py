"""The method's advice by name: all of it can be worded otherwise, and a post finds the playbook that fits it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method import advice, playbooks, vocabulary
from keyaccount_desktop.method.catalogue import CATALOGUE, Catalogue
from keyaccount_desktop.method.choices import Choice


def with_posts(*own: Choice, words: str = "") -> Catalogue:
    posts = replace(playbooks.POSTS, choices=(*playbooks.POSTS.choices, *own))
    texts = {advice.of_post(post.code, advice.WORDS): plain(words) for post in own if words}
    return Catalogue((), {posts.code: posts}, texts)


def test_that_every_piece_has_a_name_of_its_own_and_says_what_the_sources_say() -> None:
    pieces = list(advice.pieces(CATALOGUE))
    names = [piece.name for piece in pieces]
    assert len(set(names)) == len(names)
    for piece in pieces:
        assert advice.default(piece.name) == piece.default
        assert advice.said(CATALOGUE, piece.name) == piece.default
    given = {text for piece in pieces for text in advice.points(piece.default)}
    for playbook in playbooks.PLAYBOOKS.values():
        assert set(playbook.responsibility + playbook.needs + playbook.response) <= given
    assert set(playbooks.TREATMENT.values()) <= given
    assert {move for moves in playbooks.ADOPTION_MOVES.values() for move in moves} <= given
    assert set(playbooks.LIKED + playbooks.DISLIKED) <= given


def test_that_what_the_sources_do_not_give_is_left_to_the_user() -> None:
    open_ = {piece.name for piece in advice.pieces(CATALOGUE) if piece.default is None}
    assert open_ == {
        "playbook.pharmacy_head.response",
        *(f"adoption.{rung}" for rung in ("unaware", "aware", "evaluating", "using", "regular")),
        *(f"coach.{rung}" for rung in vocabulary.COACH_RUNG.codes),
    }


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        (Text("Listen first.", "先听他说"), Text("Listen first.", "先听他说")),
        (Text("", "先听他说"), plain("先听他说")),
        (Text("Listen first.", ""), plain("Listen first.")),
    ],
)
def test_that_own_words_in_one_language_stand_for_both(own: Text, shown: Text) -> None:
    known = Catalogue((), {}, {"treatment.authority": own})
    assert advice.said(known, "treatment.authority") == shown
    assert advice.said(known, "treatment.amiable") == playbooks.TREATMENT["amiable"]


def test_that_terms_of_the_users_own_wait_for_advice() -> None:
    style = Choice("own_1", plain("行动派"))
    styles = replace(vocabulary.PERSONALITY, choices=(*vocabulary.PERSONALITY.choices, style))
    known = Catalogue((), {styles.code: styles})
    (found,) = [piece for piece in advice.pieces(known) if piece.name == "treatment.own_1"]
    assert found.text == plain("行动派") and found.default is None


def test_that_points_written_in_one_language_only_stay_with_it() -> None:
    assert advice.points(Text("a\nb", "甲\n乙")) == [Text("a", "甲"), Text("b", "乙")]
    assert advice.points(Text("a\n\nb", "甲")) == [Text("a; b", "甲")]
    assert advice.points(None) == []


# ---- which playbook


@pytest.mark.parametrize(
    ("position", "post"),
    [
        ("院长", "hospital_director"),
        ("药剂科主任", "pharmacy_head"),
        ("设备科科长", None),
        ("", None),
        ("  ", None),
    ],
)
def test_that_posts_of_the_method_are_found_as_ever(position: str, post: str | None) -> None:
    assert advice.post_of(CATALOGUE, position) == post


@pytest.mark.parametrize(
    ("words", "position", "found"),
    [
        ("", "设备科 科长（主持工作）", True),
        ("器械科、医学装备部", "医学装备部主任", True),
        ("器械科、医学装备部", "器械科副科长", True),
        ("equipment", "Head of Equipment", True),
        ("器械科", "超声科主任", False),
        ("、，；", "超声科主任", False),
    ],
)
def test_that_a_post_of_ones_own_is_found_by_its_name_and_its_words(
    words: str, position: str, found: bool
) -> None:
    known = with_posts(Choice("own_1", plain("设备科科长")), words=words)
    assert (advice.post_of(known, position) == "own_1") is found


def test_that_a_post_of_ones_own_comes_before_those_of_the_method() -> None:
    known = with_posts(Choice("own_1", plain("院长助理兼主任")), words="超声科主任")
    assert advice.post_of(known, "超声科主任") == "own_1"


def test_that_a_retired_post_is_advised_no_longer() -> None:
    posts = replace(
        playbooks.POSTS,
        choices=tuple(replace(post, retired=post.code == "purchaser") for post in playbooks.POSTS),
    )
    known = Catalogue((), {posts.code: posts})
    assert advice.post_of(known, "采购员") is None
    assert not [piece for piece in advice.pieces(known) if ".purchaser." in piece.name]


def test_that_a_monstrous_post_finds_an_answer() -> None:
    assert advice.post_of(with_posts(Choice("own_1", plain("设备科"))), "科" * 100_000) is None

"""What-if: supposing changes, taking them back, and writing them down as one edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from keyaccount_desktop.language import LANGUAGES, Text, UserError
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.links import change_link, draw_link, remove_links
from keyaccount_desktop.workbook.maps import InfluenceMap, Placement, influence_map, judge, place_cards
from keyaccount_desktop.workbook.people import add_person, delete_people
from keyaccount_desktop.workbook.purchases import add_purchase
from keyaccount_desktop.workbook.what_if import (
    Applied,
    Change,
    Line,
    Scratch,
    Spot,
    apply_changes,
    check_line,
    decision_of,
    in_words,
    now,
    overtaken,
    put_on,
    stands,
    supposed_map,
)
from tests.workbook.conftest import Dump

LABEL = Text("Try", "试")


class Book:
    """A purchase with a decider, an evaluator who influences him, and someone beside the map who does too."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        account = add_account(workbook, "江滨市第一人民医院")
        self.purchase = add_purchase(workbook, account, "彩色超声系统采购")
        self.people = {
            name: add_person(workbook, account, name, level=level, function="using")
            for name, level in (("沈国梁", "decision"), ("严文博", "management"), ("凌蓉", "operation"))
        }
        for name in ("沈国梁", "严文博"):
            place_cards(workbook, self.purchase, [Placement(self.people[name], 0, 0)])
        self.judge("沈国梁", "roles", ["decider"])
        self.judge("沈国梁", "attitude", "neutral")
        self.judge("严文博", "attitude", "opponent")
        self.link = draw_link(
            workbook, self.people["严文博"], self.people["沈国梁"], "influences", strength=2
        )
        draw_link(workbook, self.people["凌蓉"], self.people["沈国梁"], "influences", strength=3)
        workbook.forget_history()

    def judge(self, name: str, field: str, value: object) -> None:
        judge(self.workbook, self.purchase, [self.people[name]], f"stakeholder.{field}", value)

    def map(self) -> InfluenceMap:
        return influence_map(self.workbook, self.purchase)

    def change(self, what: str, subject: str, after: object) -> Change:
        subject = self.people.get(subject, subject)
        return Change(what, subject, now(self.map(), what, subject), after)

    def apply(self, *changes: Change) -> Applied:
        return apply_changes(self.workbook, self.purchase, changes)


@pytest.fixture
def book(workbook: Workbook) -> Book:
    return Book(workbook)


def lean(shown: InfluenceMap) -> float:
    found = decision_of(shown).lean
    assert found is not None
    return found


def some_of_each(book: Book) -> list[Change]:
    return [
        book.change("attitude", "严文博", "supporter"),
        book.change("firmness", "沈国梁", 1),
        book.change("roles", "严文博", ("user", "evaluator")),
        book.change("part", "严文博", "influences"),
        book.change("weight", "沈国梁", 40),
        book.change("closeness", "沈国梁", "close"),
        book.change("key", "沈国梁", True),
        book.change("place", "凌蓉", Spot(8.0, 16.0, "management", "finance")),
        book.change("link", book.link, Line(book.people["严文博"], book.people["沈国梁"], "influences", 3)),
        Change("link", "new", None, Line(book.people["严文博"], book.people["凌蓉"], "rapport", 1)),
    ]


def test_that_supposing_changes_the_supposed_map_only(book: Book, dump: Callable[[Workbook], Dump]) -> None:
    before, live = dump(book.workbook), book.map()
    for change in some_of_each(book):
        if change.subject == "new":
            continue  # one end is not on the map
        shown = supposed_map(live, [change])
        assert now(shown, change.what, change.subject) == change.after or change.what == "link"
        assert shown != live and book.map() == live
    assert dump(book.workbook) == before


def test_that_what_is_supposed_is_marked(book: Book) -> None:
    shown = supposed_map(book.map(), [book.change("attitude", "严文博", "supporter")])
    assert [card.name for card in shown.cards if card.supposed] == ["严文博"]
    assert not any(link.supposed for link in shown.links)
    assert not any(card.supposed for card in book.map().cards)


def test_that_the_lean_follows_what_is_supposed(book: Book) -> None:
    live = book.map()
    assert lean(live) == pytest.approx(-0.4), "neutral, and two fifths of what the opponent says"
    assert lean(supposed_map(live, [book.change("attitude", "严文博", "supporter")])) == pytest.approx(0.4)
    assert lean(supposed_map(live, [book.change("link", book.link, None)])) == 0
    assert lean(supposed_map(live, [book.change("firmness", "沈国梁", 5)])) == 0
    assert lean(supposed_map(live, [book.change("place", "严文博", None)])) == 0
    assert decision_of(supposed_map(live, [book.change("roles", "沈国梁", None)])).basis == "decision_level"


def test_that_whoever_is_put_on_brings_their_links_along(book: Book) -> None:
    changes = [
        book.change("place", "凌蓉", Spot(0, 0, None, None)),
        book.change("attitude", "凌蓉", "supporter"),
    ]
    assert put_on(changes) == {book.people["凌蓉"]}
    live = influence_map(book.workbook, book.purchase, also=put_on(changes))
    assert lean(supposed_map(live, changes)) > lean(book.map())
    assert len(supposed_map(live, changes).links) == 2 and len(supposed_map(live, []).links) == 1


def test_that_a_place_is_supposed_in_the_layout_that_is_on(book: Book) -> None:
    live = replace(book.map(), layout="free")
    person = book.people["严文博"]
    change = Change(
        "place", person, now(live, "place", person), Spot(300.0, 200.0, "management", "using", "free")
    )
    card = next(card for card in supposed_map(live, [change]).cards if card.person_id == person)
    assert (card.free_x, card.free_y, card.x, card.y) == (300.0, 200.0, 0.0, 0.0)
    assert not overtaken(book.map(), change), "the other layout says nothing against it"
    book.apply(change)
    assert now(book.map(), "place", person) == Spot(0.0, 0.0, "management", "using")


# ---- steps of its own


def test_that_steps_go_back_and_forth(book: Book) -> None:
    scratch = Scratch()
    assert scratch.undo_label is None and not scratch.undo()
    scratch.suppose([book.change("attitude", "严文博", "neutral")], LABEL)
    scratch.suppose([book.change("attitude", "严文博", "supporter")], LABEL)
    assert [change.after for change in scratch.changes] == ["supporter"]
    assert scratch.changes[0].before == "opponent"
    assert scratch.undo() and [change.after for change in scratch.changes] == ["neutral"]
    assert scratch.undo() and scratch.changes == () and scratch.redo_label == LABEL
    assert scratch.redo() and scratch.redo() and not scratch.redo()
    assert [change.after for change in scratch.changes] == ["supporter"]


def test_that_what_comes_back_to_what_it_was_is_no_change(book: Book) -> None:
    scratch = Scratch()
    scratch.suppose([book.change("attitude", "严文博", "neutral")], LABEL)
    scratch.suppose([book.change("attitude", "严文博", "opponent")], LABEL)
    assert scratch.changes == ()
    new = Change("link", "new", None, Line(book.people["沈国梁"], book.people["严文博"], "conflict", 2))
    scratch.suppose([new], LABEL)
    scratch.suppose([book.change("link", "new", None)], LABEL)
    assert scratch.changes == ()
    assert scratch.suppose([book.change("attitude", "严文博", "opponent")], LABEL) is False


def test_that_supposing_again_is_about_what_the_workbook_says_by_then(book: Book) -> None:
    scratch = Scratch()
    scratch.suppose([book.change("attitude", "严文博", "supporter")], LABEL)
    book.judge("严文博", "attitude", "neutral")
    assert overtaken(book.map(), scratch.changes[0])
    scratch.suppose([book.change("attitude", "严文博", "opponent")], LABEL)
    assert [(change.before, change.after) for change in scratch.changes] == [("neutral", "opponent")]
    assert not overtaken(book.map(), scratch.changes[0])


def test_that_each_change_can_be_taken_out_alone_and_that_undone(book: Book) -> None:
    scratch = Scratch()
    changes = some_of_each(book)
    scratch.suppose(changes, LABEL)
    scratch.withdraw(changes[1])
    assert [change.key for change in scratch.changes] == [c.key for c in changes if c is not changes[1]]
    scratch.undo()
    assert list(scratch.changes) == changes


@given(
    st.lists(
        st.tuples(st.sampled_from("do undo redo withdraw".split()), st.integers(0, 3), st.integers(0, 2))
    )
)
def test_that_undoing_all_leaves_nothing_supposed(steps: list[tuple[str, int, int]]) -> None:
    scratch = Scratch()
    for step, who, what in steps:
        if step == "do":
            scratch.suppose([Change("attitude", f"p{who}", 0, what)], LABEL)
        elif step == "withdraw" and scratch.changes:
            scratch.withdraw(scratch.changes[who % len(scratch.changes)])
        elif step in ("undo", "redo"):
            getattr(scratch, step)()
        assert len({change.key for change in scratch.changes}) == len(scratch.changes)
        assert all(change.before != change.after for change in scratch.changes)
    while scratch.undo():
        pass
    assert scratch.changes == ()


# ---- links


def test_that_impossible_links_are_refused_as_on_the_map(book: Book) -> None:
    a, b = book.people["严文博"], book.people["沈国梁"]
    shown = supposed_map(book.map(), [Change("link", "new", None, Line(a, b, "reports_to", 2))])
    with pytest.raises(UserError, match=r"two different|不同的人"):
        check_line(shown, Line(a, a, "influences", 1))
    with pytest.raises(UserError, match=r"circle|循环"):
        check_line(shown, Line(b, a, "reports_to", 1))
    assert check_line(shown, Line(a, b, "reports_to", 1), "new") is None
    assert check_line(shown, Line(a, b, "influences", 1)) == book.link
    assert check_line(shown, Line(b, a, "influences", 1)) is None


# ---- for good


def test_that_applying_makes_the_map_as_it_was_supposed_in_one_step(
    book: Book, dump: Callable[[Workbook], Dump]
) -> None:
    before, changes = dump(book.workbook), some_of_each(book)
    live = influence_map(book.workbook, book.purchase, also=put_on(changes))
    wanted = supposed_map(live, changes)
    applied = book.apply(*changes)
    assert (applied.done, applied.skipped, applied.overtaken) == (len(changes), (), ())
    assert _plain(book.map()) == _plain(wanted)
    assert lean(book.map()) == pytest.approx(lean(wanted))
    book.workbook.undo()
    assert dump(book.workbook) == before and book.workbook.undo_label is None


def _plain(shown: InfluenceMap) -> object:
    """A map without what applying adds of itself: ids, evidence, marks."""
    cards = [
        (card.name, *(now(shown, what, card.person_id) for what in ("attitude", "firmness", "closeness", "roles",
                                                                    "part", "weight", "key", "place")))
        for card in shown.cards
    ]  # fmt: skip
    return cards, sorted((link.source_id, link.target_id, link.kind, link.strength) for link in shown.links)


def test_that_applied_judgements_are_assumed(book: Book) -> None:
    book.apply(*some_of_each(book))
    shown = book.map()
    card = next(card for card in shown.cards if card.name == "严文博")
    assert card.attitude is not None and card.attitude.assumed
    assert all(link.assumed for link in shown.links if link.kind == "rapport")


def test_that_a_person_deleted_meanwhile_is_skipped_and_named(book: Book) -> None:
    gone, kept = (
        book.change("attitude", "严文博", "supporter"),
        book.change("attitude", "沈国梁", "supporter"),
    )
    line = Change("link", "new", None, Line(book.people["沈国梁"], book.people["严文博"], "conflict", 2))
    delete_people(book.workbook, [book.people["严文博"]])
    assert not stands(book.map(), gone) and not stands(book.map(), line) and stands(book.map(), kept)
    assert supposed_map(book.map(), [gone, line]) == book.map()
    applied = book.apply(gone, kept, line)
    assert applied.done == 1 and [change for change, _ in applied.skipped] == [gone, line]
    assert now(book.map(), "attitude", book.people["沈国梁"]) == "supporter"


def test_that_a_link_removed_meanwhile_is_skipped(book: Book) -> None:
    change = book.change(
        "link", book.link, Line(book.people["严文博"], book.people["沈国梁"], "influences", 3)
    )
    remove_links(book.workbook, [book.link])
    assert book.apply(change).skipped and book.map().links == ()


def test_that_a_line_that_closes_a_circle_by_now_is_skipped_with_the_reason(book: Book) -> None:
    a, b = book.people["严文博"], book.people["沈国梁"]
    line = Change("link", "new", None, Line(a, b, "reports_to", 2))
    draw_link(book.workbook, b, a, "reports_to")
    ((skipped, why),) = book.apply(line).skipped
    assert skipped == line and "circle" in why.en


def test_that_values_changed_meanwhile_are_told(book: Book) -> None:
    change = book.change("attitude", "严文博", "supporter")
    assert not overtaken(book.map(), change)
    book.judge("严文博", "attitude", "neutral")
    assert overtaken(book.map(), change)
    assert book.apply(change).overtaken == (change,)
    book.judge("严文博", "attitude", "supporter")
    assert not overtaken(book.map(), change), "the workbook says the same by now"


def test_that_what_has_been_confirmed_meanwhile_stays_confirmed(book: Book) -> None:
    a, b = book.people["严文博"], book.people["沈国梁"]
    changes = (
        book.change("attitude", "严文博", "supporter"),
        book.change("link", book.link, Line(a, b, "influences", 3)),
        Change("link", "new", None, Line(a, b, "conflict", 1)),
    )
    book.judge("严文博", "attitude", "supporter")
    draw_link(book.workbook, a, b, "influences", strength=3)
    draw_link(book.workbook, b, a, "conflict", strength=1)
    said = book.map()
    assert book.apply(*changes) == Applied(3, (), ())
    assert book.map() == said and not any(link.assumed for link in said.links)


def test_that_of_a_link_changed_meanwhile_only_what_was_supposed_is_applied(book: Book) -> None:
    a, b = book.people["严文博"], book.people["沈国梁"]
    change = book.change("link", book.link, Line(a, b, "influences", 3))
    change_link(book.workbook, book.link, kind="reports_to")
    wanted = Line(a, b, "reports_to", 3)
    assert now(supposed_map(book.map(), [change]), "link", book.link) == wanted
    assert book.apply(change) == Applied(1, (), (change,))
    assert now(book.map(), "link", book.link) == wanted


def test_that_a_link_whose_ends_were_put_elsewhere_meanwhile_leads_from_nobody_to_themselves(
    book: Book,
) -> None:
    b, c = book.people["沈国梁"], book.people["凌蓉"]
    place_cards(book.workbook, book.purchase, [Placement(c, 0, 0)])
    change = book.change("link", book.link, Line(c, b, "rapport", 2))
    change_link(book.workbook, book.link, target_id=c)
    assert now(supposed_map(book.map(), [change]), "link", book.link) == Line(c, b, "rapport", 2)
    assert book.apply(change).overtaken == (change,)
    assert now(book.map(), "link", book.link) == Line(c, b, "rapport", 2)


def test_that_nothing_is_applied_to_a_workbook_that_is_only_read(book: Book) -> None:
    change = book.change("attitude", "严文博", "supporter")
    path = book.workbook.path
    book.workbook.close()
    with Workbook.open(path, read_only=True) as second, pytest.raises(UserError):
        apply_changes(second, book.purchase, [change])


# ---- words


def test_that_each_change_is_said_in_both_languages(book: Book) -> None:
    names = {id_: name for name, id_ in book.people.items()}
    moved = now(book.map(), "place", book.people["沈国梁"])
    changes = [
        *some_of_each(book),
        book.change("attitude", "严文博", None),
        book.change("place", "严文博", None),
        book.change("place", "沈国梁", moved._replace(x=50.0)),
        book.change("place", "沈国梁", moved._replace(level="operation")),
        book.change("link", book.link, None),
        book.change("link", book.link, Line(book.people["沈国梁"], book.people["严文博"], "influences", 2)),
    ]
    for language in LANGUAGES:
        said = [in_words(change, names, book.workbook.catalogue).in_language(language) for change in changes]
        assert len(set(said)) == len(said)
        assert not any("{" in line or "None" in line for line in said)
    assert in_words(changes[0], names, book.workbook.catalogue).zh == "严文博：态度 反对者 → 支持者"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.permutations(range(10)), st.integers(0, 10))
def test_that_the_supposed_map_does_not_depend_on_the_order(book: Book, order: list[int], many: int) -> None:
    changes = [some_of_each(book)[place] for place in order[:many]]
    live = influence_map(book.workbook, book.purchase, also=put_on(changes))
    one, other = supposed_map(live, changes), supposed_map(live, reversed(changes))
    assert one.cards == other.cards and set(one.links) == set(other.links)
    assert replace(one, cards=(), links=()) == replace(live, cards=(), links=(), supposed=many > 0)

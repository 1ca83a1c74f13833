"""Reviews of a map: frozen, renamed, compared; nothing changes them but an erasure, which leaves no name."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keyaccount_desktop.language import Text, UserError, set_language
from keyaccount_desktop.method.change_words import in_words
from keyaccount_desktop.workbook import (
    accounts,
    facts,
    links,
    maps,
    merging,
    people,
    posts,
    purchases,
    reviews,
)
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence
from keyaccount_desktop.workbook.maps import InfluenceMap, Placement
from keyaccount_desktop.workbook.reviews import Differences
from keyaccount_desktop.workbook.snapshots import Unreadable, anonymised, frozen, thawed
from tests.exchange.map_samples import card, link
from tests.workbook.conftest import Dump


class Book:
    """A workbook with a purchase and three people on its map: 轩辕擎苍 supports, influences 李雪梅, is our coach."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.client = accounts.add_account(workbook, "滨江市第一医院")
        self.purchase = purchases.add_purchase(workbook, self.client, "彩超")
        self.wang, self.li, self.zhou = (
            people.add_person(workbook, self.client, name, position=position, level=level, function="using")
            for name, position, level in (
                ("轩辕擎苍", "独一无二科主任", "management"),
                ("李雪梅", "副院长", "decision"),
                ("周德明", "轩辕擎苍的助手", "operation"),
            )
        )
        maps.place_cards(
            workbook,
            self.purchase,
            [Placement(self.wang, 8, 16), Placement(self.li, 0, 0), Placement(self.zhou, 0, 0)],
        )
        self.judge(self.wang, "attitude", "supporter", Evidence("coach", learned_on="2026-01-05"))
        self.judge(self.wang, "roles", ["user", "decider"])
        self.judge(self.wang, "coach", "trusting")
        for field, value in (("firmness", 4), ("weight", 35), ("part", "decides"), ("closeness", "close")):
            self.judge(self.wang, field, value)
        self.judge(self.li, "attitude", "neutral", Evidence(None, "assumed", "2026-01-05"))
        self.link = links.draw_link(workbook, self.wang, self.li, "influences", strength=3)
        facts.set_fact(workbook, ("link", self.link), "link.note", "秘密备注")
        self.other_link = links.draw_link(workbook, self.li, self.zhou, "alumni")

    def judge(self, person: str, field: str, value: object, evidence: Evidence | None = None) -> None:
        part = purchases.add_stakeholder(self.workbook, self.purchase, person)
        facts.set_fact(self.workbook, ("stakeholder", part), f"stakeholder.{field}", value, evidence=evidence)

    def now(self) -> InfluenceMap:
        return maps.influence_map(self.workbook, self.purchase)

    def freeze(self, name: str = "一月") -> str:
        return reviews.freeze_review(self.workbook, self.purchase, name)

    def shown(self, review: str) -> InfluenceMap:
        return reviews.snapshot_of(self.workbook, review).shown

    def since(self, review: str) -> Differences:
        return reviews.differences(
            self.workbook, reviews.snapshot_of(self.workbook, review), reviews.snapshot_now(self.now())
        )

    def said(self, review: str) -> list[str]:
        found = self.since(review)
        return [in_words(change, found.before, found.after).zh for change in found.changes]

    def stored(self, review: str) -> str:
        query = "SELECT picture FROM map_review WHERE id = ?"
        return str(self.workbook.driver_connection.execute(query, (review,)).fetchone()[0])


@pytest.fixture
def book(workbook: Workbook) -> Book:
    made = Book(workbook)
    workbook.forget_history()
    return made


# ---- freezing


def test_that_a_review_is_the_map_as_it_stood(book: Book) -> None:
    live = book.now()
    review = book.freeze("年初")
    shown = book.shown(review)
    assert (shown.review, shown.as_of) == ("年初", date.today().isoformat())
    assert replace(shown, review="") == replace(
        live, cards=tuple(replace(each, stakeholder_id=None) for each in live.cards if each.placed)
    )
    assert [card.attitude and card.attitude.source for card in shown.cards] == [
        card.attitude and card.attitude.source for card in live.cards
    ]


def test_that_nothing_which_happens_later_changes_a_review(book: Book) -> None:
    workbook, review = book.workbook, book.freeze()
    before, stored = book.shown(review), book.stored(review)
    people.rename_person(workbook, book.wang, "王二")
    facts.set_fact(workbook, ("person", book.li), "person.position", "院长")
    book.judge(book.wang, "attitude", "opponent")
    maps.move_cards(workbook, book.purchase, [Placement(book.zhou, 80, 80, "decision", "finance")])
    links.change_link(workbook, book.link, strength=1)
    facts.set_fact(workbook, ("link", book.link), "link.note", "anders")
    purchases.rename_purchase(workbook, book.purchase, "另一个")
    accounts.rename_account(workbook, book.client, "另一家")
    links.remove_links(workbook, [book.other_link])
    maps.take_off_map(workbook, book.purchase, [book.li])
    people.delete_people(workbook, [book.zhou])
    assert book.stored(review) == stored
    assert book.shown(review) == before


def test_that_freezing_renaming_and_deleting_are_one_step_each(
    book: Book, dump: Callable[[Workbook], Dump]
) -> None:
    states = [dump(book.workbook)]
    review = book.freeze()
    states.append(dump(book.workbook))
    reviews.rename_review(book.workbook, review, "新名")
    states.append(dump(book.workbook))
    reviews.delete_review(book.workbook, review)
    assert reviews.reviews_of(book.workbook, book.purchase) == []
    for state in reversed(states):
        book.workbook.undo()
        assert dump(book.workbook) == state
    book.workbook.redo()
    assert [each.id for each in reviews.reviews_of(book.workbook, book.purchase)] == [review]


def test_that_reviews_are_listed_newest_first_and_one_day_in_the_order_they_were_made(book: Book) -> None:
    for name, days in (("b", 0), ("a", 30), ("c", 0)):
        reviews.freeze_review(book.workbook, book.purchase, name, date.today() - timedelta(days=days))
    assert [each.name for each in reviews.reviews_of(book.workbook, book.purchase)] == ["c", "b", "a"]


def test_that_a_review_goes_with_its_purchase_and_comes_back_with_it(book: Book) -> None:
    review = book.freeze()
    purchases.delete_purchase(book.workbook, book.purchase)
    with pytest.raises(UserError):
        reviews.snapshot_of(book.workbook, review)
    book.workbook.undo()
    assert book.shown(review).review == "一月"


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_that_a_review_needs_a_name(book: Book, name: str) -> None:
    with pytest.raises(UserError):
        book.freeze(name)
    with pytest.raises(UserError):
        reviews.rename_review(book.workbook, book.freeze(), name)


def test_that_a_purchase_that_is_gone_cannot_be_reviewed(book: Book) -> None:
    purchases.delete_purchase(book.workbook, book.purchase)
    with pytest.raises(UserError):
        book.freeze()


# ---- reading


FULL = InfluenceMap(
    "p", "彩超", "a", "医院", "free",
    (
        card("1", attitude="supporter", closeness="close", roles=("decider",), part="decides", weight=0, coach="allied",
             key=True, cold=True, assumed=True, stale=True, x=3.5, y=4, free=(0.0, -7.25), pinned=True),
        card("2", "", kind="post", position="", function=None, level=None),
    ),
    (replace(link("1", "2", "own kind", 3, assumed=True), note="备注", source="coach", learned_on="2026-01-05"),),
    "华东区", "2026-11-03", "年初",
)  # fmt: skip


def thaw(picture: str) -> InfluenceMap:
    return thawed(picture, "p", "华东区", "年初", "2026-11-03").shown


def test_that_what_is_written_is_read_whatever_it_is() -> None:
    shown = thaw(frozen(FULL, "2026-11-03T00:00:00Z"))
    assert shown == replace(FULL, cards=tuple(replace(each, stakeholder_id=None) for each in FULL.cards))
    assert (shown.links[0].source, shown.links[0].learned_on) == ("coach", "2026-01-05")


def test_that_the_format_is_named_and_every_part_is_optional_but_what_it_stands_on() -> None:
    assert json.loads(frozen(FULL, ""))["format"] == 1
    assert thaw('{"format":1,"layout":"lanes","cards":[{"id":"1","kind":"person"}]}').cards[0].name == ""


BROKEN = [
    "", "[]", "{}", "1", "null", '{"format":2,"layout":"lanes"}', '{"format":1}', '{"format":true,"layout":"lanes"}',
    '{"format":1,"layout":"round"}', '{"format":1,"layout":"lanes","cards":{}}',
    '{"format":1,"layout":"lanes","cards":[1]}', '{"format":1,"layout":"lanes","cards":[{"kind":"person"}]}',
    '{"format":1,"layout":"lanes","cards":[{"id":"1"}]}',
    '{"format":1,"layout":"lanes","cards":[{"id":1,"kind":"person"}]}',
    '{"format":1,"layout":"lanes","cards":[{"id":"1","kind":"person"},{"id":"1","kind":"person"}]}',
    '{"format":1,"layout":"lanes","cards":[{"id":"1","kind":"person","x":"3"}]}',
    '{"format":1,"layout":"lanes","cards":[{"id":"1","kind":"person","x":1e999}]}',
    '{"format":1,"layout":"lanes","cards":[{"id":"1","kind":"person","attitude":"supporter"}]}',
    '{"format":1,"layout":"lanes","cards":[{"id":"1","kind":"person","attitude":{"value":{}}}]}',
    '{"format":1,"layout":"lanes","cards":[{"id":"1","kind":"person","roles":{"value":[1]}}]}',
    '{"format":1,"layout":"lanes","cards":[{"id":"1","kind":"person","attitude":{"value":"x","on":"1.2.3"}}]}',
    '{"format":1,"layout":"lanes","links":[{"id":"l","source":"1","target":"2","kind":"conflict"}]}',
    "[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("picture", BROKEN)
def test_that_a_broken_picture_is_refused(picture: str) -> None:
    with pytest.raises(Unreadable):
        thaw(picture)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_that_a_picture_changed_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    read = json.loads(frozen(FULL, "2026"))
    where = data.draw(
        st.sampled_from([read, read["cards"][0], read["cards"][0]["attitude"], read["links"][0]])
    )
    key = data.draw(st.sampled_from(sorted(where)))
    where[key] = data.draw(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just([]), st.just({}))
    )
    with contextlib.suppress(Unreadable):
        thaw(json.dumps(read))


def test_that_a_review_that_cannot_be_read_says_so_and_can_be_deleted(book: Book) -> None:
    review = book.freeze()
    book.workbook.driver_connection.execute("UPDATE map_review SET picture = '[]'")
    with pytest.raises(UserError) as caught:
        reviews.snapshot_of(book.workbook, review)
    assert "一月" in caught.value.message.zh
    assert [each.name for each in reviews.reviews_of(book.workbook, book.purchase)] == ["一月"]
    reviews.delete_review(book.workbook, review)


# ---- comparing


def test_that_a_change_is_told_with_day_and_source_of_the_fact_behind_it(book: Book) -> None:
    review = book.freeze()
    assert book.said(review) == []
    book.judge(book.li, "attitude", "supporter", Evidence("coach", learned_on="2026-02-03"))
    told = Evidence("public", learned_on="2026-02-04")
    facts.set_fact(book.workbook, ("person", book.zhou), "person.position", "科长", evidence=told)
    assert book.said(review) == [
        "李雪梅 中立（推测） → 支持，2026-02-03，内线证实",
        "周德明 职务 轩辕擎苍的助手 → 科长，2026-02-04，公开信息证实",
    ]


def test_that_of_several_changes_the_last_is_told_and_the_steps_are_kept(book: Book) -> None:
    book.judge(book.wang, "attitude", "neutral")  # before the review: no step of what came after
    review = book.freeze()
    for value, day in (("opponent", "2026-02-01"), ("neutral", "2026-02-02"), ("supporter", "2026-02-03")):
        book.judge(book.wang, "attitude", value, Evidence("self", learned_on=day))
    second = book.freeze("二月")
    book.judge(book.wang, "attitude", "opponent", Evidence("self", learned_on="2026-02-04"))
    states = [reviews.snapshot_of(book.workbook, each) for each in (review, second)]
    (change,) = reviews.differences(book.workbook, *states).changes
    assert (change.before.value, change.after.value, change.after.day) == (
        "neutral", "supporter", "2026-02-03"
    )  # fmt: skip
    assert [step.value for step in change.steps] == ["opponent", "neutral", "supporter"]
    (last,) = book.since(second).changes
    assert (last.after.value, last.steps) == ("opponent", ())


def test_that_what_is_not_known_any_more_is_told_with_the_day_it_was_cleared(book: Book) -> None:
    review = book.freeze()
    book.judge(book.wang, "attitude", None)
    assert book.said(review) == [f"轩辕擎苍 支持 → 未知，{date.today().isoformat()}"]


def test_that_who_came_and_went_and_which_links_are_told(book: Book) -> None:
    review = book.freeze()
    with book.workbook.edit(Text("x", "x")):
        new = people.add_person(book.workbook, book.client, "方凯")
        maps.place_cards(book.workbook, book.purchase, [Placement(new, 0, 0)])
        people.delete_people(book.workbook, [book.zhou])
        links.change_link(book.workbook, book.link, strength=1)
    said = book.said(review)
    assert said[:2] == ["方凯 新上图：未知", "周德明 已不在图上"]
    assert said[2].startswith("关系 轩辕擎苍 → 李雪梅（影响）：强 → 弱")
    assert said[3:] == ["关系取消：李雪梅 – 周德明（校友情）"]


def test_that_links_which_only_come_and_go_with_their_people_are_not_told(book: Book) -> None:
    beside = people.add_person(book.workbook, book.client, "方凯")
    known = Evidence("public", learned_on="2026-01-05")
    links.draw_link(book.workbook, beside, book.li, "reports_to", evidence=known)
    review = book.freeze()
    maps.place_cards(book.workbook, book.purchase, [Placement(beside, 0, 0)])
    links.draw_link(book.workbook, beside, book.wang, "influences")
    people.delete_people(book.workbook, [book.zhou])
    told = [(change.what, change.kind) for change in book.since(review).told]
    assert told == [("joined", ""), ("left", ""), ("bond_added", "influences")]


def test_that_whoever_was_merged_since_is_followed(book: Book) -> None:
    review = book.freeze()
    stored = book.stored(review)
    double = people.add_person(book.workbook, book.client, "轩辕擎苍")
    merging.merge_people(book.workbook, double, book.wang)
    assert not [line for line in book.said(review) if "不在图上" in line or "新上图" in line]
    merging.merge_people(book.workbook, double, book.zhou)
    assert [change.what for change in book.since(review).changes if change.person_id == book.zhou] == [
        "merged"
    ]
    assert book.stored(review) == stored


def test_that_a_review_of_a_merged_person_is_erased_with_them(book: Book) -> None:
    review = book.freeze()
    double = people.add_person(book.workbook, book.client, "轩辕擎苍")
    merging.merge_people(book.workbook, double, book.wang)
    people.erase_person(book.workbook, double)
    assert "轩辕擎苍" not in book.stored(review)


# ---- erasing


def test_that_an_erased_person_stays_in_reviews_as_an_anonymous_card_and_leaves_no_bytes(book: Book) -> None:
    review, path = book.freeze(), book.workbook.path
    before = book.shown(review)
    people.rename_person(book.workbook, book.wang, "端木擎苍")
    later = book.freeze("二月")
    reviews.delete_review(book.workbook, book.freeze("废弃"))  # its pages are free now
    people.erase_person(book.workbook, book.wang)
    assert book.workbook.undo() is None
    for each in (review, later):
        shown = book.shown(each)
        (left,) = (one for one in shown.cards if one.person_id == book.wang)
        (was,) = (one for one in before.cards if one.person_id == book.wang)
        assert (left.kind, left.level, left.function, left.x, left.y) == (
            was.kind, was.level, was.function, was.x, was.y,
        )  # fmt: skip
        assert left.roles == was.roles
        assert (left.attitude, left.coach, left.position, left.key) == (None, None, "", False)
        assert [(one.source_id, one.kind, one.strength) for one in shown.links] == [
            (one.source_id, one.kind, one.strength) for one in before.links
        ]
        assert {one.note for one in shown.links} == {""}
        assert next(one for one in shown.cards if one.person_id == book.zhou).position == "…的助手"
    for language, name in (("zh", "（已彻底删除）"), ("en", "(erased)")):
        set_language(language)  # type: ignore[arg-type]
        assert name in {one.name for one in book.shown(review).cards}
    set_language(None)
    facts.set_fact(book.workbook, ("person", book.zhou), "person.position", "助手")
    book.workbook.driver_connection.execute("DELETE FROM fact WHERE replaced_at IS NOT NULL")
    book.workbook.close()
    data = path.read_bytes()
    for trace in ("轩辕擎苍", "端木擎苍", "独一无二", "秘密备注"):
        assert trace.encode() not in data, trace
    assert book.wang.encode() in data


def test_that_who_was_deleted_before_can_still_be_erased_from_reviews(book: Book) -> None:
    review = book.freeze()
    people.delete_people(book.workbook, [book.wang])
    assert "轩辕擎苍" in book.stored(review)
    people.erase_person(book.workbook, book.wang)
    assert "轩辕擎苍" not in book.stored(review)
    with pytest.raises(UserError):
        people.erase_person(book.workbook, "0" * 32)


def test_that_whoever_was_deleted_or_renamed_before_is_looked_for_in_texts_by_each_name(book: Book) -> None:
    facts.set_fact(book.workbook, ("person", book.zhou), "person.position", "助手")
    facts.set_fact(book.workbook, ("person", book.li), "person.notes", "与轩辕擎苍同年入职")
    book.workbook.driver_connection.execute("DELETE FROM fact WHERE replaced_at IS NOT NULL")
    book.freeze()
    people.rename_person(book.workbook, book.wang, "端木擎苍")
    people.delete_people(book.workbook, [book.wang])
    assert people.erase_person(book.workbook, book.wang) == 1


def test_that_a_holder_is_erased_after_the_post_was_erased_from_reviews(book: Book) -> None:
    post = people.add_person(book.workbook, book.client, "科长", kind="post")
    maps.place_cards(book.workbook, book.purchase, [Placement(post, 0, 0)])
    review = book.freeze()
    posts.hold_post(book.workbook, post, book.wang)
    people.erase_person(book.workbook, post)
    people.erase_person(book.workbook, book.wang)
    assert all("name" not in card for card in json.loads(book.stored(review))["cards"] if card.get("erased"))
    query = "SELECT id FROM erased ORDER BY id"
    assert [id_ for (id_,) in book.workbook.driver_connection.execute(query)] == sorted([post, book.wang])


def test_that_a_review_without_the_person_keeps_every_byte(book: Book) -> None:
    maps.take_off_map(book.workbook, book.purchase, [book.wang])
    facts.set_fact(book.workbook, ("person", book.zhou), "person.position", "助手")
    review = book.freeze()
    stored = book.stored(review)
    people.erase_person(book.workbook, book.wang)
    assert book.stored(review) == stored


def test_that_names_of_reviews_that_hold_an_erased_name_are_counted(book: Book) -> None:
    facts.set_fact(book.workbook, ("person", book.zhou), "person.position", "助手")
    book.workbook.driver_connection.execute("DELETE FROM fact WHERE replaced_at IS NOT NULL")
    book.freeze("轩辕擎苍到任后")
    assert people.erase_person(book.workbook, book.wang) == 1


def test_that_nothing_is_left_of_a_picture_that_cannot_be_read_and_names_the_person(book: Book) -> None:
    review = book.freeze()
    book.workbook.driver_connection.execute(
        "UPDATE map_review SET picture = json_object('format', 9, 'who', ?)", (book.wang,)
    )
    people.erase_person(book.workbook, book.wang)
    assert book.stored(review) == "{}"


@given(st.text(min_size=2, max_size=8), st.text(max_size=30), st.text(max_size=30))
def test_that_no_text_of_a_picture_holds_the_name_but_other_names(
    name: str, note: str, position: str
) -> None:
    shown = replace(
        FULL,
        cards=(
            replace(FULL.cards[0], name=name, position=position),
            replace(FULL.cards[1], position=position + name),
        ),
        links=(replace(FULL.links[0], note=note + name),),
        purchase=position + name + note,
    )
    left = anonymised(frozen(shown, "2026"), ["1"], [name])
    kept = thaw(left)
    if name not in "……":
        assert name not in kept.purchase + kept.cards[1].position + kept.links[0].note
    assert "name" not in json.loads(left)["cards"][0]

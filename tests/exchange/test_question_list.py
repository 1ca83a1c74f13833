"""The question list: what is on it, and where it stands on its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.exchange.map_shapes import Box, TextStyle, Words
from keyaccount_desktop.exchange.map_shapes import Path as Line
from keyaccount_desktop.exchange.question_list import LENGTHS, Entry, Group, QuestionList, question_list
from keyaccount_desktop.exchange.question_pages import MARGIN, NAME, pages
from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook import accounts, facts, people, purchases
from keyaccount_desktop.workbook.definitions import Form, define_field
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.questions import Knowledge, knowledge_of_client, knowledge_of_person

DAY = date(2026, 11, 27)
A4 = (595.0, 842.0)


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    made = Workbook.create(tmp_path / "华东区.kaw")
    yield made
    made.close()


@pytest.fixture
def account(workbook: Workbook) -> str:
    return accounts.add_account(workbook, "滨江市第一医院")


def listed(workbook: Workbook, known: Knowledge, **options: Any) -> QuestionList:
    given = {"language": "zh", "day": DAY, "file": "华东区.kaw", **options}
    return question_list(known, workbook.catalogue, "滨江市第一医院", **given)


def of_person(workbook: Workbook, id_: str) -> Knowledge:
    return knowledge_of_person(workbook, people.person_card(workbook, id_))


def entries(shown: QuestionList) -> list[Entry]:
    return [entry for group in shown.groups for entry in group.entries]


# ---- what is on it


def test_that_questions_stand_under_whom_they_are_about_the_pressing_first(
    workbook: Workbook, account: str
) -> None:
    purchase = purchases.add_purchase(workbook, account, "彩超采购")
    for name, role in (("阿一", "user"), ("李秋梅", "decider")):
        id_ = people.add_person(workbook, account, name, position="副院长")
        stake = purchases.add_stakeholder(workbook, purchase, id_)
        facts.set_fact(workbook, ("stakeholder", stake), "stakeholder.roles", [role])
    shown = listed(workbook, knowledge_of_client(workbook, account))
    headings = [(group.name, group.about) for group in shown.groups]
    assert headings[0] == ("李秋梅", "副院长 · 决策者")
    assert set(headings) == {
        ("李秋梅", "副院长 · 决策者"), ("阿一", "副院长 · 使用者"), ("彩超采购", "采购项目"), ("客户", "")
    }  # fmt: skip
    assert shown.groups[0].entries[0] == Entry(
        "对我们是什么态度？", "未知", ("支持者", "中立者", "反对者"), 0
    )
    assert "已知 " in shown.remark and "个问题" in shown.remark


def test_that_sensitive_questions_are_on_it_only_when_asked_for(workbook: Workbook, account: str) -> None:
    wang = people.add_person(workbook, account, "王建国")
    secret = define_field(
        workbook, "person.personal", Text("Nickname", "小名"), Form("text", sensitive=True, importance=3)
    )
    assert secret
    known = of_person(workbook, wang)
    public = {entry.text for entry in entries(listed(workbook, known))}
    everything = {entry.text for entry in entries(listed(workbook, known, private=True))}
    assert public < everything
    assert {"生日是哪天？", "家里有哪些人？", "小名？"} <= everything - public
    sensitive = {str(asked.text.zh) for asked in known.questions if asked.question.sensitive}
    assert everything - public == sensitive


def test_that_the_coach_leaves_no_trace_on_a_shared_list(workbook: Workbook, account: str) -> None:
    purchases.add_purchase(workbook, account, "彩超采购")
    known = knowledge_of_client(workbook, account)
    assert "内线" not in repr(listed(workbook, known))
    assert "内线" in repr(listed(workbook, known, private=True))


@pytest.mark.parametrize("most", [*LENGTHS, None])
def test_that_it_has_the_most_pressing_ones(workbook: Workbook, account: str, most: int | None) -> None:
    for name in ("王建国", "李雪梅"):
        people.add_person(workbook, account, name)
    known = knowledge_of_client(workbook, account)
    shown = listed(workbook, known, most=most, private=True)
    count = len(known.questions)
    assert len(entries(shown)) == min(most or count, count)
    assert f"共 {count} 个问题" in shown.remark
    assert ("列出最紧要的" in shown.remark) == (most is not None and most < count)


def test_that_a_list_in_english_is_english(workbook: Workbook, account: str) -> None:
    shown = listed(workbook, knowledge_of_client(workbook, account), language="en")
    words = [
        shown.title,
        shown.remark,
        *(text for entry in entries(shown) for text in (entry.text, entry.reason)),
    ]
    assert not [text for text in words if any("\u4e00" <= character <= "\u9fff" for character in text)]


def test_that_who_has_parts_in_several_purchases_is_asked_about_each(
    workbook: Workbook, account: str
) -> None:
    wang = people.add_person(workbook, account, "王建国")
    for name in ("彩超采购", "耗材采购"):
        purchases.add_stakeholder(workbook, purchases.add_purchase(workbook, account, name), wang)
    reasons = {
        entry.reason
        for entry in entries(listed(workbook, of_person(workbook, wang)))
        if entry.text == "对我们是什么态度？"
    }
    assert reasons == {"未知 · 彩超采购", "未知 · 耗材采购"}


# ---- where it stands


def measure(text: str, style: TextStyle) -> float:
    return sum(style.size if character > "\u2000" else style.size * 0.55 for character in text)


WORDS = st.text("王建国的问题 abc，？", max_size=120)
ENTRIES = st.builds(
    Entry, WORDS, WORDS, st.lists(WORDS, max_size=7).map(tuple), st.integers(0, 2)
)  # fmt: skip
LISTS = st.builds(
    QuestionList,
    st.just("问题清单"),
    WORDS,
    WORDS,
    st.lists(
        st.builds(Group, WORDS, WORDS, st.lists(ENTRIES, min_size=1, max_size=9).map(tuple)), max_size=6
    ).map(tuple),
    WORDS,
    st.just(DAY),
    st.sampled_from(("zh", "en")),
)


@given(LISTS, st.sampled_from([A4, (420.0, 595.0), (612.0, 792.0)]))
def test_that_everything_stays_on_the_paper_and_every_question_is_there(
    shown: QuestionList, size: tuple[float, float]
) -> None:
    made = pages(shown, *size, measure)
    for page in made:
        for shape in page.shapes:
            left, top, right, bottom = extent(shape)
            assert left >= MARGIN - 0.1 and right <= size[0] - MARGIN + 0.1
            assert top >= MARGIN - 12 and bottom <= size[1] - MARGIN + 4
    boxes = sum(isinstance(shape, Box) for page in made for shape in page.shapes)
    assert boxes == sum(1 + len(entry.choices) for entry in entries(shown))


@given(LISTS)
def test_that_every_page_says_which_it_is_and_none_ends_with_a_name(shown: QuestionList) -> None:
    made = pages(shown, *A4, measure)
    for number, page in enumerate(made, 1):
        said = [words.text for words in page.words]
        assert any(f"{number} / {len(made)}" in text for text in said)
        boxes = [shape.y for shape in page.shapes if isinstance(shape, Box)]
        names = [
            words.baseline for words in page.words if words.style == NAME and words.baseline > MARGIN + 80
        ]
        assert not names or max(boxes, default=0.0) > max(names)


def test_that_nothing_stands_on_anything_else() -> None:
    entry = Entry("对我们是什么态度？", "推测已 8 个月", ("支持者", "中立者", "反对者"), 0)
    long = replace(entry, text="很长的问题，" * 30, reason="很长的理由，" * 9, lines=2)
    group = Group("王建国", "药剂科主任 · 决策者", (entry, long, replace(entry, lines=1), long) * 4)
    shown = QuestionList("问题清单", "客户", "已知 57%", (group, group), "华东区.kaw", DAY, "zh")
    for page in pages(shown, *A4, measure):
        spots = sorted((words.baseline, words.x, words.width) for words in page.words if words.text)
        for (baseline, x, width), (next_baseline, next_x, _) in pairwise(spots):
            assert next_baseline - baseline >= 9 or next_x >= x + width - 0.1
        for words in page.words:
            for line in (shape for shape in page.shapes if isinstance(shape, Line)):
                (_, start, y), (_, end, _) = line.segments
                crossed = start < words.x + words.width and words.x < end
                assert not (crossed and words.baseline - words.style.size * 0.7 < y < words.baseline), (
                    words.text
                )


def test_that_where_nothing_is_open_the_page_says_so() -> None:
    shown = QuestionList("问题清单", "王建国", "已知 100%", (), "华东区.kaw", DAY, "zh")
    (page,) = pages(shown, *A4, measure)
    assert "该问的都已知且未过期。" in {words.text for words in page.words}


def extent(shape: object) -> tuple[float, float, float, float]:
    if isinstance(shape, Words):
        return shape.x, shape.baseline - shape.style.size, shape.x + shape.width, shape.baseline
    if isinstance(shape, Box):
        return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    assert isinstance(shape, Line)
    xs, ys = [segment[1] for segment in shape.segments], [segment[2] for segment in shape.segments]
    return min(xs), min(ys), max(xs), max(ys)

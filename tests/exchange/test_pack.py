"""The meeting pack: in the method's order, everything said, nothing cut, nothing private."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import update

from keyaccount_desktop.exchange.map_output import SHARED, Output
from keyaccount_desktop.exchange.map_shapes import SMALL, Words, fold
from keyaccount_desktop.exchange.pack import FactLine, Level, Pack, Part, Said, meeting_pack
from keyaccount_desktop.exchange.pack_pages import HEIGHT, WIDTH, PackPage, pack_pages
from keyaccount_desktop.language import LANGUAGES, Language, Text
from keyaccount_desktop.workbook.demo import create_demo
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, set_fact
from keyaccount_desktop.workbook.purchases import add_stakeholder, purchases_of
from keyaccount_desktop.workbook.tables import fact
from tests.exchange.map_samples import measure


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def demo(tmp_path: Path, language: Language) -> Iterator[Workbook]:
    workbook = create_demo(tmp_path / "demo.kaw", language)
    yield workbook
    workbook.close()


def purchase_of(workbook: Workbook) -> str:
    return max(purchases_of(workbook), key=lambda row: row.on_map).id


def pack_of(workbook: Workbook, language: Language, output: Output = SHARED, presenter: str = "") -> Pack:
    return meeting_pack(workbook, purchase_of(workbook), output, language, presenter)


def text_of(pages: list[PackPage]) -> str:
    return "\n".join(words.text for page in pages for words in page.words)


def test_that_the_pages_follow_the_order_of_the_method(demo: Workbook, language: Language) -> None:
    pages = pack_pages(pack_of(demo, language), 2, measure)
    wanted = {
        "zh": [
            "a) 项目概述",
            "b) 组织结构",
            "c) 与采购相关的每个客户的角色、立场和关系",
            "d) 与采购相关的每个客户的采购动机",
        ],
        "en": ["a) Overview", "b) Organisation", "c) Role, stance and relation", "d) Motive of each client"],
    }[language]
    said = text_of(pages)
    places = [said.index(title) for title in wanted]
    assert places == sorted(places)
    assert [page.sheet for page in pages if page.sheet is not None] == [0, 1]
    first_map = next(index for index, page in enumerate(pages) if page.sheet == 0)
    assert any(wanted[1] in words.text for words in pages[first_map].words)


def test_that_every_client_of_the_purchase_stands_in_both_tables(demo: Workbook, language: Language) -> None:
    pack = pack_of(demo, language)
    assert pack.people == purchases_row(demo).stakeholders
    pages = pack_pages(pack, 1, measure)
    tables = "".join(text_of([page for page in pages if page.sheet is None][1:]).split())
    for level in pack.levels:
        for person in level.people:
            assert tables.count("".join(person.name.split())) >= 2, person.name


def purchases_row(workbook: Workbook):
    return max(purchases_of(workbook), key=lambda row: row.on_map)


def test_that_every_page_bears_number_file_date_and_the_line_on_confidence(
    demo: Workbook, language: Language
) -> None:
    pages = pack_pages(pack_of(demo, language), 1, measure)
    for number, page in enumerate(pages, 1):
        foot = " ".join(words.text for words in page.words if words.baseline > HEIGHT - 30)
        paging = {"zh": f"第 {number} / {len(pages)} 页", "en": f"Page {number} / {len(pages)}"}[language]
        secret = {"zh": "内部资料", "en": "Confidential"}[language]
        for words in (paging, secret, "demo.kaw", pack_of(demo, language).day.isoformat()):
            assert words in foot


def test_that_who_presents_is_named_or_left_to_be_written(demo: Workbook, language: Language) -> None:
    label = {"zh": "介绍人", "en": "Presented by"}[language]
    for presenter in ("", "李经理"):
        first = pack_pages(pack_of(demo, language, presenter=presenter), 1, measure)[0]
        texts = [words.text for words in first.words]
        assert label in texts
        assert ("李经理" in texts) == bool(presenter)


LONG = "".join(f"{number}。第{number}句话说明为什么需要这套设备以及由谁来推动它" for number in range(400))


def test_that_a_text_longer_than_a_page_is_told_whole_under_repeated_headings(
    demo: Workbook, language: Language
) -> None:
    purchase = purchase_of(demo)
    person = pack_of(demo, language).map.cards[0].person_id
    set_fact(demo, ("stakeholder", add_stakeholder(demo, purchase, person)), "stakeholder.motive", LONG)
    pages = pack_pages(pack_of(demo, language), 1, measure)
    said = "".join(words.text for page in pages for words in page.words)
    motive = [words for page in pages for words in page.words if words.text and words.text in LONG]
    assert LONG in "".join(words.text for words in motive if len(words.text) > 3) or LONG in said
    titles = [page for page in pages if any(words.text.startswith("d)") for words in page.words)]
    heading = {"zh": "采购动机", "en": "Purchase motive"}[language]
    assert len(titles) > 2
    assert all(any(words.text == heading for words in page.words) for page in titles)


def test_that_long_words_are_broken_and_nothing_leaves_its_page(demo: Workbook, language: Language) -> None:
    pack = pack_of(demo, language)
    lines = (FactLine("x" * 200, None, False), FactLine("名" * 90, None, True))
    many = replace(pack, parts=tuple(Part("部分" * 40, lines) for _ in range(12)))
    for page in pack_pages(many, 1, measure):
        for words in page.words:
            assert words.x > 0 and words.x + words.width <= WIDTH, words.text
            assert 0 < words.baseline < HEIGHT, words.text


def test_that_long_names_stand_whole_on_the_first_page_and_lie_on_nothing(
    demo: Workbook, language: Language
) -> None:
    pack = pack_of(demo, language)
    longest = replace(pack.map, purchase="囍" * 200)
    long = replace(pack, map=longest, client="鑫" * 200, presenter="人" * 80, file="文" * 120)
    pages = pack_pages(long, 1, measure)
    said = "".join(words.text for words in pages[0].words)
    assert said.count("囍") == said.count("鑫") == 200
    check_apart(pages)


@pytest.mark.parametrize("length", [700, 900, 2000])
def test_that_no_level_stands_alone_above_a_text_longer_than_its_page(
    demo: Workbook, language: Language, length: int
) -> None:
    pack = pack_of(demo, language)
    person = replace(pack.levels[0].people[0], motive=(Said("囍" * length),))
    pages = pack_pages(replace(pack, levels=(Level("最高层", (person,)),)), 1, measure)
    (page,) = (
        page
        for page in pages
        if any(words.text == "最高层" for words in page.words) and page.words[0].text.startswith("d)")
    )
    assert any("囍囍" in words.text for words in page.words)
    assert text_of(pages).count("囍") == length


def test_that_an_attitude_of_a_later_version_counts_as_unknown(demo: Workbook, language: Language) -> None:
    pack = pack_of(demo, language)
    card = pack.map.cards[0]
    add_stakeholder(demo, purchase_of(demo), card.person_id)
    with demo.edit(Text("x", "x")) as connection:
        connection.execute(
            update(fact).where(fact.c.field == "stakeholder.attitude").values(value='"delighted"')
        )
    codes = {
        said.attitude
        for level in pack_of(demo, language).levels
        for row in level.people
        for said in row.stance
    }
    assert codes <= {"", "unknown"}


def test_that_no_two_texts_lie_on_each_other(demo: Workbook, language: Language) -> None:
    check_apart(pack_pages(pack_of(demo, language), 1, measure))


def check_apart(pages: list[PackPage]) -> None:
    for page in pages:
        placed = sorted((words.baseline, words.x, words.x + words.width, words.text) for words in page.words)
        for (y, _, right, one), (other_y, x, _, other) in pairwise(placed):
            assert y != other_y or right <= x + 0.01, (one, other)


def test_that_the_smallest_text_has_seven_points(demo: Workbook, language: Language) -> None:
    pages = pack_pages(pack_of(demo, language), 1, measure)
    assert min(words.style.size for page in pages for words in page.words) >= 7


def test_that_what_is_assumed_looks_so(demo: Workbook, language: Language) -> None:
    purchase, person = purchase_of(demo), pack_of(demo, language).map.cards[0].person_id
    part = add_stakeholder(demo, purchase, person)
    set_fact(
        demo, ("stakeholder", part), "stakeholder.motive", "只是听说", evidence=Evidence(None, "assumed")
    )
    words = _the(pack_pages(pack_of(demo, language), 1, measure), "只是听说")
    assert words.style.italic and words.text.endswith("?")


def _the(pages: list[PackPage], text: str) -> Words:
    return next(words for page in pages for words in page.words if text in words.text)


def test_that_links_are_told_from_both_ends(demo: Workbook, language: Language) -> None:
    said = text_of(pack_pages(pack_of(demo, language), 1, measure))
    for words in {"zh": ("汇报：", "下属："), "en": ("Reports to:", "Superior of:")}[language]:
        assert words in said


def test_that_people_and_links_stand_in_the_order_of_the_map(demo: Workbook, language: Language) -> None:
    pack = pack_of(demo, language)
    names = [person.name for person in pack.levels[0].people]
    assert names == {"zh": ["周德明", "李秋梅"], "en": ["Zhou Deming", "Li Qiumei"]}[language]
    places = {
        person.name: place for place, person in enumerate(p for level in pack.levels for p in level.people)
    }
    reporting = {"zh": ["汇报", "下属"], "en": ["Reports to", "Superior of"]}[language]
    told = []
    for level in pack.levels:
        for person in level.people:
            told.append([said.label for said in person.relation if said.label in reporting])
            for said in person.relation:
                if said.label == reporting[1]:
                    among = [places[name] for name in said.text.replace("、", ", ").split(", ")]
                    assert within_levels(pack, among)
    assert reporting in told and reporting[::-1] not in told


def within_levels(pack: Pack, places: list[int]) -> bool:
    """Whether people of one level are named in their order."""
    end = 0
    for level in pack.levels:
        start, end = end, end + len(level.people)
        mine = [place for place in places if start <= place < end]
        if mine != sorted(mine):
            return False
    return True


def test_that_a_department_is_not_told_twice(demo: Workbook, language: Language) -> None:
    posts = [person.post for level in pack_of(demo, language).levels for person in level.people]
    assert {"zh": "设备科科长", "en": "Head of the equipment department"}[language] in posts


PRIVATE = {"zh": ("内线", "校友情"), "en": ("oach", "Alumni")}


def test_that_coach_and_ties_are_told_only_when_asked_for(demo: Workbook, language: Language) -> None:
    for output, told in (
        (SHARED, (False, False)),
        (Output(coach=True), (True, False)),
        (Output(ties=True), (False, True)),
    ):
        pack = pack_of(demo, language, output)
        said = text_of(pack_pages(pack, 1, measure))
        assert tuple(words in said for words in PRIVATE[language]) == told
        assert ("stakeholder.coach" in pack.private_fields) == told[0]
        assert ("link.alumni" in pack.private_fields) == told[1]
        assert bool(pack.private_fields) == any(told)


def test_that_folded_text_loses_nothing_and_fits() -> None:
    for text in ("", "abc " * 50, "x" * 300, "第一行\n第二行很长" + "长" * 100, "a,b。c（d）" * 30):
        lines = fold(text, 80, SMALL, measure)
        assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
        assert all(measure(line, SMALL) <= 80 for line in lines)


def test_that_a_purchase_of_nobody_says_so(demo: Workbook, language: Language) -> None:
    pack = replace(pack_of(demo, language), levels=())
    said = text_of(pack_pages(pack, 1, measure))
    assert {"zh": "还没有人", "en": "Nobody"}[language] in said

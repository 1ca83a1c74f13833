"""The cards on paper: converted by LibreOffice, every card is one A4 page and nothing on it runs into anything."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from keyaccount_desktop.exchange.cards import write_cards
from keyaccount_desktop.language import Language, Text
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.workbook.accounts import accounts, add_account
from keyaccount_desktop.workbook.demo import create_demo
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.facts import Evidence, set_fact
from keyaccount_desktop.workbook.links import draw_link
from keyaccount_desktop.workbook.people import add_person
from keyaccount_desktop.workbook.purchases import add_purchase, add_stakeholder
from keyaccount_desktop.workbook.visits import add_visit

pytestmark = pytest.mark.slow

A4 = (595, 842)
WORDS = "重数据 不喜欢催促 先看结论 再看对比 quality first 建区域超声中心 two weeks without downtime 争重点专科".split()


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    size: tuple[int, int]
    words: tuple[Word, ...]
    text: str

    @property
    def first_line(self) -> str:
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")


@dataclass(frozen=True, slots=True)
class Printed:
    names: list[str]
    """In the order of the cards."""
    pages: list[Page]
    index_pages: int

    @property
    def cards(self) -> list[Page]:
        return self.pages[self.index_pages : self.index_pages + len(self.names)]


def printed(workbook: Workbook, folder: Path, language: Language) -> Printed:
    """The workbook's cards as LibreOffice prints them."""
    target = folder / "cards.xlsx"
    write_cards(workbook, target, private=True, language=language)
    subprocess.run(
        [
            shutil.which("soffice") or "libreoffice",
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(target),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    boxes = _output("pdftotext", "-bbox", str(folder / "cards.pdf"), "-").split("<page ")[1:]
    texts = _output("pdftotext", "-layout", str(folder / "cards.pdf"), "-").split("\f")
    pages = [_page(box, text) for box, text in zip(boxes, texts, strict=False)]
    index_pages = next(number for number, page in enumerate(pages) if page.size == A4)
    return Printed(_names(target), pages, index_pages)


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def _page(box: str, text: str) -> Page:
    width, height = (round(float(number)) for number in re.findall(r'(?:width|height)="([\d.]+)"', box)[:2])
    words = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', box
    )
    return Page(
        (width, height),
        tuple(Word(word, *(float(number) for number in place)) for *place, word in words),
        unicodedata.normalize("NFKC", text),
    )


def _names(target: Path) -> list[str]:
    """The second column of the index, in which order the cards stand."""
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    head = next(number for number, row in enumerate(rows) if row[1] in ("Name", "姓名"))
    return [str(row[1]) for row in rows[head + 1 :]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The demo in Chinese: a sheet for everyone."""
    folder = tmp_path_factory.mktemp("demo")
    with create_demo(folder / "演示.kaw", "zh") as workbook:
        return printed(workbook, folder, "zh")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """More than two hundred people on shared sheets, of whom little, much, or far too much is known."""
    folder = tmp_path_factory.mktemp("crowd")
    with Workbook.create(folder / "crowd & co.kaw") as workbook:
        chance = random.Random(3)
        with workbook.edit(Text("fill", "fill")):
            client = add_account(workbook, "Binjiang First Hospital")
            purchases = [add_purchase(workbook, client, name) for name in ("彩色超声系统采购", "CT")]
            people = [add_person(workbook, client, _name(number)) for number in range(203)]
            for number, person in enumerate(people):
                _describe(workbook, person, purchases, chance, (number % 8) / 7)
            for number, person in enumerate(people[1:120]):
                draw_link(workbook, person, people[number // 3], "reports_to")
        return printed(workbook, folder, "en")


def _name(number: int) -> str:
    names = {1: "N" * 200, 2: "王" * 120, 3: "👩 Emoji Li", 4: "=1+1", 5: "שרה כהן"}
    return names.get(number, f"Person {number:03}")


def _describe(
    workbook: Workbook, person: str, purchases: list[str], chance: random.Random, share: float
) -> None:
    """Facts for such a share of the fields."""
    subjects = [("person", person)]
    subjects += [("stakeholder", add_stakeholder(workbook, purchase, person)) for purchase in purchases]
    for subject in subjects:
        for field in catalogue.fields_of(subject[0]):
            if chance.random() > share:
                continue
            certainty = chance.choice(("assumed", "confirmed"))
            words = [chance.choice(WORDS) for _ in range(chance.choice((1, 3, 8, 40)))]
            value: object = " ".join(words) if field.kind in ("text", "long_text") else None
            if field.kind in ("choices", "checklist"):
                value = [choice.code for choice in field.choices or ()]
            if field.kind == "choice":
                value = chance.choice(list(field.choices or ())).code
            if value is not None:
                set_fact(workbook, subject, field.key, value, evidence=Evidence("self", certainty))
    for _ in range(round(share * 5)):
        said = " ".join(chance.choice(WORDS) for _ in range(30))
        visit = {
            "kind": "meeting",
            "on_date": "2026-01-07",
            "people": [person],
            "aim": said[:40],
            "said": said,
        }
        add_visit(workbook, workbook_account(workbook), **visit)  # type: ignore[arg-type]


def workbook_account(workbook: Workbook) -> str:
    (row,) = accounts(workbook)
    return row.id


@pytest.mark.parametrize("which", ["demo", "crowd"])
def test_that_every_card_is_exactly_one_page_with_the_name_at_its_top(
    which: str, request: pytest.FixtureRequest
) -> None:
    found: Printed = request.getfixturevalue(which)
    assert len(found.cards) == len(found.names)
    for name, page in zip(found.names, found.cards, strict=True):
        assert page.size == A4
        top = re.sub(r"\W", "", unicodedata.normalize("NFKC", name))[:8]
        assert top in re.sub(r"\W", "", page.first_line) or "כהן" in name, (name, page.first_line)


@pytest.mark.parametrize("which", ["demo", "crowd"])
def test_that_every_card_has_its_footer(which: str, request: pytest.FixtureRequest) -> None:
    found: Printed = request.getfixturevalue(which)
    for number, page in enumerate(found.cards, found.index_pages + 1):
        *_, last = [line for line in page.text.splitlines() if line.strip()]
        assert f"{number} / {len(found.pages)}" in last
        assert date.today().isoformat() in last
        assert ("演示" if which == "demo" else "crowd & co") in last
        assert ("内部资料" if which == "demo" else "Confidential – internal use only") in last


@pytest.mark.parametrize("which", ["demo", "crowd"])
def test_that_no_text_runs_into_another(which: str, request: pytest.FixtureRequest) -> None:
    """A row that is too low or a value that is too long would show as words over words."""
    found: Printed = request.getfixturevalue(which)
    for name, page in zip(found.names, found.cards, strict=True):
        words = sorted(page.words, key=lambda word: word.top)
        for place, one in enumerate(words):
            for other in words[place + 1 :]:
                if other.top > one.bottom:
                    break
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                lower = min(one.bottom - one.top, other.bottom - other.top)
                assert across <= 1 or down < lower * 0.45, (name, one, other)


def test_that_the_pages_lie_within_the_margins(crowd: Printed) -> None:
    for name, page in zip(crowd.names, crowd.cards, strict=True):
        for word in page.words:
            assert word.left >= 25 and word.right <= A4[0] - 25, (name, word)

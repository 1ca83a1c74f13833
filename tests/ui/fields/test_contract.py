"""The contract of every field, the method's and the user's own, of every kind.

Set through its real editor with keys, read back, undone and done again; on the card, in the data sheet and back,
and found by the search.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from python_calamine import CalamineWorkbook

from keyaccount_desktop.exchange.cards import write_cards
from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue, values
from keyaccount_desktop.method.fields import KINDS, Field
from keyaccount_desktop.workbook.colleagues import add_colleague
from keyaccount_desktop.workbook.definitions import PART_KINDS, Form, NewPart, define_field
from keyaccount_desktop.workbook.facts import Fact, facts_of
from keyaccount_desktop.workbook.search import search
from tests.exchange.cards_read_back import read_data
from tests.ui.fields import keyboard
from tests.ui.fields.conftest import Book, ShowGrid

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CHOICES: Final = (Text("Ward", "病区"), Text("Lab", "化验室"), Text("Office", "办公室"))
_CHOOSING: Final = ("choice", "choices", "checklist", "ranked")
PARTS: Final = tuple(
    NewPart(kind, Text(f"Part {number}", f"分项{number}"), CHOICES if kind == "choice" else ())
    for number, kind in enumerate(PART_KINDS)
)
OWN: Final[dict[str, Form]] = {
    **{kind: Form(kind, choices=CHOICES if kind in _CHOOSING else ()) for kind in KINDS if kind != "record"},
    "record": Form("record", parts=PARTS),
    "open choice": Form("choice", choices=CHOICES, open_ended=True),
    "open choices": Form("choices", choices=CHOICES, open_ended=True),
    "open checklist": Form("checklist", choices=CHOICES, open_ended=True),
    "number with a unit": Form("number", unit=Text("beds", "张"), low=0, high=100),
    "rating of three": Form("rating", low=1, high=3),
    "rating of twelve": Form("rating", low=1, high=12),
    "private text": Form("text", sensitive=True),
    **{f"many {kind}": Form(kind, many=True, choices=CHOICES if kind in _CHOOSING else ())
       for kind in ("text", "email", "phone", "number", "date", "choice", "choices", "rating", "long_text")},
    "many record": Form("record", many=True, parts=PARTS),
    **{f"{kind} of a product": Form(kind, per_product=True, choices=CHOICES if kind in _CHOOSING else ())
       for kind in ("text", "choice", "checklist", "rating", "percent", "flag", "tags", "partial_date")},
    "record of a product": Form("record", per_product=True, parts=PARTS[:2]),
}  # fmt: skip
"""A field of the user's own of every kind, and of the ways a kind can be held; on a person."""
ELSEWHERE: Final = {
    "account": "account.basics", "stakeholder": "stakeholder.purchase", "purchase": "purchase.basics",
}  # fmt: skip
"""Sections of the other subjects that take a field of the user's own."""
KEYS: Final = (
    *catalogue.FIELDS,
    *(f"own: {name}" for name in OWN),
    *(f"own of {kind}" for kind in ELSEWHERE),
)
SEARCHED: Final = ("text", "long_text", "email", "phone", "tags")
"""Kinds that hold words of the user's own, which the search finds."""


class Contract(Book):
    """A workbook with one of each subject and fields of the user's own."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        add_colleague(self.workbook, "Lin Fang")
        self.own: dict[str, str] = {}
        for name, form in OWN.items():
            text = Text(f"My {name}", f"我的{name}")
            self.own[f"own: {name}"] = define_field(self.workbook, "person.notes", text, form)
        for kind, section in ELSEWHERE.items():
            known = {found.key for found in catalogue.sections_of(kind)}
            place = section if section in known else min(known)
            self.own[f"own of {kind}"] = define_field(
                self.workbook, place, Text("My own", "我的"), Form("text")
            )
        self.workbook.forget_history()

    def field(self, name: str) -> Field:
        return self.workbook.catalogue.field(self.own.get(name, name))

    def facts(self, field: Field) -> list[Fact]:
        return [
            fact for fact in facts_of(self.workbook, self.subject(field.subject)) if fact.field == field.key
        ]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Contract]:
    made = Contract(Path(tmp_path_factory.mktemp("contract"), "book.kaw"))
    yield made
    made.workbook.close()


def found(book: Contract, field: Field) -> bool:
    """Whether the search finds the subject by a word typed into the field."""
    typed = keyboard.TEXTS[field.kind].split()[0].rstrip(",")
    hits = search(book.workbook, typed, kinds=(field.subject,))
    return book.ids[field.subject] in [hit.id for hit in hits]


@pytest.mark.parametrize("name", KEYS)
def test_that_a_field_is_set_by_keys_read_back_undone_done_again_and_found(
    name: str, shared: Contract, show_grid: ShowGrid, qtbot: QtBot
) -> None:
    field, workbook = shared.field(name), shared.workbook
    grid = show_grid(shared, [field.key], field.subject)
    line = grid.field(field.key)
    assert line is not None and line.empty
    line.setFocus()

    keyboard.fill(line)

    assert line.editor is None, line.message
    facts = shared.facts(field)
    assert [fact.value for fact in facts] == [keyboard.expected(field)]
    assert facts[0].item == (shared.product if field.per_product else facts[0].item)
    assert not line.empty and line.shown
    searched = field.kind in SEARCHED and field.subject in ("account", "person", "purchase")
    assert not searched or found(shared, field)
    workbook.undo()
    assert shared.facts(field) == []
    assert line.empty
    assert workbook.undo_label is None, "one step for one visit to the field"
    assert not searched or not found(shared, field)
    workbook.redo()
    assert [fact.value for fact in shared.facts(field)] == [keyboard.expected(field)]
    assert not line.empty
    workbook.undo()
    workbook.forget_history()


def test_that_the_contract_has_seen_every_kind() -> None:
    seen = {field.kind for field in catalogue.FIELDS.values()} | {form.kind for form in OWN.values()}
    assert seen == set(KINDS)


@pytest.fixture
def filled(tmp_path: Path, show_grid: ShowGrid) -> Iterator[Contract]:
    """Everything that can be known of a person and their part in a purchase, set through the editors."""
    made = Contract(tmp_path / "book.kaw")
    for kind in ("person", "stakeholder"):
        keys = [field.key for field in made.workbook.catalogue.fields_of(kind)]
        grid = show_grid(made, keys, kind)
        for key in keys:
            line = grid.field(key)
            assert line is not None
            line.setFocus()
            keyboard.fill(line)
            assert line.editor is None, (key, line.message)
    yield made
    made.workbook.close()


def column(field: Field, book: Contract) -> str:
    """The key of the data sheet's column that holds the field's first value."""
    key = f"[1]{field.key}" if field.subject == "stakeholder" else field.key
    if field.per_product:
        return f"{key}/{book.product}"
    return f"{key}[1]" if field.many else key


def test_that_what_is_set_by_keys_comes_back_from_the_data_sheet_and_stands_on_the_card(
    filled: Contract, tmp_path: Path
) -> None:
    target = tmp_path / "cards.xlsx"
    report = write_cards(filled.workbook, target, person_ids=[filled.ids["person"]], private=True)
    (person,) = [row for row in read_data(target) if row.values["person"] == filled.ids["person"]]
    on_card = words(target)
    wrong: list[str] = []
    for kind in ("person", "stakeholder"):
        for field in filled.workbook.catalogue.fields_of(kind):
            (fact,) = filled.facts(field)
            if _whole(person.values.get(column(field, filled))) != _whole(fact.value):
                wrong.append(f"data {field.key}: {person.values.get(column(field, filled))!r}")
            if not cut(report, field) and not on_the_card(field, fact, on_card):
                wrong.append(f"card {field.key}")
    assert wrong == []


def _whole(value: Any) -> Any:
    """Excel knows only floats."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def cut(report: Any, field: Field) -> bool:
    """Whether the export said that there was no room for the field on the card."""
    return any(said.where == "card" and str(field.text) in str(said.what) for said in report.cut)


def words(path: Path) -> str:
    """Everything that stands on the card, without the spaces that fit it into its cells."""
    book = CalamineWorkbook.from_path(path)
    cards = [name for name in book.sheet_names if name not in ("Data", "Index")]
    return "".join(
        "".join(str(cell).split())
        for name in cards
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    )


IN_OTHER_WORDS: Final = {"person.age": "/42", "stakeholder.key": "Keyperson"}
"""What the card says of a field in other words than its value's."""


def on_the_card(field: Field, fact: Fact, card: str) -> bool:
    if field.key in IN_OTHER_WORDS:
        return IN_OTHER_WORDS[field.key] in card
    shown = values.display(field, fact.value)
    texts = (shown.en, shown.zh) if isinstance(shown, Text) else (shown,)
    return any("".join(text.split()) in card for text in texts)

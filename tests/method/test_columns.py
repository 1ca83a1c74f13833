"""The columns of the lists: every field is one, and those of the first screen are the catalogue's own."""

from __future__ import annotations

import pytest

from keyaccount_desktop.language import set_language
from keyaccount_desktop.method.catalogue import CATALOGUE
from keyaccount_desktop.method.columns import FIRST_SCREEN, SHOWN, Column, ListKind, columns, shown_text

KINDS: tuple[ListKind, ...] = ("account", "person")


@pytest.mark.parametrize(
    ("kind", "subjects"), [("account", ["account"]), ("person", ["person", "stakeholder"])]
)
def test_every_field_is_a_column(kind: ListKind, subjects: list[str]) -> None:
    found = columns(kind, CATALOGUE)
    for subject in subjects:
        for field in CATALOGUE.fields_of(subject):
            assert (field.key in found) != field.per_product, field.key
            if field.key in found:
                assert found[field.key].field is field


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_begins_with_columns_that_are_there_and_the_name_first(kind: ListKind) -> None:
    assert SHOWN[kind][0] == "name"
    assert set(SHOWN[kind]) <= columns(kind, CATALOGUE).keys()


def test_the_first_screen_has_the_columns_that_come_later() -> None:
    later = columns("account", CATALOGUE)
    for column in FIRST_SCREEN:
        same = later[column.key]
        assert (column.key, column.text, column.kind, column.choices) == (
            same.key, same.text, same.kind, same.choices,
        )  # fmt: skip
    assert [column.key for column in FIRST_SCREEN if column.key in SHOWN["account"]] == list(SHOWN["account"])


def test_no_two_columns_of_a_list_are_called_the_same() -> None:
    for kind in KINDS:
        for language in ("en", "zh"):
            names = [column.text.in_language(language) for column in columns(kind, CATALOGUE).values()]  # type: ignore[arg-type]
            assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def test_a_cell_is_changed_only_where_one_value_is_the_rows_own() -> None:
    people = columns("person", CATALOGUE)
    for key in ("name", "department", "person.position", "stakeholder.roles", "person.birthday"):
        assert people[key].editable, key
    for key in ("account", "account.grade", "person.phones", "last_contact", "known", "cold", "purchase"):
        assert not people[key].editable, key
    for key in ("name", "person.birthday", "person.email", "known"):
        assert not people[key].for_many, key
    assert people["department"].for_many
    assert people["person.tags"].for_many


@pytest.mark.parametrize(
    ("key", "value", "en", "zh"),
    [
        ("person.level", "decision", "Decision-making", "决策层"),
        ("person.level", None, "", ""),
        ("stakeholder.roles", ["initiator", "user"], "Initiator, User", "发起者、使用者"),
        (
            "person.phones",
            [{"number": "1"}, {"number": "2", "label": "office"}],
            "1; 2 (Office)",
            "1；2 (办公)",
        ),
        ("person.birthday", {"calendar": "lunar", "month": 8, "day": 10}, None, None),
        ("known", 72, "72%", "72%"),
        ("cold", True, "✓", "✓"),
        ("stakeholder.key", True, "✓", "✓"),
        ("stakeholder.weight", 20, "20%", "20%"),
        ("person.position", "主任\n副院长", "主任\n副院长", "主任\n副院长"),
        ("account.type", "a type of the user's own", "a type of the user's own", "a type of the user's own"),
    ],
)
def test_how_a_cell_reads(key: str, value: object, en: str | None, zh: str | None) -> None:
    column: Column = columns("person", CATALOGUE)[key]
    for language, expected in (("en", en), ("zh", zh)):
        set_language(language)  # type: ignore[arg-type]
        text = shown_text(column, value)
        assert text == expected if expected is not None else text

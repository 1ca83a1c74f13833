"""Numbers of a workbook's own and the rep's own style: kept in the file, undone, and holding everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method.catalogue import CATALOGUE
from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.workbook import definitions, preferences
from keyaccount_desktop.workbook.document import DEFINING, Workbook


def test_a_number_of_ones_own_holds_until_it_is_taken_back(workbook: Workbook) -> None:
    assert workbook.defaults is DEFAULTS
    preferences.set_number(workbook, "half_life_days", 14)
    assert workbook.defaults.half_life_days == 14
    preferences.set_number(workbook, "half_life_days", 21)
    assert preferences.own_numbers(workbook) == {"half_life_days": 21}
    preferences.set_number(workbook, "half_life_days", None)
    assert workbook.defaults == DEFAULTS


def test_days_of_ones_own_reach_the_fields(workbook: Workbook) -> None:
    preferences.set_number(workbook, "stale_days/stakeholder.attitude", 30)
    assert workbook.catalogue.field("stakeholder.attitude").stale_days == 30
    assert workbook.catalogue.field("person.phones").stale_days == 365
    preferences.set_number(workbook, "stale_days/stakeholder.attitude", None)
    assert workbook.catalogue is CATALOGUE


def test_changes_are_undone_done_again_and_told(workbook: Workbook, dump: Callable[[Workbook], Any]) -> None:
    before = dump(workbook)
    told = []
    workbook.subscribe(lambda change: told.append(change.tables & DEFINING))
    preferences.set_number(workbook, "cold_days/A", 7)
    preferences.set_own_style(workbook, "amiable")
    workbook.undo()
    assert preferences.own_style(workbook) is None
    workbook.undo()
    assert workbook.defaults == DEFAULTS and dump(workbook) == before
    workbook.redo()
    assert workbook.defaults.cold_days["A"] == 7
    assert told == [{"setting"}] * 5


def test_the_reps_own_style_is_one_of_the_workbooks(workbook: Workbook) -> None:
    own = definitions.add_term(workbook, "personality", plain("行动派"))
    preferences.set_own_style(workbook, own)
    assert preferences.own_style(workbook) == own
    with pytest.raises(KeyError):
        preferences.set_own_style(workbook, "no such")
    preferences.set_own_style(workbook, None)
    assert preferences.own_style(workbook) is None


# ---- advice


def test_words_left_empty_in_both_languages_are_none(workbook: Workbook) -> None:
    definitions.set_text(workbook, "treatment.authority", plain("先听他说"))
    definitions.set_text(workbook, "treatment.authority", Text(" ", "\n"))
    assert "treatment.authority" not in workbook.catalogue.texts
    assert workbook.catalogue is CATALOGUE


def test_one_visit_to_a_text_is_one_step_of_undo(workbook: Workbook) -> None:
    visit = object()
    definitions.set_text(workbook, "treatment.authority", plain("先"), join=visit)
    definitions.set_text(workbook, "treatment.authority", plain("先听"), join=visit)
    workbook.undo()
    assert workbook.undo_label is None and workbook.catalogue.texts == {}

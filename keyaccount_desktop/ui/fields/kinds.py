"""Which editor edits which kind of field, or of a part of a record.

The one place that knows: ``fact_field`` asks for the editor of a field and ``entry_editors`` for those of parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import values
from keyaccount_desktop.method.fields import Field, Part
from keyaccount_desktop.ui.fields.checklist_editor import ChecklistEditor
from keyaccount_desktop.ui.fields.choice_editors import ChoiceEditor, ChoicesEditor, RankedEditor, options_of
from keyaccount_desktop.ui.fields.date_editors import DateEditor
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.entry_editors import Entry, RecordsEditor
from keyaccount_desktop.ui.fields.panel import Option
from keyaccount_desktop.ui.fields.rating_editor import RatingEditor, has_points
from keyaccount_desktop.ui.fields.tags_editor import TagsEditor, Words
from keyaccount_desktop.ui.fields.text_editors import LineEditor, LongTextEditor, typed_form

_YES = "yes"
_MONEY = Text("yuan", "元")
_PERCENT = Text("%", "%")


def no_words() -> Sequence[str]:
    """For tags that complete from nothing."""
    return ()


def editor_of(field: Field | Part, value: Any, words: Words = no_words) -> Editor:
    """The editor for one value of a field, None for an empty one."""
    choices = field.choices
    match field.kind:
        case "long_text":
            return LongTextEditor(typed_form(field, value), _reader(field))
        case "choice" if choices is not None:
            return ChoiceEditor(options_of(choices, [value]), value, open_ended=field.open_ended)
        case "choices" if choices is not None:
            return ChoicesEditor(options_of(choices, value), value or [], open_ended=field.open_ended)
        case "checklist" if choices is not None:
            return ChecklistEditor(options_of(choices, value), value or [], open_ended=field.open_ended)
        case "ranked" if choices is not None:
            return RankedEditor(options_of(choices, value), value or [])
        case "tags":
            return TagsEditor(value or [], words)
        case "rating" if choices is None and has_points(field.low, field.high):
            return RatingEditor(value, field.high)
        case "rating":
            return ChoiceEditor(_scale(field), None if value is None else str(value), read=int)
        case "flag":
            return ChoiceEditor(
                [Option(_YES, str(values.display(field, True)))], _YES if value else None, read=bool
            )
        case "date" | "partial_date":
            return DateEditor(field, value)
        case "record" if isinstance(field, Field):
            return RecordsEditor(
                field, [Entry("", value)] if value is not None else [], editor_of, many=False
            )
        case _:
            return LineEditor(typed_form(field, value), _reader(field), unit=_unit(field))


def _reader(field: Field | Part) -> Callable[[str], Any]:
    return lambda typed: values.parse(field, typed)


def _unit(field: Field | Part) -> str:
    match field.kind:
        case "percent":
            return str(_PERCENT)
        case "money":
            return str(field.unit or _MONEY)
        case "number" if field.unit is not None:
            return str(field.unit)
        case _:
            return ""


def _scale(field: Field | Part) -> list[Option]:
    low, high = int(field.low or 1), int(field.high or 5)
    return [
        Option(str(step), str(values.display(field, step)), "", (str(step),)) for step in range(low, high + 1)
    ]

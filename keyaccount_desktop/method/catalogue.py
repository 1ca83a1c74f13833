"""Every field, once: the catalogue that drives forms, cards, import, export, search, questions.

Adding a field to the method is one entry in one of the ``catalogue_…`` modules; no migration and no second place.
``CATALOGUE`` holds the method's own; ``Workbook.catalogue`` is what holds in a workbook, with the fields and terms
of its user. All layers read fields and sections through these; the functions here ask ``CATALOGUE``, for what
concerns fields that the program itself names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method.catalogue_account import ACCOUNT_FIELDS, ACCOUNT_SECTIONS
from keyaccount_desktop.method.catalogue_person import (
    FACTOR_GROUPS,
    PERSON_FIELDS_AFTER_VALUE,
    PERSON_FIELDS_BEFORE_VALUE,
    PERSON_SECTIONS,
)
from keyaccount_desktop.method.catalogue_purchase import (
    LINK_FIELDS,
    LINK_SECTIONS,
    PURCHASE_FIELDS,
    PURCHASE_SECTIONS,
    STAKEHOLDER_FIELDS,
    STAKEHOLDER_SECTIONS,
)
from keyaccount_desktop.method.catalogue_value import VALUE_FIELDS
from keyaccount_desktop.method.choices import ChoiceList
from keyaccount_desktop.method.defaults import DEFAULTS, Defaults
from keyaccount_desktop.method.fields import KINDS, SUBJECTS, FactorGroup, Field, Kind, Part, Section, Subject
from keyaccount_desktop.method.vocabulary import LISTS

__all__ = [
    "CATALOGUE",
    "FACTOR_GROUPS",
    "FIELDS",
    "KINDS",
    "SECTIONS",
    "SUBJECTS",
    "Catalogue",
    "FactorGroup",
    "Field",
    "Kind",
    "Part",
    "Section",
    "Subject",
    "applies",
    "essential_fields",
    "field",
    "fields_of",
    "is_sensitive",
    "section",
    "sections_of",
]

SECTIONS: Final[dict[str, Section]] = {
    section.key: section
    for section in (
        *PERSON_SECTIONS,
        *STAKEHOLDER_SECTIONS,
        *ACCOUNT_SECTIONS,
        *PURCHASE_SECTIONS,
        *LINK_SECTIONS,
    )
}
"""All sections by key; those of a subject in the order a page shows them."""

FIELDS: Final[dict[str, Field]] = {
    field.key: replace(field, stale_days=DEFAULTS.stale_days.get(field.key))
    for field in (
        *PERSON_FIELDS_BEFORE_VALUE,
        *VALUE_FIELDS,
        *PERSON_FIELDS_AFTER_VALUE,
        *STAKEHOLDER_FIELDS,
        *ACCOUNT_FIELDS,
        *PURCHASE_FIELDS,
        *LINK_FIELDS,
    )
}
"""The method's fields by key, in the order a page shows them."""

_POST_KEYS: Final = frozenset(
    {"person.position", "person.level", "person.function", "person.tags", "person.notes"}
)
_STAKE_OF_POST: Final = frozenset(
    {"stakeholder.roles", "stakeholder.part", "stakeholder.weight", "stakeholder.key"}
)


class Catalogue:
    """The fields, sections and lists that hold in one workbook. Never changes; a change makes another.

    ``custom`` are the user's own fields in their order, ``lists`` those that differ from the method's, by code,
    ``texts`` the user's wording of the method's advice, by name; empty in a language they did not write it in.
    ``defaults`` are the numbers that hold; they say which of the method's fields go stale, and when.
    """

    def __init__(
        self,
        custom: Iterable[Field] = (),
        lists: Mapping[str, ChoiceList] | None = None,
        texts: Mapping[str, Text] | None = None,
        defaults: Defaults = DEFAULTS,
    ) -> None:
        changed = lists or {}
        self.defaults = defaults
        self.lists: Mapping[str, ChoiceList] = {**LISTS, **changed}
        self.texts: Mapping[str, Text] = dict(texts or {})
        self.fields: dict[str, Field] = {}
        """All fields by key, retired ones too, in the order a page shows them: a user's own end their section."""
        own: dict[str, list[Field]] = {}
        for field in custom:
            own.setdefault(field.section, []).append(field)
        section = ""
        for field in FIELDS.values():
            if field.section != section:
                self._add(own.pop(section, ()), changed)
                section = field.section
            self._add((field,), changed)
        for left in own.values():
            self._add(left, changed)
        self._of_subject: dict[str, tuple[Field, ...]] = {
            subject: tuple(
                field for field in self.fields.values() if field.subject == subject and not field.retired
            )
            for subject in SUBJECTS
        }

    def _add(self, fields: Iterable[Field], lists: Mapping[str, ChoiceList]) -> None:
        for field in fields:
            days = field.stale_days if field.custom else self.defaults.stale_days.get(field.key)
            if days != field.stale_days:
                field = replace(field, stale_days=days)
            self.fields[field.key] = _with_lists(field, lists) if lists else field

    def field(self, key: str) -> Field:
        """The field of that key; KeyError when there is none."""
        return self.fields[key]

    def fields_of(
        self, subject: str, section: str | None = None, *, retired: bool = False
    ) -> tuple[Field, ...]:
        """The fields of a kind of subject, or of one of its sections, in the order a page shows them.

        Those that are retired only when asked for: where what they hold is shown.
        """
        fields = self._of_subject[subject]
        if retired:
            fields = tuple(field for field in self.fields.values() if field.subject == subject)
        return fields if section is None else tuple(field for field in fields if field.section == section)

    def essential_fields(self, subject: str) -> tuple[Field, ...]:
        """The fields a new subject shows as empty lines."""
        return tuple(field for field in self._of_subject[subject] if field.essential)

    def text(self, name: str, default: Text | None) -> Text | None:
        """A piece of advice in the user's own words, where there are some: one language stands for both."""
        own = self.texts.get(name)
        return default if own is None else Text(own.en or own.zh, own.zh or own.en)


def _with_lists(field: Field, lists: Mapping[str, ChoiceList]) -> Field:
    """The field with the workbook's lists in place of the method's."""
    parts = tuple(
        replace(part, choices=lists[part.choices.code])
        if part.choices is not None and part.choices.code in lists
        else part
        for part in field.parts
    )
    choices = field.choices
    if choices is not None:
        choices = lists.get(choices.code, choices)
    return (
        field
        if (parts, choices) == (field.parts, field.choices)
        else replace(field, parts=parts, choices=choices)
    )


CATALOGUE: Final = Catalogue()
"""The method's own fields, for a workbook whose user has changed nothing."""


def field(key: str) -> Field:
    """The method's field of that key; KeyError when there is none."""
    return FIELDS[key]


def section(key: str) -> Section:
    """The section of that key; KeyError when there is none."""
    return SECTIONS[key]


def fields_of(subject: str, section: str | None = None) -> tuple[Field, ...]:
    """The method's fields of a kind of subject, or of one of its sections, in the order a page shows them."""
    return CATALOGUE.fields_of(subject, section)


def sections_of(subject: str) -> tuple[Section, ...]:
    """The sections of a kind of subject in the order a page shows them."""
    return tuple(section for section in SECTIONS.values() if section.subject == subject)


def essential_fields(subject: str) -> tuple[Field, ...]:
    """The method's fields that a new subject shows as empty lines."""
    return CATALOGUE.essential_fields(subject)


def applies(field: Field, *, account_type: str | None = None, person_kind: str = "person") -> bool:
    """Whether a field makes sense for a client of this type, or for a person, group or post.

    A type not known yet, or one the user added, is asked only what all clients are asked. Groups and
    posts have no life story: of them only the place in the organisation counts. What a post does in a purchase
    may be known before its holder is, but not what that person thinks.
    """
    if field.subject == "person" and person_kind != "person":
        return field.key in _POST_KEYS
    if field.subject == "stakeholder" and person_kind == "post":
        return field.key in _STAKE_OF_POST
    return not field.only_for or account_type in field.only_for


def is_sensitive(field: Field, value: object = None) -> bool:
    """Whether a field, or this value of it, is left out of shared exports unless asked for."""
    if field.sensitive or field.private:
        return True
    if field.sensitive_when is None or not isinstance(value, dict):
        return False
    part, code = field.sensitive_when
    return value.get(part) == code

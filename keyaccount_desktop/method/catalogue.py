"""Every field of the method, once: the catalogue that drives forms, cards, import, export, search, questions.

Adding a field is one entry in one of the ``catalogue_…`` modules; no migration and no second place. All
layers read fields and sections through here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

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
from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.method.fields import KINDS, SUBJECTS, FactorGroup, Field, Kind, Part, Section, Subject

__all__ = [
    "FACTOR_GROUPS",
    "FIELDS",
    "KINDS",
    "SECTIONS",
    "SUBJECTS",
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
"""All fields by key, in the order a page shows them."""

_OF_SUBJECT: Final[dict[str, tuple[Field, ...]]] = {
    subject: tuple(field for field in FIELDS.values() if field.subject == subject) for subject in SUBJECTS
}

_POST_KEYS: Final = frozenset(
    {"person.position", "person.level", "person.function", "person.tags", "person.notes"}
)
_STAKE_OF_POST: Final = frozenset(
    {"stakeholder.roles", "stakeholder.part", "stakeholder.weight", "stakeholder.key"}
)


def field(key: str) -> Field:
    """The field of that key; KeyError when there is none."""
    return FIELDS[key]


def section(key: str) -> Section:
    """The section of that key; KeyError when there is none."""
    return SECTIONS[key]


def fields_of(subject: str, section: str | None = None) -> tuple[Field, ...]:
    """The fields of a kind of subject, or of one of its sections, in the order a page shows them."""
    fields = _OF_SUBJECT[subject]
    return fields if section is None else tuple(field for field in fields if field.section == section)


def sections_of(subject: str) -> tuple[Section, ...]:
    """The sections of a kind of subject in the order a page shows them."""
    return tuple(section for section in SECTIONS.values() if section.subject == subject)


def essential_fields(subject: str) -> tuple[Field, ...]:
    """The fields a new subject shows as empty lines."""
    return tuple(field for field in _OF_SUBJECT[subject] if field.essential)


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

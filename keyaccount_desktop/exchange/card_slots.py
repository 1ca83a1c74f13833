"""What stands on a card, set by hand: the sections, their fields in reading order, the labels they bear there.

What is not known stays an empty line to fill in by hand. Used by ``card_layout``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.catalogue import Catalogue


class Slot(NamedTuple):
    """A place on the card: the label it bears, and the fields that stand in it."""

    label: Text
    keys: tuple[str, ...]
    if_known: bool = False
    """No empty line is kept for it."""


def _slot(label: Text | None, *keys: str, if_known: bool = False) -> Slot:
    return Slot(label or catalogue.field(keys[0]).text, keys, if_known)


@dataclass(frozen=True, slots=True)
class Slots:
    """A section's heading and its slots in reading order, two to a row."""

    heading: Text
    slots: tuple[Slot, ...]


PURCHASE: Final = Slots(
    Text("In the purchase", "在采购中"),
    (
        _slot(Text("Attitude", "态度"), "stakeholder.attitude"),
        _slot(Text("Closeness", "联系"), "stakeholder.closeness"),
        _slot(Text("Buying role", "采购角色"), "stakeholder.roles"),
        _slot(Text("Part", "决策作用"), "stakeholder.part"),
        _slot(None, "stakeholder.weight"),
        _slot(None, "stakeholder.firmness"),
        _slot(Text("Motive", "采购动机"), "stakeholder.motive"),
        _slot(None, "stakeholder.countermeasure"),
        _slot(Text("Why help us", "为什么帮助我们"), "stakeholder.why_help", if_known=True),
        _slot(Text("Coach", "内线"), "stakeholder.coach", if_known=True),
        _slot(Text("Conditions", "内线条件"), "stakeholder.coach_conditions", if_known=True),
    ),
)
PERSONAL: Final = Slots(
    Text("Personal", "个人情况"),
    (
        _slot(None, "person.native_place"),
        _slot(Text("Gender / age", "性别 / 年龄"), "person.gender", "person.age"),
        _slot(None, "person.birthday"),
        _slot(Text("Family", "家庭情况"), "person.family"),
        _slot(Text("Interests", "兴趣爱好"), "person.interests", "person.hobbies"),
        _slot(Text("Way of working", "做事风格"), "person.working_style"),
        _slot(Text("Education", "学校"), "person.education"),
        _slot(Text("Experiences", "特殊经历"), "person.special_experiences"),
        _slot(Text("Best time", "最佳时间"), "person.best_time_place"),
        _slot(None, "person.taboos"),
        _slot(Text("Authority", "权限大小"), "person.authority"),
        _slot(Text("With them for", "在该企业"), "person.tenure"),
        _slot(Text("Phones", "电话"), "person.phones"),
        _slot(None, "person.email"),
        _slot(None, "person.wechat"),
        _slot(None, "person.address"),
    ),
)
VALUE: Final = Slots(
    Text("Values and style", "价值取向与个性"),
    (
        _slot(Text("Personality", "个性"), "person.personality"),
        _slot(None, "person.innovativeness"),
        _slot(Text("Psychological", "心理上的"), "person.value_psychological"),
        _slot(Text("Functional", "功能上的"), "person.value_functional"),
        _slot(Text("Economic", "经济上的"), "person.value_economic"),
        _slot(Text("Adoption", "产品接受"), "person.adoption"),
    ),
)
SLOTS: Final = (PURCHASE, PERSONAL, VALUE)
"""What stands on a card by hand; the title band holds post, level and function besides."""

BAND_KEYS: Final = ("person.position", "person.professional_title", "person.level", "person.function")
_PLACED: Final = frozenset(BAND_KEYS) | {key for group in SLOTS for slot in group.slots for key in slot.keys}


def other_slots(known: Catalogue, subject: str) -> list[Slot]:
    """Every other field of a person, or of a person in a purchase that is the user's own: shown when known."""
    return [
        Slot(field.text, (field.key,))
        for field in known.fields_of(subject)
        if field.key not in _PLACED and (subject == "person" or field.custom)
    ]

"""The order of lines by hand: which field stands beside which, and which takes a whole row.

The catalogue says what can be known; this table says where the eye finds it. Pairs that are read together
stand in one row of two columns. A field that is not named keeps its place in the catalogue.
"""

from __future__ import annotations

from typing import Final

from keyaccount_desktop.method.fields import Field

ORDER: Final[tuple[str, ...]] = (
    # In the purchase
    "stakeholder.attitude", "stakeholder.closeness",
    "stakeholder.roles", "stakeholder.part",
    "stakeholder.weight", "stakeholder.firmness",
    "stakeholder.motive", "stakeholder.countermeasure",
    "stakeholder.coach", "stakeholder.key",
    "stakeholder.coach_conditions",
    "stakeholder.why_help",
    # Personal
    "person.native_place", "person.gender",
    "person.interests", "person.hobbies",
    "person.working_style", "person.character",
    "person.best_time_place", "person.taboos",
    "person.education",
    "person.family",
    "person.special_experiences",
    "person.staff_ties",
    "person.age",
    # Values and style
    "person.personality", "person.innovativeness",
    "person.value_psychological", "person.value_functional",
    "person.value_economic", "person.adoption",
    "person.how_we_help",
    "person.innovator_signs",
    "person.first_use_product", "person.first_use_rep",
    # A client: facts
    "account.type", "account.hospital_grade",
    "account.region", "account.address",
    "account.phones", "account.email",
    "account.scale", "account.years_operating",
    "account.postcode",
    # Business and demand
    "account.decision_cycle", "account.difficulty",
    "account.demand_strength",
    "account.potential_demand",
    "account.present_situation",
    "account.business_plan",
    # Economics
    "account.share_percent", "account.category_spend",
    "account.payment_cycle", "account.payment_punctuality",
    "account.resources", "account.stability",
    "account.quality_problems",
    # Segmentation
    "account.grade", "account.strategy",
    "account.sales_now", "account.growth_potential",
    "account.relationship_now", "account.service_sought",
    "account.lifetime_value",
)  # fmt: skip

ROOMY: Final = frozenset(
    {
        "stakeholder.coach_conditions",
        "stakeholder.why_help",
        "person.education",
        "person.family",
        "person.special_experiences",
        "person.staff_ties",
        "person.how_we_help",
        "person.adoption",
        "person.innovator_signs",
        "person.first_use_product",
        "person.first_use_rep",
        "person.notes",
        "person.tags",
        "account.why_key",
        "account.present_situation",
        "account.business_plan",
        "account.potential_demand",
        "account.quality_problems",
        "account.strengths_weaknesses",
        "account.notes",
        "account.rival_products",
        "account.present_products",
        "account.interest",
        "purchase.background",
        "purchase.motive",
        "purchase.our_value",
    }
)
"""Fields of the method whose value is mostly long."""

_LONG_KINDS: Final = frozenset({"long_text", "checklist", "ranked", "record"})


def roomy(field: Field) -> bool:
    """Whether a field takes a whole row; one of the user's own by what it holds."""
    return field.kind in _LONG_KINDS or field.many if field.custom else field.key in ROOMY


_PLACE: Final = {key: place for place, key in enumerate(ORDER)}


def in_order(keys: list[str]) -> list[str]:
    """The keys as the eye meets them; what the table does not name comes after, as it came."""
    return sorted(keys, key=lambda key: _PLACE.get(key, len(ORDER)))

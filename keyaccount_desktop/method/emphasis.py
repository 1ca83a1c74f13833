"""Which facts matter more about whom: by buying role, by part in the decision, for a key person, by post.

The catalogue says how important a field is in general; this table says what the method looks for first in a
decider, an evaluator, a purchaser. Read through ``completeness``, which weighs and ranks with both.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

MOST: Final = 2
"""The most a field gains; where several reasons meet, the strongest counts."""

BY_ROLE: Final[Mapping[str, Mapping[str, int]]] = {
    # Settles budget, go-ahead and supplier; the need behind the need is this person's aim. Not always seen.
    "decider": {
        "stakeholder.attitude": 2,
        "stakeholder.motive": 2,
        "stakeholder.closeness": 1,
        "stakeholder.weight": 1,
        "stakeholder.firmness": 1,
        "person.authority": 1,
        "person.best_time_place": 1,
        "person.reference_group": 1,
        "person.personality": 1,
        "person.value_psychological": 1,
        "person.value_economic": 1,
        "person.how_we_help": 1,
    },
    # Turns the motive into purchase criteria.
    "designer": {
        "stakeholder.attitude": 1,
        "stakeholder.motive": 1,
        "person.profession": 1,
        "person.value_functional": 1,
    },
    # Compares suppliers against the criteria.
    "evaluator": {
        "stakeholder.attitude": 1,
        "person.value_functional": 1,
        "person.value_economic": 1,
    },
    # Proposes the purchase.
    "initiator": {"stakeholder.motive": 1},
    # Largely decides satisfaction.
    "user": {"person.value_functional": 1, "person.adoption": 1},
}
"""Field → what its importance gains, by buying role 采购角色."""

BY_PART: Final[Mapping[str, Mapping[str, int]]] = {
    "decides": BY_ROLE["decider"],
    "influences": {"stakeholder.attitude": 1},
    # The method does not explain what executing means for us.
    "executes": {},
    # The hardest to find, and something must dissolve the opposition.
    "blocks": {"stakeholder.attitude": 1, "stakeholder.motive": 2, "stakeholder.firmness": 1},
}
"""The same by part in the decision 决策作用."""

FOR_KEY: Final[Mapping[str, int]] = {
    "stakeholder.weight": 1,
    "stakeholder.firmness": 1,
    "stakeholder.why_help": 2,
}
"""For a key person 关键人: weight and decision simulation 决策模拟 are asked for these."""

BY_POST: Final[Mapping[str, Mapping[str, int]]] = {
    # Recognition and self-realisation; academic and economic building of the hospital.
    "hospital_director": {
        "person.value_psychological": 1,
        "person.value_economic": 1,
        "person.how_we_help": 1,
    },
    # Recognition; academic needs; drug economics.
    "pharmacy_head": {
        "person.value_psychological": 1,
        "person.value_economic": 1,
        "person.how_we_help": 1,
    },
    # Recognition; building and economics of the department; meet often.
    "clinical_head": {
        "person.value_psychological": 1,
        "person.value_economic": 1,
        "person.adoption": 1,
        "person.best_time_place": 1,
    },
    # Recognition; regular visits, above all when nothing is needed.
    "purchaser": {"person.value_psychological": 1, "person.best_time_place": 1},
    # Product benefit; help outside the own field.
    "expert": {"person.value_functional": 1, "person.how_we_help": 1},
}
"""The same by the playbook that fits the post: what the method says such a person needs."""


def gained(field: str, roles: Collection[str], part: str | None, key: bool, post: str | None) -> int:
    """What a field's importance gains for someone of these roles, this part and this post: 0 to ``MOST``.

    Codes that the tables do not know, such as roles a user has added, count for nothing.
    """
    tables = [BY_ROLE.get(role, {}) for role in roles]
    tables += [BY_PART.get(part or "", {}), FOR_KEY if key else {}, BY_POST.get(post or "", {})]
    return max(table.get(field, 0) for table in tables)

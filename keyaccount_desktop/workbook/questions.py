"""What we don't know: the open questions of a person, a client or a purchase, the most pressing first.

Unknown, assumed and stale facts of all who are concerned are ranked together, with whoever is missing in a
purchase. Shown by the person page, the client's overview and the map page, on cards and on the printed
question list. How complete many subjects are, without their questions, is told by ``knowledge``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from keyaccount_desktop.language import Text, plain
from keyaccount_desktop.method import gaps
from keyaccount_desktop.method.catalogue import Catalogue
from keyaccount_desktop.method.completeness import (
    NOBODY_SPECIAL,
    Known,
    OpenQuestion,
    Share,
    Standing,
    Weighed,
    attention_of,
    completeness_of,
    overall,
    questions_of,
    weighed,
)
from keyaccount_desktop.workbook.driver import gone
from keyaccount_desktop.workbook.knowledge import PersonShare, client_shares, person_shares
from keyaccount_desktop.workbook.products import products as all_products
from keyaccount_desktop.workbook.profiles import (
    NOTHING_KNOWN,
    Profile,
    known_facts,
    profile_of,
    profiles,
)
from keyaccount_desktop.workbook.tables import purchase, stakeholder

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.people import PersonCard

_NOBODY: Final = plain("")

MOST_PEOPLE: Final = 500
"""Of a client or purchase with more people, those who deserve most attention are asked about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with whom or what it is about."""

    kind: str
    id: str
    """Of the subject whose field answers it: person, stakeholder, account or purchase."""
    question: OpenQuestion
    person_id: str = ""
    person: str = ""
    about: Text = _NOBODY
    """Post and roles of the person."""
    purchase_id: str = ""
    purchase: str = ""
    product: str = ""
    """Name of the product it is asked about, where it is asked for each."""

    @property
    def text(self) -> Text:
        if not self.product:
            return self.question.text
        return _OF_PRODUCT.format(product=self.product, question=self.question.text)


_OF_PRODUCT: Final = Text("{product}: {question}", "{product}：{question}")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """How complete a subject with all that belongs to it is, 0 to 1, and what to ask."""

    share: float
    questions: tuple[Asked, ...]
    sections: Mapping[tuple[str, str], Share] = field(default_factory=dict)
    """By subject id and section: of a person only."""


def knowledge_of_person(workbook: Workbook, card: PersonCard, today: date | None = None) -> Knowledge:
    """What is known of someone and their part in each purchase, as their card has it."""
    asking = _Asking(workbook.catalogue, _products(workbook), today)
    shown = profile_of(card)
    sections: dict[tuple[str, str], Share] = {}
    parts: list[Share] = []
    for id_, asked, known in asking.subjects(shown):
        found = completeness_of(asked, {fact.field for fact in known})
        parts.append(found.whole)
        sections |= {(id_, section): share for section, share in found.sections.items()}
    return Knowledge(_together(parts), asking.ranked(asking.of_person(shown)), sections)


def questions_for_card(
    card: PersonCard, catalogue: Catalogue, products: Mapping[str, str], today: date, *, private: bool
) -> list[OpenQuestion]:
    """The questions about someone that may stand on a shared card, or on a private one.

    ``products``: id → name. The questions
    are about the facts that the card is given: whoever shares it leaves private ones out before.
    """
    asking = _Asking(catalogue, products, today)
    asked = asking.ranked(asking.of_person(profile_of(card)))
    return [found.question for found in asked if private or not found.question.sensitive]


def knowledge_of_client(workbook: Workbook, account_id: str, today: date | None = None) -> Knowledge:
    """What is known of a client, its people and its purchases, ranked together.

    Raises UserError when it is not in the workbook.
    """
    asking = _Asking(workbook.catalogue, _products(workbook), today)
    with workbook.read() as connection:
        client = client_shares(connection, workbook.catalogue, [account_id]).get(account_id)
        if client is None:
            raise gone()
        known, values = known_facts(connection, "account", [account_id]).get(account_id, NOTHING_KNOWN)
        names = {
            row.id: row.name
            for row in connection.execute(
                select(purchase.c.id, purchase.c.name)
                .where(purchase.c.account_id == account_id)
                .order_by(purchase.c.name_sort, purchase.c.id)
            )
        }
        of_purchases = known_facts(connection, "purchase", names)
        shown = profiles(connection, _foremost(client.people))
    found = asking.of_account(account_id, known, values.get("account.type"))
    for id_, name in names.items():
        found += asking.of_purchase(id_, name, *of_purchases.get(id_, NOTHING_KNOWN), shown)
    for each in shown:
        found += asking.of_person(each, set(names))
    return Knowledge(client.share, asking.ranked(found))


def knowledge_of_purchase(workbook: Workbook, purchase_id: str, today: date | None = None) -> Knowledge:
    """What is known of a purchase and everyone in it, and who is missing, ranked together.

    Raises UserError when it is not in the workbook.
    """
    asking = _Asking(workbook.catalogue, _products(workbook), today)
    with workbook.read() as connection:
        name = connection.execute(
            select(purchase.c.name).where(purchase.c.id == purchase_id)
        ).scalar_one_or_none()
        if name is None:
            raise gone()
        known, values = known_facts(connection, "purchase", [purchase_id]).get(purchase_id, NOTHING_KNOWN)
        inside = connection.execute(
            select(stakeholder.c.person_id).where(stakeholder.c.purchase_id == purchase_id)
        ).scalars()
        shown = profiles(connection, _foremost(person_shares(connection, workbook.catalogue, inside)))
    found = asking.of_purchase(purchase_id, name, known, values, shown)
    whole = completeness_of(asking.weighed("purchase"), {fact.field for fact in known}).share
    parts = [(whole, attention_of("purchase"))]
    for each in shown:
        found += asking.of_person(each, {purchase_id})
        shares = [
            completeness_of(asked, {fact.field for fact in known}).whole
            for _, asked, known in asking.subjects(each, {purchase_id})
        ]
        parts.append((_together(shares), each.standing.attention(workbook.defaults)))
    return Knowledge(overall(parts), asking.ranked(found))


def _products(workbook: Workbook) -> dict[str, str]:
    return {product.id: product.name for product in all_products(workbook)}


def _foremost(people: Mapping[str, PersonShare]) -> list[str]:
    """Those to ask about: all, or where they are very many, those who deserve most attention."""
    return sorted(people, key=lambda id_: (-people[id_].attention, id_))[:MOST_PEOPLE]


def _together(shares: Iterable[Share]) -> float:
    shares = list(shares)
    asked = sum(share.weight_asked for share in shares)
    return sum(share.weight_known for share in shares) / asked if asked else 1.0


class _Asking:
    """Works out questions, for one day and the fields and products of one workbook."""

    def __init__(self, catalogue: Catalogue, products: Mapping[str, str], today: date | None) -> None:
        self._catalogue = catalogue
        self._products = products
        self._product_ids = tuple(products)
        self._today = today or date.today()
        self._weighed: dict[tuple[object, ...], Weighed] = {}

    def weighed(
        self,
        subject: str,
        standing: Standing = NOBODY_SPECIAL,
        account_type: str | None = None,
        person_kind: str = "person",
    ) -> Weighed:
        """What is asked of a subject; worked out once for all that stand alike."""
        key = (subject, standing, account_type, person_kind)
        if (found := self._weighed.get(key)) is None:
            fields = self._catalogue.fields_of(subject)
            found = self._weighed[key] = weighed(
                subject, standing, account_type, person_kind, self._product_ids, fields
            )
        return found

    def subjects(
        self, shown: Profile, purchases: set[str] | None = None
    ) -> list[tuple[str, Weighed, tuple[Known, ...]]]:
        """Someone and their parts in purchases: id, what is asked, what is known."""
        roles = [role for role in shown.roles if purchases is None or role.purchase_id in purchases]
        return [
            *(
                (role.id, self.weighed("stakeholder", role.standing, person_kind=shown.kind), role.known)
                for role in roles
            ),
            (shown.id, self.weighed("person", shown.standing, person_kind=shown.kind), shown.known),
        ]

    def of_person(self, shown: Profile, purchases: set[str] | None = None) -> list[Asked]:
        """About someone and their part in all purchases, or in some."""
        roles = {role.id: role for role in shown.roles}
        about = self._about(shown)
        found = []
        for id_, asked, known in self.subjects(shown, purchases):
            role = roles.get(id_)
            standing = role.standing if role is not None else shown.standing
            attention = standing.attention(self._catalogue.defaults)
            questions = questions_of(asked, known, self._today, attention, self._product_ids)
            if role is None and shown.kind == "post":
                questions.insert(0, gaps.unnamed_holder(standing, self._catalogue.defaults))
            found += [
                Asked(
                    "person" if role is None else "stakeholder",
                    id_,
                    question,
                    shown.id,
                    shown.name,
                    about,
                    role.purchase_id if role is not None else "",
                    role.purchase if role is not None else "",
                    self._products.get(question.item, ""),
                )
                for question in questions
            ]
        return found

    def of_purchase(
        self,
        purchase_id: str,
        name: str,
        known: Sequence[Known],
        values: Mapping[str, Any],
        people: Iterable[Profile],
    ) -> list[Asked]:
        """About a purchase itself, and who is missing in it."""
        inside = [
            (shown, role) for shown in people for role in shown.roles if role.purchase_id == purchase_id
        ]
        missing = gaps.missing_people(
            [role.standing for _, role in inside],
            {shown.values.get("person.function") for shown, _ in inside},
            {role.values.get("stakeholder.coach") for _, role in inside},
            values.get(gaps.ABSENT) or (),
            self._catalogue.defaults,
        )
        own = questions_of(self.weighed("purchase"), known, self._today, attention_of("purchase"))
        return [
            Asked("purchase", purchase_id, question, purchase_id=purchase_id, purchase=name)
            for question in (*missing, *own)
        ]

    def of_account(self, account_id: str, known: Sequence[Known], account_type: str | None) -> list[Asked]:
        """About a client itself."""
        asked = self.weighed("account", account_type=account_type)
        questions = questions_of(asked, known, self._today, attention_of("account"))
        return [Asked("account", account_id, question) for question in questions]

    def _about(self, shown: Profile) -> Text:
        """Post and roles, as in “Pharmacy head · Decision maker”."""
        standing, lists = shown.standing, self._catalogue.lists
        words = [plain(shown.position)] if shown.position else []
        roles = set(standing.roles) | ({"decider"} if standing.part == "decides" else set())
        words += [lists["buying_role"][role].text for role in _ROLES_SAID if role in roles][:2]
        if standing.part == "blocks":
            words.append(lists["part"]["blocks"].text)
        return Text(" · ".join(word.en for word in words), " · ".join(word.zh for word in words))

    @staticmethod
    def ranked(found: Iterable[Asked]) -> tuple[Asked, ...]:
        """The most pressing first; among equals as they come."""
        return tuple(sorted(found, key=lambda asked: -asked.question.urgency))


_ROLES_SAID: Final = ("decider", "evaluator", "designer", "initiator", "user")
"""The telling ones first."""

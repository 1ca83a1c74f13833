"""Where undo and redo lead, and drafts: the place in the window where they can be seen.

Pure decisions on a ChangeSet, the place one is at, and a lookup of what belongs where. The window asks
after each undo or redo, goes there, and names the step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from keyaccount_desktop.method import catalogue_suppliers
from keyaccount_desktop.method.catalogue_person import STAFF_TIES
from keyaccount_desktop.ui.place import CLIENTS, PEOPLE, Place, client, person, settings

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.journal import ChangeSet, RowChange
    from keyaccount_desktop.workbook.whereabouts import Whereabouts

Lookup = Callable[[str, str], "Whereabouts | None"]
"""Kind (person, purchase, stakeholder) and id to what it belongs to; None when it is gone."""

_ORDER: Final = (
    "colleague", "account", "purchase", "person", "department", "link", "map_review", "map_node", "stakeholder",
    "fact", "visit", "task", "visit_person", "attachment", "field_definition", "term",
)  # fmt: skip
"""Which table tells most of what was done, when an edit touched several."""
_SETTINGS: Final = {
    "field_definition": "fields",
    "term": "lists",
    "setting": "numbers",
    "product": "products",
    "colleague": "staff",
}
"""Tables that are set on the settings page, with the tab that shows them."""
_ENOUGH: Final = 50
"""Of so many judgements it can be told whether they are of one purchase."""
_IN_LISTS: Final = frozenset({"person.position", "person.level", "person.function"})
"""Facts that the list of people and the map show."""
SUPPLIER_FIELDS: Final = frozenset(field.key for field in catalogue_suppliers.SUPPLIER_FIELDS)
"""Facts of a client that stand on its Suppliers tab."""


def place_of(change: ChangeSet, here: Place, lookup: Lookup) -> Place:
    """Where the change is to be seen; ``here`` when it is visible already or nowhere."""
    if here.page == "merging" and "setting" in change.tables:
        return here  # two that were merged or kept apart there stand side by side again
    if (listed := _list_of(change, lookup)) is not None:
        return listed
    rows = sorted(change.rows, key=lambda row: _ORDER.index(row.table) if row.table in _ORDER else 99)
    for row in rows:
        values = row.after or row.before or {}
        there = _place_of_row(row, values, rows, here, lookup)
        if there is not None:
            return there
    return here


def _list_of(change: ChangeSet, lookup: Lookup) -> Place | None:
    """The list in which a view was saved, or several rows were changed at once that only it shows together."""
    pages = change.values("saved_view", "page")
    if pages:
        return Place(*pages) if len(pages) == 1 else None
    if not change.tables <= {"fact", "stakeholder"}:
        return None
    if len(change.values("fact", "account_id")) > 1:
        return CLIENTS
    people = change.values("fact", "person_id")
    purchases = change.values("stakeholder", "purchase_id") | {
        home.purchase_id
        for id_ in list(change.values("fact", "stakeholder_id"))[:_ENOUGH]
        if (home := lookup("stakeholder", id_)) is not None
    }
    return PEOPLE if len(people) > 1 or len(purchases) > 1 else None


def place_of_draft(key: tuple[Any, ...], lookup: Lookup) -> Place | None:
    """Where a draft is to be seen, by what it belongs to; None when that is gone."""
    kind, subject, *rest = key
    if kind in ("note", "next_step"):
        of_person = rest[0] if rest else None
        return person(of_person) if of_person else client(subject)
    if kind == "account":
        return client(subject)
    if kind not in ("person", "stakeholder"):
        return None
    home = lookup(kind, subject)
    return person(home.person_id) if home is not None and home.person_id else None


def _place_of_row(
    row: RowChange, values: Mapping[str, Any], rows: list[RowChange], here: Place, lookup: Lookup
) -> Place | None:
    if row.table == "account":
        # Added, deleted or renamed: the list shows it; a rename also the page it was made on.
        renamed = row.before is not None and row.after is not None
        return here if renamed and here.id == row.id else CLIENTS
    if row.table == "attachment":
        return _attachment(values, here, lookup)
    if row.table == "purchase":
        return client(values["account_id"], "map", row.id if row.after else "")
    if row.table == "department":
        return _department(values["account_id"], here)
    if row.table == "person":
        return _people(row, values.get("account_id"), here)
    if row.table == "map_review":
        return _of_purchase(values["purchase_id"], lookup)
    if row.table == "map_node":
        return _stake(values["stakeholder_id"], rows, here, lookup)
    if row.table == "stakeholder":
        return _stake(row.id, rows, here, lookup)
    if row.table == "link":
        return _link(values, here, lookup)
    if row.table == "fact":
        return _fact(values, rows, here, lookup)
    if row.table in ("visit", "task"):
        return _contact(row.table, values, here)
    return _setting(row, values, here) if row.table in _SETTINGS else None


def _setting(row: RowChange, values: Mapping[str, Any], here: Place) -> Place:
    """What is set in the settings: there, unless the page one is at shows fields and advice itself."""
    if here.page in ("person", "client") and row.table in ("field_definition", "term"):
        return here
    tab = _SETTINGS[row.table]
    if row.table == "term" and values["list"] == "text":
        tab = "texts"
    if row.table == "term" and here == settings("texts"):
        tab = "texts"  # where posts are added too
    return settings(tab)


def _contact(table: str, values: Mapping[str, Any], here: Place) -> Place:
    if table == "task" and here.page == "today":
        return here
    if values.get("person_id"):
        return _person(values["person_id"], here)
    return here if here.page == "person" and table == "visit" else client(values["account_id"])


def _department(account_id: str, here: Place) -> Place:
    # A new department of someone is seen where the person is; else among the client's departments.
    seen = here.page == "person" or (here.id == account_id and here.tab in ("people", "map"))
    return here if seen else client(account_id)


def _people(row: RowChange, account_id: str | None, here: Place) -> Place | None:
    if _only_photo(row):
        return _person(row.id, here)
    person_id = row.id if row.after else None
    if here.page == "person" and here.id == person_id:
        return here
    if account_id is None:
        return person(person_id) if person_id else None
    if here.page == "client" and here.id == account_id and here.tab in ("people", "map"):
        return here
    return client(account_id, "people")


def _person(person_id: str, here: Place) -> Place:
    return here if here == person(person_id) else person(person_id)


def _only_photo(row: RowChange) -> bool:
    """Whether nothing but the photo of someone changed: the lists do not show it."""
    if row.before is None or row.after is None:
        return False
    return {name for name, value in row.after.items() if row.before[name] != value} == {"photo_id"}


def _attachment(values: Mapping[str, Any], here: Place, lookup: Lookup) -> Place | None:
    if values.get("person_id"):
        return _person(values["person_id"], here)
    if values.get("account_id"):
        return client(values["account_id"])
    return _of_purchase(values["purchase_id"], lookup)


def _of_purchase(purchase_id: str, lookup: Lookup) -> Place | None:
    home = lookup("purchase", purchase_id)
    return client(home.account_id, "map", purchase_id) if home and home.account_id else None


def _fact(values: Mapping[str, Any], rows: list[RowChange], here: Place, lookup: Lookup) -> Place | None:
    if values.get("account_id"):
        seen = here.page == "clients" and values["field"] in (
            "account.type",
            "account.grade",
            "account.region",
        )
        if seen:
            return here
        suppliers = values["field"] in SUPPLIER_FIELDS
        return client(values["account_id"], "suppliers" if suppliers else "overview")
    if values.get("purchase_id"):
        return _of_purchase(values["purchase_id"], lookup)
    if values.get("stakeholder_id"):
        return _stake(values["stakeholder_id"], rows, here, lookup)
    if values.get("link_id"):
        return here if here.tab == "map" or here.page == "person" else None
    if values.get("person_id"):
        home = lookup("person", values["person_id"])
        if home is None:
            return None
        in_list = here.page == "client" and here.id == home.account_id and here.tab in ("people", "map")
        if values["field"] == STAFF_TIES and here.tab == "map":
            return here  # beside the map such ties are accepted
        return here if in_list and values["field"] in _IN_LISTS else _person(values["person_id"], here)
    return None


def _stake(stakeholder_id: str, rows: list[RowChange], here: Place, lookup: Lookup) -> Place | None:
    home = lookup("stakeholder", stakeholder_id)
    if home is None or home.account_id is None:
        # Undone with it: the row in this change still says whose it was.
        for row in rows:
            if row.table == "stakeholder" and row.id == stakeholder_id and row.before is not None:
                purchase = lookup("purchase", row.before["purchase_id"])
                if purchase is not None and purchase.account_id is not None:
                    return client(purchase.account_id, "map", row.before["purchase_id"])
        return None
    if here.page == "person" and here.id == home.person_id:
        return here
    return client(home.account_id, "map", home.purchase_id or "")


def _link(values: Mapping[str, Any], here: Place, lookup: Lookup) -> Place | None:
    ends = (values["source_id"], values["target_id"])
    if here.page == "person" and here.id in ends:
        return here
    for end in ends:
        home = lookup("person", end)
        if home is not None and home.account_id is not None:
            here_already = here.page == "client" and here.id == home.account_id and here.tab == "map"
            return here if here_already else client(home.account_id, "map")
    return None

"""The tables of a workbook as SQLAlchemy Core sees them.

The schema itself is raw SQL in ``migrations``; a test holds the two together. Constraints and indexes are
not repeated here. Used by the commands and queries of this layer and by nothing above it.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import REAL, Column, Integer, LargeBinary, MetaData, Table, Text

METADATA: Final = MetaData()

_TYPES: Final[dict[str, Any]] = {
    "": Text,
    "int": Integer,
    "real": REAL,
    "bytes": LargeBinary,
}


def _table(name: str, columns: str) -> Table:
    """``columns``: names in schema order, ``name:type`` where it is not text; ``id`` comes first by itself."""
    made: list[Column[Any]] = [Column("id", Text, primary_key=True)]
    for entry in columns.split():
        column, _, kind = entry.partition(":")
        made.append(Column(column, _TYPES[kind]))
    return Table(name, METADATA, *made)


setting = _table("setting", "value")
blob = _table("blob", "media_type bytes:bytes")
account = _table("account", "name name_sort created_at")
department = _table("department", "account_id name function position:int")
person = _table("person", "account_id department_id kind name name_sort photo_id created_at")
product = _table("product", "name position:int retired_at")
colleague = _table("colleague", "name post native_place schools position:int")
purchase = _table("purchase", "account_id name name_sort layout created_at")
stakeholder = _table("stakeholder", "purchase_id person_id")
link = _table("link", "source_id target_id kind")
fact = _table(
    "fact",
    "account_id person_id stakeholder_id purchase_id link_id field item position:int value source certainty"
    " learned_on verified_on entered_at replaced_at",
)
map_node = _table("map_node", "stakeholder_id x:real y:real free_x:real free_y:real pinned:int")
map_review = _table("map_review", "purchase_id name reviewed_on picture")
process_step = _table("process_step", "purchase_id name state starts_on ends_on details position:int")
stage = _table("stage", "purchase_id name state entered_on left_on unmet_gate_reason details position:int")
visit = _table(
    "visit",
    "account_id purchase_id kind state on_date at_time aim said effect:int half_life_days:int reason_again"
    " no_next_because created_at",
)
visit_person = _table("visit_person", "visit_id person_id effect:int")
task = _table(
    "task",
    "kind account_id person_id purchase_id visit_id stage_id colleague_id text due_on done_on created_at",
)
valuation = _table("valuation", "purchase_id valued_on scheme criteria grade reason")
term = _table("term", "list code zh en position:int retired_at")
field_definition = _table(
    "field_definition", "subject kind section zh en details sensitive:int position:int retired_at"
)
saved_view = _table("saved_view", "page name definition position:int")
attachment = _table("attachment", "account_id person_id purchase_id blob_id name size:int added_at")
dismissed_tie = _table("dismissed_tie", "person_id other_id colleague_id kind dismissed_at")
export_log = _table("export_log", "exported_at kind folder people:int private_fields")
erased = _table("erased", "erased_at")

search_entry = Table(
    "search_entry",
    METADATA,
    Column("rowid", Integer, primary_key=True),
    Column("kind", Text),
    Column("subject_id", Text),
    Column("title", Text),
    Column("subtitle", Text),
)

UNJOURNALED: Final = frozenset({"blob", "export_log", "erased", "search_entry"})
"""Insert-only content, logs, and what is derived: undo does not touch them."""

JOURNALED: Final = tuple(table for name, table in METADATA.tables.items() if name not in UNJOURNALED)

"""The steps that bring a workbook file from one schema version to the next.

Each step is raw SQL, frozen once released, and imports nothing of ours: what a step did is part of the
history of the users' files. ``user_version`` holds the number of the last step applied. Called by
``document`` when a file is made or opened; the backup and the swap around a migration are done there, and the
search index, which is derived, is written anew.
"""

from __future__ import annotations

from typing import Any, Final

APPLICATION_ID: Final = 0x4B415731
"""'KAW1', in the SQLite header of every workbook that is not encrypted."""

STEP_1: Final = """
CREATE TABLE setting (
    id TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blob (
    id TEXT NOT NULL PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_by_name ON account (name_sort);

CREATE TABLE department (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    function TEXT,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX department_of_account ON department (account_id, position);

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT REFERENCES account (id) ON DELETE CASCADE,
    department_id TEXT REFERENCES department (id) ON DELETE SET NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'group', 'post')),
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL,
    photo_id TEXT REFERENCES blob (id),
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX person_of_account ON person (account_id, name_sort);
CREATE INDEX person_of_department ON person (department_id);
CREATE INDEX person_by_name ON person (name_sort);
CREATE INDEX person_of_photo ON person (photo_id) WHERE photo_id IS NOT NULL;

CREATE TABLE product (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE colleague (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    post TEXT,
    native_place TEXT,
    schools TEXT NOT NULL DEFAULT '[]',
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE purchase (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL,
    layout TEXT NOT NULL DEFAULT 'lanes' CHECK (layout IN ('lanes', 'free')),
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX purchase_of_account ON purchase (account_id, name_sort);

CREATE TABLE stakeholder (
    id TEXT NOT NULL PRIMARY KEY,
    purchase_id TEXT NOT NULL REFERENCES purchase (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    UNIQUE (purchase_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stakeholder_of_person ON stakeholder (person_id);

CREATE TABLE link (
    id TEXT NOT NULL PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    target_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    CHECK (source_id <> target_id),
    UNIQUE (source_id, target_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_of_target ON link (target_id);

CREATE TABLE fact (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT REFERENCES account (id) ON DELETE CASCADE,
    person_id TEXT REFERENCES person (id) ON DELETE CASCADE,
    stakeholder_id TEXT REFERENCES stakeholder (id) ON DELETE CASCADE,
    purchase_id TEXT REFERENCES purchase (id) ON DELETE CASCADE,
    link_id TEXT REFERENCES link (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    item TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    value TEXT NOT NULL CHECK (json_valid(value)),
    source TEXT,
    certainty TEXT NOT NULL CHECK (certainty IN ('assumed', 'confirmed')),
    learned_on TEXT,
    verified_on TEXT,
    entered_at TEXT NOT NULL,
    replaced_at TEXT,
    CHECK ((account_id IS NOT NULL) + (person_id IS NOT NULL) + (stakeholder_id IS NOT NULL)
           + (purchase_id IS NOT NULL) + (link_id IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX fact_now_of_account ON fact (account_id, field, item)
    WHERE account_id IS NOT NULL AND replaced_at IS NULL;
CREATE UNIQUE INDEX fact_now_of_person ON fact (person_id, field, item)
    WHERE person_id IS NOT NULL AND replaced_at IS NULL;
CREATE UNIQUE INDEX fact_now_of_stakeholder ON fact (stakeholder_id, field, item)
    WHERE stakeholder_id IS NOT NULL AND replaced_at IS NULL;
CREATE UNIQUE INDEX fact_now_of_purchase ON fact (purchase_id, field, item)
    WHERE purchase_id IS NOT NULL AND replaced_at IS NULL;
CREATE UNIQUE INDEX fact_now_of_link ON fact (link_id, field, item)
    WHERE link_id IS NOT NULL AND replaced_at IS NULL;
CREATE INDEX fact_of_account ON fact (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX fact_of_person ON fact (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX fact_of_stakeholder ON fact (stakeholder_id) WHERE stakeholder_id IS NOT NULL;
CREATE INDEX fact_of_purchase ON fact (purchase_id) WHERE purchase_id IS NOT NULL;
CREATE INDEX fact_of_link ON fact (link_id) WHERE link_id IS NOT NULL;

CREATE TABLE map_node (
    id TEXT NOT NULL PRIMARY KEY,
    stakeholder_id TEXT NOT NULL UNIQUE REFERENCES stakeholder (id) ON DELETE CASCADE,
    x REAL NOT NULL,
    y REAL NOT NULL,
    free_x REAL,
    free_y REAL,
    pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE map_review (
    id TEXT NOT NULL PRIMARY KEY,
    purchase_id TEXT NOT NULL REFERENCES purchase (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    reviewed_on TEXT NOT NULL,
    picture TEXT NOT NULL CHECK (json_valid(picture))
) STRICT, WITHOUT ROWID;
CREATE INDEX map_review_of_purchase ON map_review (purchase_id, reviewed_on);

CREATE TABLE supplier (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details)),
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX supplier_of_account ON supplier (account_id, position);

CREATE TABLE process_step (
    id TEXT NOT NULL PRIMARY KEY,
    purchase_id TEXT NOT NULL REFERENCES purchase (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    starts_on TEXT,
    ends_on TEXT,
    details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details)),
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX process_step_of_purchase ON process_step (purchase_id, position);

CREATE TABLE stage (
    id TEXT NOT NULL PRIMARY KEY,
    purchase_id TEXT NOT NULL REFERENCES purchase (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    entered_on TEXT,
    left_on TEXT,
    unmet_gate_reason TEXT,
    details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details)),
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stage_of_purchase ON stage (purchase_id, position);

CREATE TABLE visit (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    purchase_id TEXT REFERENCES purchase (id) ON DELETE SET NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
    on_date TEXT NOT NULL,
    at_time TEXT,
    aim TEXT NOT NULL DEFAULT '',
    said TEXT NOT NULL DEFAULT '',
    effect INTEGER CHECK (effect BETWEEN -3 AND 3),
    half_life_days INTEGER CHECK (half_life_days > 0),
    reason_again TEXT NOT NULL DEFAULT '',
    no_next_because TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_of_account ON visit (account_id, state, on_date);
CREATE INDEX visit_of_purchase ON visit (purchase_id);
CREATE INDEX visit_by_date ON visit (on_date);

CREATE TABLE visit_person (
    id TEXT NOT NULL PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visit (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    effect INTEGER CHECK (effect BETWEEN -3 AND 3),
    UNIQUE (visit_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_of_person ON visit_person (person_id);

CREATE TABLE task (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('next_step', 'promise', 'preparation', 'support')),
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    person_id TEXT REFERENCES person (id) ON DELETE CASCADE,
    purchase_id TEXT REFERENCES purchase (id) ON DELETE CASCADE,
    visit_id TEXT REFERENCES visit (id) ON DELETE SET NULL,
    stage_id TEXT REFERENCES stage (id) ON DELETE SET NULL,
    colleague_id TEXT REFERENCES colleague (id) ON DELETE SET NULL,
    text TEXT NOT NULL,
    due_on TEXT,
    done_on TEXT,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX task_of_account ON task (account_id, due_on);
CREATE INDEX task_of_person ON task (person_id);
CREATE INDEX task_of_purchase ON task (purchase_id);
CREATE INDEX task_of_visit ON task (visit_id);
CREATE INDEX task_of_stage ON task (stage_id);
CREATE INDEX task_of_colleague ON task (colleague_id);
CREATE INDEX task_open ON task (due_on) WHERE done_on IS NULL;

CREATE TABLE valuation (
    id TEXT NOT NULL PRIMARY KEY,
    purchase_id TEXT NOT NULL REFERENCES purchase (id) ON DELETE CASCADE,
    valued_on TEXT NOT NULL,
    scheme TEXT NOT NULL,
    criteria TEXT NOT NULL CHECK (json_valid(criteria)),
    grade TEXT,
    reason TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX valuation_of_purchase ON valuation (purchase_id, valued_on);

CREATE TABLE term (
    id TEXT NOT NULL PRIMARY KEY,
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    position INTEGER NOT NULL,
    retired_at TEXT,
    UNIQUE (list, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE field_definition (
    id TEXT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    section TEXT NOT NULL,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details)),
    sensitive INTEGER NOT NULL DEFAULT 0 CHECK (sensitive IN (0, 1)),
    position INTEGER NOT NULL,
    retired_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view (
    id TEXT NOT NULL PRIMARY KEY,
    page TEXT NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL CHECK (json_valid(definition)),
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE export_log (
    id TEXT NOT NULL PRIMARY KEY,
    exported_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    folder TEXT NOT NULL,
    people INTEGER NOT NULL,
    private_fields TEXT NOT NULL CHECK (json_valid(private_fields))
) STRICT, WITHOUT ROWID;

CREATE TABLE erased (
    id TEXT NOT NULL PRIMARY KEY,
    erased_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE search_entry (
    rowid INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('account', 'person', 'purchase')),
    subject_id TEXT NOT NULL,
    title TEXT NOT NULL,
    subtitle TEXT NOT NULL,
    UNIQUE (kind, subject_id)
) STRICT;
CREATE VIRTUAL TABLE search_text USING fts5 (
    name, reading, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1);
"""

STEP_2: Final = """
CREATE TABLE attachment (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT REFERENCES account (id) ON DELETE CASCADE,
    person_id TEXT REFERENCES person (id) ON DELETE CASCADE,
    purchase_id TEXT REFERENCES purchase (id) ON DELETE CASCADE,
    blob_id TEXT NOT NULL REFERENCES blob (id),
    name TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    added_at TEXT NOT NULL,
    CHECK ((account_id IS NOT NULL) + (person_id IS NOT NULL) + (purchase_id IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_of_account ON attachment (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX attachment_of_person ON attachment (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX attachment_of_purchase ON attachment (purchase_id) WHERE purchase_id IS NOT NULL;
CREATE INDEX attachment_of_blob ON attachment (blob_id);

DROP TABLE supplier;

ALTER TABLE product ADD COLUMN retired_at TEXT;

DROP TABLE search_text;
DELETE FROM search_entry;
CREATE VIRTUAL TABLE search_text USING fts5 (
    name, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
"""
# Suppliers are facts of the client: with evidence and former values like all that is known; the table was never
# written. Names get words of their own in the index, facts are indexed by pairs of Han characters; it is filled
# after the steps. Its secure deletion cost 6 ms for every person whose text changed; an erasure writes it anew.

STEP_3: Final = """
CREATE TABLE dismissed_tie (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    other_id TEXT REFERENCES person (id) ON DELETE CASCADE,
    colleague_id TEXT REFERENCES colleague (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    dismissed_at TEXT NOT NULL,
    CHECK ((other_id IS NOT NULL) + (colleague_id IS NOT NULL) = 1),
    CHECK (person_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dismissed_tie_of_person ON dismissed_tie (person_id);
CREATE UNIQUE INDEX dismissed_tie_of_people ON dismissed_tie (other_id, person_id, kind)
    WHERE other_id IS NOT NULL;
CREATE UNIQUE INDEX dismissed_tie_with_colleague ON dismissed_tie (colleague_id, person_id, kind)
    WHERE colleague_id IS NOT NULL;
"""
# Ties found from profiles are offered until they are accepted or dismissed. A pair of people stands once, the lesser
# id first; with an id gone, what was dismissed about it goes too.

STEPS: Final[tuple[str, ...]] = (STEP_1, STEP_2, STEP_3)
NEWEST: Final = len(STEPS)


def version_of(connection: Any) -> int:
    """The schema version of the file behind a driver connection."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Any, steps: tuple[str, ...] = STEPS) -> None:
    """Apply the steps the file lacks, all in one transaction: it ends at the newest version or unchanged."""
    done = version_of(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number, step in enumerate(steps[done:], start=done + 1):
            for statement in _statements(step):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    # executescript() would commit on its own. No step holds a semicolon inside a statement.
    return [statement for part in script.split(";") if (statement := part.strip())]

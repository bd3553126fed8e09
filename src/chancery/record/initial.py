"""The first shape of a record, as SQL that never changes again.

`schema.py` names the tables for queries; a test holds the two together. A table that must change
gets a new migration, not a new line here.

The triggers are the record's own guard, in force for every program that writes to the file: what a
report says is never overwritten, and a quote that is not what its report says cannot be stored.
"""

from __future__ import annotations

from typing import Final

# Every character that Python's `str.strip` removes; SQLite's `trim` knows only the space.
_WHITE: Final = (
    *range(9, 14),
    *range(28, 33),
    133,
    160,
    5760,
    *range(8192, 8203),
    8232,
    8233,
    8239,
    8287,
    12288,
)
_BLANK: Final = f"trim(new.quote, char({', '.join(map(str, _WHITE))})) = ''"

_TABLES: Final = (
    # One row per reading of a report; a newer program reads again and adds a row. The shown
    # reading is the one that the conclusions rest on.
    """
    CREATE TABLE report (
      reading INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      program TEXT NOT NULL,
      shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
      digest TEXT NOT NULL,
      text TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
      url TEXT,
      title TEXT,
      subtitle TEXT,
      outlet TEXT,
      authors TEXT NOT NULL,
      language TEXT,
      encoding TEXT NOT NULL,
      published TEXT,
      published_basis TEXT NOT NULL,
      published_because TEXT NOT NULL,
      alignment TEXT NOT NULL,
      furniture TEXT NOT NULL,
      sentences TEXT NOT NULL,
      UNIQUE (id, program)
    ) STRICT
    """,
    "CREATE UNIQUE INDEX report_shown ON report (id) WHERE shown",
    """
    CREATE TABLE block (
      reading INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      kind TEXT NOT NULL,
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      speaker TEXT,
      turn TEXT,
      PRIMARY KEY (reading, ordinal)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE mention (
      reading INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
      kind TEXT NOT NULL,
      ordinal INTEGER NOT NULL,
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      quote TEXT NOT NULL,
      data TEXT NOT NULL CHECK (json_valid(data)),
      PRIMARY KEY (reading, kind, ordinal)
    ) STRICT, WITHOUT ROWID
    """,
    # Append-only: what became of each input, in the same transaction as its entries.
    """
    CREATE TABLE ledger (
      seq INTEGER PRIMARY KEY,
      path TEXT NOT NULL,
      report TEXT,
      program TEXT NOT NULL,
      outcome TEXT NOT NULL,
      reason TEXT NOT NULL,
      at TEXT NOT NULL,
      FOREIGN KEY (report, program) REFERENCES report (id, program)
    ) STRICT
    """,
    "CREATE INDEX ledger_report ON ledger (report, path)",
    "CREATE INDEX ledger_path ON ledger (path, seq)",
    """
    CREATE TABLE entity (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      country TEXT,
      wikidata TEXT
    ) STRICT
    """,
    """
    CREATE TABLE entity_name (
      entity TEXT NOT NULL REFERENCES entity ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      folded TEXT NOT NULL,
      PRIMARY KEY (entity, ordinal)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX entity_name_folded ON entity_name (folded)",
    """
    CREATE TABLE occupancy (
      id TEXT PRIMARY KEY,
      holder TEXT NOT NULL REFERENCES entity,
      office TEXT NOT NULL,
      "of" TEXT,
      "start" TEXT,
      "end" TEXT,
      seen TEXT,
      status TEXT NOT NULL,
      basis TEXT NOT NULL
    ) STRICT
    """,
    'CREATE INDEX occupancy_post ON occupancy (office, "of")',
    "CREATE INDEX occupancy_holder ON occupancy (holder)",
    """
    CREATE TABLE event (
      id TEXT PRIMARY KEY,
      type TEXT NOT NULL,
      mode TEXT,
      status TEXT NOT NULL,
      dated TEXT,
      first_day TEXT,
      last_day TEXT,
      place TEXT,
      score REAL,
      office TEXT,
      contexts TEXT NOT NULL,
      because TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX event_type ON event (type)",
    "CREATE INDEX event_days ON event (first_day, last_day)",
    """
    CREATE TABLE participant (
      event TEXT NOT NULL REFERENCES event ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
      ordinal INTEGER NOT NULL,
      entity TEXT REFERENCES entity,
      state TEXT,
      sector TEXT,
      office TEXT,
      PRIMARY KEY (event, role, ordinal)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX participant_state ON participant (state, event)",
    "CREATE INDEX participant_entity ON participant (entity, event)",
    """
    CREATE TABLE telling (
      event TEXT NOT NULL REFERENCES event ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      reading INTEGER NOT NULL REFERENCES report,
      dated TEXT,
      place TEXT,
      status TEXT NOT NULL,
      PRIMARY KEY (event, ordinal)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX telling_reading ON telling (reading)",
    """
    CREATE TABLE difference (
      event TEXT NOT NULL REFERENCES event ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      facet TEXT NOT NULL,
      versions TEXT NOT NULL CHECK (json_valid(versions)),
      PRIMARY KEY (event, ordinal)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE quotation (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      speaker TEXT REFERENCES entity,
      state TEXT,
      office TEXT,
      asker INTEGER NOT NULL CHECK (asker IN (0, 1)),
      cue TEXT,
      venue TEXT,
      dated TEXT,
      first_day TEXT,
      last_day TEXT
    ) STRICT
    """,
    "CREATE INDEX quotation_speaker ON quotation (speaker)",
    "CREATE INDEX quotation_state ON quotation (state)",
    "CREATE INDEX quotation_days ON quotation (first_day, last_day)",
    """
    CREATE TABLE also_speaker (
      quotation TEXT NOT NULL REFERENCES quotation ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      entity TEXT NOT NULL REFERENCES entity,
      PRIMARY KEY (quotation, ordinal)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX also_speaker_entity ON also_speaker (entity)",
    """
    CREATE TABLE pledge (
      id TEXT PRIMARY KEY,
      what TEXT NOT NULL,
      "by" TEXT REFERENCES entity,
      by_state TEXT,
      "to" TEXT REFERENCES entity,
      to_state TEXT,
      amount REAL,
      currency TEXT,
      due TEXT,
      mutual INTEGER NOT NULL CHECK (mutual IN (0, 1))
    ) STRICT
    """,
    'CREATE INDEX pledge_by ON pledge ("by")',
    'CREATE INDEX pledge_to ON pledge ("to")',
    """
    CREATE TABLE pledge_step (
      pledge TEXT NOT NULL REFERENCES pledge ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      state TEXT NOT NULL,
      dated TEXT,
      PRIMARY KEY (pledge, ordinal)
    ) STRICT, WITHOUT ROWID
    """,
    # `part` is the ordinal of the telling, rendering or step that the words belong to, else 0.
    """
    CREATE TABLE evidence (
      number INTEGER PRIMARY KEY,
      kind TEXT NOT NULL
        CHECK (kind IN ('occupancy', 'event', 'telling', 'quotation', 'rendering', 'pledge', 'step')),
      owner TEXT NOT NULL,
      part INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      reading INTEGER NOT NULL REFERENCES report,
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      quote TEXT NOT NULL,
      UNIQUE (kind, owner, part, ordinal)
    ) STRICT
    """,
    "CREATE INDEX evidence_owner ON evidence (owner)",
    'CREATE INDEX evidence_place ON evidence (reading, "start")',
    """
    CREATE TABLE dating (
      reading INTEGER PRIMARY KEY REFERENCES report,
      published TEXT,
      basis TEXT NOT NULL,
      because TEXT NOT NULL
    ) STRICT
    """,
    # Of which observations the conclusions were derived, and by which program.
    """
    CREATE TABLE derivation (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      program TEXT NOT NULL,
      digest TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT
    """,
)

_SEARCH: Final = (
    "CREATE VIEW shown_report AS SELECT reading, title, text FROM report WHERE shown",
    """
    CREATE VIEW rendering AS
      SELECT number, owner AS quotation, part AS ordinal, quote AS content FROM evidence WHERE kind = 'rendering'
    """,
    """
    CREATE VIRTUAL TABLE report_fts USING fts5(
      title, text, content='shown_report', content_rowid='reading', tokenize='unicode61 remove_diacritics 2')
    """,
    """
    CREATE VIRTUAL TABLE rendering_fts USING fts5(
      content, content='rendering', content_rowid='number', tokenize='unicode61 remove_diacritics 2')
    """,
    """
    CREATE TRIGGER report_fts_insert AFTER INSERT ON report WHEN new.shown BEGIN
      INSERT INTO report_fts (rowid, title, text) VALUES (new.reading, new.title, new.text);
    END
    """,
    """
    CREATE TRIGGER report_fts_update AFTER UPDATE OF shown ON report BEGIN
      INSERT INTO report_fts (report_fts, rowid, title, text)
        SELECT 'delete', old.reading, old.title, old.text WHERE old.shown;
      INSERT INTO report_fts (rowid, title, text) SELECT new.reading, new.title, new.text WHERE new.shown;
    END
    """,
    """
    CREATE TRIGGER report_fts_delete AFTER DELETE ON report WHEN old.shown BEGIN
      INSERT INTO report_fts (report_fts, rowid, title, text)
        VALUES ('delete', old.reading, old.title, old.text);
    END
    """,
    """
    CREATE TRIGGER rendering_fts_insert AFTER INSERT ON evidence WHEN new.kind = 'rendering' BEGIN
      INSERT INTO rendering_fts (rowid, content) VALUES (new.number, new.quote);
    END
    """,
    """
    CREATE TRIGGER rendering_fts_delete AFTER DELETE ON evidence WHEN old.kind = 'rendering' BEGIN
      INSERT INTO rendering_fts (rendering_fts, rowid, content) VALUES ('delete', old.number, old.quote);
    END
    """,
)


def _refuse_false_quotes(table: str) -> str:
    return f"""
    CREATE TRIGGER {table}_says_what_its_report_says BEFORE INSERT ON {table}
    WHEN new."start" < 0
      OR {_BLANK}
      OR length(new.quote) <> new."end" - new."start"
      OR new.quote IS NOT (
        SELECT substr(text, new."start" + 1, new."end" - new."start") FROM report WHERE reading = new.reading)
    BEGIN
      SELECT RAISE(ABORT, 'a quote that is not what its report says there cannot be stored');
    END
    """  # noqa: S608 - the name is one of the two below


def _refuse_changes(table: str, columns: str = "") -> str:
    return f"""
    CREATE TRIGGER {table}_is_never_overwritten BEFORE UPDATE {columns} ON {table} BEGIN
      SELECT RAISE(ABORT, 'what a report says is never overwritten');
    END
    """


_GUARDS: Final = (
    _refuse_false_quotes("mention"),
    _refuse_false_quotes("evidence"),
    _refuse_changes("mention"),
    _refuse_changes("evidence"),
    _refuse_changes("block"),
    _refuse_changes(
        "report",
        "OF reading, id, program, digest, text, url, title, subtitle, outlet, authors, language, encoding,"
        " published, published_basis, published_because, alignment, furniture, sentences",
    ),
    _refuse_changes("ledger"),
    """
    CREATE TRIGGER block_lies_in_its_report BEFORE INSERT ON block
    WHEN new."start" < 0 OR new."end" < new."start"
      OR new."end" > (SELECT length(text) FROM report WHERE reading = new.reading)
    BEGIN
      SELECT RAISE(ABORT, 'a block that does not lie in its report cannot be stored');
    END
    """,
)

STATEMENTS: Final[tuple[str, ...]] = (*_TABLES, *_SEARCH, *_GUARDS)

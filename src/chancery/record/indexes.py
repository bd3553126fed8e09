"""Indexes that pages and programs browse by, as SQL that never changes again.

Events and quotations are listed in time, the undated last, a window at a time; the words that support
any entry are found by full text. The words of quotations have an index of their own since the first
version (`rendering_fts`).
"""

from __future__ import annotations

from typing import Final

IN_TIME: Final = "coalesce(first_day, last_day, '~')"  # "~" sorts after every digit: what has no day comes last

STATEMENTS: Final[tuple[str, ...]] = (
    f"CREATE INDEX event_in_time ON event ({IN_TIME}, id, type)",
    f"CREATE INDEX quotation_in_time ON quotation ({IN_TIME}, id)",
    "CREATE INDEX report_outlet ON report (outlet) WHERE shown",
    "CREATE VIEW support AS SELECT number, quote FROM evidence WHERE kind <> 'rendering'",
    """
    CREATE VIRTUAL TABLE support_fts USING fts5(
      quote, content='support', content_rowid='number', tokenize='unicode61 remove_diacritics 2')
    """,
    "INSERT INTO support_fts (support_fts) VALUES ('rebuild')",
    """
    CREATE TRIGGER support_fts_insert AFTER INSERT ON evidence WHEN new.kind <> 'rendering' BEGIN
      INSERT INTO support_fts (rowid, quote) VALUES (new.number, new.quote);
    END
    """,
    """
    CREATE TRIGGER support_fts_delete AFTER DELETE ON evidence WHEN old.kind <> 'rendering' BEGIN
      INSERT INTO support_fts (support_fts, rowid, quote) VALUES ('delete', old.number, old.quote);
    END
    """,
)

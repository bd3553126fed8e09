"""Finds words, in the terms of each kind of store.

In SQLite words are found by full-text tables, whose rows bear the numbers of readings and of evidence. In PostgreSQL
each of these has a row with a `tsvector`, which `search.py` makes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, text

from chancery.record.folding import words_of
from chancery.record.stores import is_server

# a list in one piece: 100,000 rows one by one cost twice as much
_IN_FILE: Final = "SELECT json_group_array(rowid) FROM {index}_fts WHERE {index}_fts MATCH :words"
_RANKED_IN_FILE: Final = "SELECT rowid, -rank FROM {index}_fts WHERE {index}_fts MATCH :words{weights}"
_WEIGHTS: Final = {
    "report": " AND rank MATCH 'bm25(4.0, 1.0)'"
}  # a word of the title counts four times one of the text
_TABLES: Final = {
    "report": "report_words JOIN report ON report.reading = report_words.reading AND report.shown",
    "rendering": "evidence_words JOIN evidence USING (number)",
    "support": "evidence_words JOIN evidence USING (number)",
}
_NUMBER: Final = {"report": "report_words.reading", "rendering": "number", "support": "number"}
_MATCHED: Final = {
    "report": "words @@ CAST(:words AS tsquery)",
    "rendering": "words @@ CAST(:words AS tsquery) AND evidence.kind = 'rendering'",
    "support": "words @@ CAST(:words AS tsquery) AND evidence.kind <> 'rendering'",
}
RANK: Final = "ts_rank(CAST(ARRAY[0.25, 0.25, 0.25, 1] AS real[]), words, CAST(:words AS tsquery), 1)"


def numbers_of(connection: Connection, index: str, words: Sequence[str]) -> list[int]:
    """Return the numbers of all that has the words.

    Args:
        connection: To the store.
        index: "report", or "rendering" or "support" for evidence that is the words of a quotation, or is not.
        words: All must be there; signs mean nothing.
    """
    asked = {"words": asked_for(connection, words)}
    if is_server(connection):
        query = f"SELECT array_agg({_NUMBER[index]}) FROM {_TABLES[index]} WHERE {_MATCHED[index]}"  # noqa: S608
        return connection.execute(text(query), asked).scalar_one() or []
    found: list[int] = json.loads(connection.execute(text(_IN_FILE.format(index=index)), asked).scalar_one())
    return found


def ranked(connection: Connection, index: str, words: Sequence[str]) -> list[tuple[int, float]]:
    """Return the numbers of all that has the words, with how well each fits: more is better."""
    if is_server(connection):
        query = f"SELECT {_NUMBER[index]}, {RANK} FROM {_TABLES[index]} WHERE {_MATCHED[index]}"  # noqa: S608
    else:
        query = _RANKED_IN_FILE.format(index=index, weights=_WEIGHTS.get(index, ""))
    rows = connection.execute(text(query), {"words": asked_for(connection, words)})
    return [(number, float(score)) for number, score in rows]


def asked_for(connection: Connection, words: Sequence[str]) -> str:
    """Return words as a store's search takes them: all must be there, signs mean nothing."""
    return for_server(words) if is_server(connection) else for_file(words)


def for_file(words: Sequence[str]) -> str:
    """Return words as FTS5 takes them."""
    return " ".join(f'"{word}"' for word in words)


def for_server(words: Sequence[str]) -> str:
    """Return words as a `tsquery`; empty if nothing of them is a word."""
    phrases = [found for word in words if (found := words_of(word))]
    return " & ".join(f"({' <-> '.join(map(quoted, phrase))})" for phrase in phrases)


def quoted(word: str) -> str:
    """Return a word as `tsvector` and `tsquery` write it."""
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"

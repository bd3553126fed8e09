"""Finds words in reports and quotations, and keeps what that needs.

SQLite indexes words itself, by triggers. For PostgreSQL each reading and each piece of evidence has a row with a
`tsvector`, which is made here: its words are those of `folding.py`, not those of one of the server's own parsers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from chancery.record.folding import placed_words, words_of
from chancery.record.matching import RANK, asked_for, quoted
from chancery.record.schema import DERIVED
from chancery.record.stores import is_server

_WORDS: Final = re.compile(r"\w+")
_FULL: Final = 900_000  # bytes of one tsvector, of which PostgreSQL takes 1,048,575
_COUNTED: Final = 256  # places of one word that a tsvector keeps
_LAST_PLACE: Final = 16_383  # and the last that it tells apart
_BETWEEN: Final = 10  # places between title and text, so that no phrase runs over both
_EXCERPT: Final = 24  # words of an excerpt
_TRIED: Final = 200  # places at which an excerpt may begin
_BATCH: Final = 500
_ANALYZED: Final = ("report", "report_words", "evidence_words", *(table.name for table in DERIVED))


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where words were found.

    Attributes:
        kind: "report" or "quotation".
        id: Its id.
        excerpt: The words around, with the words found between « and ».
        score: Higher is better; comparable within one kind of one store only.
    """

    kind: str
    id: str
    excerpt: str
    score: float


def search(connection: Connection, words: str, limit: int) -> tuple[Hit, ...]:
    """Return the reports and quotations that hold all the given words, best first.

    Args:
        connection: Inside a transaction.
        words: Words in any order; everything but letters and digits only parts them.
        limit: How many hits of each kind at most.
    """
    asked = _WORDS.findall(words)
    find = _find_on_server if is_server(connection) else _find_in_file
    return (*find(connection, "report", asked, limit), *find(connection, "quotation", asked, limit)) if asked else ()


# ---- SQLite ----

_IN_FILE: Final = {
    "report": """
    SELECT report.id, snippet(report_fts, -1, '«', '»', '…', 24) AS excerpt, -bm25(report_fts, 4.0, 1.0) AS score
    FROM report_fts JOIN report ON report.reading = report_fts.rowid
    WHERE report_fts MATCH :words ORDER BY score DESC, report.id LIMIT :limit
""",
    "quotation": """
    SELECT evidence.owner, snippet(rendering_fts, -1, '«', '»', '…', 24) AS excerpt, -bm25(rendering_fts) AS score
    FROM rendering_fts JOIN evidence ON evidence.number = rendering_fts.rowid
    WHERE rendering_fts MATCH :words ORDER BY score DESC, evidence.owner, evidence.part LIMIT :limit
""",
}


def _find_in_file(connection: Connection, kind: str, asked: Sequence[str], limit: int) -> tuple[Hit, ...]:
    words = asked_for(connection, asked)
    rows = connection.execute(text(_IN_FILE[kind]), {"words": words, "limit": limit})
    return _best(kind, ((name, excerpt, score) for name, excerpt, score in rows))


def _best(kind: str, rows: Iterable[tuple[str, str, float]]) -> tuple[Hit, ...]:
    """Keep the best place of each entry."""
    best: dict[str, Hit] = {}
    for name, excerpt, score in rows:
        best.setdefault(name, Hit(kind, name, excerpt, score))
    return tuple(best.values())


# ---- PostgreSQL ----

# The tables of words are the server's own; `schema.py` names what every store has. A word of the title counts four
# times one of the text; a long text counts less, by the logarithm of its length.
TABLES: Final = (
    """
    CREATE TABLE report_words (
      reading BIGINT PRIMARY KEY REFERENCES report ON DELETE CASCADE,
      words TSVECTOR NOT NULL
    )
    """,
    """
    CREATE TABLE evidence_words (
      number BIGINT PRIMARY KEY REFERENCES evidence ON DELETE CASCADE,
      words TSVECTOR NOT NULL
    )
    """,
    "CREATE INDEX report_words_words ON report_words USING gin (words)",
    "CREATE INDEX evidence_words_words ON evidence_words USING gin (words)",
)

_ON_SERVER: Final = {
    "report": f"""
    SELECT report.id, report.text, {RANK} AS score
    FROM report_words JOIN report ON report.reading = report_words.reading
    WHERE words @@ CAST(:words AS tsquery) AND report.shown ORDER BY score DESC, report.id LIMIT :limit
""",  # noqa: S608 - constants
    "quotation": f"""
    SELECT evidence.owner, evidence.quote, {RANK} AS score
    FROM evidence_words JOIN evidence ON evidence.number = evidence_words.number
    WHERE words @@ CAST(:words AS tsquery) AND evidence.kind = 'rendering'
    ORDER BY score DESC, evidence.owner, evidence.part LIMIT :limit
""",  # noqa: S608 - constants
}


def _find_on_server(connection: Connection, kind: str, asked: Sequence[str], limit: int) -> tuple[Hit, ...]:
    query = asked_for(connection, asked)
    if not query:
        return ()
    rows = connection.execute(text(_ON_SERVER[kind]), {"words": query, "limit": limit})
    wanted = frozenset(word for one in asked for word in words_of(one))
    return _best(kind, ((name, excerpt(whole, wanted), score) for name, whole, score in rows))


def index_report(connection: Connection, reading: int, title: str | None, body: str) -> None:
    """Make the words of a reading findable, where the store does not do so itself."""
    if is_server(connection):
        row = {"reading": reading, "words": vector(body, title or "")}
        connection.execute(text("INSERT INTO report_words VALUES (:reading, CAST(:words AS tsvector))"), row)


def index_evidence(connection: Connection) -> None:
    """Make the words of all evidence findable anew, where the store does not do so itself."""
    if not is_server(connection):
        return
    connection.exec_driver_sql("DELETE FROM evidence_words")
    quotes = connection.exec_driver_sql("SELECT number, quote FROM evidence ORDER BY number").all()
    insert = text(
        "INSERT INTO evidence_words SELECT number, CAST(words AS tsvector)"
        " FROM unnest(CAST(:numbers AS bigint[]), CAST(:words AS text[])) AS pin (number, words)"
    )
    for start in range(0, len(quotes), _BATCH):
        part = quotes[start : start + _BATCH]
        row = {"numbers": [one.number for one in part], "words": [vector(one.quote) for one in part]}
        connection.execute(insert, row)
    if len(quotes) > _BATCH:  # or plans would be made for the record as it was
        connection.exec_driver_sql(f"ANALYZE {', '.join(_ANALYZED)}")


def vector(body: str, title: str = "") -> str:
    """Write the words of a text as a `tsvector`, those of its title with more weight.

    A text with so many different words that no tsvector holds them is found by those that come first.
    """
    places: dict[str, list[str]] = defaultdict(list)
    for word, place in _placed(title, body):
        places[word].append(place)
    size = 0
    told: list[str] = []
    for word, at in places.items():
        size += len(word.encode()) + 2 * min(len(at), _COUNTED) + 8
        if size > _FULL:
            break
        told.append(f"{quoted(word)}:{','.join(at[:_COUNTED])}")
    return " ".join(told)


def _placed(title: str, body: str) -> Iterator[tuple[str, str]]:
    ahead = words_of(title)
    for place, word in enumerate(ahead, start=1):
        yield word, f"{min(place, _LAST_PLACE)}A"
    for place, word in enumerate(words_of(body), start=len(ahead) + _BETWEEN):
        yield word, f"{min(place, _LAST_PLACE)}"


def excerpt(whole: str, wanted: frozenset[str], *, marks: tuple[str, str] = ("«", "»"), length: int = _EXCERPT) -> str:
    """Return the stretch of a text that holds most of the words, each between two marks.

    Args:
        whole: The text.
        wanted: The words, folded.
        marks: What stands before and after a word that was found.
        length: How many words at most.
    """
    words = list(placed_words(whole))
    hits = [number for number, (_, _, word) in enumerate(words) if word in wanted][:_TRIED]
    if not hits:
        return ""
    first = max((0, *hits), key=lambda start: (len({words[n][2] for n in hits if start <= n < start + length}), -start))
    start = max(0, min(first, len(words) - length))
    end = min(len(words), start + length)
    pieces = ["…" if start else whole[: words[0][0]]]
    for number in range(start, end):
        begin, stop, word = words[number]
        after = whole[stop : words[number + 1][0]] if number + 1 < end else ""
        pieces += [marks[0], whole[begin:stop], marks[1], after] if word in wanted else [whole[begin:stop], after]
    pieces.append("…" if end < len(words) else whole[words[-1][1] :])
    return "".join(pieces)

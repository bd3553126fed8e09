"""Search over everything that a record holds: reports, events, quotations, pledges, offices and names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, text

from chancery.record.browsing import asking, words_of
from chancery.record.folding import words_of as folded
from chancery.record.matching import asked_for, found_in
from chancery.record.search import RANK, excerpt
from chancery.record.store import Record
from chancery.record.stores import is_server

KINDS: Final = ("entity", "event", "quotation", "pledge", "occupancy", "report")
OPEN: Final = "\x02"
CLOSE: Final = "\x03"

_ALONE: Final = ("entity", "quotation", "report")  # each with an index of its own
_SUPPORT: Final = {"event": ("event", "telling"), "pledge": ("pledge", "step"), "occupancy": ("occupancy", "occupancy")}
_EXCERPT: Final = "snippet({fts}, -1, char(2), char(3), '…', 28)"
_NAMED: Final = """
  SELECT entity, min(name) AS excerpt, 1.0 / min(length(name)) AS score FROM entity_name
  WHERE {words} GROUP BY entity ORDER BY min(length(name)), entity LIMIT :limit
"""
# the best passages first, then what they support: an entry stands where its best passage does
_SUPPORTED: Final = f"""
  SELECT owner, excerpt, max(score) AS score FROM (
    SELECT evidence.owner, -rank AS score, {_EXCERPT.format(fts="support_fts")} AS excerpt
    FROM support_fts JOIN evidence ON evidence.number = support_fts.rowid
    WHERE support_fts MATCH :words AND evidence.kind IN (:one, :other) {{limits}} ORDER BY rank LIMIT :many)
  GROUP BY owner ORDER BY score DESC, owner LIMIT :limit
"""  # noqa: S608 - our own words
_RENDERED: Final = f"""
  SELECT owner, excerpt, max(score) AS score FROM (
    SELECT evidence.owner, -rank AS score, {_EXCERPT.format(fts="rendering_fts")} AS excerpt
    FROM rendering_fts JOIN evidence ON evidence.number = rendering_fts.rowid
    WHERE rendering_fts MATCH :words {{limits}} ORDER BY rank LIMIT :many)
  GROUP BY owner ORDER BY score DESC, owner LIMIT :limit
"""  # noqa: S608 - our own words
_REPORTS: Final = f"""
  SELECT report.id, {_EXCERPT.format(fts="report_fts")} AS excerpt, -bm25(report_fts, 4.0, 1.0) AS score
  FROM report_fts JOIN report ON report.reading = report_fts.rowid
  WHERE report_fts MATCH :words {{limits}} ORDER BY score DESC, report.id LIMIT :limit
"""  # noqa: S608 - our own words
# the same on a server, which brings the whole text; the excerpt is cut here
_EVIDENCE_ON_SERVER: Final = f"""
  SELECT owner, quote, score FROM (
    SELECT DISTINCT ON (evidence.owner) evidence.owner, evidence.quote, {RANK} AS score
    FROM evidence_words JOIN evidence ON evidence.number = evidence_words.number
    WHERE words @@ CAST(:words AS tsquery) AND evidence.kind IN (:one, :other) {{limits}}
    ORDER BY evidence.owner, score DESC, evidence.part, evidence.ordinal) AS best
  ORDER BY score DESC, owner LIMIT :limit
"""  # noqa: S608 - our own words
_REPORTS_ON_SERVER: Final = f"""
  SELECT report.id, report.text, {RANK} AS score
  FROM report_words JOIN report ON report.reading = report_words.reading
  WHERE words @@ CAST(:words AS tsquery) AND report.shown {{limits}} ORDER BY score DESC, report.id LIMIT :limit
"""  # noqa: S608 - our own words
_EXCERPT_WORDS: Final = 28
_OF_OUTLET: Final = {
    "report": "AND report.outlet = :outlet",
    "support": "AND evidence.reading IN (SELECT reading FROM report WHERE shown AND outlet = :outlet)",
}
_OF_STATE: Final = {
    "event": "AND evidence.owner IN (SELECT event FROM participant WHERE state = :state)",
    "quotation": "AND evidence.owner IN (SELECT id FROM quotation WHERE state = :state)",
    "pledge": "AND evidence.owner IN (SELECT id FROM pledge WHERE by_state = :state OR to_state = :state)",
    "occupancy": 'AND evidence.owner IN (SELECT id FROM occupancy WHERE "of" = :state)',
}


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that has all the words.

    Attributes:
        kind: One of `KINDS`.
        excerpt: The words around, those found between `OPEN` and `CLOSE`; a name for an entity.
        score: Higher is better; comparable within one kind only.
    """

    kind: str
    id: str
    excerpt: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a search found.

    Attributes:
        totals: How many entries of each kind have the words.
        found: The best of each kind asked for, kind by kind.
        states: Events found, by state.
        outlets: Reports found, by outlet.
    """

    totals: dict[str, int] = field(default_factory=dict)
    found: tuple[Found, ...] = ()
    states: dict[str, int] = field(default_factory=dict)
    outlets: dict[str, int] = field(default_factory=dict)


def find_words(
    record: Record,
    words: str,
    *,
    kinds: tuple[str, ...] = KINDS,
    state: str | None = None,
    outlet: str | None = None,
    limit: int = 20,
) -> Findings:
    """Return the entries that hold all the words.

    Args:
        record: The record.
        words: Words in any order; everything but letters and digits only parts them.
        kinds: Which kinds to bring; all are counted.
        state: Only what this state has part in; reports and names are left out then.
        outlet: Only what this outlet tells; names are left out then.
        limit: How many of each kind at most.
    """
    wanted = words_of(words)
    if not wanted:
        return Findings()
    with asking(record) as connection:
        asked = {"words": asked_for(connection, wanted), "state": state, "outlet": outlet}
        totals = {kind: _total(connection, kind, wanted, asked) for kind in _ALONE if _asks(kind, asked)}
        totals |= _supported_totals(connection, asked)
        brought = [kind for kind in KINDS if kind in kinds and totals.get(kind)]
        return Findings(
            totals=totals,
            found=tuple(one for kind in brought for one in _best(connection, kind, wanted, asked, limit)),
            states=_by_state(connection, asked) if totals.get("event") else {},
            outlets=_by_outlet(connection, asked) if totals.get("report") else {},
        )


def _asks(kind: str, asked: dict[str, Any]) -> bool:
    """Tell whether a kind can meet what is asked."""
    if kind == "entity":
        return not asked["state"] and not asked["outlet"]
    return kind != "report" or not asked["state"]


def _limits(kind: str, asked: dict[str, Any]) -> str:
    outlet = _OF_OUTLET["report" if kind == "report" else "support"] if asked["outlet"] else ""
    return f"{outlet} {_OF_STATE.get(kind, '') if asked['state'] else ''}"


def _best(connection: Connection, kind: str, wanted: tuple[str, ...], asked: dict[str, Any], limit: int) -> list[Found]:
    values = {**asked, "limit": limit, "many": 10 * limit}
    if kind == "entity":
        condition, names = _named(connection, wanted)
        rows = connection.execute(text(_NAMED.format(words=condition)), {**names, "limit": limit})
    elif is_server(connection):
        return _best_on_server(connection, kind, wanted, values)
    elif kind in _SUPPORT:
        one, other = _SUPPORT[kind]
        query = _SUPPORTED.format(limits=_limits(kind, asked))
        rows = connection.execute(text(query), {**values, "one": one, "other": other})
    else:
        query = (_REPORTS if kind == "report" else _RENDERED).format(limits=_limits(kind, asked))
        rows = connection.execute(text(query), values)
    return [Found(kind, name, words, float(score)) for name, words, score in rows]


def _best_on_server(connection: Connection, kind: str, wanted: tuple[str, ...], values: dict[str, Any]) -> list[Found]:
    one, other = _SUPPORT.get(kind, ("rendering", "rendering"))
    query = (_REPORTS_ON_SERVER if kind == "report" else _EVIDENCE_ON_SERVER).format(limits=_limits(kind, values))
    words = frozenset(part for word in wanted for part in folded(word))
    rows = connection.execute(text(query), {**values, "one": one, "other": other})
    return [
        Found(kind, name, excerpt(whole, words, marks=(OPEN, CLOSE), length=_EXCERPT_WORDS), score)
        for name, whole, score in rows
    ]


def _total(connection: Connection, kind: str, wanted: tuple[str, ...], asked: dict[str, Any]) -> int:
    if kind == "entity":
        condition, values = _named(connection, wanted)
        query = f"SELECT count(DISTINCT entity) FROM entity_name WHERE {condition}"  # noqa: S608 - parameters only
    elif kind == "report":
        matched = found_in(connection, "report")
        query = f"SELECT count(*) FROM report WHERE shown AND reading IN ({matched}) {_limits(kind, asked)}"  # noqa: S608
        values = asked
    else:
        values = asked
        query = f"SELECT count(DISTINCT owner) FROM evidence WHERE {_matched(connection, kind)} {_limits(kind, asked)}"  # noqa: S608
    return int(connection.execute(text(query), values).scalar_one())


def _supported_totals(connection: Connection, asked: dict[str, Any]) -> dict[str, int]:
    """Count the entries of the kinds that share an index, in one go through what has the words."""
    sides = (f"({_of(connection, kind)} {_limits(kind, asked)})" for kind in _SUPPORT)
    whole = " ".join(f"WHEN '{part}' THEN '{kind}'" for kind, (_, part) in _SUPPORT.items())
    query = f"""
      SELECT CASE kind {whole} ELSE kind END AS whole, count(DISTINCT owner) FROM evidence
      WHERE number IN ({found_in(connection, "support")}) AND ({" OR ".join(sides)})
      GROUP BY whole
    """  # noqa: S608 - our own words and parameters
    rows = connection.execute(text(query), asked).all()
    return dict.fromkeys(_SUPPORT, 0) | {kind: number for kind, number in rows}  # noqa: C416 - rows to pairs


def _of(connection: Connection, kind: str) -> str:
    # "+" keeps SQLite from the index of kinds, which would bring all evidence there is
    plus = "" if is_server(connection) else "+"
    return f"{plus}kind IN ({', '.join(repr(part) for part in _SUPPORT.get(kind, ('rendering',)))})"


def _matched(connection: Connection, kind: str) -> str:
    """Return the condition that a piece of evidence is of a kind of entry and has the words."""
    index = "rendering" if kind == "quotation" else "support"
    return f"number IN ({found_in(connection, index)}) AND {_of(connection, kind)}"


def _named(connection: Connection, wanted: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """Return the condition that a name has all the words, with its parameters."""
    place = "strpos" if is_server(connection) else "instr"
    condition = " AND ".join(f"{place}(folded, :w{number}) > 0" for number in range(len(wanted)))
    return condition, {f"w{number}": word for number, word in enumerate(wanted)}


def _by_state(connection: Connection, asked: dict[str, Any]) -> dict[str, int]:
    events = f"SELECT owner FROM evidence WHERE {_matched(connection, 'event')} {_limits('event', asked)}"  # noqa: S608
    query = f"""
      SELECT state, count(DISTINCT event) AS events FROM participant WHERE state IS NOT NULL AND event IN ({events})
      GROUP BY state ORDER BY events DESC, state
    """  # noqa: S608 - parameters only
    return {state: number for state, number in connection.execute(text(query), asked)}  # noqa: C416 - rows to pairs


def _by_outlet(connection: Connection, asked: dict[str, Any]) -> dict[str, int]:
    query = f"""
      SELECT outlet, count(*) AS reports FROM report
      WHERE shown AND reading IN ({found_in(connection, "report")}) AND outlet IS NOT NULL
      {_limits("report", asked)} GROUP BY outlet ORDER BY reports DESC, outlet
    """  # noqa: S608 - parameters only
    return {outlet: number for outlet, number in connection.execute(text(query), asked)}  # noqa: C416 - rows to pairs

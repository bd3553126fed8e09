"""Search over everything that a record holds: reports, events, quotations, pledges, offices and names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, text

from chancery.record.browsing import asking, words_of
from chancery.record.store import Record

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
    asked = {"words": " ".join(f'"{word}"' for word in wanted), "state": state, "outlet": outlet}
    with asking(record) as connection:
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
        condition, names = _named(wanted)
        rows = connection.execute(text(_NAMED.format(words=condition)), {**names, "limit": limit})
    elif kind in _SUPPORT:
        one, other = _SUPPORT[kind]
        query = _SUPPORTED.format(limits=_limits(kind, asked))
        rows = connection.execute(text(query), {**values, "one": one, "other": other})
    else:
        query = (_REPORTS if kind == "report" else _RENDERED).format(limits=_limits(kind, asked))
        rows = connection.execute(text(query), values)
    return [Found(kind, name, excerpt, score) for name, excerpt, score in rows]


def _total(connection: Connection, kind: str, wanted: tuple[str, ...], asked: dict[str, Any]) -> int:
    if kind == "entity":
        condition, values = _named(wanted)
        query = f"SELECT count(DISTINCT entity) FROM entity_name WHERE {condition}"  # noqa: S608 - parameters only
    elif kind == "report":
        matched = "SELECT rowid FROM report_fts WHERE report_fts MATCH :words"
        query = f"SELECT count(*) FROM report WHERE reading IN ({matched}) {_limits(kind, asked)}"  # noqa: S608
        values = asked
    else:
        values = asked
        query = f"SELECT count(DISTINCT owner) FROM evidence WHERE {_matched(kind)} {_limits(kind, asked)}"  # noqa: S608
    return int(connection.execute(text(query), values).scalar_one())


def _supported_totals(connection: Connection, asked: dict[str, Any]) -> dict[str, int]:
    """Count the entries of the kinds that share an index, in one go through what has the words."""
    sides = (f"({_of(kind)} {_limits(kind, asked)})" for kind in _SUPPORT)
    whole = " ".join(f"WHEN '{part}' THEN '{kind}'" for kind, (_, part) in _SUPPORT.items())
    query = f"""
      SELECT CASE kind {whole} ELSE kind END AS whole, count(DISTINCT owner) FROM evidence
      WHERE number IN (SELECT rowid FROM support_fts WHERE support_fts MATCH :words) AND ({" OR ".join(sides)})
      GROUP BY whole
    """  # noqa: S608 - our own words and parameters
    rows = connection.execute(text(query), asked).all()
    return dict.fromkeys(_SUPPORT, 0) | {kind: number for kind, number in rows}  # noqa: C416 - rows to pairs


def _of(kind: str) -> str:
    # "+" keeps SQLite from the index of kinds, which would bring all evidence there is
    return f"+kind IN ({', '.join(repr(part) for part in _SUPPORT.get(kind, ('rendering',)))})"


def _matched(kind: str) -> str:
    """Return the condition that a piece of evidence is of a kind of entry and has the words."""
    fts = "rendering_fts" if kind == "quotation" else "support_fts"
    return f"number IN (SELECT rowid FROM {fts} WHERE {fts} MATCH :words) AND {_of(kind)}"  # noqa: S608 - our own


def _named(wanted: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """Return the condition that a name has all the words, with its parameters."""
    condition = " AND ".join(f"instr(folded, :w{number}) > 0" for number in range(len(wanted)))
    return condition, {f"w{number}": word for number, word in enumerate(wanted)}


def _by_state(connection: Connection, asked: dict[str, Any]) -> dict[str, int]:
    events = f"SELECT owner FROM evidence WHERE {_matched('event')} {_limits('event', asked)}"  # noqa: S608
    query = f"""
      SELECT state, count(DISTINCT event) AS events FROM participant WHERE state IS NOT NULL AND event IN ({events})
      GROUP BY state ORDER BY events DESC, state
    """  # noqa: S608 - parameters only
    return {state: number for state, number in connection.execute(text(query), asked)}  # noqa: C416 - rows to pairs


def _by_outlet(connection: Connection, asked: dict[str, Any]) -> dict[str, int]:
    query = f"""
      SELECT outlet, count(*) AS reports FROM report
      WHERE reading IN (SELECT rowid FROM report_fts WHERE report_fts MATCH :words) AND outlet IS NOT NULL
      {_limits("report", asked)} GROUP BY outlet ORDER BY reports DESC, outlet
    """  # noqa: S608 - parameters only
    return {outlet: number for outlet, number in connection.execute(text(query), asked)}  # noqa: C416 - rows to pairs

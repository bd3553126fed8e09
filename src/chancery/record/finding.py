"""Search over everything that a record holds: reports, events, quotations, pledges, offices and names.

All that has the words is counted, whatever there is. What few passages have is ranked; of what more than `RANKED`
have, no passage fits better than another, and the latest come first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, text

from chancery.record import schema
from chancery.record.browsing import asking, words_of
from chancery.record.folding import placed_words
from chancery.record.folding import words_of as folded
from chancery.record.matching import asked_for, numbers_of, ranked
from chancery.record.owners import Owners, Told, read_owners, read_readings
from chancery.record.search import excerpt
from chancery.record.store import Record
from chancery.record.stores import is_server

KINDS: Final = ("entity", "event", "quotation", "pledge", "occupancy", "report")
OPEN: Final = "\x02"
CLOSE: Final = "\x03"
RANKED: Final = 4000  # passages that are ranked: each costs 2 microseconds, and each report 5

_INDEXES: Final = {"support": ("event", "pledge", "occupancy"), "rendering": ("quotation",)}
_NAMED: Final = """
  SELECT entity, min(name) AS excerpt, 1.0 / min(length(name)) AS score FROM entity_name
  WHERE {words} GROUP BY entity ORDER BY min(length(name)), entity LIMIT :limit
"""
_IN_REPORTS: Final = """
  SELECT rowid, snippet(report_fts, -1, char(2), char(3), '…', 28) FROM report_fts
  WHERE report_fts MATCH :words AND rowid IN :chosen
"""
_EXCERPT_WORDS: Final = 28


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
        found: Of each kind asked for the best, or the latest, kind by kind.
        latest: The kinds whose latest entries come first, since too many have the words.
        states: Events found, by state.
        outlets: Reports found, by outlet.
    """

    totals: dict[str, int] = field(default_factory=dict)
    found: tuple[Found, ...] = ()
    latest: frozenset[str] = frozenset()
    states: dict[str, int] = field(default_factory=dict)
    outlets: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is looked for."""

    words: tuple[str, ...]
    state: str | None
    outlet: str | None
    limit: int


def find_words(
    record: Record,
    words: str,
    *,
    kinds: tuple[str, ...] = KINDS,
    state: str | None = None,
    outlet: str | None = None,
    limit: int = 20,
    owners: Owners | None = None,
) -> Findings:
    """Return the entries that hold all the words.

    Args:
        record: The record.
        words: Words in any order; everything but letters and digits only parts them.
        kinds: Which kinds to bring; all are counted.
        state: Only what this state has part in; reports and names are left out then.
        outlet: Only what this outlet tells; names are left out then.
        limit: How many of each kind at most.
        owners: Whose the evidence of the record is, where that is known already.
    """
    wanted = words_of(words)
    if not wanted:
        return Findings()
    asked = _Asked(words=wanted, state=state, outlet=outlet, limit=limit)
    with asking(record) as connection:
        known = owners or read_owners(connection)
        parts = [_entities(connection, asked)] if not (state or outlet) else []
        parts += [_entries(connection, known, asked, index, kinds) for index in _INDEXES]
        parts += [_reports(connection, known, asked, brought="report" in kinds)] if not state else []
    found = [one for part in parts for one in part.found if one.kind in kinds]
    return Findings(
        totals={kind: number for part in parts for kind, number in part.totals.items()},
        found=tuple(sorted(found, key=lambda one: KINDS.index(one.kind))),
        latest=frozenset(chain.from_iterable(part.latest for part in parts)),
        states={state: number for part in parts for state, number in part.states.items()},
        outlets={outlet: number for part in parts for outlet, number in part.outlets.items()},
    )


# ---- names ----


def _entities(connection: Connection, asked: _Asked) -> Findings:
    place = "strpos" if is_server(connection) else "instr"
    condition = " AND ".join(f"{place}(folded, :w{number}) > 0" for number in range(len(asked.words)))
    values: dict[str, Any] = {f"w{number}": word for number, word in enumerate(asked.words)}
    count = f"SELECT count(DISTINCT entity) FROM entity_name WHERE {condition}"  # noqa: S608 - parameters only
    total = int(connection.execute(text(count), values).scalar_one())
    rows = connection.execute(text(_NAMED.format(words=condition)), {**values, "limit": asked.limit}) if total else ()
    found = tuple(Found("entity", name, words, float(score)) for name, words, score in rows)
    return Findings(totals={"entity": total}, found=found)


# ---- what rests on evidence ----


def _entries(connection: Connection, owners: Owners, asked: _Asked, index: str, kinds: Collection[str]) -> Findings:
    """Find entries by the sentences that they rest on."""
    numbers = owners.known(numbers_of(connection, index, asked.words))
    if asked.outlet:
        reading = owners.reading if owners.reading is not None else read_readings(connection)
        numbers = owners.printed_by(asked.outlet, numbers, reading)
    marks = owners.mark(numbers)
    places = {kind: _of_state(owners, owners.marked(kind, marks), asked.state) for kind in _INDEXES[index]}
    scores = _scores(connection, owners, asked, index, numbers)
    chosen = {kind: _chosen(owners, places[kind], scores, asked.limit) for kind in places if kind in kinds}
    entries = [owners.ids[at] for kind in chosen for at, _ in chosen[kind]]
    words = _excerpts(connection, index, entries, asked.words)
    events = places.get("event", ())
    return Findings(
        totals={kind: len(found) for kind, found in places.items()},
        found=tuple(
            Found(kind, owners.ids[at], words.get(owners.ids[at], ""), score)
            for kind, best in chosen.items()
            for at, score in best
        ),
        latest=frozenset(kind for kind in places if places[kind] and scores is None),
        states=_most(chain.from_iterable(owners.states[at] for at in events)),
    )


def _of_state(owners: Owners, places: list[int], state: str | None) -> list[int]:
    return [at for at in places if state in owners.states[at]] if state else places


def _scores(
    connection: Connection, owners: Owners, asked: _Asked, index: str, numbers: Sequence[int]
) -> Mapping[int, float] | None:
    """Return how well each entry fits, by its place: as its best passage does; None if there are too many."""
    if len(numbers) > RANKED:
        return None
    mine, best = set(numbers), dict[int, float]()
    for number, score in ranked(connection, index, asked.words):
        if number in mine:
            at = owners.owner[number - owners.first]
            best[at] = max(score, best.get(at, score))
    return best


def _chosen(
    owners: Owners, places: Sequence[int], scores: Mapping[int, float] | None, limit: int
) -> list[tuple[int, float]]:
    """Return the best, or the latest, with what they are listed by."""
    if scores is None:
        return [(at, float(at)) for at in places[: -limit - 1 : -1]]
    return sorted(((at, scores[at]) for at in places), key=lambda one: (-one[1], owners.ids[one[0]]))[:limit]


def _excerpts(connection: Connection, index: str, entries: Sequence[str], words: Sequence[str]) -> dict[str, str]:
    """Return of each entry the stretch of its evidence that holds most of the words."""
    if not entries:
        return {}
    evidence = schema.EVIDENCE
    kind = evidence.c.kind == "rendering" if index == "rendering" else evidence.c.kind != "rendering"
    query = select(evidence.c.owner, evidence.c.quote).where(evidence.c.owner.in_(entries), kind)
    wanted = frozenset(part for word in words for part in folded(word))
    best: dict[str, tuple[int, str]] = {}
    for owner, quote in connection.execute(query.order_by(evidence.c.number)):
        hits = len(wanted.intersection(word for _, _, word in placed_words(quote)))
        if hits > best.get(owner, (0, ""))[0]:
            best[owner] = (hits, quote)
    return {
        owner: excerpt(quote, wanted, marks=(OPEN, CLOSE), length=_EXCERPT_WORDS) for owner, (_, quote) in best.items()
    }


# ---- reports ----


def _reports(connection: Connection, owners: Owners, asked: _Asked, *, brought: bool) -> Findings:
    told = owners.reports
    readings = [number for number in numbers_of(connection, "report", asked.words) if number in told]
    if asked.outlet:
        readings = [reading for reading in readings if told[reading].outlet == asked.outlet]
    many = len(readings) > RANKED
    if many:
        listed = sorted(readings, key=lambda reading: (told[reading].when, told[reading].id), reverse=True)
        best = [(reading, float(len(listed) - at)) for at, reading in enumerate(listed[: asked.limit])]
    else:
        fits = dict(ranked(connection, "report", asked.words))
        scored = ((reading, fits[reading]) for reading in readings)
        best = sorted(scored, key=lambda one: (-one[1], told[one[0]].id))[: asked.limit]
    words = _excerpts_of_reports(connection, [reading for reading, _ in best], asked.words) if brought else {}
    return Findings(
        totals={"report": len(readings)},
        found=tuple(Found("report", told[reading].id, words.get(reading, ""), score) for reading, score in best),
        latest=frozenset({"report"} if many else ()),
        outlets=_most(outlet for reading in readings if (outlet := told[reading].outlet) is not None),
    )


def named_in(record: Record, name: str, owners: Owners, limit: int) -> tuple[int, tuple[tuple[Told, str], ...]]:
    """Return how many reports have a name, word for word, and the latest of them with the words around it.

    Args:
        record: The record.
        name: Its words must stand one after another.
        owners: Which reports are shown.
        limit: How many of them at most.
    """
    if not words_of(name):
        return 0, ()
    with asking(record) as connection:
        found = [at for at in numbers_of(connection, "report", [name.replace('"', " ")]) if at in owners.reports]
        latest = sorted(found, key=lambda at: (owners.reports[at].when, owners.reports[at].id), reverse=True)[:limit]
        words = _excerpts_of_reports(connection, latest, [name.replace('"', " ")])
    return len(found), tuple((owners.reports[at], words.get(at, "")) for at in latest)


def _excerpts_of_reports(connection: Connection, readings: Sequence[int], words: Sequence[str]) -> dict[int, str]:
    if not readings:
        return {}
    if is_server(connection):
        query = select(schema.REPORT.c.reading, schema.REPORT.c.text).where(schema.REPORT.c.reading.in_(readings))
        wanted = frozenset(part for word in words for part in folded(word))
        return {
            reading: excerpt(whole, wanted, marks=(OPEN, CLOSE), length=_EXCERPT_WORDS)
            for reading, whole in connection.execute(query)
        }
    chosen = text(_IN_REPORTS).bindparams(bindparam("chosen", expanding=True))
    asked = {"words": asked_for(connection, words), "chosen": readings}
    return {reading: words for reading, words in connection.execute(chosen, asked)}  # noqa: C416 - rows to pairs


def _most(values: Iterable[str]) -> dict[str, int]:
    """Count values, the most frequent first."""
    return dict(sorted(Counter(values).items(), key=lambda one: (-one[1], one[0])))

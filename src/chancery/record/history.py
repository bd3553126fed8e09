"""Keeps what each run changed, so that the record can be asked what it said before, and why it says more now.

A run keeps of each entry that it alters or loses what that entry was before; an earlier state is the
present one with the changes since undone. An entry whose id changes, because an earlier report of it
arrived, is known again by its evidence. Every function works inside a transaction of its caller.

Source: design, principle 6; `docs/decisions/0009-decisions-and-history.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from chancery.model.decisions import Outcome
from chancery.model.facts import Conclusions
from chancery.record import decisions, runs, schema
from chancery.record.causes import Cause, Causes, find_causes
from chancery.record.codec import encode
from chancery.record.kinds import ENTRIES, KINDS, Kept, Key, digest_of, each, key_of, pack, places_of, read, reports_of
from chancery.record.lasting import CHANGE, IMPRINT
from chancery.record.runs import Run

_BATCH: Final = 2000  # rows of one insertion


@dataclass(slots=True)
class Turn:
    """What conclusions about to be stored change.

    Attributes:
        gained: Contents of new entries are not kept here, only what they rest on.
        altered: The id that an entry had, by the key that it has now.
        lost: Keys of entries that are gone.
        before: Packed contents of what is altered or lost, by the key it had.
        rests: Reports that each entry concerned rests on, by the key it has, or had if it is lost.
        digests: Of every entry as it will stand.
        into: For a lost entry the one that took its evidence.
    """

    gained: list[Key] = field(default_factory=list)
    altered: dict[Key, str] = field(default_factory=dict)
    lost: list[Key] = field(default_factory=list)
    before: dict[Key, bytes] = field(default_factory=dict)
    rests: dict[Key, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    digests: dict[Key, bytes] = field(default_factory=dict)
    into: dict[Key, str] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)


def learned(connection: Connection, entry: str) -> int | None:
    """Return the run since which the record holds an entry; None if it does not, or no run has come since."""
    query = select(func.min(IMPRINT.c.since)).where(IMPRINT.c.kind.in_(ENTRIES), IMPRINT.c.entry == entry)
    found: int | None = connection.execute(query).scalar_one()
    return found


# ---- before the conclusions are replaced ----


def find_changes(connection: Connection, conclusions: Conclusions) -> Turn:
    """Compare conclusions with those that stand.

    Args:
        connection: Inside the transaction that will replace them.
        conclusions: The new ones.
    """
    _begin(connection)
    turn = Turn(outcomes=decisions.outcomes(connection))
    stood = {(row.kind, row.entry): row.digest for row in connection.execute(select(IMPRINT))}
    altered: set[Key] = set()
    gained: dict[Key, Kept] = {}
    for key, kept in each(conclusions):
        turn.digests[key] = digest_of(kept)
        if key not in stood:
            gained[key] = kept
        elif stood[key] != turn.digests[key]:
            altered.add(key)
    lost = _take_before(connection, turn, altered, stood.keys() - turn.digests.keys())
    changed = {key: kept for key, kept in each(conclusions) if key in altered} if altered else {}
    for key, kept in changed.items():
        turn.altered[key] = key[1]
        turn.rests[key] = (reports_of(kept), turn.rests[key][0])
    _know_again(turn, lost, gained)
    _follow_into(turn, lost, changed)
    for key in gained.keys() - turn.altered.keys():
        turn.gained.append(key)
        turn.rests[key] = (reports_of(gained[key]), frozenset())
    turn.gained.sort()
    return turn


def _begin(connection: Connection) -> None:
    """Take what an older program concluded as the first run; it kept no history."""
    behind = connection.execute(select(schema.DERIVATION)).first()
    if behind is None or runs.last(connection):
        return
    newest = select(func.coalesce(func.max(schema.DATING.c.reading), 0))  # each report concluded from has a dating
    first = Run(
        number=1,
        at=behind.at,
        program=behind.program,
        digest=behind.digest,
        last_reading=connection.execute(newest).scalar_one(),
        last_decision=0,
        reference="",
    )
    runs.add(connection, first)
    rows = [
        {"kind": kind.name, "entry": key_of(kind.name, kept)[1], "digest": digest_of(kept), "since": 1}
        for kind in KINDS
        for kept in kind.read(connection)
    ]
    if rows:
        connection.execute(insert(IMPRINT), rows)


def _take_before(connection: Connection, turn: Turn, altered: set[Key], gone: Iterable[Key]) -> dict[Key, Kept]:
    """Keep what altered and lost entries are before they change; return the lost ones."""
    lost: dict[Key, Kept] = {}
    gone = set(gone)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, entry in altered | gone:
        by_kind[kind].append(entry)
    for kind in sorted(by_kind):
        for key, kept in read(connection, kind, by_kind[kind]):
            turn.before[key] = pack(kept)
            turn.rests[key] = (reports_of(kept), frozenset())
            if key in gone:
                lost[key] = kept
    return lost


def _know_again(turn: Turn, lost: dict[Key, Kept], gained: Mapping[Key, Kept]) -> None:
    """Pair entries that went with entries that came, by what they rest on: the same entry under a new id."""
    at: dict[tuple[str, Any], list[Key]] = defaultdict(list)
    for key, kept in gained.items() if lost else ():
        for place in places_of(kept):
            at[key[0], place].append(key)
    shared: dict[tuple[Key, Key], int] = defaultdict(int)
    for key, kept in lost.items():
        for place in places_of(kept):
            for other in at.get((key[0], place), ()):
                shared[key, other] += 1
    for (old, new), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if old in lost and new not in turn.altered:
            turn.altered[new] = old[1]
            turn.rests[new] = (reports_of(gained[new]), turn.rests[old][0])
            del lost[old]


def _follow_into(turn: Turn, lost: Mapping[Key, Kept], changed: Mapping[Key, Kept]) -> None:
    """Say of each entry that is gone which other took its evidence in."""
    turn.lost = sorted(lost)
    wanted = {(key[0], place): key for key, kept in lost.items() for place in places_of(kept)}
    for key in sorted(changed) if wanted else ():
        for place in places_of(changed[key]):
            gone = wanted.get((key[0], place))
            if gone is not None:
                turn.into.setdefault(gone, key[1])


# ---- after they were replaced ----


def keep(connection: Connection, turn: Turn, this: Run, outcomes: Iterable[Outcome]) -> None:
    """Keep a run with what it changed.

    Args:
        connection: Inside the transaction that replaced the conclusions.
        turn: What `find_changes` found before.
        this: The run; its number is given here.
        outcomes: What became of decisions in it.
    """
    number = runs.last(connection)
    before = runs.run(connection, number) if number else None
    changes = bool(turn.gained or turn.altered or turn.lost)
    if before is not None and not changes and (before.program, before.digest) == (this.program, this.digest):
        return
    this = replace(this, number=number + 1)
    runs.add(connection, this)
    causes = find_causes(connection, before, this, before_outcomes=turn.outcomes, outcomes=outcomes)
    for batch in _batches(_rows(turn, this.number, causes)):
        connection.execute(insert(CHANGE), batch)
    _imprint(connection, turn, this.number)


def _rows(turn: Turn, number: int, causes: Causes) -> Iterator[dict[str, object]]:
    told: list[tuple[Key, str | None, str | None]] = [
        *((key, key[1], None) for key in turn.gained),
        *((key, key[1], was) for key, was in sorted(turn.altered.items())),
        *((key, None, key[1]) for key in turn.lost),
    ]
    for ordinal, (key, entry, was) in enumerate(told):
        now, then = turn.rests.get(key, (frozenset(), frozenset()))
        cause = causes.of(kind=key[0], entry=entry, was=was, now=now, then=then)
        if entry is None and key in turn.into:
            cause = Cause(cause.kind, cause.names, turn.into[key])
        yield {
            "run": number, "ordinal": ordinal, "kind": key[0], "entry": entry, "was": was,
            "before": None if was is None else turn.before[key[0], was], "cause": encode(cause),
        }  # fmt: skip


def _batches(rows: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _imprint(connection: Connection, turn: Turn, number: int) -> None:
    """Bring the imprints up to date; an entry under a new id was learned when it was under the old."""
    table = IMPRINT
    same = [key for key, was in turn.altered.items() if key[1] == was]
    for key in same:
        where = (table.c.kind == key[0], table.c.entry == key[1])
        connection.execute(update(table).where(*where).values(digest=turn.digests[key]))
    since: dict[Key, int] = {}
    for key, was in turn.altered.items():
        if key[1] != was:
            where = (table.c.kind == key[0], table.c.entry == was)
            since[key] = connection.execute(select(table.c.since).where(*where)).scalar_one()
    for kind, entry in (*turn.lost, *((key[0], was) for key, was in turn.altered.items() if key[1] != was)):
        connection.execute(delete(table).where(table.c.kind == kind, table.c.entry == entry))
    rows = (
        {"kind": key[0], "entry": key[1], "digest": turn.digests[key], "since": since.get(key, number)}
        for key in (*turn.gained, *since)
    )
    for batch in _batches(iter(rows)):
        connection.execute(insert(table), batch)

"""Makes the anchor of an entry as it stands, and adds decisions that make sense to the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from chancery.errors import QueryError
from chancery.model.claims import claims_of, pins_of, said_of, sort_of
from chancery.model.decisions import Anchor, Decision, DecisionKind, EntryKind, in_force
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity
from chancery.model.text import Report
from chancery.record.answers import Answers
from chancery.record.queries import Found
from chancery.record.store import Record

_JOINED: Final = frozenset({DecisionKind.SAME, DecisionKind.APART, DecisionKind.SPLIT})
_LONGEST: Final = 2000  # characters of a reason or a name
Label = Callable[[Found], str]


def make_anchor(record: Answers, found: Found, label: str) -> Anchor:
    """Return what a decision about an entry holds on to.

    Args:
        record: The record that holds the entry.
        found: The entry.
        label: The entry in one line, for people.
    """
    if isinstance(found, Report):
        return Anchor(kind=EntryKind.REPORT, entry=found.id, sort="", label=label)
    names = {entity.id: tuple(dict.fromkeys((entity.name, *entity.names))) for entity in record.entities()}
    claims = claims_of(found, lambda entity: names.get(entity or "", (entity or "",)))
    pins, spelled = _sightings(record, found) if isinstance(found, Entity) else (pins_of(found), ())
    kind = EntryKind(type(found).__name__.casefold())
    return Anchor(
        kind=kind, entry=found.id, sort=sort_of(found), label=label, pins=pins, names=spelled, said=said_of(claims)
    )


def _sightings(record: Answers, entity: Entity) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    sighted = sorted(record.sighted(entity.id), key=lambda one: (one.evidence, one.name))
    return tuple(one.evidence for one in sighted), tuple(one.name for one in sighted)


def split_anchor(
    anchor: Anchor, reports: Iterable[str], outlets: Mapping[str, str] | None = None
) -> tuple[Anchor, Anchor]:
    """Return two anchors of one entry: what the given reports tell of it, and what the others do.

    Args:
        anchor: The entry's.
        reports: Ids of reports, their outlets, or the beginnings of such.
        outlets: The outlet of each report.

    Raises:
        QueryError: If a report does not tell it (C050), or one side would hold nothing (C081).
    """
    chosen: set[str] = set()
    told = {pin.report: (outlets or {}).get(pin.report, "") for pin in anchor.pins}
    listed = ", ".join(f"{report} ({outlet})" if outlet else report for report, outlet in sorted(told.items()))
    for name in reports:
        fits = {report for report, outlet in told.items() if name and _is_meant(name, report, outlet)}
        if len(fits) != 1:
            problem = (
                f"{len(fits) or 'No'} reports that tell {anchor.entry} have an id or an outlet that begins {name!r}."
            )
            raise QueryError("C050", problem, f"It is told by {listed}.")
        chosen |= fits
    sides: tuple[list[int], list[int]] = ([], [])
    for position, pin in enumerate(anchor.pins):
        sides[pin.report not in chosen].append(position)
    if not all(sides):
        problem = f"Nothing of {anchor.entry} would be left on one side."
        raise QueryError("C081", problem, f"It is told by {listed}; name some of these.")
    one, other = (_part(anchor, positions) for positions in sides)
    return one, other


def _is_meant(name: str, report: str, outlet: str) -> bool:
    plain = outlet.casefold().removeprefix("the ")
    return report.startswith(name) or plain.startswith(name.casefold().removeprefix("the "))


def _part(anchor: Anchor, positions: Sequence[int]) -> Anchor:
    return Anchor(
        kind=anchor.kind,
        entry=anchor.entry,
        sort=anchor.sort,
        label=anchor.label,
        pins=tuple(anchor.pins[position] for position in positions),
        names=tuple(anchor.names[position] for position in positions) if anchor.names else (),
        said=anchor.said,
    )


def add_decision(
    record: Record,
    kind: DecisionKind,
    *,
    by: str,
    because: str,
    targets: Sequence[Anchor] = (),
    field: str | None = None,
    value: str | None = None,
    undoes: int | None = None,
) -> Decision:
    """Add a decision to the log, if it can be followed.

    Args:
        record: An open record, concluded.
        kind: What is decided.
        by: Who decides.
        because: Why.
        targets: What it is about.
        field: Which value is set.
        value: The value.
        undoes: The number of the decision that is taken back.

    Raises:
        QueryError: If it contradicts a decision that holds or changes nothing (C081), is not for entries of this
            kind (C083), has no author or reason (C086), or undoes nothing (C080).
        RecordError: If the record cannot be written.
    """
    by, because = " ".join(by.split())[:_LONGEST], " ".join(because.split())[:_LONGEST]
    if not by or not because:
        what = "author" if not by else "reason"
        raise QueryError("C086", f"The decision has no {what}.", "Name it with --by and --because.")
    _check_kinds(kind, targets)
    if kind in {DecisionKind.SAME, DecisionKind.APART}:
        _check_pair(record, kind, targets)
    return record.decide(kind, by=by, because=because, targets=targets, field=field, value=value, undoes=undoes)


def _check_kinds(kind: DecisionKind, targets: Sequence[Anchor]) -> None:
    remedy = "`chancery decide --help` tells what can be decided about what."
    joined = {EntryKind.EVENT, EntryKind.QUOTATION, EntryKind.PLEDGE, EntryKind.ENTITY}
    if kind in _JOINED:
        for target in targets:
            thing = target.kind is EntryKind.ENTITY and target.sort != EntityKind.PERSON.value
            if target.kind not in joined or thing:
                what = target.sort if thing else target.kind.value
                raise QueryError("C083", f"{target.entry} is {_a(what)}, which is not joined by likeness.", remedy)
        if len({(target.kind, target.sort) for target in targets}) > 1:
            raise QueryError("C083", f"{targets[0].entry} and {targets[1].entry} are of different kinds.", remedy)
    struck = {EntryKind.ENTITY, EntryKind.REPORT}
    if kind is DecisionKind.WRONG and targets[0].kind in struck:
        problem = f"{targets[0].entry} is no account of anything, and cannot be struck."
        raise QueryError("C083", problem, "Say of the events, words and offices that rest on it that they are wrong.")
    if kind is DecisionKind.RIGHT and targets[0].kind is EntryKind.REPORT:
        raise QueryError("C083", "A report is what it is.", remedy)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _check_pair(record: Record, kind: DecisionKind, targets: Sequence[Anchor]) -> None:
    one, other = targets[0].entry, targets[1].entry
    if one == other:
        remedy = "Use `chancery decide split` to part it." if kind is DecisionKind.APART else ""
        raise QueryError("C081", f"Both are {one} already.", remedy)
    if kind is DecisionKind.APART:
        return
    outcomes = record.outcomes()
    for held in in_force(record.decisions()):
        outcome = outcomes.get(held.number)
        if held.kind not in {DecisionKind.APART, DecisionKind.SPLIT} or outcome is None:
            continue
        if {one, other} <= set(outcome.entries):
            problem = f"Decision {held.number} by {held.by} keeps {one} and {other} apart."
            raise QueryError("C081", problem, f"Take it back first: chancery decide undo {held.number}.")

"""Says why a run changed an entry: which new report, which decision, which new program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, func, select

from chancery.model.decisions import Decision, Outcome
from chancery.record import decisions
from chancery.record.runs import Run
from chancery.record.schema import REPORT

_NAMED: Final = 3  # reports or decisions that a cause names; the entry's own evidence has the others


class CauseKind(StrEnum):
    """What can change an entry.

    `REPORT` is a new report that tells it, `REPORTS` are new reports that tell something else from which
    it follows: who held the post, when it was.
    """

    REPORT = "report"
    REPORTS = "reports"
    DECISION = "decision"
    PROGRAM = "program"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an entry changed.

    Attributes:
        names: Ids of reports, numbers of decisions, or the program before and after.
        into: For an entry that is gone the one that holds its evidence now.
    """

    kind: CauseKind
    names: tuple[str, ...] = ()
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Causes:
    """What is new in a run, and what may therefore have changed an entry.

    Attributes:
        reports: Ids of the new reports.
        decided: The new decisions that touch an entry, by its id.
        decisions: Their numbers.
        programs: The program before and after, if they differ.
        reference: Whether reference tables changed.
    """

    reports: frozenset[str]
    decided: Mapping[str, tuple[int, ...]]
    decisions: tuple[int, ...]
    programs: tuple[str, ...]
    reference: bool

    def of(self, *, kind: str, entry: str | None, was: str | None, now: frozenset[str], then: frozenset[str]) -> Cause:
        """Return the likeliest cause of one change: what touches the entry itself before what touches others.

        Args:
            kind: The kind of entry.
            entry: Its id now.
            was: Its id before.
            now: Reports that it rests on now.
            then: Reports that it rested on before.
        """
        touched = {*self.decided.get(entry or "", ()), *self.decided.get(was or "", ())}
        if kind == "outcome":
            touched |= {int(entry or was or 0)} & set(self.decisions)
        if touched:
            return Cause(CauseKind.DECISION, _named(map(str, sorted(touched))))
        telling = (now - then) & self.reports
        if telling:
            return Cause(CauseKind.REPORT, _named(sorted(telling)))
        return self._elsewhere()

    def _elsewhere(self) -> Cause:
        if self.programs:
            return Cause(CauseKind.PROGRAM, self.programs)
        if self.reports:
            return Cause(CauseKind.REPORTS, _named(sorted(self.reports)))
        if self.decisions:
            return Cause(CauseKind.DECISION, _named(map(str, self.decisions)))
        return Cause(CauseKind.REFERENCE if self.reference else CauseKind.PROGRAM)


def _named(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(names)[:_NAMED]


def find_causes(
    connection: Connection,
    before: Run | None,
    this: Run,
    *,
    before_outcomes: Mapping[int, Outcome],
    outcomes: Iterable[Outcome],
) -> Causes:
    """Find what is new in a run.

    Args:
        connection: Inside a transaction.
        before: The run before; None for the first.
        this: The run.
        before_outcomes: What became of decisions in the run before.
        outcomes: What became of them in this one.
    """
    first = func.min(REPORT.c.reading)
    earlier = before.last_reading if before else 0
    query = select(REPORT.c.id).group_by(REPORT.c.id).having(first > earlier).having(first <= this.last_reading)
    followed = before.last_decision if before else 0
    log = {decision.number: decision for decision in decisions.read(connection)}
    new = [log[number] for number in sorted(log) if followed < number <= this.last_decision]
    told = {outcome.decision: outcome for outcome in outcomes}
    decided: dict[str, tuple[int, ...]] = {}
    for decision in new:
        for entry in _touched(decision, log, (told, before_outcomes)):
            decided[entry] = (*decided.get(entry, ()), decision.number)
    programs = (before.program, this.program) if before and before.program != this.program else ()
    return Causes(
        reports=frozenset(connection.execute(query).scalars()),
        decided=decided,
        decisions=tuple(decision.number for decision in new),
        programs=programs,
        reference=bool(before and before.reference != this.reference),
    )


def _touched(
    decision: Decision, log: Mapping[int, Decision], outcomes: Iterable[Mapping[int, Outcome]]
) -> frozenset[str]:
    """Return the ids of entries that a decision is about; of an undo those of what it takes back."""
    outcomes = tuple(outcomes)
    found = {anchor.entry for anchor in decision.targets}
    for told in outcomes:
        if decision.number in told:
            found.update(told[decision.number].entries)
    if decision.undoes is not None:
        found |= _touched(log[decision.undoes], log, outcomes)
    return frozenset(found)

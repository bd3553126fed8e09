"""Tells what people decided, what became of it, and what each run changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from chancery.model.claims import claims_of, said_of
from chancery.model.decisions import Decision, DecisionKind, EntryKind, Outcome, in_force
from chancery.model.events import Event
from chancery.model.facts import Dating, Question, Reprint
from chancery.model.offices import Entity, Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.model.text import Report
from chancery.record.causes import Cause, CauseKind
from chancery.record.kinds import ENTRIES, Kept
from chancery.record.past import Change
from chancery.record.queries import Found
from chancery.record.runs import Run
from chancery.record.store import Record
from chancery.views.entry import held_words, post_words, speaker_words
from chancery.views.labels import Names, count_words, date_words, event_sentence, plain

_WORDS: Final = 80  # characters of a quote on a line
_ID: Final = 14

_VERBS: Final = {
    DecisionKind.SAME: "are one",
    DecisionKind.APART: "are not one",
    DecisionKind.SPLIT: "is two",
    DecisionKind.RIGHT: "is right",
    DecisionKind.WRONG: "is wrong",
}


def label_of(found: Found, names: Names) -> str:
    """Tell any entry in one line."""
    match found:
        case Event():
            return f"{event_sentence(found, names)}, {date_words(found.when)}"
        case Quotation():
            return f"{speaker_words(found, names)}: \u201c{_cut(found.renderings[0].content.quote)}\u201d"
        case Pledge():
            return plain(found.what)
        case Occupancy():
            return f"{names.of(found.holder)}, {post_words(found, names)}, {held_words(found)}"
        case Entity():
            return plain(found.name)
        case Report():
            return plain(found.title or found.path)


def _cut(text: str) -> str:
    words = plain(text)
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}\u2026"


# ---- decisions ----


def state_of(decision: Decision, held: Iterable[Decision], outcomes: Mapping[int, Outcome]) -> str:
    """Return what has become of a decision: "applied", "lost", "undone", "waiting" or, of an undo, "done"."""
    if decision.kind is DecisionKind.UNDO:
        return "done"
    if all(one.number != decision.number for one in held):
        return "undone"
    outcome = outcomes.get(decision.number)
    if outcome is None:
        return "waiting"
    return "applied" if outcome.lost is None else "lost"


def render_decisions(log: Iterable[Decision], shown: Iterable[Decision], outcomes: Mapping[int, Outcome]) -> str:
    """Write decisions, each with its author, reason and fate.

    Args:
        log: The whole log.
        shown: Those to write.
        outcomes: What became of those in force.
    """
    held = in_force(log)
    lines = [line for decision in shown for line in _decision_lines(decision, held, outcomes)]
    return "\n".join(lines) + "\n" if lines else "Nothing was decided.\n"


def _decision_lines(decision: Decision, held: Iterable[Decision], outcomes: Mapping[int, Outcome]) -> Iterator[str]:
    yield f"{decision.number}  {decision.at[:10]}  {plain(decision.by)}: {decision_words(decision)}"
    yield f"     because {plain(decision.because)}"
    outcome = outcomes.get(decision.number)
    state = state_of(decision, held, outcomes)
    if state == "lost" and outcome is not None:
        yield f"     LOST, not applied: {plain(outcome.lost or '')}"
    elif state == "applied" and outcome is not None:
        yield f"     applied to {', '.join(outcome.entries)}" if outcome.entries else "     applied"
    elif state == "undone":
        yield "     undone"
    elif state == "waiting":
        yield "     waits until the record is put together again"


def decision_words(decision: Decision, *, ids: bool = True) -> str:
    """Tell a decision in one line, with the ids of the entries or without."""
    if decision.undoes is not None:
        return f"undo decision {decision.undoes}" + (f", which {decision.value} contradicts" if decision.value else "")
    labels = [f"{plain(one.label)}{f' [{one.entry[:_ID]}]' if ids else ''}" for one in decision.targets]
    if decision.kind is DecisionKind.SET:
        return f"{decision.field} of {labels[0]} is {plain(decision.value or '')}"
    if decision.targets[0].kind is EntryKind.READING:
        fate = "taken over" if decision.kind is DecisionKind.RIGHT else "left out"
        return f"{fate}: {plain(decision.targets[0].label)}"
    if decision.kind in {DecisionKind.SAME, DecisionKind.APART}:
        return f"{labels[0]} and {labels[1]} {_VERBS[decision.kind]}"
    return f"{labels[0]} {_VERBS[decision.kind]}"


def export_decision(decision: Decision, held: Iterable[Decision], outcomes: Mapping[int, Outcome]) -> dict[str, Any]:
    """Write a decision for other programs."""
    outcome = outcomes.get(decision.number)
    return {
        "number": decision.number,
        "decision": decision.kind.value,
        "by": decision.by,
        "because": decision.because,
        "at": decision.at,
        "about": [
            {"kind": one.kind.value, "id": one.entry, "label": one.label,
             "evidence": [{"document": pin.report, "start": pin.span.start, "end": pin.span.end, "quote": pin.quote}
                          for pin in one.pins]}
            for one in decision.targets
        ],
        "field": decision.field,
        "value": decision.value,
        "undoes": decision.undoes,
        "state": state_of(decision, held, outcomes),
        "entries": list(outcome.entries) if outcome else [],
        "lost": outcome.lost if outcome else None,
    }  # fmt: skip


def decided_facts(record: Record, entry: str) -> Iterator[tuple[str, str]]:
    """Yield `(label, words)` of what people decided about an entry, and of when the record learned of it."""
    yield from decided_by_entry(record).get(entry, ())
    yield from learned_facts(record, entry, record.runs())


def decided_by_entry(record: Record) -> dict[str, list[tuple[str, str]]]:
    """Return `(label, words)` of the decisions that hold, by the id of each entry that they are about."""
    outcomes = record.outcomes()
    found: dict[str, list[tuple[str, str]]] = {}
    for decision in in_force(record.decisions()):
        outcome = outcomes.get(decision.number)
        if outcome is not None and outcome.lost is None:
            label = "reviewed" if decision.kind is DecisionKind.RIGHT else "decided"
            for entry in outcome.entries:
                found.setdefault(entry, []).append((label, _decided(decision)))
    return found


def learned_facts(record: Record, entry: str, runs: Iterable[Run]) -> Iterator[tuple[str, str]]:
    """Yield `(label, words)` of when the record learned of an entry."""
    learned = record.learned(entry)
    if learned is not None:
        at = next((this.at[:10] for this in runs if this.number == learned), "")
        yield "in record", f"since run {learned} ({at})"


def _decided(decision: Decision) -> str:
    what = {DecisionKind.RIGHT: "right", DecisionKind.SET: f"{decision.field} set"}
    verb = what.get(decision.kind) or f"{decision.kind.value}: {decision_words(decision)}"
    who = f"{plain(decision.by)}, {decision.at[:10]}, decision {decision.number}"
    return f"{verb} ({who}): {plain(decision.because)}"


# ---- changes ----

_ORDER: Final = ("event", "quotation", "pledge", "occupancy", "entity")
_SIGNS: Final = {"gained": "+", "lost": "-", "altered": "~"}


def turn_of(change: Change) -> str:
    """Return "gained", "lost" or "altered"."""
    if change.was is None:
        return "gained"
    return "lost" if change.entry is None else "altered"


def render_changes(
    turns: Iterable[tuple[Run, tuple[Change, ...]]], names: Names, *, limit: int | None = None
) -> Iterator[str]:
    """Yield what runs changed as text, run by run.

    Args:
        turns: Runs with their changes.
        names: Names of today's entities.
        limit: How many entries of each run are written.
    """
    for this, changes in turns:
        told = sorted((change for change in changes if change.kind in ENTRIES), key=_shown_order)
        yield f"{run_words(this, changes)}\n"
        for change in told[:limit]:
            yield from (f"{line}\n" for line in _change_lines(change, names))
        if limit is not None and len(told) > limit:
            yield f"  and {count_words(len(told) - limit, 'more entry', 'more entries')}; use --limit or --json\n"
        yield "\n"


def _shown_order(change: Change) -> tuple[int, int]:
    """Order changes for a reader: what was said or done before who is named, what went before what came."""
    return _ORDER.index(change.kind), ("lost", "altered", "gained").index(turn_of(change))


def run_words(this: Run, changes: Iterable[Change]) -> str:
    """Tell a run in one line, with the numbers of its changes."""
    turns = [turn_of(change) for change in changes if change.kind in ENTRIES]
    numbers = ", ".join(f"{turns.count(turn)} {turn}" for turn in _SIGNS if turn in turns)
    return f"Run {this.number}, {this.at}, Chancery {this.program}: {numbers or 'no entry changed'}"


def _change_lines(change: Change, names: Names) -> Iterator[str]:
    turn = turn_of(change)
    kept = change.after if change.after is not None else change.before
    label = _kept_label(kept, names)
    known = f"{change.was} -> {change.entry}" if turn == "altered" and change.was != change.entry else None
    yield f"  {_SIGNS[turn]} {change.kind} {known or change.entry or change.was}  {label}"
    if change.before is not None and change.after is not None:
        facets = altered_facets(change)
        if not facets:
            yield "      the reasons or the words that it rests on"
        yield from (f"      {facet}: {before or 'nothing'} -> {after or 'nothing'}" for facet, before, after in facets)
    yield f"      {cause_words(change.cause)}"


def _kept_label(kept: Kept | None, names: Names) -> str:
    if isinstance(kept, Event | Quotation | Pledge | Occupancy | Entity):
        return label_of(kept, names)
    return ""


def altered_facets(change: Change) -> list[tuple[str, str, str]]:
    """Return `(facet, before, after)` of what an altered entry says otherwise; its evidence is one of them."""
    before, after = _said(change.before), _said(change.after)
    return [
        (facet, before.get(facet, ""), after.get(facet, ""))
        for facet in sorted(before.keys() | after.keys())
        if before.get(facet) != after.get(facet)
    ]


def _said(kept: Kept | None) -> dict[str, str]:
    if kept is None or isinstance(kept, Question | Dating | Reprint):
        return {}
    if not isinstance(kept, Event | Quotation | Pledge | Occupancy | Entity):
        return {}
    said: dict[str, list[str]] = {}
    for facet, value in said_of(claims_of(kept, lambda entity: (entity or "",))):
        said.setdefault(facet, []).append(plain(value.strip("|")))
    told = {facet: ", ".join(values) for facet, values in said.items()}
    if isinstance(kept, Entity):
        return told | {"names": ", ".join(map(plain, kept.names))}
    if isinstance(kept, Occupancy):
        told["seen"] = str(kept.seen or "")
    return told | {"type": kept.type if isinstance(kept, Event) else "", "told by": _tellers(kept)}


def _tellers(kept: Event | Quotation | Pledge | Occupancy) -> str:
    reports = sorted({item.report for item in kept.evidence})
    return count_words(len(reports), "report")


def cause_words(cause: Cause) -> str:
    """Tell why an entry changed."""
    names = ", ".join(name[:8] if cause.kind in {CauseKind.REPORT, CauseKind.REPORTS} else name for name in cause.names)
    words = {
        CauseKind.REPORT: f"told by a new report ({names})",
        CauseKind.REPORTS: f"follows from new reports ({names})",
        CauseKind.DECISION: f"by decision {names}",
        CauseKind.PROGRAM: f"read otherwise by another program ({' -> '.join(cause.names)})"
        if cause.names
        else "put together otherwise, by a program that calls itself the same",
        CauseKind.REFERENCE: "by other reference tables",
    }
    return words[cause.kind] + (f"; now part of {cause.into}" if cause.into else "")


def export_change(change: Change) -> dict[str, Any]:
    """Write a change for other programs."""
    return {
        "change": turn_of(change),
        "kind": change.kind,
        "id": change.entry,
        "was": change.was,
        "altered": [
            {"facet": facet, "before": before or None, "after": after or None}
            for facet, before, after in (altered_facets(change) if change.before and change.after else [])
        ],
        "cause": {"kind": change.cause.kind.value, "names": list(change.cause.names), "into": change.cause.into},
    }


def export_run(this: Run) -> dict[str, Any]:
    """Write a run for other programs."""
    return {"run": this.number, "at": this.at, "program": this.program}

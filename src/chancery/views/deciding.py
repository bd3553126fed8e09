"""Turns what a person says, in a terminal, a browser or a program, into decisions about entries of the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from chancery.errors import QueryError
from chancery.model.decisions import Anchor, Decision, DecisionKind, EntryKind, in_force
from chancery.model.facts import SECOND_CODER_ONLY
from chancery.record.anchors import add_decision, make_anchor, split_anchor
from chancery.record.store import Record
from chancery.resolution.second import anchor_reading
from chancery.resolution.values import UNKNOWN, check_value, names_entities
from chancery.views.decisions import decision_words, label_of
from chancery.views.labels import Names, plain
from chancery.views.review import DATE, DECISIONS, Open

YES: Final = "yes"
NO: Final = "no"
IN_REVIEW: Final = "answered in review"
"""How the reason of a decision begins that answers an open question."""
_JOINED: Final = frozenset({"same person", "same event", "same pledge"})


def make_draft(record: Record, kind: str, what: Sequence[str]) -> dict[str, Any]:
    """Return what a decision is about, from words.

    Args:
        record: The record.
        kind: "same", "set" ...; no "undo".
        what: Ids or names, and what follows them.

    Raises:
        QueryError: If nothing has such an id, or a value does not fit its field.
    """
    first = anchor_of(record, what[0])
    if kind == DecisionKind.SPLIT:
        told = record.readings_of({pin.report for pin in first.pins})
        outlets = {report.id: report.outlet for report, _ in told if report.outlet}
        return {"targets": split_anchor(first, what[1:], outlets)}
    if kind == DecisionKind.SET:
        return _setting(record, first, what[1], " ".join(what[2:]))
    return {"targets": [first, *(anchor_of(record, name) for name in what[1:])]}


def anchor_of(record: Record, name: str) -> Anchor:
    """Return the anchor of the entry that a user names, or of what only a second coder sees, by its question's id.

    Raises:
        QueryError: If nothing (C050) or more than one entry (C052) fits.
    """
    asked = next((one for one in record.questions() if one.id == name and one.kind == SECOND_CODER_ONLY), None)
    if asked is not None:
        return _reading_anchor(record, asked.id, asked.one)
    _, found = record.find(name)
    return make_anchor(record, found, label_of(found, Names(record.entities())))


def _reading_anchor(record: Record, question: str, report_id: str) -> Anchor:
    for report, seen in record.readings_of([report_id]):
        anchor = anchor_reading(report, question, seen.second)
        if anchor is not None:
            return anchor
    raise QueryError("C050", "The second coder does not read this there any more.", "Look at the other questions.")


def _setting(record: Record, anchor: Anchor, field: str, value: str) -> dict[str, Any]:
    kept = check_value(anchor.kind, field, value)
    targets = [anchor]
    if names_entities(anchor.kind, field) and kept != UNKNOWN:
        targets += [_entity_anchor(record, name.strip()) for name in kept.split(",") if name.strip()]
    return {"targets": targets, "field": field, "value": kept}


def _entity_anchor(record: Record, name: str) -> Anchor:
    found = anchor_of(record, name)
    if found.kind is not EntryKind.ENTITY:
        problem = f"{name!r} is no person, state or organisation of the record."
        raise QueryError("C082", problem, "`chancery entities` lists them.")
    return found


# ---- answers to open questions ----


def takes(question: Open) -> frozenset[str]:
    """Return how a question can be answered: by yes and no, by a date, or by whose decision holds."""
    return frozenset({question.kind}) if question.kind in {DATE, DECISIONS} else frozenset({YES, NO})


def answer_question(record: Record, question: Open, answer: str, *, by: str, note: str = "") -> Decision:
    """Add the decision that answers an open question; it takes effect when the record is concluded again.

    Args:
        record: An open record.
        question: The question.
        answer: "yes" or "no"; of a date a date, or "unknown"; of decisions the version that holds.
        by: Who answers.
        note: Why, in the person's own words; the question's reasons are kept beside it.

    Raises:
        QueryError: If the question takes no such answer (C082, C083), or the decision cannot be added.
    """
    because = "; ".join(filter(None, (IN_REVIEW, note, *question.because)))
    if question.kind == DECISIONS:
        return _settle(record, question, answer, by=by, because=because)
    if question.kind == DATE:
        targets = [anchor_of(record, name) for name in question.about]
        value = check_value(EntryKind.EVENT, DATE, answer)
        because = f"{because}; reports say {', '.join(question.versions)}"
        return add_decision(record, DecisionKind.SET, by=by, because=because, targets=targets, field=DATE, value=value)
    if answer not in takes(question):
        raise QueryError(
            "C083", f"A question of this kind ({question.kind}) takes no {answer!r}.", "It can be passed over."
        )
    joins = question.kind in _JOINED
    yes, no = (DecisionKind.SAME, DecisionKind.APART) if joins else (DecisionKind.RIGHT, DecisionKind.WRONG)
    about = (question.id,) if question.kind == SECOND_CODER_ONLY else question.about
    targets = [anchor_of(record, name) for name in about]
    return add_decision(record, yes if answer == YES else no, by=by, because=because, targets=targets)


def _settle(record: Record, question: Open, answer: str, *, by: str, because: str) -> Decision:
    """Say again, in somebody's own name, what one of two decisions says; a "not the same" against it is taken back."""
    if answer not in question.versions:
        raise QueryError("C083", f"{answer!r} is none of the decisions.", f"It takes {' or '.join(question.versions)}.")
    log = {one.number: one for one in record.decisions()}
    chosen = log[question.decided[question.versions.index(answer)]]
    against = [one for one in in_force(log.values()) if one.number in question.decided and one is not chosen]
    for one in against:
        record.decide(DecisionKind.UNDO, by=by, because=because, undoes=one.number)
    targets = [_as_it_stands(record, target) for target in chosen.targets]
    return record.decide(
        chosen.kind, by=by, because=because, targets=targets, field=chosen.field, value=chosen.value
    )  # fmt: skip


def _as_it_stands(record: Record, anchor: Anchor) -> Anchor:
    """Return the anchor of an entry as the record has it now; of a part, or of what is gone, the one that there was."""
    try:
        found = anchor_of(record, anchor.entry)
    except QueryError:
        return anchor
    return found if set(anchor.pins) >= set(found.pins) or not anchor.pins else anchor


def answered(record: Record, questions: Sequence[Open]) -> Mapping[str, Decision]:
    """Return the questions that decisions answer which wait until the record is concluded again, by their ids."""
    waiting = pending(record)
    return {question.id: decision for question in questions for decision in waiting if _answers(decision, question)}


def pending(record: Record) -> tuple[Decision, ...]:
    """Return the decisions in force that the last run did not follow yet."""
    followed = followed_to(record)
    return tuple(one for one in in_force(record.decisions()) if one.number > followed)


def followed_to(record: Record) -> int:
    """Return the number of the last decision that the last run followed."""
    runs = record.runs()
    return runs[-1].last_decision if runs else 0


def is_waiting(record: Record) -> bool:
    """Tell whether decisions, undoings among them, wait until the record is concluded again."""
    log = record.decisions()
    return bool(log) and log[-1].number > followed_to(record)


def fate_of(record: Record, entry: str) -> str:
    """Say which decision an entry that is there no more was about, and what it became; nothing where none was."""
    outcomes = record.outcomes()
    for one in reversed(in_force(record.decisions())):
        if one.kind in {DecisionKind.SAME, DecisionKind.WRONG} and entry in {target.entry for target in one.targets}:
            became = [
                name for name in (outcomes[one.number].entries if one.number in outcomes else ()) if name != entry
            ]
            said = f"Decision {one.number} of {plain(one.by)} was about it: {decision_words(one, ids=False)}."
            return f"{said} It is part of {became[0]} now." if became and one.kind is DecisionKind.SAME else said
    return ""


def _answers(decision: Decision, question: Open) -> bool:
    about = {target.entry for target in decision.targets}
    if question.kind == SECOND_CODER_ONLY:
        return about == {question.id}
    if question.kind == DECISIONS:
        return decision.number > max(question.decided) and about >= set(question.about)
    if question.kind == DATE:
        return about == set(question.about) and (decision.field == DATE or decision.kind is DecisionKind.RIGHT)
    joins = decision.kind in {DecisionKind.SAME, DecisionKind.APART}
    judges = decision.kind in {DecisionKind.RIGHT, DecisionKind.WRONG}
    return about == set(question.about) and (joins if question.kind in _JOINED else judges)

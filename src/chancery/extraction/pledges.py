"""Finds pledges: who undertakes which concrete thing, and what a sentence says became of it.

A pledge needs a thing to deliver or do (a noun of `undertakings.toml`, or an amount of money) as
the object of a verb that promises it, plans to give it, or tells its fate.

Source: codebook, section 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chancery.codebooks.undertakings import undertakings
from chancery.extraction.money import Money, find_money
from chancery.extraction.rows import Row
from chancery.extraction.status import verb_status
from chancery.extraction.units import DETERMINERS, UnitKind, Verb
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityKind, EntityMention, PledgeMention
from chancery.model.pledges import PledgeState
from chancery.model.text import Span, TurnKind

_GIVEN_TO = ("to", "for", "with", "obj")
_YES = frozenset({"yes", "certainly", "indeed", "absolutely", "sure"})
_PARTIES = frozenset({EntityKind.PERSON, EntityKind.STATE, EntityKind.ORGANISATION})


def find_pledges(text: str, rows: Iterable[Row], entities: Sequence[EntityMention]) -> tuple[PledgeMention, ...]:
    """Find the pledges of a report.

    Args:
        text: The clean text.
        rows: Its sentences as clauses, in order.
        entities: Its mentions.

    Returns:
        Pledges in the order of the text. What a question asks for is one only if the answer says yes.
    """
    found: list[PledgeMention] = []
    asked: list[PledgeMention] = []
    for row in rows:
        here = list(_row_pledges(text, row, entities))
        if row.sentence.block.turn is TurnKind.QUESTION:
            asked.extend(here)
            continue
        if asked and row.sentence.words[0].lower in _YES:
            found.extend(replace(pledge, sentence=row.sentence.span) for pledge in asked)
        elif asked:
            found.extend(pledge for pledge in asked if pledge.state is not PledgeState.PLEDGED)
        asked = []
        found.extend(here)
    return tuple(found)


def _row_pledges(text: str, row: Row, entities: Sequence[EntityMention]) -> Iterator[PledgeMention]:
    money = find_money(text, row.sentence.span)
    used: set[int] = set()
    for verb in row.verbs:
        state = _state(row, verb)
        thing = _thing(row, verb, money)
        if state is None or thing is None or thing in used:
            continue
        used.add(thing)
        what = _phrase(row, thing, verb)
        amount = _amount(money, what)
        by = _party(_givers(verb), entities)
        to = _party(_takers(verb), entities, not_this=by)
        other = _other_party(verb, entities) if by is not None and to is None else None
        if by is None and to is None:
            continue
        yield PledgeMention(
            what=what,
            state=state,
            sentence=row.sentence.span,
            by=by,
            to=to if other is None else other,
            mutual=other is not None,
            amount=amount.amount if amount else None,
            currency=amount.currency if amount else None,
            due=_due(row, verb),
            time=_time(row, verb),
        )


def _givers(verb: Verb) -> Iterator[int]:
    """Yield who may undertake the thing: the subject, the agent, or whose decision it is."""
    yield from verb.roles.get("by", ()) if verb.is_passive else verb.subjects
    yield from verb.roles.get("obj's", ())


def _takers(verb: Verb) -> Iterator[int]:
    """Yield who may receive the thing, of the verb itself and of what it is promised to do."""
    clause: Verb | None = verb
    while clause is not None:
        for role in _GIVEN_TO:
            yield from clause.roles.get(role, ())
        clause = clause.complement


def _state(row: Row, verb: Verb) -> PledgeState | None:
    """Return the step in a pledge's life that a verb tells of, or None."""
    vocabulary = undertakings()
    status = verb_status(row, verb)
    lemmas = frozenset(verb.lemmas)
    fates = [vocabulary.fate[lemma] for lemma in lemmas if lemma in vocabulary.fate]
    if status is EventStatus.DENIED:
        # "no one has cancelled the loan" stands by it
        return PledgeState.REAFFIRMED if set(fates) & {"cancelled", "suspended"} else None
    if status is EventStatus.PLANNED and lemmas & (vocabulary.give | vocabulary.promise):
        return PledgeState.PLEDGED
    if status in {EventStatus.OCCURRED, EventStatus.ONGOING}:
        if fates:
            return PledgeState(fates[0])
        if lemmas & vocabulary.promise:
            return PledgeState.PLEDGED
    return None


def _thing(row: Row, verb: Verb, money: Sequence[Money]) -> int | None:
    """Return the index of the unit that names the thing, or of the money: in the object, or before a passive."""
    things = undertakings().things
    if verb.is_passive:
        span = range(verb.first - 1, max(-1, verb.first - 12), -1)
    else:
        span = range(verb.head + 1, min(len(row.units), _object_end(row, verb)))
    words = [index for index in span if row.units[index].kind is UnitKind.WORD]
    named = next((index for index in words if row.units[index].lower in things), None)
    if named is not None:
        return named
    paid = [index for index in words if any(m.span.overlaps(row.units[index].span) for m in money)]
    return paid[-1] if paid else None


def _object_end(row: Row, verb: Verb) -> int:
    """Return the end of the object; what the verb is completed by belongs to it: "reaffirmed the need to continue"."""
    follower = next((v for v in row.verbs if v.first >= verb.head and v.governor is verb and v.is_infinitive), None)
    last = follower or verb
    for _ in row.verbs:
        if last.complement is None or last.complement.head < last.head:
            break
        last = last.complement
    return last.end


def _phrase(row: Row, thing: int, verb: Verb) -> Span:
    """Return the noun phrase around the thing: "a $100 million soft loan"."""
    first = thing
    while first - 1 > (verb.head if not verb.is_passive else -1):
        unit = row.units[first - 1]
        stop = unit.lower in DETERMINERS | {",", "of", "to", "and", "in", "'s"} or row.verb_at(first - 1) is not None
        if stop or unit.kind is UnitKind.TIME or unit.kind is UnitKind.MENTION:
            break
        first -= 1
    return Span(row.units[first].span.start, row.units[thing].span.end)


def _amount(money: Sequence[Money], what: Span) -> Money | None:
    """Return the amount in the phrase, else the only one of the sentence."""
    inside = next((m for m in money if m.span.overlaps(what)), None)
    return inside or (money[0] if len(money) == 1 else None)


def _party(found: Iterable[int], entities: Sequence[EntityMention], *, not_this: int | None = None) -> int | None:
    for i in found:
        if i != not_this and (entities[i].kind in _PARTIES or entities[i].of):
            return i
    return None


def _other_party(verb: Verb, entities: Sequence[EntityMention]) -> int | None:
    """Return the second of two who undertake a thing together: "Rome and Oslo will build a bridge"."""
    parties = [i for i in verb.subjects if _party((i,), entities) is not None]
    match parties:
        case [_, other] if len(verb.subjects) == len(parties) and not verb.is_passive:
            return other
    return None


def _due(row: Row, verb: Verb) -> int | None:
    """Return the time expression after "by", "before" or "until" in the clause."""
    for index in range(verb.head, min(len(row.units), verb.end + 3)):
        unit = row.units[index]
        if unit.kind is UnitKind.TIME:
            before = row.units[index - 1].lower
            if before in {"by", "before", "until"} or unit.lower.split()[0] in {"by", "before", "until"}:
                return unit.index
    return None


def _time(row: Row, verb: Verb) -> int | None:
    due = _due(row, verb)
    for unit in row.units[max(0, verb.first - 6) : verb.end]:
        if unit.kind is UnitKind.TIME and unit.index != due:
            return unit.index
    return None

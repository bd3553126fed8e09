"""Finds pledges: who undertakes which concrete thing, on what terms, and what a sentence says became of it.

A pledge needs a thing to deliver or do (a noun of `undertakings.toml`, or an amount of money) with a
verb that promises it, plans to give it, or tells its fate; or a body that is to meet by a day.

Source: codebook, section 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chancery.codebooks.undertakings import undertakings
from chancery.extraction.deeds import (
    Deed,
    act_of,
    assured_by,
    deed_of,
    fate_of_promise,
    is_beside,
    promised_by,
)
from chancery.extraction.fates import fate_of, is_deed, is_planned, relieved, state_of
from chancery.extraction.money import Money, find_money
from chancery.extraction.rows import Row
from chancery.extraction.status import verb_status
from chancery.extraction.undertaken import condition_of, is_definite, meeting_of, phrase_of, thing_of
from chancery.extraction.units import UnitKind, Verb
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityKind, EntityMention, NamedBy, PledgeMention
from chancery.model.pledges import PledgeState
from chancery.model.text import BlockKind, Span, TurnKind

_GIVEN_TO = ("to", "for", "with", "obj")
_MET = frozenset({"meet", "visit", "receive", "telephone", "phone", "host", "welcome", "see", "greet"})
_TAKING_UP = frozenset({"resume", "restart"})
_YES = frozenset({"yes", "certainly", "indeed", "absolutely", "sure"})
_PARTIES = frozenset({EntityKind.PERSON, EntityKind.STATE, EntityKind.ORGANISATION})
_REACH = 40  # characters between a deed and its object
_RECEIVED = frozenset({"receive", "get", "obtain"})


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
            found.extend(_answered(text, row, pledge) for pledge in asked)
        elif asked:
            found.extend(pledge for pledge in asked if pledge.state is not PledgeState.PLEDGED)
        asked = []
        found.extend(here)
    return tuple(found)


def _answered(text: str, row: Row, asked: PledgeMention) -> PledgeMention:
    """Return what a question asks for as the answer undertakes it, on the answer's condition."""
    on = condition_of(text, row, row.verbs[0]) if row.verbs else None
    return replace(asked, sentence=row.sentence.span, condition=on or asked.condition)


def _row_pledges(text: str, row: Row, entities: Sequence[EntityMention]) -> Iterator[PledgeMention]:
    if row.sentence.block.kind in {BlockKind.TITLE, BlockKind.SUBTITLE} and row.sentence.is_headline:
        return
    money = find_money(text, row.sentence.span)
    found: dict[tuple[int, PledgeState], PledgeMention] = {}
    for verb in row.verbs:
        state = state_of(row, verb)
        thing = thing_of(row, verb, money) if state is not None else None
        deed = None
        if thing is None and state is not None:
            does = state in {PledgeState.PLEDGED, PledgeState.DELIVERED} or is_planned(row, verb)
            deed = deed_of(row, verb) if does else fate_of_promise(row, verb) or act_of(row, verb)
            if deed is None and not does and is_deed(verb) and state is not PledgeState.DENIED:
                deed, state = deed_of(row, verb), _done(state)
        thing = thing if deed is None else deed.thing
        meeting = meeting_of(row, verb) if thing is None else None
        if meeting is not None:
            thing, state = meeting, _of_meeting(row, verb, state)
        if thing is None or state is None:
            continue
        if _is_refused(row, verb, thing, state):
            continue
        state = _taken_up(row, verb, thing, relieved(row, verb, thing, state))
        one = _pledge(text, row, verb, (thing, state, money), entities)
        one = one if deed is None else _of_deed(row, one, deed)
        if meeting is not None:
            one = replace(one, mutual=True)
        known = found.get((thing, state))
        found[thing, state] = one if known is None else _fuller(known, one)
    yield from (one for one in _shared(found) if one.by is not None or one.to is not None or one.mutual)


def _done(state: PledgeState) -> PledgeState:
    """Return the step of a deed whose verb may also end a promise: "withdrew its troops" does what was promised."""
    return PledgeState.DELIVERED if state in {PledgeState.CANCELLED, PledgeState.RESUMED} else state


def _taken_up(row: Row, verb: Verb, thing: int, state: PledgeState) -> PledgeState:
    """Return the step of a thing that will go on: "will resume the project" stands by what was promised before."""
    again = state is PledgeState.PLEDGED and _TAKING_UP.intersection(verb.lemmas)
    return PledgeState.REAFFIRMED if again and is_definite(row, thing) else state


def _is_refused(row: Row, verb: Verb, thing: int, state: PledgeState) -> bool:
    """Tell whether what will not be given was never promised: "will not send troops", not "the troops"."""
    refused = state is PledgeState.CANCELLED and fate_of(row, verb) is not PledgeState.CANCELLED
    return refused and not is_definite(row, thing)


def _pledge(
    text: str,
    row: Row,
    verb: Verb,
    told: tuple[int, PledgeState, Sequence[Money]],
    entities: Sequence[EntityMention],
) -> PledgeMention:
    thing, state, money = told
    what = phrase_of(row, thing)
    amount = _amount(row, verb, money, what)
    own = row.units[thing].index if row.units[thing].kind is UnitKind.MENTION else None
    by = _party((i for i in _givers(row, verb, entities) if i != own), entities)
    takers = (*_takers(row, verb), *_owners(verb, entities))
    to = _party((i for i in takers if i != own), entities, not_this=by)
    if verb.head != thing and _RECEIVED.intersection(verb.lemmas) and not verb.is_passive:
        by, to = _party(verb.roles.get("from", ()), entities), by
    other = _other_party(verb, entities) if by is not None and to is None else None
    return PledgeMention(
        what=what,
        state=state,
        sentence=row.sentence.span,
        by=by,
        to=to if other is None else other,
        mutual=other is not None,
        amount=amount.amount if amount else None,
        currency=amount.currency if amount else None,
        due=_due(row, verb) if state is PledgeState.PLEDGED or is_planned(row, verb) else None,
        time=_time(row, verb),
        condition=condition_of(text, row, verb) if state is PledgeState.PLEDGED else None,
        definite=is_definite(row, thing),
        beside=tuple(dict.fromkeys(is_beside(row, thing, verb))),
        earlier=_looks_back(row, verb),
    )


def _looks_back(row: Row, verb: Verb) -> bool:
    """Tell whether a sentence only recalls a promise: "the loan that it had offered", "the promise was renewed"."""
    noun = row.tree.parents[verb.node]
    if row.tree.words[noun].lemma.lower() in undertakings().words:
        above = row.by_node.get(row.tree.parents[noun])
        return above is not None and fate_of(row, above) is not None
    return row.tree.rel(verb.node) == "acl:relcl" and verb.is_finite and not is_planned(row, verb)


def _of_deed(row: Row, one: PledgeMention, deed: Deed) -> PledgeMention:
    """Name an undertaking by what is done where the thing alone does not tell: "reopen their embassies"."""
    first = row.units[deed.first].span
    named = first.end <= one.what.start <= first.end + _REACH and not undertakings().give.intersection(deed.verb.lemmas)
    what = Span(first.start, one.what.end) if named else one.what
    return replace(one, what=what, deed=True, beside=tuple(dict.fromkeys(is_beside(row, deed.thing, deed.verb))))


def _fuller(one: PledgeMention, other: PledgeMention) -> PledgeMention:
    """Join what two verbs of a sentence say of one thing: "agreed to provide a loan"."""
    return replace(
        one,
        by=one.by if one.by is not None else other.by,
        to=one.to if one.to is not None else other.to,
        due=one.due if one.due is not None else other.due,
        time=one.time if one.time is not None else other.time,
        condition=one.condition or other.condition,
        mutual=one.mutual or other.mutual,
    )


def _shared(found: dict[tuple[int, PledgeState], PledgeMention]) -> Iterator[PledgeMention]:
    """Give each thing of a sentence the parties that any of its verbs tells: "the loan, which X froze, is paid"."""
    for (thing, _), one in found.items():
        same = [other for (at, _), other in found.items() if at == thing]
        promised = [o for o in same if o.earlier and not one.earlier]  # "opened the clinic that Chad had promised"
        by = next((o.by for o in (*promised, one, *same) if o.by is not None), None)
        to = next((o.to for o in (one, *same) if o.to is not None and o.to != by), None)
        yield replace(one, by=by, to=to)


def _givers(row: Row, verb: Verb, entities: Sequence[EntityMention]) -> Iterator[int]:
    """Yield who may undertake the thing: the subject, the agent, whose decision or promise it is."""
    own = verb.roles.get("by", ()) if verb.is_passive else verb.subjects
    above = assured_by(row, verb)
    states = any(entities[i].kind is EntityKind.STATE and entities[i].by is NamedBy.NAME for i in own)
    yield from above.subjects if above is not None and not states else ()
    yield from own
    yield from verb.roles.get("obj's", ())
    yield from promised_by(row, verb)


def _takers(row: Row, verb: Verb) -> Iterator[int]:
    """Yield who may receive the thing, of the verb itself, what it is promised to do, and who is assured of it."""
    if verb.is_passive and undertakings().promise.intersection(verb.lemmas):
        yield from verb.subjects  # "Nepal was promised"
    above = assured_by(row, verb)
    yield from above.roles.get("obj", ()) if above is not None else ()
    yield from _mentions(row, verb, "iobj")  # "give Chad a loan for a road to the Libyan border"
    clause: Verb | None = verb
    while clause is not None:
        for role in _GIVEN_TO:
            yield from clause.roles.get(role, ())
        clause = clause.complement
    met = row.by_node.get(row.tree.parents[verb.node]) if row.tree.base(verb.node) == "conj" else None
    if met is not None and _MET.intersection(met.lemmas) and not met.is_passive:
        yield from _mentions(row, met, "obj")  # "met the premier and pledged 9 million dollars"


def _owners(verb: Verb, entities: Sequence[EntityMention]) -> Iterator[int]:
    """Yield whose the thing is to which something is given: "soldiers to the African Union's mission"."""
    yield from (i for i in verb.roles.get("to's", ()) if entities[i].by is not NamedBy.PRONOUN)


def _mentions(row: Row, verb: Verb, relation: str) -> Iterator[int]:
    nodes = row.tree.kids(verb.node, relation)
    yield from (row.units[node].index for node in nodes if row.units[node].kind is UnitKind.MENTION)


def _of_meeting(row: Row, verb: Verb, state: PledgeState | None) -> PledgeState | None:
    """Return what is said of a body's meeting: to come by a day, agreed on, or held."""
    if state is PledgeState.PLEDGED or (is_planned(row, verb) and _due(row, verb) is not None):
        return PledgeState.PLEDGED
    return PledgeState.DELIVERED if verb_status(row, verb) is EventStatus.OCCURRED else None


# ---- its terms ----------------------------------------------------------------------------------


def _amount(row: Row, verb: Verb, money: Sequence[Money], what: Span) -> Money | None:
    """Return the amount in the phrase, else the only one in the verb's own clause or what completes it."""
    inside = next((m for m in money if m.span.overlaps(what)), None)
    if inside is not None:
        return inside
    clauses = (verb, verb.complement)
    units = [at for at, unit in enumerate(row.units) if row.clause_of(at) in clauses and row.tree.is_word(at)]
    own = [m for m in money if any(m.span.overlaps(row.units[at].span) for at in units)]
    return own[0] if len(own) == 1 else None


def _party(found: Iterable[int], entities: Sequence[EntityMention], *, not_this: int | None = None) -> int | None:
    for i in found:
        if i != not_this and (entities[i].kind in _PARTIES or entities[i].of):
            return i
    return None


def _other_party(verb: Verb, entities: Sequence[EntityMention]) -> int | None:
    """Return the second of two who undertake a thing together: "Rome and Oslo will build a bridge"."""
    parties = [i for i in verb.subjects if _party((i,), entities) is not None]
    match parties:
        case [_, other, *_] if len(verb.subjects) == len(parties) and not verb.is_passive:
            return other
    return None


def _due(row: Row, verb: Verb) -> int | None:
    """Return when the thing is to be done: the time in the clause that does it, else after "by" or "before"."""
    doing = verb
    if undertakings().promise.intersection(verb.lemmas) and verb.complement is not None:
        doing = verb.complement
    if is_planned(row, doing):
        return next(iter(_times(row, doing)), None)
    for index in range(verb.head, min(len(row.units), verb.end + 3)):
        unit = row.units[index]
        if unit.kind is UnitKind.TIME:
            before = row.units[index - 1].lower
            if before in {"by", "before", "until"} or unit.lower.split()[0] in {"by", "before", "until"}:
                return unit.index
    return None


def _time(row: Row, verb: Verb) -> int | None:
    """Return when the step was taken: the time in the verb's own clause that is no term."""
    if is_planned(row, verb):
        return None
    due = _due(row, verb)
    own = next((at for at in _times(row, verb) if at != due), None)
    if own is not None:
        return own
    above = (verb.governor, verb.complement, None)
    for at in range(max(0, verb.first - 6), min(verb.end, len(row.units))):
        unit = row.units[at]
        if unit.kind is UnitKind.TIME and unit.index != due and row.clause_of(at) in above:
            return unit.index
    return None


def _times(row: Row, verb: Verb) -> Iterator[int]:
    for at, unit in enumerate(row.units):
        clause = row.clause_of(at) if unit.kind is UnitKind.TIME else None
        if _is_after_cue(row, verb, at):
            continue
        if clause is not None and (clause is verb or _is_aside(row, clause, verb)):
            yield unit.index


def _is_after_cue(row: Row, verb: Verb, at: int) -> bool:
    """Tell whether a unit stands behind the verb that closes the clause: "X will come, Y said on Thursday"."""
    over = row.tree.parent(verb.node)
    closes = over is not None and over > verb.node and row.tree.base(verb.node) in {"ccomp", "parataxis"}
    return closes and over is not None and over < at


def _is_aside(row: Row, clause: Verb, verb: Verb) -> bool:
    """Tell whether a clause only dates another: "before the month is out"."""
    over = row.tree.parent(clause.node)
    return row.tree.base(clause.node) == "advcl" and over is not None and row.clause_of(over) is verb

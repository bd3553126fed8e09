"""Says which step in a pledge's life a verb tells of: promised, put off, taken up again, handed over, dropped.

Source: codebook, section 7.
"""

from __future__ import annotations

from chancery.codebooks.undertakings import undertakings
from chancery.extraction.deeds import is_bought, is_sworn, is_wished
from chancery.extraction.rows import Row
from chancery.extraction.status import verb_status
from chancery.extraction.units import Verb
from chancery.model.events import EventStatus
from chancery.model.pledges import PledgeState
from chancery.model.text import TurnKind

_AGAIN = frozenset({"again", "anew"})
_DONE = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
_UNLIKELY = frozenset({"unlikely", "impossible", "doubt", "doubts", "doubted", "doubtful", "whether"})
_GIVEN_BACK = frozenset({"cancel", "forgive", "write"})
_FUTURE = frozenset({"will", "wo", "would", "'ll", "shall"})
_KEEPING = frozenset({"keep", "honour", "honor", "fulfil", "fulfill", "meet"})
_LOOSE = frozenset({"agree", "approve", "announce", "decide", "allocate", "earmark"})


def state_of(row: Row, verb: Verb) -> PledgeState | None:
    """Return the step in a pledge's life that a verb tells of, or None."""
    vocabulary = undertakings()
    status = verb_status(row, verb)
    lemmas = frozenset(verb.lemmas)
    fate = fate_of(row, verb)
    if status is EventStatus.DENIED:
        return _denied(verb, fate)
    if status in {EventStatus.PLANNED, EventStatus.CONDITIONAL} and is_planned(row, verb):
        doubtful = fate is PledgeState.RESUMED and status is EventStatus.CONDITIONAL
        return None if doubtful or is_wished(row, verb) else _planned(row, verb, fate)
    if status in _DONE:
        if fate is None and status is EventStatus.OCCURRED and _keeps_word(row, verb):
            return PledgeState.DELIVERED
        if fate is None and (lemmas & vocabulary.promise or _is_aside_set(row, verb)):
            return PledgeState.PLEDGED
        if fate is PledgeState.DELIVERED and _AGAIN.intersection(_adverbs(row, verb)):
            return PledgeState.RESUMED
        done = status is EventStatus.OCCURRED and lemmas & (vocabulary.give | vocabulary.deeds)
        return PledgeState.DELIVERED if fate is None and done else fate
    return None


def _planned(row: Row, verb: Verb, fate: PledgeState | None) -> PledgeState | None:
    """Return what a plan says: a promise, or that one will be kept."""
    known, lemmas = undertakings(), frozenset(verb.lemmas)
    if _keeps_word(row, verb):
        return PledgeState.REAFFIRMED
    sworn = is_sworn(row, verb) and lemmas & known.sworn
    does = sworn or is_bought(row, verb) or lemmas & (known.give | known.promise | known.deeds)
    return PledgeState.PLEDGED if does or fate is PledgeState.DELIVERED else None


def _keeps_word(row: Row, verb: Verb) -> bool:
    """Tell whether a promise is kept: "will keep its promise of 5,000 soldiers"."""
    objects = (row.tree.words[k].lemma.lower() for k in row.tree.kids(verb.node, "obj"))
    return bool(_KEEPING.intersection(verb.lemmas)) and not undertakings().words.isdisjoint(objects)


def _is_aside_set(row: Row, verb: Verb) -> bool:
    """Tell whether money is "set aside", which promises it."""
    after = row.units[verb.head + 1].lower if verb.head + 1 < len(row.units) else ""
    return "set" in verb.lemmas and after == "aside"


def fate_of(row: Row, verb: Verb) -> PledgeState | None:
    """Return the step of a verb, with its particle where it has one: "put off"."""
    fates = undertakings().fate
    after = row.units[verb.head + 1].lower if verb.head + 1 < len(row.units) else ""
    particles = [row.units[kid].lower for kid in row.tree.kids(verb.node, "compound")] or [after]
    longer = (fates.get(f"{lemma} {particle}") for lemma in verb.lemmas for particle in particles)
    step = next((s for s in longer if s), None) or next((fates[lemma] for lemma in verb.lemmas if lemma in fates), None)
    return PledgeState(step) if step else None


def _denied(verb: Verb, fate: PledgeState | None) -> PledgeState | None:
    """Return what a denial says: "no one has cancelled the loan" stands by it, "never promised a loan" denies it."""
    known, lemmas = undertakings(), frozenset(verb.lemmas)
    if fate in {PledgeState.CANCELLED, PledgeState.SUSPENDED}:
        return PledgeState.REAFFIRMED
    if fate is PledgeState.REAFFIRMED:
        return PledgeState.UNCONFIRMED
    if lemmas & (known.give | known.deeds) and _FUTURE.intersection(verb.auxiliaries):
        return PledgeState.CANCELLED  # "will not send the ambulances that it promised"
    return PledgeState.DENIED if lemmas & (known.promise - _LOOSE) else None


def relieved(row: Row, verb: Verb, thing: int, state: PledgeState) -> PledgeState:
    """Return the step of a thing whose end is its delivery: a debt cancelled, prisoners released, troops withdrawn."""
    kind = undertakings().things.get(row.units[thing].lower.split()[-1])
    given = kind == "debt" and bool(_GIVEN_BACK.intersection(verb.lemmas)) and state is PledgeState.CANCELLED
    own = row.tree.parents[thing] == verb.node  # not the people of "withdrew its offer to send engineers"
    freed = kind == "people" and own and is_deed(verb) and state in {PledgeState.CANCELLED, PledgeState.RESUMED}
    return PledgeState.DELIVERED if given or freed else state


def is_deed(verb: Verb) -> bool:
    """Tell whether a verb does a particular thing to its object: "withdrew", "released"."""
    return bool(undertakings().deeds.intersection(verb.lemmas))


def _adverbs(row: Row, verb: Verb) -> set[str]:
    return {row.units[kid].lower for kid in row.tree.kids(verb.node, "advmod")}


def is_planned(row: Row, verb: Verb) -> bool:
    """Tell whether what a verb says is to come for sure, or on a condition."""
    over = row.tree.parent(verb.node)
    if over is not None and row.units[over].lower in _UNLIKELY:
        return False
    status = verb_status(row, verb)
    if status is EventStatus.CONDITIONAL:  # "will build it if": promised, on a condition
        asked = row.sentence.block.turn is TurnKind.QUESTION and verb.is_infinitive  # "does X plan to build it?"
        return asked or bool({"will", "'ll", "shall", "would"}.intersection(verb.auxiliaries))
    return status is EventStatus.PLANNED

"""Whether a clause says that its event happened, is planned, denied, alleged or conditional.

Source: codebook, section 5, "Status"; PLOVER 2.0 calls these future, negation and hypothetical.
"""

from __future__ import annotations

from chancery.extraction.inflection import BE
from chancery.extraction.units import NEGATIONS, Row, UnitKind, Verb
from chancery.model.events import EventStatus

_PLANNING = frozenset(
    "plan expect intend schedule hope want agree promise pledge vow aim prepare suppose decide offer propose undertake "
    "commit due arrange resolve mean".split()
)
_READY = frozenset("due set scheduled expected supposed ready likely about slated poised planned prepared".split())
_BEGUN = frozenset("continue begin start help keep manage use proceed go on".split())
_MOTION = frozenset("travel visit arrive fly meet go come gather convene return unite join".split())
_ACCUSING = frozenset("accuse allege suspect claim charge".split())
_NOBODY = frozenset({"nobody", "neither", "none"})
_DISTANCING = frozenset({"allegedly", "reportedly", "purportedly", "supposedly"})
_UPCOMING = frozenset("upcoming planned scheduled forthcoming future proposed next possible expected".split())


def verb_status(row: Row, verb: Verb) -> EventStatus | None:
    """Return what a verb group says of its event.

    Returns:
        The status, or None where the clause only names an aim, an order or a possibility that
        somebody else's act is about ("urged X to visit").
    """
    if _is_to(verb):
        return EventStatus.PLANNED
    if _DISTANCING & _words_near(row, verb) or _is_accusation(row, verb):
        return EventStatus.ALLEGED
    helpers = set(verb.auxiliaries)
    if _is_denied(row, verb) or helpers & NEGATIONS or _nobody_did(row, verb):
        # "did not take office until December" says that it was taken then
        until = any(unit.lower == "until" for unit in row.units[verb.head : verb.end])
        return EventStatus.OCCURRED if until and "VBZ" not in verb.tags else EventStatus.DENIED
    if helpers & {"will", "'ll", "shall", "would", "wo", "'d"}:
        return EventStatus.CONDITIONAL if _has_if(row, verb) else EventStatus.PLANNED
    if helpers & {"could", "may", "might"} or _has_if(row, verb):
        return EventStatus.CONDITIONAL
    if helpers & {"should", "must"}:
        return None
    if verb.is_infinitive:
        return _infinitive_status(row, verb)
    return _tense_status(row, verb)


def _tense_status(row: Row, verb: Verb) -> EventStatus:
    governor = verb.governor
    if verb.is_gerund and governor is not None and _PLANNING.intersection(governor.lemmas):
        return EventStatus.PLANNED
    if "VBG" in verb.tags and BE.intersection(verb.auxiliaries):
        return EventStatus.ONGOING
    if verb.is_passive and {"is", "are", "'s", "'re"}.intersection(verb.auxiliaries):
        return EventStatus.ONGOING  # "is recognised by": a standing condition, or an act under way
    present = verb.tags & {"VBZ", "VBP"} and not verb.tags & {"VBD"} and not verb.auxiliaries
    if present and not row.sentence.is_headline:
        return EventStatus.ONGOING
    return EventStatus.OCCURRED


def _infinitive_status(row: Row, verb: Verb) -> EventStatus | None:
    governor = verb.governor
    if governor is None:
        return EventStatus.PLANNED if row.sentence.is_headline else None
    between = {unit.lower for unit in row.units[governor.first : verb.head] if unit.kind is UnitKind.WORD}
    if _PLANNING.intersection(governor.lemmas) or between & _READY:
        above = verb_status(row, governor) if governor is not verb else None
        return EventStatus.DENIED if above is EventStatus.DENIED else EventStatus.PLANNED
    if governor.lemmas == ("be",) and not between - {"is", "are", "was", "were", "to", "also", "be"}:
        return EventStatus.PLANNED
    if _BEGUN.intersection(governor.lemmas):
        return verb_status(row, governor)
    if _MOTION.intersection(governor.lemmas):
        return verb_status(row, governor)
    return None


def _is_to(verb: Verb) -> bool:
    """Tell whether the group is "is to meet", which announces it."""
    helpers = verb.auxiliaries
    return "to" in helpers and bool(BE.intersection(helpers[: helpers.index("to")]))


def _is_denied(row: Row, verb: Verb) -> bool:
    """Tell whether the clause is what somebody denied: "denied that Rome had cancelled"."""
    position = row.verbs.index(verb)
    return position > 0 and "deny" in row.verbs[position - 1].lemmas


def _words_near(row: Row, verb: Verb) -> set[str]:
    return {unit.lower for unit in row.units[max(0, verb.first - 2) : verb.head + 1]}


def _nobody_did(row: Row, verb: Verb) -> bool:
    before = [unit.lower for unit in row.units[max(0, verb.first - 2) : verb.first]]
    return bool(_NOBODY.intersection(before)) or before[-2:] == ["no", "one"]


def _is_accusation(row: Row, verb: Verb) -> bool:
    """Tell whether the clause hangs on "accused X of"."""
    position = row.verbs.index(verb)
    for other in row.verbs[:position]:
        if _ACCUSING.intersection(other.lemmas):
            between = {unit.lower for unit in row.units[other.head + 1 : verb.first]}
            return "of" in between and not between & {";", "and", "but", "who", "which", "while"}
    return False


def _has_if(row: Row, verb: Verb) -> bool:
    """Tell whether "if" or "unless" opens the verb's own clause."""
    for unit in reversed(row.units[: verb.first]):
        if unit.lower in {"if", "unless", "whether"}:
            return True
        if unit.lower in {",", ";", "that"}:
            return False
    return False


def noun_status(row: Row, index: int) -> EventStatus:
    """Return what the words around an event noun say of its event."""
    before = {unit.lower for unit in row.units[max(0, index - 6) : index] if unit.kind is UnitKind.WORD}
    if before & _UPCOMING:
        return EventStatus.PLANNED
    governor = next((verb for verb in reversed(row.verbs) if verb.head < index <= verb.end), None)
    if governor is None:
        return EventStatus.OCCURRED
    if governor.is_passive and {"set", "slate", "schedule"}.intersection(governor.lemmas):
        return EventStatus.PLANNED
    if {"postpone", "cancel", "delay"}.intersection(governor.lemmas):
        return EventStatus.DENIED
    if _PLANNING.intersection(governor.lemmas) or {"propose", "suggest", "announce"}.intersection(governor.lemmas):
        return EventStatus.PLANNED
    status = verb_status(row, governor)
    return status if status in {EventStatus.PLANNED, EventStatus.CONDITIONAL} else EventStatus.OCCURRED

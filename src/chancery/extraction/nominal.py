"""Whether the event that a noun names happened: from the words before it, the noun and the verb that it hangs on.

Source: codebook, section 5, "Status".
"""

from __future__ import annotations

from chancery.codebooks.governors import governors
from chancery.extraction.holding import is_dismissed
from chancery.extraction.rows import Row
from chancery.extraction.setting import holding
from chancery.extraction.status import verb_status
from chancery.extraction.units import NEGATIONS, UnitKind, Verb
from chancery.model.events import EventStatus

# "will speak at the summit" plans the summit, "will leave after the talks" does not
_BEHIND = frozenset({"after", "following", "since", "to", "despite", "amid", "because", "from", "of", "under"})
_AWAITED = frozenset({"before", "ahead", "ahead of", "prior"})
_GOING_ON = frozenset({"continue", "go"})
_NOUN_REACH = 6  # units before a noun in which "planned" or "next" speaks of it
# what talks come in: "a third round of talks is planned" plans the talks
_PARTS = frozenset(
    "round rounds series set cycle session sessions day days stage phase couple number resumption start beginning "
    "opening launch idea prospect possibility".split()
)
_REFUSALS = frozenset({"veto", "reject", "refuse", "decline", "preclude", "dismiss"})
_ALLEGED = frozenset({"alleged", "purported", "supposed", "suspected"})


def noun_status(row: Row, index: int) -> EventStatus:
    """Return what the words around an event noun say of its event.

    Args:
        row: The sentence.
        index: Node of the noun.
    """
    before = _words_before(row, index)
    over = _under_noun(row, index) or _under_verb(row, _whole(row, index))
    if over is EventStatus.DENIED:
        return over
    if before & _ALLEGED:
        return EventStatus.ALLEGED
    if before & governors().doubtful:
        return EventStatus.CONDITIONAL
    if before & governors().upcoming or _is_next(row, index):
        return EventStatus.PLANNED
    held = holding(row, index)
    if held is not None and (
        (held.is_infinitive and "be" in held.auxiliaries) or verb_status(row, held) is EventStatus.PLANNED
    ):
        return EventStatus.PLANNED  # "a summit, to be held in May"
    return over or EventStatus.OCCURRED


def is_ruled_out(row: Row, index: int) -> bool:
    """Tell whether the verb that acts on a noun refuses what it names: "ruled out talks", "vetoed the talks"."""
    node = _whole(row, index)
    governor = row.clause_of(node)
    if governor is None or row.tree.parents[node] != governor.node or NEGATIONS.intersection(governor.auxiliaries):
        return False
    acted_on = row.tree.base(node) == "obj" or (row.tree.base(node) == "nsubj" and governor.is_passive)
    after = {unit.lower for unit in row.units[governor.head + 1 : governor.head + 3]}
    out = "out" in after if "rule" in governor.lemmas else bool(_REFUSALS.intersection(governor.lemmas))
    return acted_on and out


def _whole(row: Row, index: int) -> int:
    """Return the noun whose parts an event noun tells: the round of "a round of talks"."""
    parent = row.tree.parent(index)
    if parent is None or row.tree.case(index) != "of" or row.units[parent].lower not in _PARTS:
        return index
    return parent


def _words_before(row: Row, index: int) -> set[str]:
    return {unit.lower for unit in row.units[max(0, index - _NOUN_REACH) : index] if unit.kind is UnitKind.WORD}


def _is_next(row: Row, index: int) -> bool:
    """Tell whether a time to come owns the noun: "next month's talks"."""
    times = [kid for kid in row.tree.children[index] if kid < index and row.units[kid].kind is UnitKind.TIME]
    return any(row.units[kid].lower.startswith(("next", "tomorrow", "this coming")) for kid in times)


def _under_noun(row: Row, index: int) -> EventStatus | None:
    """Return what the noun over it makes of it: "allegations of fraud", "plans for a visit"."""
    parent, case, words = row.tree.parent(index), row.tree.case(index), governors()
    if parent is None or not row.tree.is_word(parent):
        return None
    if row.units[parent].lower in words.charges | words.reports and case == "of":
        return EventStatus.DENIED if is_dismissed(row, parent) else EventStatus.ALLEGED
    return EventStatus.PLANNED if row.units[parent].lower in words.plans and case in {"for", "of", "on"} else None


def _under_verb(row: Row, index: int) -> EventStatus | None:
    """Return what the verb of its clause makes of it; None where that says nothing."""
    words, governor, case = governors(), row.clause_of(index), row.tree.case(index)
    if governor is None:
        return None
    lemmas = frozenset(governor.lemmas) if row.tree.parents[index] == governor.node else frozenset()
    if governor.is_passive and lemmas & words.fixing:
        return EventStatus.PLANNED
    if _is_called_off(row, index, governor, lemmas):
        return EventStatus.DENIED
    if ("accuse" in lemmas and case == "of") or (lemmas & words.blaming and case in {"for", "of", "with"}):
        return EventStatus.ALLEGED
    if lemmas & (words.planning | words.announcing):
        return EventStatus.PLANNED if governor.head < index or governor.is_passive else None
    if row.units[governor.node].lower in words.doubtful and row.tree.base(index) == "nsubj":
        return EventStatus.CONDITIONAL
    status = verb_status(row, governor)
    if lemmas & _GOING_ON and status is EventStatus.ONGOING and row.tree.base(index) == "nsubj":
        return EventStatus.ONGOING  # "the talks are continuing"
    apart = row.tree.base(index) == "obl" and case in _BEHIND
    return status if status in {EventStatus.PLANNED, EventStatus.CONDITIONAL} and not apart else None


def is_cancelled(row: Row, index: int) -> bool:
    """Tell whether the verb of which an event noun is the passive subject says that it is put off: "was cancelled"."""
    node = _whole(row, index)
    governor = row.clause_of(node)
    if governor is None or row.tree.parents[node] != governor.node:
        return False
    put_off = bool(governors().calling_off.intersection(governor.lemmas))
    return put_off and row.tree.base(node) == "nsubj" and governor.is_passive


def _is_called_off(row: Row, index: int, governor: Verb, lemmas: frozenset[str]) -> bool:
    """Tell whether the verb says that it will not be: "called off the visit", "the visit fell through"."""
    acted_on = row.tree.base(index) == "obj" or (row.tree.base(index) == "nsubj" and governor.is_passive)
    if NEGATIONS.intersection(governor.auxiliaries):
        return False
    after = {unit.lower for unit in row.units[governor.head + 1 : governor.head + 3]}
    if "call" in lemmas and "off" in after:
        return True
    if "fall" in lemmas and after & {"through", "apart"}:
        return True
    return acted_on and bool(lemmas & governors().calling_off)

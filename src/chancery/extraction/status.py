"""Whether a clause says that its event happened, is planned, denied, alleged or conditional.

Source: codebook, section 5, "Status"; PLOVER 2.0 calls these future, negation and hypothetical.
"""

from __future__ import annotations

from chancery.codebooks.governors import governors
from chancery.extraction.inflection import BE
from chancery.extraction.rows import Row
from chancery.extraction.units import NEGATIONS, UnitKind, Verb
from chancery.model.events import EventStatus

_NOBODY = frozenset({"nobody", "neither", "none", "no"})
_FUTURE = frozenset({"will", "'ll", "shall", "would", "wo", "'d"})
_POSSIBLE = frozenset({"could", "may", "might"})
_HAPPENED = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
_CONTENT = frozenset({"ccomp", "xcomp"})
# "will speak at the summit" plans the summit, "will leave after the talks" does not
_BEHIND = frozenset({"after", "following", "since", "to", "despite", "amid", "because", "from", "of", "under"})
_NOUN_REACH = 6  # units before a noun in which "planned" or "next" speaks of it
_CHAIN = 8  # clauses inside clauses; beyond them nothing is asked


def verb_status(row: Row, verb: Verb) -> EventStatus | None:
    """Return what a verb group says of its event.

    Returns:
        The status, or None where the clause only names an aim, an order or a possibility that
        somebody else's act is about ("urged X to visit").
    """
    return _status(row, verb, _CHAIN)


def _status(row: Row, verb: Verb, steps: int) -> EventStatus | None:
    helpers = set(verb.auxiliaries)
    if not steps or (helpers & {"should", "must"} and not helpers & NEGATIONS):
        return None
    if _is_to(verb):
        return EventStatus.PLANNED
    if governors().distancing & _words_near(row, verb) or _is_accusation(row, verb, steps):
        return EventStatus.ALLEGED
    if _is_denied(row, verb) or helpers & NEGATIONS or _nobody_did(row, verb):
        # "did not take office until December" says that it was taken then
        until = any(unit.lower == "until" for unit in row.units[verb.head : verb.end])
        return EventStatus.OCCURRED if until and "VBZ" not in verb.tags else EventStatus.DENIED
    if helpers & _POSSIBLE or _has_if(row, verb):
        return EventStatus.CONDITIONAL
    if helpers & _FUTURE:
        return EventStatus.PLANNED
    return _infinitive_status(row, verb, steps - 1) if verb.is_infinitive else _tense_status(row, verb)


def _tense_status(row: Row, verb: Verb) -> EventStatus:
    governor = verb.governor
    if verb.is_gerund and governor is not None and governors().planning.intersection(governor.lemmas):
        return EventStatus.PLANNED
    if "VBG" in verb.tags and BE.intersection(verb.auxiliaries):
        return EventStatus.ONGOING
    if verb.is_passive and {"is", "are", "'s", "'re"}.intersection(verb.auxiliaries):
        return EventStatus.ONGOING  # "is recognised by": a standing condition, or an act under way
    present = verb.tags & {"VBZ", "VBP"} and not verb.tags & {"VBD"} and not verb.auxiliaries
    if present and not row.sentence.is_headline:
        return EventStatus.ONGOING
    return EventStatus.OCCURRED


def _infinitive_status(row: Row, verb: Verb, steps: int) -> EventStatus | None:
    words, governor = governors(), verb.governor
    if verb.noun:
        return _of_noun(row, verb, steps)
    if governor is None:
        return EventStatus.PLANNED if row.sentence.is_headline else None
    between = {unit.lower for unit in row.units[governor.first : verb.head] if unit.kind is UnitKind.WORD}
    if words.planning.intersection(governor.lemmas) or between & words.ready:
        above = _status(row, governor, steps)
        return EventStatus.DENIED if above is EventStatus.DENIED else EventStatus.PLANNED
    if governor.lemmas == ("be",) and not between - {"is", "are", "was", "were", "to", "also", "be"}:
        return EventStatus.PLANNED
    if (words.beginning | words.moving).intersection(governor.lemmas):
        return _status(row, governor, steps)
    return None


def _of_noun(row: Row, verb: Verb, steps: int) -> EventStatus | None:
    """Return the status of what a plan is about: "the decision to suspend"; None where the plan is dropped."""
    words, governor = governors(), verb.governor
    if verb.noun not in words.plans:
        return None
    if governor is None:
        return EventStatus.PLANNED
    stands = _status(row, governor, steps) in _HAPPENED and not words.undoing.intersection(governor.lemmas)
    return EventStatus.PLANNED if stands else None


def _is_to(verb: Verb) -> bool:
    """Tell whether the group is "is to meet", which announces it."""
    helpers = verb.auxiliaries
    return "to" in helpers and bool(BE.intersection(helpers[: helpers.index("to")]))


def _is_denied(row: Row, verb: Verb) -> bool:
    """Tell whether the clause is what somebody denied: "denied that Rome had cancelled"."""
    parent = row.tree.parent(verb.node)
    above = row.clause_of(parent) if parent is not None else None
    return above is not None and "deny" in above.lemmas and row.tree.base(verb.node) in {*_CONTENT, "advcl"}


def _words_near(row: Row, verb: Verb) -> set[str]:
    near = {unit.lower for unit in row.units[max(0, verb.first - 2) : verb.head + 1]}
    return near.union(row.units[kid].lower for kid in row.tree.kids(verb.node, "advmod"))


def _nobody_did(row: Row, verb: Verb) -> bool:
    for kid in row.tree.kids(verb.node, "nsubj"):
        words = [row.units[kid].lower, *(row.units[at].lower for at in row.tree.kids(kid, "det"))]
        if _NOBODY.intersection(words):
            return True
    return False


def _is_accusation(row: Row, verb: Verb, steps: int) -> bool:
    """Tell whether the clause is what somebody is accused of, or is claimed: "accused X of seeking"."""
    tree, words = row.tree, governors()
    parent = tree.parent(verb.node)
    above = row.clause_of(parent) if parent is not None else None
    if parent is None or not steps:
        return False
    marks = {row.units[kid].lower for kid in tree.kids(verb.node, "mark", "case")}
    if tree.base(verb.node) == "acl" and marks & {"of", "that"}:
        return row.units[parent].lower in words.charges
    if above is None:
        return False
    if words.accusing.intersection(above.lemmas):
        return "of" in marks or (tree.base(verb.node) in _CONTENT and above.node == parent)
    # "accused X of seeking to interfere by meeting Y"
    linked = tree.base(verb.node) in {"xcomp", "conj"} or (verb.is_gerund and "by" in marks)
    return linked and above.node == parent and not above.is_finite and _is_accusation(row, above, steps - 1)


def _has_if(row: Row, verb: Verb) -> bool:
    """Tell whether "if" or "unless" opens the verb's own clause, or one that the verb's clause depends on."""
    tree, heads = row.tree, row.clause_nodes
    if any(row.units[kid].lower in {"if", "unless", "whether"} for kid in tree.kids(verb.node, "mark")):
        return True
    clauses = [kid for kid in tree.kids(verb.node, "advcl") if kid in heads]
    return any(row.units[mark].lower in {"if", "unless"} for kid in clauses for mark in tree.kids(kid, "mark"))


def noun_status(row: Row, index: int) -> EventStatus:
    """Return what the words around an event noun say of its event."""
    before = {unit.lower for unit in row.units[max(0, index - _NOUN_REACH) : index] if unit.kind is UnitKind.WORD}
    if before & governors().upcoming:
        return EventStatus.PLANNED
    return _under_noun(row, index) or _under_verb(row, index) or EventStatus.OCCURRED


def _under_noun(row: Row, index: int) -> EventStatus | None:
    """Return what the noun over it makes of it: "allegations of fraud", "plans for a visit"."""
    parent, case = row.tree.parent(index), row.tree.case(index)
    if parent is None:
        return None
    if row.units[parent].lower in governors().charges and case == "of":
        return EventStatus.ALLEGED
    return EventStatus.PLANNED if row.units[parent].lower in governors().plans and case in {"for", "of", "on"} else None


def _under_verb(row: Row, index: int) -> EventStatus | None:
    """Return what the verb of its clause makes of it; None where that says nothing."""
    words, governor, case = governors(), row.clause_of(index), row.tree.case(index)
    if governor is None:
        return None
    lemmas = frozenset(governor.lemmas) if row.tree.parents[index] == governor.node else frozenset()
    if governor.is_passive and lemmas & words.fixing:
        return EventStatus.PLANNED
    if lemmas & words.calling_off:
        return EventStatus.DENIED
    if "accuse" in lemmas and case == "of":
        return EventStatus.ALLEGED
    if lemmas & (words.planning | words.announcing):
        return EventStatus.PLANNED if governor.head < index or governor.is_passive else None
    status = verb_status(row, governor)
    apart = row.tree.base(index) == "obl" and case in _BEHIND
    return status if status in {EventStatus.PLANNED, EventStatus.CONDITIONAL} and not apart else None

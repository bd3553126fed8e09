"""Whether a clause says that its event happened, is planned, denied, alleged or conditional.

The clause's own words are asked first (auxiliaries, negation, adverbs, "if"), then what it hangs on: a verb that
fails, denies, alleges or plans it, a noun such as "reports" or "decision", a mark such as "instead of".

Source: codebook, section 5, "Status"; PLOVER 2.0 calls these future, negation and hypothetical.
"""

from __future__ import annotations

from itertools import pairwise

from chancery.codebooks.governors import governors
from chancery.extraction.holding import has_condition, held_at_distance, held_untrue, marks_of
from chancery.extraction.inflection import BE, verb_tags
from chancery.extraction.rows import Row
from chancery.extraction.units import MODALS, NEGATIONS, UnitKind, Verb
from chancery.model.events import EventStatus

_NOBODY = frozenset({"nobody", "neither", "none", "no"})
_FUTURE = frozenset({"will", "'ll", "shall", "would", "wo", "'d"})
_POSSIBLE = frozenset({"could", "may", "might"})
_UNREAL = frozenset({"would", "could", "should", "'d"})
_INVERTED = frozenset({"should", "had", "were"})
_BE_FORMS = frozenset({"is", "are", "was", "were", "'s", "'re"})
_HAPPENED = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
_JOINING = frozenset({"join", "assist", "support", "lead", "participate"})
_CHAIN = 8  # clauses inside clauses; beyond them nothing is asked


def verb_status(row: Row, verb: Verb) -> EventStatus | None:
    """Return what a verb group says of its event.

    Returns:
        The status, or None where the clause only names an aim, an order or a possibility that
        somebody else's act is about ("urged X to visit").
    """
    return _status(row, verb, _CHAIN)


def _status(row: Row, verb: Verb, steps: int) -> EventStatus | None:
    if not steps:
        return None
    own = _own_status(row, verb)
    if own is not None:
        return own
    if verb.is_gerund and (verb.noun in governors().aims or _is_aimed_at(row, verb)):
        return None
    if _is_demanded(row, verb):
        return None
    helpers = set(verb.auxiliaries)
    if helpers & {"should", "must"} and not helpers & NEGATIONS:
        return None
    held = _held(row, verb, steps)
    if held is not None or _is_asked_not_to(verb):
        return held
    if helpers & _FUTURE:
        return EventStatus.PLANNED
    return _infinitive_status(row, verb, steps - 1) if verb.is_infinitive else _tense_status(row, verb, steps - 1)


def is_asserted(row: Row, verb: Verb) -> bool:
    """Tell whether a clause is told as so, its own negation aside: no question, condition, plan, rumour or denial.

    What holds whenever something happens is told of no time: "the office is vacant once the holder dies".
    """
    if _is_inverted(row, verb) or MODALS.intersection(verb.auxiliaries) or _is_demanded(row, verb):
        return False
    if held_untrue(row, verb, _CHAIN) or held_at_distance(row, verb, _CHAIN):
        return False
    if governors().distancing & _words_near(row, verb) or has_condition(row, verb) or _is_asked(row, verb):
        return False
    return not _is_general(row, verb) and not verb.is_infinitive


def _is_general(row: Row, verb: Verb) -> bool:
    """Tell whether a present tense says what follows whenever something else happens."""
    present = verb.tags & {"VBZ", "VBP"} and not verb.auxiliaries
    clauses = [row.by_node[kid] for kid in row.tree.kids(verb.node, "advcl") if kid in row.by_node]
    return bool(present) and any(one.tags & {"VBZ", "VBP"} and _opens_whenever(row, one) for one in clauses)


def _opens_whenever(row: Row, verb: Verb) -> bool:
    opening = {row.units[kid].lower for kid in row.tree.kids(verb.node, "mark", "advmod") if kid < verb.head}
    return bool(opening & {"when", "whenever", "once", "until", "after"})


def _is_aimed_at(row: Row, verb: Verb) -> bool:
    """Tell whether a gerund says what a thing is for: "a meeting aimed at restoring relations"."""
    above = verb.governor
    return above is not None and "aim" in above.lemmas and row.tree.base(above.node) == "acl" and "VBN" in above.tags


def _is_demanded(row: Row, verb: Verb) -> bool:
    """Tell whether a clause, or one that it completes, says what somebody demands: "demanded that Rome leave"."""
    at: Verb | None = verb
    for _ in range(_CHAIN):
        if at is None or row.tree.rel(at.node) == "acl:relcl" or "VBD" in at.tags:
            return False
        if at.is_finite and "that" in marks_of(row, at) and _demands(row, at):
            return bool(at.tags & {"VB", "VBP"}) and not at.auxiliaries
        at = row.by_node.get(row.tree.parents[at.node]) or row.clause_of(row.tree.parents[at.node])
    return False


def _demands(row: Row, verb: Verb) -> bool:
    """Tell whether the verb or noun that a clause hangs on asks for what it says."""
    parent = row.tree.parent(verb.node)
    above = None if parent is None else row.by_node.get(parent)
    if above is not None:
        return bool(governors().demanding.intersection(above.lemmas))
    return parent is not None and row.units[parent].lower in governors().demands


def _own_status(row: Row, verb: Verb) -> EventStatus | None:
    """Return what the clause's own auxiliaries and word order say beyond doubt."""
    helpers = set(verb.auxiliaries)
    if _is_inverted(row, verb):
        return EventStatus.CONDITIONAL
    if "have" in helpers and helpers & _UNREAL and not _is_reported(row, verb):
        return EventStatus.DENIED  # "would have visited Oman"
    if _was_to(row, verb):
        return EventStatus.DENIED
    if _is_to(verb) or _is_due(row, verb):
        return EventStatus.PLANNED
    if helpers & {"may", "might"} and not governors().distancing & _words_near(row, verb):
        return EventStatus.CONDITIONAL
    return None


def _held(row: Row, verb: Verb, steps: int) -> EventStatus | None:
    """Return what negation, a verb or noun above, or a condition makes of the clause."""
    helpers = set(verb.auxiliaries)
    near = _words_near(row, verb)
    if held_untrue(row, verb, steps):
        return EventStatus.OCCURRED if _is_negated(row, verb) else EventStatus.DENIED
    if governors().distancing & near or held_at_distance(row, verb, steps):
        return EventStatus.ALLEGED
    if _is_asked_not_to(verb):
        return None
    if _is_negated(row, verb):
        # "did not take office until December" says that it was taken then
        until = any(unit.lower == "until" for unit in row.units[verb.head : verb.end])
        return EventStatus.OCCURRED if until and "VBZ" not in verb.tags else EventStatus.DENIED
    if helpers & _POSSIBLE or has_condition(row, verb) or governors().doubting & _opening(row, verb):
        return EventStatus.CONDITIONAL
    return EventStatus.CONDITIONAL if _is_asked(row, verb) else None


def is_negated(row: Row, verb: Verb) -> bool:
    """Tell whether a clause says no, a copula's "not" before its predicate included: "the office is not vacant"."""
    return _is_negated(row, verb) or _is_not(row, verb)


def _is_negated(row: Row, verb: Verb) -> bool:
    """Tell whether the clause says no: "did not", "no longer", "nobody", "neither X nor Y"."""
    if set(verb.auxiliaries) & NEGATIONS or _nobody_did(row, verb):
        return True
    words = [unit.lower for unit in row.units[max(0, verb.first - 1) : verb.head]]
    if "longer" in words and "no" in words:
        return True
    # a condition's "neither" may stand before the verb as a conjunction
    return any(row.units[kid].lower in {"neither", "nor"} for kid in row.tree.kids(verb.node, "cc", "cc:preconj"))


def _is_not(row: Row, verb: Verb) -> bool:
    """Tell whether a copula's "not" stands before its predicate."""
    between = range(verb.head + 1, verb.node)
    return any(row.units[kid].lower in NEGATIONS for kid in row.tree.kids(verb.node, "advmod") if kid in between)


def _is_asked_not_to(verb: Verb) -> bool:
    """Tell whether an infinitive says what somebody shall not do: "asked Rome not to sign"."""
    above = verb.governor
    asked = above is not None and bool(governors().object_control.intersection(above.lemmas))
    return asked and verb.is_infinitive and bool(NEGATIONS.intersection(verb.auxiliaries))


def _nobody_did(row: Row, verb: Verb) -> bool:
    for kid in row.tree.kids(verb.node, "nsubj"):
        words = [row.units[kid].lower, *(row.units[at].lower for at in row.tree.kids(kid, "det", "cc", "cc:preconj"))]
        if _NOBODY.intersection(words):
            return True
    return False


def _is_asked(row: Row, verb: Verb) -> bool:
    """Tell whether the clause is what a question asks, the sentence itself or a question that it quotes."""
    quoted = row.tree.base(verb.node) == "ccomp" and any(
        row.units[at].lower == "?" for at in row.tree.kids(verb.node, "punct")
    )
    asked = row.sentence.words[-1].text == "?" and row.tree.base(verb.node) in {"root", "conj", "ccomp", "parataxis"}
    return asked or quoted


def _is_inverted(row: Row, verb: Verb) -> bool:
    """Tell whether the order of the words is a condition's: "Should Rome agree", "Had Rome agreed"."""
    tree = row.tree
    if tree.base(verb.node) not in {"advcl", "ccomp", "parataxis", "dep"} or marks_of(row, verb) - {"to"}:
        return False
    helpers = [kid for kid in tree.kids(verb.node, "aux", "cop") if tree.units[kid].lower in _INVERTED]
    subjects = list(tree.kids(verb.node, "nsubj"))
    return bool(helpers and subjects) and min(helpers) < min(subjects)


def _is_reported(row: Row, verb: Verb) -> bool:
    """Tell whether "would have" stands in what somebody said, as the past of "will have"."""
    return row.tree.base(verb.node) == "ccomp" and "by" in verb.roles


def _was_to(row: Row, verb: Verb) -> bool:
    """Tell whether the group is "was to have met", which did not come about."""
    if not {"to", "have"} <= set(verb.auxiliaries):
        return False
    copulas = {row.units[kid].lower for kid in row.tree.kids(verb.node, "cop", "aux")}
    return bool(copulas & {"was", "were"})


def _is_to(verb: Verb) -> bool:
    """Tell whether the group is "is to meet", which announces it."""
    helpers = verb.auxiliaries
    return "to" in helpers and bool(BE.intersection(helpers[: helpers.index("to")]))


def _is_due(row: Row, verb: Verb) -> bool:
    """Tell whether "due to" stands right before the verb, which the tree may take for a preposition."""
    before = [unit.lower for unit in row.units[max(0, verb.first - 2) : verb.head]]
    return "VB" in verb.tags and ("due", "to") in pairwise(before)


def _words_near(row: Row, verb: Verb) -> set[str]:
    near = {unit.lower for unit in row.units[max(0, verb.first - 2) : verb.head + 1]}
    return near.union(row.units[kid].lower for kid in row.tree.kids(verb.node, "advmod"))


def _opening(row: Row, verb: Verb) -> set[str]:
    """Return the adverbs of the clause and the first word of the sentence: "Perhaps he will"."""
    return {row.units[kid].lower for kid in row.tree.kids(verb.node, "advmod")}


# ---- tense --------------------------------------------------------------------------------------


def _tense_status(row: Row, verb: Verb, steps: int) -> EventStatus | None:
    governor = verb.governor
    if verb.is_gerund and governor is not None:
        if governors().planning.intersection(governor.lemmas):
            return EventStatus.PLANNED
        if _JOINING.intersection(governor.lemmas) and "in" in marks_of(row, verb):
            return _status(row, governor, steps)  # "will join Rome in hosting"
        if governors().keeping.intersection(governor.lemmas) and row.tree.base(verb.node) in {"xcomp", "advcl"}:
            return _status(row, governor, steps)  # "keeps urging"
    if "VBG" in verb.tags and BE.intersection(verb.auxiliaries):
        return EventStatus.ONGOING
    if verb.is_passive and {"is", "are", "'s", "'re"}.intersection(verb.auxiliaries):
        return EventStatus.ONGOING  # "is recognised by": a standing condition, or an act under way
    present = verb.tags & {"VBZ", "VBP"} and not verb.tags & {"VBD"} and not verb.auxiliaries
    if "VBP" in verb.tags and "VBD" in verb_tags(row.units[verb.head].lower, row.units[verb.head].lower):
        present = False  # "put", "beat", "cut": news tells of what was done
    if present and not row.sentence.is_headline:
        return EventStatus.ONGOING
    return EventStatus.OCCURRED


# ---- infinitives --------------------------------------------------------------------------------


def _infinitive_status(row: Row, verb: Verb, steps: int) -> EventStatus | None:
    words, governor = governors(), verb.governor
    if verb.noun:
        return _of_noun(row, verb, steps)
    if governor is None:
        return EventStatus.PLANNED if row.sentence.is_headline else None
    between = {unit.lower for unit in row.units[governor.first : verb.head] if unit.kind is UnitKind.WORD}
    if _is_going_to(governor) or words.planning.intersection(governor.lemmas) or between & words.ready:
        return _of_plan(row, governor, steps)
    if "be" in governor.lemmas and not between - {*_BE_FORMS, "to", "also", "be"}:
        return EventStatus.PLANNED
    if (words.beginning | words.moving).intersection(governor.lemmas):
        return _status(row, governor, steps)
    return None


def _of_plan(row: Row, governor: Verb, steps: int) -> EventStatus:
    """Return what becomes of a plan: nothing where nobody makes it, or where it may not be made."""
    above = _status(row, governor, steps)
    if above is EventStatus.CONDITIONAL and _is_asked(row, governor):
        return EventStatus.PLANNED  # "does Rome plan to send" asks after a plan
    return above if above in {EventStatus.DENIED, EventStatus.CONDITIONAL} else EventStatus.PLANNED


def _is_going_to(governor: Verb) -> bool:
    return "go" in governor.lemmas and governor.is_gerund is False and "VBG" in governor.tags


def _of_noun(row: Row, verb: Verb, steps: int) -> EventStatus | None:
    """Return the status of what a plan is about: "the decision to suspend"; None where the plan is opposed."""
    words, governor = governors(), verb.governor
    if verb.noun not in words.plans:
        return None
    if governor is None:
        return EventStatus.PLANNED
    if _status(row, governor, steps) not in _HAPPENED:
        return None
    if words.dropping.intersection(governor.lemmas):
        return EventStatus.DENIED
    return None if words.undoing.intersection(governor.lemmas) else EventStatus.PLANNED

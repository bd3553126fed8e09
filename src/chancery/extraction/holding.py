"""What a clause hangs on: verbs and nouns that deny it, keep it at a distance, or make it a condition.

Lists of the words are in `codebooks/governors.toml`.

Source: codebook, section 5, "Status".
"""

from __future__ import annotations

from chancery.codebooks.governors import governors
from chancery.extraction.inflection import BE
from chancery.extraction.rows import Row
from chancery.extraction.units import NEGATIONS, Verb

_CONTENT = frozenset({"ccomp", "xcomp"})
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "advcl", "acl", "obl", "dep", "parataxis"})
_INSTEAD = frozenset({"without", "instead", "rather"})
_SAID_CONDITIONS = frozenset({"provided", "providing", "supposing", "assuming"})
_MARKS = ("mark", "case", "cc", "advmod", "fixed")


def marks_of(row: Row, verb: Verb) -> set[str]:
    """Return the conjunctions and prepositions that open a clause."""
    kids = [kid for kid in row.tree.kids(verb.node, "mark", "case", "cc") if kid < verb.head]
    return {row.units[at].lower for kid in kids for at in (kid, *row.tree.kids(kid, "fixed"))}


def _above(row: Row, verb: Verb) -> Verb | None:
    parent = row.tree.parent(verb.node)
    return None if parent is None else row.clause_of(parent)


# ---- denied -------------------------------------------------------------------------------------


def held_untrue(row: Row, verb: Verb, steps: int) -> bool:
    """Tell whether what a clause hangs on says that it is not so: "failed to meet", "denied that", "instead of".

    Args:
        row: The sentence.
        verb: The clause.
        steps: How many clauses above it may be asked.
    """
    if not steps:
        return False
    if _is_left_undone(row, verb):
        return True
    above, parent = _above(row, verb), row.tree.parent(verb.node)
    if above is None or parent is None or above is verb:
        return _is_untrue_noun(row, verb)
    if row.tree.base(verb.node) == "conj" and above.node == parent:
        return verb.by_control and verb.is_infinitive == above.is_infinitive and held_untrue(row, above, steps - 1)
    if _is_untrue_noun(row, verb):
        return True
    if row.tree.base(verb.node) not in _CLAUSES:
        return False
    denied = _fails(row, verb, above) or _denies(row, verb, above) or _prevents(row, verb, above)
    return denied and not _says_no(row, above)


def _is_left_undone(row: Row, verb: Verb) -> bool:
    """Tell whether "without", "instead of", "rather than" or "far from" opens the clause."""
    opening = {row.units[kid].lower for kid in row.tree.kids(verb.node, *_MARKS) if kid < verb.head}
    finite = verb.is_finite and not verb.is_infinitive and verb.tags.isdisjoint({"VB", "VBG"})
    if opening & _INSTEAD and not finite and row.tree.base(verb.node) != "root":
        return True
    before = [unit.lower for unit in row.units[max(0, verb.first - 3) : verb.first]]
    return before[-2:] == ["far", "from"] or before[-2:] in (["instead", "of"], ["rather", "than"])


def _fails(row: Row, verb: Verb, above: Verb) -> bool:
    """Tell whether the verb above says that somebody did not do it: "failed to", "stopped short of", "has yet to"."""
    words, marks = governors(), marks_of(row, verb)
    completes = verb.is_infinitive or verb.is_gerund
    if not completes or not _hangs_on(row, verb, above):
        return False
    between = {unit.lower for unit in row.units[above.first : verb.head]}
    if words.failing.intersection(above.lemmas):
        return "for" not in marks and "after" not in marks
    if "have" in above.lemmas and "yet" in between and verb.is_infinitive:
        return True
    if "stop" in above.lemmas and "short" in between:
        return True
    if "rule" in above.lemmas and "out" in between:
        return True
    if "decide" in above.lemmas and "against" in marks:
        return True
    return bool(between & words.unable) and "be" in {*above.lemmas, *(BE & between)}


def _hangs_on(row: Row, verb: Verb, above: Verb) -> bool:
    """Tell whether a clause completes a verb, by itself or through an adverb or adjective: "stopped short of"."""
    parent = row.tree.parent(verb.node)
    while parent is not None and parent != above.node:
        if row.units[parent].lower not in {"short", "out", *governors().unable}:
            return False
        parent = row.tree.parent(parent)
    return parent is not None


def _denies(row: Row, verb: Verb, above: Verb) -> bool:
    """Tell whether the verb or predicate above denies the clause: "denied that", "it is untrue that"."""
    words, tree = governors(), row.tree
    if words.denying.intersection(above.lemmas) and tree.parent(verb.node) == above.node:
        return tree.base(verb.node) in {*_CONTENT, "advcl"}
    if "be" in above.lemmas and tree.base(verb.node) in {"csubj", "ccomp", "advcl", "acl"}:
        said = row.units[above.node].lower
        negated = bool(NEGATIONS.intersection(row.units[kid].lower for kid in tree.kids(above.node, "advmod")))
        return said in words.untrue or (said in {"true", "correct"} and negated)
    return False


def _prevents(row: Row, verb: Verb, above: Verb) -> bool:
    """Tell whether somebody is kept from it: "prevented him from visiting"."""
    return bool(governors().preventing.intersection(above.lemmas)) and "from" in marks_of(row, verb) and verb.is_gerund


def _says_no(row: Row, verb: Verb) -> bool:
    return bool(NEGATIONS.intersection(verb.auxiliaries)) and "be" not in verb.lemmas


def _is_untrue_noun(row: Row, verb: Verb) -> bool:
    """Tell whether the clause is what a noun says that is denied: "reports that X are false", "no evidence that"."""
    tree, words, parent = row.tree, governors(), row.tree.parent(verb.node)
    if parent is None or "that" not in marks_of(row, verb) or not tree.is_word(parent):
        return False
    noun = row.units[parent].lower
    if noun in {"evidence", "proof", "sign", "signs", "indication"}:
        return any(row.units[kid].lower == "no" for kid in tree.kids(parent, "det"))
    return noun in words.charges | words.reports and is_dismissed(row, parent)


def is_dismissed(row: Row, noun: int) -> bool:
    """Tell whether a report is said to be false: "dismissed reports that", "the rumours are untrue"."""
    words, above = governors(), row.clause_of(noun)
    if above is None or row.tree.parents[noun] != above.node or _says_no(row, above):
        return False
    if row.units[above.node].lower in words.untrue:
        return True
    against = bool((words.denying | words.dismissing).intersection(above.lemmas))
    return against and (row.tree.base(noun) == "obj" or above.is_passive)


# ---- alleged ------------------------------------------------------------------------------------


def held_at_distance(row: Row, verb: Verb, steps: int) -> bool:
    """Tell whether somebody is accused of what a clause says, or only says so: "accused X of", "is said to have"."""
    tree, words = row.tree, governors()
    parent = tree.parent(verb.node)
    above = row.clause_of(parent) if parent is not None else None
    if not steps:
        return False
    if {"unconfirmed", "unverified"}.intersection(unit.lower for unit in row.units):
        return True
    if parent is None:
        return _is_disputed(row)
    marks = {row.units[kid].lower for kid in tree.kids(verb.node, "mark", "case")}
    if tree.base(verb.node) in {"acl", "ccomp"} and marks & {"of", "that"} and tree.is_word(parent):
        if row.units[parent].lower in words.charges:
            return True
        if above is None or parent != above.node:
            return False
    if above is None:
        return False
    if _is_hearsay(verb, above) or (_charges(above) and marks & {"of", "with", "for"}):
        return True
    if words.accusing.intersection(above.lemmas):
        return "of" in marks or (tree.base(verb.node) in _CONTENT and above.node == parent)
    # "accused X of seeking to interfere by meeting Y"
    linked = tree.base(verb.node) in {"xcomp", "conj"} or (verb.is_gerund and "by" in marks)
    return linked and above.node == parent and not above.is_finite and held_at_distance(row, above, steps - 1)


def _is_hearsay(verb: Verb, above: Verb) -> bool:
    """Tell whether it is only said to have happened: "is believed to have attacked"."""
    told = bool(governors().hearsay.intersection(above.lemmas)) and above.is_passive
    return told and verb.is_infinitive and ("have" in verb.auxiliaries or "be" in verb.auxiliaries)


def _charges(above: Verb) -> bool:
    """Tell whether a verb lays what follows at somebody's door: "charged with", "blamed for", "suspected of"."""
    return bool(governors().blaming.intersection(above.lemmas))


def _is_disputed(row: Row) -> bool:
    """Tell whether the sentence ends by calling its own main clause an allegation: ", a claim that Rome rejects"."""
    lowers = [unit.lower for unit in row.units]
    said = [at for at, word in enumerate(lowers) if word in governors().charges and lowers[at - 1] in {"a", "an"}]
    return any(at > 1 and lowers[at - 2] == "," for at in said)


# ---- conditional --------------------------------------------------------------------------------


def has_condition(row: Row, verb: Verb) -> bool:
    """Tell whether the clause is a condition or depends on one: "if", "unless", "provided that", "as long as"."""
    if _is_condition(row, verb):
        return True
    heads = row.by_node
    return any(
        _is_condition(row, heads[kid]) and "whether" not in marks_of(row, heads[kid])
        for kid in row.tree.kids(verb.node, "advcl")
        if kid in heads
    )


def _is_condition(row: Row, verb: Verb) -> bool:
    marks = marks_of(row, verb)
    said = row.units[verb.head].lower in _SAID_CONDITIONS and row.tree.base(verb.node) == "advcl"
    if marks & governors().conditions or said:
        return True
    before = [unit.lower for unit in row.units[max(0, verb.first - 6) : verb.first]]
    if "case" in before and "in" in before and row.tree.base(verb.node) in {"advcl", "acl"}:
        return True
    return row.tree.base(verb.node) == "advcl" and " as long as " in f" {' '.join(before)} "

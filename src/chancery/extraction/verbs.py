"""Finds the verb groups of a tree: auxiliaries, adverbs and the verb or predicate that heads a clause."""

from __future__ import annotations

from collections.abc import Collection

from chancery.extraction.inflection import AUXILIARIES, unlisted_lemmas, verb_lemmas, verb_tags
from chancery.extraction.sentence import Word
from chancery.extraction.tree import Tree
from chancery.extraction.units import NEGATIONS, QUOTES, Verb

_NO_CLAUSE = frozenset({"amod", "compound", "case", "mark", "fixed", "aux", "cop", "det", "flat"})
_LEAST_LETTERS = 4  # shorter forms that no list has are hardly verbs
_SHORT = frozenset({"'s", "'m", "'re"})
_ARGUMENTS = ("obj", "obl", "nsubj", "xcomp", "ccomp")


def find_verbs(tree: Tree) -> dict[int, Verb]:
    """Find the verb groups of a sentence.

    Args:
        tree: The sentence.

    Returns:
        The groups by the node that heads their clause: the verb, or the predicate of a copula.
    """
    found: dict[int, Verb] = {}
    for node in range(len(tree.units)):
        verb = _verb(tree, node)
        if verb is not None:
            found[node] = verb
    for node, verb in found.items():
        verb.auxiliaries = (*_shared(tree, node, found), *verb.auxiliaries)
    return found


def _verb(tree: Tree, node: int) -> Verb | None:
    word = tree.words[node]
    copula = next((kid for kid in tree.kids(node, "cop") if tree.is_word(kid)), None)
    if not tree.is_word(node) or (copula is not None and word.pos not in {"VERB", "AUX"}):
        return None if copula is None else _group(tree, node, copula, ("be",))
    if word.pos not in {"VERB", "AUX"} or (word.pos == "AUX" and word.rel.split(":")[0] in {"aux", "cop"}):
        return None
    if word.rel.split(":")[0] in _NO_CLAUSE and not any(tree.kids(node, *_ARGUMENTS)):
        return None
    lemmas = _lemmas(word) or _be_like(tree, node)
    return _group(tree, node, node, lemmas) if lemmas else None


def _lemmas(word: Word) -> tuple[str, ...]:
    """Return the lemmas that a verb form can have: the model's first, then the listed or guessed ones."""
    listed = verb_lemmas(word.lower)
    if not listed and not _is_spelt_out(word.lower):
        return ()
    guessed = () if listed else unlisted_lemmas(word.lower)
    return tuple(dict.fromkeys([word.lemma.lower(), *listed, *guessed]))


def _be_like(tree: Tree, node: int) -> tuple[str, ...]:
    """Return the lemma of a shortened "be" that tells words: "she's like, “No”"."""
    told = any(tree.units[kid].lower == "like" for kid in tree.kids(node, "compound", "advmod", "discourse", "mark"))
    return ("be",) if told and tree.words[node].lower in _SHORT else ()


def _is_spelt_out(form: str) -> bool:
    """Tell whether a form is a word of letters that no list has: "airdropped"; not "x", "and/or"."""
    return form.isascii() and form.isalpha() and len(form) >= _LEAST_LETTERS and form not in AUXILIARIES


def _group(tree: Tree, node: int, head: int, lemmas: tuple[str, ...]) -> Verb:
    helpers = [kid for kid in tree.children[node] if kid < head and _helps(tree, kid, copula=node == head)]
    first = head
    while first and (first - 1 in helpers or tree.units[first - 1].lower in QUOTES):
        first -= 1
    while first < head and tree.units[first].lower in QUOTES:
        first += 1
    own = tuple(tree.units[kid].lower for kid in helpers)
    tags = _tags(tree.words[head])
    return Verb(first, head, lemmas, own, tags, node=node, has_passive_form=_is_passive(tree, node, own))


def _is_passive(tree: Tree, node: int, helpers: Collection[str]) -> bool:
    """Tell whether a participle is passive by its subject, or as it modifies a noun: "the loan promised in May"."""
    if any(tree.kids(node, "obj")):
        return False
    if any(tree.rel(kid) in {"nsubj:pass", "csubj:pass", "aux:pass"} for kid in tree.children[node]):
        return True
    reduced = tree.rel(node) in {"acl", "advcl"} and "Tense=Past" in tree.words[node].feats
    return reduced and not AUXILIARIES.intersection(helpers) and not any(tree.kids(node, "nsubj", "mark"))


def _helps(tree: Tree, kid: int, *, copula: bool) -> bool:
    """Tell whether a child is an auxiliary, a negation, an adverb or the "to" of an infinitive."""
    if not tree.is_word(kid):
        return False
    relation = tree.base(kid)
    marks = relation == "mark" and tree.units[kid].lower == "to"
    return (
        relation == "aux"
        or (relation == "advmod" and not _asks(tree, kid))
        or marks
        or tree.units[kid].lower in NEGATIONS
        or (copula and relation == "cop")
    )


def _asks(tree: Tree, kid: int) -> bool:
    """Tell whether an adverb opens the clause: "when announcing"."""
    return tree.units[kid].lower in {"when", "while", "how", "why", "where"}


def _shared(tree: Tree, node: int, found: dict[int, Verb]) -> tuple[str, ...]:
    """Return the auxiliaries that a second verb shares with the first: "will meet and sign"."""
    first = found.get(tree.parents[node])
    if tree.base(node) != "conj" or first is None or any(tree.kids(node, "aux", "nsubj", "csubj")):
        return ()
    verb = found[node]
    bare = bool(verb.tags & {"VB", "VBG", "VBN"}) and verb.tags & first.tags
    if not bare or any(tree.units[kid].lower == "to" for kid in tree.kids(node, "mark")):
        return ()
    return tuple(
        tree.units[kid].lower
        for kid in tree.children[first.node]
        if kid < first.head
        and (tree.base(kid) == "aux" or tree.units[kid].lower == "to" or tree.units[kid].lower in NEGATIONS)
    )


def _tags(word: Word) -> frozenset[str]:
    """Return the Penn tags of a verb form: what the features say, if the form can be that."""
    possible = frozenset(tag for lemma in verb_lemmas(word.lower) for tag in verb_tags(word.lower, lemma))
    said = _said(word.feats)
    return frozenset({said}) if said in possible or (said and not possible) else possible


def _said(feats: frozenset[str]) -> str:
    if "VerbForm=Part" in feats:
        return "VBN" if "Tense=Past" in feats else "VBG"
    if "VerbForm=Ger" in feats:
        return "VBG"
    if "VerbForm=Inf" in feats:
        return "VB"
    if "Tense=Past" in feats:
        return "VBD"
    if "Tense=Pres" in feats:
        return "VBZ" if {"Person=3", "Number=Sing"} <= feats else "VBP"
    return ""

"""Clauses whose predicate tells of no act: courtesies, questions, what only can be, what is told elsewhere."""

from __future__ import annotations

from chancery.codebooks.plover import VERBAL
from chancery.codebooks.predicates import Sense, verb_senses
from chancery.extraction.frames import Frame
from chancery.extraction.retellings import is_retold
from chancery.extraction.rows import Row
from chancery.extraction.units import Verb

COURSES = frozenset("continue keep remain intend aim seek strengthen deepen expand develop boost help".split())
"""What a state will do is a promise of whoever says it."""
_ASKING = frozenset({"when", "how", "why", "what", "where", "which", "who"})
_CRIMES = frozenset(
    "crime crimes atrocity atrocities abuse abuses violation violations massacre murder offence".split()
)
_FORETELLING = "will"  # the role of a verb that says what will be
_HOPES = frozenset({"hope", "hopes", "expectation", "wish"})
_PROMISING = frozenset({"agree", "promise", "pledge", "vow", "commit"})


def is_no_act(row: Row, verb: Verb, sense: Sense, frame: Frame) -> bool:
    """Tell whether a clause with a predicate's words tells of no act, or of one that is coded elsewhere.

    Args:
        row: The sentence.
        verb: The verb of the clause.
        sense: The sense that fits it.
        frame: What fills its roles.
    """
    return (
        _is_only_words(row, verb, sense, frame) or _is_promised(row, verb, sense) or _is_idle(row, verb, sense, frame)
    )


def _is_only_words(row: Row, verb: Verb, sense: Sense, frame: Frame) -> bool:
    """Tell whether a clause is a courtesy, a hope, a question or the content of an undertaking coded already."""
    first = row.sentence.words[0].lower
    if row.sentence.words[-1].text == "?" and first in _ASKING:
        return True
    if sense.lemma == "see" and sense.type == "CONSULT" and "as" in frame.tail:
        return True  # "sees Rome as a rival"
    before = [other for other in row.verbs if other.head < verb.head]
    if _is_shared_hope(row, sense, frame):
        return True
    if is_hoped(row, verb) or (sense.type == "AGREE" and before and "hope" in before[-1].lemmas):
        return True
    if verb.governor is not None and sense.type != "AGREE" and _PROMISING.intersection(verb.governor.lemmas):
        return verb.is_infinitive
    # "thank you", "thank you for having me"
    return sense.lemma == "thank" and "you" in frame.words and ("for" not in frame.tail or frame.tail[-1] == "for")


def _is_shared_hope(row: Row, sense: Sense, frame: Frame) -> bool:
    """Tell whether a hope is about one's own side as well: "Rome hopes that Italy and Oman will work together"."""
    if sense.type != "REQUEST" or not (sense.lemma == "hope" or _HOPES.intersection(sense.objects)):
        return False
    hoping = {row.tree.mentions[i].of or row.tree.mentions[i].key for i in frame.roles.get("subj", ())}
    hoped = [row.tree.mentions[i].of or row.tree.mentions[i].key for i in frame.roles.get("that", ())]
    return bool(hoping.intersection(hoped) - {None}) or (len(hoped) > 1 and None in hoping)


def is_hoped(row: Row, verb: Verb) -> bool:
    """Tell whether a clause says what somebody hopes for: "hopes that Rome will act", "the hope that Rome would"."""
    parent = row.tree.parent(verb.node)
    if parent is None or not verb.is_finite or row.tree.rel(verb.node) == "acl:relcl":
        return False
    above = row.by_node.get(parent)
    hoping = row.units[parent].lower in _HOPES if above is None else "hope" in above.lemmas
    return hoping and row.tree.base(verb.node) in {"ccomp", "acl"}


def _is_promised(row: Row, verb: Verb, sense: Sense) -> bool:
    """Tell whether a course is the content of an undertaking coded already: "vowed to deepen ties and to help"."""
    if sense.type != "AGREE":
        return False
    heads = row.by_node
    joined = heads.get(row.tree.parents[verb.node]) if row.tree.base(verb.node) == "conj" else None
    governor = verb.governor or (joined.governor if joined is not None else None)
    content = verb if joined is None else joined
    if governor is None or governor is verb or (content.is_finite and _FORETELLING not in sense.needs):
        return joined is not None and governor is not None and governor.complement is joined
    return any(found.type == "AGREE" for lemma in governor.lemmas for found in verb_senses(lemma))


def _is_idle(row: Row, verb: Verb, sense: Sense, frame: Frame) -> bool:
    """Tell whether a clause tells what can be, what a noun tells already, or only which thing is meant."""
    if sense.type == "ASSAULT" and is_retold(row, verb):
        return True  # "the attack that killed"
    if sense.type == "AGREE" and verb.is_gerund and sense.lemma in COURSES and verb.governor is None:
        return True  # "discussed areas of cooperation, including strengthening ties"
    if sense.lemma == "meet" and verb.is_passive:
        return True  # "will be met with a swift response"
    if sense.lemma == "commit" and _CRIMES.intersection((*frame.words, *verb.subject_words)):
        return True  # "the crimes committed by Rome"
    if sense.lemma == "attend" and "meetings" in frame.words and not {"with", "between"}.intersection(frame.roles):
        return True  # "attends meetings and briefings"
    hyphened = row.units[verb.head - 1].lower == "-" if verb.head else False
    if hyphened and row.tree.base(verb.node) == "amod":
        return True  # "the EU-designated bank"
    return "can" in verb.auxiliaries and sense.type not in VERBAL - {"AGREE"}

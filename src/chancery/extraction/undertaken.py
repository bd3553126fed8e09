"""What a verb promises, gives or meets for: the noun phrase of the thing, its count or amount, the terms.

Source: codebook, section 7; Universal Dependencies v2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chancery.codebooks.undertakings import undertakings
from chancery.extraction.money import Money
from chancery.extraction.rows import Row
from chancery.extraction.units import DETERMINERS, UnitKind, Verb
from chancery.model.text import Span

# nouns that only frame a thing: "the delivery of the vaccines", "deadlines for the loan"
_FRAMES = frozenset(
    "work need decision agreement plan promise readiness deadline deadlines delivery construction payment supply "
    "allocation meeting session sixth round part first number opening transfer training provision".split()
)
_CONDITION = re.compile(
    r"\b(?:depending on|subject to|provided that|provided (?=(?:the|it|they|he|she|we|there|both|all) )"
    r"|on (?:the )?condition (?:that|of)|as long as|so long as|if|unless|"
    r"once|as soon as|pending|until after|only after)\b(?P<what>[^.;:\"”?!]{3,160})",
    re.IGNORECASE,
)
_MEETING = frozenset({"meeting"})
_HOLDING = frozenset({"hold", "convene", "host", "close", "conclude"})
_SESSIONS = frozenset({"meeting", "session", "round", "consultations", "sitting"})
_SUPPLYING = frozenset({"supply", "provide", "equip", "present", "furnish", "entrust"})
_COUNTED = frozenset({"people"})


def thing_of(row: Row, verb: Verb, money: Sequence[Money]) -> int | None:
    """Return the unit that names what a verb undertakes, or its amount of money; None where there is none."""
    chain = (verb, *followers(row, verb))
    gathers = any(undertakings().gather.intersection(one.lemmas) for one in chain)
    for one in chain:
        for node in _arguments(row, one):
            found = _named(row, node)
            if found is not None and (
                gathers or undertakings().things[row.units[found].lower.split()[-1]] != "gathering"
            ):
                return found
    for one in chain:
        for node in _arguments(row, one):
            paid = _paid(row, node, money)
            if paid is not None:
                return paid
    if undertakings().promise.intersection(verb.lemmas):  # "announced $15 million in relief"
        return next((p for kid in row.tree.kids(verb.node, "obl") if (p := _paid(row, kid, money)) is not None), None)
    return None


def meeting_of(row: Row, verb: Verb) -> int | None:
    """Return the unit that names the body which meets, or the meeting of one that is held."""
    lemmas = frozenset(verb.lemmas)
    if lemmas & _HOLDING:
        held = (k for one in (verb, *followers(row, verb)) for k in row.tree.kids(one.node, "obj"))
        return next((k for k in held if row.units[k].lower in _SESSIONS and _has_body(row, k)), None)
    if not undertakings().meet & lemmas:
        return None
    for node in _subjects(row, verb):
        found = next((at for at in sorted(row.tree.below(node)) if _is_body(row, at)), None)
        if found is not None:
            return found
    return None


def _subjects(row: Row, verb: Verb) -> Iterator[int]:
    """Yield the subjects of a verb, or of the verb that it completes: "are planning to meet"."""
    one: Verb | None = verb
    while one is not None:
        own = list(row.tree.kids(one.node, "nsubj"))
        if own:
            yield from own
            return
        one = one.governor if one.is_infinitive else None


def _has_body(row: Row, node: int) -> bool:
    return row.units[node].lower == "consultations" or any(
        _is_body(row, at) for kid in row.tree.kids(node, "nmod", "compound") for at in row.tree.below(kid)
    )


def _is_body(row: Row, at: int) -> bool:
    """Tell whether a unit names a commission, a council, or officials who meet: a word of it, or its last word."""
    unit = row.units[at]
    if unit.kind is UnitKind.TIME or row.tree.base(at) == "compound":
        return False
    words = unit.lower.split()
    things = undertakings().things
    return any(things.get(word) in _MEETING for word in (words[:3] + words[-1:]))


def followers(row: Row, verb: Verb) -> Iterator[Verb]:
    """Yield the infinitives and clauses that complete a verb: "reaffirmed the need to continue carrying out"."""
    one: Verb | None = verb
    for _ in row.verbs:
        follower = one.complement if one is not None else None
        if one is not None and follower is None:
            follower = next((v for v in row.verbs if v.governor is one and v.is_infinitive), None)
        if follower is None:
            return
        one = follower
        yield one


def _arguments(row: Row, verb: Verb) -> Iterator[int]:
    tree = row.tree
    yield from (*tree.kids(verb.node, "obj"), *tree.kids(verb.node, "iobj"))
    if _SUPPLYING.intersection(verb.lemmas):
        yield from (kid for kid in tree.kids(verb.node, "obl") if tree.case(kid) == "with")
    if verb.is_passive or verb.has_passive_form:
        yield from tree.kids(verb.node, "nsubj")
        if tree.base(verb.node) == "acl":
            yield tree.parents[verb.node]
    elif tree.base(verb.node) == "acl":  # "the grant, which Moscow suspended"
        yield tree.parents[verb.node]
    if {"arrive", "reach", "land", "continue", "stand"} & set(verb.lemmas):
        yield from tree.kids(verb.node, "nsubj")
    if "invest" in verb.lemmas:
        yield from (k for k in tree.kids(verb.node, "obl") if tree.case(k) == "in")
    if {"agree", "commit", "cooperate"} & set(verb.lemmas):
        yield from (k for k in tree.kids(verb.node, "obl") if tree.case(k) in {"to", "on"})


def _named(row: Row, node: int) -> int | None:
    """Return the noun of a phrase that is a thing: its head, or what a framing head is of."""
    things, tree = undertakings().things, row.tree
    lower = row.units[node].lower
    if not tree.is_word(node):
        last = lower.split()[-1] if row.units[node].kind is UnitKind.MENTION else ""
        return node if things.get(last) in _COUNTED and any(tree.kids(node, "nummod")) else None
    if tree.words[node].pos == "VERB":
        return None
    counted = any(tree.kids(node, "nummod")) or tree.words[node].pos == "NUM"
    if lower in things and things[lower] not in _MEETING and (things[lower] not in _COUNTED or counted):
        return node
    if lower in _FRAMES or counted or lower in things or tree.words[node].pos == "ADJ":
        inner = [
            k
            for k in tree.kids(node, "nmod", "acl", "compound", "conj")
            if tree.case(k) in {"of", "for", "in", "on", ""}
        ]
        for kid in inner:
            for at in sorted(tree.below(kid)):
                if _is_noun(row, at) and row.units[at].lower in things and tree.base(at) != "compound":
                    return at
    joined = (k for k in tree.kids(node, "conj") if _is_noun(row, k) and row.units[k].lower in things)
    return next((k for k in joined if things[row.units[k].lower] not in _MEETING | _COUNTED), None)


def _is_noun(row: Row, at: int) -> bool:
    return row.tree.is_word(at) and row.tree.words[at].pos in {"NOUN", "PROPN", "NUM"}


def _paid(row: Row, node: int, money: Sequence[Money]) -> int | None:
    below = [at for at in row.tree.below(node) if row.tree.is_word(at)]
    paid = [at for at in sorted(below) if any(m.span.overlaps(row.units[at].span) for m in money)]
    return paid[-1] if paid else None


def phrase_of(row: Row, thing: int) -> Span:
    """Return the noun phrase around a thing: "a $100 million soft loan", "500 doses of vaccine"."""
    first = last = thing
    while first and not _stops(row, first - 1):
        first -= 1
    if first and row.units[first - 1].lower == "another":
        first -= 1
    if last + 2 < len(row.units) and row.units[last + 1].lower == "of":
        at = last + 2
        while at < len(row.units) and row.tree.is_word(at) and not _stops(row, at):
            at += 1
        if at > last + 2 and thing in row.tree.above(at - 1):
            last = at - 1
    return Span(row.units[first].span.start, row.units[last].span.end)


def _stops(row: Row, at: int) -> bool:
    """Tell whether a unit is no part of the phrase of a thing."""
    unit, word = row.units[at], row.tree.words[at]
    stop = unit.lower in DETERMINERS | {",", "of", "to", "and", "in", "'s", "'"} or unit.kind is not UnitKind.WORD
    return stop or row.verb_at(at) is not None or word.pos in {"ADP", "SCONJ", "PUNCT", "AUX", "PRON", "CCONJ"}


def is_definite(row: Row, thing: int) -> bool:
    """Tell whether a phrase points back at a thing already spoken of: "the grant", "its promise"."""
    first = next((at for at in range(thing, -1, -1) if at == 0 or _stops(row, at - 1)), thing)
    before = row.units[first - 1].lower if first else ""
    return before in {"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "'s"}


def condition_of(text: str, row: Row, verb: Verb) -> Span | None:
    """Return the condition that a sentence puts on an undertaking, in its own words."""
    span = row.sentence.span
    for match in _CONDITION.finditer(text, span.start, span.end):
        asked = text[max(span.start, match.start() - 8) : match.start()].lower().rstrip()
        if asked.endswith(("asked", "ask", "even", "as")) or match.group().lower().startswith("once again"):
            continue
        opens = match.start() - span.start <= 1
        if not opens and row.units[verb.head].span.start > match.start():
            continue
        what = match["what"].split(",")[0] if opens else re.split(r",| and (?:he|she|they) ", match["what"])[0]
        return Span(match.start(), match.start("what") + len(what.rstrip()))
    return None

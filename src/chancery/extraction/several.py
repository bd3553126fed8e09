"""Parts what one clause tells of several events: "met X and, separately, Y", "became prime minister and president"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from chancery.codebooks.titles import match_post
from chancery.extraction.rows import Row
from chancery.extraction.units import UnitKind, Verb
from chancery.model.mentions import EntityKind, EventMention, NamedBy
from chancery.model.text import Span

_APART = frozenset({"separately", "later", "then", "afterwards", "afterward", "subsequently", "earlier"})
_GIVING = frozenset("give hand pass cede relinquish yield surrender transfer turn lose".split())
_HOLDERS = frozenset({EntityKind.PERSON, EntityKind.STATE})
_ONE_BY_ONE = frozenset({"assume", "appoint", "leave"})


def several(row: Row, verb: Verb, event: EventMention) -> Iterator[EventMention]:
    """Yield an event of a clause, and the others that its words tell beside it.

    Args:
        row: The sentence.
        verb: The verb of the clause.
        event: What it tells.
    """
    if event.type == "CONSULT" and event.mode != "visit":
        yield from _meetings(row, verb, event)
        return
    yield event
    if event.type == "OFFICE" and event.mode == "leave":
        yield from _handed_over(row, verb, event)
    if event.type == "OFFICE" and event.mode in _ONE_BY_ONE and event.office is not None:
        yield from _offices(row, verb, event)


def _handed_over(row: Row, verb: Verb, event: EventMention) -> Iterator[EventMention]:
    """Yield that somebody takes up what another gives up to them: "gave up the presidency to X"."""
    named = [i for i in verb.roles.get("to", ()) if row.tree.mentions[i].kind in _HOLDERS]
    if named and not verb.is_passive and _GIVING.intersection(verb.lemmas):
        yield replace(event, mode="assume", actors=tuple(named), recipients=(), span=row.tree.mentions[named[0]].span)


def _meetings(row: Row, verb: Verb, event: EventMention) -> Iterator[EventMention]:
    """Yield a meeting, and apart from it the one with whom an adverb sets apart."""
    apart = {row.units[node].index: node for node in _set_apart(row, verb) if row.units[node].index in event.actors}
    others = [i for i in event.actors if i not in apart and i not in verb.subjects]
    if not apart or not others or not verb.subjects:
        yield event
        return
    yield replace(event, actors=tuple(i for i in event.actors if i not in apart))
    for i, node in apart.items():
        mine = (*(one for one in event.actors if one in verb.subjects and one not in apart), i)
        yield replace(event, actors=mine, span=row.units[node].span)


def _set_apart(row: Row, verb: Verb) -> Iterator[int]:
    for node in row.tree.below(verb.node, but=row.clause_nodes - {verb.node}):
        joined = row.tree.base(node) == "conj" and row.units[node].kind is UnitKind.MENTION
        if joined and any(row.units[kid].lower in _APART for kid in row.tree.kids(node, "advmod")):
            yield node


def _offices(row: Row, verb: Verb, event: EventMention) -> Iterator[EventMention]:
    """Yield the same for the office that "and" joins to the one told: "of prime minister and acting president"."""
    words = [unit.lower for unit in row.units]
    mine = sorted(row.tree.below(verb.node, but=row.clause_nodes - {verb.node}))
    for before, after in pairwise(node for node in mine if node > verb.head):
        if words[before] != "and":
            continue
        office, last = _office_at(row, words, after)
        if office is not None and office != event.office:
            yield replace(event, office=office, span=Span(row.units[after].span.start, row.units[last].span.end))


def _office_at(row: Row, words: Sequence[str], node: int) -> tuple[str | None, int]:
    """Return the office that a title without a name tells, and where it ends."""
    mention = row.tree.mention(node)
    if mention is not None:
        plain = mention.by is NamedBy.DESCRIPTION and mention.kind is EntityKind.PERSON
        office, flags, last = mention.office if plain else None, mention.flags, node
    else:
        post = match_post(words, node) if row.tree.is_word(node) else None
        named = post is None or any(not row.tree.is_word(at) for at in range(node, min(post.end + 1, len(words))))
        office, flags, last = (None, (), node) if post is None or named else (post.office, post.flags, post.end - 1)
    acting = office is not None and "acting" in flags and not office.startswith("acting ")
    return (f"acting {office}" if acting else office), last

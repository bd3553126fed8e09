"""Says which states are meant by "both sides", "our countries", "the government", and whom a host acts for.

Source: codebook, section 4.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from chancery.codebooks.states import states
from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy
from chancery.model.text import BlockKind
from chancery.resolution.people import Local, is_gone
from chancery.resolution.scene import Ref, Scene

_BOTH: Final = re.compile(
    r"\b(?:both|(?:(?:the|our|their) )?two|our|the)\s+"
    r"(?:sides|countries|nations|governments|peoples|states|parties|capitals|neighbou?rs|delegations)\b|"
    r"\beach other\b|\bone another\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(r"(?:the\s+|all\s+)?(three|four|five)\b", re.IGNORECASE)
_NUMBERS: Final = {"three": 3, "four": 4, "five": 5}
_DEFINITE: Final = re.compile(r"\b(?:the|this|that)\s*$", re.IGNORECASE)
_ARTICLE: Final = 6  # characters before a name that can hold "the "
_EVERYONES: Final = frozenset({"side", "sides", "parties", "countries"})
_APART: Final = re.compile(r"\b(?:opposition|senator|member|lawmaker|deputy|party|union|judge|justice|activist)\b")
CRITICS: Final = frozenset("OPP CVL LAB EDU REL LEG PTY JUD NGO MED JRN".split())
"""Sectors of a state's own people who hold its government to account."""
_HEADS: Final = frozenset({BlockKind.DATELINE, BlockKind.BYLINE})
_AND: Final = re.compile(r",? and (?:the |its |his |her )?")
APART: Final = re.compile(
    r"\b(?:opposition|(?:former|ex-)|party|union|association|federation|chamber of|activists?|campaigners?|"
    r"dissidents?)\b",
    re.IGNORECASE,
)
"""Words for who holds a government to account that is his own."""
_SIGNING: Final = ("sign", "initial", "conclude", "exchange")
_PAIR: Final = 2
_TWICE: Final = 2
_LOOK_BACK: Final = 40  # mentions
_SENTENCES: Final = 3  # back to the states that "both countries" takes up


def is_both(name: str) -> bool:
    """Tell whether words mean two states together.

    Example:
        >>> is_both("Both sides"), is_both("the new government")
        (True, False)
    """
    return _BOTH.search(name) is not None


def count_sides(name: str) -> int:
    """Return how many states words mean together: three for "the three governments", 0 for no such words.

    Example:
        >>> count_sides("both capitals"), count_sides("three countries"), count_sides("the new government")
        (2, 3, 0)
    """
    counted = _COUNTED.match(name)
    return _NUMBERS[counted[1].lower()] if counted else _PAIR if is_both(name) else 0


def main_group(scene: Scene, size: int) -> tuple[Ref, ...]:
    """Return the states that a report is clearly about, each named twice as often as any other.

    Args:
        scene: The report.
        size: How many they are.
    """
    named = [m.key if m.kind is EntityKind.STATE else m.of for m in scene.seen.entities]
    counts = Counter(code for code in named if code in states())
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    if len(ranked) < size or ranked[size - 1][1] < _TWICE:
        return ()
    other = ranked[size][1] if len(ranked) > size else 0
    if other * _TWICE > ranked[size - 1][1]:
        return ()
    return tuple(Ref(EntityKind.STATE, str(code)) for code, _ in ranked[:size])


def main_pair(scene: Scene) -> tuple[Ref, ...]:
    """Return the two states that a report is clearly about."""
    return main_group(scene, _PAIR)


def state_beside(scene: Scene, position: int, sentences: Sequence[int]) -> tuple[Ref, ...]:
    """Return the only state that is named before a body without a state in its sentence, else in the one before.

    Args:
        scene: The report.
        position: Of the body among its mentions.
        sentences: Number of the sentence of each mention, in order.
    """
    entities = scene.seen.entities
    start = entities[position].span.start
    for back in (0, 1):
        number = sentences[position] - back
        first, end = bisect_left(sentences, number), bisect_right(sentences, number)
        codes = {
            mention.key
            for mention in entities[first:end]
            if mention.kind is EntityKind.STATE and mention.key is not None and mention.span.start < start
        }
        if codes:
            return tuple(Ref(EntityKind.STATE, str(code)) for code in codes) if len(codes) == 1 else ()
        owned = {
            mention.of
            for mention in entities[first : min(position, end)]
            if mention.kind in {EntityKind.ORGANISATION, EntityKind.PERSON} and mention.of in states()
        }
        if len(owned) == 1:
            return tuple(Ref(EntityKind.STATE, str(code)) for code in owned)
    return ()


def states_before(scene: Scene, position: int, many: int) -> tuple[Ref, ...]:
    """Return so many states as the last sentence names that names that many or more, if it names no others."""
    here = last = scene.sentence_at(scene.seen.entities[position].span.start)
    codes: dict[str, None] = {}
    for mention in reversed(scene.seen.entities[max(0, position - _LOOK_BACK) : position]):
        at = scene.sentence_at(mention.span.start)
        if at < here - _SENTENCES or (at != last and len(codes) >= many):
            break
        last = at
        code = mention.key if mention.kind is EntityKind.STATE else None
        if code in states():
            codes[str(code)] = None
    return tuple(Ref(EntityKind.STATE, code) for code in sorted(codes)) if len(codes) == many else ()


class TakenUp:
    """The bodies of a report that name their state, by the noun with which they are taken up again."""

    def __init__(self, scene: Scene) -> None:
        """Look at a report."""
        self._scene = scene
        self._places: dict[str, list[int]] = {}
        for at, mention in enumerate(scene.seen.entities):
            if mention.kind is EntityKind.STATE and mention.key:
                self._places.setdefault(mention.name.lower().split()[-1], []).append(at)

    def state(self, position: int) -> tuple[Ref, ...]:
        """Return the state of the last body before of the same kind: "the delegation" after "a U.S. delegation"."""
        mention = self._scene.seen.entities[position]
        noun, start = mention.name.lower().split()[-1], mention.whole.start
        article = self._scene.report.text[max(0, start - _ARTICLE) : start]
        if noun in _EVERYONES or not _DEFINITE.search(article):
            return ()
        places = self._places.get(noun, ())
        before = bisect_left(places, position)
        key = self._scene.seen.entities[places[before - 1]].key if before else None
        return (Ref(EntityKind.STATE, key),) if key else ()


def settle_homes(scene: Scene, people: Sequence[Local], events: Sequence[EventMention]) -> None:
    """Give a host whose title names no state the state of the place where a guest from another state is met."""
    by_mention = {i: local for local in people for i in local.mentions}
    for event in events:
        if event.type != "CONSULT" or event.mode == "visit" or event.place is None:
            continue
        there = _state_of_place(scene, event)
        sides = (*event.actors, *event.recipients)
        met = {by_mention[i].ref: by_mention[i] for i in sides if i in by_mention}
        guests = {code for i in sides if i not in by_mention and (code := _unnamed(scene.seen.entities[i])) is not None}
        alone = next(iter(met.values())) if len(met) == 1 else None
        if alone is not None and there is not None and guests and there not in guests and _told_state(alone) is None:
            alone.home = there  # "flew to Rome for talks with President X"
            continue
        if there is None or len(met) != _PAIR:
            continue
        for one, other in (tuple(met.values()), tuple(met.values())[::-1]):
            guest = _told_state(other)
            if guest is not None and guest != there and _told_state(one) is None:
                one.home = there
                one.posts = [(office, of or there, flags) for office, of, flags in one.posts]


def _unnamed(mention: EntityMention) -> str | None:
    """Return the state that somebody without a name acts for: a minister, a government."""
    code = mention.key if mention.kind is EntityKind.STATE else mention.of
    return code if mention.kind is not EntityKind.PLACE and code in states() else None


def settle_alone(scene: Scene, people: Sequence[Local], events: Sequence[EventMention]) -> None:
    """Give titled people whose titles name no state the only state that a report names.

    Whoever acts on that state, or is acted on by it, may come from elsewhere: "President X threatened Rome".
    """
    named = {m.key if m.kind is EntityKind.STATE else m.of for m in scene.seen.entities} & set(states())
    if len(named) != 1:
        return
    (state,) = named
    faced = {i for event in events for i in facing(scene, event, str(state))}
    faced |= _guests(people, events, str(state))
    for local in people:
        plain = [flags for _, of, flags in local.posts if of is None and not is_gone(flags)]
        known = local.home not in {None, state} or any(of is not None for _, of, _ in local.posts)
        if plain and not known and not faced.intersection(local.mentions):
            local.home = str(state)
            local.posts = [(office, of or str(state), flags) for office, of, flags in local.posts]


def _guests(people: Sequence[Local], events: Sequence[EventMention], state: str) -> set[int]:
    """Return who meets somebody that is known to act for a state: he may come from elsewhere."""
    own = {i for local in people if _told_state(local) == state for i in local.mentions}
    meetings = (event.actors for event in events if event.type == "CONSULT" and event.mode != "visit")
    return {i for met in meetings if own.intersection(met) for i in met} - own


def settle_listed(scene: Scene, people: Sequence[Local], events: Sequence[EventMention]) -> None:
    """Give an official whom others meet the state of whoever is joined before: "met Greek Minister X and Mayor Y"."""
    by_mention = {i: local for local in people for i in local.mentions}
    for event in events:
        if event.type != "CONSULT" or event.mode == "visit":
            continue
        behind = sorted(
            i for i in event.actors if i in by_mention and scene.seen.entities[i].span.start > event.span.end
        )
        ahead = any(scene.seen.entities[i].span.end <= event.span.start for i in event.actors)
        for first, second in pairwise(behind) if ahead else ():
            one, other = by_mention[first], by_mention[second]
            between = scene.report.text[scene.seen.entities[first].whole.end : scene.seen.entities[second].whole.start]
            bare = other.home is None and other.posts and all(of is None for _, of, _ in other.posts)
            if one is not other and bare and _AND.fullmatch(between) and (state := _told_state(one)) in states():
                other.home = state


def settle_spokespersons(scene: Scene, people: Sequence[Local]) -> None:
    """Give a spokesperson whose title names no state the only state in the head of the report: they brief at home."""
    heads = [block.span for block in scene.report.blocks if block.kind in _HEADS]
    named = {
        mention.of or mention.key
        for mention in scene.seen.entities
        if any(span.contains(mention.span) for span in heads) and mention.kind in {EntityKind.PLACE, EntityKind.STATE}
    } & set(states())
    if len(named) != 1:
        return
    (state,) = named
    for local in people:
        speaks = local.home is None and any("spokes" in office for office, _, _ in local.posts)
        if speaks and all(of is None for _, of, _ in local.posts):
            local.home = str(state)
            local.posts = [(office, str(state), flags) for office, _, flags in local.posts]


def facing(scene: Scene, event: EventMention, state: str) -> Iterator[int]:
    """Yield who stands on the other side of an act from a state or its people; all whom they meet or sign with.

    Args:
        scene: The report.
        event: The act.
        state: Code of the state.
    """
    entities = scene.seen.entities
    signing = event.type == "SUPPORT" and event.because.startswith(_SIGNING) and len(event.actors) > 1
    meeting = (event.type == "CONSULT" and event.mode != "visit") or signing
    sides = ((event.actors, event.recipients), (event.recipients, event.actors))
    for own, others in (*sides, (event.actors, event.actors)) if meeting else sides:
        # rebels and strikers of a state face its own president
        theirs = {i for i in own if state in {entities[i].key, entities[i].of} and _acts_for_it(entities[i])}
        if theirs:
            yield from (i for i in others if i not in theirs)


def _acts_for_it(mention: EntityMention) -> bool:
    """Tell whether somebody acts for a state: not its people without a name, its unions and parties, its opposition."""
    crowd = mention.kind is EntityKind.PERSON and mention.sector is not None
    return not crowd and mention.kind is not EntityKind.ORGANISATION and not stands_apart(mention.office)


def land_of_critic(mention: EntityMention, posts: Sequence[tuple[str, str | None, tuple[str, ...]]]) -> str | None:
    """Return the state whose government somebody holds to account at home: its opposition, its former head.

    Args:
        mention: Whoever speaks.
        posts: Office, owner and flags of each title, of somebody named.
    """
    if mention.sector in CRITICS and mention.of in states():
        return mention.of
    held = posts or ((mention.office or "", mention.of, mention.flags),)
    lands = {of for office, of, flags in held if of in states() and (is_gone(flags) or stands_apart(office))}
    return lands.pop() if len(lands) == 1 else None


def stands_apart(office: str | None) -> bool:
    """Tell whether an office is not of the government: of its opposition, its parliament, its courts, a party."""
    return _APART.search(office or "") is not None


def _state_of_place(scene: Scene, event: EventMention) -> str | None:
    place = scene.seen.entities[event.place] if event.place is not None else None
    if place is None or place.by is NamedBy.ADJECTIVE:
        return None
    code = place.of if place.kind is EntityKind.PLACE else place.key
    return code if code in states() else None


def _told_state(local: Local) -> str | None:
    told = next((of for _, of, flags in local.posts if of is not None and not is_gone(flags)), None)
    return told or local.home

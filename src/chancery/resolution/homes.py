"""Says at home where a report is: whose president "the president" is, and "Foreign Minister X" without a state.

Whoever writes from a capital names the state of those from elsewhere, and leaves it out for those at home.

Source: codebook, section 4.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from chancery.codebooks.states import states
from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy
from chancery.model.text import Block, BlockKind, Span
from chancery.resolution.people import Local, fits_office, is_gone, states_named
from chancery.resolution.scene import Ref, Scene
from chancery.resolution.sides import facing, main_group, main_pair

_HEADS: Final = frozenset({BlockKind.DATELINE, BlockKind.BYLINE})
_OPENING: Final = re.compile(
    r"[^.:()\n]{2,40}?(?::\s|\s[-\u2013\u2014]{1,2}\s|\s?\([^)\n]{2,40}\)|[,.]\s+\d|[,.]\s+[A-Z][a-z]+\.?\s\d)"
)
_WHERE: Final = re.compile(r",?\s+where\s+(?:the\s+)?")
_HERE: Final = re.compile(r"(?:Back\s+)?[Ii]n\s+(?:the\s+)?")
_AFTER_HERE: Final = re.compile(r",?\s+(?:the\s+|its\s+)?")
_HOST: Final = re.compile(r"\bhosts?,?\s+$")
_NATIONAL: Final = re.compile(r"(?:,| is| was|, who is|, who was) an? ")
_CITIZEN: Final = re.compile(
    r" (?:\w+ )?(?:national|citizen|politician|diplomat|statesman|stateswoman|activist|journalist|businessman|lawyer)\b"
)
LED: Final = re.compile(r"(?:\s+(?:delegation|team|mission|group))?,?\s+(?:led|headed) by\s+(?:the\s+|its\s+)?")
"""What stands between a delegation and whoever leads it."""
_ITS: Final = re.compile(r"\b[Ii]ts\s+$")
_FIRST: Final = re.compile(r"(?:The\s+)?")
_INDEFINITE: Final = re.compile(r"\b(?:an?|another|any|some|each|every|one)\s+$", re.IGNORECASE)
CHIEFS: Final = frozenset(
    ("president", "prime minister", "king", "queen", "emir", "sultan", "crown prince", "chancellor", "head of state",
     "head of government", "vice president", "speaker", "speaker of parliament", "presidency")
)  # fmt: skip
"""Offices of heads of state and government, and of the presidents of parliaments."""
_AWAY: Final = frozenset(
    {"delegation", "delegations", "mission", "embassy", "consulate", "side", "sides", "contingent"}
)
_NEAR_MENTIONS: Final = 12
_OFTEN: Final = 3  # times that a report names the state that it is about
_WORD: Final = 10  # characters before a title that can hold its article


def dateline_of(scene: Scene) -> str | None:
    """Return the only state of the places above a report, or with which its body opens."""
    spans = _heads(scene.report.blocks, scene.report.text)
    written = {code for one in scene.seen.entities if (code := _land(one)) and _stands_in(one, spans)}
    return written.pop() if len(written) == 1 else None


def home_of(scene: Scene) -> str | None:
    """Return the state that a report is written in, by its dateline, if it speaks of it first or most often.

    A report without a dateline is at home in the only state that it is clearly about, if it opens with it.
    """
    home = dateline_of(scene)
    if home is None:
        return _alone(scene)
    spans = _heads(scene.report.blocks, scene.report.text)
    body = [one for one in scene.seen.entities if not _stands_in(one, spans)]
    counts = Counter(code for one in body if (code := _state(one)) in states())
    paragraphs = [block.span for block in scene.report.blocks if block.kind is BlockKind.PARAGRAPH][:1]
    lead = [code for one in body if _stands_in(one, paragraphs) and (code := _state(one)) in states()]
    titles = [block.span for block in scene.report.blocks if block.kind is BlockKind.TITLE]
    headed = any(_state(one) == home for one in body if _stands_in(one, titles))
    return home if counts[home] and (counts[home] == max(counts.values()) or lead[:1] == [home] or headed) else None


def _alone(scene: Scene) -> str | None:
    """Return the state that a report names far more often than any other, in its title or first paragraph too."""
    main = main_group(scene, 1)
    opening = [block.span for block in scene.report.blocks if block.kind in {BlockKind.TITLE, BlockKind.PARAGRAPH}][:2]
    codes = {_state(one) for one in scene.seen.entities if _stands_in(one, opening)}
    often = sum(_state(one) == main[0].key for one in scene.seen.entities) >= _OFTEN if main else False
    return main[0].key if often and main[0].key in codes else None


def _state(mention: EntityMention) -> str | None:
    return mention.key if mention.kind is EntityKind.STATE else mention.of


def _stands_in(mention: EntityMention, spans: Sequence[Span]) -> bool:
    return any(span.contains(mention.span) for span in spans)


def _heads(blocks: Sequence[Block], text: str) -> list[Span]:
    """Return the lines above a report that say where it was written, and the place with which its body opens."""
    found: list[Span] = []
    for block in blocks:
        if block.kind in _HEADS:
            found.append(block.span)
        elif block.kind is BlockKind.PARAGRAPH:
            opening = _OPENING.match(text, block.span.start, block.span.end)
            return [*found, Span(*opening.span())] if opening is not None else found
    return found


def _land(mention: EntityMention) -> str | None:
    """Return the state that a place lies in, or that a mention names."""
    code = mention.of if mention.kind is EntityKind.PLACE else mention.key
    return code if mention.kind in {EntityKind.PLACE, EntityKind.STATE} and code in states() else None


def place_beside(scene: Scene, position: int) -> str | None:
    """Return the state of the place right before a title: "from Rome, where President X", "In Rome the government"."""
    entities, text = scene.seen.entities, scene.report.text
    if position == 0:
        return None
    place, start = entities[position - 1], entities[position].whole.start
    land = _land(place)
    if land is None or place.by is NamedBy.ADJECTIVE or place.span.end > start:
        return None
    if _WHERE.fullmatch(text, place.span.end, start):
        return land
    sentence = scene.sentence_at(start)
    opens = scene.seen.sentences[sentence].start if sentence >= 0 else 0
    stands = place.span.start >= opens and _HERE.fullmatch(text, opens, place.span.start) is not None
    return land if stands and _AFTER_HERE.fullmatch(text, place.span.end, start) else None


def at_home(mention: EntityMention) -> bool:
    """Tell whether a body without a state sits where it is told of: the government, not a delegation or an embassy."""
    return mention.name.lower().split()[-1] not in _AWAY


def settle_at_home(scene: Scene, people: Sequence[Local], events: Sequence[EventMention], home: str | None) -> None:
    """Give titled people whom nothing else gives a state that of the place beside them, else of the dateline.

    Whoever acts on that state, or is acted on by it, may come from elsewhere; so does who shares an office with
    somebody who holds it there. That is a reading, and no evidence that an office is held.

    Args:
        scene: The report.
        people: Those whom it names; `home` is set.
        events: Its events.
        home: Where it is written.
    """
    for local in people:
        local.home = local.home or next(filter(None, (_told_home(scene, i) for i in local.mentions)), None)
    faced = {i for event in events for i in facing(scene, event, home)} if home is not None else set()
    pair = [ref.key for ref in main_pair(scene)]
    facing_pair = {code: {i for event in events for i in facing(scene, event, code)} for code in pair}
    for local in people:
        if local.home is None and not local.posts and any(_is_host(scene, i) for i in local.mentions):
            local.home = dateline_of(scene)
        plain = [office for office, of, flags in local.posts if of is None and not is_gone(flags)]
        if not plain or local.home is not None or any(of is not None for _, of, _ in local.posts):
            continue
        beside = next((land for i in local.mentions if (land := place_beside(scene, i)) is not None), None)
        taken = any(other is not local and _holds_at(other, office, home) for other in people for office in plain)
        if taken and local.mentions:
            beside = beside or _state_told_before(scene, local.mentions[0], home)
        foreign = taken or bool(faced.intersection(local.mentions))
        across = _other_of_pair(scene, local, facing_pair)
        local.home = beside or across or (None if foreign else home)


def _holds_at(other: Local, office: str, home: str | None) -> bool:
    """Tell whether somebody else has the office at home."""
    return other.holds(office, home) or (home is not None and other.home == home and other.holds(office, None))


def _state_told_before(scene: Scene, position: int, home: str | None) -> str | None:
    """Return the only state of the sentence before, of a minister whose office another has at home."""
    here = scene.sentence_at(scene.seen.entities[position].span.start)
    codes: set[str | None] = set()
    for mention in reversed(scene.seen.entities[max(0, position - _NEAR_MENTIONS) : position]):
        if scene.sentence_at(mention.span.start) < here - 1:
            break
        codes.add(_known(mention) if mention.kind is EntityKind.STATE else None)
    told = codes - {None, home}
    return told.pop() if len(told) == 1 else None


def _told_home(scene: Scene, position: int) -> str | None:
    """Return whose national somebody is said to be, or whose delegation to lead: "X, a Chilean citizen"."""
    entities, text = scene.seen.entities, scene.report.text
    person = entities[position]
    before = entities[position - 1] if position else person
    if LED.fullmatch(text, before.whole.end, person.whole.start) is not None:
        return _known(before)
    if (
        person.office
        and person.of is None
        and _ITS.search(text, max(0, person.whole.start - _WORD), person.whole.start)
    ):
        return _owner_told(scene, position)
    if position + 1 >= len(entities) or person.office:
        return None
    land = entities[position + 1]
    if text[person.whole.end : land.whole.start] == " of " and land.kind is EntityKind.STATE:
        return _known(land)  # "Oskar Lund of Sweden"
    if _NATIONAL.fullmatch(text, person.whole.end, land.whole.start) is None or land.by is NamedBy.NAME:
        return None
    citizen = land.kind is EntityKind.PERSON or _CITIZEN.match(text, land.whole.end) is not None
    return _known(land) if citizen else None


def _owner_told(scene: Scene, position: int) -> str | None:
    """Return whose "its minister, X" is: the only state before him in his sentence, else the subject of the last."""
    entities, text = scene.seen.entities, scene.report.text
    here = scene.sentence_at(entities[position].whole.start)
    for back in (0, 1):
        near = range(max(0, position - _NEAR_MENTIONS), position)
        at = [i for i in near if scene.sentence_at(entities[i].span.start) == here - back]
        named = [entities[i] for i in at if entities[i].kind is EntityKind.STATE and entities[i].key in states()]
        bare = [one for one in named if one.by is not NamedBy.ADJECTIVE]
        if back and bare and _FIRST.fullmatch(text, scene.seen.sentences[here - 1].start, bare[0].whole.start):
            return _known(bare[0])
        if bare:
            return _known(bare[0]) if len({one.key for one in bare}) == 1 else None
    return None


def _known(mention: EntityMention) -> str | None:
    return code if (code := _state(mention)) in states() else None


def _is_host(scene: Scene, position: int) -> bool:
    """Tell whether somebody is named as a guest's host: "with his host, X"."""
    start = scene.seen.entities[position].whole.start
    return _HOST.search(scene.report.text[max(0, start - _WORD) : start]) is not None


def _other_of_pair(scene: Scene, local: Local, faced: Mapping[str, AbstractSet[int]]) -> str | None:
    """Return the state of whoever faces the other of the two that a report is about: "Peru's envoy wrote to X"."""
    against = [code for code, positions in faced.items() if positions & set(local.mentions)]
    others = [code for code in faced if code not in against]
    return others[0] if len(against) == 1 and len(others) == 1 and others[0] in states_named(scene) else None


def state_of_office(scene: Scene, people: Sequence[Local], position: int, home: str | None) -> tuple[Ref, ...]:
    """Return the state that the unnamed holder of a high office acts for: "the president", in a report from Rome.

    Args:
        scene: The report.
        people: Those whom it names; none of them holds such an office.
        position: The title.
        home: Where the report is written.
    """
    mention = scene.seen.entities[position]
    office = (mention.office or "").removeprefix("acting ")
    high = office in CHIEFS or office.endswith("minister")
    before = scene.report.text[max(0, mention.whole.start - _WORD) : mention.whole.start]
    if not high or _INDEFINITE.search(before) or mention.flags or any(one.holds(office, None) for one in people):
        return ()
    land = place_beside(scene, position) or home
    return (Ref(EntityKind.STATE, land),) if land is not None else ()


def is_of_a_state(local: Local, office: str) -> bool:
    """Tell whether whoever has a high office has it of a state, not of a party or a company: "the president"."""
    if office not in CHIEFS and not office.endswith("minister"):
        return True
    owners = [of for mine, of, flags in local.posts if fits_office(office, mine) and not is_gone(flags)]
    return any(of is None or of in states() for of in owners)

"""Finds meetings in the words with which a host receives a guest, as in "a pleasure to have Minister Novak here".

Remarks before talks seldom say that two people met: they are the meeting. Only a turn of a transcript counts, of a
speaker of one side about a named guest of another who is there; the courtesy itself is no event (codebook, section 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chancery.model.events import EventStatus, Participant
from chancery.model.mentions import EntityKind, NamedBy
from chancery.model.text import Block, BlockKind, Report, Span
from chancery.resolution.accounts import RECEIVED, Told
from chancery.resolution.participants import Stage

_PLEASED: Final = (
    r"(?:pleas(?:ed|ure)|honou?r(?:ed)?|delight(?:ed)?|glad|good|great|happy|privileged?|wonderful|nice|thrilled|joy)"
)
_RECEIVES: Final = re.compile(
    rf"\b{_PLEASED}\b[^.?!;]{{0,40}}?\bto (?P<verb>(?:once again |again |be able to )?(?:have|host|receive|welcome|see"
    r"|meet(?: with)?|sit down with|be (?:joined by|here with|together with|meeting(?: with)?)))\s"
    r"|(?:^|\b(?:I|we)(?:[’']d| would)?(?: also)?(?: like)?(?: to)?(?: warmly)? )(?P<welcome>welcome)\s(?!you for\b)",
    re.IGNORECASE,
)
_THERE: Final = re.compile(
    r"\b(?:here|today|tonight|in person|with (?:us|me)|this (?:morning|afternoon|evening)|back|(?:to|in) [A-Z]\w+)\b"
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:phone|telephone|call|video\w*|virtual\w*|on screen|remote\w*|last|yesterday|tomorrow|next|ago|soon|hope)\b",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r"\b[Oo]ur (?!(?:\w+ )?(?:friend|guest|colleague|partner|neighbou?r))")
_YOU: Final = re.compile(r"\s*you\b", re.IGNORECASE)
_REACH: Final = 60  # characters from the verb to the guest's name, with the titles between
_LINE: Final = 4  # words of a line that names a place
_AFTER: Final = 40  # characters behind the name in which it says that the guest is there


def find_receptions(stage: Stage) -> Iterator[Told]:
    """Yield an account of a meeting for the first words with which each guest is received; the rest are courtesies."""
    scene = stage.scene
    turns = [block for block in scene.report.blocks if block.speaker in stage.told.labels]
    if not turns:
        return
    place, met = place_of(stage), set[frozenset[str | None]]()
    for block in turns:
        host = stage.participant(stage.told.labels[str(block.speaker)], scene.dating.published)
        for sentence in scene.sentences_in(block.span):
            found = _in_sentence(stage, host, sentence, place)
            pair = frozenset(one.entity for one in found.actors) if found is not None else frozenset()
            if found is not None and pair not in met:
                met.add(pair)
                yield found


def _in_sentence(stage: Stage, host: Participant, sentence: Span, place: str | None) -> Told | None:
    scene = stage.scene
    words = sentence.of(scene.report.text)
    match = _RECEIVES.search(words)
    if match is None:
        return None
    group = "verb" if match["verb"] else "welcome"
    verb = Span(sentence.start + match.start(group), sentence.start + match.end(group))
    found = next(_guests(stage, verb, sentence, host), None)
    if found is None:
        return None
    end, guest = found
    around = scene.report.text[verb.start : min(end + _AFTER, sentence.end)]
    here = "welcome" in around[: len(verb.of(scene.report.text))].lower() or _THERE.search(around)
    if not here or _ELSEWHERE.search(around) or not _are_two_sides(host, guest):
        return None
    return Told(
        type="CONSULT",
        mode=None,
        status=EventStatus.OCCURRED,
        actors=(host, guest),
        recipients=(),
        when=scene.dating.published,
        where=place,
        report=scene.report.id,
        span=verb,
        evidence=scene.evidence(sentence),
        published=scene.dating.published,
        because=RECEIVED,
        spoken=True,
    )


def _are_two_sides(host: Participant, guest: Participant) -> bool:
    """Tell whether both are known, hold an office or act for a state, and not for the same."""
    known = all(one.entity is not None and (one.state or one.office) for one in (host, guest))
    return known and host.entity != guest.entity and (host.state is None or host.state != guest.state)


def _guests(stage: Stage, verb: Span, sentence: Span, host: Participant) -> Iterator[tuple[int, Participant]]:
    """Yield the people named right behind the verb, each with the end of the name; "you" is the other speaker."""
    published = stage.scene.dating.published
    if _YOU.match(stage.scene.report.text, verb.end):
        speakers = (stage.participant(label, published) for label in set(stage.told.labels.values()))
        others = [one for one in speakers if one.entity != host.entity]
        yield from ((verb.end + len("you"), one) for one in others if len(others) == 1)
    for at in stage.scene.mentions_in(Span(verb.end, sentence.end)):
        one = stage.scene.seen.entities[at]
        near = verb.end <= one.whole.start <= verb.end + _REACH and one.span.end <= sentence.end
        own = near and _OWN.search(stage.scene.report.text, verb.end, one.span.start)
        if near and not own and one.kind is EntityKind.PERSON and one.by is NamedBy.NAME:
            yield from ((one.span.end, who) for who in stage.participants([at], published))


def place_of(stage: Stage) -> str | None:
    """Return the only city that the head of a report names: where its transcript was spoken."""
    heads = [block.span for block in _heads(stage.scene.report)]
    found = {
        mention.name.split(",")[0]
        for mention in stage.scene.seen.entities
        if any(span.contains(mention.span) for span in heads)
        and (mention.kind is EntityKind.PLACE or (mention.kind is EntityKind.STATE and mention.by is NamedBy.METONYM))
        and not mention.name.endswith("Room")
    }
    return found.pop() if len(found) == 1 else None


def _heads(report: Report) -> Iterator[Block]:
    """Yield what stands before the first turn and may name its place: datelines, and lines of a few words."""
    for block in report.blocks:
        if block.speaker is not None:
            return
        if block.kind is BlockKind.DATELINE or len(block.span.of(report.text).split()) <= _LINE:
            yield block

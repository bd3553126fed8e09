"""Finds the visit behind talks that a report calls one: "X met Y in Rome. The visit is his first journey abroad".

Such words name neither the visitor nor the host. Of two sides that met in a place of one of them, the other came.

Source: codebook, section 5, CONSULT/visit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from chancery.codebooks.states import states
from chancery.model.events import EventStatus, Participant
from chancery.model.mentions import EntityKind
from chancery.model.text import Span
from chancery.resolution.accounts import Told
from chancery.resolution.homes import dateline_of
from chancery.resolution.participants import Stage, states_of

STAYED: Final = "a visit by whoever met the host there"
_VISIT: Final = re.compile(
    r"\s*(?:(?:During|On|After) (?:the|this|that)|The|This) (?:[a-z-]+ ){0,4}?(?P<noun>visit|trip)\b"
    r"(?! (?:to|by|of|from|will|would|is to|was to)\b)"
)
_APART: Final = frozenset({"visit", "phone"})
_REAL: Final = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
_NEAR: Final = 600  # characters back to the talks


def find_stays(stage: Stage, told: Sequence[Told]) -> Iterator[Told]:
    """Yield an account of a visit for each sentence about "the visit" right behind talks in the place of one side.

    Args:
        stage: The report.
        told: Its accounts so far.
    """
    scene = stage.scene
    talks = sorted((one for one in told if one.type == "CONSULT"), key=lambda one: one.span.start)
    if not talks:
        return
    taken, starts = {one.span for one in talks}, [one.span.start for one in talks]
    for sentence in scene.seen.sentences:
        match = _VISIT.match(scene.report.text, sentence.start, sentence.end)
        if match is None:
            continue
        noun = Span(*match.span("noun"))
        at = bisect_left(starts, sentence.start)
        last = talks[at - 1] if at and sentence.start - talks[at - 1].span.end <= _NEAR else None
        if last is None or noun in taken or last.mode in _APART or last.status not in _REAL:
            continue
        sides = _sides(stage, last)
        if sides is not None:
            yield Told(
                type="CONSULT",
                mode="visit",
                status=EventStatus.OCCURRED,
                actors=sides[0],
                recipients=(sides[1],),
                when=last.when,
                where=None,
                report=scene.report.id,
                span=noun,
                evidence=scene.evidence(sentence),
                published=scene.dating.published,
                because=STAYED,
            )


def _sides(stage: Stage, talks: Told) -> tuple[tuple[Participant, ...], Participant] | None:
    """Return who came, and the state where they met; None where both or neither are at home there."""
    land = _land(stage, talks)
    home = tuple(one for one in talks.actors if one.state == land)
    guests = tuple(one for one in talks.actors if one.state not in {None, land} and one.entity is not None)
    if land is None or not home or len(states_of(guests)) != 1 or len(home) + len(guests) != len(talks.actors):
        return None
    return guests, Participant(entity=land, state=land, sector="GOV")


def _land(stage: Stage, talks: Told) -> str | None:
    """Return the state of the place of talks, else of the dateline."""
    if talks.where is None:
        return dateline_of(stage.scene)
    entities, sentence = stage.scene.seen.entities, talks.evidence.span
    first = bisect_left(entities, sentence.start, key=lambda one: one.span.start)
    for one in takewhile(lambda one: one.span.start < sentence.end, (entities[i] for i in range(first, len(entities)))):
        if one.name == talks.where:
            code = one.of if one.kind is EntityKind.PLACE else one.key
            return code if code in states() else None
    return None

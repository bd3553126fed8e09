"""Finds who is shown in, entering or leaving an office.

A title before or after a name shows its holder; clauses that tell of a change of office are
OFFICE events as well, and give the occupancy its bounds.

Source: codebook, section 1; FollowTheMoney 4.11, `Occupancy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from chancery.codebooks.titles import match_post
from chancery.extraction.claims import find_claims, is_claimed, is_rival
from chancery.extraction.rows import Row
from chancery.extraction.tenures import find_tenures
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy, OfficeMention, QuotationMention
from chancery.model.text import Span
from chancery.model.times import TimeMention

_BACK: Final = re.compile(
    r"\s+(?:has\s+|had\s+)?(?:(?:returned|came\s+back)|(?:was|been|is)\s+(?:reinstated|restored|reappointed))\s+"
    r"(?:as|to\s+the\s+(?:post|office|position|job)\s+of)\s+(?:the\s+)?"
)
_WORDS: Final = re.compile(r"[\w'\u2019-]+|[,.;:]")
_UNTOLD: Final = frozenset({EventStatus.DENIED, EventStatus.CONDITIONAL, EventStatus.ALLEGED})
"""What did not happen, or may not have, begins and ends nobody's time in office."""
_RELATIONS = {"assume": "assumes", "appoint": "assumes", "leave": "leaves", "oust": "leaves"}


def find_offices(
    sentences: Sequence[Span],
    entities: Sequence[EntityMention],
    events: Iterable[EventMention],
    *,
    text: str = "",
    times: Sequence[TimeMention] = (),
    rows: Sequence[Row] = (),
    quotations: Sequence[QuotationMention] = (),
) -> tuple[OfficeMention, ...]:
    """Find the observations of office-holders in a report.

    Args:
        sentences: Its sentences, in order.
        entities: Its mentions.
        events: Its events, of which those of type OFFICE bound an occupancy.
        text: Its clean text.
        times: Its time expressions, which may tell how long an office is held.
        rows: Its sentences with their clauses, which say of whom a time tells that.
        quotations: Its quotations, which tell who "I" is.
    """
    tenures = find_tenures(rows, entities, times)
    returns = _returns(text, sentences, entities, times)
    claims = find_claims(rows, entities, quotations)
    return (*_titles(sentences, entities, text), *_changes(entities, events, text), *tenures, *returns, *claims)


def _titles(sentences: Sequence[Span], entities: Sequence[EntityMention], text: str) -> Iterator[OfficeMention]:
    at = 0
    for index, mention in enumerate(entities):
        while at < len(sentences) and sentences[at].end <= mention.span.start:
            at += 1
        named = mention.kind is EntityKind.PERSON and mention.by is NamedBy.NAME
        if at < len(sentences) and named and mention.office:
            relation = "held" if {"former", "predecessor"}.intersection(mention.flags) else "holds"
            relation = "claims" if relation == "holds" and is_claimed(text, mention) else relation
            yield OfficeMention(
                person=index, office=mention.office, of=mention.of, relation=relation, sentence=sentences[at]
            )


def _changes(entities: Sequence[EntityMention], events: Iterable[EventMention], text: str) -> Iterator[OfficeMention]:
    for event in events:
        told = event.type == "OFFICE" and event.status not in _UNTOLD
        relation = _RELATIONS.get(event.mode or "") if told else None
        if relation == "leaves" and event.status is EventStatus.PLANNED:
            continue  # whoever will go is still there
        relation = (
            "claims" if relation == "assumes" and is_rival(text, event.span.start, event.sentence.end) else relation
        )
        for actor in event.actors if relation else ():
            mention = entities[actor]
            office = event.office or mention.office
            if mention.kind is EntityKind.PERSON and office and relation:
                yield OfficeMention(
                    person=actor,
                    office=office,
                    of=mention.of,
                    relation=relation,
                    sentence=event.sentence,
                    time=event.time,
                )


def _returns(
    text: str, sentences: Sequence[Span], entities: Sequence[EntityMention], times: Sequence[TimeMention]
) -> Iterator[OfficeMention]:
    """Yield who comes back to an office: "X returned as foreign minister of Y", on the only day that is named."""
    at = 0
    for index, mention in enumerate(entities):
        while at < len(sentences) and sentences[at].end <= mention.span.start:
            at += 1
        if mention.kind is not EntityKind.PERSON or at == len(sentences):
            continue
        found = _BACK.match(text, mention.span.end, sentences[at].end)
        post = match_post(_WORDS.findall(text, found.end(), sentences[at].end), 0) if found else None
        if found is not None and post is not None:
            days = [i for i, time in enumerate(times) if sentences[at].contains(time.span)]
            yield OfficeMention(
                person=index,
                office=f"acting {post.office}" if "acting" in post.flags else post.office,
                of=post.of,
                relation="assumes",
                sentence=sentences[at],
                time=days[0] if days and all(times[i].span.start > found.end() for i in days[:1]) else None,
            )

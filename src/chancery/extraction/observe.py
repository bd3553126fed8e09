"""Reads one annotated report: every finder in turn, each on what the ones before it found."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.extraction.anchored import find_anchored, without_anchors
from chancery.extraction.clauses import read_row
from chancery.extraction.contexts import add_contexts
from chancery.extraction.dates import find_times
from chancery.extraction.events import find_events
from chancery.extraction.names import find_entities
from chancery.extraction.offices import find_offices
from chancery.extraction.passages import with_passages
from chancery.extraction.pledges import find_pledges
from chancery.extraction.precedents import find_precedents
from chancery.extraction.quotations import find_quotations
from chancery.extraction.reported import Reported, find_reported
from chancery.extraction.rows import Row
from chancery.extraction.sentence import Sentence, sentences_of
from chancery.extraction.stances import find_stances
from chancery.extraction.topics import find_topics
from chancery.extraction.units import UnitKind
from chancery.extraction.unlisted import Vectors, find_unlisted
from chancery.extraction.vacancies import find_vacancies
from chancery.extraction.voices import with_voices
from chancery.model.mentions import EntityMention, Observations
from chancery.model.text import BlockKind, Document, Report
from chancery.model.times import TimeMention

_SHORT = 3  # letters; "US" opens sentences too


def observe(doc: Document, report: Report, *, program: str, vectors: Vectors | None = None) -> Observations:
    """Find everything that one report says.

    Args:
        doc: The annotated clean text.
        report: The report it was made of.
        program: Version of the program, kept with what it found.
        vectors: Gives the vectors of words to the classifier, which is not asked without them.
    """
    sentences = sentences_of(doc, report)
    times = find_times(doc, report)
    entities = find_entities(sentences, without_anchors(times))
    rows = read_rows(sentences, entities, times)
    telling = [row for row in rows if row.sentence.block.kind not in (BlockKind.BYLINE, BlockKind.DATELINE)]
    quotations = find_quotations(report, rows, entities)
    listed = find_events(telling, entities, home=_home(rows))
    unlisted = find_unlisted(telling, entities, listed, vectors) if vectors is not None else ()
    told = sorted(
        (*listed, *unlisted, *find_anchored(telling, entities, times)),
        key=lambda event: event.sentence.start,
    )
    events = with_voices(add_contexts(tuple(told), telling), quotations)
    spans = tuple(sentence.span for sentence in sentences)
    offices = find_offices(spans, entities, events, text=report.text, times=times, rows=telling, quotations=quotations)
    return Observations(
        program=program,
        sentences=spans,
        entities=entities,
        times=times,
        events=events,
        quotations=quotations,
        pledges=find_pledges(report.text, telling, entities),
        offices=offices,
        topics=find_topics(telling),
        precedents=find_precedents(sentences),
        vacancies=tuple(find_vacancies(telling, entities, times, offices)),
    )


def _home(rows: Sequence[Row]) -> int | None:
    """Return the place that a dateline names first: in a block of its own, or in capitals before a paragraph."""
    for row in rows:
        opening = row.units[0] if row.units else None
        if opening is None or opening.kind is not UnitKind.MENTION:
            continue
        text = row.sentence.text[: opening.span.end - opening.span.start]
        body = row.sentence.block.kind is BlockKind.PARAGRAPH
        if row.sentence.block.kind is BlockKind.DATELINE or (body and text.isupper() and len(text) > _SHORT):
            return opening.index
    return None


def find_all_attributions(doc: Document, report: Report) -> tuple[Reported, ...]:
    """Find every attribution of a report, thoughts, stances and unnamed sources included.

    The record keeps words said only.

    Returns:
        In the order of their cues; what goes on in later sentences belongs to the cue before it.
    """
    sentences = sentences_of(doc, report)
    times = find_times(doc, report)
    rows = read_rows(sentences, find_entities(sentences, (time.span for time in times)), times)
    found: list[Reported] = []
    for row in rows:
        told = find_reported(row)
        found.extend(sorted((*told, *find_stances(row, told)), key=lambda one: one.cue))
    return with_passages(report, tuple(sentence.span for sentence in sentences), found)


def read_rows(
    sentences: Sequence[Sentence], entities: Sequence[EntityMention], times: Sequence[TimeMention]
) -> tuple[Row, ...]:
    """Read the clauses of every sentence, with the mentions that stand in it.

    Args:
        sentences: The sentences of a report, in order.
        entities: Its mentions.
        times: Its time expressions.
    """
    rows: list[Row] = []
    entity_at = time_at = 0
    for sentence in sentences:
        here: list[tuple[int, EntityMention]] = []
        while entity_at < len(entities) and entities[entity_at].span.start < sentence.span.end:
            here.append((entity_at, entities[entity_at]))
            entity_at += 1
        now = []
        while time_at < len(times) and times[time_at].span.start < sentence.span.end:
            now.append((time_at, times[time_at].span))
            time_at += 1
        rows.append(read_row(sentence, here, now))
    return tuple(rows)

"""Finds who is shown in which office in one report, and whether as news.

A title beside a name, one apart from it, a transcript's label, and a title without a name for a name without a title:
"Boris Berg met his guest. The Foreign Secretary said ..."; whether the two are one, a table of office-holders says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import BlockKind, Span
from chancery.model.times import TimeKind
from chancery.resolution.coreference import Referents
from chancery.resolution.days_told import HEADS, lead_spans
from chancery.resolution.people import Local, fits_office, read_label
from chancery.resolution.scene import Scene

_BACKGROUND: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:ago|then(?!\s+(?:with|to|by|for|in|at|met|went|said|flew|left)\b)|late|under|era"
    r"|legacy|since|former|previous|earlier|predecessors?|successors?|administration|memoirs?|decades?|historic\w*|anniversar\w+|commemorat\w+|marked|once)\b",
    re.IGNORECASE,
)
_FORMER: Final = re.compile(r"\b(?:former(?:ly)?|ex-?|one-?time)\b", re.IGNORECASE)
"""Words that put an office behind its holder; "then" only puts it in the time told."""
_ASIDE: Final = re.compile(
    r"\b(?:that|which|who|whom|whose|when|where|by|under|as|with which|signed|had"
    r"|(?:release|detention|arrest|ouster|ousting|overthrow|removal|assassination|murder|killing|death|trial|memory)"
    r" of)\b",
    re.IGNORECASE,
)
_FOREIGN: Final = "foreign minister"
_DEFENCE: Final = "defence minister"
SHORT_TITLES: Final = frozenset({"secretary", "deputy secretary"})
"""Titles that go without their state: "Secretary Blinken"."""
LOWER: Final = ("deputy ", "vice ", "first deputy ", "under", "assistant ", "parliamentary ", "state ", "shadow ")


@dataclass(frozen=True, slots=True)
class Shown:
    """A person in an office in one report.

    Attributes:
        news: Whether the person stands in the news of the report.
        words: The title and name as written.
        former: Whether the words themselves say so.
        plain: Whether the title is no courtesy to a former holder: "Secretary Kerry" in another post.
        untitled: Whether the report gives the title without a name, and the name without a title.
    """

    local: Local
    office: str
    of: str | None
    flags: tuple[str, ...]
    news: bool
    words: str
    former: bool = False
    plain: bool = True
    untitled: bool = False


def find_shown(scene: Scene, told: Referents) -> Iterator[Shown]:
    """Yield everyone whom a report shows in an office.

    Args:
        scene: The report.
        told: Whom its mentions mean.
    """
    leads = lead_spans(scene.report, scene.report.blocks)
    speaking = {i for quotation in scene.seen.quotations for i in quotation.speakers}
    entities = scene.seen.entities
    for local in told.people:
        for i in local.mentions:
            office, of = told.posts.get(i, (entities[i].office, entities[i].of))
            if office is not None:
                news = _is_news(scene, entities[i].span, leads, speaks=i in speaking)
                words = entities[i].whole.of(scene.report.text)
                former = _FORMER.search(words) is not None
                plain = plain_office(office) not in SHORT_TITLES
                yield Shown(local, office, of, entities[i].flags, news, words, former=former, plain=plain)
        for office, of, flags in _apposed(local, entities):
            yield Shown(local, office, of, flags, news=False, words=f"{' '.join(local.fullest.words)}, {office}")
    yield from _untitled(scene, told, leads)
    by_ref = {local.ref: local for local in told.people}
    for label in sorted({block.speaker for block in scene.report.blocks if block.speaker}):
        name, post = read_label(label)
        speaker = by_ref.get(told.labels[label]) if label in told.labels else None
        if speaker is not None and name is not None and post is not None:
            plain = all(
                plain_office(o) == plain_office(post[0]) or fits_office(post[0], o) for o, _, _ in speaker.posts
            )
            yield Shown(speaker, post[0], post[1], (), news=True, words=label, plain=plain)


def _untitled(scene: Scene, told: Referents, leads: set[Span]) -> Iterator[Shown]:
    """Yield people named in full without a title, in each office that the report speaks of without a name.

    "Boris Berg met his guest. The Foreign Secretary said ...": a table that knows Berg in that office ties the two.
    """
    entities = scene.seen.entities
    unnamed = {
        (mention.office, mention.of): mention.whole.of(scene.report.text)
        for i, mention in enumerate(entities)
        if mention.kind is EntityKind.PERSON and mention.by is NamedBy.DESCRIPTION and mention.office
        and not mention.flags and not any(told.refs[i])
    }  # fmt: skip
    gone = {mention.office for mention in entities if mention.flags}
    unnamed = {post: words for post, words in unnamed.items() if post[0] not in gone}
    for local in told.people if unnamed else ():
        if local.posts or not local.fullest.given:
            continue
        news = any(_is_news(scene, entities[i].span, leads, speaks=False) for i in local.mentions)
        name = " ".join(local.fullest.words)
        for (office, of), words in unnamed.items():
            if news and office is not None:
                yield Shown(local, office, of, (), news=True, words=f"{name}\u201d and \u201c{words}", untitled=True)


def _apposed(local: Local, entities: Sequence[EntityMention]) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """Yield the posts that a title apart from the name gives."""
    beside = {(entities[i].office, entities[i].of) for i in local.mentions}
    for office, of, flags in local.posts:
        if (office, of) not in beside:
            yield office, of, flags


def _is_news(scene: Scene, span: Span, leads: set[Span], *, speaks: bool) -> bool:
    """Tell whether somebody stands in the news of the report, and not in its background."""
    at = scene.sentence_at(span.start)
    sentence = scene.seen.sentences[at].of(scene.report.text) if 0 <= at < len(scene.seen.sentences) else ""
    block = scene.block_at(span.start)
    heads = block is not None and (block.kind in HEADS or block.kind is BlockKind.CAPTION)
    inside = speaks or heads or any(lead.contains(span) for lead in leads) or _is_of_the_week(scene, at)
    start = scene.seen.sentences[at].start if 0 <= at < len(scene.seen.sentences) else span.start
    aside = not speaks and _ASIDE.search(scene.report.text[start : span.start]) is not None
    return inside and not aside and _BACKGROUND.search(sentence) is None


def _is_of_the_week(scene: Scene, sentence: int) -> bool:
    """Tell whether a sentence tells news of the week: its paragraph has given a day of the week alone by then."""
    if not 0 <= sentence < len(scene.seen.sentences):
        return False
    here = scene.seen.sentences[sentence]
    block = scene.block_at(here.start)
    if block is None or block.kind is not BlockKind.PARAGRAPH:
        return False
    near = Span(block.span.start, here.end)
    return any(time.kind is TimeKind.WEEKDAY and near.contains(time.span) for time in scene.seen.times)


def plain_office(office: str) -> str:
    """Write an office so that tables and texts agree: who has foreign and European affairs is a foreign minister."""
    plain = office.removeprefix("acting ").removeprefix("federal ")
    if "foreign" in plain and ("minister" in plain or "secretary" in plain) and "deputy" not in plain:
        return _FOREIGN
    if ("defence" in plain or "defense" in plain) and ("minister" in plain or "secretary" in plain):
        return plain if plain.startswith(LOWER) else _DEFENCE
    return plain

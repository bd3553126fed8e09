"""Bounds on the day of a report from who is in office in it.

"Secretary of State Berg met her guest" was not written before she took the office; and not after
she left it, if it is told as news. "Former" puts a report after the end, "designate" before the
start. Terms come from reference tables and from what other reports say; the reasons name which.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.mentions import EntityMention
from chancery.model.reference import Reference
from chancery.model.text import BlockKind, Span
from chancery.resolution.constraints import Fact, Trust
from chancery.resolution.coreference import Referents
from chancery.resolution.days_told import HEADS, lead_spans
from chancery.resolution.entities import Cast
from chancery.resolution.names import Judgement, PersonName, compare_names, read_name
from chancery.resolution.people import Local, fits_office, is_gone, is_to_come, read_label
from chancery.resolution.scene import Scene
from chancery.resolution.sightings import Sighting

_FOREIGN: Final = "foreign minister"
_DEFENCE: Final = "defence minister"
_SLACK: Final = dt.timedelta(days=7)
"""News of somebody's last day in office appears some days later."""
_ZONE: Final = dt.timedelta(days=1)
_NEWLY: Final = dt.timedelta(days=366)
"""For how long somebody is called new or newly appointed."""
_BACKGROUND: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:ago|then|late|under|era|legacy|since|former|previous|earlier|predecessors?|successors?"
    r"|administration|memoirs?|decades?|historic\w*|anniversar\w+|commemorat\w+|marked|once)\b",
    re.IGNORECASE,
)
_FORMER: Final = re.compile(r"\b(?:former(?:ly)?|ex-?|one-?time)\b", re.IGNORECASE)
"""Words that put an office behind its holder; "then" only puts it in the time told."""
_ASIDE: Final = re.compile(
    r"\b(?:that|which|who|whom|whose|when|where|by|under|as|with which|signed|had)\b", re.IGNORECASE
)
_SAME: Final = dt.timedelta(days=200)
"""Two tables that put a start no further apart tell of one spell."""
_SHORT: Final = frozenset({"secretary", "deputy secretary"})
"""Titles that go without their state: "Secretary Blinken"."""
_LOOSE: Final = frozenset({"secretary", "leader", "head of state", "head of government"})
_LOWER: Final = ("deputy ", "vice ", "first deputy ", "under", "assistant ", "parliamentary ", "state ", "shadow ")
_VAGUE: Final = 400  # days; a start or end known less well bounds nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One person's time in one office, as a table or the reports have it.

    Attributes:
        name: The person.
        office: In the codebook's words.
        of: Whose office.
        start: First day it may have begun; None if not known.
        began: Last day it may have begun.
        ended: First day it may have ended.
        end: Last day it may have ended; None if it is not known to have ended.
        by: Who says so: "the table X" or "report Y".
    """

    name: PersonName
    office: str
    of: str | None
    by: str
    start: dt.date | None = None
    began: dt.date | None = None
    ended: dt.date | None = None
    end: dt.date | None = None


@dataclass(slots=True)
class Terms:
    """All terms known, by the skeleton of the surname and by entity.

    Attributes:
        by_surname: From reference tables.
        by_person: From the reports, by entity id.
    """

    by_surname: dict[str, list[Term]] = field(default_factory=dict)
    by_person: dict[str, list[tuple[Term, frozenset[str]]]] = field(default_factory=dict)


def gather_terms(reference: Reference, sightings: Iterable[Sighting]) -> Terms:
    """Arrange the terms of reference tables and of what reports say.

    Args:
        reference: Imported tables.
        sightings: What all reports show of posts; only dated changes count.
    """
    terms = Terms()
    for table in reference.tables:
        by = f"The reference table {table.name} says that"
        for row in table.tenures:
            name = read_name(row.person)
            term = Term(name=name, office=_plain(row.office), of=row.of, by=by, **_ends(row.start, row.end))
            terms.by_surname.setdefault(name.surname, []).append(term)
    changes: dict[tuple[str, str], list[Sighting]] = {}
    for seen in sorted(sightings, key=lambda s: (s.person, s.office, s.of or "", s.evidence, s.relation)):
        if seen.relation in {"assumes", "leaves"} and seen.when is not None and seen.when.has_year:
            changes.setdefault((seen.person, _plain(seen.office)), []).append(seen)
    for (person, office), group in changes.items():
        terms.by_person.setdefault(person, []).extend(_told_terms(office, group))
    return terms


def _told_terms(office: str, group: Sequence[Sighting]) -> Iterator[tuple[Term, frozenset[str]]]:
    """Yield what changes of office say: the first start and the last end, if nobody is told to come back."""
    starts = [(s.when, s) for s in group if s.relation == "assumes" and s.when is not None]
    ends = [(s.when, s) for s in group if s.relation == "leaves" and s.when is not None]
    started = min(starts, key=lambda pair: pair[0].sort_key, default=None)
    ended = max(ends, key=lambda pair: pair[0].sort_key, default=None)
    for told, is_start in ((started, True), (ended, False)):
        if told is None:
            continue
        when, seen = told
        if not is_start and any(not start.before(when) for start, _ in starts):
            continue
        bounds = _ends(when, None) if is_start else _ends(None, when)
        by = f"Report {seen.evidence.report} says that"
        owner = next((s.of for s in group if s.of), None)
        term = Term(name=read_name(seen.person.replace("-", " ").title()), office=office, of=owner, by=by, **bounds)
        yield term, frozenset({seen.evidence.report})


def _ends(start: Edtf | None, end: Edtf | None) -> dict[str, dt.date | None]:
    first = start if start is not None and (start.width_days or _VAGUE) < _VAGUE else None
    last = end if end is not None and end.latest is not None else None
    exact = last if last is not None and (last.width_days or _VAGUE) < _VAGUE else None
    return {
        "start": first.earliest if first else None,
        "began": first.latest if first else None,
        "ended": exact.earliest if exact else None,
        "end": last.latest if last else None,
    }


def plain_office(office: str) -> str:
    """Write an office so that tables and texts agree: who has foreign and European affairs is a foreign minister."""
    plain = office.removeprefix("acting ").removeprefix("federal ")
    if "foreign" in plain and ("minister" in plain or "secretary" in plain) and "deputy" not in plain:
        return _FOREIGN
    if ("defence" in plain or "defense" in plain) and ("minister" in plain or "secretary" in plain):
        return plain if plain.startswith(_LOWER) else _DEFENCE
    return plain


_plain: Final = plain_office


@dataclass(frozen=True, slots=True)
class _Shown:
    """A person in an office in one report.

    Attributes:
        news: Whether the person stands in the news of the report.
        words: The title and name as written.
        former: Whether the words themselves say so.
        plain: Whether the title is no courtesy to a former holder: "Secretary Kerry" in another post.
    """

    local: Local
    office: str
    of: str | None
    flags: tuple[str, ...]
    news: bool
    words: str
    former: bool = False
    plain: bool = True


def find_term_facts(scene: Scene, told: Referents, cast: Cast, terms: Terms) -> tuple[Fact, ...]:
    """Return what the people in office in a report say about its day.

    Args:
        scene: The report.
        told: Whom its mentions mean.
        cast: Everyone of all reports.
        terms: Who held what when.
    """
    shown = list(_shown(scene, told))
    facts = [fact for one in shown for term in _fitting(scene, one, cast, terms) for fact in _bounds(one, term)]
    return tuple(dict.fromkeys(facts))


def _shown(scene: Scene, told: Referents) -> Iterator[_Shown]:
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
                plain = _plain(office) not in _SHORT
                yield _Shown(local, office, of, entities[i].flags, news, words, former=former, plain=plain)
        for office, of, flags in _apposed(local, entities):
            yield _Shown(local, office, of, flags, news=False, words=f"{' '.join(local.fullest.words)}, {office}")
    by_ref = {local.ref: local for local in told.people}
    for label in sorted({block.speaker for block in scene.report.blocks if block.speaker}):
        name, post = read_label(label)
        speaker = by_ref.get(told.labels[label]) if label in told.labels else None
        if speaker is not None and name is not None and post is not None:
            plain = all(_plain(o) == _plain(post[0]) or fits_office(post[0], o) for o, _, _ in speaker.posts)
            yield _Shown(speaker, post[0], post[1], (), news=True, words=label, plain=plain)


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
    inside = speaks or heads or any(lead.contains(span) for lead in leads)
    start = scene.seen.sentences[at].start if 0 <= at < len(scene.seen.sentences) else span.start
    aside = not speaks and _ASIDE.search(scene.report.text[start : span.start]) is not None
    return inside and not aside and _BACKGROUND.search(sentence) is None


def _fitting(scene: Scene, one: _Shown, cast: Cast, terms: Terms) -> Iterator[Term]:
    """Yield the one term that a title stands for: the hull of those that fit, None of two people alike."""
    office = _plain(one.office)
    person = cast.ids.get(one.local.ref)
    for term, reports in terms.by_person.get(person or "", ()):
        mine = one.of is None or term.of in {None, one.of}
        if scene.report.id not in reports and mine and _fits(office, None, term, known=True):
            yield term
    name = one.local.fullest
    found = [
        term for term in terms.by_surname.get(name.surname, ())
        if _fits(office, one.of, term, known=bool(name.given)) and _is_named(name, term)
    ]  # fmt: skip
    near = [term for term in found if one.of is not None or name.given or term.of in one.local.around]
    if not near and office in _SHORT and len({_person(term) for term in found}) == 1:
        near = found
    if near:
        yield _hull(near)


def named_terms(name: PersonName, office: str | None, terms: Terms) -> Iterator[Term]:
    """Yield the terms of reference tables that a name can mean, in the office of a title where there is one."""
    for term in terms.by_surname.get(name.surname, ()):
        fits = office is None or _fits(_plain(office), None, term, known=True)
        if fits and term.of is not None and _is_named(name, term):
            yield term


def _person(term: Term) -> tuple[str, str, str | None]:
    return term.name.first, term.name.surname, term.of


def _fits(office: str, of: str | None, term: Term, *, known: bool) -> bool:
    """Tell whether a title can mean an office; only a title that goes without its field may be less exact."""
    loose = office in _LOOSE and not term.office.startswith(_LOWER) and fits_office(office, term.office)
    same = office == term.office or loose
    return same and (of == term.of if of is not None else known or term.of is not None)


def _is_named(name: PersonName, term: Term) -> bool:
    return not name.given or compare_names(name, term.name) is Judgement.SAME


def _hull(found: Sequence[Term]) -> Term:
    """Join several terms in one post, so that whichever is meant lies inside.

    Where two tables tell of one spell, the one that knows its end is believed: the other may be older.
    """
    spells = [_completed(term, found) for term in found]
    starts = [term.start for term in spells if term.start]
    ends = [term.end for term in spells if term.end]
    first = min(spells, key=lambda term: (term.start or dt.date.min, term.by))
    whole = len(starts) == len(spells)
    closed = len(ends) == len(spells)
    return Term(
        name=first.name, office=first.office, of=first.of, by=first.by,
        start=min(starts) if whole else None,
        began=max(t.began for t in spells if t.began) if all(t.began for t in spells) else None,
        ended=min(t.ended for t in spells if t.ended) if all(t.ended for t in spells) else None,
        end=max(ends) if closed else None,
    )  # fmt: skip


def _completed(term: Term, found: Sequence[Term]) -> Term:
    """Give a spell without an end the end that another table gives the same spell."""
    if term.end is not None or term.start is None:
        return term
    same = [
        other for other in found
        if other.end and other.start and abs(other.start - term.start) <= _SAME
        and compare_names(other.name, term.name) is Judgement.SAME
    ]  # fmt: skip
    other = max(same, key=lambda one: one.end or dt.date.min, default=None)
    return replace(term, ended=other.ended, end=other.end) if other is not None else term


def _bounds(one: _Shown, term: Term) -> Iterator[Fact]:
    """Yield what a title says about the day of its report, given the term."""
    held = f"{term.by} {' '.join(term.name.words)}"
    has = f"; the report has “{one.words}”."
    if is_gone(one.flags):
        if term.ended and one.former:
            yield _since(term.ended, f"{held} was {term.office} until {term.ended}{has}")
    elif is_to_come(one.flags):
        if term.began and one.news:
            yield _until(term.began + _ZONE, f"{held} became {term.office} on {term.began}{has}")
    else:
        if term.start:
            yield _since(term.start - _ZONE, f"{held} became {term.office} on {term.start}{has}")
        if term.began and one.news and "new" in one.flags:
            because = f"{held} became {term.office} on {term.began}; the report calls the holder new."
            yield _until(term.began + _NEWLY, because)
        if term.end and one.news and one.plain:
            because = f"{held} was {term.office} until {term.end}; the report tells of “{one.words}” as news."
            yield _until(term.end + _SLACK, because)


def _since(day: dt.date, because: str) -> Fact:
    return Fact(low=day, because=because, trust=Trust.FAIR, present=True)


def _until(day: dt.date, because: str) -> Fact:
    return Fact(high=day, because=because, trust=Trust.WEAK, quiet=True)

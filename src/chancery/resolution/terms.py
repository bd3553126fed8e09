"""Bounds on the day of a report from who is in office in it.

"Secretary of State Berg met her guest" was not written before she took the office; and not after
she left it, if it is told as news. "Former" puts a report after the end, "designate" before the
start. Terms come from reference tables and from what other reports say; the reasons name which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.reference import Reference
from chancery.resolution.constraints import Fact, Trust
from chancery.resolution.coreference import Referents
from chancery.resolution.entities import Cast
from chancery.resolution.names import Judgement, PersonName, compare_names, read_name
from chancery.resolution.people import fits_office, is_gone, is_to_come
from chancery.resolution.scene import Scene
from chancery.resolution.shown import LOWER, SHORT_TITLES, Shown, find_shown, plain_office
from chancery.resolution.sightings import Sighting

_SLACK: Final = dt.timedelta(days=7)
"""News of somebody's last day in office appears some days later."""
_ZONE: Final = dt.timedelta(days=1)
_NEWLY: Final = dt.timedelta(days=366)
"""For how long somebody is called new or newly appointed."""
_COMING: Final = dt.timedelta(days=31)
"""Who comes back is given the title from the vote on, some weeks before the oath."""
_BREAK: Final = 2 * _COMING
_SAME: Final = dt.timedelta(days=200)
"""Two tables that put a start no further apart tell of one spell."""
_LOOSE: Final = frozenset({"secretary", "leader", "head of state", "head of government"})
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
            term = Term(name=name, office=plain_office(row.office), of=row.of, by=by, **_ends(row.start, row.end))
            terms.by_surname.setdefault(name.surname, []).append(term)
    changes: dict[tuple[str, str], list[Sighting]] = {}
    for seen in sorted(sightings, key=lambda s: (s.person, s.office, s.of or "", s.evidence, s.relation)):
        if seen.relation in {"assumes", "leaves"} and seen.when is not None and seen.when.has_year:
            changes.setdefault((seen.person, plain_office(seen.office)), []).append(seen)
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


def find_term_facts(scene: Scene, told: Referents, cast: Cast, terms: Terms) -> tuple[Fact, ...]:
    """Return what the people in office in a report say about its day.

    Args:
        scene: The report.
        told: Whom its mentions mean.
        cast: Everyone of all reports.
        terms: Who held what when.
    """
    shown = list(find_shown(scene, told))
    fitting = [(one, term, gaps) for one in shown for term, gaps in _fitting(scene, one, cast, terms)]
    guessed = {(one.office, one.local.ref) for one, *_ in fitting if one.untitled}
    shared = [office for office, _ in guessed]
    facts = [
        fact
        for one, term, gaps in fitting
        if not one.untitled or shared.count(one.office) == 1  # of two who held it the report may mean either
        for fact in (*_bounds(one, term), *_gaps(one, term, gaps))
    ]
    return tuple(dict.fromkeys(facts))


_Gap = tuple[dt.date, dt.date]


def _fitting(scene: Scene, one: Shown, cast: Cast, terms: Terms) -> Iterator[tuple[Term, tuple[_Gap, ...]]]:
    """Yield the one term that a title stands for, the hull of those that fit, with the days between them."""
    office = plain_office(one.office)
    person = cast.ids.get(one.local.ref)
    for term, reports in terms.by_person.get(person or "", ()):
        mine = one.of is None or term.of in {None, one.of}
        if scene.report.id not in reports and mine and _fits(office, None, term, known=True):
            yield term, ()
    name = one.local.fullest
    found = [
        term for term in terms.by_surname.get(name.surname, ())
        if _fits(office, one.of, term, known=bool(name.given)) and _is_named(name, term)
    ]  # fmt: skip
    near = [term for term in found if one.of is not None or name.given or term.of in one.local.around]
    if not near and office in SHORT_TITLES and len({_person(term) for term in found}) == 1:
        near = found
    if near:
        yield _hull(near), _between(near)


def named_terms(name: PersonName, office: str | None, terms: Terms) -> Iterator[Term]:
    """Yield the terms of reference tables that a name can mean, in the office of a title where there is one."""
    for term in terms.by_surname.get(name.surname, ()):
        fits = office is None or _fits(plain_office(office), None, term, known=True)
        if fits and term.of is not None and _is_named(name, term):
            yield term


def _person(term: Term) -> tuple[str, str, str | None]:
    return term.name.first, term.name.surname, term.of


def _fits(office: str, of: str | None, term: Term, *, known: bool) -> bool:
    """Tell whether a title can mean an office; only a title that goes without its field may be less exact."""
    loose = office in _LOOSE and not term.office.startswith(LOWER) and fits_office(office, term.office)
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


def _between(found: Sequence[Term]) -> tuple[_Gap, ...]:
    """Return the stretches between spells in which none of them ran: a president who came back after four years."""
    spells = [(term.start, term.end or dt.date.max) for term in (_completed(term, found) for term in found)]
    known = sorted((start, end) for start, end in spells if start is not None)
    if len(known) != len(spells):
        return ()
    ends = accumulate((end for _, end in known), max)
    between = [(end, start) for end, (start, _) in zip(ends, known[1:], strict=False) if start - end > _BREAK]
    return tuple((end + _SLACK + _ZONE, start - _COMING - _ZONE) for end, start in between)


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


def _bounds(one: Shown, term: Term) -> Iterator[Fact]:
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


def _gaps(one: Shown, term: Term, gaps: Iterable[_Gap]) -> Iterator[Fact]:
    """Yield the days between two spells in an office, on which nobody tells of its holder as news."""
    if is_gone(one.flags) or is_to_come(one.flags) or not (one.news and one.plain):
        return
    for first, last in gaps:
        out = f"was not {term.office} from {first - _SLACK} to {last + _COMING}"
        because = f"{term.by} {' '.join(term.name.words)} {out}; the report tells of \u201c{one.words}\u201d as news."
        yield Fact(gap=(first, last), because=because, trust=Trust.WEAK, quiet=True)


def _since(day: dt.date, because: str) -> Fact:
    return Fact(low=day, because=because, trust=Trust.FAIR, present=True)


def _until(day: dt.date, because: str) -> Fact:
    return Fact(high=day, because=because, trust=Trust.WEAK, quiet=True)

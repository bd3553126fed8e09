"""Names of people, states and organisations; the dossier of each; and one holding of an office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from chancery.model.facts import Question, Sighted
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy, Position, Vacancy
from chancery.record.browsing import UNDATED, Row, Wanted, occupancies_with, pledges_of
from chancery.record.finding import named_in
from chancery.record.visits import visit_parts
from chancery.views.bands import Band, draw_bands
from chancery.views.entry import held_words, make_occupancy_entry, post_words
from chancery.views.labels import Names, plain
from chancery.views.passages import Segment
from chancery.views.sources import NO_OUTLET, read_sources_of
from chancery.views.timescale import Stretch, choose_grain, lay_out
from chancery.views.vacancies import make_vacancy_entry, vacancy_words
from chancery.views.visit_map import draw_visits
from chancery.views.who import contradictions, gap_lines, known_days
from chancery.web.asking import read_number
from chancery.web.pages.chronicle import make_items
from chancery.web.pages.deciding import make_word
from chancery.web.pages.ledger import make_pledges
from chancery.web.pages.searching import make_segments
from chancery.web.pages.words import spoken
from chancery.web.site import Visit, answered

_PAGE: Final = 200
_SHOWN: Final = 25  # events or quotations that a dossier shows; the chronicle has all
_NAMED: Final = 5  # reports that a name of an organisation or state is shown in
_PINS: Final = 12  # places where a spelling occurs
_FOOT: Final = 24.0
_KINDS: Final = ("person", "organisation", "state", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficesPicture:
    """The offices of a dossier, drawn."""

    stretches: tuple[Stretch, ...]
    bands: tuple[Band, ...]
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One spelling of a name, with where it occurs.

    Attributes:
        places: `(report id, outlet, start of the words, sentence, why it was taken for the same person)`.
        number: How many reports use it.
    """

    name: str
    places: tuple[tuple[str, str, int, str, tuple[str, ...]], ...]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One name of what is no person, with the latest reports that have it.

    Attributes:
        number: How many reports have it.
        places: `(report id, outlet, the words around)`.
    """

    name: str
    number: int
    places: tuple[tuple[str, str, tuple[Segment, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow:
    """One holding of an office, in words."""

    id: str
    holder: str
    name: str
    office: str
    held: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyRow:
    """One vacancy of an office, in words."""

    id: str
    office: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionTold:
    """All that is told of one position: its holders and claimants, when it is vacant, and what does not fit.

    Attributes:
        disputes: Where reports do not fit together, or tell of nobody, in words.
    """

    held: tuple[OfficeRow, ...]
    vacancies: tuple[VacancyRow, ...]
    disputes: tuple[str, ...]


def show_all(visit: Visit) -> Response:
    """List entities of one kind."""
    params = visit.request.query_params
    kind = params.get("kind", "person")
    kind = kind if kind in _KINDS else "person"
    text = params.get("text", "").strip()[:_PAGE]
    told = {**visit.directory.choices["states"], **visit.directory.choices["people"]}
    found = [one for one in visit.names.entities.values() if one.kind == kind and _is_called(one, text)]
    ordered = sorted(found, key=lambda one: (-told.get(one.id, 0), one.name.casefold(), one.id))
    number = read_number(params.get("page"), least=1, most=100_000, otherwise=1)
    shown = ordered[(number - 1) * _PAGE : number * _PAGE]
    return visit.page(
        "entities.html",
        kind=kind,
        kinds=_KINDS,
        text=text,
        total=len(ordered),
        number=number,
        more=len(ordered) > number * _PAGE,
        items=[(one, [plain(n) for n in one.names if n != one.name][:_PINS], told.get(one.id, 0)) for one in shown],
    )


def show(visit: Visit) -> Response:
    """Show a dossier."""
    entity = visit.names.entities.get(visit.request.path_params["id"])
    if entity is None:
        raise visit.missing("entity")
    person = entity.kind is EntityKind.PERSON
    wanted = Wanted(people=(entity.id,)) if person else Wanted(states=(entity.id,))
    visits = visit.events(Wanted(people=wanted.people, states=wanted.states, type="CONSULT", mode="visit"))
    rows = visit.events(wanted)
    held = _held(visit, entity)
    words, spoken_in_all = spoken(visit, wanted, _SHOWN)
    return visit.page(
        "entity.html",
        entity=entity,
        name=visit.names.of(entity.id),
        state=visit.names.state(entity.country) if entity.country not in {None, entity.id} else "",
        offices=[_office_row(one, visit.names) for one in held],
        vacancies=[_vacancy_row(one) for one in _vacant(visit) if one.post.of == entity.id],
        picture=_draw(held, visit.names, rows if person else ()),
        spellings=_spellings(visit, visit.record.sighted(entity.id)),
        visits=make_items(visit, visits[-_SHOWN:]),
        visits_in_all=len(visits),
        map=visit.lasting(
            ("map", entity.id), lambda: draw_visits(visit_parts(visit.record, wanted), entity, visit.names)
        ),
        events=make_items(visit, rows[-_SHOWN:]),
        events_in_all=len(rows),
        words=words,
        words_in_all=spoken_in_all,
        pledges=make_pledges(pledges_of(visit.record, [entity.id])[:_SHOWN], visit.names),
        named=[] if person else _named(visit, entity),
        questions=[_asked(one, entity.id, visit.names) for one in visit.record.questions(entity.id)],
        asks={"person": [entity.id]} if person else {"state": [entity.id]},
        partners=_partners(visit, entity),
        word=make_word(visit, entity),
    )


def show_office(visit: Visit) -> Response:
    """Show one holding of an office."""
    found = occupancies_with(visit.record, [visit.request.path_params["id"]])
    if not found:
        raise visit.missing("occupancy")
    (occupancy,) = found
    sources = read_sources_of(visit.record, {piece.report for piece in occupancy.evidence})
    entry = make_occupancy_entry(occupancy, visit.names, sources)
    word = make_word(visit, occupancy)
    return visit.page(
        "entry.html",
        entry=entry,
        title=entry.heading,
        eyebrow="Office claimed" if occupancy.status == "claimed" else "Office held",
        holder=occupancy.holder,
        word=word,
        position=_position(visit, occupancy.post),
    )


def show_vacancy(visit: Visit) -> Response:
    """Show what reports say of a position that nobody holds."""
    wanted = visit.request.path_params["id"]
    found = next((one for one in _vacant(visit) if one.id == wanted), None)
    if found is None:
        raise visit.missing("vacancy")
    sources = read_sources_of(visit.record, {piece.report for piece in found.evidence})
    entry = make_vacancy_entry(found, visit.names, sources)
    return visit.page(
        "entry.html",
        entry=entry,
        title=entry.heading,
        eyebrow="Vacancy",
        owner=found.post.of if found.post.of in visit.names.entities else None,
        position=_position(visit, found.post),
    )


def _vacant(visit: Visit) -> Sequence[Vacancy]:
    found: tuple[Vacancy, ...] = visit.lasting("vacancies", visit.record.vacancies)
    return found


def _vacancy_row(one: Vacancy) -> VacancyRow:
    return VacancyRow(id=one.id, office=plain(one.post.office), when=vacancy_words(one))


def _position(visit: Visit, post: Position) -> PositionTold:
    """Gather all that is told of the position of a holding or a vacancy."""
    of_post = replace(post, office=post.office.removeprefix("acting "))
    everybody: tuple[Occupancy, ...] = visit.lasting("occupancies", visit.record.occupancies)
    wanted = {of_post.office, f"acting {of_post.office}"}
    held = [one for one in everybody if post.of is not None and one.post.of == post.of and one.post.office in wanted]
    held.sort(key=lambda one: (known_days(one)[0] or dt.date.max, one.id))
    vacant = [one for one in _vacant(visit) if one.post == of_post]
    return PositionTold(
        held=tuple(_office_row(one, visit.names) for one in held[:_PAGE]),
        vacancies=tuple(map(_vacancy_row, vacant)),
        disputes=(*contradictions(held, vacant, visit.names), *gap_lines(held, visit.names)),
    )


def _is_called(entity: Entity, text: str) -> bool:
    return not text or any(text.casefold() in name.casefold() for name in entity.names)


def _held(visit: Visit, entity: Entity) -> Sequence[Occupancy]:
    """Return the offices of a person, or those of a state or organisation."""
    if entity.kind is EntityKind.PERSON:
        return visit.record.occupancies(holder=entity.id)
    held: tuple[Occupancy, ...] = visit.lasting("occupancies", visit.record.occupancies)
    return [one for one in held if one.post.of == entity.id]


def _office_row(one: Occupancy, names: Names) -> OfficeRow:
    return OfficeRow(
        id=one.id,
        holder=one.holder,
        name=names.of(one.holder),
        office=post_words(one, names),
        held=held_words(one),
        status="" if one.status == "current" else one.status,
    )


def _draw(held: Sequence[Occupancy], names: Names, rows: Sequence[Row]) -> OfficesPicture | None:
    """Draw offices on a scale of their own; None where nothing about them is dated.

    Args:
        held: The offices.
        names: What people and states are called.
        rows: Events of the holder: the scale reaches to the last of them where an office has no known end.
    """
    days = [day for one in held for day in known_days(one) if day is not None]
    days += [day for one in held for end in (one.start, one.end) if end for day in (end.earliest, end.latest) if day]
    if not days:
        return None
    if any(one.end is None for one in held):
        days += [dt.date.fromisoformat(max(row.day for row in rows if row.day != UNDATED))] if _dated(rows) else []
    stretches = lay_out(min(days), max(days), choose_grain(min(days), max(days)))
    bands = draw_bands(held, [stretch.tick for stretch in stretches], names, top=_FOOT)
    if not bands:
        return None
    return OfficesPicture(stretches=stretches, bands=bands, height=bands[-1].y + bands[-1].height)


def _dated(rows: Sequence[Row]) -> bool:
    return any(row.day != UNDATED for row in rows)


def _spellings(visit: Visit, sighted: Sequence[Sighted]) -> list[Spelling]:
    """Group the places where a person is named by how the name is spelled."""
    by_name: dict[str, list[Sighted]] = {}
    for one in sighted:
        by_name.setdefault(plain(one.name), []).append(one)
    publishers = visit.directory.publishers
    return [
        Spelling(
            name=name,
            places=tuple(
                (
                    one.evidence.report,
                    publishers[one.evidence.report].outlet,
                    one.evidence.span.start,
                    one.evidence.quote,
                    tuple(map(plain, one.because)),
                )
                for one in found[:_PINS]
                if one.evidence.report in publishers
            ),
            number=len({one.evidence.report for one in found}),
        )
        for name, found in sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _named(visit: Visit, entity: Entity) -> list[Naming]:
    """Return where reports name an organisation, state or place, under each of its names.

    Published pages link to the reports, and do not print what no entry rests on.
    """
    found = []
    for name in entity.names[:_PINS]:
        number, places = named_in(visit.record, name, visit.entries, _NAMED)
        if number:
            told = [
                (
                    one.id,
                    plain(one.outlet) if one.outlet else NO_OUTLET,
                    () if visit.site.excerpts else make_segments(words),
                )
                for one, words in places
            ]
            found.append(Naming(name=plain(name), number=number, places=tuple(told)))
    return sorted(found, key=lambda one: (-one.number, one.name))


def _asked(question: Question, entity: str, names: Names) -> tuple[str, str, str, str]:
    """Return who else this may be: id, name, what speaks for it and against it, and the question's id."""
    other = question.other if question.one == entity else question.one
    return other, names.of(other), "; ".join(map(plain, question.because)), question.id


def _partners(visit: Visit, entity: Entity) -> list[tuple[str, str]]:
    """Return the states that a state meets most, for the way to their relation."""
    if entity.kind is not EntityKind.STATE:
        return []
    mine = [(a if b == entity.id else b, n) for a, b, n in visit.pairs() if entity.id in {a, b}]
    return [(code, visit.names.state(code)) for code, _ in sorted(mine, key=lambda pair: -pair[1])[:_PINS]]


routes: Final = [
    Route("/entities", answered(show_all)),
    Route("/entities/{id}", answered(show)),
    Route("/offices/{id}", answered(show_office)),
    Route("/vacancies/{id}", answered(show_vacancy)),
]

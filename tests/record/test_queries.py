"""Questions to the record."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from chancery.errors import QueryError
from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy, Position
from chancery.record.store import Record
from record.made import MINISTER, PERU, RUSSIA, derive, make_event, make_observations, make_report, span_of

DATES = ["2021", None, "2020-10-23", "XXXX-11-29", "2020-10/..", "../2020-10-15", "2020-10"]


@pytest.fixture
def dated(empty: Record) -> Record:
    """Return a record of one event for each of `DATES`, in that order of reports."""
    for number in range(len(DATES)):
        empty.add(make_report(number), make_observations(make_report(number)))
    events = tuple(
        replace(make_event(make_report(n)), id=f"e-{date}", when=Edtf.parse(date) if date else None)
        for n, date in enumerate(DATES)
    )
    empty.conclude(Conclusions(entities=(MINISTER, PERU, RUSSIA), events=events))
    return empty


def _dates(record: Record, since: str | None, until: str | None) -> list[str]:
    found = record.events(since=Edtf.parse(since) if since else None, until=Edtf.parse(until) if until else None)
    return [event.id[2:] for event in found]


def test_queries_events_come_in_the_order_of_time(dated: Record) -> None:
    """Dates without a year come after all others, unknown dates last."""
    assert _dates(dated, None, None) == [
        "2020-10",
        "2020-10/..",
        "../2020-10-15",
        "2020-10-23",
        "2021",
        "XXXX-11-29",
        "None",
    ]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2020-10-24", None, {"2020-10", "2020-10/..", "2021"}),
        (None, "2020-10-22", {"../2020-10-15", "2020-10", "2020-10/.."}),
        ("2020-10-16", "2020-10-23", {"2020-10", "2020-10/..", "2020-10-23"}),
        ("2021", "2021", {"2020-10/..", "2021"}),
        ("2022", None, {"2020-10/.."}),
        ("../2020", None, set(DATES) - {None} | {"None"}),
    ],
)
def test_queries_events_that_may_lie_between_two_days(
    dated: Record, since: str | None, until: str | None, expected: set[str]
) -> None:
    """Both bounds are included; what has no known day is left out as soon as there is a bound."""
    assert set(_dates(dated, since, until)) == expected


def test_queries_bounds_may_be_plain_days(dated: Record) -> None:
    """A day of the calendar serves as well as an EDTF date."""
    assert [e.id for e in dated.events(since=dt.date(2021, 1, 1), until=dt.date(2021, 1, 1))] == [
        "e-2020-10/..",
        "e-2021",
    ]


@pytest.mark.parametrize(
    ("states", "found"),
    [((), 6), (("PER",), 6), (("PER", "RUS"), 6), (("PER", "FRA"), 0), (("ana-quispe",), 6), (("rus' OR 1=1 --",), 0)],
)
def test_queries_events_of_all_given_states(filled: Record, states: tuple[str, ...], found: int) -> None:
    """Every state must take part, by itself or through someone who acts for it."""
    assert len(filled.events(states=states)) == found


def test_queries_events_of_a_type(filled: Record) -> None:
    """Only that type is returned."""
    assert len(filled.events(type="CONSULT")) == 6
    assert filled.events(type="AID") == ()


def test_queries_quotations_of_a_speaker(filled: Record) -> None:
    """Joint speakers count as speakers; state and date narrow the choice."""
    assert len(filled.quotations(speaker="ana-quispe")) == 6
    assert len(filled.quotations(speaker="PER", state="PER")) == 6
    assert filled.quotations(speaker="RUS") == ()
    assert [str(q.when) for q in filled.quotations(until=Edtf.parse("2020-02"))] == ["2020-01-01", "2020-02-02"]


def test_queries_entities_of_a_kind(filled: Record) -> None:
    """Entities come by id."""
    assert [entity.id for entity in filled.entities()] == ["PER", "RUS", "ana-quispe"]
    assert filled.entities(kind=EntityKind.PERSON) == (MINISTER,)
    assert filled.entity("PER") == PERU
    assert [occupancy.id for occupancy in filled.occupancies(holder="ana-quispe")] == ["o-quispe"]


@pytest.mark.parametrize(
    ("name", "kind", "entry"),
    [
        ("PER", "entity", "PER"),
        ("lima", "entity", "PER"),
        ("ANA QUISPE", "entity", "ana-quispe"),
        ("ana-q", "entity", "ana-quispe"),
        (make_report(2).id, "report", make_report(2).id),
        (make_report(2).id[:6], "report", make_report(2).id),
        (f"e-{make_report(2).id[:6]}", "event", f"e-{make_report(2).id}"),
        (f"q-{make_report(2).id}", "quotation", f"q-{make_report(2).id}"),
        (f"p-{make_report(2).id[:9]}", "pledge", f"p-{make_report(2).id}"),
        ("o-", "occupancy", "o-quispe"),
    ],
)
def test_queries_find_by_id_name_or_beginning(filled: Record, name: str, kind: str, entry: str) -> None:
    """An id, a name in any case, or the beginning of an id is enough."""
    found_kind, found = filled.find(name)
    assert (found_kind, found.id) == (kind, entry)


@pytest.mark.parametrize(
    ("name", "code"), [("e-", "C052"), ("nobody", "C050"), ("", "C050"), ("  ", "C050"), ("%", "C050"), ("_ER", "C050")]
)
def test_queries_find_tells_none_and_many(filled: Record, name: str, code: str) -> None:
    """What fits nothing or several entries is told with a remedy."""
    with pytest.raises(QueryError, match=rf"\[{code}\]"):
        filled.find(name)


def test_queries_unknown_ids_are_told(filled: Record) -> None:
    """Asking for one entry that is not there is an error, not a None."""
    for ask in (filled.report, filled.entity, filled.event, filled.evidence_of):
        with pytest.raises(QueryError, match=r"\[C050\]"):
            ask("x")


def test_queries_evidence_of_a_fact_holds_its_parts_once(filled: Record) -> None:
    """The evidence of a fact, its tellings and its renderings comes in the order of the text."""
    report = make_report(2)
    words = [item.quote for item in filled.evidence_of(f"q-{report.id}")]
    assert words == ['"We agree 𓂀́," she said.', "We agree 𓂀́,"]
    assert filled.evidence_of(f"e-{report.id}") == (Evidence.of(report, span_of(report, "met her colleague in Lima")),)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("talks round", {"report"}),
        ("agree", {"report", "quotation"}),
        ("AGREE", {"report", "quotation"}),
        ("Gesundheit", set()),
        ('"; DROP TABLE report; --', set()),
        ("NEAR(agree* OR", set()),
        ("🤝", set()),
        ("", set()),
    ],
)
def test_queries_search_takes_any_words(filled: Record, words: str, kinds: set[str]) -> None:
    """All words must occur; signs that mean something to the engine mean nothing here."""
    hits = filled.search(words)
    assert {hit.kind for hit in hits} == kinds
    assert all("«" in hit.excerpt for hit in hits)


def test_queries_search_forgets_what_was_replaced(filled: Record) -> None:
    """Words of quotations that are no longer concluded are not found."""
    filled.conclude(replace(filled.conclusions(), quotations=()))
    assert {hit.kind for hit in filled.search("agree")} == {"report"}


def test_queries_counts(filled: Record) -> None:
    """The summary of a run counts every kind."""
    assert filled.counts() == {
        "reports": 6,
        "entities": 3,
        "people": 1,
        "states": 2,
        "organisations": 0,
        "places": 0,
        "occupancies": 1,
        "events": 6,
        "quotations": 6,
        "pledges": 6,
        "skipped": 0,
    }


TENURES = {
    "first": ("2015", "2017-10-15", None, "former"),
    "second": ("2017-10-16", None, "2018/2019", "current"),
    "unseen": (None, None, "2012-03-01", "current"),
}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2016-05-01", ("first", "unseen")),
        ("2017-10", ("first", "second", "unseen")),
        ("2018-06", ("second", "unseen")),
        ("2012-03-01", ("unseen",)),
        ("2030", ("second", "unseen")),
    ],
)
def test_queries_holders_are_those_whom_nothing_bars(empty: Record, day: str, expected: tuple[str, ...]) -> None:
    """The certain ones come first, then the possible ones, the nearest in time first."""
    report = make_report(1)
    empty.add(report, make_observations(report))
    proof = (Evidence.of(report, span_of(report, "Foreign Minister")),)

    def edtf(text: str | None) -> Edtf | None:
        return Edtf.parse(text) if text else None

    tenures = tuple(
        Occupancy(
            id=f"o-{name}",
            holder=name,
            post=Position(office="foreign minister", of="PER"),
            evidence=proof,
            start=edtf(start),
            end=edtf(end),
            seen=edtf(seen),
            status=status,
        )
        for name, (start, end, seen, status) in TENURES.items()
    )
    people = tuple(Entity(id=name, kind=EntityKind.PERSON, name=name, names=(name,)) for name in TENURES)
    empty.conclude(Conclusions(entities=people, occupancies=tenures))
    assert empty.holders("foreign minister", "PER", Edtf.parse(day)) == expected
    assert empty.holders("foreign minister", "RUS", Edtf.parse(day)) == ()


def test_queries_snapshot_sees_one_state(filled: Record) -> None:
    """Inside a snapshot, another program's work does not show."""
    with filled.snapshot():
        before = filled.counts()
        with Record.open(filled.path) as other:
            other.add(make_report(50), make_observations(make_report(50)))
            other.conclude(derive(other.inputs()))
        assert filled.counts() == before
        assert len(filled.events()) == 6
    assert len(filled.events()) == 7

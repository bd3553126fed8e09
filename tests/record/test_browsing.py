"""Browsing: indexes answer what going through all entries would; search finds every kind; watches see changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from chancery.errors import RecordError
from chancery.model.events import Event
from chancery.record import finding
from chancery.record.address import Address, Place
from chancery.record.browsing import (
    UNDATED,
    Wanted,
    about_reports,
    choices,
    event_rows,
    events_having,
    events_with,
    pairs,
    pins_of,
    pledges_of,
    quotation_rows,
    quotations_with,
    report_heads,
    tellers,
    words_of,
)
from chancery.record.copying import copy_record
from chancery.record.finding import CLOSE, KINDS, OPEN, find_words
from chancery.record.owners import read_owners
from chancery.record.stock import compare_stocks, take_stock
from chancery.record.store import Record
from chancery.record.watch import Watch
from postgresql import Server
from record.made import derive, make_observations, make_report
from views.samples import REPORTS, make_conclusions, make_events, make_record


@pytest.fixture(scope="module")
def sample_path(
    store: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Place]:
    """Return a record of 38 varied events."""
    file = make_record(tmp_path_factory.mktemp("browsing") / "sample.db")
    if store == "sqlite":
        yield file
        return
    server: Server = request.getfixturevalue("server")
    database = server.make_database()
    place = Address.parse(server.address(database))
    with Record.open(file, readonly=True) as record, Record.open(place, create=True) as copy:
        copy_record(record, copy)
    yield place
    server.drop_database(database)


@pytest.fixture
def sample(sample_path: Place) -> Iterator[Record]:
    """Open it for reading."""
    with Record.open(sample_path, readonly=True) as record:
        yield record


def has_states(event: Event, *states: str) -> bool:
    """Tell whether all states take part."""
    return set(states) <= {who.state for who in (*event.actors, *event.recipients)}


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(), lambda _: True),
        (Wanted(states=("KAZ",)), lambda e: has_states(e, "KAZ")),
        (Wanted(states=("KAZ", "UZB")), lambda e: has_states(e, "KAZ", "UZB")),
        (Wanted(type="CONSULT"), lambda e: e.type == "CONSULT"),
        (Wanted(type="CONSULT", mode="visit"), lambda e: (e.type, e.mode) == ("CONSULT", "visit")),
        (Wanted(status="planned"), lambda e: e.status == "planned"),
        (Wanted(undated=True), lambda e: e.when is None or not (e.when.earliest or e.when.latest)),
        (
            Wanted(people=("aidar-nurlanov",)),
            lambda e: any(w.entity == "aidar-nurlanov" for w in e.actors + e.recipients),
        ),
        (Wanted(outlets=("Ferghana Observer",)), lambda e: REPORTS["site"].id in {t.report for t in e.tellings}),
    ],
)
def test_browsing_finds_what_going_through_all_finds(sample: Record, wanted: Wanted, fits: object) -> None:
    """Each filter, against the events themselves."""
    assert callable(fits)
    found = {row.id for row in event_rows(sample, wanted)}
    assert found == {event.id for event in make_events() if fits(event)}
    assert found


def test_browsing_lists_in_time_with_the_undated_last(sample: Record) -> None:
    """Days ascend; what has none stands at the end."""
    days = [row.day for row in event_rows(sample, Wanted())]
    assert days == sorted(days)
    assert days[-1] == UNDATED
    ids = [row.id for row in event_rows(sample, Wanted())][5:9]
    assert [event.id for event in events_with(sample, ids)] == ids


def test_browsing_by_days_keeps_what_may_lie_there(sample: Record) -> None:
    """An interval that touches the days is kept; what lies outside is not."""
    wanted = Wanted(since=dt.date(2024, 3, 1), until=dt.date(2024, 3, 31))
    kept = {row.id for row in event_rows(sample, wanted)}
    for event in make_events():
        first, last = (event.when.earliest, event.when.latest) if event.when else (None, None)
        may = (
            (first or last) is not None
            and (last or dt.date.max) >= wanted.since
            and (first or dt.date.min) <= wanted.until
        )
        assert (event.id in kept) == may, event


def test_browsing_by_words_asks_evidence_names_and_places(sample: Record) -> None:
    """Each word must stand somewhere: in the sentence, in a name, in the place."""
    by_sentence = {row.id for row in event_rows(sample, Wanted(text="canal"))}
    assert by_sentence == {e.id for e in make_events() if any("canal" in p.quote.lower() for p in e.evidence)}
    assert event_rows(sample, Wanted(text="tashkent aidar"))
    assert event_rows(sample, Wanted(text="nothing-of-the-kind")) == ()
    for wild in ("%", "_", '"', "NEAR(", "a* OR b", "\x00", "canal AND"):
        event_rows(sample, Wanted(text=wild))


def test_browsing_by_words_keeps_the_list_in_its_order(sample: Record) -> None:
    """Of a list that is there already, those are kept that have the words."""
    rows = event_rows(sample, Wanted(states=("KAZ",)))
    kept = events_having(sample, rows, ("canal",))
    assert kept == event_rows(sample, Wanted(states=("KAZ",), text="canal"))
    assert 0 < len(kept) < len(rows)


def test_owners_know_whose_each_piece_of_evidence_is(sample: Record) -> None:
    """What is kept in memory says what the entries themselves say."""
    with sample.transaction() as connection:
        owners = read_owners(connection)
        pieces = connection.exec_driver_sql("SELECT number, owner FROM evidence").all()
    events = {event.id: event for event in make_events()}
    for number, owner in pieces:
        (at,) = [at for at, marked in enumerate(owners.mark([number])) if marked]
        assert owners.ids[at] == owner
    stretch = owners.stretches["event"]
    assert set(owners.ids[stretch.start : stretch.stop]) == set(events)
    for at in stretch:
        event = events[owners.ids[at]]
        assert set(owners.states[at]) == {who.state for who in (*event.actors, *event.recipients) if who.state}
        assert all(at in owners.events_of[state] for state in owners.states[at])
    days = [owners.days[at] for at in stretch]
    dated = [day for day in days if day != UNDATED]
    assert days == [UNDATED] * (len(days) - len(dated)) + sorted(dated)
    assert {whole: set(parts) for whole, parts in owners.parts.items()} == {
        event.part_of: {one.id for one in events.values() if one.part_of == event.part_of}
        for event in events.values()
        if event.part_of
    }
    assert owners.marked("pledge", owners.mark([])) == []
    assert not any(owners.mark([-1, 10**9]))  # of a record that has changed meanwhile


def test_owners_of_an_empty_record_own_nothing(tmp_path: Path) -> None:
    """There is nothing to look up, and nothing fails."""
    with Record.open(tmp_path / "empty.db", create=True) as record:
        assert find_words(record, "canal").totals["event"] == 0
        assert event_rows(record, Wanted(text="canal")) == ()


def test_browsing_quotations_and_pledges(sample: Record) -> None:
    """By speaker, words and party."""
    rows = quotation_rows(sample, Wanted(people=("aidar-nurlanov",), text="road"))
    (said,) = quotations_with(sample, [row.id for row in rows])
    assert said.speaker == "aidar-nurlanov"
    assert quotation_rows(sample, Wanted(states=("CHN",))) == ()
    assert [pledge.id for pledge in pledges_of(sample, ["KAZ", "UZB"])] == [pledge.id for pledge in sample.pledges()]
    assert pledges_of(sample, ["CHN"]) == ()


def test_browsing_counts_choices_and_pairs(sample: Record) -> None:
    """What menus offer is what the filters find."""
    found = choices(sample)
    for state, number in found["states"].items():
        assert number == len(event_rows(sample, Wanted(states=(state,))))
    for code, number in found["acts"].items():
        kind, _, mode = code.partition("/")
        assert number == sum((e.type, e.mode or "") == (kind, mode) for e in make_events())
    for one, other, number in pairs(sample, 100):
        assert number == len(event_rows(sample, Wanted(states=(one, other))))


def test_browsing_reports_without_reading_all(sample: Record) -> None:
    """Heads, pins and outlets agree with the reports themselves."""
    heads = report_heads(sample)
    assert {head.id: head.outlet for head in heads.values()} == {r.id: r.outlet for r in REPORTS.values()}
    name = REPORTS["agency"].id
    reports, datings, reprints = about_reports(sample, {name})
    assert (set(reports), str(datings[name].published), reprints) == ({name}, "2024-03-15", ())
    for start, end, _, owner in pins_of(sample, name):
        assert any(pin.span.start == start and pin.span.end == end for pin in sample.evidence_of(owner))
    assert tellers(sample)["Ferghana Observer"] == {
        row.id for row in event_rows(sample, Wanted(outlets=("Ferghana Observer",)))
    }


def test_words_of_a_search_are_few_and_short() -> None:
    """A search of a thousand words asks for eight; a word of a thousand letters for its beginning."""
    assert words_of("The the loan, LOAN!") == ("the", "loan")
    assert len(words_of(" ".join(map(str, range(1000))))) == 8
    assert len(words_of("x" * 1000)[0]) == 64


def test_finding_counts_and_brings_every_kind(sample: Record) -> None:
    """Excerpts mark the words; totals count entries, not sentences."""
    found = find_words(sample, "canal")
    kinds = {hit.kind for hit in found.found}
    assert {"event", "pledge", "report"} <= kinds
    assert all(f"{OPEN}canal{CLOSE}" in hit.excerpt.lower() for hit in found.found)
    assert found.totals["event"] == len({hit.id for hit in found.found if hit.kind == "event"})
    assert found.totals["event"] == len(event_rows(sample, Wanted(text="canal")))
    named = find_words(sample, "nurlanov", kinds=("entity",))
    assert [(hit.kind, hit.id) for hit in named.found] == [("entity", "aidar-nurlanov")]
    assert find_words(sample, "?!").found == ()


def test_finding_lists_the_latest_where_too_much_has_the_words(sample: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted stays the same; what is listed are the latest, marked as the best are."""
    best = find_words(sample, "canal", limit=100)
    assert best.latest == frozenset()
    monkeypatch.setattr(finding, "RANKED", 0)
    latest = find_words(sample, "canal", limit=3)
    assert (latest.totals, latest.states, latest.outlets) == (best.totals, best.states, best.outlets)
    assert latest.latest == {kind for kind in KINDS if best.totals[kind] and kind != "entity"}
    listed = [hit.id for hit in latest.found if hit.kind == "event"]
    in_time = [row.id for row in event_rows(sample, Wanted(text="canal")) if row.day != UNDATED]
    assert listed == in_time[:-4:-1]
    assert all(f"{OPEN}canal{CLOSE}" in hit.excerpt.lower() for hit in latest.found)
    scores = [hit.score for hit in latest.found if hit.kind == "report"]
    assert scores == sorted(scores, reverse=True)


def test_finding_narrows_by_state_and_outlet(sample: Record) -> None:
    """What is narrowed is a part of the whole."""
    whole = find_words(sample, "canal", limit=100)
    part = find_words(sample, "canal", state="TJK", limit=100)
    assert {hit.id for hit in part.found} < {hit.id for hit in whole.found}
    assert part.totals["event"] == whole.states["TJK"]
    told = find_words(sample, "canal", outlet="Steppe News Agency", limit=100)
    assert told.totals["report"] == whole.outlets["Steppe News Agency"]


def test_stocks_tell_what_is_new_changed_and_gone(tmp_path: Path) -> None:
    """One more report adds entries, and changes what rests on more sentences now."""
    with Record.open(tmp_path / "a.db", create=True) as record:
        for number in range(2):
            record.add(make_report(number), make_observations(make_report(number)))
        record.conclude(derive(record.inputs()))
        before = take_stock(record)
        assert compare_stocks(before, take_stock(record)) == ()
        record.add(make_report(2), make_observations(make_report(2)))
        record.conclude(derive(record.inputs()))
        changes = {change.kind: change for change in compare_stocks(before, take_stock(record))}
    assert {kind: len(change.added) for kind, change in changes.items()} == {
        "report": 1,
        "event": 1,
        "quotation": 1,
        "pledge": 1,
        "occupancy": 0,
    }
    assert changes["occupancy"].changed == ("o-quispe",)
    back = compare_stocks(take_after(tmp_path / "a.db"), before)
    assert {change.kind: len(change.gone) for change in back}["event"] == 1


def take_after(path: Path) -> dict[str, dict[str, tuple[object, ...]]]:
    """Take stock of a record that is closed."""
    with Record.open(path, readonly=True) as record:
        return {kind: dict(entries) for kind, entries in take_stock(record).items()}


def test_watch_sees_what_others_write(tmp_path: Path) -> None:
    """The state stays until somebody writes, and changes when the file is another."""
    path = make_record(tmp_path / "a.db")
    watch = Watch(path)
    first = watch.state()
    assert watch.state() == first
    with Record.open(path) as record:
        record.conclude(make_conclusions())
    second = watch.state()
    assert second != first
    path.unlink()
    with pytest.raises(RecordError, match="C024"):
        watch.state()
    make_record(path)
    assert watch.state() != second
    watch.close()

"""The record for Python programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import chancery
from chancery.api.book import Book
from chancery.errors import QueryError, RecordError, UnsupportedFact
from chancery.views.exports.columns import TABLES
from views.samples import make_hostile_record, make_record, make_vacant_record


@pytest.fixture(scope="module")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of 38 varied events."""
    return make_record(tmp_path_factory.mktemp("record") / "sample.db")


@pytest.fixture
def book(sample_path: Path) -> Iterator[Book]:
    """Open it."""
    with chancery.open(sample_path, readonly=True) as book:
        yield book


class Tags(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag."""
        self.found.append((tag, dict(attrs)))


def test_public_names_are_there_and_no_others() -> None:
    """`from chancery import *` and completion offer what is documented."""
    assert set(chancery.__all__) == {"Book", "Edtf", "__version__", "open"}
    assert set(chancery.__all__) <= set(dir(chancery))
    assert all(getattr(chancery, name) for name in chancery.__all__)
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        chancery.close  # noqa: B018


def test_open_makes_a_record_and_refuses_what_is_none(tmp_path: Path) -> None:
    """A new file is an empty record; a text is none, and read-only there must be one."""
    with chancery.open(tmp_path / "new.db") as book:
        assert repr(book) == "<Book new.db: 0 reports, 0 events, 0 quotations, 0 pledges>"
        assert len(book.events()) == 0
    (tmp_path / "text.db").write_text("no record at all, only words", encoding="utf-8")
    for path, code in ((tmp_path / "text.db", "C020"), (tmp_path / "none.db", "C024")):
        with pytest.raises(RecordError) as caught:
            chancery.open(path, readonly=True)
        assert caught.value.code == code


@pytest.mark.parametrize("since", ["2024", dt.date(2024, 1, 1), chancery.Edtf.parse("2024")])
def test_events_are_chosen_by_state_date_and_type(book: Book, since: str | dt.date | chancery.Edtf) -> None:
    """States by any of their names, dates in any form."""
    chosen = book.events(["Kazakh", "Tashkent"], since=since, type="consult")
    assert len(chosen) > 0
    assert {event.type for event in chosen} == {"CONSULT"}
    assert book.events("KAZ", since="2024", type="CONSULT/visit")[0].mode == "visit"


def test_questions_that_make_no_sense_say_so(book: Book) -> None:
    """A state, a type or a date that there is not is an error with a hint."""
    with pytest.raises(QueryError, match="Did you mean Kazakhstan"):
        book.events("Kazakstan")
    with pytest.raises(QueryError, match="no type 'chat'"):
        book.events(type="chat")
    with pytest.raises(UnsupportedFact, match="C032"):
        book.events(since="last Tuesday")
    with pytest.raises(QueryError, match="C050"):
        book.event("nothing")


def test_results_are_lists(book: Book) -> None:
    """They count, slice, loop and compare."""
    events = book.events()
    assert len(events) == len(list(events)) == 38
    assert len(events[:5]) == 5
    assert events[0] == next(iter(events))
    assert events[0] in list(events[:3])
    assert repr(events[:5]) == "<5 events>"
    assert events[0].evidence[0].quote
    assert events[0].fact.id == events[0].id
    with pytest.raises(AttributeError):
        _ = events[0].colour


@pytest.mark.parametrize("table", ["events", "quotations", "pledges", "occupancies"])
def test_frames_have_the_columns_of_the_tables(book: Book, table: str) -> None:
    """pandas, polars and Arrow have the columns of the tidy export; empty results too."""
    results = {
        "events": book.events(),
        "quotations": book.quotations(),
        "pledges": book.pledges(),
        "occupancies": book.who("foreign minister", "KAZ"),
    }[table]
    names = [column.name for column in TABLES[table]]
    assert len(results) > 0
    for some in (results, results[:0]):
        assert list(some.to_pandas().columns) == names
        assert some.to_polars().columns == names
        assert some.to_arrow().num_rows == len(some)


def test_pandas_frames_are_ready_for_figures(book: Book) -> None:
    """Days are timestamps, scores numbers, unknown ones missing."""
    frame = book.events().to_pandas()
    assert str(frame["first_day"].dtype).startswith("datetime64")
    assert frame["score"].min() < 0 < frame["score"].max()
    assert frame["score"].isna().sum() == sum(event.score is None for event in book.events())


def test_who_and_quotations_and_search_answer(book: Book) -> None:
    """The other questions give what the commands give."""
    assert [holder.fact.holder for holder in book.who("minister of foreign affairs", "Kazakhstan")] == [
        "aidar-nurlanov"
    ]
    assert {said.speaker for said in book.quotations("Nurlanov")} == {"aidar-nurlanov"}
    assert len(book.quotations("Nurlanov", since="2030")) == 0
    hits = book.search("canal loan")
    assert len(hits) > 0
    assert list(hits.to_pandas().columns) == ["kind", "id", "excerpt", "score"]
    assert len(book.pledges(["KAZ", "UZB"])) > 0


def test_compare_sets_reports_side_by_side(book: Book) -> None:
    """A row for each report, with its own date and words."""
    event = next(event for event in book.events() if event.differences)
    for asked in (event, event.fact, event.id):
        comparison = book.compare(asked)
        assert len(comparison.to_pandas()) == len(comparison.accounts) > 1
        assert comparison.differences
        assert "reports, differing on" in repr(comparison)


def test_relation_counts_what_happened(book: Book) -> None:
    """Months follow one another; the range is there from three acts on; the plot names the two."""
    pytest.importorskip("matplotlib").use("Agg")
    relation = book.relation("KAZ", "UZB")
    frame = relation.to_pandas()
    assert (frame.index.to_series().diff().dropna().dt.days <= 31).all()
    assert frame["count"].sum() == sum(month.number for month in relation.months)
    assert (frame["low"].isna() | (frame["low"] <= frame["mean"])).all()
    assert relation.to_polars().columns == ["month", "count", "mean", "low", "high"]
    axes = relation.plot()
    assert axes.get_title() == "Kazakhstan and Uzbekistan"
    axes.figure.clear()


def test_relation_of_strangers_is_empty(book: Book) -> None:
    """Two states without an act between them have an index without months, and a plot that says so by being empty."""
    relation = book.relation("CHN", "TJK")
    assert relation.months == ()
    assert relation.to_pandas().empty


def test_notebooks_show_evidence(book: Book) -> None:
    """An event shows its sentences, marked, within their paragraphs, and who published them."""
    event = book.events("KAZ", type="CONSULT/visit")[0]
    html = event._repr_html_()
    assert "<mark>" in html
    assert event.evidence[0].quote.split(",")[0][:20] in html
    assert "Steppe News Agency" in html
    assert "38 events" in book.events()._repr_html_()


def test_notebooks_run_nothing_of_a_report(tmp_path: Path) -> None:
    """Markup, scripts and addresses of a hostile report are words and nothing else."""
    with chancery.open(make_hostile_record(tmp_path / "hostile.db"), readonly=True) as book:
        event = book.events()[0]
        pages = [event, book.events(), book.quotations(), book.compare(event), book.relation("KAZ", "UZB")]
        pages.append(book.search("script alert"))
        for page in pages:
            html = page._repr_html_()
            for tag, attributes in Tags(html).found:
                assert tag not in {"script", "img", "svg", "iframe", "object", "b", "i", "u"}, html[:200]
                assert not [name for name in attributes if name.startswith("on")]
                assert not (attributes.get("href") or "").startswith("javascript:")


def test_vacancies_are_given(tmp_path: Path) -> None:
    """What reports call vacant, of one office, on a day."""
    with chancery.open(make_vacant_record(tmp_path / "vacant.db"), readonly=True) as book:
        (found,) = book.vacancies("foreign minister", "Kazakhstan")
        assert str(found.start) == "2024-03-01"
        assert book.vacancies("foreign minister", "KAZ", on="2023") == ()
        assert book.vacancies("president", "KAZ") == ()

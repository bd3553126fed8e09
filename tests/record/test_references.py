"""Reference tables in a record, and what it thought of dates before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from chancery.model.dates import Edtf
from chancery.model.facts import Conclusions, Dating
from chancery.model.mentions import Observations
from chancery.model.reference import Reference, ReferenceKind, ReferenceTable, Tenure
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span
from chancery.record.address import Place
from chancery.record.store import Record

TABLE = ReferenceTable(
    name="made.csv",
    kind=ReferenceKind.OFFICEHOLDERS,
    digest="1",
    tenures=(
        Tenure(
            person="Vera Orlova", office="foreign minister", of="EST", start=Edtf.parse("2014-05-05"), wikidata="Q1"
        ),
        Tenure(person="Karl Dahl", office="president", of="EST", end=Edtf.parse("2016-05")),
    ),
)
REPORT = Report(
    id="0123456789abcdef", path="r", text="It rains.", blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, 9)),)
)


def dated(published: str | None, why: str = "A reason.") -> Conclusions:
    """Conclude nothing but a date."""
    when = Edtf.parse(published) if published else None
    basis = DateBasis.INFERRED if published else DateBasis.UNKNOWN
    return Conclusions(datings=(Dating(report=REPORT.id, published=when, basis=basis, because=(why,)),))


def test_tables_come_back_whole(path: Place) -> None:
    """What is imported is read back, also by the next program."""
    with Record.open(path, create=True) as record:
        assert record.reference() == Reference()
        assert record.import_reference(TABLE)
    with Record.open(path, readonly=True) as record:
        assert record.reference() == Reference(tables=(TABLE,))


def test_same_table_changes_nothing(path: Place) -> None:
    """The same bytes under the same name are imported once; a newer edition takes their place."""
    with Record.open(path, create=True) as record:
        assert record.import_reference(TABLE)
        assert not record.import_reference(TABLE)
        newer = replace(TABLE, digest="2", tenures=TABLE.tenures[:1])
        assert record.import_reference(newer)
        assert record.reference().tables == (newer,)


def test_tables_make_conclusions_stale(path: Place) -> None:
    """What was concluded without a table, or with it, is concluded again when that changes."""
    with Record.open(path, create=True) as record:
        record.add(REPORT, Observations(program="p"))
        record.conclude(dated(None), "p")
        assert record.is_concluded("p")
        record.import_reference(TABLE)
        assert not record.is_concluded("p")
        record.conclude(dated(None), "p")
        assert record.is_concluded("p")
        assert record.forget_reference("made.csv")
        assert not record.is_concluded("p")
        assert not record.forget_reference("made.csv")


def test_superseded_datings_are_kept_with_their_time(path: Place) -> None:
    """The record tells what it thought before, since when and until when; other reasons alone change nothing."""
    clock = iter(dt.datetime(2024, 5, day, tzinfo=dt.UTC) for day in range(1, 30))
    with Record.open(path, create=True, now=lambda: next(clock)) as record:
        record.add(REPORT, Observations(program="p"))
        for published, why in (("2014/..", "One."), ("2014/..", "Other."), ("2014-07", "Two."), (None, "None.")):
            record.conclude(dated(published, why), "p")
        first, second = record.past_datings(REPORT.id)
    assert (str(first.published), first.because, first.since) == ("2014/..", ("Other.",), None)
    assert (str(second.published), second.basis) == ("2014-07", DateBasis.INFERRED)
    assert first.until == second.since
    assert second.since < second.until


def test_superseded_datings_cannot_be_changed(path: Place) -> None:
    """What was thought is never overwritten, by whatever program."""
    with Record.open(path, create=True) as record:
        record.add(REPORT, Observations(program="p"))
        record.conclude(dated("2014"), "p")
        record.conclude(dated("2015"), "p")
        with pytest.raises(IntegrityError):
            record._connection.exec_driver_sql("UPDATE dating_past SET published = '1999'")

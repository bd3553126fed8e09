"""QuickStatements: every line follows the grammar of version 1, with items that reference tables gave."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind, Observations
from chancery.model.offices import Entity, Occupancy, Position
from chancery.model.reference import KnownState, ReferenceKind, ReferenceTable
from chancery.record.store import Record
from chancery.views.exports.material import Material
from chancery.views.exports.wikidata import time, write
from views.samples import make_conclusions, make_report

# Help:QuickStatements, version 1: item, property, value; qualifiers; sources, whose properties begin with S. Parts are
# parted by tabs; a value is an item, a time with its precision, a text in quotes, or a text with its language.
ITEM: Final = r"Q[1-9]\d*"
TIME: Final = r"[+-]\d{4,}-(?:\d\d)-(?:\d\d)T00:00:00Z/(?:9|10|11)"
TEXT: Final = r'"[^"\t\n]*"'
SPOKEN: Final = r'[a-z]{2,3}(?:-[a-z]+)?:"[^"\t\n]*"'
VALUE: Final = rf"(?:{ITEM}|{TIME}|{TEXT}|{SPOKEN})"
LINE: Final = re.compile(rf"{ITEM}\tP[1-9]\d*\t{VALUE}(?:\tP[1-9]\d*\t{VALUE})*(?:\tS[1-9]\d*\t{VALUE})*\n")


def lines_of(record: Record) -> list[str]:
    """Write a record's positions held."""
    with record.snapshot():
        return list(write(Material(record)))


@pytest.fixture
def known(tmp_path: Path) -> Record:
    """Return a record of one president and one acting minister, whose items tables gave."""
    report = replace(make_report("ministry"), url="https://mfa.example/1", title='The "new" office\tof the day')
    pin = Evidence.of(report, report.blocks[1].span)
    people = [
        Entity(id=f"p{number}", kind=EntityKind.PERSON, name=name, names=(name,), wikidata=item)
        for number, (name, item) in enumerate((("Ana Costa", "Q101"), ("Rui Lima", "Q102"), ("Tom Reed", None)))
    ]
    state = Entity(id="PER", kind=EntityKind.STATE, name="Peru", names=("Peru",), country="PER")
    held = [
        Occupancy(
            id=f"o{number}", holder=person, post=Position(office=office, of="PER"), evidence=(pin,), basis="stated",
            status=status, start=Edtf.parse(start) if start else None, end=Edtf.parse(end) if end else None,
        )
        for number, (person, office, status, start, end) in enumerate(
            (
                ("p0", "president", "former", "2018-10-02", "2020-11"),
                ("p0", "foreign minister", "former", "2014", None),
                ("p0", "prime minister", "former", "2015-05~", "2016/2017"),
                ("p1", "foreign minister", "acting", "2019", None),
                ("p2", "president", "current", "2021", None),
            )
        )
    ]  # fmt: skip
    record = Record.open(tmp_path / "a.db", create=True)
    record.add(report, Observations(program="0.1.0/1"))
    record.import_reference(
        ReferenceTable(
            name="states", kind=ReferenceKind.STATES, digest="1",
            states=(KnownState(code="PER", name="Peru", wikidata="Q419"),),
        )
    )  # fmt: skip
    empty = replace(make_conclusions(), **dict.fromkeys(("events", "quotations", "pledges", "datings", "reprints"), ()))
    empty = replace(empty, questions=(), sighted=())
    record.conclude(replace(empty, entities=(*people, state), occupancies=tuple(held)))
    return record


def test_lines_follow_the_grammar(known: Record) -> None:
    """Items and properties are real ones, quotes and tabs of a title break nothing, and each line has its source."""
    lines = lines_of(known)
    assert len(lines) == 3
    for line in lines:
        assert LINE.fullmatch(line), line
        cells = line.rstrip("\n").split("\t")
        assert cells[:2] == ["Q101", "P39"]
        assert cells[3:5] == ["P1001", "Q419"]
        assert cells[cells.index("S854") + 1] == '"https://mfa.example/1"'
        assert cells[cells.index("S1476") + 1].endswith('''"The 'new' office of the day"''')


def test_dates_have_the_precision_that_is_known(known: Record) -> None:
    """Start and end are qualifiers; a day has /11, a month /10, a year /9; what fits none is left out and counted."""
    told = {line.split("\t")[2]: line.rstrip("\n").split("\t") for line in lines_of(known)}
    president = told["Q30461"]
    assert president[5:9] == ["P580", "+2018-10-02T00:00:00Z/11", "P582", "+2020-11-00T00:00:00Z/10"]
    minister = told["Q7330070"]
    assert minister[5:7] == ["P580", "+2014-00-00T00:00:00Z/9"]
    assert "P582" not in minister
    prime = told["Q14212"]
    assert prime[5:7] == ["P580", "+2015-05-00T00:00:00Z/10"]
    assert "P582" not in prime  # 2016/2017 is no year
    material = Material(known)
    with known.snapshot():
        list(write(material))
    assert material.losses.counts["dates that Wikidata cannot write"] == 1
    assert material.losses.counts["people whose item the record does not know"] == 1
    assert material.losses.counts["offices that were only to be taken, claimed, or held for another"] == 1


@given(st.dates(), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_times_say_no_more_than_the_date(day: object, shape: str) -> None:
    """What is not known of a date is zero, and the precision says so."""
    text = format(day, shape).zfill(len(format(day, shape)))
    text = f"{int(text.split('-')[0]):04d}" + text[text.find("-") :] * ("-" in text)
    written = time(Edtf.parse(text))
    assert written is not None
    assert re.fullmatch(TIME, written)
    assert written[1:11].replace("-00", "") == text
    assert int(written.rpartition("/")[2]) == {4: 9, 7: 10, 10: 11}[len(text)]

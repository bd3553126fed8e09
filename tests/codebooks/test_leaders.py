"""The carried table of leaders."""

from __future__ import annotations

from itertools import pairwise

from chancery.codebooks.leaders import AS_OF, HEADS_AS_OF, MINISTERS_AS_OF, carried
from chancery.codebooks.organisations import organisations
from chancery.codebooks.states import states
from chancery.codebooks.titles import canonical_office
from chancery.model.dates import Edtf
from chancery.resolution.names import read_name

G20 = frozenset("ARG AUS BRA CAN CHN DEU FRA GBR IDN IND ITA JPN KOR MEX RUS SAU TUR USA ZAF".split())
ENVOYS = frozenset({"foreign minister", "foreign secretary", "secretary of state"})
DEPARTMENT = frozenset({"deputy secretary of state", "spokesperson"})


def test_leaders_are_whole_and_dated() -> None:
    """The rule of the table holds, and every row has an office in our words and ends after it begins."""
    table, *_ = carried().tables
    assert AS_OF in table.name
    assert {row.of for row in table.tenures if row.office in ENVOYS} == G20
    assert {row.of for row in table.tenures if row.of in organisations()} == {"UN", "NATO"}
    assert len({row.of for row in table.tenures}) >= 150
    assert {row.of for row in table.tenures if row.office in DEPARTMENT} == {"USA"}
    for row in table.tenures:
        assert row.of in states() or row.of in organisations()
        assert canonical_office(row.office) == row.office
        assert row.start is not None
        assert row.start.is_day
        assert row.end is None or row.start.before(row.end)
        assert not Edtf.parse(AS_OF).before(row.end or row.start)


def test_one_office_has_one_holder_at_a_time() -> None:
    """Terms in one office of one state do not overlap by more than the day of change."""
    by_post: dict[tuple[str | None, str], list[tuple[Edtf, Edtf | None]]] = {}
    for row in carried().tables[0].tenures:
        assert row.start is not None
        by_post.setdefault((row.of, row.office), []).append((row.start, row.end))
    for post, terms in by_post.items():
        ordered = sorted(terms, key=lambda term: term[0].sort_key)
        for (_, end), (start, _) in pairwise(ordered):
            assert end is not None, post
            assert not start.before(end), post


def test_ministers_follow_their_rule() -> None:
    """Foreign ministers of other states than the G20's, of 2012 or later, or of the same name."""
    _, table, _ = carried().tables
    assert MINISTERS_AS_OF in table.name
    late = {
        (row.of, read_name(row.person).surname) for row in table.tenures if row.end is None or row.end.text >= "2012"
    }
    for row in table.tenures:
        assert row.of in states()
        assert row.of not in G20
        assert row.office == "foreign minister"
        assert row.start is not None
        assert row.start.is_day
        assert row.end is None or row.start.before(row.end)
        assert row.end is None or row.end.text >= "2012" or (row.of, read_name(row.person).surname) in late


def test_ministers_of_one_name_have_spells_apart() -> None:
    """Spells of one person in one state do not overlap: which of them a report means is open."""
    by_person: dict[tuple[str | None, str], list[tuple[Edtf, Edtf | None]]] = {}
    for row in carried().tables[1].tenures:
        assert row.start is not None
        by_person.setdefault((row.of, row.person), []).append((row.start, row.end))
    for person, spells in by_person.items():
        for (_, end), (start, _) in pairwise(sorted(spells, key=lambda spell: spell[0].sort_key)):
            assert end is not None, person
            assert end.before(start), person


def test_heads_follow_their_rule() -> None:
    """Heads of organisations, defence ministers of eight states and four more offices of one, nobody beside another."""
    *_, table = carried().tables
    assert HEADS_AS_OF in table.name
    bodies = [row for row in table.tenures if row.of in organisations()]
    ministers = [row for row in table.tenures if row.office == "defence minister"]
    others = [row for row in table.tenures if row not in bodies and row not in ministers]
    assert len({row.of for row in bodies}) >= 18
    assert {row.of for row in ministers} == set("CHN DEU FRA GBR IND JPN RUS USA".split())
    assert {row.of for row in others} == {"USA"}
    by_post: dict[tuple[str | None, str], list[tuple[Edtf, Edtf | None]]] = {}
    for row in table.tenures:
        assert canonical_office(row.office) == row.office
        assert row.start is not None
        assert row.end is None or row.start.before(row.end)
        assert not Edtf.parse("2025-11").before(row.end or row.start)
        by_post.setdefault((row.of, row.office), []).append((row.start, row.end))
    for post, terms in by_post.items():
        for (_, end), (start, _) in pairwise(sorted(terms, key=lambda term: term[0].sort_key)):
            assert end is not None, post
            assert not start.before(end), post

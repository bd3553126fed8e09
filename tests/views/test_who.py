"""Who held a position is told with its certainty; contradictions are told, not repaired."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chancery.model.dates import Edtf
from chancery.model.mentions import EntityKind, Observations
from chancery.model.offices import Occupancy, Position, Vacancy
from chancery.record.store import Record
from chancery.views.labels import Names
from chancery.views.who import Holding, find_gaps, find_holdings, find_overlaps, is_single, read_office, render_who
from views.samples import REPORTS, evidence, make_conclusions


def held(name: str, *, office: str = "president", **dates: str) -> Occupancy:
    """Make an occupancy of Uzbekistan."""
    return Occupancy(
        id=f"o-{name}",
        holder=name,
        post=Position(office=office, of="UZB"),
        evidence=(evidence("analysis", "appointed prime"),),
        **{key: Edtf.parse(value) for key, value in dates.items()},
    )


def test_two_holders_at_once_are_a_contradiction() -> None:
    """Days on which two are known to hold one office are told; a day of handing over is not."""
    first = held("a", start="2020-01-01", end="2022-06-30")
    rival = held("b", seen="2021-03-01/2021-05-01")
    heir = held("c", start="2022-06-30", seen="2023-01-01")
    (overlap,) = find_overlaps([first, rival, heir])
    assert (overlap.one.holder, overlap.other.holder) == ("a", "b")
    assert (overlap.first.isoformat(), overlap.last.isoformat()) == ("2021-03-01", "2021-05-01")


def test_offices_of_many_have_no_contradiction() -> None:
    """Two ambassadors at once are two ambassadors."""
    two = [held(name, office="ambassador", seen="2021/2022") for name in "ab"]
    assert find_overlaps(two) == ()
    assert is_single("acting foreign minister")
    assert not is_single("deputy foreign minister")


def test_contradiction_is_told_to_the_reader() -> None:
    """Both holders are shown, and that they do not fit together."""
    pair = (held("a", seen="2021-01-01/2021-12-31"), held("b", seen="2021-03-01/2021-04-01"))
    text = render_who([Holding(occupancy=o, known=True, because="") for o in pair], Names(()), on=None)
    assert "Reports do not fit together: a and b are both told to hold it, 1 Mar \u2013 1 Apr 2021." in text


def test_days_without_a_holder_are_a_gap() -> None:
    """Between a told end and the next told start nobody is known; an acting holder fills the gap."""
    first, heir = held("a", start="2020-01-01", end="2020-06-30"), held("b", start="2020-09-01")
    (gap,) = find_gaps([heir, first])
    assert (gap.first.isoformat(), gap.last.isoformat()) == ("2020-07-01", "2020-08-31")
    acting = held("c", office="acting president", start="2020-07-01", end="2020-08-31")
    assert find_gaps([first, acting, heir]) == ()
    assert find_gaps([first, held("d", seen="2021-01-01")]) == ()
    text = render_who([Holding(occupancy=o, known=True, because="") for o in (first, heir)], Names(()), on=None)
    assert "Nobody is known to have held it between a and b, Jul\u2013Aug 2020." in text


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Foreign Minister", "foreign minister"),
        ("secretary of state", "secretary of state"),
        ("Grand  Vizier", "grand vizier"),
    ],
)
def test_office_may_be_worded_in_many_ways(words: str, office: str) -> None:
    """The codebook's words are found; what it does not know stays as typed."""
    assert read_office(words) == office


def test_ended_holding_is_ruled_out(sample: Record) -> None:
    """After the end nobody is possible, and before the start neither."""
    for day, found in (("2019-06", 0), ("2021-06", 1), ("2024-06", 0)):
        assert len(find_holdings(sample, "prime minister", "UZB", Edtf.parse(day))) == found


def empty(**dates: str) -> Vacancy:
    """Make a vacancy of Uzbekistan's presidency."""
    days = {key: Edtf.parse(value) for key, value in dates.items()}
    post = Position(office="president", of="UZB")
    return Vacancy(id="v-1", post=post, evidence=(evidence("analysis", "appointed prime"),), **days)


def test_a_vacancy_is_told_with_its_words() -> None:
    """A position that nobody holds is shown, and that somebody is told to hold it then."""
    vacancy = empty(start="2021-01", seen="2021-05-01")
    text = render_who((), Names(()), on=None, vacancies=[vacancy])
    assert "President of Uzbekistan" in text
    assert "  Vacant since Jan 2021, told 1 May 2021: \u201cRustam Aliev was" in text
    holder = Holding(occupancy=held("a", seen="2021-03-01/2021-06-01"), known=True, because="")
    text = render_who([holder], Names(()), on=None, vacancies=[vacancy])
    assert "Reports do not fit together: a is told to hold it, and it is told to be vacant" in text
    before = Holding(occupancy=held("a", seen="2019-03-01/2020-06-01"), known=True, because="")
    assert "do not fit" not in render_who([before], Names(()), on=None, vacancies=[vacancy])


def test_a_claim_is_marked_and_contradicts() -> None:
    """Who only claims a position is shown as such beside its holder."""
    holder, rival = held("a", seen="2021-01-01/2021-12-31"), held("b", seen="2021-03-01/2021-04-01")
    pair = (holder, replace(rival, status="claimed"))
    text = render_who([Holding(occupancy=o, known=True, because="") for o in pair], Names(()), on=None)
    assert "b [claimed], seen" in text
    assert "a and b are told to hold it; b only claims it, or is recognised by some, 1 Mar \u2013 1 Apr 2021." in text


def test_an_office_of_nobody_told_is_its_holders_states(tmp_path: Path) -> None:
    """Who is only called "the speaker" is shown for the state that she acts for, and never as known."""
    made = make_conclusions()
    holder = next(one for one in made.entities if one.kind is EntityKind.PERSON and one.country == "UZB")
    speaker = Occupancy(
        id="o-speaker",
        holder=holder.id,
        post=Position(office="speaker of parliament", of=None),
        evidence=(evidence("ministry", "today I received"),),
        seen=Edtf.parse("2024-03-14"),
    )
    with Record.open(tmp_path / "one.db", create=True) as empty:
        for report in REPORTS.values():
            empty.add(report, Observations(program="test"))
        empty.conclude(replace(made, occupancies=(*made.occupancies, speaker)))
        (found,) = find_holdings(empty, "speaker of parliament", "UZB")
        assert (found.occupancy.id, found.known) == ("o-speaker", False)
        (on_day,) = find_holdings(empty, "speaker of parliament", "UZB", Edtf.parse("2024-03-14"))
        assert not on_day.known
        assert find_holdings(empty, "speaker of parliament", "KAZ") == ()
        text = render_who([found], Names(empty.entities()), on=Edtf.parse("2024-03"))
    assert text.startswith("Speaker of parliament of Uzbekistan in Mar 2024")
    assert "reports do not say whose office it is" in text

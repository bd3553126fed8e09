"""What several reports add up to."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.facts import Conclusions
from chancery.model.mentions import NamedBy, Observations
from chancery.model.pledges import PledgeState
from chancery.model.text import DateBasis, Report
from chancery.model.times import TimeBound, TimeKind, TimeMention, TimeUnit
from chancery.resolution.conclude import conclude
from resolution.drafts import Draft


def add_up(*drafts: Draft) -> Conclusions:
    """Conclude from drafts."""
    return conclude(draft.done() for draft in drafts)


def wire(published: str | None = "2023-05-02", *, day: int | None = 2) -> Draft:
    """Write a wire report of talks in Lima."""
    first = "Peruvian Foreign Minister Ana Costa met Chilean Foreign Minister Rui Lima in Lima on May 2."
    draft = Draft([first, f"Printed {published}."], published)
    ana = draft.person("Ana Costa", office="foreign minister", of="PER")
    rui = draft.person("Rui Lima", office="foreign minister", of="CHL")
    lima = draft.place("Lima", of="PER", nth=1)
    draft.office(ana)
    draft.office(rui)
    time = draft.day("May 2", None, 5, day) if day else None
    draft.event("met", "CONSULT", by=(ana, rui), place=lima, time=time)
    return draft


def readout(published: str | None = "2023-05-02", *, year: int | None = 2023) -> Draft:
    """Write the other side's account."""
    day = f"2 May {year}"
    draft = Draft([f"On {day} Minister Rui Lima held talks with Ana Costa.", "They opened a bridge."], published)
    time = draft.day(day, year, 5, 2)
    rui, ana = draft.person("Rui Lima", office="foreign minister", of="CHL"), draft.person("Ana Costa")
    draft.event("held talks", "CONSULT", by=(rui, ana), time=time)
    return draft


def test_conclude_joins_two_tellings_of_one_meeting() -> None:
    """Same type, people and day in two reports make one event with both tellings."""
    (event,) = add_up(wire(), readout()).events
    assert {p.entity for p in event.actors} == {"ana-costa", "rui-lima"}
    assert len(event.tellings) == 2
    assert str(event.when) == "2023-05-02"
    assert event.recipients == ()
    assert any("same participants" in reason for reason in event.because)


def test_conclude_keeps_a_meeting_still_to_come_from_the_one_just_held() -> None:
    """What a report plans beyond the talks that it tells of is another meeting."""
    first = "Peruvian Foreign Minister Ana Costa met Chilean Foreign Minister Rui Lima on 23 May 2023."
    draft = Draft([first, "Peru and Chile will meet before the month is out."], "2023-05-23")
    ana = draft.person("Ana Costa", office="foreign minister", of="PER")
    rui = draft.person("Rui Lima", office="foreign minister", of="CHL")
    draft.office(ana)
    draft.office(rui)
    peru, chile = draft.state("Peru", "PER", nth=1), draft.state("Chile", "CHL", nth=1)
    held = draft.day("23 May 2023", 2023, 5, 23)
    words = draft.span("before the month is out")
    draft.times.append(
        TimeMention(span=words, kind=TimeKind.SHIFT, bound=TimeBound.BY, unit=TimeUnit.MONTH, count=0, whole=True)
    )
    draft.event("met", "CONSULT", by=(ana, rui), time=held)
    draft.event("will meet", "CONSULT", by=(peru, chile), time=held + 1, status=EventStatus.PLANNED)
    assert [str(event.when) for event in add_up(draft).events] == ["2023-05-23", "2023-05-23/2023-05-31"]


def test_conclude_never_joins_different_known_days() -> None:
    """Meetings of the same people a year apart stay two."""
    assert len(add_up(wire(), wire("2024-05-02")).events) == 2
    later = readout("2024-05-03", year=2024)
    assert len(add_up(wire(), later).events) == 2


def test_conclude_lends_a_year_to_a_report_that_names_none() -> None:
    """The same meeting on the same day, told with its year elsewhere, dates the report."""
    undated = Draft(["Ana Costa met Rui Lima in Lima on May 2, and both were content."])
    ana, rui = undated.person("Ana Costa"), undated.person("Rui Lima")
    undated.event("met", "CONSULT", by=(ana, rui), time=undated.day("May 2", None, 5, 2))
    report, _ = undated.done()
    found = add_up(undated, readout())
    dating = next(d for d in found.datings if d.report == report.id)
    assert dating.published is not None
    assert dating.published.within(Edtf.parse("2023-05"))
    assert dating.basis is DateBasis.INFERRED
    assert any("2 May 2023" in reason for reason in dating.because)
    assert len(found.events) == 1


def test_conclude_says_where_tellings_differ() -> None:
    """Status and place that two reports give differently are listed with each version."""
    first = wire()
    second = Draft(["Ana Costa will meet Rui Lima in Cusco on 2 May 2023."], "2023-05-01")
    ana, rui = second.person("Ana Costa"), second.person("Rui Lima")
    cusco = second.place("Cusco", of="PER")
    time = second.day("2 May 2023", 2023, 5, 2)
    second.event("will meet", "CONSULT", by=(ana, rui), place=cusco, time=time, status=EventStatus.PLANNED)
    (event,) = add_up(first, second).events
    assert {difference.facet for difference in event.differences} == {"place", "status"}
    assert event.status is EventStatus.OCCURRED


def test_conclude_gives_a_visit_its_host_and_no_visitors_state() -> None:
    """A visit to a capital has the host state as recipient, with no entity for the capital."""
    draft = Draft(["Peruvian President Ana Costa travelled to Santiago on 3 May 2023."], "2023-05-03")
    peru = draft.state("Peruvian", "PER", by=NamedBy.ADJECTIVE)
    ana = draft.person("Ana Costa", office="president", of="PER")
    santiago = draft.place("Santiago", of="CHL")
    time = draft.day("3 May 2023", 2023, 5, 3)
    draft.office(ana)
    draft.event("travelled", "CONSULT", mode="visit", by=(ana,), to=(santiago, peru), time=time, place=santiago)
    found = add_up(draft)
    (event,) = found.events
    assert [(p.entity, p.state, p.sector) for p in event.actors] == [("ana-costa", "PER", "GOV")]
    assert [p.entity for p in event.recipients] == ["CHL"]
    assert {e.id for e in found.entities} == {"PER", "CHL", "ana-costa"}


def test_conclude_keeps_one_word_names_apart() -> None:
    """A surname alone joins nobody of another report, unless office and state agree."""
    named = wire()
    bare = Draft(["Costa won a race."])
    bare.person("Costa")
    titled = Draft(["Foreign Minister Costa of Peru spoke."])
    titled.person("Costa", office="foreign minister", of="PER")
    people = [e for e in add_up(named, bare, titled).entities if "Costa" in e.names]
    assert sorted(len(e.names) for e in people) == [1, 2]


def test_conclude_bounds_occupancies() -> None:
    """A start is stated, a successor ends the holding before, "former" ends without a day."""
    first = Draft(["Peruvian President Rui Lima spoke."], "2023-01-10")
    first.office(first.person("Rui Lima", office="president", of="PER"))
    second = Draft(["Ana Costa was sworn in as president of Peru on 1 March 2023."], "2023-03-01")
    ana = second.person("Ana Costa", office="president", of="PER")
    time = second.day("1 March 2023", 2023, 3, 1)
    second.office(ana, "assumes", time=time)
    third = Draft(["Former Peruvian prime minister Paulo Reis wrote a book."], "2023-04-01")
    third.office(third.person("Paulo Reis", office="prime minister", of="PER", flags=("former",)))
    held = {o.holder: o for o in add_up(first, second, third).occupancies}
    assert str(held["ana-costa"].start) == "2023-03-01"
    assert held["ana-costa"].basis == "stated"
    assert str(held["rui-lima"].end) == "2023-01-10/2023-03-01"
    assert held["rui-lima"].basis == "stated"
    assert str(held["paulo-reis"].end) == "../2023-04-01"
    assert held["paulo-reis"].status == "former"


def test_conclude_gives_two_spells_to_who_comes_back() -> None:
    """Who resumes a post holds it twice."""
    draft = Draft(
        [
            "Ana Costa became mayor on 1 March 2003.",
            "She left on 1 June 2005.",
            "Costa resumed the post on 1 May 2011.",
        ],
        "2011-06-01",
    )
    ana = draft.person("Ana Costa", office="mayor", of="PER")
    she = draft.pronoun("She", gender="f")
    again = draft.person("Costa", 1, office="mayor", of="PER")
    draft.office(ana, "assumes", time=draft.day("1 March 2003", 2003, 3, 1))
    draft.office(she, "leaves", time=draft.day("1 June 2005", 2005, 6, 1), name="mayor")
    draft.office(again, "assumes", time=draft.day("1 May 2011", 2011, 5, 1))
    spells = sorted((str(o.start), str(o.end)) for o in add_up(draft).occupancies)
    assert spells == [("2003-03-01", "2005-06-01"), ("2011-05-01", "None")]


def test_conclude_joins_renderings_of_the_same_words() -> None:
    """A translation by another report is a second rendering; a greeting is not."""
    one = Draft(["“The bridge will carry lorries before the winter comes,” Ana Costa said."], "2023-05-02")
    one.quote("The bridge will carry lorries before the winter comes,", by=(one.person("Ana Costa"),))
    other = Draft(["Ana Costa told the press that lorries would cross the bridge before winter."], "2023-05-03")
    ana = other.person("Ana Costa")
    other.quote("lorries would cross the bridge before winter", by=(ana,))
    (quotation,) = add_up(one, other).quotations
    assert len(quotation.renderings) == 2
    assert quotation.speaker == "ana-costa"


def test_conclude_names_no_speaker_for_a_question() -> None:
    """A journalist's question has an asker and no speaker."""
    draft = Draft(["Question: When will the bridge open?"], spoken=True)
    draft.quote("When will the bridge open?", asker=True, label="Question")
    (quotation,) = add_up(draft).quotations
    assert quotation.asker
    assert quotation.speaker is None


def test_conclude_orders_the_steps_of_a_pledge() -> None:
    """Sightings of one loan in two reports are one pledge with its history in order."""
    late = Draft(["Chile cancelled the loan of 5 million dollars to Peru on 9 June 2023."], "2023-06-09")
    chile, peru = late.state("Chile", "CHL"), late.state("Peru", "PER")
    late.pledge(
        "loan",
        PledgeState.CANCELLED,
        by=chile,
        to=peru,
        amount=5e6,
        currency="USD",
        time=late.day("9 June 2023", 2023, 6, 9),
    )
    early = Draft(["Chile promised Peru a loan of 5 million dollars on 2 May 2023."], "2023-05-02")
    chile, peru = early.state("Chile", "CHL"), early.state("Peru", "PER")
    early.pledge(
        "loan",
        PledgeState.PLEDGED,
        by=chile,
        to=peru,
        amount=5e6,
        currency="USD",
        time=early.day("2 May 2023", 2023, 5, 2),
    )
    (pledge,) = add_up(late, early).pledges
    assert [step.state for step in pledge.steps] == [PledgeState.PLEDGED, PledgeState.CANCELLED]
    assert (pledge.by, pledge.to) == ("CHL", "PER")


def test_conclude_joins_an_abbreviation_with_its_name() -> None:
    """A name that the text introduces in brackets is the organisation before it."""
    draft = Draft(["The Andean Water Board (AWB) met.", "The AWB wrote to Peru."])
    draft.organisation("Andean Water Board")
    draft.organisation("AWB")
    draft.organisation("AWB", 1)
    (entity,) = add_up(draft).entities
    assert entity.names == ("AWB", "Andean Water Board")


def _some_reports() -> list[tuple[Report, Observations]]:
    undated = Draft(["Costa met Rui Lima on May 2."])
    ana, rui = undated.person("Costa"), undated.person("Rui Lima")
    undated.event("met", "CONSULT", by=(ana, rui), time=undated.day("May 2", None, 5, 2))
    return [
        draft.done() for draft in (wire(), readout(), readout("2024-05-03", year=2024), undated, wire(None, day=None))
    ]


@settings(max_examples=40)
@given(st.permutations(_some_reports()))
def test_conclude_does_not_depend_on_the_order_of_reading(order: list[tuple[Report, Observations]]) -> None:
    """Every order of the reports gives the same conclusions."""
    assert conclude(order) == conclude(_some_reports())


def test_conclude_of_nothing_is_nothing() -> None:
    """No reports add up to no conclusions."""
    assert conclude(()) == Conclusions()


def test_conclude_gives_everything_evidence() -> None:
    """Every quote of evidence is what its report says at that place."""
    inputs = _some_reports()
    texts = {report.id: report.text for report, _ in inputs}
    found = conclude(inputs)
    for fact in (*found.events, *found.occupancies, *found.quotations, *found.pledges):
        assert fact.evidence
        for evidence in fact.evidence:
            evidence.check(texts[evidence.report])


def test_a_part_of_a_state_belongs_to_that_state() -> None:
    """Who governs Scotland is counted to the United Kingdom, as the schema's codes of countries ask."""
    draft = Draft(["Scottish First Minister Ann Muir met Norwegian Prime Minister Ola Lie."], "2023-05-02")
    draft.event(
        "met",
        "CONSULT",
        by=(
            draft.person("Ann Muir", office="first minister", of="GBR-SCT"),
            draft.person("Ola Lie", office="prime minister", of="NOR"),
        ),
    )
    countries = {entity.name: entity.country for entity in add_up(draft).entities}
    assert (countries["Ann Muir"], countries["Ola Lie"]) == ("GBR", "NOR")

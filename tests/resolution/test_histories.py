"""What became of a pledge, told by several reports of our own, from text to ledger."""

from __future__ import annotations

from chancery.codebooks.leaders import carried
from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.facts import Conclusions
from chancery.model.pledges import Pledge, PledgeState
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude


def concluded(*reports: tuple[str, str]) -> Conclusions:
    """Read reports, each a day and a text, and conclude them."""
    inputs = []
    for number, (day, text) in enumerate(reports):
        report = parse_report(f"{day}\n\n{text}".encode(), path=f"{number}.txt")
        inputs.append((report, observe(annotate(report), report, program="t")))
    return conclude(inputs, carried())


def steps(pledge: Pledge) -> list[str]:
    """Return the steps of a pledge in order."""
    return [step.state.value for step in pledge.steps]


def test_a_loan_is_followed_through_six_reports() -> None:
    """Each report adds its step with its own evidence, and contrary ones both stay."""
    (pledge,) = concluded(
        (
            "12 January 2022",
            "Japan will lend Laos $100 million for a railway, Foreign Minister Hayashi said in Vientiane.",
        ),
        ("10 February 2022", "Japan reaffirmed on Thursday its loan of $100 million to Laos."),
        ("8 March 2022", "Japan suspended the $100 million loan to Laos on Monday, citing the budget."),
        ("9 March 2022", "Japan has not suspended the $100 million loan to Laos, its finance ministry said."),
        ("20 April 2022", "Japan resumed the loan of $100 million to Laos on Tuesday."),
        ("30 May 2022", "Laos received the $100 million loan from Japan on Monday."),
    ).pledges
    assert steps(pledge) == ["pledged", "reaffirmed", "suspended", "reaffirmed", "resumed", "delivered"]
    assert len({step.evidence.report for step in pledge.steps}) == len(pledge.steps)
    assert pledge.because


def test_a_refusal_ends_what_was_promised() -> None:
    """A giver that will not send what it promised ends the promise, which is not told twice."""
    (pledge,) = concluded(
        ("12 January 2022", "Sweden promised Zambia forty ambulances."),
        ("3 May 2022", "Sweden will not send the ambulances that it promised Zambia, its aid minister said."),
    ).pledges
    assert steps(pledge) == ["pledged", "cancelled"]


def test_a_denial_stays_beside_what_is_denied() -> None:
    """A report that denies a promise does not undo the report that tells it."""
    (pledge,) = concluded(
        ("12 January 2022", "Qatar promised Lebanon $60 million for its army."),
        ("20 February 2022", "Qatar denied that it had promised Lebanon $60 million."),
        ("20 March 2022", "The $60 million that Qatar promised Lebanon arrived on Friday."),
    ).pledges
    assert steps(pledge) == ["pledged", "denied", "delivered"]


def test_a_deed_is_done_as_it_was_promised() -> None:
    """Prisoners promised are prisoners released; troops that were to leave have left."""
    found = concluded(
        ("12 January 2022", "Peru agreed to release sixty Chilean fishermen."),
        ("20 February 2022", "Peru released the Chilean fishermen on Saturday."),
        ("14 March 2022", "Rwanda pledged to withdraw its troops from Congo by June."),
        ("8 July 2022", "Rwanda withdrew its troops from Congo on Monday."),
    ).pledges
    assert sorted(map(tuple, map(steps, found))) == [("pledged", "delivered"), ("pledged", "delivered")]


def test_other_words_for_a_thing_become_a_question() -> None:
    """Fire engines and a consignment of equipment may be one gift: a person decides."""
    found = concluded(
        ("12 January 2022", "Austria undertook to send Kosovo twelve fire engines."),
        ("20 February 2022", "Austria pledged Kosovo a consignment of equipment."),
    )
    assert len(found.pledges) == 2
    assert [question.kind for question in found.questions] == ["same pledge"]


def test_a_state_s_own_affairs_are_no_pledges() -> None:
    """A deed that no other party has a part in is not entered."""
    assert concluded(("12 January 2022", "Peru pledged to cut fuel taxes by June.")).pledges == ()


def test_a_promise_only_recalled_comes_first() -> None:
    """Of "cancelled the hospital that it promised" the promise is the earlier step."""
    (pledge,) = concluded(("8 July 2022", "Turkey has cancelled the hospital that it promised Niger.")).pledges
    assert [step.state for step in pledge.steps] == [PledgeState.PLEDGED, PledgeState.CANCELLED]

"""Pledges know their parties from the text around them, and are found again in other reports."""

from __future__ import annotations

from chancery.model.pledges import Pledge, PledgeState
from chancery.resolution.conclude import conclude
from resolution.drafts import Draft


def pledges(*drafts: Draft) -> tuple[Pledge, ...]:
    """Conclude the pledges of drafts."""
    return conclude([draft.done() for draft in drafts]).pledges


def test_pledges_fill_in_the_other_of_two_states() -> None:
    """In a report that is clearly about two states, what the one promises is promised to the other."""
    draft = Draft(["Peru and Chile met.", "Peru promised a ferry.", "Chile was glad."])
    draft.state("Peru", "PER")
    draft.state("Chile", "CHL")
    peru = draft.state("Peru", "PER", 1)
    draft.state("Chile", "CHL", 1)
    draft.pledge("ferry", PledgeState.PLEDGED, by=peru)
    (pledge,) = pledges(draft)
    assert (pledge.by, pledge.to) == ("PER", "CHL")


def test_pledges_leave_the_taker_open_among_three_states() -> None:
    """Between two possible takers nobody is chosen."""
    draft = Draft(["Peru, Chile and Kenya met.", "Peru promised a ferry.", "Chile and Kenya were glad."])
    draft.state("Peru", "PER")
    draft.state("Chile", "CHL")
    draft.state("Kenya", "KEN")
    peru = draft.state("Peru", "PER", 1)
    draft.state("Chile", "CHL", 1)
    draft.state("Kenya", "KEN", 1)
    draft.pledge("ferry", PledgeState.PLEDGED, by=peru)
    (pledge,) = pledges(draft)
    assert (pledge.by, pledge.to) == ("PER", None)


def test_pledges_are_made_to_whom_the_sentence_gives() -> None:
    """The recipient of the promise in the same sentence takes the thing."""
    draft = Draft(["Peru promised that a ferry would reach Kenya.", "Chile and Nepal looked on."])
    peru = draft.state("Peru", "PER")
    draft.state("Kenya", "KEN")
    draft.state("Chile", "CHL")
    draft.state("Nepal", "NPL")
    draft.event("promised", "AGREE", by=(peru,))
    draft.pledge("ferry", PledgeState.PLEDGED, by=peru)
    (pledge,) = pledges(draft)
    assert (pledge.by, pledge.to) == ("PER", "KEN")


def test_pledges_of_one_thing_in_other_words_are_one() -> None:
    """A plural or a longer phrase of the same thing is the same pledge; another thing is another."""
    found: list[Draft] = []
    for day, words in (("2023-05-02", "river ferry"), ("2023-06-02", "river ferries ferry"), ("2023-07-02", "school")):
        draft = Draft([f"Peru promised Chile a {words}, {day}."], day)
        peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
        draft.pledge(words, PledgeState.PLEDGED, by=peru, to=chile)
        found.append(draft)
    assert sorted(len(pledge.evidence) for pledge in pledges(*found)) == [1, 2]


def test_pledges_point_back_at_the_loan() -> None:
    """What a later report calls "the credit" is the one loan between the two; the reason is kept."""
    first = Draft(["Peru promised Chile a loan."], "2023-05-02")
    first.pledge("loan", PledgeState.PLEDGED, by=first.state("Peru", "PER"), to=first.state("Chile", "CHL"))
    later = Draft(["Peru froze the credit to Chile."], "2023-06-02")
    peru, chile = later.state("Peru", "PER"), later.state("Chile", "CHL")
    later.pledge("credit", PledgeState.SUSPENDED, by=peru, to=chile, definite=True)
    (pledge,) = pledges(first, later)
    assert [step.state for step in pledge.steps] == [PledgeState.PLEDGED, PledgeState.SUSPENDED]
    assert pledge.because == ("the words point back at a thing of the same parties: loan, credit",)


def test_what_was_done_before_a_promise_is_not_of_it() -> None:
    """A ferry that was suspended before anybody promised one has no part in the promise's history."""
    before = Draft(["Peru suspended the ferry to Chile."], "2022-05-02")
    peru, chile = before.state("Peru", "PER"), before.state("Chile", "CHL")
    before.pledge("ferry", PledgeState.SUSPENDED, by=peru, to=chile, definite=True)
    after = Draft(["Peru promised Chile a ferry."], "2022-09-02")
    after.pledge("ferry", PledgeState.PLEDGED, by=after.state("Peru", "PER"), to=after.state("Chile", "CHL"))
    first = next(one for one in pledges(before, after) if one.evidence[0].quote.startswith("Peru promised"))
    assert [step.state for step in first.steps] == [PledgeState.PLEDGED]


def test_pledges_that_may_be_one_are_asked() -> None:
    """Two promises of one kind in other words stay two, and become a question."""
    drafts = []
    for day, words in (("2023-05-02", "river bridge"), ("2023-06-02", "village school")):
        draft = Draft([f"Peru promised Chile a {words}."], day)
        peru, chile = draft.state("Peru", "PER"), draft.state("Chile", "CHL")
        draft.pledge(words, PledgeState.PLEDGED, by=peru, to=chile)
        drafts.append(draft)
    found = conclude([draft.done() for draft in drafts])
    (question,) = found.questions
    assert question.kind == "same pledge"
    assert {question.one, question.other} == {pledge.id for pledge in found.pledges}


def test_pledges_nobody_promised_are_none() -> None:
    """What was handed over without a word of a promise is no pledge."""
    draft = Draft(["Peru gave Chile a ferry."])
    draft.pledge("ferry", PledgeState.DELIVERED, by=draft.state("Peru", "PER"), to=draft.state("Chile", "CHL"))
    assert pledges(draft) == ()

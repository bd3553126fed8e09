"""Pledges and amounts of money, in sentences of our own."""

from __future__ import annotations

import pytest

from chancery.extraction.money import find_money
from chancery.model.pledges import PledgeState
from chancery.model.text import Span
from extraction.observed import read


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$100 million", 1e8, "USD"),
        ("US$2.5bn", 2.5e9, "USD"),
        ("€1,250,000", 1.25e6, "EUR"),
        ("8 million U.S. dollars", 8e6, "USD"),
        ("500 mln rubles", 5e8, "RUB"),
        ("30 million euros", 3e7, "EUR"),
        ("¥10 billion", 1e10, "JPY"),
        ("250 crore rupees", 2.5e9, "INR"),
        ("two billion dollars", 2e9, "USD"),
    ],
)
def test_money_is_read_as_a_plain_number_with_its_currency(text: str, amount: float, currency: str) -> None:
    """An amount is a number and an ISO 4217 code."""
    text = f"They gave {text} to it."
    found = find_money(text, Span(0, len(text)))
    assert [(money.amount, money.currency) for money in found] == [(amount, currency)]


@pytest.mark.parametrize(
    "text", ["2,000 soldiers", "in 2021", "27 languages", "resolution 2259", "100 million people", "one dollar bill"]
)
def test_counts_are_no_money(text: str) -> None:
    """A number without a currency is no amount."""
    assert find_money(text, Span(0, len(text))) == ()


@pytest.mark.parametrize(
    ("sentence", "state", "by", "to", "amount"),
    [
        ("Japan will provide a $100 million loan to Laos.", PledgeState.PLEDGED, "Japan", "Laos", 1e8),
        ("Japan promised Laos a loan of $100 million.", PledgeState.PLEDGED, "Japan", "Laos", 1e8),
        ("Japan suspended the loan to Laos.", PledgeState.SUSPENDED, "Japan", "Laos", None),
        ("Japan resumed the aid to Laos.", PledgeState.RESUMED, "Japan", "Laos", None),
        ("Japan cancelled the grant to Laos.", PledgeState.CANCELLED, "Japan", "Laos", None),
        ("Japan delivered the vaccines to Laos.", PledgeState.DELIVERED, "Japan", "Laos", None),
        ("No one has cancelled the loan to Laos.", PledgeState.REAFFIRMED, None, "Laos", None),
    ],
)
def test_pledges_keep_parties_amount_and_step(
    sentence: str, state: PledgeState, by: str | None, to: str, amount: float | None
) -> None:
    """A pledge has whoever undertakes it, to whom, what, and where it stands."""
    reading = read(sentence)
    (pledge,) = reading.found.pledges
    assert pledge.state is state
    assert (reading.names((pledge.by,))[0] if pledge.by is not None else None) == by
    assert reading.names((pledge.to,)) == [to] if pledge.to is not None else to is None
    assert pledge.amount == amount


@pytest.mark.parametrize(
    "sentence",
    ["Japan will strengthen its partnership with Laos.", "Japan praised the loan.", "Laos is a member of ASEAN."],
)
def test_courses_of_policy_are_no_pledges(sentence: str) -> None:
    """Without a thing to deliver or do there is no pledge."""
    assert read(sentence).found.pledges == ()


def test_the_object_of_an_undertaking_goes_through_its_infinitives() -> None:
    """The thing may stand at the end of a chain: "reaffirmed the need to continue carrying out the programme"."""
    (pledge,) = read("Japan reaffirmed the need to continue carrying out the programme.").found.pledges
    assert pledge.state is PledgeState.REAFFIRMED


def test_two_who_undertake_a_thing_are_its_parties() -> None:
    """Of "Japan and Laos will build a bridge" both are parties."""
    reading = read("Japan and Laos will build a bridge.")
    (pledge,) = reading.found.pledges
    assert pledge.mutual
    assert pledge.by is not None
    assert pledge.to is not None
    assert reading.names((pledge.by, pledge.to)) == ["Japan", "Laos"]


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Japan put off the loan to Laos.", PledgeState.SUSPENDED),
        ("Japan will train two hundred officers for Laos next year.", PledgeState.PLEDGED),
        ("Japan has never promised a loan to Laos.", PledgeState.DENIED),
        ("Japan has not confirmed the loan to Laos.", PledgeState.UNCONFIRMED),
        ("Japan is paying the grant to Laos again.", PledgeState.RESUMED),
    ],
)
def test_pledges_have_steps_in_other_words(sentence: str, state: PledgeState) -> None:
    """Particles, counts and denials tell what became of a pledge."""
    assert [pledge.state for pledge in read(sentence).found.pledges] == [state]


@pytest.mark.parametrize(
    ("sentence", "by", "to", "state"),
    [
        ("Norway will give Malawi 4 million euros for a road to the Zambian border.", "Norway", "Malawi", "pledged"),
        (
            "Ghana has offered 300 soldiers to the African Union's mission in Sudan.",
            "Ghana",
            "African Union",
            "pledged",
        ),
        (
            "Chile's minister met President Luis Arce and pledged 20 ambulances.",
            "Chile's minister",
            "Luis Arce",
            "pledged",
        ),
        ("Fiji opened the clinic that Japan had promised.", "Japan", None, "delivered"),
        ("Kuwait will resume the project in Sudan that it suspended in May.", "Kuwait", None, "reaffirmed"),
        ("Norway will keep its promise of forty tractors.", "Norway", None, "reaffirmed"),
        ("Norway kept its promise of forty tractors to Malawi on Friday.", "Norway", "Malawi", "delivered"),
        ("Peru will resume flights to Cuba in May.", "Peru", "Cuba", "pledged"),  # none were spoken of before
        ("Fiji opened the clinic in May.", "Fiji", None, "delivered"),  # nobody else had promised it
    ],
)
def test_pledges_name_giver_and_taker_by_the_words_beside(sentence: str, by: str, to: str | None, state: str) -> None:
    """Whoever promised is the giver of what another opens; who is met, and whose mission it is, is given to."""
    reading = read(sentence)
    one = next(pledge for pledge in reading.found.pledges if pledge.state == state)
    assert one.by is not None
    assert reading.names((one.by,)) == [by]
    assert (None if one.to is None else reading.names((one.to,))[0]) == to


def test_differences_left_behind_are_no_pledge() -> None:
    """A quarrel is nothing that can be delivered."""
    assert read("Chad and Niger agreed to leave their differences behind.").found.pledges == ()


def test_pledges_keep_their_condition() -> None:
    """What an undertaking depends on is kept in the words of the text."""
    reading = read("Japan will lend Laos a helicopter if the parliament agrees.")
    (pledge,) = reading.found.pledges
    assert pledge.condition is not None
    assert pledge.condition.of(reading.report.text) == "if the parliament agrees"


def test_a_commission_that_is_to_meet_by_a_day_is_a_pledge_of_both() -> None:
    """A body's meeting is undertaken together, and due on its day."""
    (pledge,) = read("The joint commission of Japan and Laos will meet in March.").found.pledges
    assert pledge.mutual
    assert pledge.due is not None

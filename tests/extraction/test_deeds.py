"""Undertakings by what is done, in sentences of our own on many states."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.model.pledges import PledgeState
from extraction.observed import read

# a promise, and what it undertakes in the words of the text
PROMISED = [
    ("Togo pledged to withdraw its troops from Benin by June.", "withdraw its troops"),
    ("Chad will free forty Libyan prisoners on Friday.", "forty Libyan prisoners"),
    ("Oman promised Yemen to ratify the border treaty before summer.", "ratify the border treaty"),
    ("Ghana assured Togo that it would reopen the crossing at Aflao.", "crossing"),
    ("Denmark agreed to lift the ban on Icelandic fish in May.", "lift the ban"),
    ("Brazil's promise to return two statues to Bolivia was renewed.", "return two statues"),
    ("Latvia announced the return of twelve paintings to Cuba.", "return of twelve paintings"),
    ("Fiji will send rescue teams to Tonga.", "rescue teams"),
    ("Austria and Italy will buy nine radars for Moldova.", "nine radars"),
    ("Mongolia undertook to admit thirty monitors from Japan.", "thirty monitors"),
    ("Jordan will provide Iraq with diesel generators.", "diesel generators"),
    ("Morocco promised to visit Senegal before the end of April.", "visit Senegal"),
    ("Estonia has set aside 40 million euros for Ukraine.", "40 million euros"),
]


@pytest.mark.parametrize(("text", "what"), PROMISED, ids=[row[0][:40] for row in PROMISED])
def test_deeds_are_undertaken_whatever_their_object(text: str, what: str) -> None:
    """Who promises to release, to ratify, to reopen undertakes it, though no list names the thing."""
    reading = read(text)
    pledged = [one for one in reading.found.pledges if one.state is PledgeState.PLEDGED]
    assert [reading.words(one.what) for one in pledged][:1] == [what]


# hopes, guesses, calls, threats, courses of policy, plans and refusals of what nobody promised
UNPROMISED = [
    "Peru hopes that Chile will release the fishermen.",
    "Ukraine wants Germany to deliver missiles.",
    "Analysts believe that Belarus will send troops to Ukraine.",
    "Bolivia threatened to close its border with Chile.",
    "Romania called on Serbia to release two journalists.",
    "Egypt agreed to strengthen its ties with Sudan.",
    "Fiji's president will visit Tonga on Friday.",
    "The ministers of Cyprus and Egypt will sign an agreement on Monday.",
    "Poland will not send troops to Libya.",
    "Norway will support Kenya's efforts for peace.",
    "Malta's trade with Libya will double by 2030, its minister forecast.",
    "Kenya may send soldiers to Haiti.",
]


@pytest.mark.parametrize("text", UNPROMISED)
def test_deeds_that_nobody_undertakes_are_no_pledges(text: str) -> None:
    """Wishes, guesses, threats, plans and courses of policy promise nothing."""
    assert [one.state for one in read(text).found.pledges if one.state is not PledgeState.DELIVERED] == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Sweden will not send the ambulances that it promised Malawi.", PledgeState.CANCELLED),
        ("Chad withdrew its troops from Niger.", PledgeState.DELIVERED),
        ("Peru released sixty fishermen to Chile.", PledgeState.DELIVERED),
        ("Austria withdrew its offer to send engineers to Bosnia.", PledgeState.CANCELLED),
        ("Spain halted the sale of 400 bombs to Qatar.", PledgeState.SUSPENDED),
        ("The promise of Portugal to restore two forts in Ghana was renewed.", PledgeState.REAFFIRMED),
    ],
)
def test_deeds_have_a_fate(text: str, state: PledgeState) -> None:
    """What became of a deed is told by doing it, refusing it, or what is said of the promise."""
    assert state in {one.state for one in read(text).found.pledges}


def test_who_is_promised_something_takes_it() -> None:
    """Of a passive promise the subject takes; of what is received the subject does too."""
    promised, received = (
        read("Nepal was promised three helicopters by India."),
        read("Mali will receive six tanks from China."),
    )
    for reading, giver, taker in ((promised, "India", "Nepal"), (received, "China", "Mali")):
        (pledge,) = reading.found.pledges
        assert pledge.by is not None
        assert pledge.to is not None
        assert reading.names((pledge.by, pledge.to)) == [giver, taker]


def test_a_day_after_the_cue_is_no_term() -> None:
    """Of "X will come, Y said on Thursday" the day is when it was said."""
    (pledge,) = read("Japan will lend Nepal 60 million yen, Foreign Minister Hayashi said on Thursday.").found.pledges
    assert pledge.due is None


_WORDS = st.sampled_from(
    (
        "Peru promised Chile to release will not has the troops sailors loan of 60 million dollars $5 and or that it "
        "withdrew its promise return was renewed by for with June if , . “ ” assured supply ban lift set aside received"
    ).split()
)


@settings(max_examples=60)
@given(st.lists(_WORDS, min_size=1, max_size=30).map(" ".join))
def test_pledges_of_any_words_lie_in_the_text(text: str) -> None:
    """Garbled text gives pledges that lie in their sentence, or none, and no failure."""
    reading = read(text)
    for one in reading.found.pledges:
        assert one.what.end > one.what.start
        assert 0 <= one.sentence.start <= one.what.start
        assert all(0 <= i < len(reading.found.entities) for i in (*one.beside, one.by or 0))

"""Whether it happened: the clause's own words, and what it hangs on."""

from __future__ import annotations

import pytest

from extraction.observed import read

CASES = [
    # own auxiliaries, adverbs and order
    ("Sweden suspended its aid to Niger.", "occurred"),
    ("Sweden did suspend its aid to Niger.", "occurred"),
    ("Sweden is suspending its aid to Niger.", "ongoing"),
    ("Sweden will suspend its aid to Niger.", "planned"),
    ("Sweden is going to suspend its aid to Niger.", "planned"),
    ("Sweden is to suspend its aid to Niger.", "planned"),
    ("Sweden never suspended its aid to Niger.", "denied"),
    ("Sweden will no longer suspend its aid to Niger.", "denied"),
    ("Sweden would have suspended its aid to Niger.", "denied"),
    ("Sweden may not suspend its aid to Niger.", "conditional"),
    ("Perhaps Sweden will suspend its aid to Niger.", "conditional"),
    ("Has Sweden suspended its aid to Niger?", "conditional"),
    ("Neither Sweden nor Norway suspended aid to Niger.", "denied"),
    # verbs above
    ("Sweden plans to suspend its aid to Niger.", "planned"),
    ("Sweden managed to suspend its aid to Niger.", "occurred"),
    ("Sweden failed to suspend its aid to Niger.", "denied"),
    ("Sweden stopped short of suspending its aid to Niger.", "denied"),
    ("Sweden has yet to suspend its aid to Niger.", "denied"),
    ("Sweden denied suspending its aid to Niger.", "denied"),
    ("Sweden denies that it has suspended its aid to Niger.", "denied"),
    ("Sweden confirmed that it had suspended its aid to Niger.", "occurred"),
    ("Sweden is said to have suspended its aid to Niger.", "alleged"),
    ("Sweden is expected to suspend its aid to Niger.", "planned"),
    ("Pressure prevented Sweden from suspending its aid to Niger.", "denied"),
    # nouns above
    ("Sweden announced its decision to suspend aid to Niger.", "planned"),
    ("Sweden dropped its plan to suspend aid to Niger.", "denied"),
    ("Reports that Sweden had suspended its aid to Niger are false.", "denied"),
    ("Sweden dismissed reports that it had suspended its aid to Niger.", "denied"),
    ("There was no evidence that Sweden had suspended its aid to Niger.", "denied"),
    ("The claim that Sweden suspended its aid to Niger spread.", "alleged"),
    # marks
    ("Instead of suspending its aid to Niger, Sweden raised it.", "denied"),
    ("Sweden left without suspending its aid to Niger.", "denied"),
    ("Sweden will suspend its aid to Niger unless the junta goes.", "conditional"),
    ("Sweden will suspend its aid to Niger provided that Norway agrees.", "conditional"),
    ("Should Sweden suspend its aid to Niger, Mali would complain.", "conditional"),
    ("According to unconfirmed reports, Sweden suspended its aid to Niger.", "alleged"),
]


@pytest.mark.parametrize(("sentence", "status"), CASES)
def test_status_follows_what_the_clause_says_and_hangs_on(sentence: str, status: str) -> None:
    """One suspension, told in many ways."""
    found = [one.status.value for one in read(sentence).found.events if one.type == "SANCTION"]
    assert found == [status]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("His planned visit to Oman drew criticism, said Paul Weber.", "planned"),
        ("The visit of Paul Weber to Oman was called off.", "denied"),
        ("A visit by Paul Weber to Oman is possible.", "conditional"),
        ("A potential visit by Paul Weber to Oman was discussed.", "conditional"),
        ("After his visit to Oman, Paul Weber flew home.", "occurred"),
    ],
)
def test_status_of_a_noun_follows_the_words_around_it(sentence: str, status: str) -> None:
    """The noun alone says nothing of whether there was one."""
    found = [one.status.value for one in read(sentence).found.events if one.mode == "visit"]
    assert status in found


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("A third round of talks with Oman is planned in Cairo.", "planned"),
        ("Two days of talks between Peru and Chile are due to begin in Lima.", "planned"),
        ("A second round of talks between Chad and Libya was held in Tunis.", "occurred"),
        ("A round of talks between Chad and Libya was called off.", "denied"),
    ],
)
def test_talks_share_the_status_of_their_round(sentence: str, status: str) -> None:
    """What is said of a round or of days of talks is said of the talks."""
    assert {one.status.value for one in read(sentence).found.events if one.type == "CONSULT"} == {status}


def test_a_plan_that_nobody_gave_up_is_not_denied() -> None:
    """A negated refusal is none."""
    found = read("No one has dropped the plan to suspend aid to Niger.").found.events
    assert not [one for one in found if one.type == "SANCTION" and one.status.value == "denied"]

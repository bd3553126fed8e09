"""Acts told in other words, voices and constructions than the plainest, and what only looks like an act."""

from __future__ import annotations

import pytest

from extraction.observed import Reading, read

TOLD = [
    # staying away, keeping away
    ("Chad and Mali stayed away too.", "REJECT/meet", ["Chad", "Mali"], []),
    ("The African Union barred President Paul Weber from its summit.", "REJECT/meet", ["African Union"], None),
    ("The European Union decided not to invite Chad to the forum.", "REJECT/meet", ["European Union"], ["Chad"]),
    ("Norway declined to attend the conference in Mali.", "REJECT/meet", ["Norway"], None),
    ("Norway refused to take part in the talks.", "REJECT/meet", ["Norway"], []),
    # passives whose agent is a thing of somebody's
    ("A Norwegian trawler was fired upon by a patrol vessel of Chad.", "ASSAULT/firearms", ["Chad"], ["Norwegian"]),
    ("The plan was approved by Norway and Finland in May.", "SUPPORT", ["Norway", "Finland"], []),
    # taking places and people
    ("On April 11 the Malian army took the town of Kidal.", "COERCE/seize", ["Malian army"], None),
    ("Norwegian police led nine of them away.", "COERCE/arrest", ["Norwegian police"], None),
    ("Chadian vessels rammed and boarded two Malian boats.", "ASSAULT", ["Chadian"], ["Malian"]),
    # journeys and meetings
    ("Foreign Minister Paul Weber is due in Oslo next week.", "CONSULT/visit", ["Paul Weber"], ["Oslo"]),
    ("Foreign Minister Paul Weber met leaders of Kurdish groups in Oslo.", "CONSULT", ["Paul Weber"], []),
    ("President Anna Berg brokered access for aid workers.", "CONSULT/third-party", ["Anna Berg"], []),
    # what is asked for
    ("President Anna Berg expressed the hope that Chad would free the nuns.", "REQUEST", ["Anna Berg"], ["Chad"]),
    ("Paul Weber proposed that Chad open its market.", "REQUEST", ["Paul Weber"], ["Chad"]),
    # offices that pass on
    ("Norway takes over the chair of the African Union next year.", "OFFICE/assume", ["Norway"], None),
    ("Chad handed over the chairmanship to Mali in February.", "OFFICE/assume", ["Mali"], None),
    ("Paul Weber gave up the presidency in October to Anna Berg.", "OFFICE/assume", ["Anna Berg"], None),
    ("Norway announced the resignation of Foreign Minister Paul Weber.", "OFFICE/leave", ["Paul Weber"], None),
    # curbs, protests, threats
    (
        "Norway rejects the sanctions which Chad announced on 3 May and Mali announced on 4 May.",
        "SANCTION",
        ["Mali"],
        None,
    ),
    ("Truck drivers blocked the road to Oslo.", "PROTEST/obstruct", ["Oslo"], None),
    ("Chad threatened war if Mali extended its waters.", "THREATEN/violence", ["Chad"], ["Mali"]),
    ("Norway lifted its veto.", "CONCEDE", ["Norway"], []),
]


@pytest.mark.parametrize(("text", "act", "actors", "recipients"), TOLD)
def test_the_act_is_found(text: str, act: str, actors: list[str], recipients: list[str] | None) -> None:
    """A sentence that plainly says it tells of the act, with who does it and to whom."""
    reading = read(text)
    seen = [
        (reading.names(event.actors), reading.names(event.recipients))
        for event in reading.found.events
        if f"{event.type}/{event.mode}".removesuffix("/None") == act
    ]
    assert actors in [who for who, _ in seen]
    assert recipients is None or (actors, recipients) in seen


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We hope that the United Nations will name a successor soon.", ["REQUEST"]),
        ("Chad asked Mali not to sign the deal.", ["REQUEST"]),
        ("Chad ruled out talks with Mali.", ["REJECT"]),
        ("Norway hopes that Norway and Chad will sign the treaty.", []),
        ("Mali called off the search for gas.", ["RETREAT"]),
    ],
)
def test_what_is_hoped_or_ruled_out_is_not_done(text: str, told: list[str]) -> None:
    """The content of a hope, of a request not to act or of a refusal tells of nothing."""
    assert [event.type for event in read(text).found.events] == told


def test_who_is_awaited_is_to_come() -> None:
    """Who is due somewhere is not there yet."""
    assert _statuses(read("Foreign Minister Paul Weber is due in Oslo next week.")) == ["planned"]


def test_a_deadline_is_no_day_of_the_order() -> None:
    """What shall be done within a week was ordered at another time."""
    reading = read("On Thursday Chad ordered the closing of Mali's consulates within a week.")
    assert [reading.time(event) for event in reading.found.events] in (["Thursday"], ["On Thursday"])


def _statuses(reading: Reading) -> list[str]:
    return [event.status.value for event in reading.found.events]

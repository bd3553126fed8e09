"""What resolution does with a report costs in line with the report's length."""

from __future__ import annotations

import string
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from chancery.model.dates import Edtf
from chancery.model.events import EventStatus, Participant
from chancery.model.evidence import Evidence
from chancery.model.facts import Dating
from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy, Observations
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span
from chancery.model.times import TimeKind, TimeMention
from chancery.resolution.accounts import Told
from chancery.resolution.company import dated_by_company
from chancery.resolution.days_told import tell_days
from chancery.resolution.names import is_slip, slip_forms
from chancery.resolution.people import find_people
from chancery.resolution.scene import Scene, future_times
from chancery.resolution.sides import TakenUp, state_beside
from pace import assert_grows_in_line

SURNAMES = st.text("abcd", min_size=5, max_size=9)
PUBLISHED = Edtf.parse("2023-05-03")


def written(mentions: Sequence[EntityMention], text: str) -> Scene:
    """Make a report of one paragraph a line, a sentence each."""
    ends = [*(at for at, char in enumerate(text) if char == "\n"), len(text)]
    lines = tuple(Span(start, end) for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False))
    report = Report(
        id="t", path="t.txt", text=text, blocks=tuple(Block(kind=BlockKind.PARAGRAPH, span=line) for line in lines)
    )
    dating = Dating(report="t", published=None, basis=DateBasis.UNKNOWN, because=())
    return Scene(report, Observations(program="t", sentences=lines, entities=tuple(mentions)), dating, ())


def guests(names: Sequence[str]) -> Scene:
    """Make a report of a name a line."""
    found, start = [], 0
    for name in names:
        span = Span(start, start + len(name))
        found.append(EntityMention(kind=EntityKind.PERSON, span=span, name=name, by=NamedBy.NAME, whole=span))
        start = span.end + 1
    return written(found, "\n".join(names))


def name_of(number: int) -> str:
    """Make a name of which no two are alike."""
    letters = ""
    for _ in range(5):
        number, at = divmod(number, 10)
        letters += "bdfgklmnrt"[at] + "aeiou"[at % 5]
    return f"Ana {letters.title()}"


def test_people_cost_in_line_with_the_names() -> None:
    """A list of many guests compares no name with all others."""
    assert_grows_in_line(lambda many: find_people(guests([name_of(at * 37) for at in range(many)])), 300)


def test_people_cost_in_line_with_the_mentions_of_one() -> None:
    """A name that a report repeats is looked at once."""
    assert_grows_in_line(lambda many: find_people(guests(["Ana Costa", *["Costa"] * many])), 500)


@given(SURNAMES, st.integers(0, 8), st.sampled_from(string.ascii_lowercase))
def test_slips_share_a_form(surname: str, at: int, letter: str) -> None:
    """Whatever passes for a slip is found by one of its forms."""
    for other in (surname[:at] + letter + surname[at:], surname[:at] + letter + surname[at + 1 :], surname[:at]):
        if is_slip(surname, other):
            assert not {*slip_forms(surname)}.isdisjoint(slip_forms(other))


def test_company_costs_in_line_with_the_accounts() -> None:
    """Each undated act is compared with the news of the report, not with all accounts."""
    assert_grows_in_line(lambda many: dated_by_company(_accounts(many), PUBLISHED), 200)


def _accounts(many: int) -> list[Told]:
    days = (None, Edtf.parse("2023-05-01"), None, Edtf.parse("2023-05-02"))
    return [_account(at, days[at % 4]) for at in range(many)]


def _account(at: int, when: Edtf | None) -> Told:
    sides = tuple(Participant(entity=f"person-{at % 50}-{side}", state=side, sector="GOV") for side in ("PER", "CHL"))
    span = Span(at * 200, at * 200 + 80)
    return Told(
        type=("SUPPORT", "CONSULT", "OFFICE")[at % 3], mode=None, status=EventStatus.OCCURRED, actors=sides[:1],
        recipients=sides[1:], when=when, where=None, report="t", span=Span(span.start + 5, span.start + 12),
        evidence=Evidence("t", span, "Peru praised Chile after the talks in Lima."), published=PUBLISHED,
    )  # fmt: skip


def test_bodies_without_a_state_cost_in_line_with_the_mentions() -> None:
    """Which government is meant is looked up in the sentences beside it."""
    assert_grows_in_line(_look_beside, 400)


def _look_beside(many: int) -> None:
    line = "The government told the envoy"
    found = []
    for at in range(many):
        start = at * (len(line) + 1) + 4
        span = Span(start, start + 10)
        whole = Span(start - 4, span.end)
        government = EntityMention(
            kind=EntityKind.STATE, span=span, name="government", by=NamedBy.DESCRIPTION, whole=whole
        )
        found.append(government)
    scene = written(found, "\n".join([line] * many))
    sentences, taken_up = range(many), TakenUp(scene)
    for at in range(many):
        assert not state_beside(scene, at, sentences)
        assert not taken_up.state(at)


def test_plans_cost_in_line_with_the_events() -> None:
    """A planned event is compared with what was done at its own time only."""
    assert_grows_in_line(_look_ahead, 500)


def _look_ahead(many: int) -> None:
    times, events = [], []
    for at in range(many):
        start, planned = at * 60, at % 2
        times.append(TimeMention(span=Span(start, start + 8), kind=TimeKind.DATE, month=5, day=1 + at % 28))
        events.append(
            EventMention(
                type="CONSULT", mode=None, span=Span(start + 20, start + 24), sentence=Span(start, start + 58),
                status=EventStatus.PLANNED if planned else EventStatus.OCCURRED, time=at, because="met",
                actors=(), recipients=(),
            )
        )  # fmt: skip
    report = Report(id="t", path="t.txt", text="x" * (many * 60), blocks=())
    future_times(report, Observations(program="t", times=tuple(times), events=tuple(events)))


def test_dates_on_one_line_cost_in_line_with_their_number() -> None:
    """A list of days that no full stop ends is not read to its end for each of them."""
    assert_grows_in_line(_tell, 250)


def _tell(many: int) -> None:
    words = "met on 3 May 2021, "
    text = words * many
    times = [
        TimeMention(span=Span(at + 7, at + 17), kind=TimeKind.DATE, year=2021, month=5, day=3)
        for at in range(0, len(text), len(words))
    ]
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text)))
    assert len(tell_days(Report(id="t", path="t.txt", text=text, blocks=(block,)), times, ())) == many

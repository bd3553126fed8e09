"""Reprints are one telling, and nothing that only looks like a reprint is lost."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions, Reprint
from chancery.model.mentions import Observations
from chancery.model.pledges import PledgeState
from chancery.model.text import Block, BlockKind, Report, Span, content_id
from chancery.resolution.conclude import conclude
from chancery.resolution.reprints import find_copies, find_reprints
from chancery.resolution.sketches import FEW, FewTexts, Index, ManyTexts
from chancery.resolution.wordings import LEAST_WORDS
from resolution.drafts import Draft
from resolution.reprint_pairs import BACKGROUND, LIGHT, STORIES, Pair, changed, make_text, moved_to, pairs

PAIRS = pairs()
REPLACED = "one paragraph replaced"


def _name(pair: Pair) -> str:
    return f"{pair.why}: {pair.one.text[:24]}"


def on(report: Report, day: str | None, outlet: str | None = None) -> Report:
    """Return a report of a day."""
    name = content_id(f"{outlet}{day}{report.text}".encode())
    return replace(report, published=Edtf.parse(day) if day else None, outlet=outlet, id=name)


@pytest.mark.parametrize("pair", [p for p in PAIRS if p.reprint and p.why != REPLACED], ids=_name)
def test_reprints_are_found(pair: Pair) -> None:
    """What was edited, cut, given another headline or added to is still the same text."""
    assert len(find_reprints([pair.one, pair.other])) == 1


@pytest.mark.parametrize("pair", [p for p in PAIRS if not p.reprint], ids=_name)
def test_lookalikes_are_no_reprints(pair: Pair) -> None:
    """Other dates, figures or names, a shared speech or a shared formula make no reprint."""
    assert find_reprints([pair.one, pair.other]) == ()


def test_reprints_with_a_paragraph_replaced_are_missed() -> None:
    """A known limit: these cannot be told from a ministry's readouts of two calls, and a wrong merge is worse."""
    missed = [p for p in PAIRS if p.why == REPLACED and not find_reprints([p.one, p.other])]
    assert len(missed) == len(STORIES)
    assert len(PAIRS) >= 60


def test_reprints_short_texts_are_left_alone() -> None:
    """A text of few words is no evidence that one was printed from the other."""
    words = " ".join(STORIES[0]).split()
    for count, found in ((LEAST_WORDS - 1, 0), (LEAST_WORDS, 1)):
        text = make_text([" ".join(words[:count])])
        assert len(find_reprints([moved_to(text, "A"), moved_to(text, "B")])) == found


def test_reprints_of_very_different_length_need_the_beginning() -> None:
    """A copy cut short begins as its original does; a story inside a roundup is none."""
    story = make_text([*STORIES[0], *STORIES[1], *STORIES[2]])
    assert find_reprints([story, make_text(STORIES[0][:3])])
    assert not find_reprints([story, make_text(STORIES[2][:3])])


def test_reprints_that_appeared_later_must_be_nearer() -> None:
    """After some days a text with edits may be the next one of its kind; the same words are still the same."""
    light = make_text(changed(STORIES[2], *LIGHT[2]))
    first = on(make_text(STORIES[2]), "2023-05-02")
    assert find_reprints([first, on(light, "2023-05-03")])
    assert not find_reprints([first, on(light, "2023-06-03")])
    assert find_reprints([first, on(make_text(STORIES[2]), "2023-06-03")])


TAGGED = make_text((f"VUKAR (Sarmat News) - {STORIES[0][0]}", *STORIES[0][1:]))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(on(TAGGED, "2023-05-02", "Zeta"), on(TAGGED, "2023-05-03", "Alpha"), id="the earlier"),
        pytest.param(on(TAGGED, "2023-05-03", "Zeta"), on(TAGGED, None, "Sarmat News"), id="the dated"),
        pytest.param(
            on(TAGGED, "2023-05-02", "Sarmat News"), on(TAGGED, "2023-05-02", "Alpha"), id="the agency of a day"
        ),
        pytest.param(on(TAGGED, None, "Sarmat News"), on(TAGGED, None, "Alpha"), id="the agency of undated ones"),
        pytest.param(on(make_text(STORIES[1]), None), on(make_text(STORIES[1][:3]), None), id="the longer"),
    ],
)
def test_reprints_have_the_original_that(first: Report, second: Report) -> None:
    """The original is the earliest, else the agency that the text names, else the longest."""
    for given_in in ([first, second], [second, first]):
        (found,) = find_reprints(given_in)
        assert (found.of, found.report) == (first.id, second.id)


def test_reprints_say_what_they_print() -> None:
    """The stretches printed are those of the original's text; what was cut is not among them."""
    original, cut = on(make_text(STORIES[1]), "2023-05-02"), on(make_text(STORIES[1][:3]), "2023-05-03")
    (found,) = find_reprints([original, cut])
    printed = " ".join(span.of(original.text) for span in found.printed)
    assert "summoned the Ruthenian ambassador" in printed
    assert "embassy called" not in printed


def many() -> list[Report]:
    """Make more reports than are compared directly, some of them reprints."""
    chance = random.Random(7)  # noqa: S311 - test material
    words = [f"w{number}" for number in range(3000)]
    texts = [[" ".join(chance.choices(words, k=30)) for _ in range(4)] for _ in range(FEW)]
    copies = [make_text(text, outlet="Copy") for text in texts[:20]]
    cut = [make_text(text[:2], outlet="Cut") for text in texts[10:30]]
    return [*(make_text(text, outlet="Wire") for text in texts), *copies, *cut]


def test_reprints_are_found_among_many() -> None:
    """The index finds what a comparison of all pairs would."""
    found = find_reprints(many())
    assert len(found) == 40


@pytest.mark.parametrize("index", [FewTexts, ManyTexts])
def test_indexes_return_the_likeliest_first(index: type[Index]) -> None:
    """A text that is the same comes before one that begins the same; one that has nothing in common does not come."""
    texts = index()
    words = " ".join(STORIES[0]).split()
    texts.insert("same", words)
    texts.insert("begins so", [*words[:70], *" ".join(STORIES[1]).split()])
    texts.insert("other", " ".join(STORIES[2]).split())
    assert texts.likeliest(list(words)) == ["same", "begins so"]


@settings(max_examples=6)
@given(st.randoms(use_true_random=False), st.booleans())
def test_reprints_do_not_depend_on_the_order(chance: random.Random, large: bool) -> None:  # noqa: FBT001 - hypothesis
    """Property: the same reports in any order give the same reprints, and no original is a reprint."""
    reports = many() if large else [report for pair in PAIRS[:24] for report in (pair.one, pair.other)]
    reports = list({report.id: report for report in reports}.values())
    expected = find_reprints(reports)
    chance.shuffle(reports)
    assert find_reprints(reports) == expected
    assert not {reprint.report for reprint in expected} & {reprint.of for reprint in expected}


@settings(max_examples=60)
@given(st.lists(st.text(alphabet='ab .“”"1\n\ud800é中', max_size=400), max_size=6))
def test_reprints_take_any_text(texts: list[str]) -> None:
    """Property: whatever the texts, nothing breaks, and each reprint prints stretches of its original."""
    by_id = {}
    for number, text in enumerate(texts):
        whole = (text + " ") * 9
        report = Report(id=f"{number:016x}", path="x", text=whole, blocks=())
        by_id[report.id] = report
    for reprint in find_reprints(by_id.values()):
        assert all(span.of(by_id[reprint.of].text).strip() for span in reprint.printed)


def test_reprints_the_same_text_a_hundred_times_is_one_group() -> None:
    """Many copies of one text have one original."""
    copies = [on(make_text(STORIES[3]), f"2023-05-{day:02d}", str(n)) for n in range(10) for day in range(1, 11)]
    found = find_reprints(copies)
    assert len(found) == 99
    assert len({reprint.of for reprint in found}) == 1


# ---- what follows from it ---------------------------------------------------------------------

MEETING = "Peruvian Foreign Minister Ana Costa met Chilean Foreign Minister Rui Lima in Lima on May 2."
WORDS = "We shall build the bridge before the rains come"
QUOTED = (
    f"“{WORDS},” Costa said after the talks, which lasted for most of the afternoon in the old palace by the river."
)
PLEDGED = "Peru will give Chile a ferry for the lake, the ministers said, and the crew will be trained in Callao."
CLOSING = (
    "The two countries have quarrelled over fishing grounds and over a border fence, but trade between them has grown, "
    "and the ministers spoke of a new beginning that both peoples have waited for."
)


def wire(lines: Sequence[str], day: str, outlet: str, *, title: str | None = None) -> tuple[Report, Observations]:
    """Write what an outlet printed, with all that there is to see in it."""
    lines = [title, *lines] if title else list(lines)
    draft = Draft(list(lines), day)
    text = draft.text
    ana = draft.person("Ana Costa", office="foreign minister", of="PER")
    draft.office(ana)
    rui = draft.person("Rui Lima", office="foreign minister", of="CHL")
    draft.event("met", "CONSULT", by=(ana, rui), time=draft.day("May 2", None, 5, 2))
    if QUOTED in text:
        costa = draft.person("Costa", 1)
        draft.quote(WORDS, by=(costa,))
    if PLEDGED in text:
        before = text[: text.index(PLEDGED)]
        peru, chile = (draft.state(n, c, before.count(n)) for n, c in (("Peru", "PER"), ("Chile", "CHL")))
        draft.pledge("ferry", PledgeState.PLEDGED, by=peru, to=chile)
    if "Reyes" in text:
        reyes = draft.person("Eva Reyes", office="president", of="PER")
        draft.office(reyes)
        draft.event("received", "CONSULT", by=(reyes,), to=(rui,))
    report, seen = draft.done()
    return replace(report, id=content_id(f"{outlet}{text}".encode()), outlet=outlet, path=outlet), seen


ADDED = "President Eva Reyes received Lima in the evening, according to her office."
WHOLE = (MEETING, QUOTED, PLEDGED, CLOSING)


def originally(found: Conclusions) -> Reprint:
    """Return the only reprint."""
    (reprint,) = found.reprints
    return reprint


def test_conclude_counts_a_reprint_as_one_telling() -> None:
    """Meeting, words, pledge and office are each told once, by the original."""
    agency, paper = wire(WHOLE, "2023-05-02", "Agency"), wire(WHOLE, "2023-05-03", "Paper")
    alone, both = conclude([agency]), conclude([paper, agency])
    assert originally(both).of == agency[0].id
    for kind in ("entities", "occupancies", "events", "quotations", "pledges"):
        assert getattr(both, kind) == getattr(alone, kind)
    (event,) = both.events
    assert [telling.report for telling in event.tellings] == [agency[0].id]
    assert originally(both).prints(event.evidence[0])
    assert len(both.datings) == 2


def test_conclude_keeps_two_accounts_of_one_event() -> None:
    """A report in other words is a second telling, as before."""
    other = Draft(["On 2 May 2023 Minister Rui Lima held talks with Ana Costa."], "2023-05-02")
    time = other.day("2 May 2023", 2023, 5, 2)
    rui, ana = other.person("Rui Lima", office="foreign minister", of="CHL"), other.person("Ana Costa")
    other.event("held talks", "CONSULT", by=(rui, ana), time=time)
    found = conclude([wire(WHOLE, "2023-05-02", "Agency"), wire(WHOLE, "2023-05-03", "Paper"), other.done()])
    (event,) = found.events
    assert len(event.tellings) == 2


def test_conclude_keeps_what_a_reprint_adds() -> None:
    """A paragraph that only the reprint has is its own account."""
    paper = wire((*WHOLE, ADDED), "2023-05-03", "Paper")
    found = conclude([wire(WHOLE, "2023-05-02", "Agency"), paper])
    assert originally(found).report == paper[0].id
    added = next(event for event in found.events if any(p.entity == "eva-reyes" for p in event.actors))
    assert [telling.report for telling in added.tellings] == [paper[0].id]
    assert any(o.holder == "eva-reyes" for o in found.occupancies)


def test_conclude_counts_what_two_reprints_add_once() -> None:
    """Where one reprint has its added paragraph from another, only the first tells it."""
    papers = [wire((*WHOLE, ADDED), f"2023-05-0{day}", f"Paper {day}") for day in (3, 4)]
    found = conclude([wire(WHOLE, "2023-05-02", "Agency"), *papers])
    added = next(event for event in found.events if any(p.entity == "eva-reyes" for p in event.actors))
    assert [telling.report for telling in added.tellings] == [papers[0][0].id]


def test_conclude_joins_what_a_reprint_adds_about_the_same_event() -> None:
    """New words of a reprint on an event of the original stay as evidence of the original's telling."""
    new = "At the gate of the palace Ana Costa met her guest, Rui Lima, on the morning of May 2."
    paper = wire((new, *WHOLE[1:], *BACKGROUND), "2023-05-03", "Paper")
    agency = wire((*WHOLE, *BACKGROUND), "2023-05-02", "Agency")
    found = conclude([agency, paper])
    meetings = [event for event in found.events if event.type == "CONSULT"]
    assert [[telling.report for telling in event.tellings] for event in meetings] == [[agency[0].id]]
    assert {piece.report for piece in meetings[0].evidence} == {agency[0].id, paper[0].id}


def test_conclude_takes_no_office_from_a_reprint() -> None:
    """A reprint of a later day does not show that the minister was still in office."""
    found = conclude([wire(WHOLE, "2023-05-02", "Agency"), wire(WHOLE, "2023-05-20", "Paper")])
    held = next(o for o in found.occupancies if o.holder == "ana-costa")
    assert str(held.seen) == "2023-05-02"
    assert len({piece.report for piece in held.evidence}) == 1


def test_conclude_does_not_count_spellings_of_reprints() -> None:
    """A misspelling that is printed ten times is one spelling."""
    wrong = tuple(line.replace("Ana Costa", "Ana Kosta").replace("Costa", "Kosta") for line in (*WHOLE, ADDED))

    def misspelt(number: int) -> tuple[Report, Observations]:
        draft = Draft(list(wrong), f"2023-05-1{number}")
        draft.person("Ana Kosta", office="foreign minister", of="PER")
        report, seen = draft.done()
        return replace(report, id=content_id(f"{number}".encode()), outlet=str(number)), seen

    names = [conclude([misspelt(n) for n in range(count)]).entities for count in (1, 5)]
    assert names[0] == names[1]


def test_headlines_of_reprints_tell_nothing_of_their_own() -> None:
    """A new headline over the same text is no second witness; a new paragraph is one."""
    first = on(make_text(STORIES[0]), "2023-05-01")
    second = on(make_text((*STORIES[0], BACKGROUND[0]), title="Bridge joins old enemies"), "2023-05-02")
    copies = find_copies([first, second])
    is_copied = [copies.is_copied(Evidence.of(second, block.span)) for block in second.blocks]
    assert is_copied == [True] * (len(STORIES[0]) + 1) + [False]
    assert not any(copies.is_copied(Evidence.of(first, block.span)) for block in first.blocks)


def test_reprints_leave_bylines_out() -> None:
    """Another author and another dateline do not make another text."""
    body = make_text(STORIES[4])
    head = "By Jane Doe, ZURICH, 3 June"
    shift = len(head) + 2
    blocks = tuple(replace(b, span=Span(b.span.start + shift, b.span.end + shift)) for b in body.blocks)
    byline = Block(kind=BlockKind.BYLINE, span=Span(0, len(head)))
    other = replace(body, id="f" * 16, text=f"{head}\n\n{body.text}", blocks=(byline, *blocks))
    assert len(find_reprints([body, other])) == 1

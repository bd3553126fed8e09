"""A record made by hand: six invented reports on invented people, and what a careful reader would enter from them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from chancery.model.dates import Edtf
from chancery.model.events import Difference, Event, EventStatus, Participant, Telling
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions, Dating
from chancery.model.mentions import EntityKind, Observations
from chancery.model.offices import Entity, Occupancy, Position, Vacancy
from chancery.model.pledges import Pledge, PledgeState, PledgeStep
from chancery.model.quotations import Quotation, QuotationKind, Rendering
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span
from chancery.record.store import Record

TEXTS: Mapping[str, tuple[str | None, str | None, Sequence[str]]] = {
    "agency": (
        "Steppe News Agency",
        "Kazakh and Uzbek foreign ministers meet in Tashkent",
        (
            (
                "TASHKENT, March 14 -- Kazakh Foreign Minister Aidar Nurlanov held talks with his Uzbek counterpart, "
                "Laziz Karimberdiev, in Tashkent on March 14, the first such meeting since Nurlanov took office on "
                "February 2."
            ),
            (
                "Nurlanov arrived in Tashkent for a two-day visit on March 13. He thanked Uzbekistan for its help "
                "after the January floods in the Turkestan region."
            ),
            "\u201cWe will open every road that the water closed,\u201d Nurlanov told reporters after the talks.",
            (
                "Kazakhstan will lend Uzbekistan 120 million dollars for a canal on the Syr Darya, the ministers said. "
                "They also signed a protocol on border crossings."
            ),
            (
                "Tajikistan criticised the canal on March 15. Its foreign ministry asked both sides for consultations "
                "before work begins."
            ),
        ),
    ),
    "ministry": (
        "Ministry of Foreign Affairs of Uzbekistan",
        (
            "Opening remarks and answers by Minister Laziz Karimberdiev following talks with the Minister of Foreign "
            "Affairs of Kazakhstan Aidar Nurlanov, Tashkent, 14 March 2024"
        ),
        (
            (
                "Ladies and gentlemen, today I received my colleague Aidar Nurlanov. The talks took place in a spirit "
                "of trust, at the State Residence on the evening of 13 March and again this morning."
            ),
            "We will open each road that the flood has closed, as my colleague has just put it.",
            "A loan of 120 million dollars for the canal has been agreed. The first part will be paid in June.",
            "Question: Does Uzbekistan plan to invite Tajikistan?",
            "Laziz Karimberdiev: We have invited Tajikistan to talks in April. There was no refusal.",
        ),
    ),
    "analysis": (
        "The Inner Asia Review",
        "Water, roads and a loan: what the ministers left out",
        (
            "When the two ministers shook hands last week, neither of them mentioned the winter of 2019.",
            (
                "In November 2019 Kazakhstan closed two border crossings to lorries from Uzbekistan. Uzbekistan called "
                "the step unfriendly and recalled its trade envoy in December 2019."
            ),
            (
                "The presidents met in Astana in June 2021 and agreed to reopen the crossings. They opened in stages "
                "that summer."
            ),
            (
                "Kazakhstan gave Uzbekistan 3,000 tonnes of wheat in February 2022. Uzbekistan sent rescue workers "
                "after the fire at Ekibastuz in early 2022."
            ),
            (
                "Parliamentary elections in Uzbekistan were held on October 27, 2019 and on January 5, 2020. Rustam "
                "Aliev was appointed prime minister later that month."
            ),
            "Aliev resigned in the autumn of 2023 after protests in Nukus. Police arrested some forty demonstrators.",
            "Officials allege that Tajikistan moved troops to the border in 2021. Dushanbe denies it.",
            "If the loan is not paid by July, Uzbekistan may turn to China, one adviser warned.",
        ),
    ),
    "site": (
        "Ferghana Observer",
        "Tajik delegation expected in April",
        (
            "A Tajik delegation led by Deputy Foreign Minister Farrukh Saidov is expected in Tashkent on April 9.",
            "The date was confirmed on Thursday. Saidov spoke by telephone with Karimberdiev on March 20.",
            (
                "Nurlanov's office said the loan had been suspended pending an audit. It later said payment would "
                "resume in May."
            ),
            "The Shanghai Cooperation Organisation will hold a summit of its members in July.",
        ),
    ),
    "digest": (
        None,
        None,
        (
            "Kazakhstan paid the first part of the canal loan on June 3, officials in Tashkent confirmed.",
            "The ministers met again on the margins of the summit. No date was given.",
            "Kazakhstan and Uzbekistan held joint exercises near Shymkent on May 20-24.",
            "An embassy wall in Tashkent was painted over by vandals on November 29.",
        ),
    ),
    "archive": (
        "Steppe News Agency",
        "From our archive: the treaty of 1998",
        (
            (
                "The treaty of eternal friendship between Kazakhstan and Uzbekistan was signed in Tashkent on "
                "October 31, 1998."
            ),
            "A first cooperation council met some time before 2001.",
        ),
    ),
}

DATES: Mapping[str, tuple[str | None, DateBasis, tuple[str, ...]]] = {
    "agency": (
        "2024-03-15",
        DateBasis.INFERRED,
        ("the dateline names March 14", "the ministry's transcript names 2024"),
    ),
    "ministry": ("2024-03-14", DateBasis.TEXT, ("the title names 14 March 2024",)),
    "analysis": ("2024-03-18/2024-03-24", DateBasis.INFERRED, ("\u201clast week\u201d is the week of 14 March 2024",)),
    "site": ("2024-03-21", DateBasis.METADATA, ("article:published_time is 2024-03-21",)),
    "digest": (None, DateBasis.UNKNOWN, ()),
    "archive": ("2011~", DateBasis.DATELINE, ()),
}

PEOPLE = {
    "aidar-nurlanov": ("Aidar Nurlanov", ("Aidar Nurlanov", "Nurlanov"), "KAZ"),
    "laziz-karimberdiev": ("Laziz Karimberdiev", ("Laziz Karimberdiev", "Karimberdiev"), "UZB"),
    "rustam-aliev": ("Rustam Aliev", ("Rustam Aliev", "Aliev"), "UZB"),
    "farrukh-saidov": ("Farrukh Saidov", ("Farrukh Saidov", "Saidov"), "TJK"),
}
STATES = {"KAZ": "Kazakhstan", "UZB": "Uzbekistan", "TJK": "Tajikistan", "CHN": "China"}


def make_report(key: str) -> Report:
    """Make one of the invented reports, title first."""
    outlet, title, paragraphs = TEXTS[key]
    pieces = [*([(BlockKind.TITLE, title)] if title else []), *((BlockKind.PARAGRAPH, p) for p in paragraphs)]
    return build_report(key, pieces, outlet=outlet, title=title)


def build_report(
    key: str, pieces: Sequence[tuple[BlockKind, str]], *, outlet: str | None, title: str | None, url: str | None = None
) -> Report:
    """Join pieces to a report as the reader does: blocks with a blank line between them."""
    blocks: list[Block] = []
    start = 0
    for kind, text in pieces:
        blocks.append(Block(kind=kind, span=Span(start, start + len(text))))
        start += len(text) + 2
    return Report(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        path=f"reports/{key}.txt",
        text="\n\n".join(text for _, text in pieces),
        blocks=tuple(blocks),
        outlet=outlet,
        title=title,
        language="en",
        url=url or f"https://example.org/{key}",
    )


REPORTS = {key: make_report(key) for key in TEXTS}


def evidence(key: str, words: str) -> Evidence:
    """Pin words to the sentence of the report that holds them."""
    report = REPORTS[key]
    at = report.text.index(words)
    start = max(report.text.rfind(stop, 0, at) + len(stop) for stop in (". ", "\n\n", "? "))
    start = start if any(report.text.rfind(stop, 0, at) >= 0 for stop in (". ", "\n\n", "? ")) else 0
    ends = [report.text.find(stop, at + len(words) - 1) for stop in (". ", ".\n", "?\n")]
    end = min((e + 1 for e in ends if e >= 0), default=len(report.text))
    return Evidence.of(report, Span(start, end))


def exactly(key: str, words: str) -> Evidence:
    """Pin the words themselves."""
    start = REPORTS[key].text.index(words)
    return Evidence.of(REPORTS[key], Span(start, start + len(words)))


def _party(name: str) -> Participant:
    if name in PEOPLE:
        office = {"aidar-nurlanov": "foreign minister", "laziz-karimberdiev": "foreign minister"}.get(name)
        return Participant(entity=name, state=PEOPLE[name][2], sector="GOV", office=office)
    if name == "SCO":
        return Participant(entity="SCO", state="SCO", sector="IGO")
    return Participant(entity=name, state=name, sector="GOV")


def _event(  # noqa: PLR0913 - one parameter a column
    act: str,
    actors: str,
    recipients: str,
    when: str | None,
    said: Mapping[str, str],
    *,
    where: str | None = None,
    status: EventStatus = EventStatus.OCCURRED,
    office: str | None = None,
    score: float | None = None,
) -> Event:
    kind, _, mode = act.partition("/")
    pins = {key: evidence(key, words) for key, words in said.items()}
    date = Edtf.parse(when) if when else None
    first = next(iter(pins.values()))
    return Event(
        id=hashlib.sha256(f"{act}{actors}{recipients}{when}{first.quote}".encode()).hexdigest()[:16],
        type=kind,
        mode=mode or None,
        status=status,
        actors=tuple(_party(name) for name in actors.split()),
        recipients=tuple(_party(name) for name in recipients.split()),
        evidence=tuple(pins.values()),
        tellings=tuple(
            Telling(report=pin.report, when=date, where=where, status=status, evidence=(pin,)) for pin in pins.values()
        ),
        when=date,
        where=where,
        office=office,
        score=score,
        because=(f"the words around {' / '.join(said.values())!r} match the codebook's entry for {act}",),
    )


def make_events() -> tuple[Event, ...]:
    """Make every event of the invented reports."""
    planned, alleged = EventStatus.PLANNED, EventStatus.ALLEGED
    talks = _event(
        "CONSULT",
        "aidar-nurlanov laziz-karimberdiev",
        "",
        "2024-03-14",
        {"agency": "held talks with his Uzbek", "ministry": "The talks took place"},
        where="Tashkent",
        score=2.5,
    )
    versions = ((REPORTS["agency"].id, "14 March 2024"), (REPORTS["ministry"].id, "evening of 13 March and 14 March"))
    second = replace(talks.tellings[1], when=Edtf.parse("2024-03-13/2024-03-14"), where="State Residence")
    talks = replace(
        talks,
        tellings=(talks.tellings[0], second),
        differences=(Difference(facet="date", versions=versions),),
        contexts=("diplomatic", "territory"),
        because=(*talks.because, "same act, same actors, same place, dates one day apart: merged"),
    )
    return (
        talks,
        _event(
            "CONSULT/visit",
            "aidar-nurlanov",
            "UZB",
            "2024-03-13/2024-03-14",
            {"agency": "two-day visit"},
            where="Tashkent",
        ),
        _event("SUPPORT", "aidar-nurlanov", "UZB", "2024-03-14", {"agency": "He thanked Uzbekistan"}, score=5.0),
        _event("SUPPORT", "KAZ UZB", "", "2024-03-14", {"agency": "signed a protocol"}, where="Tashkent", score=5.0),
        _event(
            "AID", "KAZ", "UZB", "2024-03-14/..", {"agency": "will lend", "ministry": "has been agreed"}, status=planned
        ),
        _event("ACCUSE/disapprove", "TJK", "KAZ UZB", "2024-03-15", {"agency": "criticised the canal"}, score=-2.0),
        _event("REQUEST/meet", "TJK", "KAZ UZB", "2024-03-15", {"agency": "asked both sides"}, score=0.0),
        _event(
            "OFFICE/assume", "aidar-nurlanov", "", "2024-02-02", {"agency": "took office"}, office="foreign minister"
        ),
        _event("AGREE", "laziz-karimberdiev", "KAZ", "2024-03-14", {"ministry": "open each road"}, score=2.5),
        _event("AGREE", "UZB", "TJK", "2024-03", {"ministry": "invited Tajikistan to talks"}, score=2.5),
        _event("REJECT", "TJK", "UZB", "2024-03-14", {"ministry": "no refusal"}, status=EventStatus.DENIED, score=-2.0),
        _event("CONSULT", "UZB TJK", "", "2024-04", {"ministry": "talks in April"}, status=planned),
        _event("SANCTION/discontinue", "KAZ", "UZB", "2019-11", {"analysis": "closed two border"}, score=-6.0),
        _event("ACCUSE/disapprove", "UZB", "KAZ", "2019-11/2019-12", {"analysis": "unfriendly"}, score=-2.0),
        _event("SANCTION/withdraw", "UZB", "KAZ", "2019-12", {"analysis": "recalled its trade"}, score=-6.0),
        _event("CONSULT", "KAZ UZB", "", "2021-06", {"analysis": "presidents met"}, where="Astana", score=2.5),
        _event("AGREE", "KAZ UZB", "", "2021-06", {"analysis": "agreed to reopen"}, where="Astana", score=2.5),
        _event("COOPERATE", "KAZ", "UZB", "2021-22", {"analysis": "They opened in stages"}, score=9.5),
        _event("AID", "KAZ", "UZB", "2022-02", {"analysis": "3,000 tonnes"}, score=10.0),
        _event("AID", "UZB", "KAZ", "2022-02~", {"analysis": "rescue workers"}, where="Ekibastuz", score=10.0),
        _event("ELECT/election", "UZB", "", "2019-10-27", {"analysis": "Parliamentary elections"}, where="Uzbekistan"),
        _event(
            "ELECT/election", "UZB", "", "2020-01-05", {"analysis": "Parliamentary elections in"}, where="Uzbekistan"
        ),
        _event(
            "OFFICE/appoint", "rustam-aliev", "", "2020-01", {"analysis": "appointed prime"}, office="prime minister"
        ),
        _event("OFFICE/leave", "rustam-aliev", "", "2023-23?", {"analysis": "Aliev resigned"}, office="prime minister"),
        _event("PROTEST/demo", "UZB", "", "2023-09/2023-11", {"analysis": "after protests"}, where="Nukus", score=-5.0),
        _event("COERCE/arrest", "UZB", "", "2023-23", {"analysis": "Police arrested"}, where="Nukus", score=-7.0),
        _event("MOBILIZE/troops", "TJK", "", "2021", {"analysis": "moved troops"}, status=alleged, score=-6.5),
        _event(
            "THREATEN/relations", "UZB", "KAZ", "2024-07", {"analysis": "may turn to"}, status=EventStatus.CONDITIONAL
        ),
        _event(
            "CONSULT/visit",
            "farrukh-saidov",
            "UZB",
            "2024-04-09",
            {"site": "is expected in"},
            where="Tashkent",
            status=planned,
        ),
        _event(
            "CONSULT/phone", "farrukh-saidov laziz-karimberdiev", "", "2024-03-20", {"site": "by telephone"}, score=1.5
        ),
        _event(
            "SANCTION/discontinue", "KAZ", "UZB", "2024-03-14/2024-03-21", {"site": "suspended pending"}, score=-6.0
        ),
        _event("CONSULT/multilateral", "SCO", "", "2024-07", {"site": "hold a summit"}, status=planned),
        _event("AID", "KAZ", "UZB", "2024-06-03", {"digest": "paid the first part"}, score=10.0),
        _event("CONSULT", "KAZ UZB", "", None, {"digest": "met again"}, score=2.5),
        _event(
            "COOPERATE",
            "KAZ UZB",
            "",
            "2024-05-20/2024-05-24",
            {"digest": "joint exercises"},
            where="Shymkent",
            score=9.5,
        ),
        _event("PROTEST/vandalize", "", "UZB", "XXXX-11-29", {"digest": "painted over"}, where="Tashkent"),
        _event("SUPPORT", "KAZ UZB", "", "1998-10-31", {"archive": "was signed"}, where="Tashkent", score=5.0),
        _event(
            "CONSULT/multilateral", "KAZ UZB", "", "../2001", {"archive": "council met"}, status=EventStatus.ONGOING
        ),
    )


def make_conclusions() -> Conclusions:
    """Make everything that the invented reports add up to."""
    entities = (
        *(Entity(id=k, kind=EntityKind.PERSON, name=n, names=f, country=c) for k, (n, f, c) in PEOPLE.items()),
        *(Entity(id=k, kind=EntityKind.STATE, name=n, names=(n,), country=k) for k, n in STATES.items()),
        Entity(id="SCO", kind=EntityKind.ORGANISATION, name="Shanghai Cooperation Organisation", names=("SCO",)),
    )
    quote = "We will open every road that the water closed,"
    quotations = (
        Quotation(
            id="aa00000000000001",
            kind=QuotationKind.DIRECT,
            renderings=(
                Rendering(content=exactly("agency", quote)),
                Rendering(content=exactly("ministry", "We will open each road that the flood has closed")),
            ),
            evidence=(evidence("agency", "We will open every"), evidence("ministry", "open each road")),
            speaker="aidar-nurlanov",
            state="KAZ",
            office="foreign minister",
            cue="told reporters",
            venue="after the talks",
            when=Edtf.parse("2024-03-14"),
        ),
        Quotation(
            id="aa00000000000002",
            kind=QuotationKind.DIRECT,
            renderings=(Rendering(content=exactly("ministry", "Does Uzbekistan plan to invite Tajikistan?")),),
            evidence=(evidence("ministry", "plan to invite"),),
            asker=True,
            when=Edtf.parse("2024-03-14"),
        ),
        Quotation(
            id="aa00000000000003",
            kind=QuotationKind.INDIRECT,
            renderings=(Rendering(content=exactly("analysis", "Uzbekistan may turn to China")),),
            evidence=(evidence("analysis", "may turn to"),),
        ),
    )
    loan = Pledge(
        id="bb00000000000001",
        what="lend Uzbekistan 120 million dollars for a canal on the Syr Darya",
        evidence=(evidence("agency", "will lend"), evidence("ministry", "A loan of 120")),
        steps=(
            PledgeStep(
                state=PledgeState.PLEDGED, when=Edtf.parse("2024-03-14"), evidence=evidence("agency", "will lend")
            ),
            PledgeStep(
                state=PledgeState.SUSPENDED,
                when=Edtf.parse("2024-03-21"),
                evidence=evidence("site", "suspended pending"),
            ),
            PledgeStep(
                state=PledgeState.DELIVERED,
                when=Edtf.parse("2024-06-03"),
                evidence=evidence("digest", "paid the first part"),
            ),
        ),
        by="KAZ",
        by_state="KAZ",
        to="UZB",
        to_state="UZB",
        amount=120_000_000.0,
        currency="USD",
        due=Edtf.parse("2024-06"),
    )
    occupancies = (
        Occupancy(
            id="cc00000000000001",
            holder="aidar-nurlanov",
            post=Position(office="foreign minister", of="KAZ"),
            evidence=(evidence("agency", "took office"),),
            start=Edtf.parse("2024-02-02"),
            seen=Edtf.parse("2024-03-14"),
            basis="stated",
        ),
        Occupancy(
            id="cc00000000000002",
            holder="laziz-karimberdiev",
            post=Position(office="foreign minister", of="UZB"),
            evidence=(evidence("agency", "held talks"),),
            seen=Edtf.parse("2024-03-14/2024-03-20"),
        ),
        Occupancy(
            id="cc00000000000003",
            holder="rustam-aliev",
            post=Position(office="prime minister", of="UZB"),
            evidence=(evidence("analysis", "appointed prime"), evidence("analysis", "Aliev resigned")),
            start=Edtf.parse("2020-01"),
            end=Edtf.parse("2023-23"),
            status="former",
            basis="stated",
        ),
        Occupancy(
            id="cc00000000000004",
            holder="farrukh-saidov",
            post=Position(office="deputy foreign minister", of="TJK"),
            evidence=(evidence("site", "is expected in"),),
            seen=Edtf.parse("2024-03-21"),
        ),
    )
    return Conclusions(
        entities=entities,
        occupancies=occupancies,
        events=make_events(),
        quotations=quotations,
        pledges=(loan,),
        datings=tuple(
            Dating(report=REPORTS[k].id, published=Edtf.parse(d) if d else None, basis=basis, because=because)
            for k, (d, basis, because) in DATES.items()
        ),
    )


def make_record(path: Path) -> Path:
    """Write the record of the invented reports to a file."""
    with Record.open(path, create=True) as record:
        for report in REPORTS.values():
            record.add(report, Observations(program="test"))
        record.conclude(make_conclusions())
    return path


def make_vacant_record(path: Path) -> Path:
    """Write the record with a post that reports call vacant while another shows its holder, and one that is claimed."""
    made = make_conclusions()
    vacancy = Vacancy(
        id="v-3f2a91c0aa11",
        post=Position(office="foreign minister", of="KAZ"),
        evidence=(evidence("agency", "held talks"),),
        start=Edtf.parse("2024-03-01"),
        seen=Edtf.parse("2024-03-20"),
    )
    claim = Occupancy(
        id="o-claimed",
        holder="laziz-karimberdiev",
        post=Position(office="foreign minister", of="KAZ"),
        evidence=(evidence("ministry", "today I received"),),
        seen=Edtf.parse("2024-03-14"),
        status="claimed",
    )
    with Record.open(path, create=True) as record:
        for report in REPORTS.values():
            record.add(report, Observations(program="test"))
        record.conclude(replace(made, vacancies=(vacancy,), occupancies=(*made.occupancies, claim)))
    return path


HOSTILE_TITLE = '<script>alert("title")</script>"><img src=x onerror=alert(1)> =HYPERLINK("x") \u202egnp.exe\u202c'
HOSTILE_OUTLET = "</title><svg onload=alert(2)>\n\x1b[2J{{ 7*7 }}"
HOSTILE_TEXT = "Kazakhstan </mark><script>alert(3)</script> thanked Uzbekistan on 1 May 2024 \u2066now\u2069."


def make_hostile_record(path: Path) -> Path:
    """Write a record of one report whose every word tries to become something else than text."""
    pieces = [(BlockKind.TITLE, HOSTILE_TITLE), (BlockKind.PARAGRAPH, HOSTILE_TEXT)]
    report = build_report(
        "hostile", pieces, outlet=HOSTILE_OUTLET, title=HOSTILE_TITLE, url="javascript:alert(document.domain)"
    )
    pin = Evidence.of(report, report.blocks[1].span)
    name = '"><b onmouseover=alert(4)>Evil\u202e'
    event = Event(
        id="dd00000000000001",
        type="SUPPORT",
        mode=None,
        status=EventStatus.OCCURRED,
        actors=(Participant(entity="evil", state="KAZ", office="<i>minister</i>"),),
        recipients=(Participant(entity="UZB", state="UZB"),),
        evidence=(pin,),
        tellings=(
            Telling(report=report.id, when=None, where="<u>here</u>", status=EventStatus.OCCURRED, evidence=(pin,)),
        ),
        when=Edtf.parse("2024-05-01"),
        where="<u>here</u>",
        differences=(Difference(facet="place", versions=((report.id, "<u>there</u>"),)),),
        because=("<script>alert(5)</script>",),
    )
    quotation = Quotation(
        id="dd00000000000002",
        kind=QuotationKind.DIRECT,
        renderings=(Rendering(content=pin),),
        evidence=(pin,),
        speaker="evil",
    )
    entities = (
        Entity(id="evil", kind=EntityKind.PERSON, name=name, names=(name,), country="KAZ"),
        Entity(id="UZB", kind=EntityKind.STATE, name="Uzbekistan", names=("Uzbekistan",), country="UZB"),
    )
    with Record.open(path, create=True) as record:
        record.add(report, Observations(program="test"))
        record.conclude(Conclusions(entities=entities, events=(event,), quotations=(quotation,)))
    return path

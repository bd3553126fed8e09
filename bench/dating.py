"""Dates generated reports of known truth: how fast, and how many intervals miss the true day.

Usage: python bench/dating.py [--reports N] [--seed S]

Each report is written about invented and real people from a day drawn at random: what it tells (a day
with or without a year, a plan, an anniversary, who is in office) is true of that day. The report
itself never names its own date. Prints one line of JSON; ends with 1 if more than 2 % of the intervals
exclude the true day, or if 10,000 reports would take more than 30 s of processor time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
import time
from collections.abc import Iterator
from typing import Final

from chancery.codebooks.leaders import carried
from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.mentions import Observations
from chancery.model.reference import Reference, Tenure
from chancery.model.text import Report
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
from chancery.resolution.accounts import Told
from chancery.resolution.coreference import Referents, find_referents
from chancery.resolution.dating import date_reports
from chancery.resolution.entities import Cast, gather_cast
from chancery.resolution.offices import Holders, find_occupancies
from chancery.resolution.participants import Stage
from chancery.resolution.scene import Scene, set_scene
from chancery.resolution.sightings import fill_posts, find_sightings
from chancery.resolution.tellings import find_tellings
from chancery.resolution.terms import gather_terms

MOST_WRONG: Final = 0.02
MOST_SECONDS: Final = 30.0
FULL: Final = 10_000
OFTEN: Final = 0.5
SOMETIMES: Final = 0.3
FIRST: Final = dt.date(2003, 1, 1)
LAST: Final = dt.date(2024, 12, 31)
SURNAMES: Final = "Berg Dahl Falk Lind Holm Strand Krantz Vinter Sommer Aldus Brask Corvin Delm Ersk Fenn Garde".split()
GIVEN: Final = "Anna Karl Otto Eva Nils Marta Jonas Clara Emil Sofia Lukas Greta".split()
STATES: Final = "Estonia Chile Kenya Nepal Ghana Peru Iceland Malta Laos Cuba Panama Fiji".split()
OFFICE_WORDS: Final = {"foreign minister": "Foreign Minister", "foreign secretary": "Foreign Secretary"}


def _words(day: dt.date, *, year: bool) -> str:
    return f"{day:%B} {day.day}" + (f", {day.year}" if year else "")


# a leader of Macedonia before it took its name of today would be called North Macedonian here
def _leader(draw: random.Random, day: dt.date) -> Tenure | None:
    here = Edtf.day(day)
    held = [
        t
        for t in carried().tables[0].tenures
        if t.start
        and not here.before(t.start)
        and not (t.end and t.end.before(here))
        and t.of not in {"UN", "NATO", "MKD"}
    ]
    return draw.choice(held) if held else None


def _titled(tenure: Tenure) -> str:
    state = states()[str(tenure.of)]
    adjective = state.adjectives[0] if state.adjectives else state.name
    return f"{adjective} {OFFICE_WORDS.get(tenure.office, tenure.office.title())} {tenure.person}"


def _sentences(draw: random.Random, day: dt.date) -> Iterator[str]:
    """Yield what a report of that day may tell."""
    yield _opening(draw, day)
    before = day - dt.timedelta(days=draw.randint(200, 2500))
    if draw.random() < OFTEN:
        yield f"The talks broke down on {_words(before, year=True)}."
    if draw.random() < SOMETIMES:
        later = day + dt.timedelta(days=draw.randint(20, 300))
        yield f"A new round will be held in {later:%B %Y}."
    old = _leader(draw, before)
    if old is not None and draw.random() < SOMETIMES:
        yield f"In {before.year} {_titled(old)} called it a mistake."
    if draw.random() < SOMETIMES:
        yield f"The embassy opened in {draw.randint(1950, 1999)}."


def _opening(draw: random.Random, day: dt.date) -> str:
    """Return the first sentence of a report of that day."""
    person = f"{draw.choice(GIVEN)} {draw.choice(SURNAMES)}"
    state = draw.choice(STATES)
    recent = day - dt.timedelta(days=draw.randint(0, 2))
    count = draw.choice([10, 20, 25, 30])
    leader = _leader(draw, day)
    kinds = [
        f"{_titled(leader)} met Minister {person} of {state} on {day:%A}." if leader else "",
        f"Minister {person} arrived in {state} on {_words(recent, year=False)}.",
        f"On {_words(recent, year=True)}, Minister {person} met the envoys of {state}.",
        f"{state} celebrates {count} years of the treaty signed in {day.year - count}, {person} said on {day:%A}.",
        f"Minister {person} of {state} spoke to reporters on {day:%A}.",
    ]
    return draw.choice([kinds[0], *kinds]) or kinds[-1]


def make(count: int, seed: int) -> list[tuple[dt.date, str]]:
    """Write reports, each with its day."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    span = (LAST - FIRST).days
    days = [FIRST + dt.timedelta(days=draw.randrange(span)) for _ in range(count)]
    return [(day, f"Report {number}\n\n" + " ".join(_sentences(draw, day))) for number, day in enumerate(days)]


def _prepare(inputs: list[tuple[Report, Observations]]) -> tuple[list[Scene], list[Referents], Cast]:
    scenes = [set_scene(report, seen) for report, seen in inputs]
    referents = [find_referents(scene) for scene in scenes]
    return scenes, referents, gather_cast(scenes, referents)


def run(count: int, seed: int, reference: Reference) -> dict[str, float | int | None]:
    """Date generated reports and measure."""
    made = make(count, seed)
    inputs = []
    for _, text in made:
        report = parse_report(text.encode(), path="generated")
        inputs.append((report, code_report(report)))
    scenes, referents, cast = _prepare(inputs)
    pairs = zip(scenes, referents, strict=True)
    sightings = fill_posts(s for scene, told in pairs for s in find_sightings(scene, told, cast))
    holders = Holders.of(find_occupancies(sightings))
    accounts: list[Told] = []
    for scene, told in zip(scenes, referents, strict=True):
        accounts += find_tellings(Stage(scene, told, cast, holders))
    started = time.process_time()
    terms = gather_terms(reference, sightings)
    datings = date_reports(scenes, referents, cast=cast, terms=terms, accounts=accounts)
    seconds = time.process_time() - started
    wrong = closed = years = 0
    widths: list[int] = []
    for (day, _), (report, _seen) in zip(made, inputs, strict=True):
        published = datings[report.id].published
        if published is None or published.cycle is not None:
            continue
        years += 1
        wrong += not Edtf.day(day).within(published)
        if published.width_days is not None:
            closed += 1
            widths.append(published.width_days)
    widths.sort()
    return {
        "reports": count,
        "seconds": round(seconds, 2),
        "with_year": years,
        "closed": closed,
        "median_days": widths[len(widths) // 2] if widths else None,
        "excluded": wrong,
        "excluded_share": round(wrong / max(1, years), 4),
    }


def main() -> int:
    """Run from the shell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    found = run(asked.reports, asked.seed, carried())
    sys.stdout.write(json.dumps(found) + "\n")
    slow = float(found["seconds"] or 0) * FULL / max(1, asked.reports) > MOST_SECONDS
    return 1 if slow or float(found["excluded_share"] or 0) > MOST_WRONG else 0


if __name__ == "__main__":
    sys.exit(main())

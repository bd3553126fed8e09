"""Gives the reports of a record to a second coder, and concludes again.

What it reads is kept beside our own reading of the report, as a reading of its own program: nothing of ours changes,
and asking twice asks nobody. A report that the endpoint fails on is noted, and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from chancery.coders.coding import code_with
from chancery.coders.endpoint import Endpoint
from chancery.errors import CoderError
from chancery.model.mentions import Observations
from chancery.model.text import Report
from chancery.pipeline import ENGLISH, PROGRAM, conclude_again
from chancery.record.originals import Original
from chancery.record.store import Record

Progress = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondRun:
    """What a second coder was asked, and what came of it.

    Attributes:
        asked: Reports that it was asked about.
        readings: Events that it reads in them.
        refused: Items of its answers that are not in the report or the codebook.
        failed: Reports that gave no answer, with the error.
    """

    asked: int
    readings: int
    refused: int
    failed: tuple[tuple[str, CoderError], ...]


def program_of(endpoint: Endpoint) -> str:
    """Return the program that a reading with this coder counts as."""
    return f"{PROGRAM} with {endpoint.coder}"


def code_record(record: Record, endpoint: Endpoint, progress: Progress | None = None) -> SecondRun:
    """Ask a second coder about every English report that it has not been asked about.

    Args:
        record: Open for writing; all its reports are read by this program.
        endpoint: Where the coder answers.
        progress: Called with reports done, reports in all, and the one just done.

    Raises:
        RecordError: If the record cannot be written.
    """
    program = program_of(endpoint)
    total = record.counts()["reports"]
    asked = readings = refused = 0
    failed: list[tuple[str, CoderError]] = []
    for done, (report, seen) in enumerate(record.inputs(), 1):
        if report.language in {None, ENGLISH} and seen.program != program:
            asked += 1
            try:
                found = _store(record, report, seen, endpoint, program)
                readings, refused = readings + found[0], refused + found[1]
            except CoderError as error:
                failed.append((report.path, error))
        if progress is not None:
            progress(done, total, report.path)
    if asked > len(failed):
        conclude_again(record)
    return SecondRun(asked=asked, readings=readings, refused=refused, failed=tuple(failed))


def _store(record: Record, report: Report, seen: Observations, endpoint: Endpoint, program: str) -> tuple[int, int]:
    checked = code_with(endpoint, report)
    other = tuple(one for one in seen.second if one.coder != endpoint.coder)
    text = record.original(report.id)
    original = None if text is None else Original.pack(text, encoding=report.encoding)
    record.add(report, replace(seen, program=program, second=(*other, *checked.readings)), original)
    return len(checked.readings), len(checked.refused)

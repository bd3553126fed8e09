"""From paths to a record: the journey of a report on one page.

1. `reading`: find the inputs; bytes become a report, without its furniture.
2. `language`: the report becomes sentences and tokens.
3. `extraction`: what this report says, by itself. Steps 1 to 3 run in a guarded worker, so that a
   poisonous file costs itself only (10 s and 2 GB, after the measurements in the design, section 4).
4. `record`: report and observations are stored in one transaction with the ledger; a report that
   is there already changes nothing.
5. `resolution`: what all reports add up to is derived again, and stored in one transaction. A run
   that is killed is finished by the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chancery import __version__
from chancery.errors import ChanceryError
from chancery.model.mentions import Observations
from chancery.model.text import Report, Skipped, content_id
from chancery.reading.decode import SIZE_LIMIT
from chancery.reading.files import find_inputs, skipped
from chancery.reading.report import parse_report, read_report
from chancery.reading.workers import Limits, run_guarded
from chancery.record.store import Record
from chancery.resolution.conclude import conclude

PROGRAM = f"{__version__}/1"  # the second number rises whenever extraction finds something else

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run of reading did.

    Attributes:
        reports: Reports that the record holds of the paths given.
        new: Those that it did not hold before.
        known: Those that it held.
        skipped: Inputs that gave no report, and why.
    """

    reports: int
    new: int
    known: int
    skipped: tuple[Skipped, ...]


def code_report(report: Report) -> Observations:
    """Turn one report into what it says; the record is not touched."""
    from chancery.extraction.observe import observe  # noqa: PLC0415 - the parent process needs no language tools
    from chancery.language.pipeline import annotate  # noqa: PLC0415

    return observe(annotate(report), report, program=PROGRAM)


def read_paths(
    paths: Sequence[Path], record: Record, *, limits: Limits | None = None, progress: Progress | None = None
) -> Summary:
    """Read files and folders into a record, and derive again what all its reports add up to.

    Args:
        paths: Files and folders.
        record: An open record.
        limits: What one file may cost.
        progress: Called with files done, files in all, and the file just done.

    Raises:
        RecordError: If the record cannot be written.
    """
    files, passed_over = find_inputs(paths)
    counts = {"new": 0, "known": 0}
    for done, (path, outcome) in enumerate(_outcomes(files, record, limits), 1):
        if isinstance(outcome, Skipped):
            passed_over.append(outcome)
        else:
            counts["new" if outcome else "known"] += 1
        if progress is not None:
            progress(done, len(files), str(path))
    for skip in passed_over:
        record.note_skip(skip, PROGRAM)
    if not record.is_concluded(PROGRAM):
        if progress is not None:
            progress(len(files), len(files), "putting the record together")
        record.conclude(conclude(record.inputs()), PROGRAM)
    return Summary(reports=sum(counts.values()), skipped=tuple(passed_over), **counts)


def _outcomes(files: Sequence[Path], record: Record, limits: Limits | None) -> Iterator[tuple[Path, bool | Skipped]]:
    """Yield for each file whether it was new, or why it was skipped."""
    unknown: list[Path] = []
    for path in files:
        held = _held(path, record)
        if held:
            yield path, False
        else:
            unknown.append(path)
    guarded = run_guarded(_code_file, unknown, limits=limits, initializer=warm_up, preload=("chancery.preload",))
    for path, outcome in guarded:
        if isinstance(outcome, ChanceryError):
            yield path, skipped(path, outcome)
        else:
            yield path, record.add(*outcome)


def _held(path: Path, record: Record) -> bool:
    """Tell whether the record holds the file's content already; a file that cannot be read is not held."""
    try:
        readable = path.is_file() and path.stat().st_size <= SIZE_LIMIT  # a pipe would block for ever
        known = content_id(path.read_bytes()) if readable else ""
    except OSError:
        return False
    if not known or not record.holds(known, PROGRAM):
        return False
    record.note_again(str(path), known, PROGRAM)
    return True


def _code_file(path: Path) -> tuple[Report, Observations]:
    """Do the work of one worker on one file."""
    report = read_report(path)
    return report, code_report(report)


def warm_up() -> None:
    """Load what the first file would wait for, so that the wait is not on that file's time."""
    words = "The foreign minister of Ruritania, Anna Berg, met her counterpart in Strelsau on 3 May 2020."
    for text in (words, f"<html><head><title>Talks</title></head><body><p>{words * 3}</p></body></html>"):
        with suppress(ChanceryError):
            code_report(parse_report(text.encode(), path="warm-up"))

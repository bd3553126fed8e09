"""From what the user names to a record: the journey of a report on one page.

1. `reading`: find the originals, one at a time, also in archives, tables and feeds; bytes become a
   report, without its furniture.
2. `language`: the report becomes sentences, tokens, trees and names.
3. `extraction`: what this report says, by itself. Steps 1 to 3 run in a guarded worker, so that a
   poisonous file costs itself only (10 s and 2 GB, after the measurements in the design, section 4).
4. `record`: report, observations and original are stored in one transaction with the ledger; a
   report that is there already changes nothing.
5. `resolution`: what all reports add up to is derived again, and stored in one transaction. A run
   that is killed is finished by the next. What people decided about it is followed each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from chancery import __version__
from chancery.codebooks.leaders import carried
from chancery.errors import ChanceryError, RecordError
from chancery.model.decisions import Anchor, Decision, DecisionKind, Outcome
from chancery.model.mentions import Observations
from chancery.model.reference import Reference
from chancery.model.text import Report, Skipped, content_id
from chancery.reading.decode import SIZE_LIMIT
from chancery.reading.files import find_inputs, skipped
from chancery.reading.items import Options, Source, open_all, source_name
from chancery.reading.originals import load, read_original
from chancery.reading.report import item_id, make_report, parse_report, read_report
from chancery.reading.workers import Limits, run_guarded, worker_count
from chancery.record.anchors import add_decision
from chancery.record.originals import Original
from chancery.record.store import Record
from chancery.resolution.conclude import conclude
from chancery.resolution.grounds import Ground, dated_by_decision, find_rulings, reports_of
from chancery.resolution.replay import replay
from chancery.resolution.second import with_taken

if TYPE_CHECKING:
    from chancery.extraction.reported import Reported

PROGRAM = f"{__version__}/10"  # the second number rises whenever reading or extraction finds something else
ENGLISH = "en"  # the language whose events are read; reports in others are kept, and wait
NAMED_A_CODE = 1000  # skipped inputs of one code that a summary names; of more, which a table may have, the number

Progress = Callable[[int, int | None, str], None]
Coded = tuple[Report, Observations, Original]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run of reading did.

    Attributes:
        reports: Reports that the record holds of the inputs given.
        new: Those that it did not hold before.
        known: Those that it held.
        skipped: Inputs that gave no report, and why; of each code the first `NAMED_A_CODE`.
        skips: How many inputs gave no report, by code.
    """

    reports: int
    new: int
    known: int
    skipped: tuple[Skipped, ...]
    skips: dict[str, int] = field(default_factory=dict)


def conclude_again(record: Record) -> None:
    """Derive again what all reports of a record add up to, with its reference tables and the carried one.

    What people decided is followed: who and what is one or two goes into the joining, the rest is replayed after it.

    Raises:
        RecordError: If the record cannot be written.
    """
    reference = Reference(tables=(*carried().tables, *record.reference().tables))
    log = record.decided()
    if not log:
        record.conclude(conclude(record.inputs(), reference), PROGRAM)
        return
    grounds = _grounds(record, log)
    inputs = with_taken(dated_by_decision(record.inputs(), log), log)
    drawn = conclude(inputs, reference, rulings=find_rulings(log, grounds))
    record.conclude(replay(drawn, log, grounds), PROGRAM)


def _grounds(record: Record, log: Sequence[Decision]) -> dict[str, Ground]:
    """Return the reports that decisions are about, as they are read now; those that are gone are left out."""
    held = record.readings_of(reports_of(log))
    return {report.id: Ground(report.text, seen.sentences) for report, seen in held}


def decide(
    record: Record,
    kind: DecisionKind,
    *,
    by: str,
    because: str,
    targets: Sequence[Anchor] = (),
    field: str | None = None,
    value: str | None = None,
    undoes: int | None = None,
) -> tuple[Decision, Outcome | None]:
    """Add a decision to the log of a record, and conclude the record again.

    Args:
        record: An open record.
        kind: What is decided.
        by: Who decides.
        because: Why.
        targets: What it is about, as `record.anchors` made them.
        field: Which value is set.
        value: The value.
        undoes: The number of the decision that is taken back.

    Returns:
        The decision, and what became of it; None for an undo.

    Raises:
        QueryError: If it contradicts a decision that holds (C081), is impossible (C080, C082, C083), or has no
            author or reason (C086).
        RecordError: If the record cannot be written.
    """
    decision = add_decision(
        record, kind, by=by, because=because, targets=targets, field=field, value=value, undoes=undoes
    )
    conclude_again(record)
    return decision, record.outcomes().get(decision.number)


def code_report(report: Report) -> Observations:
    """Turn one report into what it says; the record is not touched.

    A report in another language than English says nothing yet.
    """
    if report.language not in {None, ENGLISH}:
        return Observations(program=PROGRAM)
    from chancery.extraction.observe import observe  # noqa: PLC0415 - the parent process needs no language tools
    from chancery.language.pipeline import annotate  # noqa: PLC0415
    from chancery.language.vectors import vectors_of  # noqa: PLC0415

    return observe(annotate(report), report, program=PROGRAM, vectors=vectors_of)


def attributions_of(path: Path) -> tuple[Report, tuple[Reported, ...]]:
    """Read one file, and return every attribution in it, thoughts included; no record is touched.

    Raises:
        ChanceryError: If the file cannot be read.
    """
    from chancery.extraction.observe import find_all_attributions  # noqa: PLC0415 - the parent needs no language tools
    from chancery.language.pipeline import annotate  # noqa: PLC0415

    report = read_report(path)
    return report, find_all_attributions(annotate(report), report)


def read_paths(
    paths: Sequence[Path | str],
    record: Record,
    *,
    options: Options | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read files, folders and addresses into a record, and derive again what all its reports add up to.

    Args:
        paths: Files, folders, "-" for standard input, and http(s) addresses.
        record: An open record.
        options: How tables and addresses are opened.
        limits: What one report may cost.
        progress: Called with inputs done, inputs in all (None once a container is open, whose
            items nobody has counted), and the one just done.

    Raises:
        RecordError: If the record cannot be written.
    """
    inputs, passed_over = find_inputs(paths)
    found = chain(passed_over, open_all(inputs, options=options))
    total = len(inputs) + len(passed_over)
    return read_found(found, record, limits=limits, progress=progress, total=total)


def read_found(
    found: Iterable[Source | Skipped],
    record: Record,
    *,
    limits: Limits | None = None,
    progress: Progress | None = None,
    total: int | None = None,
) -> Summary:
    """Read originals into a record as they are found, and derive again what all its reports add up to.

    Args:
        found: Originals, and what gave none; taken only as fast as they are read.
        record: An open record.
        limits: What one report may cost.
        progress: As for `read_paths`.
        total: How many originals there are, where that is known.

    Raises:
        RecordError: If the record cannot be written.
    """
    run = _Run(record, progress, total)
    for source, coded in _coded(run.unknown(found), limits):
        run.store(source, coded)
    if not record.is_concluded(PROGRAM):
        if progress is not None:
            progress(run.done, run.done, "putting the record together")
        conclude_again(record)
    return run.summary()


@dataclass(slots=True)
class _Run:
    """One run of reading: what it has done so far."""

    record: Record
    progress: Progress | None
    total: int | None
    new: int = 0
    known: int = 0
    skips: Counter[str] = field(default_factory=Counter)
    named: list[Skipped] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Originals that are done with."""
        return self.new + self.known + self.skips.total()

    def unknown(self, found: Iterable[Source | Skipped]) -> Iterator[Source]:
        """Yield what has to be read; what the record holds, and what gives no report, is noted on the way."""
        for source in found:
            if isinstance(source, Skipped):
                self.skip(source)
            elif _held(source, self.record):
                self.known += 1
                self._advance(source)
            else:
                yield source

    def store(self, source: Source, coded: Coded | ChanceryError) -> None:
        """Store what a worker made of an original."""
        if isinstance(coded, ChanceryError):
            self.skip(skipped(source_name(source), coded))
            return
        try:
            new = self.record.add(*coded)
        except RecordError:
            raise
        except ChanceryError as error:  # characters that no text has: this report only
            self.skip(skipped(source_name(source), error))
            return
        self.new, self.known = self.new + new, self.known + (not new)
        self._advance(source)

    def skip(self, skip: Skipped) -> None:
        """Note that an input gave no report."""
        self.record.note_skip(skip, PROGRAM)
        self.skips[skip.code] += 1
        if self.skips[skip.code] <= NAMED_A_CODE:
            self.named.append(skip)
        self._advance(skip)

    def summary(self) -> Summary:
        """Sum the run up."""
        return Summary(
            reports=self.new + self.known,
            new=self.new,
            known=self.known,
            skipped=tuple(self.named),
            skips=dict(self.skips),
        )

    def _advance(self, done: Source | Skipped) -> None:
        if self.total is not None and (not isinstance(done, Path | Skipped) or self.done > self.total):
            self.total = None
        if self.progress is not None:
            self.progress(self.done, self.total, done.path if isinstance(done, Skipped) else source_name(done))


def _held(source: Source, record: Record) -> bool:
    """Tell whether the record holds an original already; a file that cannot be read is not held."""
    if isinstance(source, Path):
        try:
            known = content_id(source.read_bytes()) if source.stat().st_size <= SIZE_LIMIT else ""
        except OSError:
            return False
    else:
        known = item_id(source)
    if not known or not record.holds(known, PROGRAM):
        return False
    record.note_again(source_name(source), known, PROGRAM)
    return True


def _coded(unknown: Iterator[Source], limits: Limits | None) -> Iterator[tuple[Source, Coded | ChanceryError]]:
    """Give originals to guarded workers; none is started for nothing."""
    first = list(islice(unknown, worker_count(iter(()))))
    if first:
        yield from run_guarded(
            _code,
            chain(first, unknown),
            limits=limits,
            initializer=warm_up,
            preload=("chancery.preload",),
            workers=len(first),
            name=source_name,
        )


def _code(source: Source) -> Coded:
    """Do the work of one worker on one original."""
    item = load(source) if isinstance(source, Path) else source
    extract = read_original(item)
    report = make_report(item, extract)
    return report, code_report(report), Original.pack(extract.text, encoding=extract.encoding)


def warm_up() -> None:
    """Load what the first file would wait for, so that the wait is not on that file's time."""
    words = "The foreign minister of Ruritania, Anna Berg, met her counterpart in Strelsau on 3 May 2020."
    for text in (words, f"<html><head><title>Talks</title></head><body><p>{words * 3}</p></body></html>"):
        with suppress(ChanceryError):
            code_report(parse_report(text.encode(), path="warm-up"))

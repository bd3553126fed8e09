"""`chancery watch`: reads feeds again and again, what is new only, until it is told to end."""

from __future__ import annotations

import datetime as dt
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

import click

from chancery.cli.exits import Exit
from chancery.cli.options import make_help, record_option

if TYPE_CHECKING:
    from chancery.model.text import Skipped
    from chancery.pipeline import Summary
    from chancery.reading.items import Source
    from chancery.reading.source import Found
    from chancery.reading.watch import Memory
    from chancery.reading.web import Web
    from chancery.record.address import Place
    from chancery.record.store import Record

SHORTEST_S: Final = 60.0  # between two rounds
LONGEST_S: Final = 366 * 24 * 3600.0
UNSUPPORTED: Final = "C019"  # a kind that Chancery does not read is no failure
IN_USE: Final = "C023"  # another program writes; it may be done by the next round
STEP_S: Final = 0.2  # how soon a sleeper notices that it should end
UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}

Read = Callable[[Iterable["Path | Found"]], "Summary"]

HELP: Final = make_help(
    """Read feeds again and again, what is new only.

    FEEDS is a text file: the address of an RSS or Atom feed a line, or a file or folder; # begins a comment. The
    page of each new entry is fetched, politely: robots.txt is heeded, and no host is asked oftener than once a
    second. Where a page cannot be had in three rounds, what the feed holds of it is read. A feed that is down is
    told in the line of the round, and tried again in the next. FEEDS is read anew every round.

    Ctrl-C, or SIGTERM, ends it after the report in work; started again, it goes on where it was.""",
    "chancery watch feeds.txt --every 15m         until it is told to end",
    "chancery watch feeds.txt --once              one round, for cron",
    "chancery watch feeds.txt --record my.db -q   only what failed",
)


class Interval(click.ParamType[float]):
    """A time on the command line: 90s, 15m, 2h or 1d, as seconds."""

    name = "interval"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401
        """Read it; what is none, or too short or long, is a usage error."""
        if isinstance(value, float):
            return value
        written = re.fullmatch(r"([0-9]{1,9})([smhd])", str(value).strip().lower())
        seconds = int(written[1]) * UNITS[written[2]] if written else 0.0
        if not SHORTEST_S <= seconds <= LONGEST_S:
            self.fail(f"{value!r} is no time from 60s to 366d. Write it like 90s, 15m, 2h or 1d.", param, ctx)
        return seconds


@click.command("watch", help=HELP, short_help="Read feeds again and again.")
@click.argument("feeds", metavar="FEEDS", type=click.Path(path_type=Path))
@record_option
@click.option(
    "--every", type=Interval(), default="15m", show_default=True, metavar="TIME", help="From one round to the next."
)
@click.option("--once", is_flag=True, help="One round, then end.")
@click.option("--allow-private", is_flag=True, help="Also fetch from this machine and its network.")
@click.option("--proxy", metavar="URL", help="Fetch through this proxy, which then looks the names up.")
@click.option("--quiet", "-q", is_flag=True, help="No line for a round in which all went well.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    feeds: Path,
    record_path: Place,
    every: float,
    once: bool,
    allow_private: bool,
    proxy: str | None,
    quiet: bool,
) -> None:
    """Read feeds again and again."""
    from chancery.reading.watch import Memory, read_list  # noqa: PLC0415 - imported on use
    from chancery.reading.web import Web, WebSettings  # noqa: PLC0415

    read_list(feeds)  # what is wrong with it from the first is said at once
    beside = record_path if isinstance(record_path, Path) else feeds  # a record in a database has no folder
    memory = Memory(beside.with_name(f"{beside.name}.watch.json"))
    with heard() as ending:
        web = Web(WebSettings(allow_private=allow_private, proxy=proxy), sleep=ending.sleep_or_raise)
        watch = Watch(feeds, record_path, memory, web, ending)
        while True:
            begun = time.monotonic()
            told = watch.visit(once=once)
            tell(told, dt.datetime.now().astimezone(), quiet=quiet)
            if once or not ending.sleep(every - (time.monotonic() - begun)):
                break
    if ending.wanted:
        raise click.Abort
    if told.failures:
        ctx.exit(Exit.SKIPPED)


class Ending:
    """Whether the user wants to end; a plain flag, since a signal may come at any instruction."""

    wanted = False

    def sleep(self, seconds: float) -> bool:
        """Sleep, but no longer once the user wants to end; return whether that is not so."""
        end = time.monotonic() + seconds
        while not self.wanted and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, STEP_S))
        return not self.wanted

    def sleep_or_raise(self, seconds: float) -> None:
        """Sleep before a request, which is not made if the user wants to end.

        Raises:
            NotNowError: If so.
        """
        from chancery.reading.politeness import NotNowError  # noqa: PLC0415 - imported on use

        if not self.sleep(seconds):
            raise NotNowError("the watch is ending")  # noqa: TRY003 - nobody reads it


@contextmanager
def heard() -> Iterator[Ending]:
    """Hear Ctrl-C and SIGTERM: the first is heeded after the report in work, a second Ctrl-C at once."""
    ending = Ending()

    def hear(number: int, frame: FrameType | None) -> None:
        if ending.wanted and number == signal.SIGINT:
            signal.default_int_handler(number, frame)
        ending.wanted = True

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a round did.

    Attributes:
        watched: Feeds, files and folders on the list.
        new: Reports that the record did not hold.
        failures: What could not be read, and why.
    """

    watched: int
    new: int
    failures: tuple[Skipped, ...]


@dataclass(slots=True)
class Watch:
    """A list of feeds, and the record that they are read into."""

    feeds: Path
    record_path: Place
    memory: Memory
    web: Web
    ending: Ending

    def visit(self, *, once: bool) -> Told:
        """Read what is new, once. A record that another program is writing to is left for the next round.

        Raises:
            InputError: If the list cannot be read and there is no next round.
            RecordError: If the record cannot be used, by now or ever.
        """
        from chancery.errors import ChanceryError, InputError  # noqa: PLC0415 - imported on use
        from chancery.reading.files import skipped  # noqa: PLC0415
        from chancery.record.store import Record  # noqa: PLC0415

        try:
            with Record.open(self.record_path, create=True) as record:
                return self._visit(record)
        except ChanceryError as error:
            if once or not (isinstance(error, InputError) or error.code == IN_USE):
                raise
            return Told(watched=0, new=0, failures=(skipped("", error),))

    def _visit(self, record: Record) -> Told:
        from chancery.pipeline import PROGRAM  # noqa: PLC0415 - imported on use
        from chancery.reading.watch import Round, read_list  # noqa: PLC0415

        watched = read_list(self.feeds)
        this = Round(
            memory=self.memory,
            web=self.web,
            known=lambda name: record.has_path(name, PROGRAM),
            stopped=lambda: self.ending.wanted,
        )
        summary = reader(record, self.ending)(this.news(watched))
        this.settle()
        failed = (skip for skip in summary.skipped if skip.code != UNSUPPORTED)
        return Told(watched=len(watched), new=summary.new, failures=(*this.failures, *failed))


def reader(record: Record, ending: Ending) -> Read:
    """Return what reads originals into a record, and puts the record together if there was news."""
    from chancery.pipeline import read_found  # noqa: PLC0415 - imported on use

    def read(found: Iterable[Path | Found]) -> Summary:
        return read_found(_originals(found, ending), record)

    return read


def _originals(found: Iterable[Path | Found], ending: Ending) -> Iterator[Source | Skipped]:
    """Open files, folders, and the containers among what was fetched, which is all passed on: it counts as read."""
    from chancery.reading.files import find_inputs  # noqa: PLC0415 - imported on use
    from chancery.reading.items import expand, open_items  # noqa: PLC0415
    from chancery.reading.source import Budget  # noqa: PLC0415

    for one in found:
        if isinstance(one, Path):
            inputs, passed_over = find_inputs([one])
            yield from passed_over
            for named in inputs:
                yield from takewhile(lambda _: not ending.wanted, open_items(named))
        else:
            yield from expand(iter([one]), budget=Budget())


def tell(told: Told, now: dt.datetime, *, quiet: bool) -> None:
    """Print the line of a round: on stdout, or on stderr if only failures are wanted."""
    if quiet and not told.failures:
        return
    with suppress(BrokenPipeError):  # whoever read the lines has gone; the record still grows
        click.echo(line_of(told, now), err=quiet)


def line_of(told: Told, now: dt.datetime) -> str:
    """Say in one line what a round did; of several failures the first."""
    from chancery.cli.output import one_line  # noqa: PLC0415 - imported on use
    from chancery.views.labels import count_words  # noqa: PLC0415

    parts = [count_words(told.watched, "feed"), count_words(told.new, "new report")]
    if told.failures:
        first, *others = told.failures
        more = f" (and {len(others):,} more)" if others else ""
        parts.append(f"{len(told.failures):,} failed: [{first.code}] {first.reason}{more}")
    return one_line(f"{now:%H:%M} {', '.join(parts)}")

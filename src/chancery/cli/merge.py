"""`chancery merge`: two analysts' records become one."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import RecordType, make_help

if TYPE_CHECKING:
    from chancery.record.address import Place
    from chancery.record.uniting import United

HELP: Final = make_help(
    """Unite two records in a new one, and conclude from all their reports again.

    A report that both hold is one report; where different versions of Chancery read it, the newest reading counts.
    Originals, reference tables and people's decisions go along, each with its author and time. Of two decisions that
    contradict one another neither holds ("not the same" does, as long as nobody settles it): `chancery review` asks
    who is right. What else the new record cannot settle, such as whether two people of one name are one, it keeps as
    questions too. A and B stay as they are; either may lie in a database, and `chancery copy` takes the new one to
    another.""",
    "chancery merge mine.db theirs.db --output ours.db",
    "chancery diff mine.db ours.db                        what the other record adds",
)


@click.command("merge", help=HELP, short_help="Unite two records in a new one.")
@click.argument("one", metavar="A", type=RecordType())
@click.argument("other", metavar="B", type=RecordType())
@click.option("--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The new record.")
def command(*, one: Place, other: Place, output: Path) -> None:
    """Unite two records in a new one."""
    from chancery.cli.output import write_text  # noqa: PLC0415 - imported on use
    from chancery.pipeline import conclude_again  # noqa: PLC0415
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.record.uniting import unite  # noqa: PLC0415
    from chancery.views.review import open_questions  # noqa: PLC0415

    with (
        Record.open(one, readonly=True) as first,
        Record.open(other, readonly=True) as second,
        _new_record(output) as place,
    ):
        with Record.open(place, create=True) as record:
            united = unite(record, (first, second))
            conclude_again(record)
            questions = len(open_questions(record))
        before = (first.counts()["reports"], second.counts()["reports"])
    write_text(_render(united, before, questions, output))


@contextmanager
def _new_record(output: Path) -> Iterator[Path]:
    """Give the place of a record that gets its name only when all of it is there."""
    from chancery.cli.output import unwritable  # noqa: PLC0415 - imported on use
    from chancery.errors import QueryError, RecordError  # noqa: PLC0415

    if output.exists():
        raise QueryError(
            "C051", f"{output} cannot be written: it is there already.", "Name another place with --output."
        )
    place = output.with_name(f".{output.name}.{secrets.token_hex(6)}.part")
    try:
        yield place
        place.replace(output)
    except OSError as error:
        raise unwritable(output, error) from error
    except RecordError as error:  # of one that lies under another name until it is whole
        raise RecordError(error.code, error.message.replace(str(place), str(output)), error.remedy) from error
    finally:
        for left in (place, *(place.with_name(place.name + end) for end in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                left.unlink()


def _render(united: United, before: tuple[int, int], questions: int, output: Path) -> str:
    from chancery.cli.output import one_line  # noqa: PLC0415 - imported on use
    from chancery.views.labels import count_words  # noqa: PLC0415

    held = f"{count_words(united.reports, 'report')}, from {before[0]:,} and {before[1]:,}"
    lines = [f"Wrote {output}: {held}; {united.shared:,} in both."]
    if united.reread:
        lines.append(f"{count_words(united.reread, 'report')} read by two versions: the newest reading counts.")
    if united.tables:
        lines.append(
            f"Left out of the second record, since the first has others of these names: {', '.join(united.tables)}."
        )
    if united.contradictions:
        lines += ["Decisions that do not go together; until `chancery review` settles them, neither holds:"]
        lines += [f"  {one_line(told)}" for told in united.contradictions]
    if questions:
        lines.append(f"{count_words(questions, 'question')} left open: chancery review --record {output}")
    return "\n".join(lines) + "\n"

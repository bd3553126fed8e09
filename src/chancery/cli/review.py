"""`chancery review`: walks a person through the open questions, one key an answer."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.decide import by_option
from chancery.cli.options import make_help, record_option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chancery.record.address import Place
    from chancery.record.store import Record
    from chancery.views.review import Open
    from chancery.views.sources import Source

HELP: Final = make_help(
    """Walk through the questions that the record leaves to a person, the most valuable first: people, events and
    pledges that may be one, events that reports date otherwise, what a second coder reads otherwise, and decisions of
    two people that do not go together.

    One key answers: y yes, n no ("not the same" holds for good; what only a second coder sees is taken over or left
    out), s skip, b back (takes the last answer back), q quit; of dates the number of a version, or d to write one; of
    decisions the number of the one that holds. Each answer is kept at once, so that nothing is lost when you stop; the
    record is put together again at the end, and the next review goes on where this one ended.""",
    "chancery review                             answer questions in the terminal",
    "chancery review --by 'A. Berg' --limit 20   the twenty most valuable",
)

_JOIN_KEYS: Final = "y yes, n no, s skip, b back, q quit"
_DATE_KEYS: Final = "number of a version, d another date, s skip, b back, q quit"
_DECISION_KEYS: Final = "number of the decision that holds, s skip, b back, q quit"


@click.command("review", help=HELP, short_help="Answer the open questions, one key each.")
@by_option
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The first N questions only.")
@record_option
def command(*, by: str | None, limit: int | None, record_path: Place) -> None:
    """Walk a person through the open questions."""
    from chancery.errors import QueryError  # noqa: PLC0415 - imported on use
    from chancery.pipeline import PROGRAM, conclude_again  # noqa: PLC0415
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.review import open_questions, sources_of  # noqa: PLC0415

    if not (by or "").strip():
        raise QueryError("C086", "The decisions have no author.", "Name yourself with --by.")
    if not is_terminal():
        problem = "`chancery review` asks questions, and there is no terminal to answer in."
        raise QueryError("C085", problem, "Use `chancery decide` in scripts.")
    with Record.open(record_path) as record:
        if not record.is_concluded(PROGRAM):
            conclude_again(record)
        with record.snapshot():
            questions, sources = open_questions(record)[:limit], sources_of(record)
        if not questions:
            click.echo("The record leaves no question to a person.")
            return
        walk = _Walk(record, str(by), questions, sources)
        try:
            walk.go()
        finally:
            if walk.answered:
                click.echo("Putting the record together again.", err=True)
                conclude_again(record)
        click.echo(f"{len(walk.answered)} answered, {len(questions) - len(walk.answered)} left.")


def is_terminal() -> bool:
    """Tell whether a person can see the questions and press keys."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def pressed() -> str:
    """Return the key that is pressed, in lower case; nothing where the terminal has gone."""
    try:
        return click.getchar().casefold()
    except EOFError:
        return ""


@dataclass(slots=True)
class _Walk:
    """A walk through questions.

    Attributes:
        answered: Number of the decision that answers a question, by its place.
    """

    record: Record
    by: str
    questions: Sequence[Open]
    sources: Mapping[str, Source]
    answered: dict[int, int] = field(default_factory=dict)

    def go(self) -> None:
        """Ask until the questions or the person's patience end."""
        at = 0
        while at < len(self.questions):
            self._show(at)
            key = pressed()
            if key in {"q", ""}:
                return
            if key == "b":
                at = self._back(at)
            elif key == "s" or self._answer(at, key):
                at += 1
            else:
                click.echo("That key answers nothing here.\n")

    def _show(self, at: int) -> None:
        from chancery.cli.output import PIPE_WIDTH, terminal_width  # noqa: PLC0415
        from chancery.views.review import render_open  # noqa: PLC0415

        question = self.questions[at]
        place = f"{at + 1} of {len(self.questions)}"
        click.echo(render_open(question, self.sources, place=place, width=terminal_width() or PIPE_WIDTH))
        click.echo(f"[{ {'date': _DATE_KEYS, 'decisions': _DECISION_KEYS}.get(question.kind, _JOIN_KEYS) }] ")

    def _back(self, at: int) -> int:
        """Return to the question before; an answer to it is taken back."""
        from chancery.model.decisions import DecisionKind  # noqa: PLC0415

        before = max(0, at - 1)
        number = self.answered.pop(before, None)
        if number is not None:
            self.record.decide(DecisionKind.UNDO, by=self.by, because="taken back in review", undoes=number)
        return before

    def _answer(self, at: int, key: str) -> bool:
        """Keep an answer; return whether the key was one."""
        from chancery.errors import ChanceryError, RecordError  # noqa: PLC0415

        question = self.questions[at]
        try:
            number = self._decide(question, key)
        except RecordError:
            raise
        except ChanceryError as error:
            click.echo(str(error), err=True)
            return False
        if number is None:
            return False
        self.answered[at] = number
        return True

    def _decide(self, question: Open, key: str) -> int | None:
        """Answer a question."""
        from chancery.views.deciding import NO, YES, answer_question  # noqa: PLC0415
        from chancery.views.review import DATE, DECISIONS  # noqa: PLC0415

        answer = {"y": YES, "n": NO}.get(key)
        if question.kind in {DATE, DECISIONS}:
            answer = self._date() if key == "d" and question.kind == DATE else _version(question, key)
        if answer is None:
            return None
        return answer_question(self.record, question, answer, by=self.by).number

    def _date(self) -> str:
        return str(click.prompt("Date (2020, 2020-10, 2020-10-23, unknown)", type=str))


def _version(question: Open, key: str) -> str | None:
    if key.isdecimal() and 0 < int(key) <= len(question.versions):
        return question.versions[int(key) - 1]
    return None

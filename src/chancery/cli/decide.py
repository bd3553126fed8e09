"""`chancery decide`: corrects the record; what is decided outlives every new reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from chancery.cli.options import make_help, record_option

if TYPE_CHECKING:
    from chancery.model.decisions import Decision, Outcome
    from chancery.record.address import Place

AUTHOR_VARIABLES: Final = ["CHANCERY_AUTHOR", "USER", "LOGNAME", "USERNAME"]

HELP: Final = make_help(
    """Correct the record: say what is one, what is two, what is right or wrong, and what a value is.

    Each decision is added to a log with its author, time and reason, and holds on to the words it is about. It is
    followed in every later run, also where reports are read otherwise by then; one that no longer fits anything is
    applied to nothing and listed by `chancery decisions --lost`. "Not the same" holds for good: whatever is one with
    A is never joined with B, until the decision is undone.

    \b
    same A B           two events, quotations, pledges or people are one
    apart A B          they are not, and never become one
    split A REPORT...  what these reports, by id or outlet, tell is another than what the others tell
    right A            a person has checked the entry: it is marked as reviewed
    wrong A            the entry is taken out of the record; the log keeps it
    set A FIELD VALUE  the value is this; "unknown" for nothing
    undo N             decision N no longer holds

    \b
    Fields: of events date, place, type, status, office, actor, recipient; of quotations date, place, speaker,
    office, state, kind; of pledges by, to, what, amount, currency, due; of offices held start, end, status, office,
    of; of people, states, organisations name, country; of reports date.""",
    "chancery decide same e-3f2a e-91c0 --because 'both are the Moscow talks'",
    "chancery decide apart kim-jong-un kim-jong-il --by 'A. Berg' --because 'father and son'",
    "chancery decide set e-3f2a date 2020-10-23 --because 'the communique says so'",
    "chancery decide wrong e-91c0 --because 'a film, not a visit'",
    "chancery decide undo 3 --because 'the communique was misread'",
)

KINDS: Final = {"same": 2, "apart": 2, "split": 2, "right": 1, "wrong": 1, "set": 3, "undo": 1}
OPEN_ENDED: Final = frozenset({"split", "set"})


def by_option(command: Any) -> Any:  # noqa: ANN401 - Click's decorators
    """Add `--by NAME`."""
    return click.option(
        "--by",
        envvar=AUTHOR_VARIABLES,
        metavar="NAME",
        help="Who decides; $CHANCERY_AUTHOR, or the name of your account, without it.",
    )(command)


@click.command("decide", help=HELP, short_help="Correct the record, for good.")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("what", nargs=-1, required=True)
@by_option
@click.option("--because", required=True, metavar="TEXT", help="Why: the reason stays with the decision.")
@record_option
def command(*, kind: str, what: tuple[str, ...], by: str | None, because: str, record_path: Place) -> None:
    """Correct the record."""
    from chancery.cli.output import write_text  # noqa: PLC0415 - imported on use
    from chancery.model.decisions import DecisionKind  # noqa: PLC0415
    from chancery.pipeline import (  # noqa: PLC0415
        PROGRAM,
        conclude_again,
        decide,
    )
    from chancery.record.store import Record  # noqa: PLC0415
    from chancery.views.deciding import make_draft  # noqa: PLC0415

    if len(what) < KINDS[kind] or (len(what) > KINDS[kind] and kind not in OPEN_ENDED):
        message = f"`chancery decide {kind}` takes {KINDS[kind]} arguments{' or more' * (kind in OPEN_ENDED)}."
        raise click.UsageError(message)
    with Record.open(record_path) as record:
        if not record.is_concluded(PROGRAM):
            conclude_again(record)
        values = {"undoes": _number(what[0])} if kind == "undo" else make_draft(record, kind, what)
        decision, outcome = decide(record, DecisionKind(kind), by=by or "", because=because, **values)
        write_text(f"{_told(decision, outcome)}\n")


def _number(word: str) -> int:
    if not word.isdecimal() or len(word) > 9:  # noqa: PLR2004 - more decisions than anybody makes
        message = f"{word!r} is no number of a decision; `chancery decisions` lists them."
        raise click.UsageError(message)
    return int(word)


def _told(decision: Decision, outcome: Outcome | None) -> str:
    from chancery.views.decisions import decision_words  # noqa: PLC0415

    head = f"Decision {decision.number}: {decision_words(decision)}."
    if outcome is None:
        return head
    if outcome.lost is not None:
        return f"{head}\nIt is kept, but could not be followed: {outcome.lost}."
    return f"{head}\nApplied to {', '.join(outcome.entries)}."

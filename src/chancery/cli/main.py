"""The command `chancery`: finds a command, runs it, and turns whatever goes wrong into one line and an exit code.

A command's module is imported when the command is used, so that help answers at once.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from chancery import __version__
from chancery.cli.exits import Exit, ReaderGone, exit_for, exits_help
from chancery.errors import ChanceryError

COMMANDS: Final[dict[str, str]] = {
    "read": "Read reports into a record.",
    "watch": "Read feeds again and again.",
    "timeline": "Show what happened, by date.",
    "show": "Show one entry with its evidence.",
    "compare": "Put the accounts of one event side by side.",
    "precedents": "Show when such a thing was done before.",
    "who": "Show who held a position, and when.",
    "quotes": "Show who said what.",
    "pledges": "Show who undertook what, and what became of it.",
    "dossier": "Show all on one person, state or organisation.",
    "entities": "List people, states, organisations and places.",
    "why": "Show why mentions were taken for one person.",
    "review": "Answer the open questions, one key each.",
    "decide": "Correct the record, for good.",
    "decisions": "Show what people decided, and what became of it.",
    "changes": "Show what each run changed, and why.",
    "sources": "List the reports of a record.",
    "reference": "Keep tables of office-holders, states, memberships.",
    "export": "Write the record for other programs.",
    "diff": "Show what sets two records apart.",
    "merge": "Unite two records in a new one.",
    "copy": "Copy a record to another file or database.",
    "brief": "Write a briefing note.",
    "page": "Write the chronicle as one HTML page.",
    "site": "Write the record as a folder of pages.",
    "mcp": "Serve the record to assistants.",
    "code": "Show how a sentence is coded, and why.",
    "serve": "Serve the record to browsers and programs.",
    "accounts": "Keep the accounts of a server.",
    "parse": "Show how the language model reads a text.",
    "evaluate": "Score a record against a gold file.",
}

DEBUG_VARIABLE: Final = "CHANCERY_DEBUG"

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
INTERRUPTED: Final = "Interrupted. The record holds what was finished; run the command again to go on."

HELP: Final = f"""Turn news reports and official statements into a diplomatic record that can be checked.

Chancery reads reports and keeps what they add up to: who met, visited, promised, gave, refused, said what,
when, where, in which office. Every entry is pinned to the sentence that says it. Nothing leaves this machine; only
addresses that you name are fetched.

\b
Start with a folder of reports: text, HTML, PDF, mail, tables, archives.
  chancery read reports/              make or extend chancery.db
  chancery timeline KGZ RUS           what happened between two states
  chancery show e-3f2a91c0            one entry, with its evidence
  chancery page --output site         the chronicle as a web page

Each command explains itself: chancery COMMAND --help

\b
Exit codes:
{exits_help()}
"""


class LazyGroup(click.Group):
    """A group that imports a command when it is used, and handles errors in one place."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Return the names of the commands, in the order of a first session."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - Click's signature
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"chancery.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401 - Click's to read
        """Run a command and leave with its exit code; see `chancery.cli.exits`."""
        kwargs["standalone_mode"] = False
        kwargs.setdefault("prog_name", "chancery")
        sys.exit(_guarded(lambda: super(LazyGroup, self).main(*args, **kwargs)))


def _guarded(run: Callable[[], object]) -> int:
    """Run a command; every error becomes one line on stderr and an exit code."""
    try:
        code = run()
        sys.stdout.flush()
    except ChanceryError as error:
        return _fail(str(error), exit_for(error))
    except (ReaderGone, BrokenPipeError):
        _drop_stdout()
        return Exit.OK
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _fail(INTERRUPTED, Exit.INTERRUPTED)
    except OSError as error:
        return _fail_on_full_disk(error) if error.errno in _FULL else _fail_unexpectedly(error)
    except Exception as error:  # noqa: BLE001 - the last place that can explain it
        return _fail_unexpectedly(error)
    return code if isinstance(code, int) else Exit.OK


def _fail(line: str, code: Exit) -> Exit:
    from chancery.cli.output import one_line  # noqa: PLC0415 - only errors need it

    click.echo(f"chancery: {one_line(line)}", err=True)
    return code


def _fail_on_full_disk(error: OSError) -> Exit:
    """Tell of what nobody nearer could: stdout that goes to a file, above all."""
    from chancery.cli.output import unwritable  # noqa: PLC0415 - only errors need it

    _drop_stdout()  # what waits in it would be one more error as the interpreter ends
    told = unwritable(error.filename or "The output", error)
    return _fail(str(told), exit_for(told))


def _fail_unexpectedly(error: Exception) -> Exit:
    if os.environ.get(DEBUG_VARIABLE) == "1":
        traceback.print_exception(error)
    line = (
        f"Unexpected {type(error).__name__}: {error} This is a fault of Chancery {__version__}. "
        f"Please report it with the command you ran and what it prints with {DEBUG_VARIABLE}=1."
    )
    return _fail(line, Exit.FAILED)


def _drop_stdout() -> None:
    """Whoever read our output has gone: keep the interpreter from complaining when it flushes."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives as long as the process


@click.command(
    cls=LazyGroup,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="chancery", message="%(prog)s %(version)s")
def chancery() -> None:
    """Run one of the commands."""


def main() -> NoReturn:
    """Start from the shell."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    chancery.main()

"""`chancery accounts`: who may ask a server, and what each may do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from chancery.cli.options import make_help, record_option

if TYPE_CHECKING:
    from chancery.record.address import Place
    from chancery.web.accounts import Accounts

ROLES: Final = ("reader", "reviewer", "admin")
HELP: Final = make_help(
    """Keep the accounts of `chancery serve --auth`.

    They lie in a file beside the record (chancery.db.accounts), or in one that --accounts names. A reader looks at
    everything, a reviewer also adds reports and decides about entries, an admin also keeps accounts in the browser.
    Passwords are asked for, never written on the command line, and kept as Argon2 hashes.""",
    "chancery accounts add anna     an account; --role says what it may do, and the first should be an admin's",
    "chancery accounts list         who has one",
    "chancery accounts token anna   a token for a program that asks in her name",
)
_ADD: Final = make_help("Add an account; its password is asked for.", "chancery accounts add anna --role reviewer")
_LIST: Final = make_help("List the accounts, with their roles, sessions and tokens.", "chancery accounts list")
_REMOVE: Final = make_help(
    "Remove an account, with its sessions and tokens; what it decided stays.", "chancery accounts remove anna"
)
_PASSWORD: Final = make_help(
    "Give an account another password; it is logged out everywhere, and its tokens end.",
    "chancery accounts password anna",
)
_ROLE: Final = make_help("Give an account another role, at once.", "chancery accounts role anna --role reader")
_TOKEN: Final = make_help(
    """Print a new token for a program; it is shown once.

    The program sends it with each request: Authorization: Bearer TOKEN. It may do what the account may.""",
    "chancery accounts token anna        print a new one",
    "chancery accounts token anna --end  end all that she has",
)

F = TypeVar("F", bound=Callable[..., Any])


def _accounts_options(command: F) -> F:
    option = click.option(
        "--accounts",
        "accounts_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The file of accounts; else the one beside the record.",
    )
    return record_option(option(command))


_role_option: Final = click.option(
    "--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What it may do."
)
_name: Final = click.argument("name")


@click.group("accounts", help=HELP, short_help="Keep the accounts of a server.")
def command() -> None:
    """Keep the accounts of a server."""


@command.command("add", help=_ADD, short_help="Add an account.")
@_name
@_role_option
@_accounts_options
def add(*, name: str, role: str, record_path: Place, accounts_file: Path | None) -> None:
    """Add an account."""
    from chancery.web.accounts import check_name  # noqa: PLC0415 - imported on use
    from chancery.web.asker import Role  # noqa: PLC0415

    known, accounts = check_name(name), _open(record_path, accounts_file)
    accounts.add(known, Role(role), _ask_password())
    click.echo(f"Added {known}, {role}, to {accounts.path}.")


@command.command("list", help=_LIST, short_help="List the accounts.")
@_accounts_options
def list_all(*, record_path: Place, accounts_file: Path | None) -> None:
    """List the accounts."""
    from chancery.cli.output import write_text  # noqa: PLC0415 - imported on use
    from chancery.views.labels import count_words  # noqa: PLC0415

    listed = _open(record_path, accounts_file).listed()
    wide = max((len(one.name) for one in listed), default=0)
    for one in listed:
        told = f"{count_words(one.sessions, 'session')}, {count_words(one.tokens, 'token')}"
        write_text(f"{one.name:<{wide}}  {one.role:<8}  {told}\n")


@command.command("remove", help=_REMOVE, short_help="Remove an account.")
@_name
@_accounts_options
def remove(*, name: str, record_path: Place, accounts_file: Path | None) -> None:
    """Remove an account."""
    _open(record_path, accounts_file).remove(name)
    click.echo(f"Removed {name}.")


@command.command("password", help=_PASSWORD, short_help="Give an account another password.")
@_name
@_accounts_options
def password(*, name: str, record_path: Place, accounts_file: Path | None) -> None:
    """Give an account another password."""
    _open(record_path, accounts_file).set_password(name, _ask_password())
    click.echo(f"{name} has another password, and is logged out everywhere.")


@command.command("role", help=_ROLE, short_help="Give an account another role.")
@_name
@_role_option
@_accounts_options
def set_role(*, name: str, role: str, record_path: Place, accounts_file: Path | None) -> None:
    """Give an account another role."""
    from chancery.web.asker import Role  # noqa: PLC0415 - imported on use

    _open(record_path, accounts_file).set_role(name, Role(role))
    click.echo(f"{name} is {role} now.")


@command.command("token", help=_TOKEN, short_help="Print a token for a program.")
@_name
@click.option("--end", is_flag=True, help="End all tokens of the account instead.")
@_accounts_options
def token(*, name: str, end: bool, record_path: Place, accounts_file: Path | None) -> None:
    """Print a token for a program."""
    accounts = _open(record_path, accounts_file)
    if end:
        click.echo(f"Ended {accounts.end_tokens(name)} of {name}.")
        return
    click.echo(accounts.add_token(name))


def _open(record_path: Place, accounts_file: Path | None) -> Accounts:
    from chancery.web.accounts import Accounts, accounts_path  # noqa: PLC0415 - imported on use

    return Accounts(accounts_file or accounts_path(record_path))


def _ask_password() -> str:
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
    return asked

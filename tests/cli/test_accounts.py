"""`chancery accounts`: passwords are asked for, never shown, and what is wrong is told in a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chancery.cli.main import chancery
from chancery.web import passwords
from chancery.web.accounts import Accounts

PASSWORD = "seven green harbours"  # noqa: S105 - of a test


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords at little cost."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - only here

    monkeypatch.setattr(passwords, "PasswordHasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def run(*args: str | Path, typed: str = "") -> Result:
    """Run `chancery accounts` with what somebody types."""
    return CliRunner().invoke(chancery, ["accounts", *map(str, args)], input=typed)


def test_accounts_are_added_listed_and_removed(tmp_path: Path) -> None:
    """Beside the record, which need not be there yet; the password is typed twice and shown never."""
    record = ("--record", tmp_path / "a.db")
    added = run("add", "anna", "--role", "admin", *record, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert (added.exit_code, PASSWORD in added.output) == (0, False)
    assert run("add", "lena", *record, typed=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    assert run("list", *record).stdout.splitlines() == [
        "anna  admin     0 sessions, 0 tokens",
        "lena  reader    0 sessions, 0 tokens",
    ]
    token = run("token", "lena", *record).stdout.strip()
    accounts = Accounts(tmp_path / "a.db.accounts")
    asker = accounts.of_token(token)
    assert asker
    assert asker.name == "lena"
    assert run("token", "lena", "--end", *record).stdout == "Ended 1 of lena.\n"
    assert run("role", "lena", "--role", "reviewer", *record).exit_code == 0
    assert run("password", "lena", *record, typed="ferries in the fog\nferries in the fog\n").exit_code == 0
    assert accounts.check("lena", "ferries in the fog") == "lena"
    assert run("remove", "lena", *record).exit_code == 0
    assert [one.name for one in accounts.listed()] == ["anna"]


def test_accounts_may_lie_elsewhere(tmp_path: Path) -> None:
    """In a file that is named."""
    place = tmp_path / "people"
    assert run("add", "anna", "--accounts", place, typed=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    assert "anna" in run("list", "--accounts", place).stdout


@pytest.mark.parametrize(
    ("args", "typed", "code"),
    [
        (("add", "anna"), "short\nshort\n", "C111"),
        (("add", "a/b"), "", "C111"),
        (("remove", "nobody"), "", "C111"),
        (("token", "nobody"), "", "C111"),
        (("remove", "boss"), "", "C111"),
    ],
)
def test_accounts_say_what_is_wrong(tmp_path: Path, args: tuple[str, ...], typed: str, code: str) -> None:
    """One line, with a code."""
    record = ("--record", tmp_path / "a.db")
    run("add", "boss", "--role", "admin", *record, typed=f"{PASSWORD}\n{PASSWORD}\n")
    told = run(*args, *record, typed=typed)
    assert (told.exit_code, code in told.stderr) == (1, True)


def test_accounts_that_are_not_there(tmp_path: Path) -> None:
    """Asking makes no file."""
    told = run("list", "--record", tmp_path / "a.db")
    assert (told.exit_code, "C113" in told.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []

"""Keeps the accounts of a server in a file of their own: names, roles, hashed passwords, sessions and tokens.

Sessions and tokens are kept as hashes: whoever reads the file cannot ask in anybody's name.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chancery.errors import ServeError
from chancery.record.address import Address, Place
from chancery.web.asker import Asker, Role
from chancery.web.passwords import check_password, hash_password, is_outdated, matches_password

SUFFIX: Final = ".accounts"
SESSION_S: Final = 7 * 24 * 3600  # after which anybody logs in again
IDLE_S: Final = 12 * 3600  # without a request
_NOTE_S: Final = 60  # a session's last request is written down this often
_APPLICATION: Final = 0x43484163  # "CHAc"
_VERSION: Final = 1
_NAME: Final = re.compile(r"\w[\w .@-]{0,62}\w|\w")
_BYTES: Final = 32
_PREFIX: Final = "chancery_"
_SCHEMA: Final = """
CREATE TABLE account (
  name TEXT PRIMARY KEY, folded TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password TEXT NOT NULL, made INTEGER NOT NULL
) STRICT;
CREATE TABLE session (
  hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, made INTEGER NOT NULL,
  seen INTEGER NOT NULL
) STRICT;
CREATE TABLE token (
  hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, made INTEGER NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may ask.

    Attributes:
        made: When, in seconds since 1970.
        sessions: In how many browsers it is logged in.
        tokens: How many programs ask in its name.
    """

    name: str
    role: Role
    made: int
    sessions: int = 0
    tokens: int = 0


class Accounts:
    """The file of accounts; each call is a transaction of its own."""

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        """Remember the file.

        Args:
            path: The file.
            now: The clock.
        """
        self.path = path
        self._now = now

    # ---- keeping ----

    def add(self, name: str, role: Role, password: str) -> None:
        """Add an account; the file is made with the first.

        Raises:
            ServeError: C111 for a name that is none or is taken, or a password that is refused.
        """
        known = check_name(name)
        check_password(password, known)
        kept = hash_password(password)
        with self._writing(create=True) as connection:
            if self._row(connection, known):
                raise ServeError("C111", f"There is an account {known} already.", "Choose another name.")
            values = (known, known.casefold(), role.value, kept, int(self._now()))
            connection.execute("INSERT INTO account VALUES (?, ?, ?, ?, ?)", values)

    def listed(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        query = """
            SELECT name, role, made, (SELECT count(*) FROM session WHERE account = name AND made > ? AND seen > ?),
              (SELECT count(*) FROM token WHERE account = name) FROM account ORDER BY folded"""
        now = int(self._now())
        with self._reading() as connection:
            rows = connection.execute(query, (now - SESSION_S, now - IDLE_S)).fetchall()
        return tuple(
            Account(name=name, role=Role(role), made=made, sessions=sessions, tokens=tokens)
            for name, role, made, sessions, tokens in rows
        )

    def remove(self, name: str) -> None:
        """Remove an account with its sessions and tokens.

        Raises:
            ServeError: C111 if there is none, or it is the last admin's.
        """
        with self._writing() as connection:
            known, role, _ = self._known(connection, name)
            self._keep_an_admin(connection, role)
            connection.execute("DELETE FROM account WHERE name = ?", (known,))

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role, which holds from its next request on.

        Raises:
            ServeError: C111 if there is none, or it is the last admin's.
        """
        with self._writing() as connection:
            known, old, _ = self._known(connection, name)
            if role is not Role.ADMIN:
                self._keep_an_admin(connection, old)
            connection.execute("UPDATE account SET role = ? WHERE name = ?", (role.value, known))

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password; it is logged out everywhere, and its tokens end.

        Raises:
            ServeError: C111 if there is none, or the password is refused.
        """
        check_password(password, name)
        kept = hash_password(password)
        with self._writing() as connection:
            known, _, _ = self._known(connection, name)
            connection.execute("UPDATE account SET password = ? WHERE name = ?", (kept, known))
            connection.execute("DELETE FROM session WHERE account = ?", (known,))
            connection.execute("DELETE FROM token WHERE account = ?", (known,))

    def add_token(self, name: str) -> str:
        """Return a new token for a program that asks in an account's name; it is shown once.

        Raises:
            ServeError: C111 if there is no such account.
        """
        token = f"{_PREFIX}{secrets.token_urlsafe(_BYTES)}"
        with self._writing() as connection:
            known, _, _ = self._known(connection, name)
            connection.execute("INSERT INTO token VALUES (?, ?, ?)", (_hash(token), known, int(self._now())))
        return token

    def end_tokens(self, name: str) -> int:
        """End all tokens of an account; return how many there were.

        Raises:
            ServeError: C111 if there is no such account.
        """
        with self._writing() as connection:
            known, _, _ = self._known(connection, name)
            return connection.execute("DELETE FROM token WHERE account = ?", (known,)).rowcount

    # ---- asking ----

    def check(self, name: str, password: str) -> str | None:
        """Return the account's own name if the password is right; None takes as long for names that nobody has."""
        with self._reading() as connection:
            row = self._row(connection, name)
        if not matches_password(row[2] if row else None, password):
            return None
        assert row is not None  # noqa: S101 - nobody's password never matches
        if is_outdated(row[2]):
            with self._writing() as connection:
                connection.execute(
                    "UPDATE account SET password = ? WHERE name = ? AND password = ?",
                    (hash_password(password), row[0], row[2]),
                )
        return row[0]

    def start_session(self, name: str) -> str:
        """Return a new session's secret, for a cookie; sessions that are over are forgotten."""
        secret, now = secrets.token_urlsafe(_BYTES), int(self._now())
        with self._writing() as connection:
            connection.execute("DELETE FROM session WHERE made <= ? OR seen <= ?", (now - SESSION_S, now - IDLE_S))
            connection.execute("INSERT INTO session VALUES (?, ?, ?, ?)", (_hash(secret), name, now, now))
        return secret

    def end_session(self, secret: str) -> None:
        """Log out of one browser."""
        with self._writing() as connection:
            connection.execute("DELETE FROM session WHERE hash = ?", (_hash(secret),))

    def end_sessions(self, name: str) -> None:
        """Log an account out of all browsers."""
        with self._writing() as connection:
            connection.execute("DELETE FROM session WHERE account = ?", (name,))

    def of_session(self, secret: str) -> Asker | None:
        """Return who asks with a session's secret, if it is not over."""
        now, digest = int(self._now()), _hash(secret)
        query = """
            SELECT name, role, seen FROM session JOIN account ON account = name
            WHERE hash = ? AND session.made > ? AND seen > ?"""
        with self._reading() as connection:
            row = connection.execute(query, (digest, now - SESSION_S, now - IDLE_S)).fetchone()
        if row is None:
            return None
        if now - row[2] > _NOTE_S:
            with self._writing() as connection:
                connection.execute("UPDATE session SET seen = ? WHERE hash = ?", (now, digest))
        return Asker(name=row[0], role=Role(row[1]), key=digest, form_token=form_token(secret))

    def of_token(self, token: str) -> Asker | None:
        """Return in whose name a program asks."""
        query = "SELECT name, role FROM token JOIN account ON account = name WHERE hash = ?"
        with self._reading() as connection:
            row = connection.execute(query, (_hash(token),)).fetchone()
        return Asker(name=row[0], role=Role(row[1]), key=_hash(token)) if row else None

    # ---- the file ----

    @staticmethod
    def _row(connection: sqlite3.Connection, name: str) -> tuple[str, str, str] | None:
        query = "SELECT name, role, password FROM account WHERE folded = ?"
        row: tuple[str, str, str] | None = connection.execute(query, (" ".join(name.split()).casefold(),)).fetchone()
        return row

    def _known(self, connection: sqlite3.Connection, name: str) -> tuple[str, str, str]:
        row = self._row(connection, name)
        if row is None:
            raise ServeError("C111", f"There is no account {name[:64]}.", "`chancery accounts list` names them.")
        return row

    @staticmethod
    def _keep_an_admin(connection: sqlite3.Connection, role: str) -> None:
        """Refuse to take the last admin's account away.

        Raises:
            ServeError: C111.
        """
        admins = connection.execute("SELECT count(*) FROM account WHERE role = ?", (Role.ADMIN.value,)).fetchone()[0]
        if role == Role.ADMIN and admins == 1:
            raise ServeError("C111", "It is the last admin's account.", "Make somebody else admin first.")

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._open(create=False, write=False)

    def _writing(self, *, create: bool = False) -> AbstractContextManager[sqlite3.Connection]:
        return self._open(create=create, write=True)

    @contextmanager
    def _open(self, *, create: bool, write: bool) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction.

        Raises:
            ServeError: C113 if it is not there, is none of ours, or cannot be written.
        """
        if create and not self.path.exists():
            self._make()
        if not self.path.is_file():
            remedy = "`chancery accounts add NAME --role admin` makes it."
            raise ServeError("C113", f"There is no file of accounts {self.path}.", remedy)
        try:
            connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
            try:
                self._check(connection)
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
                yield connection
                connection.execute("COMMIT")
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise ServeError("C113", f"{self.path} cannot be used: {error}.", "See that it can be written.") from error

    def _make(self) -> None:
        """Make the file, for its owner alone."""
        try:
            self.path.touch(mode=0o600, exist_ok=False)
            connection = sqlite3.connect(self.path)
            try:
                connection.executescript(
                    f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION}; {_SCHEMA}"
                )
            finally:
                connection.close()
        except (OSError, sqlite3.Error) as error:
            raise ServeError(
                "C113", f"{self.path} cannot be made: {error}.", "Name another with --accounts."
            ) from error

    def _check(self, connection: sqlite3.Connection) -> None:
        found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        if found != [_APPLICATION, _VERSION]:
            raise ServeError("C113", f"{self.path} holds no accounts of this version.", "Name another with --accounts.")


def accounts_path(record: Place) -> Path:
    """Return where the accounts of a record's server are kept: beside it.

    Raises:
        ServeError: C113 if the record lies in a database, where there is no beside.
    """
    if isinstance(record, Address):
        problem = "A record in a database has no file of accounts beside it."
        raise ServeError("C113", problem, "Name the file with --accounts.")
    return record.with_name(f"{record.name}{SUFFIX}")


def check_name(name: str) -> str:
    """Return a name of an account without needless blanks.

    Raises:
        ServeError: C111 if it is none.

    Example:
        >>> check_name(" Anna  Berg ")
        'Anna Berg'
    """
    known = " ".join(name.split())
    if not _NAME.fullmatch(known):
        remedy = "Take 1 to 64 letters, digits, blanks, or any of . @ _ -"
        raise ServeError("C111", f"{name[:80]!r} is no name of an account.", remedy)
    return known


def form_token(secret: str) -> str:
    """Return what the forms of a session bring: made of its secret, which it does not give away."""
    return hmac.new(secret.encode(), b"chancery forms", hashlib.sha256).hexdigest()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()

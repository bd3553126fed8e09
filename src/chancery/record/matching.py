"""Conditions that words are found, in the terms of each kind of store.

In SQLite words are found by full-text tables, whose rows bear the numbers of readings and of evidence. In PostgreSQL
each of these has a row with a `tsvector`, which `search.py` makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Connection, Dialect, Text, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from chancery.record.folding import words_of
from chancery.record.stores import is_server

_IN_FILE: Final = "SELECT rowid FROM {index}_fts WHERE {index}_fts MATCH {words}"
_OF_EVIDENCE: Final = (
    "SELECT evidence_words.number FROM evidence_words JOIN evidence AS pin ON pin.number = evidence_words.number"
    " WHERE words @@ CAST({words} AS tsquery) AND pin.kind "
)
_ON_SERVER: Final = {
    "report": "SELECT reading FROM report_words WHERE words @@ CAST({words} AS tsquery)",
    "rendering": f"{_OF_EVIDENCE} = 'rendering'",
    "support": f"{_OF_EVIDENCE} <> 'rendering'",
}


def found_in(connection: Connection, index: str, words: str = ":words") -> str:
    """Return a query for the numbers of what has the words.

    Args:
        connection: To the store.
        index: "report", or "rendering" or "support" for evidence that is the words of a quotation, or is not.
        words: The parameter, which `asked_for` gives.
    """
    return (_ON_SERVER[index] if is_server(connection) else _IN_FILE).format(index=index, words=words)


def asked_for(connection: Connection, words: Sequence[str]) -> str:
    """Return words as a store's search takes them: all must be there, signs mean nothing."""
    return for_server(words) if is_server(connection) else for_file(words)


def for_file(words: Sequence[str]) -> str:
    """Return words as FTS5 takes them."""
    return " ".join(f'"{word}"' for word in words)


def for_server(words: Sequence[str]) -> str:
    """Return words as a `tsquery`; empty if nothing of them is a word."""
    phrases = [found for word in words if (found := words_of(word))]
    return " & ".join(f"({' <-> '.join(map(quoted, phrase))})" for phrase in phrases)


def quoted(word: str) -> str:
    """Return a word as `tsvector` and `tsquery` write it."""
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


class _Words(TypeDecorator[str]):
    """One word, written as the store's search takes it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Write the word."""
        write = for_server if dialect.name == "postgresql" else for_file
        return None if value is None else write([value])


class HasWord(ColumnElement[bool]):
    """The condition that a piece of evidence has a word."""

    inherit_cache = False

    def __init__(self, number: ColumnElement[int], index: str, word: str) -> None:
        """Take the column of the evidence's number, the index and the word."""
        self.number = number
        self.index = index
        self.word: BindParameter[str] = bindparam(None, word, type_=_Words(), unique=True)


@compiles(HasWord)
def _compile(element: HasWord, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    query = _ON_SERVER[element.index] if compiler.dialect.name == "postgresql" else _IN_FILE
    words = compiler.process(element.word, **options)
    return f"{compiler.process(element.number, **options)} IN ({query.format(index=element.index, words=words)})"

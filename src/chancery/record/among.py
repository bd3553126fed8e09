"""The condition that a column is one of many ids, told as one parameter.

A parameter for each id costs SQLAlchemy more than the query costs the store, and makes another statement of every
number of ids; a list written as JSON is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Text, column, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from chancery.record.codec import encode


class _Each(FunctionElement[str]):
    """The texts of a JSON array, a row each."""

    name = "each_text"
    inherit_cache = True


@compiles(_Each, "sqlite")
def _each_in_file(element: _Each, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Each, "postgresql")
def _each_on_server(element: _Each, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **options)} AS json))"


def among(of: ColumnElement[str], ids: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a column of text is one of some ids, few or many."""
    told = _Each(literal(encode(list(ids)), Text)).table_valued(column("value", Text))
    return of.in_(select(told.c.value))

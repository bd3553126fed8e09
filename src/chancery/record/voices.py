"""Keeps whose words tell of an event: a column of `telling`."""

from __future__ import annotations

from sqlalchemy import Connection


def keep_voices(connection: Connection) -> None:
    """Make the column for the voice of a telling; it stays empty until the record is concluded again."""
    connection.exec_driver_sql("ALTER TABLE telling ADD COLUMN voice TEXT REFERENCES entity")

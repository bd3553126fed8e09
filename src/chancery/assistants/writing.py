"""Adds a report that an assistant hands over, as any other report is added."""

from __future__ import annotations

from chancery.assistants.pins import Json
from chancery.pipeline import read_found
from chancery.reading.source import Item, PageData
from chancery.record.address import Place
from chancery.record.store import Record


def add_report(
    path: Place,
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    address: str | None = None,
) -> Json:
    """Read one text into a record, and say what changed.

    Args:
        path: The record; made if new.
        text: The report.
        title: Its title, where the text does not begin with it.
        outlet: Who published it.
        published: ISO 8601 date.
        address: Where it was published.

    Raises:
        RecordError: If the record cannot be written.
    """
    stated = PageData(title=title, site=outlet, date=published, url=address)
    item = Item(name="from an assistant", data=text.encode("utf-8", "replace"), stated=stated)
    with Record.open(path, create=True) as record:
        before = record.counts()
        summary = read_found([item], record, total=1)
        after = record.counts()
    changed = {kind: after[kind] - before[kind] for kind in after if after[kind] != before[kind]}
    skipped = [{"code": skip.code, "reason": skip.reason} for skip in summary.skipped]
    return {"added": summary.new, "known": summary.known, "skipped": skipped, "changed": changed}

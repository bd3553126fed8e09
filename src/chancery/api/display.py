"""HTML for notebooks: an entry with its evidence. Every word of a report is escaped; only web addresses are links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from chancery.views.entry import Account, Entry
from chancery.views.labels import plain
from chancery.views.passages import Passage

_STYLE: Final = "border-left:3px solid #8a94a6;margin:.4em 0;padding:.1em .8em"


def entry_html(entry: Entry) -> str:
    """Return an entry whole: facts, each report's account with its sentences, differences, reasons."""
    parts = [f"<h4>{escape(plain(entry.heading))}</h4>", facts_html(entry.facts)]
    parts += [account_html(account) for account in entry.accounts]
    if entry.differences:
        told = (
            f"{facet}: " + "; ".join(f"{who}: {said}" for who, said in versions)
            for facet, versions in entry.differences
        )
        parts.append("<p>Reports differ.</p>" + _items(told))
    if entry.because:
        parts.append("<details><summary>Why it was coded so</summary>" + _items(entry.because) + "</details>")
    parts.append(f"<p><small>{escape(entry.kind)} <code>{escape(entry.id)}</code></small></p>")
    return f'<div class="chancery-entry">{"".join(parts)}</div>'


def facts_html(facts: Iterable[tuple[str, str]]) -> str:
    """Return facts as a table of two columns."""
    rows = (f"<tr><th>{escape(plain(name))}</th><td>{escape(plain(value))}</td></tr>" for name, value in facts)
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def account_html(account: Account) -> str:
    """Return one report's account: its words as they stand, who published them, what it says of date and place."""
    if account.source is None:
        name = escape(account.report)
    else:
        title = f"{escape(account.source.outlet)}: {escape(account.source.title)}, {escape(account.source.dated)}"
        link = account.source.link
        name = f'<a href="{escape(link)}" rel="noopener noreferrer">{title}</a>' if link else title
    said = "".join(_passage_html(passage) for passage in account.passages)
    version = "; ".join(f"{facet}: {value}" for facet, value in account.version)
    return f"<p><strong>{name}</strong>{f'<br><small>{escape(plain(version))}</small>' if version else ''}</p>{said}"


def _passage_html(passage: Passage) -> str:
    words = "".join(_segment(segment.text, marked=segment.marked) for segment in passage.segments)
    return f'<blockquote style="{_STYLE}">{words}</blockquote>'


def _segment(text: str, *, marked: bool) -> str:
    words = escape(plain(text))
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() else ""
    return f"{lead}<mark>{words}</mark>{tail}" if marked else f"{lead}{words}{tail}"


def list_html(kind: str, entries: Sequence[Entry], total: int) -> str:
    """Return a list of entries, each to be opened; and how many there are in all."""
    shown = "".join(
        f"<details><summary>{escape(_dated(entry))}{escape(plain(entry.heading))}</summary>{entry_html(entry)}</details>"
        for entry in entries
    )
    more = f"<p>and {total - len(entries):,} more</p>" if total > len(entries) else ""
    return f'<div class="chancery-results"><p>{total:,} {escape(kind)}</p>{shown}{more}</div>'


def _dated(entry: Entry) -> str:
    date = dict(entry.facts).get("date", "")
    return f"{plain(date)}: " if date else ""


def _items(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(plain(line))}</li>' for line in lines)}</ul>"

"""Measures the reading stage: furniture of pasted pages, speakers' turns, HTML beside trafilatura alone.

    python bench/reading.py pages                   tests/reading/marked, each set: lines dropped and lost
    python bench/reading.py turns CORPORA           speaker labels and boundaries of public transcripts
    python bench/reading.py clean CORPORA           lines lost from clean public texts
    python bench/reading.py html                    token F1 and pages a second, ours and trafilatura's
    python bench/reading.py speed --processes 2     pages of about 50 kB a second, in several processes

A marked page has "+" before each line of content, "-" before each line of furniture, "?" before what may be
either. CORPORA is the folder that holds `text` and `quotations`.
"""

from __future__ import annotations

import argparse
import html
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from chancery.errors import InputError
from chancery.model.text import Report
from chancery.reading.report import explain_furniture, parse_report

PAGES: Final = Path(__file__).parents[1] / "tests" / "reading" / "marked"
SETS: Final = ("tuned", "apart", "apart3", "apart4", "apart5", "apart6", "apart7")
BIG_PAGES: Final = 60
HALF: Final = 0.5  # share of a content line's signs below which it counts as lost
RELEASES: Final = "text/state_gov_2021_2022.jsonl"
NEWS: Final = "text/wikinews_2019_2020.jsonl"
TURNS: Final = "quotations/state_gov_speaker_turns.jsonl"
TEMPLATES: Final = (  # own sketches of how sites are built; {above} {title} {body} {below} are filled in
    (
        "<html><head><title>{title}</title></head><body><nav><ul>{above}</ul></nav><main><article><h1>{title}</h1>{body}"
        "</article></main><footer><ul>{below}</ul></footer></body></html>"
    ),
    (
        '<html><head><title>{title}</title></head><body><div id="header"><div class="menu">{above}</div></div>'
        '<div id="content"><h1 class="entry-title">{title}</h1><div class="entry-content">{body}</div></div>'
        '<div id="sidebar">{below}</div></body></html>'
    ),
    (
        "<html><head><title>{title}</title></head><body><table><tr><td>{above}</td></tr><tr><td>"
        "<h2>{title}</h2>{body}</td>"
        "</tr><tr><td>{below}</td></tr></table></body></html>"
    ),
    (
        '<!DOCTYPE html><html lang="en"><head><meta property="og:title" content="{title}"><title>{title}</title></head>'
        "<body>"
        '<header>{above}</header><div class="layout"><div class="col-8"><div class="article-title">'
        "<h1>{title}</h1></div>"
        '<div class="article-body">{body}</div></div><aside class="col-4">{below}</aside></div></body></html>'
    ),
    (
        "<html><body><div>{above}</div><div><div><b>{title}</b></div><div>{body}</div></div>"
        "<div>{below}</div></body></html>"
    ),
    (
        '<html><head><title>{title}</title></head><body><div class="wrap"><ul class="nav">{above}'
        '</ul><section class="news">'
        '<h1>{title}</h1><div class="text">{body}</div></section><div class="comments-and-more">'
        "<ul>{below}</ul></div></div>"
        "</body></html>"
    ),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A page whose lines are marked.

    Attributes:
        name: Its file's name.
        marks: "+", "-", "?" or " " for each line.
        lines: The lines themselves.
    """

    name: str
    marks: tuple[str, ...]
    lines: tuple[str, ...]


def marked_pages(folder: Path) -> Iterator[Marked]:
    """Read the marked pages of a folder."""
    for path in sorted(folder.glob("*.txt")):
        rows = path.read_text(encoding="utf-8").splitlines()
        yield Marked(path.name, tuple(row[:1] or " " for row in rows), tuple(row[2:] for row in rows))


def kept_shares(page: Marked) -> list[float]:
    """Return for each line the share of its signs that the clean text holds."""
    source = "\n".join(page.lines)
    report = parse_report(source.encode(), path=page.name)
    kept = bytearray(len(source) + 1)
    for _, start, length in report.alignment:
        kept[start : start + length] = b"\1" * length
    shares, at = [], 0
    for line in page.lines:
        signs = [at + place for place, sign in enumerate(line) if not sign.isspace()]
        shares.append(sum(kept[sign] for sign in signs) / len(signs) if signs else 0.0)
        at += len(line) + 1
    return shares


def score_pages(folder: Path) -> dict[str, float]:
    """Return the lines of furniture and how many were dropped, of content and how many were lost, and lost words."""
    counts: Counter[str] = Counter()
    for page in marked_pages(folder):
        counts["pages"] += 1
        counts += count_lines(page)
    named = {name: counts[name] for name in ("pages", "furniture", "dropped", "content", "lost")}
    return named | {
        "dropped share": counts["dropped"] / max(1, counts["furniture"]),
        "lost share": counts["lost"] / max(1, counts["content"]),
        "words lost share": counts["words lost"] / max(1, counts["words"]),
    }


def count_lines(page: Marked) -> Counter[str]:
    """Count a page's lines of furniture and of content, those dropped and those lost, and the words of the latter."""
    counts: Counter[str] = Counter()
    for mark, line, share in zip(page.marks, page.lines, kept_shares(page), strict=True):
        words = len(line.split()) if mark == "+" else 0
        counts["words"] += words
        counts["words lost"] += words if share < HALF else 0
        counts["furniture"] += mark == "-"
        counts["dropped"] += mark == "-" and share == 0
        counts["content"] += mark == "+"
        counts["lost"] += mark == "+" and share < HALF
    return counts


def score_turns(corpora: Path) -> dict[str, float]:
    """Compare labels and where their turns begin with those of public transcripts."""
    texts = {row["url"]: row["text"] for row in _rows(corpora / RELEASES)}
    right = found = wanted = 0
    for row in _rows(corpora / TURNS):
        head = f"{row['title']}\n\n"
        source = head + texts[row["url"]]
        gold = {(turn["start"] + len(head), turn["speaker"]) for turn in row["turns"]}
        got = set(_turns(parse_report(source.encode(), path=row["url"]), source))
        right, found, wanted = right + len(gold & got), found + len(got), wanted + len(gold)
    return {"turns": wanted, "precision": right / found, "recall": right / wanted, "F1": 2 * right / (found + wanted)}


def _turns(report: Report, source: str) -> Iterator[tuple[int, str]]:
    last = None
    for block in report.blocks:
        if block.speaker is not None:
            origin = report.to_original(block.span.start) or 0
            start = source.rfind("\n", 0, origin) + 1
            if block.speaker != last or source[start:origin].strip():
                yield start, block.speaker
        last = block.speaker


def score_clean(corpora: Path) -> dict[str, float]:
    """Count the lines that the rules take out of texts that hold hardly any furniture."""
    lines = taken = 0
    for name in (RELEASES, NEWS):
        for row in _rows(corpora / name):
            source = f"{row['title']}\n\n{row['text']}"
            lines += sum(1 for line in source.splitlines() if line.strip())
            taken += len(explain_furniture(source.encode(), path=row["url"] if "url" in row else row["title"]))
    return {"lines": lines, "taken": taken, "share": taken / lines}


def html_page(page: Marked, template: str) -> tuple[str, str]:
    """Return a marked page as HTML, and its content."""
    rows = [(mark, line) for mark, line in zip(page.marks, page.lines, strict=True) if mark in "+-"]
    first = next(place for place, row in enumerate(rows) if row[0] == "+")
    last = max(place for place, row in enumerate(rows) if row[0] == "+")

    def links(part: list[tuple[str, str]]) -> str:
        return "".join(f'<li><a href="#">{html.escape(line)}</a></li>' for _, line in part)

    body = "".join(
        f"<p>{html.escape(line)}</p>"
        if mark == "+"
        else f'<div class="widget"><a href="#">{html.escape(line)}</a></div>'
        for mark, line in rows[first + 1 : last + 1]
    )
    parts = {"above": links(rows[:first]), "title": html.escape(rows[first][1]), "body": body}
    return template.format(**parts, below=links(rows[last + 1 :])), "\n".join(
        line for mark, line in rows if mark == "+"
    )


def token_f1(got: str, wanted: str) -> float:
    """Return the F1 of two texts as bags of words."""
    ours, theirs = Counter(got.split()), Counter(wanted.split())
    both = sum((ours & theirs).values())
    return 2 * both / max(1, sum(ours.values()) + sum(theirs.values()))


def score_html() -> dict[str, float]:
    """Compare our reading of pages with trafilatura's alone: F1, F1 without titles, pages a second of one processor."""
    marked = [page for name in SETS for page in marked_pages(PAGES / name)]
    pages = [html_page(page, TEMPLATES[at % len(TEMPLATES)]) for at, page in enumerate(marked)]
    figures: dict[str, float] = {"pages": len(pages)}
    for name, reader in (("ours", read_ours), ("trafilatura", read_alone)):
        figures |= {f"{name} {what}": value for what, value in _measured(reader, pages).items()}
    return figures


def read_alone(source: str) -> str:
    """Read a page with trafilatura alone."""
    from trafilatura import extract  # noqa: PLC0415 - 0.3 s that the other measures do not need

    return str(extract(source, include_tables=False, include_comments=False, with_metadata=False) or "")


def read_ours(source: str) -> str:
    """Read a page as Chancery does."""
    try:
        return parse_report(source.encode(), path="page.html").text
    except InputError:
        return ""


def _measured(reader: Callable[[str], str], pages: list[tuple[str, str]]) -> dict[str, float]:
    reader(pages[0][0])
    started = time.process_time()
    got = [reader(source) for source, _ in pages]
    spent = time.process_time() - started
    pairs = [(text, wanted) for text, (_, wanted) in zip(got, pages, strict=True)]
    return {
        "F1": _mean([token_f1(text, wanted) for text, wanted in pairs]),
        "body F1": _mean([token_f1(_body(text, wanted), _body(wanted, wanted)) for text, wanted in pairs]),
        "pages/s": len(pages) / spent,
    }


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _body(text: str, wanted: str) -> str:
    """Take the title, the first line of what is wanted, out of a text."""
    title = wanted.splitlines()[0].strip()
    return "\n".join(line for line in text.splitlines() if line.strip() != title)


def score_speed(processes: int) -> dict[str, float]:
    """Measure pages of about 50 kB a second by the clock, ours and trafilatura's, in several processes."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only here

    marked = [page for name in SETS for page in marked_pages(PAGES / name)][:BIG_PAGES]
    pages = [big_page(page, TEMPLATES[at % len(TEMPLATES)]) for at, page in enumerate(marked)]
    figures: dict[str, float] = {"kB": sum(map(len, pages)) / len(pages) / 1000}
    with ProcessPoolExecutor(processes) as pool:
        for name, reader in (("ours", read_ours), ("trafilatura", read_alone)):
            list(pool.map(reader, pages[:processes] * 2))
            started = time.perf_counter()
            list(pool.map(reader, pages))
            figures[f"{name} pages/s"] = len(pages) / (time.perf_counter() - started)
    return figures


def big_page(page: Marked, template: str) -> str:
    """Return a marked page as HTML of the usual size: a script, menus and teasers around it."""
    source, _ = html_page(page, template)
    script = "<script>" + "function f(x){return x<2&&x>1;}" * 400 + "</script>"
    menu = "".join(
        f'<li class="menu-item"><a href="/section/{at}/index.html">Section {at}</a></li>' for at in range(120)
    )
    cards = "".join(
        f'<div class="card"><a href="/news/{at}.html"><img src="/{at}.jpg"><span>Story {at} of today</span></a></div>'
        for at in range(220)
    )
    return source.replace("<body>", f"<body>{script}<nav><ul>{menu}</ul></nav>", 1).replace(
        "</body>", f"<aside>{cards}</aside></body>", 1
    )


def _rows(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> None:
    """Print one set of figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pages", "turns", "clean", "html", "speed"))
    parser.add_argument("corpora", type=Path, nargs="?")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    if options.what in {"turns", "clean"} and options.corpora is None:
        parser.error("name the folder of the corpora")
    if options.what == "pages":
        figures = {name: score_pages(PAGES / name) for name in SETS if (PAGES / name).is_dir()}
    elif options.what == "html":
        figures = {"html": score_html()}
    elif options.what == "speed":
        figures = {"speed": score_speed(options.processes)}
    else:
        figures = {options.what: (score_turns if options.what == "turns" else score_clean)(options.corpora)}
    for name, values in figures.items():
        print(name, ", ".join(f"{key} {value:.4g}" for key, value in values.items()))


if __name__ == "__main__":
    main()

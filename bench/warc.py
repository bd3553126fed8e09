"""Measures web archives, the gate before them, and mailboxes; prints ratios, holds no floors.

    python bench/warc.py            an archive of 60 MB, a second's worth of the rest
    python bench/warc.py --mb 300   a larger archive

1. An archive of generated pages is read beside the bare library, and beside unpacking alone, in one run.
2. The gate's pages are timed beside trafilatura's on the same pages; what it drops of reports is counted.
3. A mailbox is read beside the standard library's.

Seconds depend on the machine and on what else it does; the ratios within one run say more.
"""

from __future__ import annotations

import argparse
import gzip
import mailbox
import random
import resource
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from chancery.reading.gate import worth_reading
from chancery.reading.mail import open_mbox, read_eml
from chancery.reading.source import Budget, Item
from chancery.reading.warc import open_warc

PAGES: Final = Path(__file__).parents[1] / "tests" / "reading" / "pages"
WORDS: Final = (
    "the minister said talks treaty border river envoy agreed winter council vote trade signed delegation harbour "
    "statement region officials between after before which would reopen crossing customs on in of and to by with"
).split()
GATE_PAGES: Final = 300
LETTERS: Final = 2000


def sentence(rng: random.Random, words: int) -> str:
    """Make up a sentence."""
    return " ".join(rng.choices(WORDS, k=words)).capitalize() + "."


def report(rng: random.Random) -> str:
    """Make up the body of a report: two to fifteen paragraphs in one of several kinds of marks."""
    many = rng.randint(2, 15)
    paragraphs = [" ".join(sentence(rng, rng.randint(10, 25)) for _ in range(rng.randint(1, 3))) for _ in range(many)]
    shape = rng.randrange(4)
    if shape == 0:
        return "<article>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</article>"
    if shape == 1:
        return "<div class='c'>" + "".join(f"<div>{text}</div>" for text in paragraphs) + "</div>"
    if shape == 2:  # noqa: PLR2004 - the third of four
        return "<table><tr><td>" + "<br><br>".join(paragraphs) + "</td></tr></table>"
    return "<main>" + "".join(f"<p>Q: {sentence(rng, 12)}</p><p>{text}</p>" for text in paragraphs) + "</main>"


def no_report(rng: random.Random) -> str:
    """Make up a page's middle that holds no report."""
    shape = rng.randrange(4)
    if shape == 0:
        return "<ul>" + "".join(f"<li><a href='/{n}'>{sentence(rng, 7)[:-1]}</a></li>" for n in range(60)) + "</ul>"
    if shape == 1:
        return "".join(
            f"<figure><img src='{n}'><figcaption>{sentence(rng, 5)}</figcaption></figure>" for n in range(40)
        )
    if shape == 2:  # noqa: PLR2004 - the third of four
        return "<div id='app'></div>" + "<script>var a = 1;</script>" * 50
    teaser = "<div><h3><a href='/x'>{}</a></h3><p>{}</p><span>3 h ago</span></div>"
    return "".join(teaser.format(sentence(rng, 8)[:-1], sentence(rng, 14)) for _ in range(20))


def page(rng: random.Random, body: str) -> str:
    """Put menus, scripts and teasers around a body."""
    menu = "<nav><ul>" + "<li><a href='/x'>Section</a></li>" * rng.randint(10, 60) + "</ul></nav>"
    style = "<style>" + "p { margin: 0 } " * rng.randint(50, 600) + "</style>"
    more = "<aside>" + "".join(f"<a href='/{n}'>{sentence(rng, 8)}</a>" for n in range(rng.randint(5, 30))) + "</aside>"
    head = f"<html><head><title>{sentence(rng, 7)}</title>{style}</head>"
    return (
        f"{head}<body>{menu}<h1>{sentence(rng, 8)}</h1>{body}{more}<footer>All rights reserved</footer></body></html>"
    )


def records(rng: random.Random, size: int) -> Iterator[bytes]:
    """Yield packed records until they unpack to `size` bytes."""
    number = 0
    pages = [page(rng, report(rng)).encode() for _ in range(200)]
    while size > 0:
        number += 1
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + rng.choice(pages) + str(number).encode()
        head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/{number}\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
        block = head.encode() + body + b"\r\n\r\n"
        size -= len(block)
        yield gzip.compress(block, 6)


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Return the processor time of some work, in seconds, and what it counted."""
    begun = time.process_time()
    count = work()
    return time.process_time() - begun, count


def peak_mb() -> float:
    """Return the most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_archive(path: Path, megabytes: int) -> None:
    """Print how fast an archive is read, and what memory that adds."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - help answers without

    def unpack() -> int:
        unpacker, total = zlib.decompressobj(31), 0
        with path.open("rb") as file:
            while data := file.read(2**16):
                while data:
                    total += len(unpacker.decompress(data))
                    data = unpacker.unused_data
                    unpacker = zlib.decompressobj(31) if unpacker.eof else unpacker
        return total

    def bare() -> int:
        with path.open("rb") as file:
            return sum(len(record.reader.read(2**25)) > 0 for record in ArchiveIterator(file, parse_http=True))

    def ours() -> int:
        with path.open("rb") as file:
            return sum(isinstance(found, Item) for found in open_warc(file, name="a", budget=Budget()))

    alone, _ = timed(unpack)
    library, _ = timed(bare)
    before = peak_mb()
    spent, count = timed(ours)
    most = peak_mb()
    print(f"archive: {megabytes / spent:.0f} MB/s unpacked, {count / spent:.0f} pages/s; memory at most {most:.0f} MB")
    print(
        f"  beside: {spent / library:.1f} times fastwarc alone, {spent / alone:.1f} times zlib; {most - before:+.0f} MB"
    )


def measure_gate(rng: random.Random) -> None:
    """Print how fast the gate is, and what it drops."""
    from trafilatura import extract  # noqa: PLC0415 - help answers without

    reports = [page(rng, report(rng)) for _ in range(GATE_PAGES)]
    others = [page(rng, no_report(rng)) for _ in range(GATE_PAGES)]
    real = [path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.html"))]
    worth_reading(reports[0])
    spent, kept = timed(lambda: sum(map(worth_reading, reports + others)))
    passed = sum(map(worth_reading, reports))
    full, _ = timed(lambda: sum(bool(extract(text)) for text in reports[:50]))
    size = sum(map(len, reports + others)) / (2 * GATE_PAGES) / 1024
    print(f"gate: {2 * GATE_PAGES / spent:.0f} pages/s of {size:.0f} KB; trafilatura {50 / full:.0f}")
    dropped = GATE_PAGES - passed
    print(f"  reports dropped {dropped} of {GATE_PAGES}; others passed {kept - passed} of {GATE_PAGES}")
    print(f"  pages of the tests dropped {sum(not worth_reading(text) for text in real)} of {len(real)}")


def measure_mailbox(rng: random.Random, folder: Path) -> None:
    """Print how fast a mailbox is cut, and its letters read."""
    path = folder / "a.mbox"
    with path.open("wb") as file:
        for number in range(LETTERS):
            body = "\n\n".join(sentence(rng, 20) for _ in range(8))
            head = f"Subject: Letter {number}\nFrom: Jane Doe <j@x.example>\nDate: Tue, 3 Mar 2020 10:00:00 +0000\n\n"
            file.write(f"From j@x.example Tue Mar  3 10:00:00 2020\n{head}{body}\n\n".encode())

    def cut() -> int:
        with path.open("rb") as file:
            return sum(1 for _ in open_mbox(file, name="a", budget=Budget()))

    def read() -> int:
        with path.open("rb") as file:
            found = open_mbox(file, name="a", budget=Budget())
            return sum(1 for one in found if isinstance(one, Item) and read_eml(one.data, path=one.name).pieces)

    box = mailbox.mbox(path)
    library, _ = timed(lambda: sum(1 for _ in box))
    box.close()
    alone, count = timed(cut)
    whole, good = timed(read)
    print(f"mailbox: {count / alone:.0f} letters/s cut, {good / whole:.0f} letters/s read")
    print(f"  beside: cutting takes {alone / library:.2f} times the standard library, which parses them too")


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--mb", type=int, default=60, help="size of the archive, unpacked")
    options = parser.parse_args()
    rng = random.Random(4)  # noqa: S311 - pages, not secrets
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        with path.open("wb") as file:
            for record in records(rng, options.mb * 2**20):
                file.write(record)
        measure_archive(path, options.mb)
        measure_gate(rng)
        measure_mailbox(rng, Path(folder))


if __name__ == "__main__":
    main()

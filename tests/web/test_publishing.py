"""The folder of pages: every link leads to a file, nothing leaves the folder, nothing needs a server."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.record.store import Record
from chancery.views.labels import plain
from chancery.web.publishing.addresses import GONE, SEARCH, Addresses, Fate, file_stem, pair_stem
from chancery.web.publishing.index import Line, write_rows
from chancery.web.publishing.rewriting import POLICY, Rewriter
from chancery.web.publishing.writing import MANIFEST, read_manifest, write_site
from views.samples import REPORTS, make_hostile_record, make_record

KINDS: Final = ("events", "entities", "offices", "pledges", "quotations", "reports")
KNOWN: Final = Addresses(
    known={kind: {"e-1", "Ä/ö", "KAZ"} for kind in KINDS}, sides={"KAZ", "UZB"}, times={"202X", "2020", "2020-10"}
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the sample's site."""
    made = tmp_path_factory.mktemp("site")
    (made / "pages").mkdir()
    write_site(make_record(made / "sample.db"), made / "pages")
    return made / "pages"


def pages_of(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield every page with its text."""
    for page in sorted(folder.rglob("*.html")):
        yield page, page.read_text(encoding="utf-8")


def attributes_of(page: str) -> set[str]:
    """Return the names of all attributes of a page, as a browser reads it."""
    names: set[str] = set()
    reader = HTMLParser()
    reader.handle_starttag = lambda _, found: names.update(name for name, _ in found)  # type: ignore[method-assign]
    reader.feed(page)
    return names


def index_of(folder: Path) -> list[list[Any]]:
    """Read the rows of the index."""
    rows: list[list[Any]] = []
    for file in sorted((folder / "search").glob("*.js")):
        text = file.read_text(encoding="utf-8")
        assert text.startswith("chancerySearch(")
        rows += json.loads(text.removeprefix("chancerySearch(").rstrip().removesuffix(");"))
    return rows


def test_every_link_leads_to_a_file_and_its_place(folder: Path) -> None:
    """Relative, so that it works from any address and from the folder itself."""
    ids = {page: set(re.findall(r'\sid="([^"]+)"', text)) for page, text in pages_of(folder)}
    for page, text in pages_of(folder):
        for attribute, link in re.findall(r'\s(href|src|action)="([^"]*)"', text):
            address = html.unescape(link)
            if re.match(r"https?://", address):
                assert attribute == "href"
                continue
            assert not address.startswith("/"), (page, address)
            file, _, fragment = address.partition("#")
            target = (page.parent / unquote(file.partition("?")[0])).resolve() if file else page
            assert target.is_file(), (page, address)
            assert target.is_relative_to(folder.resolve())
            if fragment:
                assert unquote(fragment) in {unquote(one) for one in ids[folder / target.relative_to(folder.resolve())]}


def test_every_entry_has_a_page(folder: Path, sample_path: Path) -> None:
    """Nothing of the record is left out, and the index knows every page of an entry."""
    with Record.open(sample_path, readonly=True) as record:
        ids = {
            "events": [one.id for one in record.events()],
            "entities": [one.id for one in record.entities()],
            "quotations": [one.id for one in record.quotations()],
            "pledges": [one.id for one in record.pledges()],
            "offices": [one.id for one in record.occupancies()],
            "reports": [one.id for one in REPORTS.values()],
        }
    expected = {f"{kind}/{file_stem(one)}.html" for kind, found in ids.items() for one in found}
    there = {page.relative_to(folder).as_posix() for page, _ in pages_of(folder)}
    assert expected <= there
    assert {row[1] for row in index_of(folder)} == expected


def test_pages_need_no_server(folder: Path) -> None:
    """No form that sends, nothing of htmx, no token, and a policy that lets only our files run."""
    for page, text in pages_of(folder):
        assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in text, page
        assert not re.search(r'method="post"|\shx-|htmx|name="token"|<script(?! src="[^":]+" defer></script>)', text), (
            page
        )
        assert set(re.findall(r'action="([^"]+)"', text)) <= {SEARCH, f"../{SEARCH}"}
        assert not re.search(r'href="[^"]*(?:/add|/api|original)\b', text), page
    assert "unsafe" not in POLICY


def test_the_manifest_lists_every_file(folder: Path) -> None:
    """So that another site may take its place, and nothing else be lost."""
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert set(read_manifest(folder)) == there
    assert "assets/LICENSE.txt" in there


def test_two_runs_write_the_same(folder: Path, sample_path: Path, tmp_path: Path) -> None:
    """Byte for byte."""
    write_site(sample_path, tmp_path)
    for file in (one for one in folder.rglob("*") if one.is_file()):
        assert (tmp_path / file.relative_to(folder)).read_bytes() == file.read_bytes(), file


def test_reports_are_shown_around_their_evidence_unless_asked_for(
    folder: Path, sample_path: Path, tmp_path: Path
) -> None:
    """The texts of others are their publishers'."""
    assert write_site(sample_path, tmp_path, full=True) == sum(1 for _ in pages_of(folder))
    more = 0
    for report in REPORTS.values():
        name = f"reports/{file_stem(report.id)}.html"
        short, whole = ((place / name).read_text(encoding="utf-8") for place in (folder, tmp_path))
        assert "Only what stands around the evidence" in short
        assert "Only what stands around the evidence" not in whole
        assert len(short) <= len(whole) + 200
        shown = [html.escape(plain(report.text[b.span.start : b.span.end]), quote=False) for b in report.blocks]
        more += sum(1 for text in shown if text in html.unescape(whole) and text not in html.unescape(short))
    assert more > 0


def test_a_hostile_record_stays_in_its_folder_and_is_text(tmp_path: Path) -> None:
    """Names that look like paths and tags are neither, in pages and in the index."""
    (tmp_path / "pages").mkdir()
    write_site(make_hostile_record(tmp_path / "hostile.db"), tmp_path / "pages")
    assert {one.name for one in tmp_path.iterdir()} <= {"pages", "hostile.db", "hostile.db-wal", "hostile.db-shm"}
    for page, text in pages_of(tmp_path / "pages"):
        assert not re.search(r"<script(?! src=\"[^\":]+\" defer>)|<img|<iframe|<object|javascript:", text), page
        assert not [name for name in attributes_of(text) if name.startswith("on") or name == "style"], page
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), page
    assert index_of(tmp_path / "pages")


# ---- addresses ----


@given(st.text())
def test_files_have_names_that_are_safe(name: str) -> None:
    """Whatever an id is, its file lies in the folder, on every system."""
    stem = file_stem(name)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", stem)
    assert stem.lower() not in {"con", "nul", "aux", "prn", "com1", "lpt9"}


@given(st.text(), st.text())
def test_files_of_different_ids_have_different_names(one: str, other: str) -> None:
    """On file systems that do not tell cases apart too."""
    assert (file_stem(one).lower() == file_stem(other).lower()) == (one == other)


@pytest.mark.parametrize("other", ["kaz", "Kaz", "KAZ ", "KAZ--x", "e-1--0123456789abcdef", "CON", "nul"])
def test_files_of_ids_alike_are_told_apart(other: str) -> None:
    """Codes keep their letters; what could be taken for one gets a hash."""
    assert file_stem(other).lower() != file_stem("KAZ").lower()
    assert "--" in file_stem(other)


@pytest.mark.parametrize(
    ("address", "fate", "file"),
    [
        ("/", Fate.PAGE, "index.html"),
        ("/?state=KAZ", Fate.PAGE, "lists/"),
        ("/?state=KAZ&state=UZB", Fate.PAGE, "lists/"),
        ("/?state=KAZ&state=UZB&state=TJK", Fate.SEARCH, SEARCH),
        ("/?state=KAZ&after=2020-01-01_e-1", Fate.PAGE, "lists/"),
        ("/?from=2020-10&to=2020-10", Fate.PAGE, "lists/"),
        ("/?from=2020-11&to=2020-11", Fate.WORDS, ""),
        ("/?from=2020-10-23&to=2020-10-23", Fate.SEARCH, SEARCH),
        ("/?text=canal", Fate.SEARCH, SEARCH),
        ("/events/e-1", Fate.PAGE, "events/e-1.html"),
        ("/events/%C3%84%2F%C3%B6", Fate.PAGE, "events/"),
        ("/events/unknown", Fate.WORDS, ""),
        ("/entities/KAZ", Fate.PAGE, "entities/KAZ.html"),
        ("/entities?kind=person", Fate.PAGE, "entities.html"),
        ("/entities?kind=state&page=2", Fate.PAGE, "lists/"),
        ("/entities?kind=state&text=a", Fate.SEARCH, SEARCH),
        ("/pairs/UZB/KAZ", Fate.PAGE, "pairs/KAZ-UZB.html"),
        ("/pairs/KAZ/KAZ", Fate.WORDS, ""),
        ("/pairs/KAZ/NOR", Fate.WORDS, ""),
        ("/reports/e-1/original", Fate.GONE, ""),
        ("/add", Fate.GONE, ""),
        ("/api", Fate.GONE, ""),
        ("/review/what-comes-later", Fate.GONE, ""),
    ],
)
def test_addresses_have_places(address: str, fate: Fate, file: str) -> None:
    """Entries and lists have files, other questions go to the search page, what only a server does goes."""
    place = KNOWN.place(address)
    assert (place.fate, place.file[: len(file)]) == (fate, file)
    assert bool(place.file) == (fate in {Fate.PAGE, Fate.SEARCH})


def test_addresses_keep_what_is_asked() -> None:
    """For the search page to answer; and the entry that a report is opened for."""
    assert KNOWN.place("/?text=canal&state=KAZ&after=x_y").query == "?state=KAZ&text=canal&kind=event"
    assert KNOWN.place("/reports/e-1?entry=e-1").fragment == "#gave-e-1"
    assert pair_stem("KAZ", "a/b").count("/") == 0
    assert KNOWN.place("/unknown") is GONE


# ---- rewriting ----


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ('<a href="/events/e-1">x</a>', '<a href="../events/e-1.html">x</a>'),
        ('<a href="/events/none" class="c">x</a>', '<span class="c">x</span>'),
        ('<svg><a href="/events/none" tabindex="-1" class="c">x</a></svg>', '<svg><g class="c">x</g></svg>'),
        ('<ul><li><a href="/add">Add</a></li></ul>', "<ul></ul>"),
        ('<a href="https://example.org/" rel="x">x</a>', '<a href="https://example.org/" rel="x">x</a>'),
        ('<a href="#list">x</a>', '<a href="#list">x</a>'),
        ('<form action="/add" method="post"><a href="/">x</a></form>y', "y"),
        ('<form action="/search" class="find">x</form>', '<form class="find" action="../search.html">x</form>'),
        ('<script src="/assets/0/htmx.js" defer></script>', ""),
        ('<link rel="stylesheet" href="/assets/0/a.css">', '<link rel="stylesheet" href="../assets/a.css">'),
        (
            '<a href="/?text=a&amp;state=b" hx-get="/more">x</a>',
            '<a href="../search.html?state=b&amp;text=a&amp;kind=event">x</a>',
        ),
    ],
)
def test_rewriting_leaves_out_what_only_a_server_does(page: str, written: str) -> None:
    """Links lead to files; where there is none, words stay."""
    assert Rewriter(KNOWN, "lists/x.html", lambda _: None).rewrite(page) == written


def test_rewriting_tells_of_pages_to_write() -> None:
    """Each link that leads to a file, none that leads to the search page."""
    told: list[str] = []
    page = '<a href="/events/e-1">x</a><a href="/events/none">x</a><a href="/?text=a">x</a>'
    Rewriter(KNOWN, "index.html", lambda place: told.append(place.page)).rewrite(page)
    assert told == ["/events/e-1"]


# ---- the index ----


def test_index_is_written_in_files_of_bounded_size() -> None:
    """Values in their order, empty ones at the end left out."""
    lines = (Line(kind="event", file=f"events/{n}.html", heading="\u2028</script>") for n in range(4001))
    files = list(write_rows(lines))
    assert [file.count(b"events/") for file in files] == [2000, 2000, 1]
    assert json.loads(files[2].decode().removeprefix("chancerySearch(").rstrip().removesuffix(");")) == [
        ["event", "events/4000.html", "\u2028</script>"]
    ]


def test_manifests_that_are_none_are_refused(tmp_path: Path) -> None:
    """Whatever lies there under that name."""
    for text in ("", "[]", '{"chancery-site": 2, "files": []}', '{"chancery-site": 1, "files": [1]}'):
        (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match=re.escape(str(tmp_path))):
            list(read_manifest(tmp_path))

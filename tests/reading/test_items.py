"""What the user names to originals: containers in containers, one item at a time, each fault one line."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import IO

import pytest

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading import web
from chancery.reading.items import STDIN_NAME, Options, Source, expand, open_items, source_name
from chancery.reading.source import Budget, Found, Item, Kind, PageData

TEXT = b"Two ministers met on Friday in the hall of the old salt exchange and signed nothing at all.\n"
PAGE = b"<!DOCTYPE html><html><body><p>Two ministers met on Friday.</p></body></html>"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
ROW = {"text": TEXT.decode(), "url": "https://news.example/a"}

Opened = Callable[[Iterator[Found]], Path]


def names(found: Iterator[Source | Skipped]) -> list[str]:
    """Return what was found: names of originals, codes of what gave none."""
    return [one.code if isinstance(one, Skipped) else source_name(one) for one in found]


def jsonl(*rows: object) -> bytes:
    """Write a table."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def zipped(**members: bytes) -> bytes:
    """Write an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


@pytest.fixture
def holding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Return a function that makes a container, named a.warc, of what a test wants found in it."""

    def hold(found: Iterator[Found]) -> Path:
        def open_warc(source: IO[bytes], *, name: str, budget: Budget) -> Iterator[Found]:
            assert source.read(4) == b"WARC"
            assert (name, budget.depth) == (str(path), 3)
            yield from found

        path = tmp_path / "a.warc"
        path.write_bytes(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
        monkeypatch.setattr("chancery.reading.warc.open_warc", open_warc)
        return path

    return hold


# -- files --


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", TEXT), ("b", TEXT), ("page.dat", PAGE), ("paper.txt", b"%PDF-1.7\n" + bytes(99))]
)
def test_document_is_given_as_its_path(tmp_path: Path, name: str, data: bytes) -> None:
    """A file of one report is not loaded; whoever reads it does that."""
    path = tmp_path / name
    path.write_bytes(data)
    assert list(open_items(path)) == [path]
    assert list(open_items(str(path))) == [path]


@pytest.mark.parametrize("data", [b"", b" \n\t\n"])
def test_empty_file_is_left_to_its_reader(tmp_path: Path, data: bytes) -> None:
    """Nothing is told of nothing; the reader has the line for it."""
    path = tmp_path / "a.dat"
    path.write_bytes(data)
    assert list(open_items(path)) == [path]


@pytest.mark.parametrize(("name", "code"), [("photo.png", "C019"), ("photo", "C019"), ("photo.txt", "C012")])
def test_picture_is_passed_over_unless_it_claims_to_be_text(tmp_path: Path, name: str, code: str) -> None:
    """A picture among reports is no failure; a text that is none is."""
    path = tmp_path / name
    path.write_bytes(PICTURE)
    assert names(open_items(path)) == [code]


def test_file_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    """What was there a moment ago may be gone."""
    found = list(open_items(tmp_path / "gone.txt"))
    assert [(skip.code, skip.path) for skip in found if isinstance(skip, Skipped)] == [
        ("C013", str(tmp_path / "gone.txt"))
    ]


# -- containers --


def test_rows_of_a_table_are_items(tmp_path: Path) -> None:
    """Each row is named after its table and number, with what the table states."""
    path = tmp_path / "rows.txt"
    path.write_bytes(jsonl(ROW, ROW))
    found = list(open_items(path))
    assert names(iter(found)) == [f"{path}!/1", f"{path}!/2"]
    assert isinstance(found[0], Item)
    assert found[0].stated.url == "https://news.example/a"


def test_columns_are_those_that_the_user_names(tmp_path: Path) -> None:
    """`--map` reaches the table; a mapping that is none is one line."""
    path = tmp_path / "rows.jsonl"
    path.write_bytes(jsonl({"x": "no", "q": TEXT.decode()}))
    found = list(open_items(path, options=Options(columns=("text=q",))))
    assert [one.data for one in found if isinstance(one, Item)] == [TEXT]
    assert names(open_items(path, options=Options(columns=("nothing",)))) == ["C067"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_packed_file_gives_what_it_holds(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    """A text or a table in a compressed file is read as if it were not."""
    for data, wanted in ((TEXT, [""]), (PAGE, [""]), (jsonl(ROW), ["!/1"]), (PICTURE, None)):
        path = tmp_path / "a.gz"
        path.write_bytes(pack(data))
        assert names(open_items(path)) == (["C019"] if wanted is None else [f"{path}{name}" for name in wanted])


def test_containers_in_containers_are_opened(tmp_path: Path) -> None:
    """A table in an archive in an archive gives its rows, named by the way to them."""
    path = tmp_path / "a.zip"
    inner = zipped(**{"rows.jsonl": jsonl(ROW), "b.txt": TEXT})
    path.write_bytes(zipped(**{"in.zip": inner, "packed.gz": gzip.compress(zipped(**{"c.html": PAGE}))}))
    assert sorted(names(open_items(path))) == [
        f"{path}!/in.zip!/b.txt",
        f"{path}!/in.zip!/rows.jsonl!/1",
        f"{path}!/packed.gz!/c.html",
    ]


def test_containers_too_deep_are_refused(tmp_path: Path) -> None:
    """An archive in an archive in an archive ends somewhere; its neighbours are read."""
    data = TEXT
    for number in range(9):
        data = zipped(**{f"{number}.zip": data, "a.txt": TEXT + bytes(str(number), "ascii")})
    path = tmp_path / "deep.zip"
    path.write_bytes(data)
    budget = Budget(depth=3)
    found = names(open_items(path, budget=budget))
    assert sum(not name.startswith("C0") for name in found) == 4
    assert [name for name in found if name.startswith("C0")] == ["C061"]
    assert budget.depth == 3


def test_budget_is_shared_by_the_layers(tmp_path: Path) -> None:
    """What containers unpack to is counted over all of them."""
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(**{f"{n}.gz": gzip.compress(b"minister " * 10_000) for n in range(9)}))
    found = names(open_items(path, budget=Budget(total=300_000)))
    assert "C061" in found
    assert 0 < sum(not name.startswith("C0") for name in found) < 4


def test_container_gives_items_as_they_are_asked_for(holding: Opened) -> None:
    """An endless container is no trouble as long as nobody asks for its end."""
    taken = []

    def endless() -> Iterator[Found]:
        number = 0
        while True:
            number += 1
            taken.append(number)
            yield Item(name=f"a!/{number}", data=TEXT)

    assert names(islice(open_items(holding(endless())), 3)) == ["a!/1", "a!/2", "a!/3"]
    assert taken == [1, 2, 3]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (InputError("C060", "a.warc is cut off.", "Fetch it again."), "C060"),
        (ValueError("a bug\x1b[31m"), "C017"),
        (RecursionError(), "C017"),
        (MemoryError(), "C016"),
        (OSError(5, "Input/output error"), "C013"),
        (EOFError(), "C017"),
    ],
    ids=repr,
)
def test_fault_ends_its_container_only(holding: Opened, fault: Exception, code: str) -> None:
    """What came before stays, and the last line says what happened."""

    def breaking() -> Iterator[Found]:
        yield Item(name="a!/1", data=TEXT)
        yield Skipped("a!/2", "C014", "too large")
        raise fault

    path = holding(breaking())
    found = list(open_items(path))
    assert names(iter(found)) == ["a!/1", "C014", code]
    last = found[-1]
    assert isinstance(last, Skipped)
    assert last.path == str(path)
    assert "a.warc" in last.reason


def test_interrupt_is_no_fault(holding: Opened) -> None:
    """Ctrl-C ends the run, not the container."""

    def interrupted() -> Iterator[Found]:
        yield Item(name="a!/1", data=TEXT)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(open_items(holding(interrupted())))


def test_fault_of_an_inner_container_leaves_the_outer(holding: Opened) -> None:
    """A broken archive, a picture and a text in one container: the text is read."""

    def mixed() -> Iterator[Found]:
        yield Item(name="a!/bad.zip", data=b"PK\x03\x04" + bytes(200), kind=Kind.ZIP)
        yield Item(name="a!/photo", data=PICTURE)
        yield Item(name="a!/b", data=TEXT)
        yield Item(name="a!/c", data=b"short", kind=Kind.HTML)

    found = list(open_items(holding(mixed())))
    assert "C060" in names(iter(found))[:-3]
    assert names(iter(found))[-3:] == ["C019", "a!/b", "a!/c"]
    assert [one.kind for one in found if isinstance(one, Item)][-2:] == [Kind.TEXT, Kind.HTML]


def test_letter_gives_itself_and_what_it_carries(tmp_path: Path) -> None:
    """A letter with a page attached is two reports, also in an archive; a letter alone is one."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@news.example", "b@news.example", "Talks"
    letter.set_content(f"{TEXT.decode()}\nThey will meet again in the spring.")
    alone = letter.as_bytes()
    letter.add_attachment(PAGE, maintype="text", subtype="html", filename="page.html")
    path = tmp_path / "a.eml"
    path.write_bytes(letter.as_bytes())
    assert names(open_items(path)) == [str(path), f"{path}!/page.html"]
    path.write_bytes(zipped(**{"a.eml": letter.as_bytes(), "b.eml": alone}))
    assert sorted(names(open_items(path))) == [f"{path}!/{name}" for name in ("a.eml", "a.eml!/page.html", "b.eml")]
    path.write_bytes(gzip.compress(alone))
    assert names(open_items(path)) == [str(path)]


# -- standard input and addresses --


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (TEXT, [STDIN_NAME]),
        (jsonl(ROW, ROW), [f"{STDIN_NAME}!/1", f"{STDIN_NAME}!/2"]),
        (zipped(**{"a.txt": TEXT}), [f"{STDIN_NAME}!/a.txt"]),
        (gzip.compress(PAGE), [STDIN_NAME]),
        (PICTURE, ["C019"]),
        (b"", [STDIN_NAME]),
        (b"minister " * 4_000_000, ["C014"]),
    ],
    ids=["text", "table", "archive", "packed", "picture", "nothing", "too much"],
)
def test_standard_input_may_be_anything(monkeypatch: pytest.MonkeyPatch, data: bytes, wanted: list[str]) -> None:
    """What comes down a pipe is told by its content too, also what has to be sought in."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert names(open_items("-")) == wanted


def test_standard_input_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that never ends does not fill the disk."""
    monkeypatch.setattr("chancery.reading.items._SPOOL_LIMIT", 2**20)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(bytes(5 * 2**20))))
    assert names(open_items("-")) == ["C014"]


@pytest.mark.parametrize("allow", [True, False])
def test_address_is_fetched_and_opened(monkeypatch: pytest.MonkeyPatch, allow: bool) -> None:  # noqa: FBT001 - a case
    """What lies at an address is opened like a file, with the user's settings."""

    def open_address(address: str, *, budget: Budget, web: web.Web) -> Iterator[Found]:
        assert web.settings.allow_private is allow
        assert budget.items > 0
        yield Item(name=address, data=PAGE, stated=PageData(url=address))
        yield Item(name=f"{address}#rows", data=jsonl(ROW))
        raise InputError("C064", f"{address} could not be fetched.", "Try again.")

    monkeypatch.setattr(web, "open_address", open_address)
    found = list(open_items("https://news.example/a", options=Options(allow_private=allow)))
    assert names(iter(found)) == ["https://news.example/a", "https://news.example/a#rows!/1", "C064"]
    assert isinstance(found[0], Item)
    assert (found[0].kind, found[0].stated.url) == (Kind.HTML, "https://news.example/a")


def test_expand_opens_what_somebody_else_found() -> None:
    """Whoever has items of his own gets the containers among them opened."""
    found = iter([Item(name="a", data=jsonl(ROW)), Skipped("b", "C064", "gone"), Item(name="c", data=TEXT)])
    assert names(expand(found, budget=Budget())) == ["a!/1", "C064", "c"]

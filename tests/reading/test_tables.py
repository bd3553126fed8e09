"""Tables: rows to reports, columns by name, dates in many shapes, and rows that are broken."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import InputError
from chancery.model.text import Skipped
from chancery.reading.cells import read_address, read_authors, read_day, read_language, read_line
from chancery.reading.columns import Columns
from chancery.reading.packed import unpack
from chancery.reading.source import ITEM_LIMIT, Budget, Found, Item, Kind, PageData
from chancery.reading.tables import open_csv, open_jsonl

GOOD = '{"text": "The ministers met."}\n'
Opener = Callable[..., Iterator[Found]]


def read(
    opener: Opener, data: bytes | str, columns: Columns | None = None, budget: Budget | None = None
) -> list[Found]:
    """Read a whole table."""
    source = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(opener(source, name="t", budget=budget or Budget(), columns=columns or Columns()))


def texts(found: Iterable[Found]) -> list[str]:
    """Return the texts of the rows that were read."""
    return [one.data.decode() for one in found if isinstance(one, Item)]


def faults(found: Iterable[Found]) -> list[tuple[str, str]]:
    """Return the rows that were not read, with their codes."""
    return [(one.path, one.code) for one in found if isinstance(one, Skipped)]


def test_rows_state_what_the_columns_say() -> None:
    """Text, title, address, date, outlet, authors and language come from columns of common names."""
    row = {
        "Headline": " Salt  is free ",
        "standfirst": "Soda is not.",
        "full_text": "<p>The ministers met.</p>",
        "pub_date": "Mon, 02 Mar 2020 10:00:00 +0000",
        "Source": {"id": None, "name": "The Lorne Post"},
        "link": "https://lorne.example/salt",
        "authors": ["Ada Stone", {"name": "Ben Marsh"}],
        "lang": "en-GB",
        "id": 7,
    }
    (found,) = read(open_jsonl, json.dumps(row))
    assert found == Item(
        name="t!/1",
        data=b"<p>The ministers met.</p>",
        kind=Kind.HTML,
        stated=PageData(
            title="Salt is free",
            subtitle="Soda is not.",
            authors=("Ada Stone", "Ben Marsh"),
            site="The Lorne Post",
            url="https://lorne.example/salt",
            date="2020-03-02",
            language="en",
        ),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_of_any_make_is_read(delimiter: str, encoding: str, end: str) -> None:
    """Delimiters, encodings, ends of line and quoted lines come out the same."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
    writer.writerows([["title", "text"], ["Salt", 'He said: "free", and\nleft; then | rest'], ["Soda", "Señor\ttoo"]])
    found = read(open_csv, file.getvalue().encode(encoding))
    assert texts(found) == ['He said: "free", and\nleft; then | rest', "Señor\ttoo"]
    assert not faults(found)


def test_csv_with_the_separator_that_excel_states() -> None:
    """Excel's own first line names the delimiter."""
    assert texts(read(open_csv, "sep=;\r\ntitle;text\r\nA, b, c;Salt, too\r\n")) == ["Salt, too"]


@pytest.mark.parametrize(
    "table",
    [
        '{"text": "a"}\n\n{"text": "b"}',
        '[{"text": "a"}, {"text": "b"}]',
        '[\n{"text": "a", "x": {"y": ["{", "}"]}}\n,{"text": "b", "z": "\\"}"}]\n',
        '{\n  "text": "a"\n}\n{\n  "text": "b"\n}\n',
        '{"text": "a"}{"text": "b"}',
        '\ufeff{"text": "a"}\r\n{"text": "b"}\r\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_json_of_any_layout_is_read(table: str, encoding: str) -> None:
    """One object per line, one array, and objects one after the other are one table."""
    found = read(open_jsonl, table.encode(encoding))
    assert texts(found) == ["a", "b"]
    assert [one.name for one in found if isinstance(one, Item)] == ["t!/1", "t!/2"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('{"text": "a",, }', "C067"),
        ('{"text": "a', "C067"),
        ('["text", "a"]', "C067"),
        ("text", "C067"),
        ('{"text": null}', "C067"),
        ('{"text": " "}', "C067"),
        ('{"text": 7}', "C067"),
        ('{"title": "no text"}', "C067"),
        ('{"text": "a", "text": "b"}', "C067"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "C067"),
        ("[" * 100_000, "C067"),
        ('{"text": ' + "[" * 100_000 + "]" * 100_000 + "}", "C067"),
        ('{"a":' * 100_000, "C067"),
        ("\x00\x00\x00", "C067"),
        ('{"text": "' + "x" * (ITEM_LIMIT + 2**20) + '"}', "C014"),
        ('{"text": "' + "é" * (ITEM_LIMIT // 2 + 100) + '"}', "C014"),
    ],
    ids=range(16),
)
def test_a_broken_json_row_is_one_line(row: str, code: str) -> None:
    """A row at fault is told by its number; the rows around it are read."""
    found = read(open_jsonl, GOOD + row + "\n" + GOOD)
    assert texts(found) == ["The ministers met."] * 2
    assert faults(found) == [("t!/2", code)]


@pytest.mark.parametrize(
    "row",
    [
        '{"text": "a", "title": NaN, "date": Infinity, "x": -1e999}',
        '{"text": "a", "date": 1e400, "authors": {}, "url": [], "language": 3, "outlet": []}',
        '{"text": "a", "text": "a"}',
    ],
)
def test_strange_values_do_not_cost_the_text(row: str) -> None:
    """What is no title, date or person is dropped; the text stays."""
    (found,) = read(open_jsonl, row)
    assert isinstance(found, Item)
    assert (found.data, found.stated) == (b"a", PageData())


def test_a_lone_surrogate_is_replaced() -> None:
    """Half a character cannot be written as bytes; the rest of the text can."""
    assert texts(read(open_jsonl, '{"text": "a \\ud800 b"}')) == ["a ? b"]


def test_a_first_row_that_is_broken_does_not_change_the_layout() -> None:
    """A table of lines is told by any of its first lines."""
    found = read(open_jsonl, '{"text": "cut\nnothing\n' + GOOD)
    assert texts(found) == ["The ministers met."]


def test_an_object_of_an_array_that_is_too_large_is_one_line() -> None:
    """Only the end of such an object is looked for."""
    found = read(open_jsonl, '[{"text": "a"}, {"text": "' + "x" * (ITEM_LIMIT + 2**20) + '"}, {"text": "b"}, {"te')
    assert texts(found) == ["a", "b"]
    assert faults(found) == [("t!/2", "C014"), ("t!/4", "C067")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("only one cell", "C067"),
        ("a,b,c", "C067"),
        ("Salt,", "C067"),
        (",", "C067"),
        ('"Salt,"' + "x" * (ITEM_LIMIT + 2**20), "C014"),
    ],
    ids=range(5),
)
def test_a_broken_csv_row_is_one_line(row: str, code: str) -> None:
    """A row at fault is told by its number; the rows around it are read, and blank lines are none."""
    found = read(open_csv, f"title,text\nA,first\n\n{row}\n\nB,last\n")
    assert texts(found) == ["first", "last"]
    assert faults(found) == [("t!/2", code)]


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    """The lines that such a quote swallows are read again."""
    found = read(open_csv, 'title,text\nA,first\nB,"open\nC,third\nD,fourth\n')
    assert texts(found) == ["first", "third", "fourth"]
    assert faults(found) == [("t!/2", "C067")]


def test_quotes_within_a_quoted_cell_are_a_fault() -> None:
    """Text is not guessed where quotes end too early; every line around them is read."""
    found = read(open_csv, 'title,text\nA,first\nB,"he said "free", loudly"\nC,"x"\nD,"open\nE,"open\nF,last\n')
    assert texts(found) == ["first", "x", "last"]
    assert faults(found) == [("t!/2", "C067"), ("t!/4", "C067"), ("t!/5", "C067")]


def test_quotes_between_tabs_need_no_quoting() -> None:
    """A table of tabs holds texts that begin with a quotation, as most writers leave them."""
    found = read(open_csv, 'title\ttext\nA\t"Salt is free," he said.\nB\t"Soda\nC\tlast\n')
    assert texts(found) == ['"Salt is free," he said.', '"Soda', "last"]
    assert not faults(found)


def test_many_quotes_that_are_never_closed_end() -> None:
    """Lines are read again up to a limit only, so that the time stays in proportion."""
    found = read(open_csv, "title,text\n" + "A,first\n" * 2000 + 'B,"x\ny"z\n' * 3000)
    assert texts(found) == ["first"] * 2000
    assert {code for _, code in faults(found)} == {"C067"}


def test_zero_bytes_in_a_cell_are_left_to_the_reader_of_text() -> None:
    """A zero byte breaks neither the row nor the table."""
    assert texts(read(open_csv, "title,text\nA,x\x00y\nB,z\n")) == ["x\x00y", "z"]


def test_csv_cells_may_be_larger_than_the_csv_module_likes() -> None:
    """A transcript of 1 MB is read, and the module's own limit stays as it was."""
    before = csv.field_size_limit()
    assert len(texts(read(open_csv, "title,text\nA," + "x" * 2**20 + "\n"))[0]) == 2**20
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("opener", "data"),
    [(open_csv, "nr,words\n1,Salt\n2,Soda\n"), (open_jsonl, '{"nr": 1, "words": "Salt"}\n{"nr": 2, "words": "Soda"}')],
)
def test_a_table_without_text_names_its_columns(opener: Opener, data: str) -> None:
    """The error says which columns there are, and the option that helps; with it the rows are read."""
    with pytest.raises(InputError, match=r"\[C067\] t has no column known .* nr, words\. .*--map text=COLUMN"):
        read(opener, data)
    assert texts(read(opener, data, Columns(text="Words"))) == ["Salt", "Soda"]
    with pytest.raises(InputError, match="no column 'wrds'"):
        read(opener, data, Columns(text="wrds"))


def test_a_table_without_text_is_refused_early() -> None:
    """A hundred rows show what columns there are; the other million are not read."""
    rows = iter([b'{"nr": 1}\n' * 20_000] * 2 + [b""] * 3)

    class Source(io.RawIOBase):
        def read(self, size: int = -1, /) -> bytes:
            del size
            return next(rows)

    source: IO[bytes] = Source()  # type: ignore[assignment]
    with pytest.raises(InputError, match="C067"):
        list(open_jsonl(source, name="t", budget=Budget(), columns=Columns()))
    assert next(rows) != b""


def test_json_rows_may_have_different_columns() -> None:
    """Columns are told row by row."""
    found = read(open_jsonl, '{"nr": 1}\n{"text": "a"}\n{"body": "b"}\n{"nr": 2}\n')
    assert texts(found) == ["a", "b"]
    assert faults(found) == [("t!/1", "C067"), ("t!/4", "C067")]


@pytest.mark.parametrize(
    ("opener", "data"), [(open_csv, "title,text\n"), (open_csv, ""), (open_jsonl, "[]"), (open_jsonl, "")]
)
def test_a_table_without_rows_says_so(opener: Opener, data: str) -> None:
    """An empty table is not silent."""
    with pytest.raises(InputError, match="C011"):
        read(opener, data)


def test_rows_are_counted() -> None:
    """A table of more rows than the budget is refused there."""
    with pytest.raises(InputError, match="C061"):
        read(open_jsonl, GOOD * 11, budget=Budget(items=10))


def test_columns_parse_pairs() -> None:
    """Pairs name the table's columns, which may have any name."""
    assert Columns.parse(["text=body = x", " title = Überschrift"]) == Columns(text="body = x", title="Überschrift")
    for pairs in (["text"], ["text="], ["words=body"], ["text=a", "text=b"], ["=a"]):
        with pytest.raises(InputError, match="C067"):
            Columns.parse(pairs)


def test_columns_find_prefers_better_names() -> None:
    """Of several likely columns the likeliest is taken, and a named one before any."""
    names = ["Article", "content", "TEXT", "Date Published", "source", "publisher", "crawl_date", "timestamp"]
    assert Columns().find(names) == {"text": "TEXT", "date": "Date Published", "outlet": "publisher"}
    assert Columns(text="content", date="timestamp").find(names)["text"] == "content"
    assert Columns(text="content", date="timestamp").find(names)["date"] == "timestamp"
    assert Columns(text="title").find(["title", "text"]) == {"text": "title"}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2020-03-01", "2020-03-01"),
        ("2020-03-01T10:00:00Z", "2020-03-01"),
        ("2020-03-01 23:59:59.123-05:00", "2020-03-01"),
        ("20200301", "2020-03-01"),
        (20200301, "2020-03-01"),
        ("20200301T120000", "2020-03-01"),
        ("20200301120000", "2020-03-01"),
        ("2020/3/1", "2020-03-01"),
        ("2020/03/01 10:00", "2020-03-01"),
        ("1 March 2020", "2020-03-01"),
        ("1st Mar. 2020, 10:30", "2020-03-01"),
        ("March 1, 2020", "2020-03-01"),
        ("Sunday, March 1st, 2020 at 10:30 a.m. EST", "2020-03-01"),
        ("Sun, 01 Mar 2020 10:00:00 +0000 (UTC)", "2020-03-01"),
        ("Sun, 01-Mar-2020 10:00:00 GMT", "2020-03-01"),
        ("Sun Mar  1 10:00:00 UTC 2020", "2020-03-01"),
        (1583056800, "2020-03-01"),
        (1583056800.5, "2020-03-01"),
        ("1583056800", "2020-03-01"),
        (1583056800000, "2020-03-01"),
        ({"$date": "2020-03-01T00:00:00Z"}, "2020-03-01"),
        ("2020-03", "2020-03"),
        ("2020", "2020"),
        ("25/03/2020", "2020-03-25"),
        ("03-25-2020", "2020-03-25"),
        ("04/04/2020", "2020-04-04"),
        ("03/04/2020", None),
        ("3-4-2020", None),
        ("31/31/2020", None),
        ("30 February 2020", None),
        ("1 March", None),
        ("1 Marchember 2020", None),
        ("20021-03-01", None),
        ("1799-12-31", None),
        ("2201-01-01", None),
        ("2020030112", None),
        ("Friday", None),
        ("from 1 March 2020 to 3 March 2020", None),
        ("", None),
        (None, None),
        (True, None),
        (float("inf"), None),
        (float("nan"), None),
        (-1, None),
        (10**400, None),
        (["2020-03-01"], None),
        ("٢٠٢٠-٠٣-٠١", "2020-03-01"),
        ("٢٠٢٠", None),
        ("9" * 100_000, None),
    ],
)
def test_read_day(cell: object, day: str | None) -> None:
    """Only a date with one reading is a date."""
    assert read_day(cell) == day


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ada Stone; Ben Marsh", ("Ada Stone", "Ben Marsh")),
        ("By Ada Stone and Ben Marsh", ("Ada Stone", "Ben Marsh")),
        ("Ada Stone, Ben Marsh & Cleo Ward", ("Ada Stone", "Ben Marsh", "Cleo Ward")),
        ("Stone, Ada", ("Stone, Ada",)),
        ("['Ada Stone', \"Cleo O'Ward\"]", ("Ada Stone", "Cleo O'Ward")),
        (["Ada Stone", "Ada Stone", None, 7], ("Ada Stone",)),
        ("ada@lorne.example", ()),
        ("https://lorne.example/ada", ()),
        ("[]", ()),
        (None, ()),
        ("x" * 5000, ()),
    ],
)
def test_read_authors(cell: object, names: tuple[str, ...]) -> None:
    """Persons are told apart; addresses are none."""
    assert read_authors(cell) == names


def test_other_cells_are_read_or_dropped() -> None:
    """A title is one line, an address is one of the web, a language has two letters."""
    assert read_line(" a\n b\x00") == "a b"
    assert read_line("x" * 2000) is None
    assert read_address("HTTPS://lorne.example/a") == "HTTPS://lorne.example/a"
    assert read_address("javascript:alert(1)") is None
    assert read_language("EN_us") == "en"
    assert read_language("English") is None


@given(st.binary(max_size=500) | st.text(alphabet='",;\n\r\t{}[]:\\textile\x00\ufeffa1', max_size=300).map(str.encode))
@settings(max_examples=300)
def test_any_bytes_are_rows_faults_or_an_error(data: bytes) -> None:
    """No bytes make the reading of a table fail otherwise than with a code."""
    for opener in (open_jsonl, open_csv):
        for prefix in (b"", b"title,text\na,b\n", GOOD.encode(), b"[" + GOOD.encode()):
            try:
                found = read(opener, prefix + data)
            except InputError:
                continue
            assert found


CELL = st.text(min_size=1, max_size=30).filter(lambda text: text.isprintable() and text.strip())


@given(st.lists(st.fixed_dictionaries({"text": CELL, "title": CELL}), min_size=1, max_size=6))
@settings(max_examples=150)
def test_rows_come_back_as_they_were_written(rows: list[dict[str, str]]) -> None:
    """What a writer of tables writes is read again, as lines, as an array, spread out, and as CSV."""
    wanted = [row["text"] for row in rows]
    assert texts(read(open_jsonl, "\n".join(json.dumps(row) for row in rows))) == wanted
    assert texts(read(open_jsonl, json.dumps(rows, indent=2, ensure_ascii=False))) == wanted
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, ["title", "text"])
    writer.writeheader()
    writer.writerows(rows)
    assert texts(read(open_csv, file.getvalue())) == wanted


@pytest.mark.parametrize("opener", [open_jsonl, open_csv])
def test_a_packed_table_that_is_cut_off_gives_the_rows_before(opener: Opener) -> None:
    """Rows before the fault are given, then C060."""
    rows = [{"text": f"The ministers met {number} times."} for number in range(50)]
    plain = "\n".join(json.dumps(row) for row in rows)
    if opener is open_csv:
        plain = "title,text\n" + "".join(f"A,{row['text']}\n" for row in rows)
    packed = gzip.compress(plain.encode(), 0)
    source = unpack(io.BytesIO(packed[: len(packed) // 2]), name="t.gz", budget=Budget())
    found = opener(source, name="t.gz", budget=Budget(), columns=Columns())
    seen = [found_row.data.decode() for found_row in itertools.islice(found, 20) if isinstance(found_row, Item)]
    assert seen == [row["text"] for row in rows][:20]
    with pytest.raises(InputError, match="C060"):
        list(found)


def test_a_long_table_takes_little_memory() -> None:
    """Rows are forgotten once they were given, and a line of 50 MB is never held whole."""
    block = (json.dumps({"text": "The ministers met. " * 50}) + "\n").encode() * 100

    class Source(io.RawIOBase):
        parts = iter([block] * 100 + [b'{"text": "'] + [b"x" * 2**20] * 50 + [b'"}\n'] + [block] * 10)
        rest = b""

        def read(self, size: int = -1, /) -> bytes:
            self.rest = self.rest or next(self.parts, b"")
            part, self.rest = self.rest[:size], self.rest[size:]
            return part

    source: IO[bytes] = Source()  # type: ignore[assignment]
    tracemalloc.start()
    found = [type(one).__name__ for one in open_jsonl(source, name="t", budget=Budget(), columns=Columns())]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == ["Item"] * 10_000 + ["Skipped"] + ["Item"] * 1000
    assert peak < 4 * ITEM_LIMIT

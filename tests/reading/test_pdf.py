"""PDFs: columns, running lines, notes, broken words; and files that are damaged or mean harm."""

from __future__ import annotations

import zlib
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import ChanceryError, InputError
from chancery.model.text import BlockKind
from chancery.reading.pdf import read_pdf
from chancery.reading.source import Extract
from chancery.reading.workers import Limits, run_guarded
from reading.pdf_maker import Sheet, Text, assemble, justified, make_pdf, stream, wrapped

FIRST = (
    "The two ministers met on Friday in the hall of the old salt exchange and signed a paper of nine pages that "
    "neither of them had read, officials of both countries said on the morning after the ceremony in the hall."
)
SECOND = (
    "The paper was found by the cleaners, who took it to the harbour police, where it is kept in a drawer until "
    "somebody asks for it, a spokesman of the police told the reporters who waited on the quay in the rain."
)
THIRD = (
    "Fishermen of both islands remain sceptical: the quotas are small, the inspections many, and the ferry that "
    "was promised ten years ago still lies in the dock without its engine, as everybody on the coast knows."
)
STORY = [FIRST, SECOND, THIRD]


def read(*sheets: Sheet, **options: object) -> Extract:
    """Read a PDF of these pages, and check that every piece says what the text says at its place."""
    extract = read_pdf(make_pdf(sheets, **options), path="a.pdf")  # type: ignore[arg-type]
    assert_aligned(extract)
    return extract


def assert_aligned(extract: Extract) -> None:
    """Check every run of every piece against the text."""
    for piece in extract.pieces:
        for here, place, length in piece.body.runs:
            assert piece.text[here : here + length] == extract.text[place : place + length]
        made = len(piece.text) - sum(length for _, _, length in piece.body.runs)
        assert made <= piece.text.count(" ")


def texts(extract: Extract) -> list[str]:
    """Return the words of all pieces."""
    return [piece.text for piece in extract.pieces]


def column(paragraphs: list[str], *, x: float, signs: int, top: float = 760, **options: float) -> list[Text]:
    """Set paragraphs under each other."""
    lines: list[Text] = []
    room = options.pop("room", 8)
    for words in paragraphs:
        y = lines[-1].y - 12 - room if lines else top
        lines += wrapped(words, x=x, y=y, signs=signs, **options)
    return lines


@pytest.mark.parametrize("indent", [0, 12], ids=["room", "indent"])
@pytest.mark.parametrize("even", [False, True], ids=["ragged", "justified"])
def test_lines_become_paragraphs(indent: float, *, even: bool) -> None:
    """Room between paragraphs parts them, and so does an indent alone."""
    lines: list[Text] = []
    for words in STORY:
        y = lines[-1].y - 12 - (0 if indent else 8) if lines else 760
        paragraph = wrapped(words, x=72, y=y, signs=70, indent=indent)
        lines += justified(paragraph, signs=70) if even and not indent else paragraph
    assert texts(read(Sheet(lines))) == STORY


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("shift", [0, 5], ids=["level", "shifted"])
def test_columns_are_read_one_after_the_other(count: int, shift: float) -> None:
    """A headline across the columns comes first; then each column, wherever its baselines are."""
    signs = {2: 36, 3: 24}[count]
    step = signs * 6 + 14
    lines = [Text(72, 790, "Two islands sign a paper that no one read", 20)]
    for at in range(count):
        lines += column(STORY[at : at + 1] * 3, x=60 + at * step, signs=signs, top=750 - shift * (at % 2))
    extract = read(Sheet(lines))
    assert texts(extract) == [
        "Two islands sign a paper that no one read",
        *(s for s in STORY[:count] for _ in range(3)),
    ]
    assert extract.pieces[0].kind is BlockKind.TITLE


def test_paragraph_goes_on_in_the_next_column_and_page() -> None:
    """What a column's or page's end broke is joined, when the next begins in small letters."""
    lines = wrapped(" ".join(STORY), x=72, y=0, signs=36)
    for at, line in enumerate(lines):
        line.x, line.y = 72 + 240 * (at // 7 % 2), 760 - 12 * (at % 7)
    pages = [Sheet(lines[:14]), Sheet(lines[14:])]
    assert texts(read(*pages)) == [" ".join(STORY)]


def test_running_lines_are_no_pieces() -> None:
    """Headers, footers and page numbers go, whatever they say; a page's own first line stays."""
    sheets = []
    for number in range(1, 5):
        lines = [
            Text(72, 810, "The Harbour Courier"),
            Text(400, 810, f"{number} May 2021"),
            Text(290, 30, f"- {number} -"),
        ]
        sheets.append(Sheet([*lines, *column([STORY[number % 3], f"Chapter {'abcde'[number]} ends."], x=72, signs=70)]))
    extract = read(*sheets)
    assert "The Harbour Courier" in extract.text
    assert extract.text.count("\f") == 3
    assert not any("Courier" in text or "- " in text for text in texts(extract))
    assert texts(extract)[:2] == [SECOND, "Chapter b ends."]
    assert len(extract.pieces) == 8


def test_line_that_two_pages_of_many_share_stays() -> None:
    """Two equal lines in a long document do not run along."""
    sheets = [
        Sheet([Text(72, 800, f"Part {'abcdef'[at // 2]}"), *column([STORY[at % 3]], x=72, signs=70)]) for at in range(6)
    ]
    assert texts(read(*sheets)).count("Part a") == 2


def test_notes_come_after_the_paragraph_that_ends_their_page() -> None:
    """Notes at the foot do not break the paragraph above; their marks go."""
    first = [
        *wrapped(FIRST, x=72, y=760, signs=70),
        Text(72, 700, "The treaty of 1994"),
        Text(180.5, 704, "1", 6),
        Text(190, 700, "remains in force, and the ministers said that it"),
        Text(72, 120, "1", 5),
        Text(76, 118, "Treaty on the Salt Exchange, signed in Lumen in the hall, text in", 8),
        Text(72, 108, "the register of treaties.", 8),
    ]
    second = wrapped(
        "would stay so until the new one is ratified by both of the parliaments in June.", x=72, y=760, signs=70
    )
    extract = read(Sheet(first), Sheet([*second, *column([SECOND], x=72, signs=70, top=700)]))
    assert texts(extract)[1].startswith(
        "The treaty of 1994 remains in force, and the ministers said that it would stay so"
    )
    assert texts(extract)[2].endswith(
        "Treaty on the Salt Exchange, signed in Lumen in the hall, text in the register of treaties."
    )
    assert texts(extract)[3] == SECOND


@pytest.mark.parametrize(
    ("first", "second", "mended"),
    [
        ("in the old ware-", "house", "in the old warehouse"),
        ("in the old ware\u2010", "house", "in the old warehouse"),
        ("a Kyrgyz-", "Russian talk", "a Kyrgyz-Russian talk"),
        ("years 2019-", "2020", "years 2019-2020"),
        ("a state-of-the-", "art ferry", "a state-of-the-art ferry"),
        ("a cease-", "fire began", "a cease-fire began"),
        ("a meeting -", "the third", "a meeting - the third"),
    ],
)
def test_words_broken_at_a_line_are_mended(first: str, second: str, mended: str) -> None:
    """A hyphen goes with the break, but stays where the word has it; neither it nor the break is covered by a run."""
    fill = "The ministers met and spoke of many things that nobody heard "
    lines = [
        Text(72, 760, fill + first),
        Text(72, 748, second + " and of the harbour where the ferries had been lying"),
        Text(72, 736, "since the talks about a new cease-fire were begun by the ministers"),
    ]
    extract = read(Sheet(lines))
    assert texts(extract)[0].startswith(fill + mended)
    assert first + "\n" + second in extract.text.replace("\u00ad", "-") or "\u2010" in first


def test_signs_are_normalised_in_place() -> None:
    """Ligatures are letters, private signs unknown, soft hyphens gone; signs beyond the first plane are whole."""
    extract = read(Sheet([Text(72, 700, "The ﬁnal oﬀer \ue123 of co\u00adal \U0001f6a2 stands")]))
    assert texts(extract) == ["The final offer \ufffd of coal \U0001f6a2 stands"]
    assert any("fonts" in doubt for doubt in extract.doubts)


def test_list_items_are_pieces() -> None:
    """Items begin at their marks, also where the line above is full."""
    items = [
        "to open the strait to the boats of both countries from the first of June, with inspections by guards;",
        "to lift the tariff;",
    ]
    lines = wrapped("They agreed on the following:", x=72, y=760, signs=70)
    lines += [
        Text(80, 748, "•"),
        *wrapped(items[0], x=92, y=748, signs=60),
        Text(80, 724, "•"),
        *wrapped(items[1], x=92, y=724, signs=60),
    ]
    lines += wrapped("1. " + FIRST, x=72, y=700, signs=70) + wrapped("2. " + SECOND, x=72, y=700 - 48, signs=70)
    assert texts(read(Sheet(lines))) == ["They agreed on the following:", *items, "1. " + FIRST, "2. " + SECOND]


def test_table_rows_are_lines() -> None:
    """A table is read row by row, not column by column."""
    rows = [
        ("Country", "2019", "2020"),
        ("Dravia", "12.5", "14.0"),
        ("Norland", "9.1", "8.8"),
        ("Sudmark", "1.0", "1.2"),
    ]
    lines = column([FIRST], x=72, signs=70)
    lines += [
        Text(72 + 120 * at, 680 - 14 * down, cell) for down, row in enumerate(rows) for at, cell in enumerate(row)
    ]
    assert texts(read(Sheet(lines))) == [FIRST, *(" ".join(row) for row in rows)]


def test_headings_and_caption_stay_apart() -> None:
    """Large letters are title and headings; small ones do not join the paragraph above or below."""
    caption = "Ministers Tam Orrin (left) and Jessa Vold in Lumen. Photo: Nora Feld"
    lines = [
        Text(72, 780, "Two islands sign a", 20),
        Text(72, 756, "paper unread", 20),
        *column([FIRST], x=72, signs=70, top=730),
    ]
    lines += [
        Text(72, 680, caption, 8),
        *column([SECOND], x=72, signs=70, top=660),
        Text(72, 605, "After the ceremony", 12),
    ]
    lines += column([THIRD], x=72, signs=70, top=590)
    extract = read(Sheet(lines))
    kinds = [(piece.kind, piece.text) for piece in extract.pieces]
    assert kinds[0] == (BlockKind.TITLE, "Two islands sign a paper unread")
    assert kinds[4] == (BlockKind.HEADING, "After the ceremony")
    assert [text for kind, text in kinds if kind is None] == [FIRST, caption, SECOND, THIRD]


def test_turned_page_is_read_upright() -> None:
    """A page whose words run upwards is read as it is seen; a stamp along the edge comes last."""
    turned = [
        Text(100 + 12 * at, 60, line.words, turned=True) for at, line in enumerate(wrapped(FIRST, x=0, y=0, signs=70))
    ]
    assert texts(read(Sheet(turned, rotate=90))) == [FIRST]
    stamp = Text(30, 300, "Printed by the State Press", 8, turned=True)
    assert texts(read(Sheet([stamp, *column([FIRST], x=72, signs=70)]))) == [FIRST, "Printed by the State Press"]


def test_right_to_left_page_is_marked() -> None:
    """Words come from the right, lines from the top; and the order is called unverified."""
    lines = ["שלום עולם גדול מאוד", "ספינה בנמל הישן שלנו"]
    extract = read(Sheet([Text(300, 700 - 12 * at, line[::-1]) for at, line in enumerate(lines)]))
    assert " ".join(texts(extract)) == " ".join(lines)
    assert extract.doubts == ("right-to-left text: the order of words is not verified",)


def test_words_beyond_the_page_are_left_out() -> None:
    """What no reader sees is no text."""
    assert texts(read(Sheet([Text(72, 900, "Unseen words"), *column([FIRST], x=72, signs=70)]))) == [FIRST]


@pytest.mark.parametrize(
    ("info", "title", "authors"),
    [
        ({"Title": "Two islands sign", "Author": "Nora Feld; Max Lund"}, "Two islands sign", ("Nora Feld", "Max Lund")),
        ({"Title": "Microsoft Word - draft 3.doc", "Author": "nfeld"}, None, ()),
        ({"Title": "salt treaty final.pdf", "Author": "Feld"}, None, ()),
        ({"CreationDate": "D:20200101000000Z"}, None, ()),
    ],
)
def test_properties(info: dict[str, str], title: str | None, authors: tuple[str, ...]) -> None:
    """Names of files and logins are no titles or authors; the day of creation is not that of publication."""
    page = read(Sheet(column([FIRST], x=72, signs=70)), info=info).page
    assert (page.title, page.authors, page.date) == (title, authors, None)


def test_title_on_the_page_outranks_the_property() -> None:
    """A property that says something else than the page's largest line is not believed."""
    sheet = Sheet([Text(72, 790, "Two islands sign a paper", 20), *column([FIRST], x=72, signs=70)])
    assert read(sheet, info={"Title": "Template for press releases"}).page.title is None
    assert read(sheet, info={"Title": "Two Islands sign a paper"}).page.title == "Two Islands sign a paper"


def page_of(
    content: bytes, *, more: dict[int, bytes] | None = None, pages: bytes | None = None, filters: bytes = b""
) -> bytes:
    """Write a PDF around the stream of its one page."""
    body = (
        stream(content)
        if not filters
        else b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters, content)
    )
    resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while\\(1\\);) >> >>",
        2: pages or b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R %s >>" % resources,
        5: body,
        **(more or {}),
    }
    return assemble(objects, trailer=b"/Root 1 0 R")


WORDS = b"BT /F1 10 Tf 72 700 Td (The two ministers met in Lumen.) Tj ET\n"


def spaces(megabytes: int) -> bytes:
    """Pack a stream that is nearly all blank."""
    packer = zlib.compressobj(9)
    return b"".join(
        [packer.compress(WORDS), *(packer.compress(b" " * 2**20) for _ in range(megabytes)), packer.flush()]
    )


ENCRYPTED = {7: b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"41" * 32, b"42" * 32)}
PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    b"stream\n0\nendstream"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "C068"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "C068"),
        (page_of(WORDS)[:300], "C068"),
        (page_of(WORDS, more=ENCRYPTED).replace(b"/Root", b"/Encrypt 7 0 R /ID [<00> <00>] /Root"), "C062"),
        (page_of(b""), "C069"),
        (page_of(b"595 0 0 842 0 0 cm /X Do", more={6: PICTURE}), "C069"),
        (page_of(WORDS, pages=b"<< /Type /Pages /Kids [%s] /Count 10001 >>" % (b"4 0 R " * 10_001)), "C014"),
        (page_of(spaces(80), filters=b"/FlateDecode"), "C014"),
        (page_of(zlib.compress(spaces(80), 9), filters=b"[/FlateDecode /FlateDecode]"), "C014"),
    ],
    ids=["empty", "junk", "cut", "password", "blank", "picture", "pages", "bomb", "bomb-in-bomb"],
)
def test_bad_pdf_is_refused_with_code(data: bytes, code: str) -> None:
    """Each kind of bad PDF has its code, and the message names the file."""
    with pytest.raises(InputError) as refused:
        read_pdf(data, path="bad.pdf")
    assert refused.value.code == code
    assert "bad.pdf" in str(refused.value)


def test_endless_text_is_refused_page_by_page() -> None:
    """More than a million signs are refused before they are fetched."""
    lines = b"".join(b"BT /F1 1 Tf 1 %g Td (%s) Tj ET\n" % (0.8 * at, b"ab cd " * 150) for at in range(1, 1000))
    pages = b"<< /Type /Pages /Kids [4 0 R 4 0 R] /Count 2 >>"
    with pytest.raises(InputError, match="C014"):
        read_pdf(page_of(lines, pages=pages), path="a.pdf")


@pytest.mark.parametrize(
    "data",
    [
        page_of(WORDS, pages=b"<< /Type /Pages /Kids [2 0 R 4 0 R 2 0 R] /Count 3 >>"),
        page_of(WORDS, pages=b"<< /Type /Pages /Kids [4 0 R] /Count 2000000000 >>"),
        page_of(b"BT /F1 10 Tf 1e30 1e38 Td (far) Tj ET " + WORDS + b"BT /F1 1e9 Tf (huge) Tj /F1 0 Tf (none) Tj ET"),
        page_of(b"q " * 100_000 + WORDS),
    ],
    ids=["cyclic", "count", "far", "deep"],
)
def test_odd_pdf_is_read(data: bytes) -> None:
    """Cyclic trees, false counts, scripts and words at no place harm nothing."""
    extract = read_pdf(data, path="odd.pdf")
    assert "The two ministers met in Lumen." in texts(extract)
    assert_aligned(extract)


def recursive() -> bytes:
    """Write a page whose drawing draws itself three times."""
    resources = b"/Resources << /XObject << /X 6 0 R >> /Font << /F1 3 0 R >> >>"
    entries = b" /Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources
    return page_of(b"/X Do", more={6: stream(WORDS + b"/X Do /X Do /X Do", entries=entries)})


@pytest.mark.slow
def test_recursive_drawing_ends_with_its_worker() -> None:
    """PDFium draws 3**n times, or ends itself: either way one error with a code, and the next input is read."""
    reader = partial(read_pdf, path="a.pdf")
    inputs = [recursive(), page_of(WORDS)]
    (_, result), (_, extract) = run_guarded(reader, inputs, limits=Limits(seconds=5), workers=1, name=lambda _: "a.pdf")
    assert isinstance(result, ChanceryError)
    assert result.code in {"C015", "C016", "C017"}
    assert isinstance(extract, Extract)


def survives(data: bytes) -> None:
    """Read what may be anything: an extract whose places hold, or an error with a code."""
    try:
        extract = read_pdf(data, path="any.pdf")
    except InputError:
        return
    assert_aligned(extract)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_code(data: bytes) -> None:
    """Property: no bytes raise anything but an input error."""
    survives(b"%PDF-1.7\n" + data)


GOOD = make_pdf([Sheet(column(STORY, x=72, signs=36)), Sheet([Text(72, 700, "Числа ﬁ", 12)])], packed=False)


@settings(max_examples=80)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8))
def test_mutated_pdf_gives_text_or_code(changes: list[tuple[int, bytes]]) -> None:
    """Property: a damaged good file, too."""
    data = bytearray(GOOD)
    for place, new in changes:
        data[place : place + len(new)] = new
    survives(bytes(data))


SIGNS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=20)
PLACES = st.floats(-50, 900, allow_nan=False)


@settings(max_examples=80)
@given(st.lists(st.builds(Text, PLACES, PLACES, SIGNS, st.sampled_from([4, 10, 10, 30]), st.booleans()), max_size=9))
def test_alignment_holds_for_any_page(lines: list[Text]) -> None:
    """Property: whatever stands wherever, each piece says what the text says at its place."""
    survives(make_pdf([Sheet(lines), Sheet(lines)]))

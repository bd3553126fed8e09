"""From bytes to `Report`: clean text, layout, metadata, and the way back to the original."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import InputError
from chancery.model.text import BlockKind, DateBasis, Report, TurnKind, content_id
from chancery.reading.pieces import Aligned, Piece
from chancery.reading.report import explain_furniture, item_id, parse_item, parse_report, read_report
from chancery.reading.source import Extract, Item, Kind, PageData
from chancery.reading.text import read_text

PAGES = Path(__file__).parent / "pages"


def read(name: str) -> Report:
    """Read one of the test pages."""
    return read_report(PAGES / name, name=name)


def texts(report: Report, kind: BlockKind) -> list[str]:
    """Return the words of all blocks of a kind."""
    return [block.span.of(report.text) for block in report.blocks if block.kind is kind]


def test_report_of_news_site_loses_furniture_only() -> None:
    """Links, font sizes, teasers and the station's box go; caption, heading and body stay."""
    report = read("news_site.txt")
    assert report.title == "Dravian Premier Ends Trade Boycott After Night Talks In Lumen"
    assert texts(report, BlockKind.CAPTION) == ["Premier Oda Kesh leaves the talks in Lumen on Thursday."]
    assert texts(report, BlockKind.DATELINE) == ["LUMEN --"]
    assert len(texts(report, BlockKind.PARAGRAPH)) == 4
    assert texts(report, BlockKind.HEADING) == ["A heading inside"]
    assert "Harbour Radio" not in report.text
    assert report.text.endswith("which it will now review.")


def test_report_of_agency_copy_names_agency_and_day_without_year() -> None:
    """The dateline gives outlet, place and a day whose year stays unknown."""
    report = read("agency_copy.txt")
    assert report.title == "Two islands agree to share a lighthouse"
    assert report.outlet == "Reuters"
    assert (str(report.published), report.published_basis) == ("XXXX-02-03", DateBasis.DATELINE)
    assert "ATTENTION" not in report.text
    assert "ENDS" not in report.text
    assert texts(report, BlockKind.BYLINE) == ["(Reporting by Pia Holm; Editing by Max Lund)"]


def test_report_of_analysis_has_one_title_and_subtitle_author_date() -> None:
    """The repeated title is kept once; section, teaser, biography and notices go."""
    report = read("analysis.txt")
    assert report.title == "Why The Salt Treaty Will Outlive Its Authors"
    assert report.text.count("Outlive Its Authors") == 1
    assert report.subtitle is not None
    assert report.subtitle.startswith("Three signatures")
    assert report.authors == ("Nora Feld",)
    assert (str(report.published), report.published_basis) == ("2020-03-03", DateBasis.DATELINE)
    gone = ("Harbour Notes", "A Quieter Border", "Feld studied", "newsletter", "views expressed", "rights reserved")
    assert [line for line in gone if line in report.text] == []
    assert len(texts(report, BlockKind.PARAGRAPH)) == 2


def test_report_of_transcript_tells_statement_questions_answers() -> None:
    """The opening belongs to the speaker of the title; labels are no part of the spans."""
    report = read("transcript.txt")
    assert report.outlet == "Ministry of Foreign Affairs of Estonia"
    assert (str(report.published), report.published_basis) == ("2019-06-04", DateBasis.TEXT)
    turns = [(block.speaker, block.turn) for block in report.blocks if block.speaker]
    kallas = "Arvo Kallas"
    assert turns == [
        (kallas, TurnKind.STATEMENT),
        (kallas, TurnKind.STATEMENT),
        ("Question", TurnKind.QUESTION),
        (kallas, TurnKind.ANSWER),
        (kallas, TurnKind.ANSWER),
        ("Question", TurnKind.QUESTION),
        (kallas, TurnKind.ANSWER),
    ]
    assert report.blocks[-1].span.of(report.text) == "Ask me when the ice comes."
    assert "Additional" not in report.text


def test_report_of_page_takes_metadata_and_drops_site() -> None:
    """HTML: title, author, site, address and date from metadata; captions kept, menus gone."""
    report = read("agency.html")
    assert report.title == "Norland and Sudmark open talks on the strait"
    assert (report.outlet, report.authors) == ("Northern Courier", ("Ilse Marrow",))
    assert report.url == "https://courier.example/world/strait-talks"
    assert (str(report.published), report.published_basis) == ("2022-05-11", DateBasis.METADATA)
    assert texts(report, BlockKind.CAPTION) == [
        "Foreign ministers Tam Orrin and Jessa Vold board the ferry on Tuesday."
    ]
    assert texts(report, BlockKind.HEADING) == ["A ferry as neutral ground"]
    assert len(texts(report, BlockKind.PARAGRAPH)) == 5
    assert "Related" not in report.text
    assert "rights reserved" not in report.text


@pytest.mark.parametrize("dash", ["-", "--", "—"])
def test_dateline_of_names_opens_the_body(dash: str) -> None:
    """A lead that is hardly more than names and titles is no subtitle, and its day dates the report."""
    lead = (
        f"LUMEN, 7 December 2023 (Harbour Wire) {dash} Dravian Prime Minister Oda Kesh and Norland President "
        "Tam Orrin met Foreign Secretary Jessa Vold."
    )
    report = parse_report(f"Three leaders meet in Lumen\n\n{lead}\n\nThey signed nothing.".encode(), path="a.txt")
    assert report.subtitle is None
    assert texts(report, BlockKind.DATELINE) == [f"LUMEN, 7 December 2023 (Harbour Wire) {dash}"]
    assert texts(report, BlockKind.PARAGRAPH)[0].startswith("Dravian Prime Minister")
    assert (str(report.published), report.published_basis) == ("2023-12-07", DateBasis.DATELINE)
    assert report.outlet == "Harbour Wire"


def test_byline_may_bear_the_day() -> None:
    """A day after the author's name is the day of publication."""
    lead = "The two ministers met on Friday in the hall of the old salt exchange and signed nothing at all."
    report = parse_report(f"Two ministers meet\n\nBy Nora Feld - 3 March 2020\n\n{lead}".encode(), path="a.txt")
    assert report.authors == ("Nora Feld",)
    assert (str(report.published), report.published_basis) == ("2020-03-03", DateBasis.DATELINE)


def test_report_without_title_line_has_no_title() -> None:
    """A text that begins with its lead paragraph has no title."""
    lead = "Two ministers met on Friday in the hall of the old salt exchange and signed nothing at all."
    report = parse_report(f"{lead}\nThey will meet again in March, both of their offices said.".encode(), path="a.txt")
    assert report.title is None
    assert report.outlet is None
    assert report.published is None
    assert report.text.startswith(lead)


def test_report_id_is_hash_of_bytes() -> None:
    """The id depends on the bytes alone."""
    data = b"Two ministers met on Friday and signed nothing."
    assert parse_report(data, path="a").id == hashlib.sha256(data).hexdigest()[:16]


def test_wrapped_paragraphs_are_joined() -> None:
    """A text broken at a fixed width gives whole paragraphs, and each character finds its origin."""
    wrapped = (
        "Two ministers met on Friday in the hall of the old salt exchange and\n"
        "signed a paper of nine pages that neither of them had read, officials\n"
        "of both countries said on the morning after the ceremony in the hall.\n\n"
        "The paper was found by the cleaners, who took it to the police, where\n"
        "it is kept in a drawer until somebody asks for it, the police said in\n"
        "a statement.\n"
    )
    report = parse_report(wrapped.encode(), path="a.txt")
    assert len(report.blocks) == 2
    assert "\n" not in report.blocks[0].span.of(report.text)
    assert_aligned(report, wrapped)


def assert_aligned(report: Report, original: str) -> None:
    """Check every run of the alignment against the original."""
    for clean, place, length in report.alignment:
        assert report.text[clean : clean + length] == original[place : place + length]


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_alignment_holds_for_every_page(name: str) -> None:
    """Each aligned character of the clean text equals the original's; words are all aligned."""
    original = (PAGES / name).read_text(encoding="utf-8")
    report = read(name)
    assert_aligned(report, original)
    aligned = sum(length for _, _, length in report.alignment)
    assert aligned > 0.95 * len(report.text.replace("\n\n", ""))


WORDS = st.sampled_from(
    [
        "ministers",
        "met",
        "the",
        "in",
        "Lumen",
        "Share",
        "XS",
        "///",
        "said.",
        "Question:",
        "—",
        "<p>",
        "&amp;",
        "\x00",
        "\u00ad",
        "é",
    ]
)


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.lists(WORDS, min_size=1, max_size=14), st.sampled_from(["\n", "\r\n", "\n\n", "\r"])), max_size=12
    )
)
def test_alignment_holds_for_any_text(lines: list[tuple[list[str], str]]) -> None:
    """Property: aligned characters are equal, blocks ascend, and no block is blank."""
    original = "".join(" ".join(words) + end for words, end in lines)
    try:
        report = parse_report(original.encode(), path="any")
    except InputError:
        return
    assert_aligned(report, original)
    last = 0
    for block in report.blocks:
        assert block.span.start >= last
        last = block.span.end
    assert last <= len(report.text)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "C011"),
        (b" \n\t\r\n ", "C011"),
        (b"%PDF-1.7 rest", "C012"),
        (bytes(range(256)) * 40, "C012"),
        (b"a" * (32 * 2**20 + 1), "C014"),
        (b"<html><head><title>T</title></head><body><script>var a = 1;</script></body></html>", "C018"),
    ],
)
def test_bad_input_is_refused_with_code(data: bytes, code: str) -> None:
    """Each kind of bad input has its code, and the message names the file."""
    with pytest.raises(InputError) as refused:
        parse_report(data, path="bad.txt")
    assert refused.value.code == code
    assert "bad.txt" in str(refused.value)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A missing path is told from an unreadable one."""
    with pytest.raises(InputError, match="C010"):
        read_report(tmp_path / "none.txt")


def test_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system will not open gets C013."""
    path = tmp_path / "a.txt"
    path.write_text("words")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match="C013"):
        read_report(path)


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of 50 MB is refused by its size, before it is read."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    with pytest.raises(InputError, match="C014"):
        read_report(path)


LEAD = "The two ministers met on Friday in the hall of the old salt exchange and signed nothing at all."
TAIL = "They will meet again in the spring, when the ferry runs, both of their offices said after the talks."


@pytest.mark.parametrize("markup", ["{}", "<html><body><p>{}</p></body></html>"], ids=["text", "page"])
@pytest.mark.parametrize("place", ["alone", "inside"])
def test_endless_word_is_debris(markup: str, place: str) -> None:
    """A run of signs that no word can be goes with its rule; the words around it stay, in their places."""
    endless = "QUJD" * 250_000
    original = markup.format(f"{LEAD}\n{endless}\n{TAIL}" if place == "alone" else f"{LEAD} {endless} {TAIL}")
    report = parse_report(original.encode(), path="a.txt")
    assert endless[:100] not in report.text
    assert LEAD in report.text
    assert report.text.endswith(TAIL)
    assert_aligned(report, original)
    rules = [found.rule for text, found in explain_furniture(original.encode(), path="a.txt") if text == endless]
    assert rules == ["debris"]
    assert max(map(len, report.furniture)) < 10_000


def test_endless_word_alone_is_no_report() -> None:
    """A file that is one word of a megabyte holds no report."""
    with pytest.raises(InputError, match="C018"):
        parse_report(b"a" * 2**20, path="a.txt")


@pytest.mark.parametrize("line", ["A line\n", "<p>A line</p>"], ids=["text", "page"])
def test_endless_page_is_refused(line: str) -> None:
    """A file of a million lines is refused as too large, and soon."""
    opening = "<html>" if line.startswith("<") else ""
    with pytest.raises(InputError, match="C014") as refused:
        parse_report((opening + line * 1_000_000).encode(), path="a.txt")
    assert "20,000" in str(refused.value)


@pytest.mark.parametrize("markup", ["{}", "<html><body><p>{}</p></body></html>"], ids=["text", "page"])
def test_endless_text_is_refused(markup: str) -> None:
    """A text longer than any report is refused as too large, although its lines are few."""
    with pytest.raises(InputError, match="C014"):
        parse_report(markup.format(f"{LEAD} " * 12_000).encode(), path="a.txt")


HOSTILE = [
    (
        "nested",
        "<html><body>" + "<div>" * 100_000 + "<p>The minister met his counterpart in the capital on Tuesday.</p>",
    ),
    ("open-tags", "<html><body><p>The minister met his counterpart in the capital on Tuesday.</p>" + '<a "' * 50_000),
    ("comments", "<html><body><p>The minister met his counterpart in the capital on Tuesday.</p>" + "<!--" * 50_000),
    (
        "inline",
        "<html><body><p>The minister met his counterpart in the capital on Tuesday.</p>"
        + "<b>a </b> <i> b</i>" * 40_000,
    ),
    ("broken", '<html><body><p>The minister met <b>his <i>counterpart <a href="x>in the capital on Tuesday.</p>'),
]


@pytest.mark.parametrize(("name", "page"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_hostile_markup_still_gives_its_sentence(name: str, page: str) -> None:
    """Markup that breaks parsers costs no sentence."""
    assert "The minister met" in parse_report(page.encode(), path=name).text


def test_furniture_is_explained() -> None:
    """Every dropped line comes with the rule that dropped it."""
    found = dict(explain_furniture((PAGES / "news_site.txt").read_bytes(), path="news_site.txt"))
    assert found["XS"].rule == "font-size"
    assert found["Skip to main content"].rule == "navigation"


PAGE = (
    '<html><head><title>Talks on the ferry</title><meta property="og:site_name" content="Northern Courier">'
    '<meta property="article:published_time" content="2022-05-11"></head>'
    f"<body><article><h1>Talks on the ferry</h1><p>{LEAD}</p><p>{TAIL}</p></article></body></html>"
)


def test_stated_outranks_what_the_page_says() -> None:
    """A table's title, outlet, address and date count; what it leaves out comes from the page."""
    stated = PageData(url="https://wire.example/1", date="2022-05-12", authors=("Pia Holm",))
    report = parse_item(Item(name="rows!/1", data=PAGE.encode(), stated=stated))
    assert (report.url, str(report.published), report.authors) == (
        "https://wire.example/1",
        "2022-05-12",
        ("Pia Holm",),
    )
    assert (report.title, report.outlet) == ("Talks on the ferry", "Northern Courier")
    assert report.path == "rows!/1"


def test_stated_facts_are_part_of_the_id() -> None:
    """One text in two outlets is two reports; the same row is one; a bare item has the id of its bytes."""
    data = f"{LEAD}\n".encode()
    bare, *stated = (
        Item(name=name, data=data, kind=Kind.TEXT, stated=page)
        for name, page in [
            ("a", PageData()),
            ("b", PageData(site="Harbour Wire")),
            ("c", PageData(site="Northern Courier")),
            ("d", PageData(site="Harbour Wire")),
        ]
    )
    assert parse_item(bare).id == item_id(bare) == content_id(data)
    assert [parse_item(item).id for item in stated] == [item_id(item) for item in stated]
    assert len({item_id(item) for item in (bare, *stated)}) == 3
    assert item_id(stated[0]) == item_id(stated[2])


def test_stated_facts_leave_the_layout_of_plain_text_alone() -> None:
    """A text in a table is laid out as the same text in a file, masthead and all."""
    data = (PAGES / "agency_copy.txt").read_bytes()
    alone = parse_report(data, path="a")
    listed = parse_item(Item(name="a", data=data, kind=Kind.TEXT, stated=PageData(url="https://wire.example/1")))
    assert replace(listed, id=alone.id, url=None) == alone


def test_stated_characters_that_no_title_has_are_taken_out() -> None:
    """A table may state anything; what no record takes does not reach it."""
    stated = PageData(title="Talks\x00 on\nthe \ud800ferry" + "x" * 10**6, site="\x1b", authors=("\x00", "Pia\tHolm"))
    report = parse_item(Item(name="a", data=LEAD.encode(), kind=Kind.TEXT, stated=stated))
    assert report.title is not None
    assert report.title.startswith("Talks on the ferryx")
    assert len(report.title) < 3000
    assert (report.outlet, report.authors) == (None, ("Pia Holm",))


@pytest.mark.parametrize(("stated", "language"), [("ky", "ky"), ("EN-us", "en"), ("unknown", None), (None, None)])
def test_stated_language_counts_where_the_text_is_too_short(stated: str | None, language: str | None) -> None:
    """A text of a few words tells no language by itself."""
    item = Item(name="a", data=b"They met on Friday.", kind=Kind.TEXT, stated=PageData(language=stated))
    assert parse_item(item).language == language
    long = Item(name="a", data=f"{LEAD} {TAIL}".encode(), kind=Kind.TEXT, stated=PageData(language="ky"))
    assert parse_item(long).language == "en"


def test_doubts_of_a_reader_reach_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a format's reader is not sure of is said with the report, under the encoding that it gives."""

    def read_pdf(data: bytes, *, path: str) -> Extract:
        text = data.decode().removeprefix("%PDF-1.7 ")
        assert path == "a.pdf"
        return Extract(text=text, pieces=read_text(text), encoding="pdf", doubts=("right to left",))

    monkeypatch.setattr("chancery.reading.pdf.read_pdf", read_pdf)
    report = parse_item(Item(name="a.pdf", data=f"%PDF-1.7 {LEAD}".encode()))
    assert (report.encoding, report.doubts, report.text) == ("pdf", ("right to left",), LEAD)


@pytest.mark.parametrize("pieces", [["word"] * 30_000, ["word " * 20_000] * 20], ids=["lines", "characters"])
def test_document_of_any_format_has_limits(monkeypatch: pytest.MonkeyPatch, pieces: list[str]) -> None:
    """A document with more lines or characters than any report is refused, whatever its format."""

    def read_pdf(data: bytes, *, path: str) -> Extract:
        assert data
        assert path
        return Extract(text="", pieces=[Piece(body=Aligned.whole(piece)) for piece in pieces])

    monkeypatch.setattr("chancery.reading.pdf.read_pdf", read_pdf)
    with pytest.raises(InputError, match="C014"):
        parse_item(Item(name="a.pdf", data=b"%PDF-1.7", kind=Kind.PDF))


@pytest.mark.parametrize(("kind", "name", "code"), [(Kind.ZIP, "a.zip", "C019"), (None, "a.txt", "C012")])
def test_item_that_is_no_document_is_refused(kind: Kind | None, name: str, code: str) -> None:
    """A container holds no single report; bytes of no kind hold none."""
    with pytest.raises(InputError, match=code):
        parse_item(Item(name=name, data=b"\x89PNG\r\n\x1a\n" + bytes(64), kind=kind))

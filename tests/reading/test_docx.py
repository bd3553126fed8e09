"""Word documents: paragraphs as they read with all changes accepted; and packages that mean harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import InputError
from chancery.model.text import BlockKind
from chancery.reading import docx
from chancery.reading.docx import read_docx
from chancery.reading.source import Extract

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLES = f"""<w:styles {NAMES}>
<w:style w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Own"><w:name w:val="Our heading"/><w:basedOn w:val="H1"/></w:style>
<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
</w:styles>"""
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>Two islands sign</dc:title><dc:creator>Nora Feld</dc:creator>"
    "<dcterms:created>2020-01-01T00:00:00Z</dcterms:created></cp:coreProperties>"
)
LEAD = "The two ministers met on Friday in the hall of the old salt exchange and signed nothing at all."


def run(words: str) -> str:
    """Write a run of words."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def par(content: str, style: str = "") -> str:
    """Write a paragraph, of runs or of plain words."""
    inner = content if content.startswith("<") else run(content)
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}{inner}</w:p>"


def package(body: str, more: Mapping[str, str | bytes] | None = None, *, head: str = "") -> bytes:
    """Pack a document."""
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"{head}<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def read(body: str, **options: str) -> Extract:
    """Read a document, and check that every piece says what the text says at its place."""
    extract = read_docx(package(body, **options), path="a.docx")  # type: ignore[arg-type]
    assert_aligned(extract)
    return extract


def assert_aligned(extract: Extract) -> None:
    """Check every run of every piece against the text."""
    for piece in extract.pieces:
        for here, place, length in piece.body.runs:
            assert piece.text[here : here + length] == extract.text[place : place + length]
        assert sum(length for _, _, length in piece.body.runs) == len(piece.text)


def texts(extract: Extract) -> list[str]:
    """Return the words of all pieces."""
    return [piece.text for piece in extract.pieces]


def test_paragraphs_and_headings_come_in_order() -> None:
    """Styles tell titles and headings, also those built on them; a table of contents is left out."""
    body = par("Two islands sign", "T") + par("Talks 3", "TOC1") + par("Talks", "H1") + par(LEAD) + par("After", "Own")
    extract = read(body + par("They will meet again.", "Loop"))
    heading = BlockKind.HEADING
    assert [piece.kind for piece in extract.pieces] == [BlockKind.TITLE, heading, None, heading, None]
    assert texts(extract) == ["Two islands sign", "Talks", LEAD, "After", "They will meet again."]


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (
            f"{run('They ')}<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins>{run('often ')}</w:ins>"
            + run("met."),
            "They often met.",
        ),
        (
            f"<w:moveFrom>{run('Here ')}</w:moveFrom>{run('They met')}<w:moveTo>{run(' there.')}</w:moveTo>",
            "They met there.",
        ),
        (f'{run("See ")}<w:hyperlink r:id="r1">{run("the treaty")}</w:hyperlink>{run(".")}', "See the treaty."),
        (f"{run('They met')}<w:r><w:footnoteReference w:id='1'/></w:r>{run('.')}", "They met."),
        (f"{run('They ')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>{run('met.')}", "They met."),
        ("<w:r><w:t>a co</w:t><w:softHyphen/><w:t>al</w:t><w:noBreakHyphen/><w:t>fire</w:t></w:r>", "a coal-fire"),
        (
            f"<w:smartTag>{run('Lumen')}</w:smartTag><w:sdt><w:sdtContent>{run(' port')}</w:sdtContent></w:sdt>",
            "Lumen port",
        ),
        (f"<w:r><w:instrText> PAGE </w:instrText></w:r>{run('They met.')}", "They met."),
    ],
    ids=["tracked", "moved", "link", "footnote", "hidden", "hyphens", "tags", "field"],
)
def test_words_read_as_with_all_changes_accepted(inner: str, words: str) -> None:
    """Insertions, links and controls are kept; deletions, notes' marks, fields and hidden words are not."""
    assert texts(read(par(inner))) == [words]


def test_deleted_paragraph_mark_joins_paragraphs() -> None:
    """Whoever accepts the change sees one paragraph."""
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert texts(read(f"<w:p>{mark}{run('They met ')}</w:p>" + par("in Lumen."))) == ["They met in Lumen."]


def test_text_box_is_read_once() -> None:
    """A box comes after its paragraph, in one of its two forms."""
    box = f"<w:txbxContent>{par('A box beside the text.')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert texts(read(par(f"<w:r>{both}</w:r>{run(LEAD)}"))) == [LEAD, "A box beside the text."]


def table(*cells: str) -> str:
    """Write a table of one row."""
    return "<w:tbl><w:tr>" + "".join(f"<w:tc>{par(cell)}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"


def test_tables_are_left_out_unless_they_hold_the_report() -> None:
    """Cells are in the text, but no pieces; a table that is the layout is kept."""
    extract = read(par(LEAD) + table("Dravia", "12.5"))
    assert texts(extract) == [LEAD]
    assert "Dravia" in extract.text
    assert texts(read(par("Ministry") + table("Press office", LEAD))) == ["Ministry", "Press office", LEAD]


def test_broken_lines_are_pieces() -> None:
    """A break inside a paragraph parts lines that belong together."""
    extract = read(par("") + par("<w:r><w:t>Ministry</w:t><w:br/><w:t>Press office</w:t></w:r>") + par(LEAD))
    assert [(piece.text, piece.gap > 0) for piece in extract.pieces] == [
        ("Ministry", True),
        ("Press office", False),
        (LEAD, True),
    ]


def test_properties_give_title_and_author_but_no_date() -> None:
    """The day of creation is not that of publication."""
    extract = read_docx(package(par(LEAD), {"docProps/core.xml": CORE}), path="a.docx")
    assert (extract.page.title, extract.page.authors, extract.page.date) == ("Two islands sign", ("Nora Feld",), None)


def test_main_part_may_have_another_name() -> None:
    """The package tells where its text is."""
    relations = '<R><R Type="http://x/relationships/officeDocument" Target="/word/document2.xml"/></R>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("_rels/.rels", relations)
        file.writestr("word/document2.xml", f"<w:document {NAMES}><w:body>{par(LEAD)}</w:body></w:document>")
    assert texts(read_docx(out.getvalue(), path="a.docx")) == [LEAD]


LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {'bcdefghij'[at]} '{('&' + 'abcdefghi'[at] + ';') * 10}'>" for at in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    "head",
    ["<!DOCTYPE a [<!ENTITY j SYSTEM 'file:///etc/hostname'>]>", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x'>"],
    ids=["file", "address"],
)
def test_entities_are_not_resolved(head: str) -> None:
    """No other file comes in."""
    body = par(LEAD) + (par("<w:r><w:t>so &j; it</w:t></w:r>") if "ENTITY" in head else "")
    extract = read_docx(package(body, head=head), path="a.docx")
    assert LEAD in extract.text
    assert len(extract.text) < len(LEAD) + 20


def bomb() -> bytes:
    """Pack 200 MB of blanks."""
    return package(f"{' ' * (200 * 2**20)}{par(LEAD)}")


def with_false_size() -> bytes:
    """Pack 80 MB, and say that they are few."""
    data = package(f"{' ' * (80 * 2**20)}{par(LEAD)}")
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml").file_size
    return data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", {"C068"}),
        (b"PK\x03\x04 rest", {"C068"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), {"C062"}),
        (package(par(LEAD))[:-40], {"C068"}),
        (package(par("")), {"C011"}),
        (package("<w:p>"), {"C068"}),
        (package(par("<w:r><w:t>so &j; it</w:t></w:r>"), head=LAUGHS), {"C068"}),
        (package(par(LEAD)).replace(b"word/document.xml", b"word/documens.xml"), {"C068"}),
        (bomb(), {"C014"}),
        (with_false_size(), {"C014", "C068"}),
        (package(par("ab " * 400_000)), {"C014"}),
        (package("<w:p/>" * 3_000_001), {"C014"}),
        (package("<w:p>" * 100_000 + "</w:p>" * 100_000), {"C068"}),
    ],
    ids=[
        "empty",
        "junk",
        "old",
        "cut",
        "blank",
        "no-xml",
        "laughs",
        "no-part",
        "bomb",
        "false-size",
        "long",
        "tags",
        "deep",
    ],
)
def test_bad_docx_is_refused_with_code(data: bytes, codes: set[str]) -> None:
    """Each kind of bad document has its code, and the message names the file."""
    with pytest.raises(InputError) as refused:
        read_docx(data, path="bad.docx")
    assert refused.value.code in codes
    assert "bad.docx" in str(refused.value)


def test_encrypted_member_is_refused() -> None:
    """A member with the password's flag gets C062."""
    data = bytearray(package(par(LEAD)))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        data[at + place] |= 1
    with pytest.raises(InputError, match="C062"):
        read_docx(bytes(data), path="a.docx")


def test_too_many_paragraphs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """More pieces than a report has are too many."""
    monkeypatch.setattr(docx, "MAX_PIECES", 3)
    with pytest.raises(InputError, match="C014"):
        read_docx(package(par("A line") * 4), path="a.docx")


GOOD = package(par("Two islands sign", "T") + par(LEAD) + table("a", "b"), {"docProps/core.xml": CORE})


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=5))
def test_mutated_docx_gives_text_or_code(changes: list[tuple[int, bytes]]) -> None:
    """Property: a damaged good file gives an extract whose places hold, or an error with a code."""
    data = bytearray(GOOD)
    for place, new in changes:
        data[place : place + len(new)] = new
    try:
        extract = read_docx(bytes(data), path="any.docx")
    except InputError:
        return
    assert_aligned(extract)


TAGS = st.sampled_from("p r t del ins tbl tc tr br tab pPr rPr pStyle txbxContent sdt hyperlink vanish numPr x".split())


@settings(max_examples=100)
@given(
    st.recursive(
        st.sampled_from(["met ", "in Lumen.", "\u00ad", "• "]),
        lambda inner: st.builds(
            lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>", TAGS, st.lists(inner, max_size=4)
        ),
        max_leaves=25,
    )
)
def test_alignment_holds_for_any_markup(body: str) -> None:
    """Property: however tags are nested, each piece says what the text says at its place."""
    try:
        extract = read_docx(package(body), path="any.docx")
    except InputError:
        return
    assert_aligned(extract)

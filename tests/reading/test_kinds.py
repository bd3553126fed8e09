"""Kinds told by content: every format that is read, what is not, and prose that looks like something else."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.reading.kinds import tell_kind, tell_packed
from chancery.reading.source import Kind
from pace import assert_grows_in_line

PROSE = "The ministers met in Lorne on Friday, and agreed on the price of salt.\nThey parted at noon.\n"
LETTER = (
    "From: desk@lorne.example\nTo: all@lorne.example\nSubject: Salt\nDate: Mon, 2 Mar 2020 10:00:00 +0000\n\nText.\n"
)
SAVED = (
    "From: <Saved by a browser>\nSubject: Salt\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\n\n"
)


def make_zip(*names: str) -> bytes:
    """Make an archive of empty files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def make_tar(form: int = tarfile.PAX_FORMAT) -> bytes:
    """Make an archive of one file."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = 3
        archive.addfile(member, io.BytesIO(b"abc"))
    return file.getvalue()


def without_magic(archive: bytes) -> bytes:
    """Make the header one of before 1988, with a checksum of its own."""
    head = bytearray(archive[:512])
    head[257:265] = bytes(8)
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\x00 " % sum(head)
    return bytes(head) + archive[512:]


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (PROSE.encode(), Kind.TEXT),
        (PROSE.encode("utf-16"), Kind.TEXT),
        (b"", Kind.TEXT),
        (b" \n", Kind.TEXT),
        (b"<!DOCTYPE html><html><body><p>Salt</p></body></html>", Kind.HTML),
        (b'<?xml version="1.0"?>\n<!-- x --><html xmlns="x"><body/></html>', Kind.HTML),
        (b"%PDF-1.7\n1 0 obj", Kind.PDF),
        (b"\n\n%PDF-1.4", Kind.PDF),
        (b"junk\r\n%PDF-1.4\n1 0 obj", Kind.PDF),
        (make_zip("[Content_Types].xml", "_rels/.rels", "word/document.xml"), Kind.DOCX),
        (make_zip("a.txt", "word/list.txt"), Kind.ZIP),
        (make_zip(), Kind.ZIP),
        (make_tar(), Kind.TAR),
        (make_tar(tarfile.GNU_FORMAT), Kind.TAR),
        (without_magic(make_tar(tarfile.USTAR_FORMAT)), Kind.TAR),
        (gzip.compress(b"x", mtime=0), Kind.GZIP),
        (bz2.compress(b"x"), Kind.GZIP),
        (bz2.compress(b""), Kind.GZIP),
        (lzma.compress(b"x"), Kind.GZIP),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", Kind.WARC),
        (b'<?xml version="1.0"?><rss version="2.0"><channel>', Kind.FEED),
        (b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel>', Kind.FEED),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<?xml-stylesheet href="x"?><!-- x -->\n<feed xmlns="x">', Kind.FEED),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', Kind.FEED),
        (LETTER.encode(), Kind.EML),
        (LETTER.replace("\n", "\r\n").encode(), Kind.EML),
        (b"Received: from x\n\tby y\nMessage-ID: <1@x>\n\nText.", Kind.EML),
        (SAVED.encode(), Kind.MHTML),
        (SAVED.replace("Subject", "Message-ID: <1@x>\nSubject").encode(), Kind.EML),
        (b"From desk@lorne.example Mon Mar  2 10:00:00 2020\n" + LETTER.encode(), Kind.MBOX),
        (b'{"title": "Salt", "text": "Text."}\n{"title"', Kind.JSONL),
        (b'{\n  "text": "Text."\n}', Kind.JSONL),
        (b'[\n {"text": "Text."}]', Kind.JSONL),
        (b'{"text": "' + b"x" * 70_000, Kind.JSONL),
        (b'title,text\n"Salt","A, b\nc"\nSoda,D\n', Kind.CSV),
        (b"date;headline;body\n2020-03-01;Salt;Text, with commas, of course.\n", Kind.CSV),
        ("id\ttext\n1\tSalt\n2\tSoda\n".encode("utf-16"), Kind.CSV),
        (b"title,text\nSalt," + b"x" * 70_000, Kind.CSV),
    ],
)
def test_tell_kind_by_content(start: bytes, kind: Kind) -> None:
    """Each format is told without any name."""
    assert tell_kind(start) is kind


@pytest.mark.parametrize(
    "start",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\x7fELF\x02\x01",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x00\x00\x00\x18ftypmp42",
        b"SQLite format 3\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1\\ansi Salt",
        b'<?xml version="1.0"?><svg/>',
        make_zip("[Content_Types].xml", "xl/workbook.xml"),
        make_zip("mimetype", "content.xml"),
        make_zip("META-INF/MANIFEST.MF", "a.class"),
        bytes(range(32)) * 40,
        bytes(1024),
    ],
)
def test_tell_kind_knows_what_is_not_read(start: bytes) -> None:
    """Pictures, programs, films, databases and other office formats are of no kind."""
    assert tell_kind(start, name="report.txt") is None


@pytest.mark.parametrize(
    "prose",
    [
        "From Lorne, the minister travelled to Ostmark.\nHe met: nobody.\n",
        "From Friday on, salt is free.\n\nDate: open. Subject: salt.\n",
        "From: the ministry, with regret.\nThe talks, as planned, failed.\n",
        "Question: What of salt?\n\nAnswer: It is free.\n",
        "Subject: salt\nDate: Friday\n\nThe ministers met.\n",
        "Salt, soda, text, title, date and price: all were discussed.\nBread, too, and, of course, wine.\n",
        "Title, text\n\nThe ministers met. They spoke of salt, soda and bread, at length, in Lorne.\n",
        "Text; and more text.\nHe said; she said.\nThey said; nobody heard.\n",
        "Story | Body\nThe ministers met in Lorne.\nThey parted.\n",
        "[Lorne] The ministers met.\n",
        "{Lorne} The ministers met.\n",
        '["Salt is free"], he said.\n',
        "WARC files were discussed.\n",
        "MZV spokesman Dvorak said salt is free.\n",
        "x" * 257 + "ustar" + " and more" * 60,
        "PK is short for Pakt. The ministers met.\n",
    ],
)
def test_tell_kind_leaves_prose_alone(prose: str) -> None:
    """Prose that begins like a letter, a table or an archive is a plain text."""
    assert tell_kind(prose.encode(), name="a.csv.txt") is Kind.TEXT


SENTENCE = st.lists(
    st.sampled_from(
        "From salt, the minister; Date: text, title, body, of and | met Subject: story 2020 content".split()
    ),
    min_size=4,
    max_size=12,
).map(lambda words: " ".join(["The", *words]) + ".")


@given(st.lists(SENTENCE, min_size=1, max_size=8))
@settings(max_examples=200)
def test_sentences_are_text(sentences: list[str]) -> None:
    """Sentences are never a table or a letter, whatever their words and commas."""
    assert tell_kind("\n".join(sentences).encode()) is Kind.TEXT


STARTS = [
    b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh91AY&SY", b"\xfd7zXZ\x00", b"%PDF-", b"{", b"[{", b"From x\n",
    b"From: x\n",
    b"<?xml", b"<rss", b"text,title\n", b"\xff\xfe", b"\xef\xbb\xbf", b"WARC/1.", make_tar()[:500], make_zip("a")[:40],
]  # fmt: skip


@given(st.sampled_from(STARTS), st.binary(max_size=600), st.text(max_size=10))
@settings(max_examples=400)
def test_any_bytes_have_a_kind_or_none(start: bytes, rest: bytes, name: str) -> None:
    """No bytes and no name make the telling fail."""
    tell_kind(start + rest, name=name)
    tell_packed(start + rest)


def test_a_name_decides_only_between_a_table_and_text() -> None:
    """Even rows under unknown columns are a table if they are named one; nothing else follows the name."""
    rows = b"nr,words\n1,Salt\n2,Soda\n"
    assert tell_kind(rows, name="a.txt") is Kind.TEXT
    assert tell_kind(rows, name="A.CSV") is Kind.CSV
    assert tell_kind(PROSE.encode(), name="a.csv") is Kind.TEXT
    assert tell_kind(PROSE.encode(), name="a.pdf") is Kind.TEXT
    assert tell_kind(b"text\nSalt\nSoda\n", name="a.csv") is Kind.CSV


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize(
    ("inner", "kind"),
    [(PROSE.encode(), Kind.TEXT), (make_tar(), Kind.TAR), (b"WARC/1.1\r\n", Kind.WARC), (b"\x7fELF", None)],
)
def test_tell_packed_looks_inside(compress: object, inner: bytes, kind: Kind | None) -> None:
    """The kind inside a stream is told by its beginning, also where the stream is cut."""
    assert callable(compress)
    packed = compress(inner)
    assert tell_packed(packed) == (Kind.GZIP, kind)


def test_tell_packed_of_a_bomb_is_bounded() -> None:
    """Only the beginning of a stream is unpacked, however much it holds."""
    assert tell_packed(gzip.compress(bytes(50 * 2**20))) == (Kind.GZIP, None)


def test_tell_packed_of_what_is_not_packed() -> None:
    """What is no stream has its own kind, and nothing inside."""
    assert tell_packed(make_tar()) == (Kind.TAR, None)


def test_a_letter_cut_in_half_does_not_hide_a_table() -> None:
    """The sample ends anywhere, also within a letter."""
    rows = "título,text\n" + "Sal,ñ ñ ñ\n" * 9000
    for end in range(65_533, 65_537):
        assert tell_kind(rows.encode()[:end]) is Kind.CSV


@pytest.mark.parametrize(
    "start",
    [
        "<!-- x -->" * 6500,
        "<!--" * 16_000,
        "<?xml version='1.0'?>" + "<!-- x -->" * 6500,
        "<?xml " + "<!DOCTYPE x>" * 5000,
        '{"' + "\\" * 65_000,
        "a: b\n" * 13_000,
        ", " * 32_000,
        '"a, "b; ' * 8000,
        "PK\x03\x04" * 16_000,
        "<" * 65_536,
        "<p " * 20_000,
        "\n \n" * 20_000,
    ],
    ids=range(12),
)
def test_tell_kind_takes_little_time(start: str) -> None:
    """Nothing that repeats makes the telling slow."""
    assert_grows_in_line(lambda size: tell_kind(start[:size].encode()), len(start) // 10)


def test_a_page_behind_many_comments_is_a_page() -> None:
    """Comments before a page, however many, do not hide it."""
    assert tell_kind(b"<!-- x -->\n" * 1000 + b"<html><body>") is Kind.HTML

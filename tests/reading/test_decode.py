"""Encodings of files that say what they are, and of those that do not."""

from __future__ import annotations

import pytest

from chancery.errors import InputError
from chancery.reading.decode import decode

RUSSIAN = "Министры двух стран встретились в пятницу и договорились о цене соли на следующий год. " * 4
ENGLISH = "The ministers’ talks about “salt” ended on Friday — without a paper. " * 4


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8-sig", "utf-8"),
        (ENGLISH, "utf-16", "utf-16"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "utf-8", "utf-8"),
    ],
)
def test_decode_tells_encoding(text: str, codec: str, encoding: str) -> None:
    """The text comes back whole, and the encoding is named."""
    decoded = decode(text.encode(codec), path="a.txt")
    assert decoded.text == text
    assert decoded.encoding == encoding


def test_decode_follows_declared_charset() -> None:
    """A page's own declaration decides where UTF-8 does not fit."""
    page = '<html><head><meta charset="windows-1251"></head><body>Соль</body></html>'
    assert "Соль" in decode(page.encode("cp1251"), path="a.html").text


def test_decode_reads_latin_text() -> None:
    """Accented letters of a one-byte encoding are read."""
    text = "Le ministre a déclaré à l'issue des négociations que l'accord était signé. " * 4
    assert "déclaré" in decode(text.encode("latin-1"), path="a.txt").text


def test_decode_forgives_cut_utf8() -> None:
    """A file cut in the middle of a letter is still UTF-8."""
    assert decode((ENGLISH + "é").encode()[:-1], path="a.txt").encoding == "utf-8"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"0" * 50, b"PK\x03\x04zip", b"\x00\x01\x02\x03" * 500])
def test_decode_refuses_binary(data: bytes) -> None:
    """Pictures, archives and plain bytes are no text."""
    with pytest.raises(InputError, match="C012"):
        decode(data, path="a.bin")


def test_a_stray_zero_byte_does_not_make_a_text_utf_16() -> None:
    """Zero bytes among the low bytes are debris, not the high half of Latin letters."""
    with pytest.raises(InputError, match="C012"):
        decode(b"met\n\x00\n", path="x")

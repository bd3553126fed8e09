"""Amounts of money: "$100 million", "8 million U.S. dollars", "€2.5bn", "500 mln rubles".

Babel knows the codes and names of currencies; how the press writes amounts is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale

from chancery.model.text import Span

_SCALES = {
    **dict.fromkeys(("thousand", "k"), 1e3),
    **dict.fromkeys(("million", "mln", "mn", "m"), 1e6),
    **dict.fromkeys(("billion", "bln", "bn", "b"), 1e9),
    **dict.fromkeys(("trillion", "tn", "trn"), 1e12),
    "crore": 1e7,
    "lakh": 1e5,
}
_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₴": "UAH",
          "NZ$": "NZD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "S$": "SGD", "R$": "BRL",
          "NT$": "TWD", "₩": "KRW", "₪": "ILS", "₦": "NGN", "₸": "KZT", "₱": "PHP"}  # fmt: skip
# names that the press shortens; for the rest a currency's full name is needed
_SHORT = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "ruble": "RUB",
    "rouble": "RUB", "lira": "TRY", "hryvnia": "UAH", "tenge": "KZT", "som": "KGS", "rupee": "INR", "zloty": "PLN",
    "forint": "HUF", "krona": "SEK", "koruna": "CZK", "baht": "THB", "rupiah": "IDR", "ringgit": "MYR",
    "dong": "VND", "taka": "BDT", "kwacha": "ZMW", "naira": "NGN", "cedi": "GHS", "birr": "ETB", "lari": "GEL",
    "dram": "AMD", "manat": "AZN", "somoni": "TJS", "kyat": "MMK", "riel": "KHR",
    "shekel": "ILS", "rand": "ZAR", "real": "BRL", "rial": "IRR", "dirham": "AED", "riyal": "SAR",
}  # fmt: skip
_NUMERALS = {
    word: value
    for value, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
_NUMBER = r"\d{1,3}(?:[,\u00a0 ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_SIGNED = re.compile(
    rf"((?:US|NZ|AU|CA|HK|NT|[ACSR])?\$|[€£¥₹₽₺₴₩₪₦₸₱])\s?({_NUMBER})(?:[\s\u00a0-]?({_SCALE})\b)?", re.IGNORECASE
)
_SPELT = "|".join(_NUMERALS)
_NAMED = re.compile(
    rf"\b({_NUMBER}|{_SPELT})[\s\u00a0-]?(?:({_SCALE})\b)?[\s\u00a0-]?((?:U\.?S\.? )?[A-Za-z]+(?: [a-z]+)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money in a text.

    Attributes:
        amount: A plain number of units of the currency.
        currency: ISO 4217 code.
    """

    span: Span
    amount: float
    currency: str


def find_money(text: str, span: Span) -> tuple[Money, ...]:
    """Find the amounts of money inside a span of a text, in order."""
    found = sorted(_find(text, span), key=lambda money: money.span)
    return tuple(m for i, m in enumerate(found) if i == 0 or not m.span.overlaps(found[i - 1].span))


def _find(text: str, span: Span) -> Iterator[Money]:
    for match in _SIGNED.finditer(text, span.start, span.end):
        sign, number, scale = match.groups()
        yield Money(Span(*match.span()), _value(number, scale), _SIGNS[sign.upper()])
    for match in _NAMED.finditer(text, span.start, span.end):
        number, scale, name = match.groups()
        currency, length = _currency(name)
        if currency and (scale or number.lower() not in _NUMERALS):
            yield Money(Span(match.start(), match.start(3) + length), _value(number, scale), currency)


def _value(number: str, scale: str | None) -> float:
    plain = float(_NUMERALS.get(number.lower(), 0) or re.sub(r"[,\u00a0 ]", "", number))
    return round(plain * (_SCALES[scale.lower()] if scale else 1), 2)


def _currency(name: str) -> tuple[str | None, int]:
    """Return the code of a currency by its code, full or short name, and how many characters name it."""
    words = name.split()
    for count in range(len(words), 0, -1):
        phrase = " ".join(words[:count])
        if phrase in _names():
            return _names()[phrase], len(phrase)
        single = phrase.lower().removeprefix("u.s. ").removeprefix("us ").rstrip("s")
        if single in _SHORT:
            return _SHORT[single], len(phrase)
    return None, 0


@cache
def _names() -> dict[str, str]:
    currencies = {str(code): str(name) for code, name in Locale("en").currencies.items()}
    names = {code: code for code in currencies}
    return names | {f"{name.lower()}{plural}": code for code, name in currencies.items() for plural in ("", "s")}

"""Codes of countries and languages as other standards want them."""

from __future__ import annotations

from functools import cache
from typing import Final

_TERRITORIES: Final = {"XKX": "xk"}  # in common use, and in FollowTheMoney's list
# ISO 639-1 to 639-3, the languages that reports come in
_LANGUAGES: Final = dict(
    pair.split("=")
    for pair in (
        "ar=ara az=aze be=bel bg=bul bn=ben bs=bos ca=cat cs=ces da=dan de=deu el=ell en=eng es=spa et=est fa=fas "
        "fi=fin fr=fra he=heb hi=hin hr=hrv hu=hun hy=hye id=ind it=ita ja=jpn ka=kat kk=kaz km=khm ko=kor ky=kir "
        "lo=lao lt=lit lv=lav mk=mkd mn=mon ms=msa my=mya ne=nep nl=nld no=nor pl=pol ps=pus pt=por ro=ron ru=rus "
        "si=sin sk=slk sl=slv so=som sq=sqi sr=srp sv=swe sw=swa ta=tam tg=tgk th=tha tk=tuk tr=tur uk=ukr ur=urd "
        "uz=uzb vi=vie zh=zho"
    ).split()
)


@cache
def iso2(code: str | None) -> str | None:
    """Return the two letters, in small letters, of a state by its three; None for what is no state of today.

    Example:
        >>> iso2("KGZ"), iso2("CSK"), iso2(None)
        ('kg', None, None)
    """
    from babel.core import get_global  # noqa: PLC0415 - takes longer to import than most commands to run

    if code is None:
        return None
    found = get_global("territory_aliases").get(code, ())
    return _TERRITORIES.get(code) or (found[0].lower() if len(found) == 1 else None)


def iso639_3(code: str | None) -> str | None:
    """Return the three letters of a language by its two.

    Example:
        >>> iso639_3("en"), iso639_3("xx")
        ('eng', None)
    """
    return _LANGUAGES.get((code or "").split("-")[0])

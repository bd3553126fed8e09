"""CAMEO codes for what PLOVER codes, for scripts written for GDELT and ICEWS.

PLOVER says less of the act than CAMEO's four digits and more beside it (mode, context, status), so each
code is derived: the most general one that is still true. `042` and `043` stand for visitor and host.

Source: CAMEO 1.1b3, its codes of countries and known groups as GDELT publishes them; the PLOVER 2.0 manual,
"CAMEO to PLOVER translation", read backwards.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

HOST: Final = "043"
_LAST_OF_QUAD: Final = ((5, 1), (8, 2), (13, 3), (20, 4))


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("cameo.toml").read_text(encoding="utf-8"))


def cameo_code(kind: str, mode: str | None, *, planned: bool = False) -> str | None:
    """Return the CAMEO code of an act, or None where CAMEO has none.

    Args:
        kind: PLOVER type.
        mode: Its mode, or None.
        planned: Whether it is only intended.

    Example:
        >>> cameo_code("CONSULT", "visit"), cameo_code("CONSULT", None, planned=True), cameo_code("ELECT", None)
        ('042', '036', None)
    """
    codes: Mapping[str, str] = _data()["codes"]
    if planned:
        return codes.get(f"planned/{kind}")
    return codes.get(f"{kind}/{mode}") or codes.get(kind)


def cameo_country(state: str) -> str:
    """Return CAMEO's three letters of a state by those of ISO 3166-1, which are nearly always the same.

    Example:
        >>> cameo_country("KGZ"), cameo_country("ROU")
        ('KGZ', 'ROM')
    """
    codes: Mapping[str, str] = _data()["countries"]
    return codes.get(state, state)


def cameo_group(organisation: str) -> str | None:
    """Return CAMEO's code of a known group, or None where it lists no such one.

    Example:
        >>> cameo_group("EU"), cameo_group("SCO")
        ('EEC', None)
    """
    codes: Mapping[str, str] = _data()["groups"]
    return codes.get(organisation)


def cameo_name(code: str) -> str:
    """Return what a code is called.

    Example:
        >>> cameo_name("036"), cameo_name("043")
        ('Express intent to meet or negotiate', 'Host a visit')
    """
    return str(_data()["names"][code])


def goldstein(code: str) -> float:
    """Return the Goldstein score of a code, as GDELT distributes it.

    Example:
        >>> goldstein("042"), goldstein("111")
        (1.9, -2.0)
    """
    return float(_data()["goldstein"][code])


def root(code: str) -> str:
    """Return the two digits of the code's cue category."""
    return code[:2]


def base(code: str) -> str:
    """Return the three digits of the code's second level."""
    return code[:3]


def quad_class(code: str) -> int:
    """Return GDELT's quad class: 1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict.

    Example:
        >>> [quad_class(code) for code in ("042", "070", "111", "190")]
        [1, 2, 3, 4]
    """
    return next(quad for last, quad in _LAST_OF_QUAD if int(root(code)) <= last)

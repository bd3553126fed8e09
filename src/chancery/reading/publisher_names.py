"""What can be the name of who publishes: freed of what stands around it, and told from menus, offices and states."""

from __future__ import annotations

import re
from typing import Final

from chancery.codebooks.states import state_forms
from chancery.reading.heads import is_stamp
from chancery.reading.mastheads import MEDIA, NO_NAME, PLAIN_MINISTRY

_LONGEST: Final = 10  # words of a name
_FEW: Final = 3
CONNECTIVES: Final = frozenset(
    "of the for and on in at to de del des du da do dos la le les el al y e & und van von a für".split()
)
_LATER: Final = re.compile(
    r",? (?:(?:co|inc|ltd|llc|plc|gmbh|corp|s\.?a|jsc|ltda)\b\.?|and its licen[sc]ors|limited).*$", re.IGNORECASE
)
_BEFORE: Final = re.compile(r"^(?:the )?(?:19|20)\d\d\b[ ,–-]*(?:by )?|^by |\s*,? (?:19|20)\d\d$", re.IGNORECASE)
MADE_BY: Final = re.compile(
    r"\b(?:powered|designed|developed|built|hosted|maintained|created) (?:by|:|with)|\btheme\b", re.IGNORECASE
)
_PLATFORMS: Final = re.compile(  # on which others publish
    r"(?:facebook|meta|twitter|x|x corp|telegram|whats ?app|instagram|you ?tube|linked ?in|google(?: news| play)?|"
    r"app ?store|apple(?: news)?|reddit|tiktok|flickr|rss|wordpress|blogger|medium|substack|disqus|getty(?: images)?|"
    r"e-?mail|viber|vk|copyrights?|us|website|contents?|creative commons|cookies?|all|home|privacy|terms|english|print|"
    r"share|login|log in|sign in|register|search|menu|newsletter|subscribe|contact|contacts|advertisement)(?: on .*)?",
    re.IGNORECASE,
)
ORGAN: Final = re.compile(
    r"\b(?:ministry|embassy|government|presidency|parliament|council|commission|office|institute|cent(?:re|er)|union|"
    r"organi[sz]ation|foundation|association|secretariat|delegation|consulate|mission|court|chancellery|department|"
    r"assembly|senate|bank|university|society|committee|congress|forum|authority|kremlin|palace)\b",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(  # which every government has, and which no reader would cite without its state
    r"(?:the )?(?:(?:press|media|information|public affairs) "
    r"(?:office|service|bureau|department|section|cent(?:er|re))|"
    r"(?:office|bureau) of (?:the )?(?:spokes\w+|press|public|media|secretary|minister|president|prime)\b.*|"
    r"secretariat|spokes\w+|.* (?:room|hall|hotel|airport))",
    re.IGNORECASE,
)
_REALM: Final = re.compile(
    r"(?:the )?(?:(?:islamic|people[’']?s|democratic|federal|socialist|united|arab|plurinational|co-operative|union) )*"
    r"(?:republic|kingdom|state|commonwealth|federation|union|principality|rep[úu]blica|estado|reino|r[ée]publique)\b"
    r"(?! (?:department|council)).*",
    re.IGNORECASE,
)
_EDGES: Final = re.compile(r"^[^\w(]+|[^\w).!]+$")
_LEADING: Final = re.compile(
    r"^(?:search|my|visit|page \d+|agree & join|logo|the latest|all|welcome to(?: the)?|navigation for|home|"
    r"(?:web )?site of(?: the)?) | (?:logo|home|website)$",
    re.IGNORECASE,
)
_BARE: Final = frozenset(  # which say of no body whose it is
    "the a our my of and ministry ministries minister ministers president presidency government court courts council "
    "parliament committee committees embassy embassies policy policies administration department departments office "
    "offices chancellery cabinet premier prime assembly senate congress commission secretary general spokesperson "
    "union state republic foreign affairs international external relations consulate consulates mission missions "
    "delegation press service institute bank fund centre center mfa mofa dfa".split()
)
_LEAST: Final = 3  # letters of a name
_OTHER_SCRIPT: Final = re.compile(r"[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufdff\ufe30-\uffff]")
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY: Final = re.compile(
    rf"(?:[a-z]{{3,9}}\.?,? )?(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}),?(?: \d{{4}})?", re.IGNORECASE
)


def publisher_name(text: str) -> str | None:
    """Return what is written as a publisher's name is, freed of what stands around it; None if it is none.

    Args:
        text: A line, or the part of it where a name may stand.

    Example:
        >>> publisher_name("2019 by Harbour Times Ltd."), publisher_name("Press Office"), publisher_name("read more")
        ('Harbour Times', None, None)
    """
    name = _BEFORE.sub("", _LATER.sub("", text.strip(" .,|-–—▾▼›»→\"“”'’©")).strip(" .,"))
    name = _LEADING.sub("", _EDGES.sub("", name))
    words = name.split()
    if (
        _OFFICE.fullmatch(name)
        or PLAIN_MINISTRY.fullmatch(name)
        or _is_realm(name)
        or ("," in name and not ORGAN.search(name))
    ):
        return None
    if "@" in name or _OTHER_SCRIPT.search(name) or is_stamp(name) or _DAY.fullmatch(name):
        return None
    if not words or len(words) > _LONGEST or _PLATFORMS.fullmatch(name) or NO_NAME.fullmatch(name):
        return None
    told = [word for word in words if word.casefold() not in CONNECTIVES]
    if len(name) < _LEAST or (len(told) < _FEW and all(word.casefold() in _BARE for word in words)):
        return None
    if not told or words[-1].casefold() in CONNECTIVES or not all(map(_is_name_word, told)):
        return None
    return name if any(letter.isalpha() for letter in name) and name[-1] not in ":?!" else None


def _is_realm(name: str) -> bool:
    """Tell a state by one of its names, as letterheads have it: it does not say which of its offices writes."""
    named = name in state_forms() or name.title() in state_forms()
    return named or (bool(_REALM.fullmatch(name)) and not MEDIA.search(name))


def _is_name_word(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or not word[0].isascii() or "." in word[1:-1]

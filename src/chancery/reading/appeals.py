"""What a page says to its reader about itself: consent, accounts, payment, newsletters, apps, opinions.

These are whole sentences, and so cannot be told by their shape; they are told by whom they address
and about what. Words of reporting and quotation marks speak against each of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from chancery.reading.pieces import Piece
from chancery.reading.rules import Rule, Weights
from chancery.reading.transcripts import find_label

_LONGEST: Final = 34  # words; cookie notices of more are told by two topics
_LONGEST_NOTICE: Final = 90
_SHORT: Final = 24
_FIRM: Final[Weights] = (1.0, 1.0, 1.0)
_OUTSIDE: Final[Weights] = (1.0, 0.6, 1.0)
_REPORTED: Final = re.compile(
    r"[“”«»„\"]|\b(?:said|says|told|tells|announced|stated|noted|stressed|warned|added|according to|declared|"
    r"replied|answered|reported|minister|president|government|ambassador|parliament)\b",
    re.IGNORECASE,
)
_READER: Final = re.compile(
    r"\b(?:you|your|yours|we|us|our|my)\b|(?:^|[.!?] )(?:please|keep|enjoy|discover|explore|don[’\']t|"
    r"success|thanks|oops|try|get|sign|log|join|subscribe|download|"
    r"register|choose|enter|receive|read|this|already|create|unlock|continue|become|start|click|tap|enable|"
    r"turn on|allow|accept|"
    r"manage|support|donate|help|follow|share|rate|report|leave|submit|no spam|unsubscribe|stay|"
    r"never miss|to (?:unsubscribe|subscribe|report|comment|read|see|keep|manage|continue)|keep up|select|"
    r"press|highlight|found|noticed|spotted|see|something|got)\b",
    re.IGNORECASE,
)
_CONSENT: Final = (
    r"\bcookies?\b|\b(?:privacy|personal data|consent|legitimate interest|your (?:device|settings|choices|"
    r"preferences|browser))\b"
    r"|\bpartners\b.{0,60}\b(?:store|process|data|devices?)\b|\b(?:advert|ads?\b|ad.?block)"
)
_ACCOUNT: Final = (
    r"\b(?:log(?:ged)? ?in|sign(?:ed)? ?(?:in|up)|register(?:ed)?|password|free account|an account|"
    r"my account|your account|captcha|not a robot)\b"
)
_PAYMENT: Final = (
    r"\b(?:subscri(?:be|bers?|ption)s?|free (?:articles?|trial|stories)|(?:unlimited|full|digital|"
    r"premium) (?:\w+ )?access|"
    r"your plan|cancel any ?time|trial (?:period|offer|subscription)|(?:free|a) (?:report|whitepaper|"
    r"e-?book)|from (?:as little as|just|only) \W?\d|"
    r"(?:become|becoming|join as) (?:an? )?(?:\w+ (?:or \w+ )?)?(?:member|"
    r"supporter|patron|subscriber)|"
    r"(?:continue|keep|finish|start) reading|the rest of this (?:article|story)|paywall|gift (?:article|subscription)|"
    r"\d+ (?:articles?|stories) (?:left|remaining)|(?:a|per|each|/) ?(?:week|month)\b(?=\W*$)|donat(?:e|ions?)|"
    r"contribut(?:e|ions?)|readers? like you|readers[’'] support|"
    r"(?:reader|listener|viewer|member)-supported|independent journalism|our journalism)\b"
)
_LETTERS: Final = (
    r"\b(?:newsletters?|inbox|mailing list|e-?mail (?:address|updates|alerts)|by e-?mail|unsubscribe|spam|"
    r"confirm (?:your|list)|digest|briefing every|notifications?|push alerts?|updates|breaking news alerts?)\b"
)
_APPS: Final = (
    r"\b(?:app ?store|google play|(?:our|the|this|mobile|free) (?:\w+ ){0,3}app|in (?:the )?app|whatsapp|telegram|"
    r"facebook|twitter|instagram|youtube|tiktok|viber|linkedin|social (?:media|networks?)|google news|"
    r"podcasts?|rss|iOS|Android)\b"
)
_OPINION: Final = (
    r"\b(?:typo|spelling|error in (?:the|this) text|mistake in (?:the|this) text|ctrl ?\+|"
    r"(?:this|the) (?:article|page|story|information|content) (?:helpful|useful)|feedback|(?:your|"
    r"leave an?|post an?|to) comments?|(?:comments|live blog|thread)\b.{0,30}\bclosed|"
    r"have your say|tell us (?:what|about your|how)|let us know|what do you think|"
    r"join the (?:conversation|discussion|debate)|"
    r"story (?:idea|tip)|do you have an? (?:story|tip|question|opinion)|e-?mail us|call us|a tip|"
    r"house rules|community guidelines|contact us|write to us|"
    r"get in touch|click here|tap here|view (?:this|it) (?:e-?mail )?(?:in|on)|you are receiving|"
    r"you (?:can|may) (?:also )?(?:read|find|watch|share|reprint|republish)|not available (?:in|due)|"
    r"javascript|your browser)\b"
)
_CONSENT_WORDS: Final = re.compile(
    r"\b(?:cookies?|personal data|consent|partners|devices?|browsing|preferences|tracking|legitimate interest|"
    r"privacy policy)\b",
    re.IGNORECASE,
)
_YOU: Final = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_LINK_LINE: Final = re.compile(
    r"\b(?:subscribe here|sign up (?:here|now|today|free)|learn more|sign up (?:for (?:it|them|"
    r"this) )?here|read (?:more|the full \w+)|click here|find out more|"
    r"register (?:here|now|today))[.!>»→)]*$",
    re.IGNORECASE,
)


_TOPICS: Final = tuple(
    (name, reason, re.compile(topics, re.IGNORECASE))
    for name, reason, topics in (
        ("consent", "a notice about cookies, data or advertising", _CONSENT),
        ("account", "an appeal to log in or register", _ACCOUNT),
        ("payment", "an appeal to subscribe or donate", _PAYMENT),
        ("newsletter", "an appeal to take a newsletter", _LETTERS),
        ("app", "an appeal to use an app or a network", _APPS),
        ("opinion", "an appeal to write to the page's makers", _OPINION),
    )
)


def _rule(name: str, reason: str, topic: re.Pattern[str]) -> Rule:
    def matches(piece: Piece) -> bool:
        return piece.words <= _LONGEST and _speaks_to_reader(piece) and bool(topic.search(piece.text))

    return Rule(name, reason, _OUTSIDE, matches)


def _speaks_to_reader(piece: Piece) -> bool:
    return _speaks(piece.text)


@lru_cache(maxsize=16)  # each rule asks it of the same piece
def _speaks(text: str) -> bool:
    return bool(_READER.search(text)) and not (_REPORTED.search(text) or text.startswith("((") or find_label(text))


def _is_long_notice(piece: Piece) -> bool:
    """Tell a notice of many words by two of its topics, consent among them."""
    if piece.words > _LONGEST_NOTICE or not _TOPICS[0][2].search(piece.text):
        return False
    return len(_CONSENT_WORDS.findall(piece.text)) > 1 and _speaks_to_reader(piece)


def _inside(piece: Piece) -> bool:
    """Tell an appeal so plain that it is none of the report's sentences, wherever it stands."""
    if piece.words > _SHORT or not _speaks_to_reader(piece):
        return False
    return any(topic.search(piece.text) for _, _, topic in _TOPICS) and bool(_FIRM_WORDS.search(piece.text))


_FIRM_WORDS: Final = re.compile(
    r"\b(?:sign up|subscribe to our|join (?:our|us)|follow us|our (?:app|newsletters?|channel|website)|"
    r"your (?:inbox|e-?mail|"
    r"device|preferences|settings|plan|account|phone)|download (?:our|the .{0,20}app)|unsubscribe|"
    r"app store|google play|"
    r"privacy preferences|this (?:article|content) is (?:for|not|only)|already a (?:subscriber|member)|ctrl|"
    r"free articles?|log in to|sign in to|helpful\?|e-?mail us|confirm (?:your|list)|podcasts on|useful\?|"
    r"accept (?:all )?cookies|privacy settings)",
    re.IGNORECASE,
)


def _is_link_line(piece: Piece) -> bool:
    """Tell a short line that ends in a button's words."""
    return piece.words <= _SHORT and bool(_LINK_LINE.search(piece.text)) and _speaks_to_reader(piece)


def _is_promotion(piece: Piece) -> bool:
    """Tell a short sentence to the reader, which beside furniture praises what the page sells."""
    return piece.words <= _SHORT and bool(_YOU.search(piece.text)) and _speaks_to_reader(piece)


APPEALS: Final[tuple[Rule, ...]] = (
    *(_rule(*topic) for topic in _TOPICS),
    Rule("consent", "a notice about cookies, data or advertising", _OUTSIDE, _is_long_notice),
    Rule("appeal", "an appeal to the reader", _FIRM, _inside),
    Rule("promotion", "a sentence that speaks to the reader", (0.5, 0.5, 0.5), _is_promotion),
    Rule("link-line", "a line that ends in a button", _FIRM, _is_link_line),
)


def addresses_reader(piece: Piece) -> bool:
    """Tell a sentence that speaks of the page to its reader; true of speeches and letters too."""
    return bool(re.search(r"\b(?:you|your|our site|this (?:web)?site)\b", piece.text, re.IGNORECASE)) and not (
        _REPORTED.search(piece.text)
    )

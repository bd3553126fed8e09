"""The shapes that furniture has on any site: rows of languages, share buttons, teasers, notices.

Each rule weighs differently above, inside and below the report; a piece whose weights reach 1
is furniture. No rule names a site. Rules look at short pieces only, unless they say otherwise,
so that no sentence of a report is lost to a word it shares with a button.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from chancery.reading.pieces import Aligned, Piece

Weights = tuple[float, float, float]
ALWAYS: Final[Weights] = (1.0, 1.0, 1.0)
_EDGES: Final[Weights] = (1.0, 0.6, 1.0)
_BELOW: Final[Weights] = (0.4, 0.6, 1.0)
_NOT_INSIDE: Final[Weights] = (1.0, 0.5, 1.0)
_SHORT: Final = 8
_TEASER: Final = 30


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of furniture.

    Attributes:
        name: Stable name, for explanations and tests.
        reason: What the rule saw, for people.
        weights: Score above, inside and below the report's paragraphs.
        matches: The test on one piece.
    """

    name: str
    reason: str
    weights: Weights
    matches: Callable[[Piece], bool]


def _whole(pattern: str, *, flags: int = re.IGNORECASE, words: int = _SHORT) -> Callable[[Piece], bool]:
    """Test whether a short piece is nothing but the pattern."""
    compiled = re.compile(pattern, flags)

    def matches(piece: Piece) -> bool:
        return piece.words <= words and bool(compiled.fullmatch(piece.text))

    return matches


def _opens(pattern: str, *, words: int, flags: int = re.IGNORECASE) -> Callable[[Piece], bool]:
    """Test whether a piece of limited length opens with the pattern."""
    compiled = re.compile(pattern, flags)

    def matches(piece: Piece) -> bool:
        return piece.words <= words and bool(compiled.match(piece.text))

    return matches


_LANGUAGE_NAMES: Final = (
    "english|français|francais|french|deutsch|german|español|espanol|spanish|italiano|português|русский|"
    "russian|українська|қазақша|кыргызча|o[ʻ']zbek|türkçe|turkish|العربية|arabic|中文|chinese|日本語|"
    "한국어|فارسی|polski|български|română|eng|rus|укр|рус|қаз|кыр"
)
_CODE: Final = r"[a-z]{2}(?:[-_][A-Z]{2})?\d?|[A-Z]{2}"
_SHARE: Final = (
    r"share|tweet|post|facebook|twitter|x|instagram|whats\s?app|telegram|linked\s?in|e-?mail|print|copy(?: link| url)?|"
    r"pinterest|reddit|vk(?:ontakte)?|odnoklassniki|viber|messenger|youtube|tiktok|threads|bluesky|mastodon|rss|"
    r"flipboard|pocket|line|wechat|weibo|save|bookmark|comments?|like|follow|embed|link copied!?|\d[\d.,]*k?"
)
_SEPARATOR: Final = re.compile(r"\s*[|›»→]\s*|\s+[>/•·]\s+")
_DATE_OR_BYLINE: Final = re.compile(r"\b(?:19|20)\d\d\b|^by\s|\d{1,2}:\d\d", re.IGNORECASE)


def _is_breadcrumb(piece: Piece) -> bool:
    """Tell a row of short names between separators; dates and bylines may look like it."""
    text = piece.text
    if piece.words > 2 * _SHORT or piece.is_sentence or _DATE_OR_BYLINE.search(text):
        return False
    items = [item for item in _SEPARATOR.split(text) if item]
    return len(items) > 2 and all(len(item.split()) <= 4 for item in items)  # noqa: PLR2004


def _is_short_breadcrumb(piece: Piece) -> bool:
    items = _SEPARATOR.split(piece.text) if piece.words <= _SHORT else []
    return len(items) == 2 and all(items) and not _DATE_OR_BYLINE.search(piece.text)  # noqa: PLR2004


def _has_no_word(piece: Piece) -> bool:
    return not any(character.isalnum() for character in piece.text)


_TEASERS: Final = (
    r"(?:related|recommended|recent|latest|more|other|top|popular|most (?:read|popular|viewed|shared|recent)|"
    r"trending|featured|editor[’']?s?[’']? ?(?:picks?|choice)|breaking|must.read|further|suggested|similar|our)"
    r"(?: (?:features?|articles?|stor(?:y|ies)|news|topics?|content|links?|posts?|reading|videos?|materials?|"
    r"coverage|headlines?|now|today|publications?|reads|analysis|on this (?:story|topic)|in this section))?:?"
)
_OPENERS: Final = (
    r"additional (?:materials?|information|resources)|see also:?|read (?:more|next|also|on):?|also read:?|"
    r"you (?:may|might) (?:also )?(?:like|be interested in)\W*|what to read next|up next|don[’']t miss|"
    r"in this (?:article|section|story)|(?:topics|tags|keywords|categories|filed under|labels|sections?)(?::.*)?|"
    r"on the same (?:topic|subject)|(?:previous|next) (?:article|post|story|page)?|load more.*|show more.*|"
    r"(?:leave a )?(?:comment|reply)s?|discussion|photo ?gallery|all news|all the news|more from .{1,60}|"
    r"about (?:us|the authors?|this site)|contacts?(?: us)?|share this .{1,30}|"
    r"(?:the )?latest from .{1,40}|today[’']s .{1,20}news"
)

_ROW: Final = re.compile(r"\s*[|•·]\s*")


def _is_link_row(piece: Piece) -> bool:
    """Tell a row of which at least half the items are links or buttons on their own."""
    items = [item for item in _ROW.split(piece.text) if item] if piece.words <= _TEASER else []
    if len(items) < 2:  # noqa: PLR2004
        return False
    singles = [Piece(body=Aligned.whole(item)) for item in items]
    known = sum(1 for item in singles if any(r.weights[0] >= 1 and r.matches(item) for r in RULES if r.name in _LINKS))
    return 2 * known >= len(items)


_LINKS: Final = frozenset({"navigation", "share-row", "counter", "font-size", "subscription", "teaser-heading"})
RULES: Final[tuple[Rule, ...]] = (
    Rule("signs-only", "a line of signs without a word", ALWAYS, _has_no_word),
    Rule(
        "font-size",
        "a widget that changes the size of letters",
        _EDGES,
        _whole(
            r"(?:text|font|letters?)(?: size)?:?(?: ?(?:a[+-]?|s|m|l|x+l|x+s|[-+]))+|"
            r"(?:(?:xxs|xs|sm|md|lg|xl|xxl)\s*)+|a[+-]?(?:\s+a[+-]?)+|(?:text|font) size:?.{0,12}|a[+-]"
        ),
    ),
    Rule(
        "language-row",
        "a row of language codes or names",
        ALWAYS,
        _whole(rf"(?:(?:{_CODE})[\s|/,•·]+){{2,}}(?:{_CODE})", flags=0, words=60),
    ),
    Rule(
        "language-row",
        "a row of language codes or names",
        ALWAYS,
        _whole(rf"(?:(?:{_LANGUAGE_NAMES})[\s|/,•·]+)+(?:{_LANGUAGE_NAMES})", words=60),
    ),
    Rule(
        "image-widget",
        "the stand-in for a picture or an ornament",
        ALWAYS,
        _whole(
            r"\d{1,2}\s?[x×:]\s?\d{1,2} (?:image|photo|video)|(?:image|photo|picture|video|logo|icon|avatar)"
            r"(?: \d+ of \d+)?|\d+ / \d+|divider|separator|placeholder|thumbnail|spacer|spinner|loading\W*|"
            r"(?:click to )?(?:enlarge|zoom|expand)(?: (?:image|photo))?|hide caption|toggle caption|"
            r"(?:play|pause|mute|unmute|full ?screen)(?: video| audio)?|embed(?: share)?|no media source.*|"
            r"the code has been copied.*|auto \d+p.*|\d+:\d\d(?::\d\d)? ?(?:/ ?\d+:\d\d.*)?"
        ),
    ),
    Rule(
        "advertising", "an advertisement's label", ALWAYS, _whole(r"advertisements?|sponsored(?: content)?|promoted|ad")
    ),
    Rule(
        "share-row",
        "buttons that share, save or print the page",
        _EDGES,
        _whole(rf"(?:(?:{_SHARE})(?:[\s|/,•·:]+|$))+", words=30),
    ),
    Rule(
        "share-row",
        "buttons that share, save or print the page",
        ALWAYS,
        _whole(
            r"(?:share|send|post|tweet|follow|find|like|watch|join)(?: (?:this|it|us|me|the))?(?: (?:article|"
            r"story|page|"
            r"post|news))? (?:on|via|by|with|in|to) (?:your )?(?:friends?|facebook|twitter|x|telegram|whats\s?app|"
            r"linked\s?in|e-?mail|google news|instagram|youtube|vk|social media).{0,40}|share this(?: \w+)?|"
            r"print(?:er)?[ -](?:this page|friendly|version|article).{0,20}|print version|copy (?:the )?link.*"
        ),
    ),
    Rule(
        "navigation",
        "a link that leads around the site",
        _EDGES,
        _whole(
            r"accessibility links?|skip to .{3,30}|go to .{3,20}|jump to .{3,30}|(?:main |open |close |toggle )?"
            r"(?:menu|navigation)|search(?: .{0,20})?|home(?: ?page)?|close|back(?: to .{3,20})?|sign (?:in|up|out)|"
            r"log ?(?:in|out)|subscribe(?: now| today)?|register|my (?:account|profile)|donate(?: now)?|"
            r"(?:site ?map|contact us|about us|careers|help|faqs?|rss(?: feeds?)?)|read in .{3,20}|"
            r"listen(?: to (?:this )?(?:article|story|page))?.{0,12}|(?:privacy|cookies?)(?: (?:policy|"
            r"settings|notice))?|"
            r"terms(?: (?:of|and) .{3,20})?|all rights reserved\W*|full (?:text|story|article)|live|video|photos?|"
            r"follow us|newsletters?"
        ),
    ),
    Rule("breadcrumb", "a row of section names between separators", (1.0, 0.6, 1.0), _is_breadcrumb),
    Rule("short-breadcrumb", "two section names with a separator", (0.6, 0.2, 0.6), _is_short_breadcrumb),
    Rule("teaser-heading", "the heading of links to other reports", _NOT_INSIDE, _whole(_TEASERS)),
    Rule("teaser-heading", "the heading of links to other reports", _EDGES, _whole(_OPENERS, words=14)),
    Rule(
        "teaser",
        "a link to another report",
        ALWAYS,
        _opens(
            r"(?:latest|more(?: \w+){1,2}|(?:also )?read(?: more| also| next| on| here| our| the full story)?|"
            r"see also|more|related"
            r"(?: (?:story|article|stories|news))?|watch(?: also| now| live| more)?|listen|recommended|don[’']t miss|"
            r"you may also like|earlier|background|in pictures|in photos|explainer) ?[:>»|–—] ?\S",
            words=_TEASER,
        ),
    ),
    Rule(
        "teaser",
        "a link to another report",
        _EDGES,
        _whole(
            r"(?:view|see|read|show|all|more|load)(?: (?:all|more|other|the|full|latest|our))* ?(?:articles?|"
            r"posts?|stor(?:y|ies)|"
            r"news|comments?|replies|content|profile|bio)(?: (?:by|from|on|about|of|in)? ?.{0,60})?|"
            r"(?:view|see) more.{0,60}|(?:continue|keep) reading.{0,20}|read (?:more|the (?:full|whole) .{0,30})\W*|"
            r"(?:to )?(?:find out|learn|read|see|know) more,? (?:click |tap )?(?:here|at the link)?.{0,20}|"
            r"click here.{0,60}|"
            r"(?:for )?(?:more|further) (?:information|details),? (?:click|see|visit) (?:here)?.{0,60}",
            words=14,
        ),
    ),
    Rule(
        "counter",
        "a count of views, comments or minutes",
        ALWAYS,
        _whole(
            r"(?:views?|reads?|shares?|comments?|likes|reading time|read time|time to read)\W*\d[\d.,k]*(?: "
            r"min(?:ute)?s?)?|"
            r"\d[\d.,k]* ?(?:views?|shares?|comments?|likes?|reads?|repl(?:y|ies)|min(?:ute)?s?\.?(?: read)?|"
            r"followers)|"
            r"(?:updated |published |posted )?\d+ (?:second|minute|hour|day|week|month|year)s? ago"
        ),
    ),
    Rule(
        "editors-mark",
        "a mark between agency and editors",
        ALWAYS,
        _whole(
            r"-?\s?30\s?-|(?:-+\s?|\()?ENDS?(?:\s?-+|\)|\.)?|\(ends\)|-+ ?ends ?-+|MORE|(?:no )?more to "
            r"follow\W*|\(more\)|"
            r"(?:EDS|EDITORS|DESK)\b.{0,60}|[*#=_-]{2,}.{0,20}[*#=_-]{2,}",
            flags=0,
        ),
    ),
    Rule(
        "editors-mark",
        "a mark between agency and editors",
        ALWAYS,
        _opens(
            r"ATTENTION\b(?: ?[-–—:]| (?:EDITORS|ADDS?|UPDATES?|RECASTS?|CORRECTS?)\b)|"
            r"(?:/{2,3} ?)?(?:(?:RECASTS?|ADDS|CORRECTS|RELEADS|REFILES|EDITORS?[’']? NOTE:|NOTE TO EDITORS|"
            r"EDS:)(?=\W)|"
            r"UPDATES? ?(?:\d|with |.{0,80}///))",
            words=_TEASER,
            flags=0,
        ),
    ),
    Rule(
        "desk-initials",
        "the initials of reporters and editors",
        (0.0, 0.0, 1.0),
        _whole(r"[a-z]{2,4}(?:-[a-z]{2,4})?(?:/[a-z]{1,4}(?:-[a-z]{2,4})?)+", flags=0),
    ),
    Rule(
        "subscription",
        "how to subscribe, write or call",
        (0.6, 0.2, 1.0),
        _opens(
            r"subscriptions?\b|subscribe to\b|back (?:issues|numbers)\b|report an? (?:broken|error|typo|mistake)|"
            r"(?:number of )?visitors?:|feedback on|(?:press (?:service|office)|switchboard|hotline)\b.{0,40}\d|"
            r"last updated\b|get .{2,40} in your|(?:accept|reject|refuse|agree|cookie)\b",
            words=16,
        ),
    ),
    Rule("link-row", "a row of links and buttons", ALWAYS, _is_link_row),
    Rule("bare-link", "an address and nothing else", ALWAYS, _whole(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", words=40)),
    Rule(
        "about-heading",
        "the heading of a note on author or outlet",
        _BELOW,
        _whole(r"about (?:the )?(?:authors?|writers?|us|.{2,40})|(?:the )?authors?:?"),
    ),
    Rule(
        "author-links",
        "links to an author's other work",
        _BELOW,
        _opens(
            r"(?:follow|contact|e-?mail|reach) (?!.*\b(?:said|says)\b).{2,60}(?:@|on (?:twitter|x|facebook|telegram))|"
            r"(?:more|other|all) (?:articles|stories|posts) by|@\w{2,30}$",
            words=_TEASER,
        ),
    ),
    Rule(
        "copyright",
        "a copyright or licence notice",
        (1.0, 0.7, 1.0),
        _opens(
            r"(?:copyright\b|©|\(c\) ?(?:copyright|19|20))(?!.*\b(?:said|told)\b)|all rights reserved|"
            r".{0,120}\b(?:all rights reserved|may not be (?:published|reproduced|republished|copied|redistributed)|"
            r"reproduction (?:of|in whole)|use of (?:the )?materials?.{0,80}(?:link|permission|allowed))|"
            r"(?:re)?published (?:with|by) (?:the )?permission",
            words=90,
        ),
    ),
    Rule(
        "disclaimer",
        "a notice that opinions are the author's own",
        (1.0, 0.8, 1.0),
        _opens(
            r".{0,160}\b(?:views|opinions|thoughts|positions?)\b.{0,120}\b(?:do(?:es)? not (?:necessarily )?"
            r"(?:reflect|represent|express)|are (?:those of|solely|their own|his own|her own|the author[’']s))",
            words=80,
        ),
    ),
    Rule(
        "reader-address",
        "an appeal to the reader: newsletter, cookies, support",
        (1.0, 1.0, 1.0),
        _opens(
            r"(?:(?:please )?(?:sign up|subscribe|register|log in)(?: (?:here|now|today|free|below))? (?:for|to|with)\b"
            r".{0,80}\b(?:newsletters?|inbox|updates|channel|account|access|alerts?|our|email|digest)|"
            r"(?:get|receive) .{0,80}\b(?:in|to) your (?:inbox|e-?mail|phone)|enter your e-?mail|your e-?mail address|"
            r"(?:we|this (?:web)?(?:site|page)|our (?:web)?site) uses? cookies|by (?:clicking|continuing|subscribing|"
            r"signing up|using)"
            r"\b.{0,80}\b(?:you|agree)|thank you for (?:reading|subscribing)|(?:follow|join|find|like|visit) "
            r"(?:us|our)\b"
            r".{0,80}\b(?:on|channel|page|group|telegram|facebook|twitter)|download our app|"
            r"(?:enjoying|like) this (?:article|story)\?|(?:help|support) (?:us|our)\b.{0,100}\b(?:journalism|"
            r"work|donat|"
            r"independent)|(?:please )?consider (?:supporting|donating|becoming)|if you (?:found|find|notice|see|spot)"
            r" (?:a|an) (?:typo|error|mistake)|(?:found|noticed) (?:a|an) (?:typo|error|mistake)|"
            r"(?:please )?(?:enable|turn on) javascript|your browser|javascript (?:is|must))",
            words=60,
        ),
    ),
)

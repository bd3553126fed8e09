"""The shapes that furniture has on any site: rows of languages, share buttons, teasers, notices.

Each rule weighs differently above, inside and below the report; a piece whose weights reach 1
is furniture. No rule names a site. Rules look at short pieces only, unless they say otherwise,
so that no sentence of a report is lost to a word it shares with a button.
"""

from __future__ import annotations

import re
from typing import Final

from chancery.reading.datelines import read_date_line
from chancery.reading.languages import is_line_of_another
from chancery.reading.pieces import Aligned, Piece
from chancery.reading.rules import SHORT, Rule, Weights, opens, whole

ALWAYS: Final[Weights] = (1.0, 1.0, 1.0)
_EDGES: Final[Weights] = (1.0, 0.6, 1.0)
BELOW: Final[Weights] = (0.4, 0.6, 1.0)
_NOT_INSIDE: Final[Weights] = (1.0, 0.5, 1.0)
_TEASER: Final = 30
_CONTACT_LINE: Final = 14
_LONGEST_ROW: Final = 60  # characters


_LANGUAGE_NAMES: Final = (
    "english|français|francais|french|deutsch|german|español|espanol|spanish|italiano|português|русский|"
    "russian|українська|қазақша|кыргызча|o[ʻ']zbek|türkçe|turkish|العربية|arabic|中文|chinese|日本語|"
    "한국어|فارسی|polski|български|română|eng|rus|укр|рус|қаз|кыр"
)
_CODE: Final = r"[a-z]{2}(?:[-_][A-Z]{2})?\d?|[A-Z]{2}"
_SHARE: Final = (
    r"share|tweet|recommend|post|facebook|twitter|x|instagram|whats\s?app|telegram|linked\s?in|e-?mail|"
    r"print|copy(?: link| url)?|"
    r"pinterest|reddit|vk(?:ontakte)?|odnoklassniki|viber|messenger|youtube|tiktok|threads|bluesky|mastodon|rss|"
    r"copied|flipboard|pocket|line|wechat|weibo|save|bookmark|comments?|like|follow|embed|link copied!?|\d[\d.,]*k?"
)
_SEPARATOR: Final = re.compile(r"\s*[|›»→]\s*|\s+[>/•·]\s+")
_FROM_HOME: Final = re.compile(
    rf"(?:you are here:? ?)?home(?: ?page)?(?:{_SEPARATOR.pattern})[^.!?|›»→>]{{2,40}}(?:{_SEPARATOR.pattern})\S|"
    r"you are here(?::|$)",
    re.IGNORECASE,
)  # whose last item may be the title itself
_DATE_OR_BYLINE: Final = re.compile(r"\b(?:19|20)\d\d\b|^(?:\w+ )?by\s|\d{1,2}:\d\d", re.IGNORECASE)


def _is_breadcrumb(piece: Piece) -> bool:
    """Tell a row of short names between separators; dates and bylines may look like it."""
    text = piece.text
    if _FROM_HOME.match(text) and piece.words <= _TEASER:
        return True
    if piece.words > 2 * SHORT or piece.is_sentence or _DATE_OR_BYLINE.search(text):
        return False
    items = [item for item in _SEPARATOR.split(text) if item]
    return len(items) > 2 and all(len(item.split()) <= 4 for item in items)  # noqa: PLR2004


def _is_short_breadcrumb(piece: Piece) -> bool:
    items = _SEPARATOR.split(piece.text) if piece.words <= SHORT else []
    return len(items) == 2 and all(items) and not _DATE_OR_BYLINE.search(piece.text)  # noqa: PLR2004


_ARROW: Final = re.compile(r"[»→▶►➤❯›▸⇒♦◆←◄«‹]+(?![^»›]*[»›]\W)\s*\S")


def _is_arrow_line(piece: Piece) -> bool:
    """Tell a link behind or before an arrow; a sentence behind one is a point of a list."""
    text = piece.text
    return (
        not piece.is_sentence and piece.words <= _TEASER and bool(_ARROW.match(text) or text.endswith(("→", "»", "›")))
    )


def _is_numbers(piece: Piece) -> bool:
    """Tell counts, prices and clock times on a line of their own; dates, hours and years are none."""
    text = piece.text
    if (
        len(text) > _LONGEST_ROW
        or re.search(r"[^\W\d_]", re.sub(r"(?<=\d)[kKmM]\b", "", text))
        or not re.search(r"\d", text)
    ):
        return False
    return not (
        _DATE_OR_BYLINE.search(text) or re.fullmatch(r"\W*\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\W*", text)
    ) or bool(re.fullmatch(r"\d+:\d\d(?::\d\d)?(?:[ /]+\d+:\d\d(?::\d\d)?)+", text))


_CONTACT: Final = re.compile(
    r"\S@\S+\.\w|\bwww\.\S|https?://\S|\b(?:tel|fax|phone|e-?mail|hotline)\b|\+?\d[\d ()/-]{7,}", re.IGNORECASE
)


def _is_contact(piece: Piece) -> bool:
    """Tell an address or number with its label; a sentence that names one is content."""
    text = piece.text
    return piece.words <= _CONTACT_LINE and text[-1] not in ".!?" and bool(_CONTACT.search(text))


def _has_no_word(piece: Piece) -> bool:
    return not any(character.isalnum() for character in piece.text)


_TEASERS: Final = (
    r"(?:related|recommended|recent|latest|more|other|top|popular|most (?:read|popular|viewed|shared|recent)|"
    r"trending|featured|editor[’']?s?[’']? ?(?:picks?|choice)|breaking|must.read|further|suggested|similar|our)"
    r"(?: (?:features?|articles?|stor(?:y|ies)|news|topics?|content|links?|posts?|reading|videos?|materials?|"
    r"coverage|headlines?|now|today|publications?|reads|analysis|on this (?:story|topic)|in this section))?"
    r"(?: (?:in|on|from|about|for|by) .{1,40})?:?"
)
_OPENERS: Final = (
    r"additional (?:materials?|information|resources)|see also:?|read (?:more|next|also|on):?|also read:?|"
    r"you (?:may|might) (?:also )?(?:like|be interested in)\W*|what to read next|up next|don[’']t miss|"
    r"in (?:this|today[’']s) (?:article|section|story|issue|edition):?|(?:topics|tags|keywords|categories|"
    r"filed (?:under|in)|labels|sections?)(?::.*)?|"
    r"on the same (?:topic|subject)|(?:previous|next)(?: (?:article|post|story|page|news|slide|image|"
    r"photo|item))?|load more.*|show more.*|"
    r"(?:leave a )?(?:comment|reply)s?|discussion|photo ?gallery|all news|all the news|more from .{1,60}|"
    r"about (?:us|the authors?|this site)|contacts?(?: us)?|share this .{1,30}|"
    r"(?:the )?latest from .{1,40}|today[’']s .{1,20}news"
)

_MANY_TEASERS: Final = re.compile(_TEASERS, re.IGNORECASE)


def _is_teasers_heading(piece: Piece) -> bool:
    """Tell a heading of several words, which is plainer than "More" or "Top"."""
    return 1 < piece.words <= SHORT and bool(_MANY_TEASERS.fullmatch(piece.text))


def _is_other_language(piece: Piece) -> bool:
    return piece.words <= _TEASER and is_line_of_another(piece.text)


_ROW: Final = re.compile(r"\s*[|•·]\s*")


def _is_link_row(piece: Piece) -> bool:
    """Tell a row of which at least half the items are links or buttons on their own."""
    items = [item for item in _ROW.split(piece.text) if item] if piece.words <= _TEASER else []
    if len(items) < 2:  # noqa: PLR2004
        return False
    if any(read_date_line(item) for item in items):
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
        whole(
            r"(?:text|font|letters?)(?: size)?:?(?: ?(?:a[+-]?|s|m|l|x+l|x+s|[-+]))+|"
            r"(?:(?:xxs|xs|sm|md|lg|xl|xxl)\s*)+|a[+-]?(?:\s+a[+-]?)+|(?:text|font) size:?.{0,12}|a[+-]"
        ),
    ),
    Rule(
        "language-row",
        "a row of language codes or names",
        ALWAYS,
        whole(rf"(?:(?:{_CODE})[\s|/,•·]+){{2,}}(?:{_CODE})", flags=0, words=60),
    ),
    Rule(
        "language-row",
        "a row of language codes or names",
        ALWAYS,
        whole(
            rf"(?:(?:{_LANGUAGE_NAMES})[\s|/,•·]+)+(?:{_LANGUAGE_NAMES})|"
            rf"(?:vers(?:ão|ión|ion)|version) (?:em|en|in|auf) (?:{_LANGUAGE_NAMES})|(?:{_LANGUAGE_NAMES}) version",
            words=60,
        ),
    ),
    Rule(
        "language-row",
        "a row of language codes or names",
        ALWAYS,
        whole(
            rf"(?:(?:also )?available in|read (?:this )?in|other languages|languages?|in other languages):? ?"
            rf"(?:(?:{_LANGUAGE_NAMES}|{_CODE})(?:[\s|/,•·]+|and|$)+)*",
            words=40,
        ),
    ),
    Rule(
        "image-widget",
        "the stand-in for a picture or an ornament",
        ALWAYS,
        whole(
            r"\d{1,2}\s?[x×:]\s?\d{1,2} (?:image|photo|video)|(?:image|photo|picture|video|logo|icon|avatar)"
            r"(?: \d+ of \d+)?|\d+ / \d+|divider|separator|placeholder|thumbnail|spacer|spinner|loading\W*|"
            r"(?:click to )?(?:enlarge|zoom|expand)(?: (?:image|photo))?|hide caption|toggle caption|"
            r"(?:play|pause|mute|unmute|full ?screen)(?: video| audio)?|embed(?: share)?|no media source.*|"
            r"the code has been copied.*|auto \d+p.*|\d+:\d\d(?::\d\d)? ?(?:/ ?\d+:\d\d.*)?"
        ),
    ),
    Rule(
        "advertising",
        "an advertisement's label",
        ALWAYS,
        whole(
            r"advertisements?(?:\W+\d.{0,8})?|skip ad\w*|sponsored(?: content)?|promoted|ad|(?:paid|"
            r"partner) content|(?:story|article|text) continues?(?: "
            r"(?:below|after).{0,30})?|(?:sponsor(?:ed)?|partner) message|"
            r"(?:continue|scroll) .{0,30}(?:below|after) .{0,10}\bad\w*"
        ),
    ),
    Rule(
        "share-row",
        "buttons that share, save or print the page",
        ALWAYS,
        whole(rf"(?=.*[^\W\d_])(?:(?:{_SHARE})(?:[\s|/,•·:]+|$))+", words=30),
    ),
    Rule(
        "share-row",
        "buttons that share, save or print the page",
        ALWAYS,
        whole(
            r"(?:share|send|post|tweet|follow|find|like|watch|join)(?: (?:this|it|us|me|the))?(?: (?:article|"
            r"story|page|"
            r"post|news))? (?:on|via|by|with|in|to) (?:your )?(?:friends?|facebook|twitter|x|telegram|whats\s?app|"
            r"linked\s?in|e-?mail|google news|instagram|youtube|vk|social media).{0,40}|share this(?: \w+)?|"
            r"(?:send|tell|suggest|recommend|forward)(?: this)?(?: \w+)? to a (?:friend|colleague)\W*|"
            r"print(?:er)?[ -](?:this page|friendly|version|article).{0,20}|print version|copy (?:the )?link.*"
        ),
    ),
    Rule(
        "navigation",
        "a link that leads around the site",
        _EDGES,
        whole(
            r"accessibility links?|skip to .{3,30}|go to .{3,20}|jump to .{3,30}|(?:main |open |close |toggle )?"
            r"(?:menu|navigation)|search(?: .{0,20})?|home(?: ?page)?|close(?: ad| menu| window)?|"
            r"pinned(?: message| post)?|back(?: to .{3,20})?|sign (?:in|up|out)|"
            r"log ?(?:in|out)|subscribe(?: now| today)?|register|my (?:account|profile)|donate(?: now)?|"
            r"(?:site ?map|contact us|about us|careers|help|faqs?|rss(?: feeds?)?)|read in .{3,20}|"
            r"listen(?: to (?:this )?(?:article|story|page))?.{0,12}|(?:privacy|cookies?)(?: (?:policy|"
            r"settings|notice))?|"
            r"(?:vol(?:ume)?|issue)\.? ?\d+(?!.*\b\d{1,2} \w{3,9} (?:19|20)\d\d).{0,40}|"
            r"terms(?: (?:of|and) .{3,20})?|"
            r"all rights reserved\W*|full (?:text|story|article)|live|video|photos?|"
            r"follow us|newsletters?"
        ),
    ),
    Rule(
        "button",
        "a button that does something with the page",
        (1.0, 0.6, 1.0),
        opens(
            r"(?:watch|listen|download|save|share|print|follow|subscribe|copy|cite|open|show|hide|toggle|"
            r"load|sort|join|"
            r"sign|log|register|report|reply|tap|click|swipe|scroll|view|see|read|get|add|choose|select|try|browse|"
            r"explore|send|e-?mail|bookmark|enlarge|zoom|play|refresh|request|auto.?refresh|expand|"
            r"collapse|translate|skip|find)"
            r"(?: [\w’'&/-]+){0,4}[.!…»→>]?$",
            words=5,
        ),
    ),
    Rule(
        "link", "a link out of the page", ALWAYS, opens(r".{3,160}\(opens? in (?:a )?new (?:window|tab)\)$", words=40)
    ),
    Rule("link", "a line behind an arrow", ALWAYS, _is_arrow_line),
    Rule(
        "file-link",
        "a file to download",
        ALWAYS,
        whole(
            r"(?:.{3,120}[ (\[])?\(?(?:pdf|docx?|xlsx?|pptx?|mp3|mp4|zip|jpe?g|epub|odt)\b,? ?[\d.,]* ?[kmg]?b?[)\]]?|"
            r"audio|pdf|\(?[\d.,]+ [kmg]b\)?|\d+p(?: ?\| ?[\d.]+ ?[kmg]b)?|direct link|(?:width|height)(?: px)?",
            words=22,
        ),
    ),
    Rule(
        "file-link",
        "a document beside the report",
        (0.4, 0.0, 1.0),
        whole(r".{3,120}[ (,](?:background information|full text|original document)\)?", words=22),
    ),
    Rule("breadcrumb", "a row of section names between separators", (1.0, 0.6, 1.0), _is_breadcrumb),
    Rule("short-breadcrumb", "two section names with a separator", (0.6, 0.2, 0.6), _is_short_breadcrumb),
    Rule("teaser-heading", "the heading of links to other reports", _NOT_INSIDE, whole(_TEASERS)),
    Rule("teasers-words", "the heading of links to other reports", (0.0, 0.5, 0.0), _is_teasers_heading),
    Rule("teaser-heading", "the heading of links to other reports", _EDGES, whole(_OPENERS, words=14)),
    Rule(
        "teaser",
        "a link to another report",
        ALWAYS,
        opens(
            r"(?:latest|more(?: \w+){1,2}|(?:also )?read(?: more| also| next| on| here| our| the full story)?|"
            r"see also|more|related"
            r"(?: (?:story|article|stories|news))?|watch(?: also| now| live| more)?|listen|recommended|don[’']t miss|"
            r"you may also like) ?[:>»|–—] ?\S",
            words=_TEASER,
        ),
    ),
    Rule(
        "genre",
        "a link to another report, with its genre",
        ALWAYS,
        opens(r"(?:earlier|background|in pictures|in photos|explainer) ?[:>»|–—] ?\S", words=_TEASER),
    ),
    Rule(
        "teaser",
        "a link to another report",
        _EDGES,
        whole(
            r"(?!.*\b(?:19|20)\d\d\b)(?:view|see|read|show|all|more|load)(?: \d+)?"
            r"(?: (?:all|more|other|the|full|latest|our))* ?(?:articles?|posts?|stor(?:y|ies)|"
            r"news|comments?|replies|updates?|posts?|content|profile|bio)(?: (?:by|from|on|about|of|in)? ?.{0,60})?|"
            r"(?:view|see) more.{0,60}|(?:continue|keep) reading.{0,20}|read (?:more|the (?:full|whole) .{0,30})\W*|"
            r"(?:to )?(?:find out|learn|read|see|know) more(?:,| |$)(?:click |tap )?(?:here|at the link)?.{0,20}|"
            r"click here.{0,60}|"
            r"(?:for )?(?:more|further) (?:information|details),? (?:click|see|visit) (?:here)?.{0,60}",
            words=14,
        ),
    ),
    Rule(
        "counter",
        "a count of views, comments or minutes",
        ALWAYS,
        whole(
            r"(?:views?|reads?|shares?|comments?|likes|claps|reading time|read time|time to read)\W*\d[\d.,k]*(?: "
            r"min(?:ute)?s?)?|"
            r"\d[\d.,k]* ?(?:views?|shares?|comments?|likes?|claps?|reactions?|reads?|repl(?:y|ies)|"
            r"min(?:ute)?s?\.?(?: read)?|"
            r"followers)|"
            r"\d{1,3}(?: \d{3})+ (?:subscribers|members|views|followers|readers|reads)|"
            r"(?:last )?(?:updated|edited)(?: at)?:? \d{1,2}[:.]\d\d.{0,12}|(?:newest|oldest|latest|"
            r"most recent) (?:first|updates|posts)|"
            r"key (?:events|moments)|(?:updated |published |posted )?\d+ (?:second|minute|hour|day|week|"
            r"month|year)s? ago"
        ),
    ),
    Rule(
        "editors-mark",
        "a mark between agency and editors",
        ALWAYS,
        whole(
            r"-?\s?30\s?-|(?:-+\s?|\()?ENDS?(?:\s?-+|\)|\.)?|\([Ee]nds?\)|-+ ?ends ?-+|MORE|"
            r"End ?[Ii]tem(?:/\w+)?|\([\w ]{0,6}LEAD\)|(?:no )?more to follow\W*|\(more\)|"
            r"(?:EDS|EDITORS|DESK)\b.{0,60}|[*#=_-]{2,}.{0,20}[*#=_-]{2,}",
            flags=0,
        ),
    ),
    Rule(
        "editors-mark",
        "a mark between agency and editors",
        ALWAYS,
        opens(
            r"\(?ATTN:|ATTENTION\b(?: ?[-–—:]| (?:EDITORS|ADDS?|UPDATES?|RECASTS?|CORRECTS?)\b)|"
            r"(?:/{2,3} ?)?(?:(?:RECASTS?|ADDS|CORRECTS|RELEADS|REFILES|EDITORS?[’']? NOTE:|NOTE TO EDITORS|"
            r"EDS:)(?=\W)|"
            r"UPDATES? ?(?:\d(?! ?[-–—:] ?(?!(?i:adds|recasts|updates|corrects|with)\b)\w)|with |.{0,80}///))",
            words=_TEASER,
            flags=0,
        ),
    ),
    Rule(
        "desk-initials",
        "the initials of reporters and editors",
        (0.0, 0.0, 1.0),
        whole(r"(?=.*/)(?:MORE )?(?:[a-z]{2,4}|[A-Z]{2,4}(?=/[a-z]))(?:[-/][a-z]{1,4}){1,4}(?: \d{4} GMT)?", flags=0),
    ),
    Rule(
        "subscription",
        "how to subscribe, write or call",
        (0.6, 0.2, 1.0),
        opens(
            r"subscriptions?\b|subscribe to\b|back (?:issues|numbers)\b|report an? (?:broken|error|typo|mistake)|"
            r"(?:number of )?visitors?:|feedback on|(?:press (?:service|office)|switchboard|hotline)\b.{0,40}\d|"
            r"last updated\b|get .{2,40} in your|(?:accept|reject|refuse|agree|cookie)\b",
            words=16,
        ),
    ),
    Rule("bare-link", "an address and nothing else", ALWAYS, whole(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", words=40)),
    Rule(
        "contact",
        "an address, number or page to write to",
        (0.6, 0.3, 1.0),
        _is_contact,
    ),
    Rule("other-language", "a line in another language", ALWAYS, _is_other_language),
    Rule(
        "poll",
        "an answer of a vote, with its share",
        ALWAYS,
        whole(r".{1,60}[^\W\d_].{0,3}\(?\d{1,3}(?:[.,]\d+)?\s?%\)", words=14),
    ),
    Rule("link-row", "a row of links and buttons", ALWAYS, _is_link_row),
    Rule(
        "wire-stamp",
        "an agency's stamp",
        ALWAYS,
        whole(r"[A-Z]{2,6} \d{4,6}(?: \d{4})? (?:GMT|UTC)(?: .{0,20})?", flags=0),
    ),
    Rule("numbers", "figures without a word", ALWAYS, _is_numbers),
)

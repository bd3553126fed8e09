"""Titles of office: from the words of a text to an office in the codebook's words.

A title is read in five steps: flags ("newly appointed"), rank ("first deputy"), title ("foreign
minister"), complement ("to Russia") and whose it is ("of the Kyrgyz Republic"). Nobody is looked up.

Source: own vocabulary in `posts.toml`; sectors from PLOVER 2.0; offices as in codebook, section 4.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from chancery.codebooks.names import given_names, is_given_here, match_honorific, not_names, pieces
from chancery.codebooks.organisations import (
    Named,
    body_ends,
    enumerated,
    match_area,
    match_body,
    match_organisation,
    match_subject,
    named_at,
    organisation,
    organisations,
    past_article,
    run_of_capitals,
    unlisted_at,
    without_name,
    word_at,
)
from chancery.codebooks.posts import (
    HYPHENS,
    Post,
    PostMatch,
    match_flags,
    plural_of,
    post_data,
    posts,
    title_phrases,
    word_phrases,
)
from chancery.codebooks.seats import led_by_name, of_committee, of_mission
from chancery.codebooks.states import match_state

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACES: Final = frozenset({"mayor", "governor", "akim", "chief minister"})
_NOUNS: Final = ("minister", "secretary", "commissioner")
_LONGEST_RUN: Final = 14


def _noun(words: Sequence[str], at: int) -> tuple[str, bool] | None:
    """Return the noun that a subject makes an office of, and whether it is a plural."""
    word = word_at(words, at)
    return next(((noun, word != noun) for noun in _NOUNS if word in {noun, plural_of(noun)}), None)


def _minister(words: Sequence[str], at: int) -> PostMatch | None:
    """Read "defence minister", "Minister of Energy", "Secretary of Commerce", "trade commissioner"."""
    noun, end = _noun(words, at), at + 1
    led = noun is not None
    if led:
        begin = past_article(words, end + 1) if word_at(words, end) in {"of", "for"} else len(words)
        subject = match_subject(words, begin) if begin < len(words) else None
        end = enumerated(words, subject[1]) if subject else end
    elif subject := match_subject(words, at):
        noun, end = _noun(words, subject[1]), subject[1] + 1
    if subject is None or noun is None:
        return _of_unknown(words, at) if led else None
    about = "foreign" if subject[0].startswith("foreign") else subject[0]
    if led and about != "foreign" and (more := _joined(words, end)) > end:
        about, end = f"{about} {' '.join(words[end:more]).casefold()}", more
    office = f"{about} {noun[0]}"
    level, sector = ("organisation", "IGO") if noun[0] == "commissioner" else ("minister", "GOV")
    post = posts().get(office, Post(office=office, level=level, sector=sector, takes=("for",)))
    return PostMatch(post=post, office=office, start=at, title=at, end=end, extra=about, plural=noun[1])


def _joined(words: Sequence[str], end: int) -> int:
    """Pass what "and" adds to a subject and no vocabulary has: "Economy and Sustainable Growth"."""
    at = end + 1
    if word_at(words, end) != "and" or at >= len(words) or not words[at][:1].isupper():
        return end
    other = title_phrases().longest(words, at) or match_honorific(words, at) or match_flags(words, at)[0]
    if other or words[at] in given_names() or match_state(words, at):
        return end
    return max(end, without_name(words, at, run_of_capitals(words, at)))


def _of_unknown(words: Sequence[str], at: int) -> PostMatch | None:
    """Read a minister of something that no vocabulary has: "Minister of Happiness and Wellbeing"."""
    begin = past_article(words, at + 2)
    if word_at(words, at) != "minister" or word_at(words, at + 1) not in {"of", "for"} or begin >= len(words):
        return None
    if not words[begin][:1].isupper() or word_at(words, begin) == "state" or named_at(words, begin):
        return None
    joined = word_at(words, begin + 1) == "and" and begin + 2 < len(words) and words[begin + 2][:1].isupper()
    end = begin + 3 if joined else begin + 1
    about = " ".join(words[begin:end])
    post = Post(office=f"minister of {about}", level="minister")
    return PostMatch(post=post, office=post.office, start=at, title=at, end=end, extra=about)


def _base(words: Sequence[str], at: int) -> PostMatch | None:
    """Read the title proper: listed, or made of a subject; the longer wins."""
    if at >= len(words):
        return None
    found = title_phrases().longest(words, at)
    if found and found[0].form.isupper() and not words[at][:2].isupper():
        found = None
    made = _minister(words, at)
    if made and (found is None or made.end > found[1]):
        return made
    if found is None:
        return None
    title, end = found
    post = posts()[title.office]
    return PostMatch(post=post, office=post.office, start=at, title=at, end=end, of=title.of, plural=title.plural)


def _ranked(words: Sequence[str], at: int) -> PostMatch | None:
    """Read a title with its rank: "first deputy prime minister"; or a federation's: "Union Minister for Railways"."""
    plain = _base(words, at)
    if plain is None and word_at(words, at) == "union":
        federal = _base(words, at + 1)
        named = federal is not None and "minister" in federal.office.split() and federal.office != "prime minister"
        return replace(federal, start=at, title=at) if federal is not None and named else None
    rank = word_phrases("ranks").longest(words, at)
    after = rank[1] if rank else at
    while after < len(words) and words[after] in HYPHENS:
        after += 1
    base = _base(words, after) if rank else None
    if rank is None or base is None or (plain and plain.end >= base.end):
        return plain
    if rank[0] in post_data()["ranks"]["same"]:
        return replace(base, start=at, title=at)
    level = "deputy minister" if base.post.level == "minister" else base.post.level
    level = "deputy" if base.post.level in {"head of state", "head of government"} else level
    office = f"{rank[0]} {base.office}"
    post = replace(base.post, office=f"{rank[0]} {base.post.office}", level=level)
    return replace(base, post=post, office=office, start=at, title=at)


def _complement(words: Sequence[str], at: int, office: str) -> Named | None:
    """Read what follows the preposition of a title."""
    begin = past_article(words, at)
    article = "the " if begin > at else ""
    if begin >= len(words):
        return None
    if area := match_area(words, begin):
        return Named(" ".join(words[begin:area]), area, None)
    words = words[: _before_title(words, begin, alone=office in _PLACES)]
    named = named_at(words, begin)
    if office in _PLACES and words[begin][:1].isupper():
        place = unlisted_at(words, begin, "")
        return named if named and (place is None or named.end >= place.end) else place
    unlisted = unlisted_at(words, begin, article) if words[begin][:1].isupper() else None
    bodied = unlisted and any(words[i] in body_ends() for i in range(begin, unlisted.end))
    if unlisted and bodied and (named is None or unlisted.end > named.end):
        return unlisted
    inner = _ranked(words, begin)
    if inner and (named is None or inner.end >= named.end) and not _is_weak(words, inner):
        return Named(f"the {inner.office}", inner.end, inner.of)
    return named or unlisted


def _before_title(words: Sequence[str], at: int, *, alone: bool) -> int:
    """Return where a complement comes to the next person's title, or, of one place alone, to any link."""
    for i in range(at + 1, min(len(words), at + 2 * _LONGEST_RUN)):
        title = _ranked(words, match_flags(words, i + 1)[1]) if words[i] == "," else None
        if (alone and words[i] == ",") or (title and not _is_weak(words, title)):
            return i
        if alone and i > at + 1 and word_at(words, i) in {"and", "of", "for", "in", "on", "to", "the"}:
            return i
    return len(words)


def _owner(words: Sequence[str], end: int) -> tuple[str, int] | None:
    """Read "of the Kyrgyz Republic", "of the UN" after a title; a body of one state is no owner."""
    if word_at(words, end) != "of":
        return None
    at = past_article(words, end + 1)
    if at >= len(words):
        return None
    there, org = match_state(words, at), match_organisation(words, at)
    if org and (there is None or org.end >= there.end):
        return (org.id, org.end) if organisation(org.id).kind != "STATE" else None
    if there and there.readings and there.readings[0].by == "name":
        return there.readings[0].code, there.end
    return None


def _goes_on(words: Sequence[str], found: PostMatch) -> bool:
    """Tell whether a preposition belongs to the title: "thanked the minister for Russia's help" does not."""
    link, begin = word_at(words, found.end), past_article(words, found.end + 1)
    if link not in found.post.takes or begin >= len(words):
        return False
    proper = words[begin][:1].isupper()
    if found.post.level == "head of state":
        return proper
    ranked = found.office != found.post.office or found.post.level not in {"minister", "head of government"}
    if ranked and link == "for" and match_area(words, begin):
        return True
    if link != "for" or found.post.level in {"spokesperson", "diplomat"}:
        return True
    if found.post.office == "secretary of state" and words[found.title][:1].isupper() and proper:
        return "'s" not in {word.replace("\u2019", "'") for word in words[begin : begin + 4]}
    return proper and (ranked or match_subject(words, begin) is not None)


def _completed(words: Sequence[str], found: PostMatch) -> PostMatch:
    """Add complement and owner to a title."""
    if seated := of_committee(words, found) or _chamber(words, found):
        return seated
    sent = found.post.level == "diplomat"
    if found.post.office.split()[-1] not in _PLACES and (owner := _owner(words, found.end)):
        found = replace(found, of=owner[0], end=owner[1])
        if not sent:
            return of_mission(words, found)
    link = word_at(words, found.end)
    more = _complement(words, found.end + 1, found.post.office) if _goes_on(words, found) else None
    if more is None:
        return found
    link = "of" if found.post.level == "spokesperson" else link
    level = "official" if found.post.level == "head of state" else found.post.level
    post = replace(found.post, level=level)
    done = replace(found, post=post, office=f"{found.office} {link} {more.words}", end=more.end, extra=more.words)
    done = replace(done, to=more.code) if sent and link != "of" else replace(done, of=more.code or done.of)
    return _owned(words, done)


def _chamber(words: Sequence[str], found: PostMatch) -> PostMatch | None:
    """Read "Speaker of the Federation Council", "chairwoman of the upper house of parliament"."""
    speaks = found.post.level == "speaker" or found.post.office in {"chairperson", "president"}
    if not speaks or word_at(words, found.end) != "of":
        return None
    at = past_article(words, found.end + 1)
    if word_at(words, at) == "both":
        return None
    body = match_body(words, at) if at < len(words) else None
    if body is None or body.sector != "LEG" or body.body not in {*_CHAMBERS}:
        return None
    post = posts()[_CHAMBERS[body.body]]
    org = match_organisation(words, at)
    of = organisation(org.id).of if org else None
    owner = _owner(words, body.end)
    of, end = owner or (of, body.end)
    return replace(found, post=post, office=_prefixed(found, post.office), end=end, of=of)


_CHAMBERS: Final = {
    "parliament": "speaker of parliament",
    "congress": "speaker of parliament",
    "upper chamber of parliament": "speaker of the upper chamber of parliament",
    "lower chamber of parliament": "speaker of the lower chamber of parliament",
}


def _prefixed(found: PostMatch, office: str) -> str:
    rank = word_phrases("ranks").longest(found.office.split(), 0)
    return f"{rank[0]} {office}" if rank and found.office != found.post.office.split(" ", 1)[-1] else office


def _led_by_body(words: Sequence[str], at: int) -> PostMatch | None:
    """Read a body before its head: "Foreign Ministry spokeswoman", "State Duma deputy speaker"."""
    body = match_body(words, at)
    if body is None or body.end >= len(words):
        return None
    rank = word_phrases("ranks").longest(words, body.end)
    head = word_phrases("heads").longest(words, rank[1] if rank else body.end)
    if head is None and rank:
        rank, head = None, word_phrases("heads").longest(words, body.end)
    if head is None:
        return None
    prefix = f"{rank[0]} " if rank and rank[0] not in post_data()["ranks"]["same"] else ""
    plural = word_at(words, head[1] - 1).endswith(("ials", "tives", "men"))
    org = match_organisation(words, at)
    of = organisation(org.id).of if org else None
    if head[0] in {"speaker", "chairperson", "president", "head"} and body.body in _CHAMBERS:
        post = posts()[_CHAMBERS[body.body]]
        return PostMatch(post=post, office=f"{prefix}{post.office}", start=at, title=at, end=head[1], of=of)
    base = posts().get(head[0], Post(office=head[0], level="official"))
    post = replace(base, sector=body.sector)
    written = " ".join(words[at : body.end]) if words[at][:1].isupper() and not _common(body.body) else body.body
    office = f"{prefix}{head[0]} of the {written}"
    if head[0] == "member" and body.sector == "LEG":
        post, office = posts()["member of parliament"], "member of parliament"
    return PostMatch(post=post, office=office, start=at, title=at, end=head[1], extra=body.body, of=of, plural=plural)


def _common(body: str) -> bool:
    return body.endswith(
        ("ministry", "department", "embassy", "government", "bank", "police", "forces", "chamber of parliament")
    )


def _is_weak(words: Sequence[str], found: PostMatch) -> bool:
    """Tell whether this is a plain word rather than a title: "general elections", "official visit"."""
    weak = found.end == found.title + 1 and word_at(words, found.title) in post_data()["weak"]["words"]
    after = words[found.end] if found.end < len(words) else ""
    named = words[found.title][:1].isupper() and after[:1].isupper() and after not in not_names()
    return weak and not named


def _in_organisation(found: PostMatch) -> PostMatch:
    """Give an office of an organisation its sector: the president of the European Commission is IGO."""
    owner = organisations().get(found.of or "")
    if owner is None or owner.kind not in {"IGO", "NGO"} or found.post.level == "diplomat":
        return found
    level = "organisation" if found.post.level.startswith("head of") else found.post.level
    return replace(found, post=replace(found.post, sector=owner.sector, level=level))


def match_post(words: Sequence[str], start: int) -> PostMatch | None:
    """Return the longest title of office that begins at `words[start]`, in any case.

    Args:
        words: Tokens; hyphenated words may be whole or split.
        start: Index of the first word, which may be a flag ("former").

    Example:
        >>> found = match_post(["acting", "Mayor", "of", "Bishkek"], 0)
        >>> found.office, found.flags, found.of, found.end
        ('mayor of Bishkek', ('acting',), 'KGZ', 4)
    """
    flags, at = match_flags(words, start)
    if at >= len(words) or is_given_here(words, at):
        return None
    title, led = _ranked(words, at), led_by_name(words, at) or _led_by_body(words, at)
    if led and (title is None or led.end > title.end):
        found = _owned(words, led)
    elif title is None or _inside_body(words, title):
        return None
    else:
        found = _completed(words, title)
        if _is_weak(words, found):
            return None
    wording = " ".join(words[at : found.end]).casefold()
    more = word_phrases("after").longest(words, _past_hyphen(words, found.end))
    if more and not found.plural:
        flags, found = (*flags, more[0]), replace(found, end=more[1])
    flags = tuple(dict.fromkeys(flags))
    return _in_organisation(replace(found, start=start, title=at, flags=flags, wording=wording))


def _owned(words: Sequence[str], found: PostMatch) -> PostMatch:
    owner = _owner(words, found.end)
    return replace(found, of=owner[0], end=owner[1]) if owner else found


def _past_hyphen(words: Sequence[str], at: int) -> int:
    return at + 1 if at < len(words) and words[at] in HYPHENS else at


def _inside_body(words: Sequence[str], title: PostMatch) -> bool:
    """Tell whether the title is only part of a body's name: "General Assembly", "president's office"."""
    body, org = match_body(words, title.title), match_organisation(words, title.title)
    return bool((body and body.end > title.end) or (org and org.end > title.end))


def canonical_office(text: str) -> str | None:
    """Return the office that a text names, if it is a title and nothing else.

    Example:
        >>> canonical_office("Minister of Foreign Affairs")
        'foreign minister'
    """
    words = text.replace(",", " ,").split()
    found = match_post(words, 0) if words else None
    whole = found is not None and (found.end == len(words) or not any(pieces(w) for w in words[found.end :]))
    return found.office if found and whole else None

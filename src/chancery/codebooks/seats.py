"""Offices inside bodies: who heads a committee of a parliament, a named body, or a body's mission.

"Chair of the Bundestag's foreign affairs committee" is no speaker, "IAEA chief" needs no "of", and
"head of the OSCE mission in Skopje" heads the mission.

Source: own vocabulary in `posts.toml`, `organisations.toml`, `chambers.toml` and `groups.toml`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from chancery.codebooks.groups import match_group, match_locality
from chancery.codebooks.organisations import (
    Named,
    match_body,
    match_organisation,
    match_subject,
    organisation,
    past_article,
    unlisted_at,
    word_at,
)
from chancery.codebooks.posts import Post, PostMatch, post_data, posts, word_phrases
from chancery.codebooks.states import match_state

if TYPE_CHECKING:
    from collections.abc import Sequence

_GENITIVES: Final = frozenset({"'s", "\u2019s", "'", "\u2019"})
_LEADING: Final = frozenset(
    "head chairperson president secretary director spokesperson member co-chair chairman chairwoman leader".split()
)
_ACTING: Final = frozenset(
    "PTY OPP REB PRM BUS LAB NGO CRM".split()
)  # sectors of groups that have leaders of their own
_LOCAL: Final = (("mayor",), ("governor",), ("akim",), ("chief", "minister"))
_LONGEST: Final = 7  # words between a chamber and "committee"


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(post_data()["seats"][table])


def match_committee(words: Sequence[str], at: int) -> Named | None:
    """Read a committee of a parliament: "the Bundestag's foreign affairs committee", "Senate Armed Services Committee".

    Example:
        >>> found = match_committee("the Sejm 's foreign affairs committee said".split(), 0)
        >>> found.words, found.code, found.end
        ('the foreign affairs committee', 'POL', 6)
    """
    at, owner = _state_before(words, past_article(words, at))
    body = match_body(words, at) if at < len(words) else None
    if body is None or body.sector != "LEG":
        return None
    org = match_organisation(words, at)
    owner = organisation(org.id).of if org and org.end == body.end else owner
    if word_at(words, body.end - 1) in _words("committees"):  # "foreign affairs committee" is a body by itself
        return _named(words, at, body.end, owner)
    begin = body.end + 1 if word_at(words, body.end) in _GENITIVES else body.end
    end = _committee_end(words, begin)
    return _named(words, begin, end, owner) if end else None


def _state_before(words: Sequence[str], at: int) -> tuple[int, str | None]:
    """Pass "Ukraine's", "the Ukrainian" before a parliament."""
    there = match_state(words, at) if at < len(words) else None
    if there is None or not there.readings or match_organisation(words, at):
        return at, None
    end = there.end + 1 if word_at(words, there.end) in _GENITIVES else there.end
    return past_article(words, end), there.readings[0].code


def _committee_end(words: Sequence[str], begin: int) -> int:
    """Return the index after "committee", where only subjects and names stand before it; 0 if none does."""
    at = begin
    while at < min(len(words), begin + _LONGEST):
        word = word_at(words, at)
        if word in _words("committees"):
            return _past_subject(words, at + 1)
        subject = match_subject(words, at)
        if subject:
            at = subject[1]
        elif words[at][:1].isupper() or word in _words("adjectives"):
            at += 1
        else:
            return 0
    return 0


def _past_subject(words: Sequence[str], end: int) -> int:
    """Pass "on foreign affairs" after "committee"."""
    if word_at(words, end) not in {"on", "for"}:
        return end
    begin = past_article(words, end + 1)
    subject = match_subject(words, begin) if begin < len(words) else None
    return subject[1] if subject else end


def _named(words: Sequence[str], begin: int, end: int, owner: str | None) -> Named:
    return Named(f"the {' '.join(words[begin:end]).casefold()}", end, owner)


# ---- before a head ------------------------------------------------------------------------------


def led_by_name(words: Sequence[str], at: int) -> PostMatch | None:
    """Read a committee or a named body before its head: "Senate Foreign Relations Committee chairman", "IAEA chief".

    Example:
        >>> found = led_by_name("IAEA chief Rafael Grossi".split(), 0)
        >>> found.office, found.of, found.end
        ('head', 'IAEA', 2)
        >>> found = led_by_name("Frelimo leader Daniel Chapo".split(), 0)
        >>> found.office, found.end
        ('leader of Frelimo', 2)
    """
    committee = match_committee(words, at)
    if committee:
        return _led(words, at, committee, "LEG")
    local = _local(words, at)
    if local:
        return local
    org, group = match_organisation(words, at), match_group(words, at)
    if org and (group is None or org.end >= group[1]):
        return _chief(words, at, org.end, org.id)
    if group is None or group[0].sector not in _ACTING:
        return None
    return _led(words, at, Named(" ".join(words[at : group[1]]), group[1], None), group[0].sector, of_group=True)


def _led(words: Sequence[str], at: int, body: Named, sector: str, *, of_group: bool = False) -> PostMatch | None:
    rank = word_phrases("ranks").longest(words, body.end)
    head = word_phrases("heads").longest(words, rank[1] if rank else body.end)
    if head is None and rank:
        rank, head = None, word_phrases("heads").longest(words, body.end)
    if head is None and of_group:
        head = _words_of_group(words, rank[1] if rank else body.end)
    if head is None or head[0] in {"official", "judge"} or (of_group and not _before_name(words, head[1])):
        return None
    prefix = f"{rank[0]} " if rank and rank[0] not in post_data()["ranks"]["same"] else ""
    base = posts().get(head[0], Post(office=head[0], level="official"))
    post = replace(base, sector=sector)
    office = f"{prefix}{head[0]} of {body.words}"
    return PostMatch(post=post, office=office, start=at, title=at, end=head[1], extra=body.words, of=body.code)


def _local(words: Sequence[str], at: int) -> PostMatch | None:
    """Read a place before who governs it: "Lagos State Governor", "Moscow Mayor", "Punjab's chief minister".

    Example:
        >>> found = _local("Lagos State Governor Babajide Sanwo-Olu".split(), 0)
        >>> found.office, found.of, found.end
        ('governor of Lagos State', 'NGA', 3)
    """
    place, there = match_locality(words, at), match_state(words, at)
    capital = there is not None and bool(there.readings) and there.readings[0].by == "capital"
    if place is not None and not place[0].scattered and (there is None or place[1] > there.end):
        end, state = place[1], place[0].state
    elif there is not None and capital:
        end, state = there.end, there.readings[0].code
    else:
        return None
    end = end + 1 if end < len(words) and words[end] in _words("divisions") else end
    named = " ".join(words[at:end])
    begin = end + 1 if word_at(words, end) in _GENITIVES else end
    title = next(
        (office for office in _LOCAL if words[begin : begin + len(office)] and _says(words, begin, office)), None
    )
    if title is None:
        return None
    office = " ".join(title)
    return PostMatch(
        post=posts()[office],
        office=f"{office} of {named}",
        start=at,
        title=at,
        end=begin + len(title),
        extra=named,
        of=state,
    )


def _says(words: Sequence[str], at: int, office: Sequence[str]) -> bool:
    return [word_at(words, at + i) for i in range(len(office))] == list(office)


def _words_of_group(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """Read what leads a party or firm and no body: "leader", "CEO"."""
    word = word_at(words, at)
    offices = {"leader": "leader", "ceo": "chief executive officer", "founder": "founder", "co-leader": "leader"}
    return (offices[word], at + 1) if word in offices else None


def _chief(words: Sequence[str], at: int, end: int, known: str) -> PostMatch | None:
    """Read "chief", "boss" or "head" after an organisation, where a name or no further noun follows."""
    if word_at(words, end) not in {"chief", "boss", "head"} or not _before_name(words, end + 1):
        return None
    one = organisation(known)
    if one.kind == "OUTLET":
        return None
    state = one.kind == "STATE"
    office = f"head of {one.name}" if state else "head"
    post = replace(posts()["head"], sector=one.sector)
    return PostMatch(post=post, office=office, start=at, title=at, end=end + 1, of=one.of if state else known)


def _before_name(words: Sequence[str], at: int) -> bool:
    """Tell whether a title ends here: a name, a sign, a verb of speech or a preposition follows."""
    if at >= len(words):
        return True
    return words[at][:1].isupper() or not words[at][:1].isalpha() or word_at(words, at) in _words("closing")


# ---- after "of" ---------------------------------------------------------------------------------


def of_committee(words: Sequence[str], found: PostMatch) -> PostMatch | None:
    """Read "of the upper house's foreign affairs committee" after a title."""
    if not _LEADING.intersection(found.office.split()) or word_at(words, found.end) not in {"of", "on"}:
        return None
    committee = match_committee(words, found.end + 1)
    if committee is None:
        return None
    post = replace(found.post, sector="LEG", level="legislator")
    office = f"{found.office} of {committee.words}"
    done = replace(found, post=post, office=office, end=committee.end, extra=committee.words)
    return replace(done, of=committee.code or done.of) if committee.code else _of_parliament(words, done)


def _of_parliament(words: Sequence[str], found: PostMatch) -> PostMatch:
    """Read "of the Lok Sabha", "of the Moldovan parliament" after a committee."""
    begin = past_article(words, found.end + 1)
    if word_at(words, found.end) != "of" or begin >= len(words):
        return found
    at, owner = _state_before(words, begin)
    body = match_body(words, at) if at < len(words) else None
    if body is None or body.sector != "LEG":
        return replace(found, of=owner, end=at) if owner else found
    org = match_organisation(words, at)
    return replace(found, of=organisation(org.id).of if org and org.end == body.end else owner, end=body.end)


def of_mission(words: Sequence[str], found: PostMatch) -> PostMatch:
    """Read on after an organisation that owns a title: "head of the OSCE | mission in Skopje"."""
    word = word_at(words, found.end)
    if found.of is None or word not in _words("missions") or not _LEADING.intersection(found.office.split()):
        return found
    end = found.end + 1
    begin = past_article(words, end + 1)
    if word_at(words, end) in {"in", "to", "for", "on"} and begin < len(words) and words[begin][:1].isupper():
        there = match_state(words, begin)
        named = Named("", there.end, None) if there else unlisted_at(words, begin, "")
        end = named.end if named else end
    at = next((i for i in range(found.end, found.title, -1) if word_at(words, i - 1) == "of"), found.end)
    phrase = " ".join(words[past_article(words, at) : end])
    return replace(found, office=f"{found.office} of the {phrase}", end=end, extra=phrase)

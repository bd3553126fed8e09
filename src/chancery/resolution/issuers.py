"""Says who issues a statement: the state of the ministry that publishes it, or those in whose name it is made jointly.

"We condemn" in a ministry's release without a signature is its state's condemnation; in a joint statement it is that
of the states and bodies that the heading or the opening lines list, else of those who the opening says met.

Source: codebook, sections 4 and 6.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from chancery.codebooks.outlets import publishing_state
from chancery.codebooks.states import states
from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy
from chancery.model.text import BlockKind, Span
from chancery.resolution.people import Local, is_gone
from chancery.resolution.scene import Ref, Scene
from chancery.resolution.sides import facing

_JOINT: Final = re.compile(
    r"\b(?:joint|trilateral|quadrilateral|tripartite)\s+(?:\w+\s+)?(?:statement|communiqu|declar)", re.IGNORECASE
)
_STATEMENT: Final = re.compile(r"\b(?:statements?|communiqu\u00e9s?|communiques?|declarations?)\b", re.IGNORECASE)
_ISSUING: Final = re.compile(r"\b(?:by|from|of|between)\b|:|[\u2019']s\b", re.IGNORECASE)
_ABOUT: Final = re.compile(
    r"\b(?:on|regarding|concerning|about|condemning|welcoming|calling|following|after|at|before|during|against|over|"
    r"in (?:support|response|connection)|with regard|to mark|marking)\b|[:.;\n]",
    re.IGNORECASE,
)
_WE: Final = re.compile(r"\bWe, (?:the\b|as\b)?")
_NEXT: Final = re.compile(
    r"(?:'s|\u2019s)?[\s,;]*(?:and\s+|as well as\s+)*(?:the\s+)?(?:[A-Z][\w ]{0,60} (?:of|for) (?:the )?)?"
)
_CHIEFS: Final = re.compile(
    r"^(?:acting )?(?:president|prime minister|king|queen|emir|sultan|chancellor|crown prince|.*\bminister)\b"
)
_OFFICIAL: Final = re.compile(
    r"\b(?:(?:under)?secretary|envoy|representative|ambassador|spokes\w+|counsell?or|coordinator|minister|charg\u00e9)\b"
)
_OPENING: Final = 4  # blocks with words in which a joint statement says whose it is
_SEVERAL: Final = 2


def issuing_state(scene: Scene) -> str | None:
    """Return the state whose ministry or presidency publishes a report."""
    return publishing_state(scene.report.outlet) if scene.report.outlet else None


def find_issuers(scene: Scene, events: Sequence[EventMention]) -> tuple[Ref, ...]:
    """Return whom "we" means in a statement that nobody signs; none where several could be meant.

    Args:
        scene: The report.
        events: Its events, in the order of the text.
    """
    opening = opening_of(scene)
    text = scene.report.text
    for one in (_WE.search(text, span.start, span.end) for span in opening):
        if one is not None and (named := _named_after(scene, one.end())):
            return named
    for span in opening:
        listed = _listed(scene, span)
        if len(listed) >= _SEVERAL:
            return listed
    if is_joint_statement(scene):
        return _met(scene, events, opening)
    state = issuing_state(scene)
    return (Ref(EntityKind.STATE, state),) if state is not None else ()


def is_joint_statement(scene: Scene) -> bool:
    """Tell whether the opening of a report calls it a statement of several."""
    if _JOINT.search(scene.report.title or "") is not None:
        return True
    return any(_JOINT.search(scene.report.text, span.start, span.end) is not None for span in opening_of(scene))


def settle_issued(scene: Scene, people: Sequence[Local], events: Sequence[EventMention]) -> None:
    """Give officials whom nothing else gives a state that of the ministry whose release names them.

    A ministry leaves out the state of its own: "Deputy Secretary X met the Peruvian minister". Ministers and heads of
    state of others are often named without theirs as well, so that of those only who acts first is taken for its own;
    and whoever meets one of its own, or is acted on by that state, may come from elsewhere.
    """
    state = issuing_state(scene)
    if state is None or is_joint_statement(scene):
        return
    entities = scene.seen.entities
    faced = {i for event in events if event.type == "CONSULT" for i in facing(scene, event, state)}
    for event in events:
        # "the United States calls on President X", "we call on": but who reaffirms U.S. support may be its own
        if any(state == entities[i].key or _is_we(entities[i]) for i in event.actors):
            faced.update(event.recipients)
    meetings: dict[int, list[tuple[int, ...]]] = {}
    for event in events:
        for i in event.actors if event.type == "CONSULT" and event.mode != "visit" else ():
            meetings.setdefault(i, []).append(event.actors)
    first = next((i for event in events for i in event.actors if _is_named(entities[i])), None)
    own: set[int] = set()
    for local in sorted(people, key=lambda one: one.mentions[:1]):
        plain = [office for office, of, flags in local.posts if of is None and not is_gone(flags)]
        if local.home == state or any(of == state for _, of, flags in local.posts if not is_gone(flags)):
            own.update(local.mentions)
            continue
        if local.home is not None or not plain or any(of is not None for _, of, _ in local.posts):
            continue
        high = any(_CHIEFS.search(office) for office in plain) and first not in local.mentions
        met = any(not own.isdisjoint(meeting) for i in local.mentions for meeting in meetings.get(i, ()))
        if high or met or faced.intersection(local.mentions) or not any(map(_OFFICIAL.search, plain)):
            continue
        local.home = state
        own.update(local.mentions)


def _is_we(mention: EntityMention) -> bool:
    return mention.by is NamedBy.PRONOUN and mention.name.lower() == "we"


def _is_named(mention: EntityMention) -> bool:
    return mention.kind is EntityKind.PERSON and mention.by is NamedBy.NAME


def opening_of(scene: Scene) -> list[Span]:
    """Return the heading and the first blocks of a report."""
    kinds = {BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.PARAGRAPH, BlockKind.BYLINE}
    return [block.span for block in scene.report.blocks if block.kind in kinds][:_OPENING]


def _listed(scene: Scene, span: Span) -> tuple[Ref, ...]:
    """Return the states and bodies that a line lists as those who make a statement: "the statement by A and B"."""
    text = scene.report.text
    statement = _STATEMENT.search(text, span.start, span.end)
    within = named_behind(text, Span(statement.end(), span.end)) if statement is not None else None
    if within is None:
        return ()
    found = (_party(one) for one in scene.seen.entities if within.contains(one.span))
    return tuple(dict.fromkeys(ref for ref in found if ref is not None))


def named_behind(text: str, span: Span) -> Span | None:
    """Return where the words behind "statement" say whose it is, before what it is about; None where they do not.

    Args:
        text: The report's text.
        span: From the word to the end of its line.
    """
    by = _ISSUING.search(text, span.start, span.end)
    if by is None or _ABOUT.search(text, span.start, by.start()):  # "statement on the situation of refugees"
        return None
    about = _ABOUT.search(text, by.end(), span.end)
    return Span(by.end(), about.start() if about is not None else span.end)


def _named_after(scene: Scene, start: int) -> tuple[Ref, ...]:
    """Return the parties of a list that begins right there: "We, the foreign ministers of Chile, Peru and Cuba"."""
    found: list[Ref] = []
    end = start
    for one in scene.seen.entities:
        if one.span.start < start:
            continue
        if _NEXT.fullmatch(scene.report.text, end, max(end, one.whole.start)) is None:
            break
        ref = _party(one)
        end = one.whole.end
        if ref is not None:
            found.append(ref)
    return tuple(dict.fromkeys(found))


def _party(mention: EntityMention) -> Ref | None:
    """Return the state or body that a mention in such a list stands for: "France", "the Foreign Minister of Chile"."""
    if mention.kind is EntityKind.ORGANISATION and mention.key is not None:
        return Ref(EntityKind.ORGANISATION, mention.key)
    code = mention.key if mention.kind is EntityKind.STATE else mention.of if mention.office else None
    if code is None:
        return None
    return Ref(EntityKind.STATE if code in states() else EntityKind.ORGANISATION, code)


def _met(scene: Scene, events: Sequence[EventMention], opening: Sequence[Span]) -> tuple[Ref, ...]:
    """Return those who the opening of a joint statement says met, or signed something together."""
    for event in events:
        if event.type != "CONSULT" or not any(span.contains(event.span) for span in opening):
            continue
        acting = (scene.seen.entities[i] for i in event.actors)
        met = tuple(dict.fromkeys(ref for one in acting if one.by is not NamedBy.PRONOUN and (ref := _party(one))))
        if len(met) >= _SEVERAL:
            return met
    return ()

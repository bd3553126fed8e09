"""Entities from the mentions of all reports: states, organisations, places and people, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.codebooks.organisations import organisations
from chancery.codebooks.states import state_forms, states
from chancery.model.evidence import Evidence
from chancery.model.facts import Question, Sighted
from chancery.model.mentions import EntityKind, NamedBy
from chancery.model.offices import Entity
from chancery.model.rulings import NO_RULINGS, Rulings
from chancery.resolution.clusters import Cluster, report_of
from chancery.resolution.coreference import Referents
from chancery.resolution.decided import find_decided
from chancery.resolution.identity import Asked, join_people
from chancery.resolution.ids import fact_id, slug
from chancery.resolution.people import Local
from chancery.resolution.scene import Ref, Scene

_SUFFIX: Final = 4  # characters of the hash that tells two namesakes apart
_STATE_FORMS: Final = frozenset({"name", "adjective", "demonym", "capital", "seat"})


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone and everything that the reports name.

    Attributes:
        entities: In the order of their ids.
        ids: Entity id of each referent.
        because: How the reports' people were joined, by entity id.
        countries: State of each person that has one.
        sighted: Each report's people, with why they were joined.
        questions: People that may be one.
    """

    entities: tuple[Entity, ...]
    ids: dict[Ref, str]
    because: dict[str, tuple[str, ...]]
    countries: dict[str, str]
    sighted: tuple[Sighted, ...] = ()
    questions: tuple[Question, ...] = ()


def gather_cast(
    scenes: Sequence[Scene],
    referents: Sequence[Referents],
    *,
    reprints: Collection[str] = (),
    rulings: Rulings = NO_RULINGS,
) -> Cast:
    """Identify everything that the reports name.

    Args:
        scenes: The reports, in the order of their ids.
        referents: Whom their mentions mean, in the same order.
        reprints: Ids of reports whose spellings do not make a name commoner.
        rulings: What people decided about who is one person.
    """
    people = [local for told in referents for local in told.people]
    days = {scene.report.id: scene.dating.published for scene in scenes if scene.dating.published is not None}
    joined = join_people(people, days, find_decided(people, rulings))
    entities: dict[str, Entity] = {}
    ids: dict[Ref, str] = {}
    because: dict[str, tuple[str, ...]] = {}
    for ref, found in sorted(_names(scenes, referents, reprints).items()):
        entity = _thing(ref, found)
        entities[entity.id], ids[ref] = entity, entity.id
    for name, cluster in _person_ids(joined.clusters, set(entities), reprints):
        entities[name] = _person(name, cluster, reprints)
        because[name] = cluster.because
        ids.update((local.ref, name) for local in cluster.locals)
    named = (entity for entity in entities.values() if entity.kind is EntityKind.PERSON)
    countries = {entity.id: entity.country for entity in named if entity.country is not None}
    by_report = {scene.report.id: scene for scene in scenes}
    return Cast(
        tuple(entities[name] for name in sorted(entities)),
        ids,
        because,
        countries,
        tuple(sorted(_sighted(joined.clusters, ids, by_report), key=lambda s: (s.entity, s.evidence))),
        tuple(sorted(_questions(joined.questions, ids, by_report), key=lambda q: q.id)),
    )


def _sighted(clusters: Iterable[Cluster], ids: Mapping[Ref, str], scenes: Mapping[str, Scene]) -> Iterator[Sighted]:
    """Yield each report's people with the sentence that names them and why they were joined."""
    for cluster in clusters:
        for local, because in zip(cluster.locals, cluster.reasons, strict=True):
            name = local.fullest.written
            yield Sighted(entity=ids[local.ref], name=name, because=because, evidence=_named_at(local, scenes))


def _questions(asked: Iterable[Asked], ids: Mapping[Ref, str], scenes: Mapping[str, Scene]) -> Iterator[Question]:
    for one, other, because in asked:
        pair = sorted((ids[cluster.locals[0].ref], _named_at(cluster.locals[0], scenes)) for cluster in (one, other))
        (first, said), (second, told) = pair
        name = fact_id("q", "same person", first, second, said.report, said.span.start, told.report, told.span.start)
        evidence = tuple(dict.fromkeys((said, told)))
        yield Question(id=name, kind="same person", one=first, other=second, because=because, evidence=evidence)


def _named_at(local: Local, scenes: Mapping[str, Scene]) -> Evidence:
    """Return the sentence that names somebody first; of a transcript's label, the title or the first sentence."""
    scene = scenes[report_of(local)]
    sentences = scene.seen.sentences
    if local.mentions and sentences:
        span = scene.seen.entities[local.mentions[0]].span
        return scene.evidence(sentences[max(0, scene.sentence_at(span.start))])
    return scene.evidence(sentences[0] if sentences else scene.report.blocks[0].span)


def _names(
    scenes: Sequence[Scene], referents: Sequence[Referents], reprints: Collection[str]
) -> dict[Ref, Counter[str]]:
    """Count the forms in which each state, organisation and place occurs; those of reprints are listed, not counted."""
    found: dict[Ref, Counter[str]] = {}
    for scene, told in zip(scenes, referents, strict=True):
        once = int(scene.report.id not in reprints)
        for mention, refs in zip(scene.seen.entities, told.refs, strict=True):
            for ref in refs:
                if ref.kind is EntityKind.PERSON:
                    continue
                forms = found.setdefault(ref, Counter())
                if ref.kind is EntityKind.STATE:
                    forms.update(dict.fromkeys(_state_form(mention.name, ref.key), once))
                elif mention.kind is ref.kind and mention.by is NamedBy.NAME:
                    forms[mention.name.removeprefix("the ").removeprefix("The ")] += once
            if mention.of in states():
                found.setdefault(Ref(EntityKind.STATE, str(mention.of)), Counter())
    return found


def _state_form(phrase: str, code: str) -> list[str]:
    """Return the longest form of a state in a phrase: "Kyrgyz" of "Kyrgyz Foreign Ministry"."""
    words = phrase.replace("\u2019", "'").removeprefix("the ").split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            form = " ".join(words[start : start + length]).removesuffix("'s").removesuffix("'").strip(",.")
            for spelling in (form, form.title() if form.isupper() else form):
                if any(r.code == code and r.by in _STATE_FORMS for r in state_forms().get(spelling, ())):
                    return [form]
    return []


def _thing(ref: Ref, forms: Counter[str]) -> Entity:
    names = _ordered(forms)
    if ref.kind is EntityKind.STATE:
        entry = states()[ref.key]
        return Entity(
            id=entry.code, kind=ref.kind, name=entry.name, names=_with(entry.name, names), country=entry.alpha3
        )
    if ref.kind is EntityKind.ORGANISATION and ref.key in organisations():
        known = organisations()[ref.key]
        names = _with(known.name, names)
        return Entity(id=known.id, kind=ref.kind, name=known.name, names=names, country=_country(known.of))
    name = max(names, key=lambda n: (len(n), n)) if names else ref.key
    key = ref.key if ref.kind is EntityKind.ORGANISATION else f"place-{slug(ref.key)}"
    return Entity(id=key, kind=ref.kind, name=name, names=names or (name,))


def _country(code: str | None) -> str | None:
    return states()[code].alpha3 if code is not None and code in states() else None


def _with(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return names or (name,)


def _ordered(forms: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted((form for form in forms if form), key=lambda form: (-forms[form], form)))


def _person_ids(clusters: Iterable[Cluster], taken: set[str], reprints: Collection[str]) -> list[tuple[str, Cluster]]:
    """Give each person the slug of the fullest name; namesakes a suffix from where they are named first."""
    by_slug: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        by_slug.setdefault(slug(_full_name(cluster, reprints)), []).append(cluster)
    found: list[tuple[str, Cluster]] = []
    for name, group in by_slug.items():
        for cluster in group:
            unique = len(group) == 1 and name not in taken
            suffix = fact_id("p", cluster.locals[0].ref.key)[-_SUFFIX:]
            found.append((name if unique else f"{name}-{suffix}", cluster))
    return found


def _forms(cluster: Cluster, reprints: Collection[str]) -> Counter[str]:
    """Count the spellings of a person's name; those of reprints are listed, not counted."""
    forms: Counter[str] = Counter()
    for local in cluster.locals:
        once = int(report_of(local) not in reprints)
        for name in local.names:
            forms[name.written] += once
    return forms


def _full_name(cluster: Cluster, reprints: Collection[str]) -> str:
    """Return the commonest of the fullest spellings."""
    counts = _forms(cluster, reprints)
    most = max(len(name.written.split()) for name in cluster.names)
    full = [form for form in counts if len(form.split()) == most]
    return min(full, key=lambda form: (-counts[form], form.isupper(), form))


def _person(name: str, cluster: Cluster, reprints: Collection[str]) -> Entity:
    forms = _forms(cluster, reprints)
    country = min(cluster.owners, key=lambda of: (of not in states(), -cluster.owners[of], of), default=None)
    return Entity(
        id=name,
        kind=EntityKind.PERSON,
        name=_full_name(cluster, reprints),
        names=_ordered(forms),
        country=_country(country),
    )

"""Measures the matcher of people: pairs of names, and the cost and faults of joining many mentions.

    python bench/identity.py              both parts of the pairs, then 1,000 to 100,000 mentions
    python bench/identity.py --mentions 1000000

People are made up: names of six traditions, an office of a state each, brothers and namesakes among
them. Mentions spell them in several systems, leave given names out, and hold misprints. The truth is
known, so joins are counted: `mixed` people hold mentions of two, `one` are joined whole.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.mentions import EntityKind
from chancery.resolution.identity import join_people
from chancery.resolution.names import read_name
from chancery.resolution.people import Local
from chancery.resolution.scene import Ref

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "resolution"))
from named_pairs import KEPT_APART, TUNED, read_pairs, score

TEN: Final = 10  # mentions of a person
SIZES: Final = (1_000, 10_000, 30_000, 100_000)
SHARES: Final = {"surname": 0.15, "initial": 0.03, "misprint": 0.01, "no title": 0.3}
OFFICES: Final = (
    "foreign minister", "president", "prime minister", "ambassador", "defence minister", "spokesperson",
    "deputy foreign minister", "speaker of parliament", "finance minister", "adviser",
)  # fmt: skip
NAMES: Final = {  # given names, beginnings and endings of surnames
    "RUS UKR BLR": (
        (
            "Sergei Andrei Dmitry Aleksei Nikolai Mikhail Viktor Vladimir Yuri Yevgeny Igor Oleg Pavel Boris "
            "Konstantin Maksim Anatoly Leonid Gennady Valery Roman Denis Artem Stepan"
        ),
        (
            "Petr Ivan Mikh Kuzn Vol Soko Zhar Khar Shcher Bely Grig Lebed Medv Nik Orl Pavl Rom Sem Tikh "
            "Ushak Fed Chern Yak Zait Tarkh Bolsh Dmitr Gromyk Zhukh Kharlam"
        ),
        "ov ev enko sky in yev ovsky chenko",
    ),
    "KGZ KAZ UZB": (
        (
            "Almaz Bakyt Chingiz Erlan Kanat Kubat Marat Nurlan Omurbek Ruslan Sadyr Sooronbai Temir Ulan "
            "Zhantoro Zhenish Azamat Daniyar Kairat Talant"
        ),
        (
            "Akma Asan Atam Baki Jeen Japar Kazak Mamat Nurma Osmon Sari Tokt Abdyl Ibrai Orozb Sult Tash "
            "Tekeb Zhum Esen Karag Moldo Rysk Sady Toktog"
        ),
        "baev bekov ov ev aliev kulov",
    ),
    "EGY IRQ JOR SAU": (
        (
            "Mohammed Ahmed Ali Hassan Hussein Khaled Omar Yusuf Ibrahim Mahmoud Mustafa Nabil Faisal Tariq "
            "Walid Samir Karim Jamal Rashid Salim Abdullah Hamid"
        ),
        (
            "Masr Jubo Khatib Najj Haddad Shami Tikr Basr Maghr Qurash Dulaim Sharq Ansar Hashem Rubai "
            "Zubaid Kindi Ghamd Harth Otaib Shamm Dosar Balush"
        ),
        "i awi ani iri uri",
    ),
    "IRN AFG PAK": (
        "Hossein Javad Reza Mehdi Abbas Saeed Hamid Kazem Majid Mohsen Nasser Sadegh Vahid Yadollah Zia Farhad Bahram",
        (
            "Ahmad Rahim Karim Larij Mous Tehran Shiraz Kerman Tabriz Moham Hashem Jahan Soleim Rostam Farah "
            "Golp Nour Ebrahim Daneshv"
        ),
        "i zadeh pour ian nejad",
    ),
    "KOR PRK": (
        (
            "Jong-su Yong-ho Myung-hee Tae-yang Seung-min Kyung-wha Hyun-woo Chol-su Geun-tae Dong-hyun "
            "Sung-jin Young-chul Jae-in Min-soo Sang-ho Eun-ji"
        ),
        "Kim Lee Park Choi Jung Kang Cho Yoon Lim Han Oh Seo Shin Kwon Hwang Ahn Song Ryu Hong Moon",
        "",
    ),
    "GBR USA FRA DEU": (
        (
            "John James Peter Thomas Anna Maria Robert Michael David Susan Karen Paul Mark Laura George "
            "Helen Philip Claire Martin Julia Simon Andrew"
        ),
        (
            "Hart Brook Mill Wood Stone Ash Clay Fair Gold Hill Lang Mar North Oak Rad Sher Thorn Under West "
            "Whit Bram Cald Dun Ellis Fox Green Holl King"
        ),
        "ford well man er son ley ton field worth berg",
    ),
}
SPELLINGS: Final = {
    "RUS UKR BLR": (("ei", "ey"), ("kh", "h"), ("yev", "iev"), ("sky", "skiy"), ("ry", "ri"), ("ev", "yev")),
    "KGZ KAZ UZB": (("ev", "yev"), ("zh", "j"), ("J", "Zh"), ("bai", "bay"), ("aliev", "aliyev")),
    "EGY IRQ JOR SAU": (("Mohammed", "Muhammad"), ("Khaled", "Khalid"), ("ou", "u"), ("q", "k"), ("ss", "s")),
    "IRN AFG PAK": (("Hossein", "Hussein"), ("ou", "u"), ("ee", "i"), ("Kazem", "Kazim"), ("gh", "q")),
    "KOR PRK": (("-", " "), ("Lee", "Yi"), ("Park", "Pak"), ("Choi", "Choe"), ("ung", "yong"), ("oo", "u")),
    "GBR USA FRA DEU": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up person."""

    given: str
    family: str
    region: str
    state: str
    office: str
    day: dt.date

    @property
    def eastern(self) -> bool:
        """Whether the family name stands first."""
        return "KOR" in self.region


def town(number: int) -> str:
    """Return the name of a made-up town."""
    parts = "bel dor fan gar hol kem lin mar nor pel ros sul tam vel wen zor".split()
    return f"{parts[number % 16]}{parts[number // 16 % 16]}{parts[number // 256 % 16]}".title()


def make_people(number: int, chance: random.Random) -> list[Made]:
    """Make people with different full names; about ten hold each office of a state, one after another or at once."""
    found: dict[tuple[str, str], Made] = {}
    regions = list(NAMES)
    states = {state for region in regions for state in region.split()}
    towns = max(0, number // (TEN * len(states)) - len(OFFICES))
    offices = (*OFFICES, *(f"mayor of {town(at)}" for at in range(towns)))
    while len(found) < number:
        region = chance.choice(regions)
        given, begin, end = (part.split() for part in NAMES[region])
        family = chance.choice(begin) + (chance.choice(end) if end else "")
        if end and chance.random() < 0.5:  # noqa: PLR2004 - more families than the lists alone make
            family = f"{chance.choice('BDGKLMNPRSTV')}{chance.choice('aeiou')}{family.lower()}"
        name = chance.choice(given), family
        day = dt.date(2000, 1, 1) + dt.timedelta(days=chance.randrange(8000))
        found.setdefault(name, Made(*name, region, chance.choice(region.split()), chance.choice(offices), day))
    return list(found.values())


def spell(made: Made, chance: random.Random) -> tuple[str, bool]:
    """Return a spelling of a name, and whether it needs its title."""
    given, family = made.given, made.family
    for old, new in SPELLINGS[made.region]:
        if chance.random() < 0.25:  # noqa: PLR2004 - a spelling in four
            given, family = given.replace(old, new), family.replace(old, new)
    draw = chance.random()
    if draw < SHARES["misprint"] and len(family) > 7:  # noqa: PLR2004 - long enough to be one
        at = chance.randrange(2, len(family) - 2)
        return f"{given} {family[:at]}{family[at + 1 :]}", True
    if draw < SHARES["misprint"] + SHARES["surname"]:
        return family, True
    if draw < SHARES["misprint"] + SHARES["surname"] + SHARES["initial"] and not made.eastern:
        return f"{given[0]}. {family}", True
    return (f"{family} {given}" if made.eastern else f"{given} {family}"), False


def make_mentions(people: Sequence[Made], number: int, chance: random.Random) -> Iterator[tuple[Local, int, dt.date]]:
    """Yield people of reports, whom they are, and the day of the report."""
    for at in range(number):
        who = chance.randrange(len(people))
        made = people[who]
        written, titled = spell(made, chance)
        local = Local(Ref(EntityKind.PERSON, f"{at:08}:0"), frozenset({made.state}))
        local.names.append(read_name(written))
        if titled or chance.random() > SHARES["no title"]:
            local.posts.append((made.office, made.state, ()))
        yield local, who, made.day + dt.timedelta(days=chance.randrange(700))


def measure(number: int, seed: int) -> str:
    """Join mentions and say how long it took and how well it went."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, nothing secret
    people = make_people(max(TEN, number // TEN), chance)
    made = list(make_mentions(people, number, chance))
    truth = {local.ref: who for local, who, _ in made}
    days = {local.ref.key.partition(":")[0]: Edtf.parse(day.isoformat()) for local, _, day in made}
    began = time.process_time()
    found = join_people([local for local, _, _ in made], days)
    spent = time.process_time() - began
    pairs: Counter[tuple[int, int]] = Counter()
    mixed = sum(len({truth[local.ref] for local in cluster.locals}) > 1 for cluster in found.clusters)
    whole: dict[int, set[int]] = defaultdict(set)
    for at, cluster in enumerate(found.clusters):
        for local in cluster.locals:
            whole[truth[local.ref]].add(at)
            pairs[at, truth[local.ref]] += 1
    joined = sum(n * (n - 1) // 2 for n in Counter(at for (at, _), n in pairs.items() for _ in range(n)).values())
    right = sum(n * (n - 1) // 2 for n in pairs.values())
    wanted = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    one = sum(len(places) == 1 for places in whole.values())
    return (
        f"{number:>9,} mentions  {len(people):>7,} people  {spent:7.1f} s  {1e6 * spent / number:6.0f} us a mention  "
        f"pairs: precision {100 * right / max(1, joined):5.1f} recall {100 * right / max(1, wanted):5.1f}  "
        f"whole {100 * one / len(whole):4.1f} %  mixed {mixed:,}  questions {len(found.questions):,}"
    )


def main() -> None:
    """Print both parts of the pairs and the curve."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--mentions", type=int, action="append", help="measure this size alone")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    for path in (TUNED, KEPT_APART):
        got = score(read_pairs(path))
        print(
            f"{path.stem}: {got.pairs} pairs, {got.negatives} of them two people; "
            f"precision {got.precision:.1f}, recall {got.recall:.1f}"
        )
        for line in (*(f"  joined wrongly: {pair}" for pair in got.wrong), *(f"  missed: {p}" for p in got.missed)):
            print(line)
    for number in chosen.mentions or SIZES:
        print(measure(number, chosen.seed), flush=True)


if __name__ == "__main__":
    main()

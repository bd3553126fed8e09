"""Scores of coreference: MUC, B-cubed, CEAF-e and their mean, the CoNLL score.

Source: Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted Mentions"; written from the
formulas, for partitions of the same mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

Partition = Mapping[Hashable, Hashable]
"""Cluster by mention."""


def conll(gold: Partition, got: Partition) -> dict[str, float]:
    """Score one partition of mentions against another.

    Args:
        gold: Cluster by mention.
        got: Cluster by mention, of the same mentions.

    Returns:
        F1 in percent of MUC, B3 and CEAFe, and their mean as "CoNLL".
    """
    key, response = _clusters(gold), _clusters(got)
    scores = {
        "MUC": _f1(_muc(key, got), _muc(response, gold)),
        "B3": _f1(_b_cubed(key, response, gold, got), _b_cubed(response, key, got, gold)),
        "CEAFe": _ceaf(key, response, got),
    }
    return {**scores, "CoNLL": sum(scores.values()) / 3}


def _clusters(partition: Partition) -> dict[Hashable, frozenset[Hashable]]:
    found: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, cluster in partition.items():
        found[cluster].add(mention)
    return {name: frozenset(members) for name, members in found.items()}


def _f1(recall: float, precision: float) -> float:
    return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def _muc(clusters: Mapping[Hashable, frozenset[Hashable]], other: Partition) -> float:
    """Return the share of the links of clusters that another partition keeps."""
    links = sum(len(members) - 1 for members in clusters.values())
    kept = sum(len(members) - len({other[mention] for mention in members}) for members in clusters.values())
    return kept / links if links else 0.0


def _b_cubed(
    mine: Mapping[Hashable, frozenset[Hashable]],
    yours: Mapping[Hashable, frozenset[Hashable]],
    my_home: Partition,
    your_home: Partition,
) -> float:
    shares = (len(mine[my_home[m]] & yours[your_home[m]]) / len(mine[my_home[m]]) for m in my_home)
    return sum(shares) / len(my_home) if my_home else 0.0


def _ceaf(
    key: Mapping[Hashable, frozenset[Hashable]], response: Mapping[Hashable, frozenset[Hashable]], got: Partition
) -> float:
    """Return CEAF-e: the best one-to-one alignment of clusters by their own F1."""
    pairs: defaultdict[Hashable, dict[Hashable, float]] = defaultdict(dict)
    for name, members in key.items():
        for other in {got[mention] for mention in members}:
            shared = len(members & response[other])
            pairs[name][other] = 2 * shared / (len(members) + len(response[other]))
    best = sum(_assign(rows) for rows in _components(pairs))
    return 200 * best / (len(key) + len(response)) if key else 0.0


def _components(
    pairs: Mapping[Hashable, Mapping[Hashable, float]],
) -> Iterable[dict[Hashable, Mapping[Hashable, float]]]:
    """Split an assignment into parts that share nothing."""
    rows_of: defaultdict[Hashable, list[Hashable]] = defaultdict(list)
    for row, columns in pairs.items():
        for column in columns:
            rows_of[column].append(row)
    left = set(pairs)
    while left:
        waiting, part = [next(iter(left))], set[Hashable]()
        while waiting:
            row = waiting.pop()
            if row not in part:
                part.add(row)
                waiting += [other for column in pairs[row] for other in rows_of[column]]
        left -= part
        yield {row: pairs[row] for row in part}


def _assign(rows: Mapping[Hashable, Mapping[Hashable, float]]) -> float:
    """Return the greatest sum of one value per row and column (Kuhn and Munkres)."""
    columns = sorted({column for row in rows.values() for column in row}, key=str)
    table = [[row.get(column, 0.0) for column in columns] for row in rows.values()]
    if len(table) > len(columns):
        table = [list(column) for column in zip(*table, strict=True)]
    return _hungarian(table)


def _hungarian(  # noqa: C901 - the algorithm is one loop; cut up, it says less
    value: Sequence[Sequence[float]],
) -> float:
    """Solve the assignment for a table with no more rows than columns."""
    n, m = len(value), len(value[0])
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        match[0], column = row, 0
        least, way, used = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while True:
            used[column] = True
            here, delta, after = match[column], float("inf"), 0
            for other in range(1, m + 1):
                if used[other]:
                    continue
                cost = -value[here - 1][other - 1] - u[here] - v[other]
                if cost < least[other]:
                    least[other], way[other] = cost, column
                if least[other] < delta:
                    delta, after = least[other], other
            for other in range(m + 1):
                if used[other]:
                    u[match[other]] += delta
                    v[other] -= delta
                else:
                    least[other] -= delta
            column = after
            if match[column] == 0:
                break
        while column:
            before = way[column]
            match[column] = match[before]
            column = before
    return sum(value[match[other] - 1][other - 1] for other in range(1, m + 1) if match[other])

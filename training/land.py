"""Writes the outline of the land that maps of visits are drawn on, from Natural Earth's coasts.

    npm pack world-atlas@2 && tar xzf world-atlas-2.0.2.tgz
    python training/land.py package/land-110m.json

The package holds Natural Earth (public domain) as TopoJSON. Coasts alone are drawn: where borders run is disputed.
"""

from __future__ import annotations

import argparse
import json
import re
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Final

ASSET: Final = Path(__file__).parents[1] / "src/chancery/views/assets/land.svg"
SMALLEST: Final = 0.4  # square degrees; smaller islands are left out
SOUTHERNMOST: Final = -60.0  # degrees of latitude: nobody visits Antarctica
_SVG: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -90 360 180" preserveAspectRatio="none">'
    '<path fill-rule="evenodd" fill="#8b9199" fill-opacity=".32" d="{path}"/></svg>\n'
)

EDGE: Final = 180.0  # degrees of longitude

Ring = list[tuple[float, float]]


def rings_of(topology: dict[str, Any]) -> list[Ring]:
    """Return the coasts as closed rings of longitude and latitude."""
    (across, down), (left, foot) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * across + left, y * down + foot))
        arcs.append(arc)
    rings: list[Ring] = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for numbers in polygon:
                ring: Ring = []
                for number in numbers:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    ring += arc[1:] if ring else arc
                rings += unrolled(ring)
    return rings


def unrolled(ring: Ring) -> list[Ring]:
    """Return a ring without leaps over the edge of the map: one that crosses it twice, each time going on beyond."""
    turn, whole = 0.0, ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        turn += -360 if x - before > EDGE else 360 if before - x > EDGE else 0
        whole.append((x + turn, y))
    beyond = {360 if x < 0 else -360 for x, _ in whole if abs(x) > EDGE}
    return [whole, *([(x + shift, y) for x, y in whole] for shift in beyond)]


def area(ring: Ring) -> float:
    """Return how many square degrees a ring encloses."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def write_path(rings: list[Ring]) -> str:
    """Write rings as an SVG path, in steps of a tenth of a degree, north above."""
    pieces: list[str] = []
    for ring in rings:
        points = [point for point, _ in groupby((round(10 * x), round(-10 * y)) for x, y in ring)]
        (x, y), *rest = points
        pieces.append(f"M{x / 10:g} {y / 10:g}l")
        steps = [(u - a, v - b) for (a, b), (u, v) in zip(points, rest, strict=False)]
        pieces.append(" ".join(f"{dx / 10:g} {dy / 10:g}" for dx, dy in steps) + "z")
    return re.sub(r"(?<!\d)0\.", ".", "".join(pieces).replace(" -", "-"))


def main() -> None:
    """Write the asset."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("topology", type=Path, metavar="LAND.json")
    topology = json.loads(parser.parse_args().topology.read_text(encoding="utf-8"))
    rings = [ring for ring in rings_of(topology) if area(ring) >= SMALLEST and max(y for _, y in ring) > SOUTHERNMOST]
    ASSET.write_text(_SVG.format(path=write_path(rings)), encoding="utf-8")


if __name__ == "__main__":
    main()

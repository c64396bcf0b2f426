"""Makes people/site/data/world.json, the outlines from which the maps of places are drawn, out of Natural Earth. Run once.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/python deploy/world_map.py package/countries-50m.json

Natural Earth is in the public domain, world-atlas (ISC) its TopoJSON. Each border is kept once, as a line of whole steps of
``UNIT`` degrees, so that those of two countries never gape, and a disputed one can be drawn in another way than the rest.
"""

import json
import math
import sys
from itertools import pairwise
from pathlib import Path

from babel.core import get_global

TARGET = Path(__file__).resolve().parent.parent / "people" / "site" / "data" / "world.json"
UNIT = 0.02
#: Bends that are smaller, in degrees, and islands with less area, in square degrees, are left out.
SMALLEST_BEND, SMALLEST_ISLAND = 0.05, 0.06
#: Areas without a code of ISO 3166, or with another status than their neighbours say: codes from the range for private use.
WITHOUT_CODE = {"Kosovo": "XK", "N. Cyprus": "XN", "Somaliland": "XS", "Siachen Glacier": "XG"}
CRIMEA, IN_CRIMEA = "XC", (34.2, 45.3)
LEFT_OUT = {"Antarctica", "Indian Ocean Ter."}
#: Borders of which two states, or a state and most others, say different things: pairs of areas, and from which latitude on.
DISPUTED = {
    ("UA", "XC"): -90, ("RU", "XC"): -90, ("RS", "XK"): -90, ("CY", "XN"): -90, ("SO", "XS"): -90, ("EH", "MA"): -90,
    ("IL", "PS"): -90, ("IN", "PK"): 32.5, ("CN", "IN"): -90, ("IN", "XG"): -90, ("PK", "XG"): -90, ("CN", "XG"): -90,
}  # fmt: skip


def main(path: str) -> None:
    topology = json.loads(Path(path).read_text(encoding="utf-8"))
    lines = [simplified(line) for line in lines_of(topology)]
    areas = areas_of(topology, lines)
    split_where_disputes_begin(areas, lines)
    used = sorted(
        {
            key if key >= 0 else ~key
            for polygons in areas.values()
            for rings in polygons
            for ring in rings
            for key in ring
        }
    )
    number = {key: place for place, key in enumerate(used)}
    renumbered = {
        code: [[[number[key] if key >= 0 else ~number[~key] for key in ring] for ring in rings] for rings in polygons]
        for code, polygons in sorted(areas.items())
    }
    world = {
        "source": "Natural Earth (public domain), by way of world-atlas 2.0.2; made by deploy/world_map.py",
        "unit": UNIT,
        "lines": [steps(lines[key]) for key in used],
        "areas": renumbered,
        "disputed": disputed(renumbered, [lines[key] for key in used]),
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(world, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes, {sum(map(len, (lines[key] for key in used)))} points")


def lines_of(topology) -> list[list[tuple[float, float]]]:
    """TopoJSON's arcs, in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def simplified(line: list) -> list:
    """By Douglas and Peucker: without points that lie near the line between those that stay."""
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    if line[0] == line[-1] and len(line) > 3:  # a ring has no two ends: its farthest point is the other one
        far = max(range(len(line)), key=lambda place: math.dist(line[0], line[place]))
        kept, waiting = {0, far, len(line) - 1}, [(0, far), (far, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = range(first + 1, last)
        if between:
            far = max(between, key=lambda place: away(line[place], line[first], line[last]))
            if away(line[far], line[first], line[last]) > SMALLEST_BEND:
                kept.add(far)
                waiting += [(first, far), (far, last)]
    return [line[place] for place in sorted(kept)]


def away(point, start, end) -> float:
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    part = min(1, max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length**2))
    return math.dist(point, (ax + part * (bx - ax), ay + part * (by - ay)))


def areas_of(topology, lines) -> dict[str, list]:
    """{code: polygons of rings of numbers of lines}; ~number: the line the other way round."""
    areas: dict[str, list] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        if shape["properties"]["name"] in LEFT_OUT:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        largest = max(polygons, key=lambda rings: size_of(rings[0], lines))
        for rings in polygons:
            if rings is largest or size_of(rings[0], lines) > SMALLEST_ISLAND:
                areas.setdefault(code_of(shape, rings, lines), []).append(rings)
    return areas


def code_of(shape, rings, lines) -> str:
    name = shape["properties"]["name"]
    if name in {"Russia", "Ukraine"} and is_in(IN_CRIMEA, points_of(rings[0], lines)):
        return CRIMEA
    return WITHOUT_CODE.get(name) or get_global("territory_aliases")[shape["id"]][0]


def points_of(ring, lines) -> list:
    return [point for key in ring for point in (lines[key] if key >= 0 else lines[~key][::-1])[:-1]]


def size_of(ring, lines) -> float:
    points = points_of(ring, lines)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*points, points[0]]))) / 2


def is_in(point, ring) -> bool:
    x, y = point
    crossed = [
        (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])
    ]
    return sum(crossed) % 2 == 1


def split_where_disputes_begin(areas, lines) -> None:
    """A border that is disputed from one latitude on becomes two lines."""
    for key, codes in beside(areas).items():
        latitude = DISPUTED.get(tuple(sorted(codes)), -90)
        sides = [y > latitude for _x, y in lines[key]]
        if latitude == -90 or len(set(sides)) == 1:
            continue
        place = next(place for place in range(1, len(sides)) if sides[place] != sides[0])
        new = len(lines)
        lines.append(lines[key][place:])
        lines[key] = lines[key][: place + 1]
        for rings in (rings for code in codes for rings in areas[code]):
            for ring in rings:
                ring[:] = [part for each in ring for part in {key: (key, new), ~key: (~new, ~key)}.get(each, (each,))]


def beside(areas) -> dict[int, set[str]]:
    """The areas on both sides of each line."""
    found: dict[int, set[str]] = {}
    for code, polygons in areas.items():
        for ring in (ring for rings in polygons for ring in rings):
            for key in ring:
                found.setdefault(key if key >= 0 else ~key, set()).add(code)
    return found


def steps(line) -> list[int]:
    """x and y of the first point, then how far each next one lies from the one before."""
    whole = [(round(x / UNIT), round(y / UNIT)) for x, y in line]
    moved = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(whole)]
    return [*whole[0], *(number for move in moved if move != (0, 0) for number in move)]


def disputed(areas, lines) -> list[int]:
    """The lines between areas of ``DISPUTED``."""
    return sorted(
        key
        for key, codes in beside(areas).items()
        if len(codes) == 2 and min(y for _x, y in lines[key]) >= DISPUTED.get(tuple(sorted(codes)), 91) - 0.5
    )


if __name__ == "__main__":
    main(sys.argv[1])

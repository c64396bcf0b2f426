"""Draws a small map: outlines of countries, one of them set apart, and a mark. Of numbers alone: it knows no record.

The outlines are made by deploy/world_map.py; the projection keeps areas true around the middle of the map (Lambert).
"""

import json
import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).parent / "data" / "world.json"
WIDTH, HEIGHT = 640, 420
#: How far from its middle a map shows the world, in radians: a village with what is around it, and no more than a continent.
NEAREST, FARTHEST, AROUND_A_MARK = 0.045, 0.75, 0.16
#: So much of the map is left free around a country.
MARGIN = 1.12
#: Points nearer to each other than this are one, and what is smaller is not drawn.
FINEST = 2
#: The areas whose status is disputed, and to whom each belongs unless the newsroom says otherwise: Crimea by resolution
#: 68/262 of the General Assembly of the United Nations; the others are drawn as areas of their own.
AREAS = {
    "crimea": ("XC", "UA"),
    "kosovo": ("XK", "XK"),
    "northern-cyprus": ("XN", "CY"),
    "siachen": ("XG", "XG"),
    "somaliland": ("XS", "SO"),
    "western-sahara": ("EH", "EH"),
}
#: How disputed borders are drawn; plain: like all others.
WAYS = DASHED, HIDDEN, PLAIN = "dashed", "hidden", "plain"

Point = tuple[float, float]


@dataclass(frozen=True)
class Label:
    code: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """What the template prints: paths, and where the place lies."""

    land: str
    country: str
    borders: str
    disputed: str
    mark: Point | None = None
    labels: list[Label] = field(default_factory=list)
    width: int = WIDTH
    height: int = HEIGHT


@lru_cache(maxsize=256)
def draw(position: Point | None, code: str, disputed: str = DASHED, owners: tuple = ()) -> Drawing | None:
    """The same place always makes the same map. ``position``: latitude and longitude."""
    world = atlas()
    own = [area for area in world.areas if world.owner(area, dict(owners)) == code] if code else []
    if not own and position is None:
        return None
    view = View.around([polygon for area in own for polygon in world.areas[area]], position)
    polygons = {area: world.drawn(area, view) for area in world.areas}
    mine = [path for area in own for path in polygons[area]]
    others = [path for area, paths in polygons.items() if area not in own for path in paths]
    mark = view.place(position) if position else None
    is_plain = disputed == PLAIN
    borders = [key for key in world.borders if is_plain or key not in world.disputed]
    dashed = world.disputed if disputed == DASHED else []
    return Drawing(
        land="".join(others),
        country="".join(mine),
        borders="".join(world.line(key, view) for key in borders),
        disputed="".join(world.line(key, view) for key in sorted(dashed)),
        mark=mark,
        labels=list(world.labels(view, [*own, *(area for area in world.areas if area not in own)], mark)),
    )


class View:
    """A window on the world: where its middle lies, and how large it is."""

    def __init__(self, middle: Point, half_width: float):
        self.longitude, latitude = math.radians(middle[0]), math.radians(middle[1])
        self.sine, self.cosine = math.sin(latitude), math.cos(latitude)
        self.scale = WIDTH / 2 / half_width
        self.middle = middle
        corner = math.hypot(half_width, half_width * HEIGHT / WIDTH)
        self.horizon = math.cos(min(math.pi * 0.6, 2 * math.asin(min(1, corner / 2)) * 1.2 + 0.06))

    @classmethod
    def around(cls, polygons: list, position: Point | None):
        """Around a country and the mark in it; around the mark alone where the country is too large, or not known."""
        mark = (position[1], position[0]) if position else None
        outlines = _main_parts([rings[0] for rings in polygons])
        points = [point for ring in outlines for point in ring]
        if points:
            middle = _middle(max(outlines, key=_size))
            view = cls(middle, 1)
            places = [view.flat(point) for point in [*points, *([mark] if mark else [])]]
            left, right = min(x for x, _y in places), max(x for x, _y in places)
            bottom, top = min(y for _x, y in places), max(y for _x, y in places)
            half = max((right - left) / 2, (top - bottom) / 2 * WIDTH / HEIGHT) * MARGIN
            if half <= FARTHEST or not mark:
                return cls(view.unflat(((left + right) / 2, (bottom + top) / 2)), min(max(half, NEAREST), 1.2))
        return cls(mark, AROUND_A_MARK)

    def flat(self, point: Point) -> Point:
        turned, latitude = math.radians(point[0]) - self.longitude, math.radians(point[1])
        sine, cosine = math.sin(latitude), math.cos(latitude)
        near = self.sine * sine + self.cosine * cosine * math.cos(turned)
        factor = math.sqrt(2 / max(1e-6, 1 + near))
        return (
            factor * cosine * math.sin(turned),
            factor * (self.cosine * sine - self.sine * cosine * math.cos(turned)),
        )

    def unflat(self, place: Point) -> Point:
        """The longitude and latitude that ``flat`` puts there."""
        x, y = place
        away = math.hypot(x, y)
        if not away:
            return math.degrees(self.longitude), math.degrees(math.asin(self.sine))
        angle = 2 * math.asin(min(1, away / 2))
        latitude = math.asin(math.cos(angle) * self.sine + y * math.sin(angle) * self.cosine / away)
        over = away * self.cosine * math.cos(angle) - y * self.sine * math.sin(angle)
        return math.degrees(self.longitude + math.atan2(x * math.sin(angle), over)), math.degrees(latitude)

    def sees(self, line: list[Point]) -> bool:
        """Whether the map may show any of it: it comes near, or lies all around."""
        for longitude, latitude in line[:: max(1, len(line) // 60)]:
            turned, up = math.radians(longitude) - self.longitude, math.radians(latitude)
            if self.sine * math.sin(up) + self.cosine * math.cos(up) * math.cos(turned) > self.horizon:
                return True
        (left, bottom), (right, top) = _corners(line)
        return left < self.middle[0] < right and bottom < self.middle[1] < top

    def on_map(self, point: Point) -> Point:
        x, y = self.flat(point)
        return WIDTH / 2 + x * self.scale, HEIGHT / 2 - y * self.scale

    def place(self, position: Point) -> Point:
        x, y = self.on_map((position[1], position[0]))
        return round(x, 1), round(y, 1)


class Atlas:
    """The outlines, in degrees."""

    def __init__(self, world: dict):
        self.lines = [_unpacked(steps, world["unit"]) for steps in world["lines"]]
        self.rings = world["areas"]
        self.areas = {
            code: [[self._ring(ring) for ring in rings] for rings in all_] for code, all_ in self.rings.items()
        }
        self.disputed = frozenset(world["disputed"])
        beside = defaultdict(set)
        for code, polygons in self.rings.items():
            for key in (key for rings in polygons for ring in rings for key in ring):
                beside[key if key >= 0 else ~key].add(code)
        self.borders = [key for key, codes in beside.items() if len(codes) > 1]

    def _ring(self, keys: list[int]) -> list[Point]:
        return [point for key in keys for point in (self.lines[key] if key >= 0 else self.lines[~key][::-1])[:-1]]

    @staticmethod
    def owner(area: str, owners: dict[str, str]) -> str:
        """The country with which the area is set apart; its own code where that is its own."""
        for name, (code, usual) in AREAS.items():
            if code == area:
                return owners.get(name, usual)
        return area

    def drawn(self, area: str, view: View) -> list[str]:
        """The paths of its polygons, as far as the map shows them."""
        found = []
        for rings in self.areas[area]:
            if view.sees(rings[0]):
                found += [_path(clipped([view.on_map(point) for point in ring])) for ring in rings]
        return [path for path in found if path]

    def line(self, key: int, view: View) -> str:
        """The path of a border, as far as the map shows it."""
        if not view.sees(self.lines[key]):
            return ""
        places = [view.on_map(point) for point in self.lines[key]]
        path, is_open = [], False
        for start, end in pairwise(places):
            if not (_is_near(start) or _is_near(end)):
                is_open = False
                continue
            path.append(f"L{_at(end)}" if is_open else f"M{_at(start)}L{_at(end)}")
            is_open = True
        return "".join(path)

    def labels(self, view: View, codes: list[str], mark: Point | None):
        """Where the names of the countries may stand: in the middle of what the map shows of each, where there is room."""
        for code in codes:
            if code.startswith("X"):
                continue
            shown = [
                clipped([view.on_map(point) for point in rings[0]]) for rings in self.areas[code] if view.sees(rings[0])
            ]
            largest = max(shown, key=_size, default=[])
            if largest and _size(largest) > WIDTH * HEIGHT / 40:
                x, y = _middle(largest)
                if 90 < x < WIDTH - 90 and 30 < y < HEIGHT - 30 and not _is_close((x, y), mark):
                    yield Label(code, round(x, 1), round(y, 1))


@cache
def atlas() -> Atlas:
    return Atlas(json.loads(DATA.read_text(encoding="utf-8")))


def clipped(ring: list[Point]) -> list[Point]:
    """By Sutherland and Hodgman: what of the ring lies on the map, and a little beyond."""
    beyond = 8
    for axis, limit, side in ((0, -beyond, 1), (0, WIDTH + beyond, -1), (1, -beyond, 1), (1, HEIGHT + beyond, -1)):
        kept = []
        for start, end in pairwise([*ring[-1:], *ring]):
            begins, ends = (side * (point[axis] - limit) >= 0 for point in (start, end))
            if begins != ends:
                part = (limit - start[axis]) / (end[axis] - start[axis])
                kept.append((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])))
            if ends:
                kept.append(end)
        ring = kept
    return ring


def _is_close(place: Point, mark: Point | None) -> bool:
    """Whether a name there would cover the mark."""
    return mark is not None and abs(place[0] - mark[0]) < 90 and abs(place[1] - mark[1]) < 32


def _is_near(place: Point) -> bool:
    return -40 < place[0] < WIDTH + 40 and -40 < place[1] < HEIGHT + 40


def _corners(line: list[Point]) -> tuple[Point, Point]:
    xs, ys = [x for x, _y in line], [y for _x, y in line]
    return (min(xs), min(ys)), (max(xs), max(ys))


def _path(ring: list[Point]) -> str:
    kept = []
    for point in ring:
        if not kept or max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= FINEST:
            kept.append(point)
    return f"M{'L'.join(map(_at, kept))}Z" if len(kept) > 2 and _size(kept) > FINEST**2 else ""


def _at(place: Point) -> str:
    return f"{round(place[0])} {round(place[1])}"


def _size(ring: list[Point]) -> float:
    return abs(_doubled(ring)) / 2


def _doubled(ring: list[Point]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])) if ring else 0


def _middle(ring: list[Point]) -> Point:
    """The centre of gravity."""
    doubled = _doubled(ring) or 1e-9
    crosses = [(ax + bx, ay + by, ax * by - bx * ay) for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])]
    return sum(x * cross for x, _y, cross in crosses) / 3 / doubled, sum(
        y * cross for _x, y, cross in crosses
    ) / 3 / doubled


def _main_parts(rings: list) -> list:
    """Without islands and provinces far away that are small beside the rest."""
    largest = max(map(_size, rings), default=0)
    return [ring for ring in rings if _size(ring) >= largest / 6]


def _unpacked(steps: list[int], unit: float) -> list[Point]:
    x, y = steps[:2]
    line = [(x * unit, y * unit)]
    for dx, dy in zip(steps[2::2], steps[3::2], strict=True):
        x, y = x + dx, y + dy
        line.append((x * unit, y * unit))
    return line

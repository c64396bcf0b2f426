"""The demo newsroom's pictures, drawn when it is loaded: no photograph of anybody, nobody's rights, the same each time.

Each kind of drawing is a function of a size and a random generator that is seeded with the picture's key.
"""

import io
import itertools
import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (1080, 720)
PORTRAIT_SIZE = (480, 600)
#: Grounds and inks of one mood each: sky or paper, far, middle, near, light.
MOODS = {
    "dawn": ["#e9d8c4", "#b99f93", "#7d7580", "#3f4657", "#f6e7c8"],
    "river": ["#cfd8d3", "#8fa6a6", "#55777d", "#26434d", "#f1e6cf"],
    "steppe": ["#e6dcc0", "#c0a873", "#8b7a4b", "#4d4a35", "#fbf3dc"],
    "night": ["#2b3346", "#222a3c", "#1a2031", "#10141f", "#e9c98a"],
    "brick": ["#e4d5c7", "#b98a6f", "#8b5746", "#4a3130", "#f3e6d5"],
    "moss": ["#dde0cd", "#a3ad86", "#6b7a58", "#35432f", "#f4efd9"],
}


def draw(kind: str, key: str, mood: str) -> bytes:
    """The picture as a PNG file."""
    chance = random.Random(key)  # noqa: S311 for pictures, not for secrets
    size = PORTRAIT_SIZE if kind == "portrait" else SIZE
    picture = Image.new("RGB", size, MOODS[mood][0])
    KINDS[kind](picture, chance, MOODS[mood])
    file = io.BytesIO()
    _with_grain(picture).save(file, "PNG", compress_level=1)
    return file.getvalue()


def _with_grain(picture):
    """The tooth of paper, so that large areas do not look empty."""
    tile = Image.effect_noise((picture.width // 4, picture.height // 4), 7).resize(
        picture.size, Image.Resampling.BICUBIC
    )
    return ImageChops.overlay(picture, Image.merge("RGB", [tile] * 3))


def _sky(picture, top: str, bottom: str):
    shade = Image.linear_gradient("L").resize(picture.size)
    picture.paste(Image.composite(Image.new("RGB", picture.size, bottom), Image.new("RGB", picture.size, top), shade))


def _ridge(chance, width: int, height: float, rise: float) -> list[tuple[float, float]]:
    """A line of hills across the picture: a few waves on top of each other."""
    waves = [
        (chance.uniform(0.4, 1) * rise / n, chance.uniform(0.6, 1.4) * n, chance.uniform(0, 7)) for n in (1, 2, 4, 9)
    ]
    return [
        (x, height - sum(high * math.sin(often * x / width * 6 + start) for high, often, start in waves))
        for x in range(0, width + 8, 8)
    ]


def _hills(picture, chance, colours, heights=(0.5, 0.62, 0.78)):
    width, height = picture.size
    canvas = ImageDraw.Draw(picture)
    for colour, level in zip(colours[1:4], heights, strict=False):
        line = _ridge(chance, width, level * height, height * 0.05)
        canvas.polygon([*line, (width + 8, height), (0, height)], fill=colour)


def landscape(picture, chance, colours):
    """Hills behind hills under a low sun."""
    _sky(picture, colours[0], colours[4])
    _sun(picture, chance, colours[4])
    _hills(picture, chance, colours)


def _sun(picture, chance, colour):
    width, height = picture.size
    x, y, radius = chance.uniform(0.2, 0.8) * width, chance.uniform(0.18, 0.36) * height, height * 0.07
    ImageDraw.Draw(picture).ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def river(picture, chance, colours):
    """A river that comes towards us between its banks, with a boat."""
    width, height = picture.size
    _sky(picture, colours[0], colours[4])
    _hills(picture, chance, colours, (0.36, 0.44))
    canvas = ImageDraw.Draw(picture)
    bend = [(0.5 + 0.22 * math.sin(step / 9) * (1 - step / 60), 0.46 + step / 55) for step in range(31)]
    left = [(width * (x - 0.02 - (y - 0.44) * 0.62), height * y) for x, y in bend]
    right = [(width * (x + 0.02 + (y - 0.44) * 0.62), height * y) for x, y in bend]
    canvas.rectangle((0, height * 0.46, width, height), fill=colours[3])
    canvas.polygon([*left, *reversed(right)], fill=colours[0])
    for _ in range(70):
        y = chance.uniform(0.55, 0.98)
        x, long = chance.uniform(0.32, 0.68), chance.uniform(0.01, 0.06) * y
        canvas.line((x * width, y * height, (x + long) * width, y * height), fill=colours[1], width=2)
    x, y = width * chance.uniform(0.42, 0.56), height * 0.7
    canvas.polygon([(x - 70, y), (x + 70, y), (x + 46, y + 26), (x - 50, y + 26)], fill=colours[2])
    canvas.rectangle((x - 22, y - 34, x + 26, y), fill=colours[3])
    canvas.line((x + 6, y - 90, x + 6, y - 30), fill=colours[3], width=4)


def town(picture, chance, colours):
    """Roofs of a town with windows, some of them lit."""
    width, height = picture.size
    _sky(picture, colours[0], colours[1])
    _sun(picture, chance, colours[4])
    canvas = ImageDraw.Draw(picture)
    for row, colour in enumerate(colours[1:4]):
        x, ground = -40, height * (0.5 + 0.16 * row)
        while x < width:
            across, high = chance.randint(90, 190), chance.randint(80, 240) * (1 + row * 0.25)
            _house(canvas, chance, (x, ground - high, x + across, height), colour, colours[4], row)
            x += across + chance.randint(-6, 12)


def _house(canvas, chance, box, wall, light, row):
    left, top, right, bottom = box
    canvas.rectangle(box, fill=wall)
    if chance.random() < 0.6:
        canvas.polygon([(left - 6, top), ((left + right) / 2, top - 46), (right + 6, top)], fill=wall)
    for y in range(int(top) + 24, int(bottom), 46):
        for x in range(int(left) + 16, int(right) - 24, 34):
            if chance.random() < 0.12 + 0.1 * row:
                canvas.rectangle((x, y, x + 13, y + 20), fill=light)


def chart(picture, chance, colours):
    """A map: land, water with depth lines, roads, towns."""
    width, height = picture.size
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, width, height), fill=colours[4])
    x, y = width * chance.uniform(0.3, 0.6), height * chance.uniform(0.4, 0.6)
    waves = [(chance.uniform(0.05, 0.22) / n, chance.uniform(0, 7)) for n in (2, 3, 5, 8)]
    for step, colour in ((1.25, colours[0]), (1.0, colours[1]), (0.78, colours[1]), (0.55, colours[2])):
        outline = []
        for degree in range(0, 360, 4):
            turn = math.radians(degree)
            far = (
                step
                * height
                * 0.36
                * (1 + sum(high * math.sin(n * turn + at) for n, (high, at) in zip((2, 3, 5, 8), waves, strict=True)))
            )
            outline.append((x + 1.35 * far * math.cos(turn), y + far * math.sin(turn)))
        canvas.polygon(outline, fill=colour, outline=colours[2])
    around = [(math.radians(at + chance.uniform(-9, 9)), chance.uniform(0.36, 0.45)) for at in range(0, 360, 40)]
    towns = [(width * (0.5 + 1.05 * far * math.cos(at)), height * (0.5 + far * math.sin(at))) for at, far in around]
    for one, other in itertools.pairwise(towns):
        canvas.line((*one, *other), fill=colours[3], width=3)
    for left, top in towns:
        canvas.ellipse((left - 11, top - 11, left + 11, top + 11), fill=colours[4], outline=colours[3], width=5)
    for at in range(0, width, 150):
        canvas.line((at, 0, at, height), fill=colours[1], width=1)
    for at in range(0, height, 150):
        canvas.line((0, at, width, at), fill=colours[1], width=1)


def pattern(picture, chance, colours):
    """A woven pattern: rows of steps and lozenges."""
    width, height = picture.size
    canvas = ImageDraw.Draw(picture)
    size = chance.choice([80, 100])
    for row, top in enumerate(range(-size, height + size, size)):
        ground, ink, heart = chance.sample(colours, 3)
        canvas.rectangle((0, top, width, top + size), fill=ground)
        for left in range(-size, width + size, size):
            x, y, half = left + size / 2 + (row % 2) * size / 2, top + size / 2, size * 0.42
            canvas.polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], fill=ink)
            canvas.rectangle((x - half / 3, y - half / 3, x + half / 3, y + half / 3), fill=heart)
        canvas.line((0, top, width, top), fill=colours[3], width=6)


def shelves(picture, chance, colours):
    """Files and books on shelves, seen from the front."""
    width, height = picture.size
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, width, height), fill=colours[3])
    for floor in range(4):
        bottom, x = height * (floor + 1) / 4 - 18, 24
        while x < width - 40:
            thick, high = chance.randint(16, 46), chance.randint(110, 165)
            colour = chance.choice([*colours[:3], colours[4]])
            canvas.rectangle((x, bottom - high, x + thick, bottom), fill=colour)
            canvas.rectangle((x + 4, bottom - high + 24, x + thick - 4, bottom - high + 46), fill=colours[3])
            x += thick + chance.choice([2, 2, 2, 3, 26])
        canvas.rectangle((0, bottom, width, bottom + 14), fill=colours[2])


def birds(picture, chance, colours):
    """Cranes over a lake."""
    width, height = picture.size
    landscape(picture, chance, colours)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, height * 0.82, width, height), fill=colours[1])
    for number in range(13):
        side = 1 if number % 2 else -1
        x = width * 0.5 + side * (number // 2) * 58 + chance.randint(-9, 9)
        y = height * 0.16 + (number // 2) * 30 + chance.randint(-9, 9)
        span = chance.randint(34, 46)
        canvas.line(
            [(x - span, y - 16), (x - span / 3, y - 3), (x, y + 5), (x + span / 3, y - 3), (x + span, y - 16)],
            fill=colours[3],
            width=6,
        )
        canvas.line((x, y + 4, x - 20 * side, y - 8), fill=colours[3], width=4)


def portrait(picture, chance, colours):
    """A silhouette before a plain ground: a person that does not exist has no face."""
    width, height = picture.size
    _sky(picture, colours[0], colours[1])
    shape = Image.new("L", picture.size, 0)
    canvas = ImageDraw.Draw(shape)
    x, y = width * chance.uniform(0.46, 0.54), height * 0.38
    across, high = width * chance.uniform(0.16, 0.18), height * 0.18
    canvas.ellipse((x - across, y - high, x + across, y + high), fill=255)
    canvas.rounded_rectangle(
        (x - across * 0.5, y + high * 0.5, x + across * 0.5, y + high * 1.7), across * 0.3, fill=255
    )
    shoulders = width * chance.uniform(0.34, 0.4)
    canvas.rounded_rectangle((x - shoulders, height * 0.65, x + shoulders, height * 1.3), width * 0.19, fill=255)
    _hair(canvas, chance, x, y, across, high)
    picture.paste(colours[3], mask=shape.filter(ImageFilter.GaussianBlur(1.5)))
    light = ImageChops.offset(shape, -8, 0).filter(ImageFilter.GaussianBlur(6))
    picture.paste(colours[2], mask=ImageChops.multiply(light, shape.point(lambda value: value * 0.55)))


def _hair(canvas, chance, x, y, across, high):
    style = chance.choice(["long", "short", "knot"])
    if style == "long":
        canvas.ellipse((x - across * 1.22, y - high * 1.14, x + across * 1.22, y + high * 0.9), fill=255)
        canvas.polygon(
            [
                (x - across * 1.2, y),
                (x + across * 1.2, y),
                (x + across * 1.36, y + high * 1.7),
                (x - across * 1.36, y + high * 1.7),
            ],
            fill=255,
        )
    elif style == "knot":
        canvas.ellipse((x - across * 0.5, y - high * 1.55, x + across * 0.5, y - high * 0.75), fill=255)
    else:
        canvas.pieslice((x - across * 1.1, y - high * 1.14, x + across * 1.1, y + high * 0.9), 170, 370, fill=255)


KINDS = {kind.__name__: kind for kind in (landscape, river, town, chart, pattern, shelves, birds, portrait)}

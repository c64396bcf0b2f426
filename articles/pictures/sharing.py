"""The picture that other sites show with a link: words on paper, in the look of the site. Knows neither Django nor the database.

It holds no photograph and nothing that is not drawn here, so that whoever is on a story's pictures stays off social networks.
Pillow is loaded with the first picture that is drawn: a process of the site that draws none does without it.
"""

import io
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

WIDTH, HEIGHT = 1200, 630
FONTS = Path(__file__).parent / "fonts"
#: The first that has all letters of a text draws it.
FILES = ("headline.ttf", "caucasus.ttf")
MARGIN = 76
#: As in the stylesheet of the site, on paper.
PAPER, INK, SOFT, ACCENT, LINE = "#fcfaf5", "#1c1a16", "#4d4941", "#0b4f5e", "#d9d2c3"
LARGEST, SMALLEST, STEP = 84, 44, 4
TOP, BOTTOM = 156, 492
KICKER, NAME, ADDRESS = 32, 36, 26
#: How high a line is; letters of Arabic script need more.
LEADING, LEADING_ARABIC = 1.2, 1.5
COLOURS = 32
#: They join or part letters and are not drawn themselves.
JOINERS = "\u200c\u200d"
ELLIPSIS = "…"
#: A longer word does not wait for the short one before it.
LONGEST_KEPT = 16
#: So many pictures stay in the memory of a process, of about 20 kB each.
KEPT = 100
#: Drawn otherwise from now on: raise it, and each picture gets another address.
RULES = 1


@dataclass(frozen=True)
class Words:
    """All that a picture shows. ``headline`` may be empty: then the name of the newsroom stands in its place."""

    headline: str
    mark: str
    name: str
    address: str
    language: str
    is_rtl: bool


@lru_cache(maxsize=KEPT)
def draw(words: Words) -> bytes:
    """A PNG of WIDTH by HEIGHT, which says nothing but what it shows."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    _Sheet(ImageDraw.Draw(image), words).fill()
    file = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


class _Sheet:
    def __init__(self, canvas, words: Words):
        self.canvas, self.words = canvas, words
        self.edge = WIDTH - MARGIN if words.is_rtl else MARGIN
        self.far_edge = MARGIN if words.is_rtl else WIDTH - MARGIN
        self.options = {
            "direction": "rtl" if words.is_rtl else "ltr",
            "language": words.language.partition("-")[0],
        }

    def fill(self):
        words = self.words
        self.canvas.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
        self._mark(words.mark)
        # Letters that we cannot draw would be empty boxes: then the name stands alone.
        headline = words.headline if font_of(words.headline) else ""
        self._headline(headline or words.name)
        self.canvas.rectangle((MARGIN, 532, WIDTH - MARGIN, 533), fill=LINE)
        self._line(words.name if headline else "", NAME, INK, 568)
        self._line(words.address, ADDRESS, SOFT, 568, at_far_edge=bool(headline))

    def _mark(self, text: str):
        if not text or not font_of(text):
            return
        inner = self.edge + (-10 if self.words.is_rtl else 10)
        self.canvas.rectangle((min(self.edge, inner), 76, max(self.edge, inner), 116), fill=ACCENT)
        self._line(text, KICKER, ACCENT, 96, indent=28)

    def _line(self, text: str, size: int, colour: str, middle: int, *, at_far_edge=False, indent=0):
        """One line around its middle; what does not fit is left out."""
        name = font_of(text)
        if not text or not name:
            return
        face, room = _face(name, size), (WIDTH - 2 * MARGIN - indent) * (0.5 if at_far_edge else 0.9)
        text = _cut(text, lambda line: face.getlength(line, **self.options) <= room)
        starts_left = self.words.is_rtl == at_far_edge
        x = (self.far_edge if at_far_edge else self.edge) + (indent if starts_left else -indent)
        anchor = "lm" if starts_left else "rm"
        self.canvas.text((x, middle), text, fill=colour, font=face, anchor=anchor, **self.options)

    def _headline(self, text: str):
        name = font_of(text)
        if not name:
            return
        size, lines = self._set(text, name)
        height = round(size * self._leading(text))
        anchor = "rs" if self.words.is_rtl else "ls"
        y = TOP + (BOTTOM - TOP - height * len(lines)) // 2 + round(height / 2 + size * 0.36)
        for line in lines:
            self.canvas.text((self.edge, y), line, fill=INK, font=_face(name, size), anchor=anchor, **self.options)
            y += height

    @staticmethod
    def _leading(text: str) -> float:
        return LEADING_ARABIC if any("\u0600" <= letter <= "\u08ff" for letter in text) else LEADING

    def _set(self, text: str, name: str) -> tuple[int, list[str]]:
        """The largest size in which the text has room, and its lines; in the smallest one it may end early."""
        width = WIDTH - 2 * MARGIN
        for size in range(LARGEST, SMALLEST - 1, -STEP):
            face, most = _face(name, size), int((BOTTOM - TOP) / (size * self._leading(text)))

            def fits(line, face=face, room=width):
                return face.getlength(line, **self.options) <= room

            lines = _broken(text, fits)
            if len(lines) <= most and (len(lines) <= 3 or size <= 64):
                return size, self._balanced(text, face, lines, width)
        return size, [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), fits)]

    def _balanced(self, text: str, face, lines: list[str], width: int) -> list[str]:
        """As many lines, but about equally long."""
        low, high = width // 2, width
        while high - low > 16:
            middle = (low + high) // 2
            tried = _broken(text, lambda line, room=middle: face.getlength(line, **self.options) <= room)
            if len(tried) > len(lines):
                low = middle
            else:
                high, lines = middle, tried
        return lines


def _broken(text: str, fits) -> list[str]:
    """The text in lines that fit; a word that is longer than a line is broken."""
    lines = [""]
    for word in _units(text):
        joined = f"{lines[-1]} {word}".strip()
        if fits(joined):
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        while not fits(word) and len(word) > 1:
            piece = _longest(word, fits)
            lines[-1:] = [piece, ""]
            word = word[len(piece) :]
        lines[-1] = word
    return lines


def _units(text: str) -> list[str]:
    """The words, one of a letter or two together with the next: no line ends in a preposition."""
    units = [""]
    for word in text.split(" "):
        last = units[-1].rpartition(" ")[2]
        is_kept = 0 < len(last) <= 2 and last.isalpha() and len(word) <= LONGEST_KEPT
        units[-1:] = [f"{units[-1]} {word}"] if is_kept else [units[-1], word]
    return units[1:]


def _longest(word: str, fits) -> str:
    """The longest beginning that fits, of one letter at least."""
    low, high = 1, len(word)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(word[:middle]) else (low, middle)
    while low < len(word) - 1 and unicodedata.combining(word[low]):
        low -= 1
    return word[: max(low, 1)]


def _cut(text: str, fits) -> str:
    """The text, or its beginning with an ellipsis."""
    if fits(text):
        return text
    kept = _longest(text, lambda beginning: fits(beginning.rstrip() + ELLIPSIS))
    at_word = kept.rpartition(" ")[0]
    return (at_word if len(at_word) > len(kept) // 2 else kept).rstrip(" ,;:.–—-") + ELLIPSIS


def drawable(text: str) -> str:
    """The text in one line, without what is no letter, number or mark that a font of ours may have: emoji, controls."""
    kept = (
        letter
        for letter in unicodedata.normalize("NFC", text)
        if letter in JOINERS
        or letter.isspace()
        or unicodedata.category(letter)[0] not in "CS"
        or letter in "+<=>|$^~€№°"
    )
    return " ".join("".join(kept).split())


def font_of(text: str) -> str:
    """The file of the font that has all letters of the text; nothing if none has."""
    return next((name for name in FILES if all(_has(name, letter) for letter in text)), "")


@cache
def _face(name: str, size: int):
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / name), size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=8192)
def _has(name: str, letter: str) -> bool:
    """A letter that is not in the font leaves no trace: its sign for such letters is empty in ours."""
    return letter in JOINERS or letter == " " or _face(name, 20).getmask(letter).getbbox() is not None

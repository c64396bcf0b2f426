"""The program that reads pictures of strangers: one job as JSON on its input, what came of it as JSON on its output.

It runs as a child with limits on itself, so that a hostile file can cost no more than the child. Nothing of a file but its
pixels gets into what it writes: each is copied to a new picture first. Whatever goes wrong is a refusal, never half a picture.
``child`` starts it; it knows neither Django nor the database, since it must start in a tenth of a second.
"""

import contextlib
import errno
import io
import json
import os
import resource
import sys
import warnings
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw, ImageFile

from articles.pictures import colours, shapes
from articles.pictures.limits import MAX_BYTES, MAX_PIXELS, MAX_SIDE

KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
#: A JPEG with a second picture behind the first (depth, brighter light), as many phones write; the first is taken.
DOUBLE = {"MPO": "jpg"}
#: How each format is written. One thread for AVIF: each would hold its own copy of the picture.
JPEG = {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True}
WRITING = {
    "avif": {"format": "AVIF", "quality": 52, "speed": 8, "max_threads": 1, "subsampling": "4:2:0"},
    "webp": {"format": "WEBP", "quality": 76, "method": 4},
    "jpg": JPEG,
}
#: A page with its lead picture must stay light on a phone: files of these widths give up quality before they grow further.
BUDGETS = {480: 35_000, 768: 55_000, 1080: 80_000}
LOWEST_QUALITY = 32
MASTER = {
    "jpg": {"format": "JPEG", "quality": 92, "subsampling": 0},
    "png": {"format": "PNG", "compress_level": 6},
}
#: A picture of so few colours is a drawing or a screenshot, which JPEG would smear.
FEW_COLOURS = 2048
#: Beyond this a picture is halved while it is decoded: even the largest file that is made of it needs less.
MUCH = 25_000_000
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG, errno.ENOENT, errno.ENOTDIR}


class PictureError(Exception):
    """The picture is not taken. ``code`` is one of those that ``articles.library.changes`` has a sentence for."""

    def __init__(self, code: str, **values):
        super().__init__(code)
        self.code, self.values = code, values


def main():
    job = json.load(sys.stdin)
    try:
        _limit_itself(job["limits"], job.get("source"))
        result = TASKS[job["task"]](job)
    except PictureError as refusal:
        result = {"refused": refusal.code, **refusal.values}
    except MemoryError:
        result = {"refused": "memory"}
    except Exception as error:  # hostile files make a library raise whatever it likes
        result = {"refused": "unreadable", "why": f"{type(error).__name__}: {error}"[:300]}
    json.dump({**result, "peak": _peak()}, sys.stdout)


def _limit_itself(limits, source):
    """The kernel ends or refuses what goes beyond. Memory is what it may write to: code that is shared costs nothing."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CPU: limits["seconds"],
        resource.RLIMIT_FSIZE: limits["file"],
        resource.RLIMIT_DATA: limits["webp_memory" if _is_webp(source) else "memory"],
    }
    for limit, value in wanted.items():
        with contextlib.suppress(ValueError, OSError):  # a system that is stricter already, or knows no such limit
            resource.setrlimit(limit, (value, value))


def _is_webp(source) -> bool:
    """Whether the file begins as a WebP does. Asked before a decoder sees it: no limit can be raised again later."""
    if source is None:
        return False
    with open(source, "rb", closefd=not isinstance(source, int)) as file:
        file.seek(0)
        start = file.read(12)
    return start[:4] == b"RIFF" and start[8:] == b"WEBP"


def _peak() -> int:
    """The most memory that this process has held, in bytes. Of getrusage a part is the parent's, as it was at the fork."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


# Cleaning ----------------------------------------------------------------------------------------------------------


def clean(job) -> dict:
    """Make the master and the files of ``shapes.AT_ONCE`` from what was uploaded."""
    with open(job["source"], "rb") as file:
        file.seek(0)
        picture, kind, said = _opened(file, job.get("read_metadata", True))
    master, ext = _as_master(picture, kind)
    del picture
    folder = Path(job["folder"])
    write(folder / f"master.{ext}", master, MASTER[ext])
    _make_at_once(folder, master)
    return {**_facts(master, ext), "kind": kind, "suggestions": said}


def _opened(file, read_metadata: bool):
    """(the decoded picture, its kind, what it says of itself): decoded small where it is large, upright, in sRGB."""
    if os.fstat(file.fileno()).st_size > MAX_BYTES:
        raise PictureError("bytes")
    try:
        picture = Image.open(file, formats=list(KINDS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("pixels") from None
    width, height = picture.size
    if width > MAX_SIDE or height > MAX_SIDE:
        raise PictureError("side", width=width, height=height)
    if width * height > MAX_PIXELS:
        raise PictureError("pixels", width=width, height=height)
    kind = (KINDS | DOUBLE)[picture.format]
    orientation, profile = _orientation(picture), picture.info.get("icc_profile")
    said = _metadata(picture) if read_metadata else {}
    if kind == "jpg" and _is_large(picture.size):
        picture.draft(picture.mode, (max(1, width // 2), max(1, height // 2)))
    picture.load()
    picture = _shrunk(picture, halve=kind != "jpg" and _is_large(picture.size))
    return _upright(_in_srgb(picture, profile), orientation), kind, said


def _is_large(size) -> bool:
    return size[0] * size[1] > MUCH or max(size) >= 2 * shapes.MASTER_SIDE


def _orientation(picture) -> int:
    """How the camera was held; 1 (upright) where it says so, nothing, or nonsense."""
    with contextlib.suppress(Exception):
        orientation = picture.getexif().get(0x0112)
        return orientation if orientation in range(2, 9) else 1
    return 1


def _metadata(picture) -> dict:
    """What the file says of itself. A picture whose labels cannot be read is a picture all the same."""
    with contextlib.suppress(Exception):
        from articles.pictures import metadata

        return metadata.read(picture)
    return {}


def _shrunk(picture, *, halve: bool):
    """No longer than ``shapes.MASTER_SIDE``, without transparency, 8 bits a channel, in one of L, RGB, CMYK."""
    picture = _halved(picture) if halve else _opaque(picture)
    picture.thumbnail((shapes.MASTER_SIDE, shapes.MASTER_SIDE), Image.Resampling.LANCZOS, reducing_gap=None)
    return picture


def _halved(picture, band: int = 512):
    """Half as wide and high, a band at a time: a whole converted copy of a large picture would not fit the memory."""
    width, height = picture.size
    half = None
    for top in range(0, height, band):
        part = _opaque(picture.crop((0, top, width, min(top + band, height)))).reduce(2)
        half = half or Image.new(part.mode, ((width + 1) // 2, (height + 1) // 2))
        half.paste(part, (0, top // 2))
    return half


def _opaque(picture):
    """On white paper where it is transparent."""
    if picture.mode in {"L", "RGB", "CMYK"} and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith("I"):  # 16 bits: the upper eight are what a screen shows
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if picture.mode == "F" or picture.mode in {"1", "YCbCr", "LAB", "HSV"}:
        return picture.convert("L" if picture.mode in {"1", "F"} else "RGB")
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _in_srgb(picture, profile):
    """With the colours of its own profile, where that can be read, as a screen without one shows them."""
    if profile:
        with contextlib.suppress(Exception):
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _upright(picture, orientation: int):
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def _as_master(picture, kind: str):
    """(a new picture that has these pixels and nothing else, how it is kept)."""
    new = Image.new("RGB", picture.size)
    new.paste(picture)
    is_drawing = kind in {"png", "gif"} and new.getcolors(FEW_COLOURS) is not None
    return new, "png" if is_drawing else "jpg"


def _facts(master, ext: str) -> dict:
    mean = master.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return {"format": ext, "width": master.width, "height": master.height, "colour": colours.nearest(*mean)}


def _make_at_once(folder, master):
    for file in shapes.files_at_once(*master.size):
        box = shapes.crop_box(file.label, *master.size, 0.5, 0.5) if file.is_crop else None
        small = master.resize((file.width, file.height), Image.Resampling.LANCZOS, box=box)
        write(folder / file.name, small, WRITING[file.ext])


# Renditions and redaction ------------------------------------------------------------------------------------------


def render(job) -> dict:
    """Make the wanted files of a master: {label: {"size", "box" or null, "exts"}}, each label resized once."""
    os.nice(5)
    folder, made = Path(job["folder"]), 0
    master = _loaded(folder / job["master"])
    for wanted in job["wanted"]:
        small = master.resize(wanted["size"], Image.Resampling.LANCZOS, box=wanted["box"])
        for ext in wanted["exts"]:
            write(folder / f"{wanted['label']}.{ext}", small, WRITING[ext], budget=_budget(wanted["label"], ext))
            made += 1
    return {"made": made}


def redact(job) -> dict:
    """Cover areas of a master, and write the new one with its first files into a folder of its own."""
    master = _loaded(Path(job["master"]))
    for area in job["areas"]:
        _cover(master, area)
    folder, ext = Path(job["folder"]), job["format"]
    write(folder / f"master.{ext}", master, MASTER[ext])
    _make_at_once(folder, master)
    return _facts(master, ext)


def _loaded(path):
    with Image.open(path, formats=["JPEG", "PNG"]) as picture:
        picture.load()
        return picture.convert("RGB") if picture.mode != "RGB" else picture.copy()


def _cover(master, area):
    """One flat colour, or squares so coarse that no face can be guessed from them: nothing of the area's pixels is left."""
    width, height = master.size
    left, top = int(area["x"] * width), int(area["y"] * height)
    right = min(width, -int(-(area["x"] + area["width"]) * width // 1))
    bottom = min(height, -int(-(area["y"] + area["height"]) * height // 1))
    size = (max(1, right - left), max(1, bottom - top))
    if area["style"] == "mosaic":
        patch = _mosaic(master.crop((left, top, left + size[0], top + size[1])))
    else:
        patch = Image.new("RGB", size, "black")
    mask = Image.new("L", size, 255)
    if area["shape"] == "ellipse":
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=255)
    master.paste(patch, (left, top), mask)


def _mosaic(part):
    """At most 12 squares across the smaller side, each of 16 pixels at least, each the plain mean of what it covers."""
    block = max(16, -(-min(part.size) // 12))
    squares = part.resize((max(1, part.width // block), max(1, part.height // block)), Image.Resampling.BOX)
    return squares.resize(part.size, Image.Resampling.NEAREST)


# Files -------------------------------------------------------------------------------------------------------------


def _budget(label: int, ext: str) -> int | None:
    return BUDGETS.get(label) if ext in {"avif", "webp"} else None


def encode(picture, options, budget=None):
    """The bytes of the picture, with less quality where they would weigh more than the budget."""
    while True:
        encoded = io.BytesIO()
        picture.save(encoded, **options)
        if not budget or encoded.tell() <= budget or options["quality"] <= LOWEST_QUALITY:
            return encoded.getbuffer()
        options = {**options, "quality": max(LOWEST_QUALITY, options["quality"] - 10)}


def write(path: Path, picture, options, budget=None):
    """Whole or not at all: under another name first, on the disk, then renamed."""
    encoded = encode(picture, options, budget)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(part, "xb") as file:
            file.write(encoded)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if error.errno in FULL:
            raise PictureError("disk") from None
        raise


TASKS = {"clean": clean, "render": render, "redact": redact}

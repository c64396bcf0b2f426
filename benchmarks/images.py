"""Time and memory of a 24-megapixel photo with all of its files, beside plain Pillow writing the same files.

Ours are two children with limits, each file whole on the disk before it has its name. Plain Pillow is one program that opens,
shrinks and saves, with the same sizes and settings, in the same run. Claim: at most 1.3 times its time, counted in seconds of
the processor: the second child gives way to everything else on the machine, so that its clock tells how busy the others were.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageChops, ImageOps

from articles.pictures import child, shapes, workshop

SIZE = (6000, 4000)
ROUNDS = 3
CLAIM = 1.3
OCTAVES = (4, 16, 64, 256, 1024, 3000)
MEGABYTE = 1_000_000


def draw_photo(path: Path):
    """Detail of every size, the fine one faint, as photographs have it."""
    photo = Image.new("RGB", SIZE, (128, 128, 128))
    for octave in OCTAVES:
        size = (octave, octave * SIZE[1] // SIZE[0] or 1)
        bands = [Image.effect_noise(size, 70 * (octave / 4) ** -0.5) for _ in range(3)]
        layer = Image.merge("RGB", bands).resize(SIZE, Image.Resampling.BICUBIC)
        photo = ImageChops.add(photo, layer, 1, -128)
    exif = Image.Exif()
    exif[0x0112] = 1
    photo.save(path, "JPEG", quality=90, exif=exif)


def ours(source: Path, folder: Path) -> list[int]:
    """Both children, as an upload and its preparation start them. Returns the peak memory of each."""
    cleaned = child.work("clean", source=source, folder=folder)
    size = cleaned["width"], cleaned["height"]
    wanted = {}
    for file in shapes.files(*size):
        if (folder / file.name).exists():
            continue
        box = shapes.crop_box(file.label, *size, 0.5, 0.5) if file.is_crop else None
        job = {"label": file.label, "size": [file.width, file.height], "box": box, "exts": []}
        wanted.setdefault(file.label, job)["exts"].append(file.ext)
    job = {"folder": folder, "master": f"master.{cleaned['format']}", "wanted": list(wanted.values())}
    return [cleaned["peak"], child.work("render", seconds=child.RENDERING, **job)["peak"]]


def plain(source: Path, folder: Path):
    """What a short script with Pillow would do."""
    picture = ImageOps.exif_transpose(Image.open(source))
    picture.thumbnail((shapes.MASTER_SIDE, shapes.MASTER_SIDE), Image.Resampling.LANCZOS)
    picture.save(folder / "master.jpg", **workshop.MASTER["jpg"])
    resized = {}
    for file in shapes.files(*picture.size):
        if file.label not in resized:
            box = shapes.crop_box(file.label, *picture.size, 0.5, 0.5) if file.is_crop else None
            size = (file.width, file.height)
            resized = {file.label: picture.resize(size, Image.Resampling.LANCZOS, box=box)}
        resized[file.label].save(folder / file.name, **workshop.WRITING[file.ext])
    print(json.dumps(workshop._peak()))


def plain_program(source: Path, folder: Path) -> list[int]:
    command = [sys.executable, __file__, "plain", str(source), str(folder)]
    return [json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)]  # noqa: S603


@dataclass(frozen=True)
class Measured:
    clock: float
    processor: float
    peak: int
    files: int
    size: int


def measure(way, source: Path) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        began, used = time.perf_counter(), processor_seconds()
        peaks = way(source, Path(folder))
        clock, processor = time.perf_counter() - began, processor_seconds() - used
        sizes = [file.stat().st_size for file in Path(folder).iterdir()]
        return Measured(clock, processor, max(peaks), len(sizes), sum(sizes))


def processor_seconds() -> float:
    """Of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "photo.jpg"
        draw_photo(source)
        print(
            f"A photo of {SIZE[0]} x {SIZE[1]} pixels, {source.stat().st_size / MEGABYTE:.1f} MB, {ROUNDS} rounds each:"
        )
        rounds = [(measure(ours, source), measure(plain_program, source)) for _ in range(ROUNDS)]
    medians = []
    for name, results in zip(("ours", "plain Pillow"), zip(*rounds, strict=True), strict=True):
        medians.append(statistics.median(result.processor for result in results))
        clock, peak = statistics.median(result.clock for result in results), max(result.peak for result in results)
        print(
            f"  {name:<13} {medians[-1]:5.2f} s of the processor ({clock:.2f} by the clock)   {peak / MEGABYTE:.0f} MB at most   "
            f"{results[0].files} files, {results[0].size / MEGABYTE:.1f} MB"
        )
    ratio = medians[0] / medians[1]
    print(f"  ratio         {ratio:5.2f}     (claim: at most {CLAIM}) {'holds' if ratio <= CLAIM else 'BROKEN'}")
    return 0 if ratio <= CLAIM else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["plain"]:
        plain(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main())

"""The fixed list of what is made of a picture. No address takes a parameter: what is not in this table does not exist.

A file is named ``<width>.<ext>``, and its width names its shape: one of ``WHOLE`` shows all of the picture, one of ``CROPS``
a part of it around the focal point. Nothing is ever enlarged: where the master is smaller, the file of that name is too.
"""

from dataclasses import dataclass

#: Best first: a browser takes the first that it knows.
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
WHOLE = (320, 480, 768, 1080, 1600)
#: width -> height: small pictures beside headlines, portraits, and the one that other sites show with a link.
CROPS = {120: 80, 240: 160, 200: 200, 400: 400, 1200: 630}
THUMBNAIL = 240
PORTRAITS = (200, 400)
TEASERS = (120, 240)
SOCIAL = 1200
#: Made while the editor waits, as JPEG: the library's thumbnail, and one that a preview can show.
AT_ONCE = (THUMBNAIL, 768)
#: The master's longest side: enough for every file above, and small enough to be decoded anywhere.
MASTER_SIDE = 3840


@dataclass(frozen=True)
class File:
    """One file of a picture: its name's two parts and its real size in pixels."""

    label: int
    ext: str
    width: int
    height: int

    @property
    def name(self) -> str:
        return f"{self.label}.{self.ext}"

    @property
    def is_crop(self) -> bool:
        return self.label in CROPS


def whole_labels(width: int) -> list[int]:
    """The widths in which a master of this width is shown whole: those below its own, and the first that holds it."""
    return [*[label for label in WHOLE if label < width], *[label for label in WHOLE if label >= width][:1]]


def crop_size(label: int, width: int, height: int) -> tuple[int, int]:
    """(width, height) of the crop from a master of this size: its proportions are kept, nothing is enlarged."""
    wanted = CROPS[label]
    scale = min(1, width / label, height / wanted)
    return max(1, round(label * scale)), max(1, round(wanted * scale))


def files(width: int, height: int) -> list[File]:
    """All files of a master of this size, in pixels."""
    found = []
    for label in whole_labels(width):
        shown = min(label, width)
        found += [File(label, ext, shown, max(1, round(height * shown / width))) for ext in FORMATS]
    for label in CROPS:
        formats = ["jpg"] if label == SOCIAL else FORMATS
        found += [File(label, ext, *crop_size(label, width, height)) for ext in formats]
    return found


def files_at_once(width: int, height: int) -> list[File]:
    """Those of ``AT_ONCE``; where the master is smaller than the one shown whole, its own largest instead."""
    labels = {label if label in CROPS else min(label, whole_labels(width)[-1]) for label in AT_ONCE}
    return [file for file in files(width, height) if file.label in labels and file.ext == "jpg"]


def crop_box(label: int, width: int, height: int, focal_x: float, focal_y: float) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) of the master that the crop shows: as large as its proportions allow, the focal point in it."""
    ratio = label / CROPS[label]
    across, down = (width, round(width / ratio)) if width / height < ratio else (round(height * ratio), height)
    across, down = max(1, min(across, width)), max(1, min(down, height))
    left = min(max(0, round(focal_x * width - across / 2)), width - across)
    top = min(max(0, round(focal_y * height - down / 2)), height - down)
    return left, top, left + across, top + down

"""Files of pictures for tests, harmless and hostile, each made at run time."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin

#: One word for each place in which a file can hide something; none may be in anything that we write.
SEEDS = {
    place: f"SEED{place}SEED"
    for place in "ARTIST SERIAL GPS XMP IPTC COMMENT THUMBNAIL ICC TEXT ITXT TRAILING MAKER OWNER".split()
}


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def saved(picture, format: str, **options) -> bytes:
    file = io.BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()


def drawing(size=(90, 60), mode: str = "RGB"):
    """A left half and a right half that differ, in any mode."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (size[0] // 2, 0, size[0], size[1]))
    return picture if mode == "RGB" else picture.convert(mode)


def photo(size=(1200, 800)):
    """Something with the grain of a photograph, quickly: one tile of noise, again and again."""
    tile = Image.effect_noise((256, 256), 60)
    tile = Image.merge("RGB", [tile, tile.rotate(90), tile.rotate(180)])
    picture = Image.new("RGB", size)
    for left in range(0, size[0], 256):
        for top in range(0, size[1], 256):
            picture.paste(tile, (left, top))
    return picture


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_that_claims(width: int, height: int) -> bytes:
    """About 80 bytes that want to become width x height pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def with_png_chunk(png: bytes, name: bytes, content: bytes) -> bytes:
    """The PNG with one more chunk behind its header."""
    return png[:33] + chunk(name, content) + png[33:]


def exif() -> Image.Exif:
    """An EXIF block with every secret that a camera writes."""
    block = Image.Exif()
    block[0x010F] = SEEDS["MAKER"]
    block[0x013B] = SEEDS["ARTIST"]
    block.get_ifd(0x8769).update({0xA431: SEEDS["SERIAL"], 0xA430: SEEDS["OWNER"]})
    block.get_ifd(0x8825).update({1: "N", 2: (42.0, 27.0, 36.0), 3: "E", 4: (59.0, 36.0, 0.0), 29: SEEDS["GPS"]})
    return block


def exif_orientation(kind: int, count: int, value: bytes) -> bytes:
    """An EXIF block of nothing but an orientation, of whatever TIFF type: Pillow would write none that is wrong."""
    entry = struct.pack(">HHI", 0x0112, kind, count) + value.ljust(4, b"\0")
    return b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"


def xmp(inside: str = "", attributes: str = "") -> bytes:
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" {attributes}>{inside}</rdf:Description></rdf:RDF>
    </x:xmpmeta><?xpacket end="w"?>""".encode()


def iim(values: dict[tuple[int, int], bytes]) -> bytes:
    """An APP13 segment with these datasets, as a JPEG has it."""
    block = b"".join(
        struct.pack(">BBBH", 0x1C, record, dataset, len(value)) + value for (record, dataset), value in values.items()
    )
    resource = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(block)) + block
    resource += b"\0" * (len(resource) % 2)
    return _segment(0xED, b"Photoshop 3.0\0" + resource)


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def seeded_jpeg(picture=None) -> bytes:
    """A JPEG that carries a seed in every place that is known to hold one, an EXIF thumbnail too."""
    jpeg = saved(
        picture or photo((400, 300)), "JPEG", exif=exif(), comment=SEEDS["COMMENT"].encode(), icc_profile=seeded_profile(),
        xmp=xmp(f"<photoshop:Credit>{SEEDS['XMP']}</photoshop:Credit>"),
    )  # fmt: skip
    thumbnail = saved(drawing((32, 24)), "JPEG", comment=SEEDS["THUMBNAIL"].encode())
    hidden = _segment(0xE2, b"MPF\0" + thumbnail)
    return with_segments(jpeg, iim({(2, 80): SEEDS["IPTC"].encode()}), hidden) + SEEDS["TRAILING"].encode()


def seeded_png(picture=None) -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SEEDS["TEXT"])
    texts.add_itxt("XML:com.adobe.xmp", xmp(f"<photoshop:Credit>{SEEDS['XMP']}</photoshop:Credit>").decode())
    texts.add_itxt("Comment", SEEDS["ITXT"])
    options = {"pnginfo": texts, "exif": exif(), "icc_profile": seeded_profile()}
    return saved(picture or drawing(), "PNG", **options) + SEEDS["TRAILING"].encode()


def seeded_webp(picture=None) -> bytes:
    packet = xmp(f"<photoshop:Credit>{SEEDS['XMP']}</photoshop:Credit>")
    options = {"exif": exif(), "xmp": packet, "icc_profile": seeded_profile()}
    return saved(picture or drawing(), "WEBP", **options) + SEEDS["TRAILING"].encode()


def seeded_gif(picture=None) -> bytes:
    return saved(picture or drawing(), "GIF", comment=SEEDS["COMMENT"].encode()) + SEEDS["TRAILING"].encode()


def seeded_profile() -> bytes:
    """An sRGB profile whose description is a seed: profiles may be as long as one likes."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile + SEEDS["ICC"].encode()

"""A picture as a page shows it: addresses, sizes and words, ready for a template.

``Shown`` is made of a row of the library; nothing here asks whether the picture is public.
"""

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from articles.pictures import shapes
from people.base.pages import absolute

READERS = "/media/"
STAFF = "/admin/media/"
#: How wide a page shows each kind, for the browser's choice. They follow the stylesheet.
COLUMN = "(min-width: 42rem) 39rem, 92vw"
FRONT = "(min-width: 76rem) 40rem, (min-width: 60rem) 54vw, 92vw"
SECOND = "(min-width: 60rem) 20rem, (min-width: 40rem) 44vw, 120px"
TEASER = "120px"
PORTRAIT = "(min-width: 60rem) 200px, 160px"


class Shown:
    """One picture in one place: ``labels`` are the files (of shapes.py) to choose from, ``sizes`` how wide it stands there.

    ``read`` takes from its words what the place hides: a story about somebody protected hides more than the picture alone.
    """

    def __init__(self, image, language: str, base: str = READERS, *, labels=None, sizes: str = COLUMN, read=str):
        self.image, self.language, self.base, self.sizes, self.read = image, language, base, sizes, read
        made = {(file.label, file.ext): file for file in shapes.files(image.width, image.height)}
        self._files = {
            ext: [made[label, ext] for label in labels or shapes.whole_labels(image.width) if (label, ext) in made]
            for ext in shapes.FORMATS
        }
        self._social = made[shapes.SOCIAL, "jpg"]

    @cached_property
    def _texts(self) -> tuple[str, str, str]:
        return self.image.text_in(self.language)

    @property
    def alt(self) -> str:
        return self.read(self._texts[0])

    @property
    def caption(self) -> str:
        return self.read(self._texts[1])

    @property
    def text_language(self) -> str:
        """Of the description and the caption; they may stand in another language than the page."""
        return self._texts[2]

    @property
    def credit(self) -> str:
        return self.read(self.image.public_credit)

    @property
    def is_file_photo(self) -> bool:
        return self.image.is_file_photo

    @property
    def colour(self) -> str:
        """The class of the stylesheet that stands in for the picture until it has come."""
        return f"c{self.image.colour}"

    @property
    def sources(self) -> list[dict]:
        """For each format but the last, which is the img's own: its type and its srcset."""
        *better, _jpeg = self._files
        return [{"type": shapes.FORMATS[ext], "srcset": self._srcset(ext)} for ext in better if self._files[ext]]

    @property
    def srcset(self) -> str:
        return self._srcset("jpg")

    def _srcset(self, ext: str) -> str:
        by_width = {file.width: file for file in reversed(self._files[ext])}  # a small picture has one width twice
        return ", ".join(f"{self.url(by_width[width])} {width}w" for width in sorted(by_width))

    def url(self, file) -> str:
        return f"{self.base}{self.image.token}/{file.name}"

    @property
    def src(self) -> str:
        """What a browser without srcset takes."""
        return self.url([file for file in self._files["jpg"] if file.label <= 768][-1])

    @property
    def width(self) -> int:
        return self._files["jpg"][-1].width

    @property
    def height(self) -> int:
        return self._files["jpg"][-1].height

    @property
    def is_tall(self) -> bool:
        return self.height > self.width

    @property
    def whole(self) -> dict:
        """The largest file, for those who show the picture elsewhere."""
        return {"url": absolute(self.url(self._files["jpg"][-1])), "width": self.width, "height": self.height}

    @property
    def social(self) -> dict:
        """The file that other sites show with a link."""
        return {"url": absolute(self.url(self._social)), "width": self._social.width, "height": self._social.height}

    def as_json_ld(self) -> list[dict]:
        """schema.org ImageObject: the whole picture, and the crop for other sites."""
        words = {
            "caption": self.caption,
            "creditText": self.credit,
            "copyrightNotice": self.read(self.image.public_copyright),
            "license": self.image.Licence(self.image.licence).url if self.image.licence else "",
        }
        words = {name: value for name, value in words.items() if value}
        return [{"@type": "ImageObject"} | file | words for file in (self.whole, self.social)]


def lead(article, base: str = READERS, sizes: str = COLUMN) -> Shown | None:
    """The story's lead picture, if there is one to show."""
    image = article.lead_image
    if not image or not image.can_be_shown:
        return None
    return Shown(image, article.language, base, sizes=sizes, read=article.read_of_lead)


def thumbnail(article, base: str = READERS) -> Shown | None:
    image = article.lead_image
    if not image or not image.can_be_shown:
        return None
    return Shown(image, article.language, base, labels=shapes.TEASERS, sizes=TEASER, read=article.read_of_lead)


def portrait(image, language: str, base: str = READERS) -> Shown | None:
    if not image or not image.can_be_shown:
        return None
    return Shown(image, language, base, labels=shapes.PORTRAITS, sizes=PORTRAIT)


def words_of(image, language: str) -> list[str]:
    """All that readers are told of the picture where it stands."""
    alt, caption, _language = image.text_in(language)
    return [alt, caption, image.public_credit, image.public_copyright]


def figures(images, numbers: list[int], language: str, base: str = READERS, read=str):
    """For ``body.render``: what stands in the place of each of these pictures. ``images`` are those that may be shown."""
    rows = {image.pk: image for image in images.filter(pk__in=numbers).prefetch_related("texts")} if numbers else {}

    def figure(number: int, caption: str) -> str:
        image = rows.get(number)
        if image is None or not image.can_be_shown:
            return "" if base != STAFF else render_to_string("articles/_no_figure.html", {"sentence": _why(image)})
        own = mark_safe(caption)  # noqa: S308 body.render cleaned it, and escaped each text
        context = {"picture": Shown(image, language, base, read=read), "own_caption": own}
        return render_to_string("articles/_figure.html", context).strip()

    return figure


def _why(image) -> str:
    """For staff: why no picture stands here."""
    if image is None:
        return gettext("This picture is no longer in the library.")
    if image.is_withdrawn:
        return gettext("This picture is withdrawn: readers do not see it.")
    return gettext("This picture is still being prepared.")

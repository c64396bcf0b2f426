"""What the pages of all apps share of feeds: their forms, their addresses, and how a page points to its own."""

from dataclasses import dataclass

from django.urls import register_converter

#: How each form is called, and its media type.
FORMS = {
    "rss": ("RSS", "application/rss+xml"),
    "atom": ("Atom", "application/atom+xml"),
    "json": ("JSON Feed", "application/feed+json"),
}


class FormConverter:
    regex = "|".join(FORMS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(FormConverter, "feed_form")


def feed_address(page: str, form: str) -> str:
    """The address of the feed that goes with the page at that address, which may be one of several that a query tells apart."""
    path, mark, query = page.partition("?")
    return f"{path}feed.{form}{mark}{query}"


@dataclass(frozen=True)
class PageFeed:
    """A feed as a page points to it: what it is called, and the address of the page whose stories it holds."""

    title: str
    page: str

    @property
    def address(self) -> str:
        """The form that every reader's program knows."""
        return feed_address(self.page, "rss")

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """(title, media type, address) of each form, for the head of a page."""
        return [(f"{self.title} ({name})", kind, feed_address(self.page, form)) for form, (name, kind) in FORMS.items()]

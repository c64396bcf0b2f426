"""What stands below a story for whoever passes it on: plain links, which ask nobody for anything, and where to take its text."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from articles.models import Article, Correction, ReaderService
from articles.models.article import Republishing
from articles.models.service import ShareWith
from people.base.pages import absolute


def service_of(language: str) -> ReaderService:
    """The settings of the edition; where there are none yet, what they are at first."""
    found = ReaderService.objects.in_edition(language).first()
    return found or ReaderService(language=language)


def sharing_of(article) -> "Sharing":
    return Sharing(article, service_of(article.language))


@dataclass(frozen=True)
class Sharing:
    """What stands below a story for whoever passes it on."""

    article: Article
    service: ReaderService

    @property
    def address(self) -> str:
        return absolute(self.article.get_absolute_url())

    @property
    def links(self) -> list[dict]:
        """A link for each way that the edition offers, in a fixed order."""
        title, address = self.article.title_elsewhere, self.address
        made = {
            ShareWith.MAIL: "mailto:?"
            + urlencode({"subject": title, "body": f"{title}\n\n{address}"}, quote_via=quote),
            ShareWith.TELEGRAM: "https://t.me/share/url?" + urlencode({"url": address, "text": title}),
            ShareWith.WHATSAPP: "https://wa.me/?" + urlencode({"text": f"{title} {address}"}, quote_via=quote),
            ShareWith.X: "https://x.com/intent/post?" + urlencode({"url": address, "text": title}),
            ShareWith.FACEBOOK: "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": address}),
        }
        return [{"name": way.label, "href": href} for way, href in made.items() if way in self.service.share_with]

    @property
    def take_url(self) -> str:
        return take_url(self.article)


def take_url(article) -> str:
    with article.in_own_edition():
        return reverse("articles:take", kwargs={"slug": article.slug, "pk": article.pk})


def short_address(article) -> str:
    """The same in every edition, and without a word of the story: it stays when the headline changes."""
    with translation.override(settings.DEFAULT_EDITION):
        return absolute(reverse("articles:short", kwargs={"pk": article.pk}))


def may_be_republished(article, service: ReaderService, notes=()) -> bool:
    """Whether others may take the text: never what is not ours to give, nor what does not stand."""
    if article.is_republished or any(note.kind == Correction.Kind.RETRACTION for note in notes):
        return False
    if article.republishing == Republishing.AS_EDITION:
        return service.republishing
    return article.republishing == Republishing.ALLOWED


def versions_url(article) -> str:
    with article.in_own_edition():
        return reverse("articles:versions", kwargs={"slug": article.slug, "pk": article.pk})

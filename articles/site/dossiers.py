"""What the pages of subjects show of stories (people.site.views.Stories). All of it goes through ``published()``."""

from django.db.models import Count

from articles.models import Article, Image, Mention
from articles.pictures import showing
from articles.site import feeds, frontpage
from people.base import languages
from people.site.views import feed_of


class Stories:
    """Stories about subjects and by persons, in the edition of the page."""

    def _published(self):
        return Article.objects.published().in_edition(languages.current())

    def about(self, subjects):
        return self._published().about(subjects).newest_first().with_listing_data()

    def by(self, person):
        return self._published().by(person).newest_first().with_listing_data()

    def seen_at(self, place):
        there = self._published().about(place.below())
        return Mention.objects.confirmed().filter(article__in=there.values("pk")).values("subject")

    def front(self, place) -> dict:
        """What editors made the front of a place of, as articles/_front.html shows it; empty where they chose nothing."""
        language = languages.current()
        pins = frontpage.pins_of(language, place)
        if not (pins.stories or pins.packages):
            return {}
        return frontpage.compose_for(place, language, self._published().about(place.below()), pins=pins)

    def portrait(self, subject):
        """Of those alone that are shown by name: a picture names whom its caption does not."""
        if not subject.is_named:
            return None
        image = Image.objects.public().portraying(subject).prefetch_related("texts").first()
        return showing.portrait(image, languages.current())

    def portraits(self, subjects) -> dict[int, object]:
        """The same of several, without a query for each."""
        named = [subject.pk for subject in subjects if subject.is_named]
        images = Image.objects.public().portraying_each(named).prefetch_related("texts")
        return {image.portrayed: showing.portrait(image, languages.current()) for image in images}

    def feed(self, request, form, subject, *, about=None):
        found = self._published().by(subject) if about is None else self._published().about(about)
        text = subject.text_here
        return feeds.of_stories(
            request,
            form,
            feed_of(subject, signed=about is None),
            found,
            page=subject.get_absolute_url(),
            description=text.public_summary if text else "",
        )

    def counts(self, subjects) -> dict[int, int]:
        mentions = Mention.objects.confirmed().filter(subject__in=subjects).to_stories(self._published())
        return dict(mentions.values_list("subject").annotate(Count("article")).order_by())

"""What the pages of subjects show of stories (people.site.views.Stories). All of it goes through ``published()``."""

from django.db.models import Count

from articles.models import Article, Image, Mention
from articles.pictures import showing
from articles.site import feeds, frontpage
from articles.site.timelines import Timeline
from people.base import languages
from people.models import Kind, Subject
from people.site.views import feed_of

#: Those who are named together are counted in so many of the newest stories, and so many of each kind are shown.
LOOKED_AT, SHOWN = 1000, 6
#: Chosen among so many of all kinds.
MOST_FREQUENT = 200


class Stories:
    """Stories about subjects and by persons, in the edition of the page."""

    def _published(self):
        return Article.objects.published().in_edition(languages.current())

    def about(self, subjects):
        return self._published().about(subjects).newest_first().with_listing_data()

    def by(self, person):
        return self._published().by(person).newest_first().with_listing_data()

    def timeline(self, request, subjects):
        return self._timeline(request, Article.objects.published().about(subjects))

    def timeline_by(self, request, person):
        return self._timeline(request, Article.objects.published().by(person))

    def _timeline(self, request, stories):
        return Timeline(request.GET, request.path, stories, languages.current())

    def together(self, subjects, *, but=()):
        """{kind: subjects with ``story_count``} that stories about these name most often."""
        newest = self._published().about(subjects).newest_first().values("pk")[:LOOKED_AT]
        named = Mention.objects.filter(article__in=newest).exclude(subject__in={*subjects, *but}).together()
        found: dict[str, dict[int, int]] = {kind: {} for kind in Kind.values}
        for key, kind, number in named[:MOST_FREQUENT]:
            if len(found[kind]) < SHOWN:
                found[kind][key] = number
        counts = {key: number for numbers in found.values() for key, number in numbers.items()}
        rows = Subject.objects.public().in_bulk(counts) if counts else {}
        for key, subject in rows.items():
            subject.story_count = counts[key]
        return {Kind(kind): [rows[key] for key in numbers if key in rows] for kind, numbers in found.items() if numbers}

    def seen_at(self, place):
        there = self._published().about(place.below())
        return Mention.objects.confirmed().filter(article__in=there.values("pk")).values("subject")

    def front(self, place) -> dict:
        """What editors made the front of a place of, as articles/_front.html shows it; empty where they chose nothing."""
        language = languages.current()
        pins = frontpage.pins_of(language, place)
        if not (pins.stories or pins.packages):
            return {}
        return frontpage.compose_for(place, language, frontpage.filed_under(place, language), pins=pins)

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

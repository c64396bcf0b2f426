"""Which masks a story needs, and which stories and pictures may hold a name (``people.naming.hiding``)."""

from django.db.models import Q

from articles.models import Article, Image, ImageSubject, Mention
from people.naming.hiding import Masks, masks_in, may_hold


def masks_for(article, text: str, protected=None) -> Masks:
    """The masks that this story needs: for protected subjects that it is tagged with, or whose full name it holds.

    ``protected`` is what ``protected_names()`` said, for a caller that asks for many stories.
    """
    # A namesake of whom the desk said "not this one" neither asks for a mask nor uncovers anybody's name.
    tagged = article.mentions.meant().values_list("subject", flat=True)
    return masks_in(text, article.language, tagged, protected)


def stories_holding(subject, articles):
    """Of ``articles``, those tagged with the subject or whose text may hold one of its names."""
    tagged = Mention.objects.filter(subject=subject).order_by().values("article")
    return articles.filter(Q(pk__in=tagged) | may_hold(subject, Article))


def pictures_holding(subject, images):
    """Of ``images``, those that show the subject or whose words may hold one of its names."""
    showing = ImageSubject.objects.filter(subject=subject).order_by().values("image")
    return images.filter(Q(pk__in=showing) | may_hold(subject, Image))

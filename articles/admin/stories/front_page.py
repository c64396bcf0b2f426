"""The way from the form of a story to the front page, for those who arrange it."""

from django.urls import reverse
from django.utils.http import urlencode

from articles.admin.stories.panel import Panel
from articles.models import FrontPage, Pin, Stage

ON_ITS_WAY = {Stage.PUBLISHED, Stage.SCHEDULED, Stage.EMBARGOED}
#: Whom the screen is for.
PERMISSION = "articles.change_frontpage"


class FrontPageWay(Panel):
    def context(self, writing):
        story = writing.story
        if story is None or not writing.user.has_perm(PERMISSION) or story.stage() not in ON_ITS_WAY:
            return {}
        home = FrontPage.objects.of(story.language)
        pin = Pin.objects.current().filter(article=story.pk, front_page__in=home).only("position").first()
        return {"front_page": {"address": address_to_put([story.pk]), "place": pin.position if pin else 0}}


def address_to_put(keys) -> str:
    """The front page of their edition with these stories laid on it."""
    return f"{reverse('admin:articles_frontpage_put')}?{urlencode({'story': list(keys)}, doseq=True)}"

"""Addresses of our own for the editor: stories, people, organisations and places that readers can open, found by name."""

from django.conf import settings
from django.http import JsonResponse
from django.urls import path
from django.utils import formats, translation
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles.admin.stories.panel import Panel
from articles.models import Article
from people.base.fields import tidy_line
from people.models import Subject

LONGEST = 100
MOST = 5


class Linking(Panel):
    """What is typed comes by POST: an address stands in logs. Only what readers get is found, whoever asks."""

    def urls(self):
        return [path("link-targets/", self.view(self.targets_view), name="articles_article_link_targets")]

    @method_decorator(require_POST)
    def targets_view(self, request):
        asked = tidy_line(request.POST.get("q", ""))[:LONGEST].strip()
        language = request.POST.get("language", "")
        edition = language if language in settings.EDITIONS else settings.DEFAULT_EDITION
        return JsonResponse({"found": [*_subjects(asked, edition), *_stories(asked)] if asked else []})


def _subjects(asked: str, edition: str) -> list[dict]:
    found = Subject.objects.public().publicly_named_like(asked).closest_first("label", "pk").with_texts()[:MOST]
    with translation.override(edition):  # the page of a subject in the edition of the story
        return [
            {
                "label": subject.label_in(edition),
                "line": subject.text_here.public_summary if subject.text_here else "",
                "href": subject.get_absolute_url(),
            }
            for subject in found
        ]


def _stories(asked: str) -> list[dict]:
    found = Article.objects.published().containing(asked, public=True).newest_first().without_texts()[:MOST]
    return [
        {
            "label": story.public_title,
            "line": f"{story.language_name}, {formats.date_format(story.published_at, 'j M Y')}",
            "href": story.get_absolute_url(),
        }
        for story in found
    ]

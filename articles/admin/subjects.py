"""What stands beside the form of a person, organisation or place: the stories, and the picture on its page."""

from dataclasses import dataclass

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from articles.admin.front.owners import way_to
from articles.admin.library.cards import thumbnail
from articles.admin.stages import shown_columns, stage_time, stage_word
from articles.models import Article, Image
from people.models import Kind, Place, Subject
from people.signals import subject_opened

LATEST = 6


@dataclass(frozen=True)
class SubjectPanel:
    """The newest stories that name or are signed by the subject, as the user's own lists show them."""

    stories: list[dict]
    total: int
    portrait: Image | None
    #: The way to the front of a place, for whoever may arrange it.
    front: str = ""

    template = "admin/people/_stories.html"

    @property
    def portrait_thumbnail(self) -> str:
        return thumbnail(self.portrait) if self.portrait else ""

    @property
    def portrait_form(self) -> str:
        return reverse("admin:articles_image_change", args=[self.portrait.pk]) if self.portrait else ""


@receiver(subject_opened, dispatch_uid="stories_beside_subject")
def stories_beside(subject: Subject, user, **kwargs) -> SubjectPanel | None:
    if not user.has_perm("articles.view_article"):
        return None
    found = Article.objects.visible_to(user).kept().naming_or_signed_by(subject).without_texts()
    newest = found.annotate(shown_title=shown_columns(user)["title"]).order_by("-saved_at", "-pk")[:LATEST]
    portrait = Image.objects.visible_to(user).portraying(subject).first()
    arranges = subject.kind == Kind.PLACE and user.has_perm("articles.change_frontpage")
    front = way_to(settings.DEFAULT_EDITION, Place(pk=subject.pk)) if arranges else ""
    return SubjectPanel([_line(story) for story in newest], found.count(), portrait, front)


def _line(story) -> dict:
    return {
        "title": story.shown_title,
        "stage": stage_word(story),
        "time": stage_time(story) or story.saved_at,
        "address": reverse("admin:articles_article_change", args=[story.pk]),
    }

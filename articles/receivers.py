"""Stories follow what happens to the subjects that they name."""

from django.dispatch import receiver

from articles import library, rendering
from articles.history import revisions
from articles.models import Article, Image, Mention, SettledPassage
from articles.rendering import anew, references, texts
from articles.rendering.masks import pictures_holding, stories_holding
from articles.search import building, index
from articles.workflow import completing
from articles.workflow.listing import list_by_stories
from people.models import Subject
from people.signals import readers_see_changed, subject_changed, subject_merging

revisions.register()
anew.register()
completing.register()
building.register()


@receiver(subject_changed, dispatch_uid="rebuild_stories_of_subject")
def rebuild_stories_of_subject(subject_id, **kwargs):
    """Sent inside the transaction of the change: old stories show a withheld name not one request longer."""
    subject = Subject.objects.get(pk=subject_id)
    if not subject.is_named:
        Mention.objects.filter(subject=subject).exclude(spelling="").update(spelling="")
    pictures = library.rederive(pictures_holding(subject, Image.objects.all()))
    rendering.rebuild(stories_holding(subject, Article.objects.all()) | library.stories_with(pictures))
    texts.follow(subject)
    list_by_stories(subject)
    if not subject.is_named:
        building.forget()


@receiver(readers_see_changed, sender=Article, dispatch_uid="index_stories")
def index_stories(keys, **kwargs):
    """Readers' search, our own links and the words around stories follow inside the transaction."""
    index.follow(keys)
    references.follow(keys)
    texts.follow_stories(keys)


@receiver(subject_merging, dispatch_uid="prepare_stories_for_merge")
def prepare_stories_for_merge(survivor, other, ledger, **kwargs) -> bool:
    """Addresses of stories may follow a protected name: the split needs those of before. Answers what readers have met."""
    stories = Article.objects.all()
    ledger.watch(stories_holding(survivor, stories), "slug", "kept_slug")
    ledger.watch(stories_holding(other, stories), "slug", "kept_slug")
    _keep_surer_mentions(survivor, other, ledger)
    for passage in SettledPassage.objects.filter(subject__in=[survivor, other]):
        ledger.set_aside(passage)  # with two persons' names at once each paragraph is to be asked again
    return stories_holding(other, stories.published() | stories.taken_down()).exists()


def _keep_surer_mentions(survivor, other, ledger):
    """A story tagged with both keeps one tag: confirmed if either is, and what it is about if the story is about either."""
    confirmed = Mention.objects.confirmed().filter(subject=other)
    both = Mention.objects.filter(subject=survivor)
    ledger.change(both.filter(article__in=confirmed.values("article")), state=Mention.State.CONFIRMED.value)
    main = confirmed.filter(prominence=Mention.Prominence.MAIN).values("article")
    ledger.change(both.filter(article__in=main), prominence=Mention.Prominence.MAIN.value)

"""Stories follow what happens to the subjects that they name."""

from django.dispatch import receiver

from articles import rendering, revisions
from articles.models import Article
from articles.protection import stories_holding
from people.models import Subject
from people.signals import subject_changed

revisions.register()


@receiver(subject_changed, dispatch_uid="rebuild_stories_of_subject")
def rebuild_stories_of_subject(subject_id, **kwargs):
    """Sent inside the transaction of the change: old stories show a withheld name not one request longer."""
    subject = Subject.objects.get(pk=subject_id)
    rendering.rebuild(stories_holding(subject, Article.objects.all()))

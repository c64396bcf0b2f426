"""What is derived beside stories follows what happens to the subjects whose names it may hold."""

from django.dispatch import receiver

from people import naming
from people.models import Kind, Subject
from people.naming import texts
from people.signals import announce_change, subject_changed


@receiver(subject_changed, dispatch_uid="derive_texts_of_subject")
def derive_texts_of_subject(subject_id, **kwargs):
    """Sent inside the transaction of the change: no description shows a withheld name one request longer."""
    told = texts.follow(Subject.objects.get(pk=subject_id))
    for subject in Subject.objects.filter(pk__in=told).exclude(kind=Kind.PERSON):
        naming.refresh(subject, was=subject.exposure)  # its label follows its names
    announce_change(Subject, told)

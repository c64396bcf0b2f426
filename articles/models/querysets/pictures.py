"""What is asked about pictures. They have no state of their own that is public: it is where they are used that makes them so."""

import re
from collections import defaultdict
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone

from people.base.rows import rows
from people.base.transliteration import APOSTROPHES
from people.models import Subject
from people.names import search_fold

#: Columns of a picture that readers' pages never need.
FOR_STAFF = ("alt", "caption", "credit", "copyright", "source", "notes", "suggestions", "original_name", "folded")


class ImageQuerySet(models.QuerySet):
    def public(self):
        """What the public may fetch, at this moment: used by a published story, or the portrait of a subject shown by name."""
        return self.filter(self._used_in(_published()) | self._portrays(_named()), withdrawn_at__isnull=True)

    def with_readers(self):
        """What is public, or will be without another look: in a story that is approved or published, or as a portrait."""
        decided = rows("articles.Article").with_status("approved", "published")
        return self.filter(self._used_in(decided) | self._portrays(_named()))

    def visible_to(self, user):
        """What this member of staff may see: everything, or what they added, what is public, and what their stories use."""
        if not user.is_active or not user.is_staff:
            return self.none()
        if user.has_perm("articles.edit_all_images"):
            return self
        # A published story is open to all staff, what waits to change it is not.
        theirs = Q(uploaded_by=user) | self._used_in(rows("articles.Article").worked_on_by(user), pending=True)
        theirs |= self._used_in(rows("articles.Article").visible_to(user))
        return self.filter(theirs | self._portrays(Subject.objects.visible_to(user)))

    @staticmethod
    def _used_in(articles, pending: bool = False):
        uses = rows("articles.ArticleImage") if pending else rows("articles.ArticleImage").on_page()
        return Exists(uses.filter(Exists(articles.filter(pk=OuterRef("article"))), image=OuterRef("pk")))

    @staticmethod
    def _portrays(subjects):
        return Exists(
            rows("articles.Portrait").filter(Exists(subjects.filter(pk=OuterRef("subject"))), image=OuterRef("pk"))
        )

    def with_public_until(self):
        """Annotates the last moment, as far as is known now, at which a public picture is still public; None: no end."""
        uses = rows("articles.ArticleImage").on_page().filter(image=OuterRef("pk"))
        uses = uses.filter(Exists(rows("articles.Article").published().filter(pk=OuterRef("article"))))
        endless = Exists(uses.filter(article__withdraw_at__isnull=True)) | self._portrays(_named())
        last = uses.order_by("-article__withdraw_at").values("article__withdraw_at")[:1]
        return self.annotate(public_until=Case(When(endless, then=None), default=Subquery(last)))

    def in_text_of(self, article):
        """Those that the story's text places, by its rows: a number that someone typed shows nothing."""
        return self.filter(uses__article=article.pk, uses__place="body") if article.pk else self.none()

    def portraying(self, subject):
        return self.filter(portrait_of__subject=subject.pk)

    def portraying_each(self, subjects):
        """Once for each of the subjects (keys), whose key it has as ``portrayed``."""
        return self.filter(portrait_of__subject__in=subjects).annotate(portrayed=F("portrait_of__subject"))

    def used(self):
        """In a story of whatever state, in a pending change, or as a portrait."""
        return self.filter(self._is_used())

    def unused(self):
        return self.exclude(self._is_used())

    @staticmethod
    def _is_used():
        in_stories = Exists(rows("articles.ArticleImage").filter(image=OuterRef("pk")))
        return in_stories | Exists(rows("articles.Portrait").filter(image=OuterRef("pk")))

    def waiting(self):
        return self.filter(state="waiting")

    def failed(self):
        return self.filter(state="failed")

    def withdrawn(self):
        return self.filter(withdrawn_at__isnull=False)

    def not_withdrawn(self):
        return self.filter(withdrawn_at__isnull=True)

    def without_description(self):
        return self.filter(alt="")

    def without_credit(self):
        return self.filter(credit="")

    def rights_ended(self):
        return self.filter(rights_until__lt=timezone.localdate())

    def rights_ending(self, days: int):
        today = timezone.localdate()
        return self.filter(rights_until__gte=today, rights_until__lte=today + timedelta(days=days))

    def added_by(self, user):
        return self.filter(uploaded_by=user)

    def same_as(self, image):
        """Others made of the very same file."""
        return self.filter(fingerprint=image.fingerprint).exclude(Q(pk=image.pk) | Q(fingerprint=""))

    def showing(self, subjects):
        """Pictures that show any of the subjects (a queryset)."""
        return self.filter(
            pk__in=rows("articles.ImageSubject").filter(subject__in=subjects.order_by().values("pk")).values("image")
        )

    def containing(self, query: str):
        """For staff: pictures whose words hold each word of the query, in any case."""
        found = self
        for word in search_fold(query).split()[:10]:
            found = found.filter(folded__contains=word)
        return found

    def publicly_containing(self, query: str):
        """Pictures in whose words as readers see them each word of the query stands, in any case, ё as е."""
        found, columns = self, ("public_alt", "public_caption", "public_credit")
        for word in search_fold(query).split()[:10]:
            pattern = "".join(map(_any_written, word))
            found = found.filter(reduce(or_, (Q(**{f"{column}__regex": pattern}) for column in columns)))
        return found

    def found_by(self, query: str, user):
        """Pictures that the words, or any spelling of the name of somebody shown, lead this member of staff to.

        What is typed may hold names that are withheld: only who may see them, or typed it, searches that.
        """
        if not query.split():
            return self
        meant = self.showing(Subject.objects.visible_to(user).named_like(query))
        if user.has_perm("people.see_protected_subject"):
            words = self.containing(query)
        else:
            words = self.filter(
                Q(pk__in=self.added_by(user).containing(query).values("pk"))
                | Q(pk__in=self.publicly_containing(query).values("pk"))
            )
        return self.filter(Q(pk__in=words.values("pk")) | Q(pk__in=meant.values("pk")))


def _written() -> dict[str, str]:
    """How a letter of ``search_fold`` may stand in a text that is not folded, beside itself and its capital."""
    found = defaultdict(str, {"е": "ё", "-": "‐‑–—−", "'": APOSTROPHES.replace("'", ""), '"': "«»“”„"})
    for letter in map(chr, range(0xC0, 0x250)):  # Latin with marks
        found[search_fold(letter)] += letter
    return found


WRITTEN = _written()


def _any_written(letter: str) -> str:
    """A pattern for the letter: each database folds the case of other alphabets by rules of its own, or not at all."""
    spellings = dict.fromkeys(letter + WRITTEN.get(letter, ""))
    spellings |= dict.fromkeys("".join(spellings).upper())
    return f"[{''.join(map(re.escape, spellings))}]" if len(spellings) > 1 else re.escape(letter)


class ArticleImageQuerySet(models.QuerySet):
    def on_page(self):
        """On the page as it is; those of a pending change are not."""
        return self.exclude(place="pending")


def _published():
    return rows("articles.Article").published()


def _named():
    """Subjects with a page of their own under their own name: others have no face here."""
    return Subject.objects.public().filter(exposure="named")

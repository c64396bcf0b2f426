"""Words that stories use and not every reader knows, with a short definition in the language of the edition."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.editions import InEdition
from articles.models.querysets import TermQuerySet
from people.base.fields import LineField, PlainTextField
from people.models.public import HasPublicText, masked_index

MOST_FORMS = 10


class Term(HasPublicText, InEdition):
    """A word, and what it means: the first time that a story uses it, it leads to the note below."""

    term = LineField(
        _("word"), max_length=80,
        help_text=_("One word or a few, such as: extradition. Its forms are found too; an abbreviation in capitals only so."),
    )  # fmt: skip
    forms = LineField(
        _("also written"),
        max_length=300,
        blank=True,
        help_text=_("Other words for the same thing, with commas between them."),
    )
    definition = PlainTextField(
        _("definition"),
        max_length=600,
        help_text=_("One or two sentences, for a reader who meets the word for the first time."),
    )
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Without it, neither stories nor the glossary show the word.")
    )
    public_term = models.TextField(null=True, editable=False)
    public_definition = models.TextField(null=True, editable=False)

    LINES = ("term", "definition")

    objects = TermQuerySet.as_manager()

    class Meta:
        indexes = [masked_index("term_masked")]
        verbose_name = _("word of the glossary")
        verbose_name_plural = _("words of the glossary")
        ordering = ["language", "term"]
        constraints = [
            models.UniqueConstraint(
                name="term_once_per_edition",
                fields=["language", "term"],
                violation_error_message=_("The glossary of this edition has this word already."),
            ),
            models.CheckConstraint(name="term_says_something", condition=~Q(term="") & ~Q(definition="")),
        ]

    def __str__(self):
        return self.term

    @property
    def spellings(self) -> list[str]:
        """All that a story may call it."""
        others = [form.strip() for form in self.forms.split(",")]
        return list(dict.fromkeys(filter(None, [self.term.strip(), *others[:MOST_FORMS]])))

    @property
    def anchor(self) -> str:
        """Where its definition stands, below a story and in the glossary."""
        return f"word-{self.pk}"

    @property
    def is_public(self) -> bool:
        return self.is_active and bool(self.public_term and self.public_definition)

    def get_absolute_url(self):
        with self.in_own_edition():
            return f"{reverse('articles:glossary')}#{self.anchor}"

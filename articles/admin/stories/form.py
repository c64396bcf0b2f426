"""The writing form: what a journalist fills in for a story, checked as a whole."""

import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import ErrorDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.choices import (
    MainSubjectsField,
    RowsField,
    StoryField,
    SubjectsField,
    TopicsFound,
    with_add_link,
)
from articles.admin.library.story import PicturesInForm
from articles.admin.stages import shown_title
from articles.body import clean
from articles.history.content import FIELDS
from articles.models import Article, Byline, Mention, Status, Topic, TopicTagging
from articles.models.querysets import HEAVY
from articles.workflow.checklist import untitled_cards
from people.base.admin import OneFound, SeveralFound, posted_keys, visible
from people.base.transliteration import make_slug
from people.models import Organization, Person, Place, Subject

#: Field of the form -> (what it chooses, a foreign key of ours to that, for the autocomplete's address).
SUBJECT_FIELDS = {
    "people": (Person, Byline._meta.get_field("person")),
    "places": (Place, Place._meta.get_field("parent")),
    "organizations": (Organization, Byline._meta.get_field("desk")),
}


#: Fields of the form that say what a story says; all others say where it stands, and wait for nobody.
CONTENT_FIELDS = {
    *(name.removesuffix("_id") for name in FIELDS),
    *SUBJECT_FIELDS,
    "main_subjects",
    "topics",
    "opened_version",
    "form_token",
    "base_version",
}
#: Fields that no column of the story holds.
NO_COLUMNS = {"translation_of", "news_changed"}


def own_edition(user) -> str:
    """The edition in whose language the user works; empty where there is none."""
    return user.language if user.language in settings.EDITIONS else ""


class StoryForm(PicturesInForm, forms.ModelForm):
    """A story with its subjects and topics: what somebody typed, checked. Its admin class stores what it says.

    ``is_checked`` False: it only shows what was typed. ``pending_refusal``: it is kept as a pending change, or for that reason
    not even that; None for a form that is saved.
    """

    #: Drawn when an empty form is opened: with the text it tells a second click from a second story.
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31)
    people = SubjectsField(queryset=None, required=False, label=_("people"))
    places = SubjectsField(queryset=None, required=False, label=_("places"))
    organizations = SubjectsField(queryset=None, required=False, label=_("organisations"))
    main_subjects = MainSubjectsField(
        label=_("what it is about"), help_text=_("Tick those whom the story is about; the others are only named in it.")
    )
    topics = RowsField(queryset=Topic.objects.all(), required=False, label=_("topics"))
    translation_of = StoryField(
        queryset=None,
        required=False,
        label=_("translation of"),
        help_text=_("The same story in another edition: readers of either find the other."),
    )

    #: For a time that readers are shown: fixing a comma shows them none.
    news_changed = forms.BooleanField(
        required=False,
        label=_("This changes the news: show readers a new time"),
        help_text=_("A comma does not. The time is that of saving, unless you type another."),
    )

    class Meta:
        model = Article
        fields = []  # named by the admin, for the user and the story
        widgets = {
            "title": forms.Textarea({"rows": 1, "class": "story-title"}),
            "summary": forms.Textarea({"rows": 2, "class": "story-dek"}),
            "short_title": forms.Textarea({"rows": 1, "class": "story-short-title"}),
            "how_we_know": forms.Textarea({"rows": 4, "dir": "auto"}),
        }
        error_messages = {"title": {"required": _("The story has no headline yet: a working one will do.")}}

    def __init__(self, *args, user, site, is_checked=True, pending_refusal=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.site, self.is_checked, self.pending_refusal = user, site, is_checked, pending_refusal
        #: Whether a save reaches the readers of a published story.
        self.is_for_readers = pending_refusal is None
        #: The story was saved after the form was opened: the version that was opened, as it was sent.
        self.stale_version = None
        self.was_public = self.instance.was_public
        # Of this time it is out: one that was withdrawn and is planned anew may still be moved.
        self.is_out = self.instance.status == Status.PUBLISHED and self.instance.published_at <= timezone.now()
        self.initial["opened_version"] = self.instance.version if self.instance.pk else 0
        self.initial["form_token"] = uuid.uuid4()
        self.mentions = self._visible_mentions()
        self._set_up_writing()
        self.set_up_pictures()
        self._set_up_subjects()
        self._set_up_topics()
        self._set_up_translation()

    # Setting up ----------------------------------------------------------------------------------------------------

    def _visible_mentions(self) -> list[Mention]:
        """Confirmed mentions of subjects that the user may see: all that this form shows and changes."""
        if not self.instance.pk:
            return []
        rows = self.instance.mentions.confirmed().filter(subject__in=Subject.objects.visible_to(self.user))
        return list(rows.select_related("subject"))

    def _set_up_writing(self):
        for name, hint in (
            ("title", _("Headline")),
            ("summary", _("Dek: one or two sentences that say what happened")),
            ("short_title", self.initial.get("title") or _("As the headline")),
        ):
            if name in self.fields:
                # A browser would cut what is pasted, without a word; the form says so and keeps it.
                self.fields[name].widget.attrs.pop("maxlength", None)
                self.fields[name].widget.attrs |= {
                    "placeholder": hint, "data-limit": self.fields[name].max_length, "dir": "auto",
                }  # fmt: skip
        if "title" in self.fields and not self.instance.pk:
            self.fields["title"].widget.attrs["autofocus"] = True

    def _set_up_subjects(self):
        for name, (model, source) in SUBJECT_FIELDS.items():
            if name not in self.fields:
                continue
            field = self.fields[name]
            field.queryset = visible(model.objects.all(), self.user).with_texts().with_namesakes(self.user)
            field.widget = with_add_link(SeveralFound(source, self.site), source, self.site, self.user)
            field.widget.choices = field.choices
            self.initial[name] = [row.subject_id for row in self.mentions if row.subject.kind == model.KIND]
        if "main_subjects" in self.fields:
            tagged = Subject.objects.visible_to(self.user).filter(pk__in=self._tagged_keys())
            self.fields["main_subjects"].queryset = tagged
            self.initial["main_subjects"] = [
                row.subject_id for row in self.mentions if row.prominence == Mention.Prominence.MAIN
            ]

    def _tagged_keys(self) -> list:
        if not self.is_bound:
            return [row.subject_id for row in self.mentions]
        return list(posted_keys(self.data, *map(self.add_prefix, SUBJECT_FIELDS)))

    def _set_up_topics(self):
        if "topics" not in self.fields:
            return
        source = TopicTagging._meta.get_field("tag")
        widget = TopicsFound(source, self.site)
        widget.language = self._language()
        self.fields["topics"].widget = with_add_link(widget, source, self.site, self.user)
        self.fields["topics"].widget.choices = self.fields["topics"].choices
        self.initial["topics"] = list(self.instance.taggings.values_list("tag", flat=True)) if self.instance.pk else []

    def _language(self) -> str:
        codes = [code for code, _name in self.fields["language"].choices] if "language" in self.fields else []
        posted = self.data.get(self.add_prefix("language")) if self.is_bound else None
        return posted if posted in codes else self.initial.get("language") or self.instance.language

    def _set_up_translation(self):
        if "translation_of" not in self.fields:
            return
        field = self.fields["translation_of"]
        field.queryset = self._originals().exclude(pk=self.instance.pk).defer(*HEAVY)
        field.user = self.user
        field.widget = OneFound(Byline._meta.get_field("article"), self.site)
        field.widget.is_required = False
        field.widget.choices = field.choices
        sibling = field.queryset.filter(pk__in=self.instance.siblings()).first() if self.instance.pk else None
        self.initial["translation_of"] = sibling.pk if sibling else None

    def _originals(self):
        """Who may not edit every story joins only their own: a hidden draft would bar others from the real translation."""
        stories = Article.objects.visible_to(self.user)
        if self.user.has_perm("articles.edit_all_articles"):
            return stories
        own = models.Q(pk__in=Article.objects.owned_by(self.user).values("pk"))
        if self.instance.pk:
            own |= models.Q(pk__in=self.instance.siblings().values("pk"))
        return stories.filter(own)

    # Checking ------------------------------------------------------------------------------------------------------

    def full_clean(self):
        if self.is_checked:
            super().full_clean()
            return
        self._errors, self.cleaned_data = ErrorDict(), {}
        if self._is_stale(self.data.get(self.add_prefix("opened_version"))):
            self._note_stale()

    def is_valid(self):
        return self.is_checked and super().is_valid()

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        self._refuse_stale()
        self._follow_section(cleaned)
        self._check_edition(cleaned)
        self._check_translation(cleaned)
        self._check_time(cleaned)
        self._check_complete(cleaned)
        self._check_update(cleaned)
        self._choose_slug(cleaned)
        if self.pending_refusal is not None:
            self._check_pending(cleaned)
        return cleaned

    def current_version(self) -> int:
        """The number that an opened form carries, as it is now."""
        return self.instance.version

    def _is_stale(self, opened) -> bool:
        return bool(self.instance.pk) and str(opened) != str(self.current_version())

    def _note_stale(self):
        self.stale_version = self.data.get(self.add_prefix("opened_version"), "")

    def _refuse_stale(self):
        """Nothing is overwritten that the user has not seen. The row is locked by the admin until the save is done."""
        if not self._is_stale(self.cleaned_data.get("opened_version")):
            return
        self._note_stale()
        # Who saves again has seen the other's text, and decided.
        self.data = self.data.copy()
        self.data[self.add_prefix("opened_version")] = str(self.current_version())
        self.add_error(None, ValidationError(self.stale_sentence(), code="stale"))

    @staticmethod
    def stale_sentence() -> str:
        return _(
            "Not saved: the story was saved elsewhere after you opened it. Nothing is lost. Your text is in the "
            "form, the other version is below it: copy what you need, then save again."
        )

    def _check_pending(self, cleaned):
        if self.pending_refusal:
            self.add_error(None, ValidationError(self.pending_refusal, code="pending"))
        for name in set(self.changed_data) - CONTENT_FIELDS:
            if name in cleaned and cleaned[name] == self.initial.get(name):
                continue  # such as a language whose first value was not sent along
            sentence = _("This is not part of a pending change: save it separately first, or put it back as it was.")
            self.add_error(name, ValidationError(sentence, code="pending"))

    def _follow_section(self, cleaned):
        """A section that was chosen says the edition, as the script shows at once; unless another language was chosen, too."""
        section, language = cleaned.get("section"), cleaned.get("language")
        offered = self.initial.get("language") if self.instance.pk else own_edition(self.user)
        is_as_offered = language == (offered or settings.DEFAULT_EDITION)
        if section and language and is_as_offered and "section" in self.changed_data:
            cleaned["language"] = section.language

    def _check_edition(self, cleaned):
        section = cleaned.get("section")
        language = cleaned.get("language") or self.instance.language
        if section and section.language != language:
            self.add_error(
                "section",
                _("The section “%(section)s” belongs to the edition %(language)s: choose one of the story's language.")
                % {"section": section, "language": section.language_name},
            )
        strangers = [topic for topic in cleaned.get("topics") or () if topic.language != language]
        if strangers:
            self.add_error(
                "topics",
                _("These topics belong to another edition: %(topics)s. Remove them or change the story's language.")
                % {"topics": ", ".join(topic.name for topic in strangers)},
            )

    def _check_translation(self, cleaned):
        """Two versions of a story in one language would be taken for one another."""
        language = cleaned.get("language") or self.instance.language
        original = cleaned.get("translation_of")
        key = original.translation_key if original else self.instance.translation_key
        if "translation_of" in self.changed_data and not original:
            return
        there = Article.objects.filter(translation_key=key, language=language).exclude(pk=self.instance.pk)
        if there.exists():
            sentence = _("That story already has a version in this language.")
            if known := there.visible_to(self.user).first():
                address = reverse("admin:articles_article_change", args=[known.pk])
                sentence = format_html('{} <a href="{}">{}</a>', sentence, address, shown_title(known, self.user))
            self.add_error("translation_of" if "translation_of" in self.fields else None, sentence)

    def _check_time(self, cleaned):
        if "published_at" not in self.fields or self.instance.status != Status.PUBLISHED:
            return
        if "_publish_now" in self.data and not self.is_out:
            cleaned["published_at"] = timezone.now()
        time = cleaned.get("published_at")
        if "published_at" in self.errors:
            return
        if time is None:
            self.add_error(
                "published_at", _("A published story has a time. To remove it from the site, use “Withdraw”.")
            )
        elif self.is_out and time > timezone.now():
            self.add_error(
                "published_at",
                _("Readers already see the story, so it cannot be scheduled: withdraw it first."),
            )

    def _check_complete(self, cleaned):
        """A story that readers have, or will have by itself, keeps what none goes out without."""
        if not self.is_for_readers or self.instance.status != Status.PUBLISHED:
            return
        for name, sentence in (("body", _("No text yet.")), ("section", _("Choose a section."))):
            if name in self.fields and self.initial.get(name) and name not in self.errors and not cleaned.get(name):
                self.add_error(name, ValidationError(sentence, code="incomplete"))
        text = cleaned.get("body") or ""
        if "data-embed" in text and (sentence := untitled_cards(clean(text))):
            self.add_error("body", ValidationError(sentence, code="incomplete"))

    def _check_update(self, cleaned):
        """The time that readers are shown moves by its tick, with a reason, or by hand."""
        if "update_reason" not in self.fields or not cleaned.get("news_changed"):
            return
        if not cleaned.get("update_reason") and "update_reason" not in self.errors:
            self.add_error("update_reason", _("Say in a line what was updated: readers see it beside the time."))
        if "materially_updated_at" not in self.changed_data:
            cleaned["materially_updated_at"] = timezone.now()

    def _choose_slug(self, cleaned):
        """The address follows the headline until readers have it, unless it was chosen."""
        if "slug" in self.errors:
            return
        if "title" not in cleaned:
            # Never saved; without any the form would complain of a missing address, too.
            cleaned["slug"] = self.instance.slug = cleaned.get("slug") or self.instance.slug or "story"
            return
        before = self.initial.get("slug", self.instance.slug) or ""
        typed = cleaned.get("slug") if "slug" in self.fields else before
        chosen = typed != before or before not in self._slugs_of_headline()
        if self.was_public:
            slug = typed or before
        elif typed and chosen:
            slug = typed
        else:
            language = cleaned.get("language") or self.instance.language
            slug = make_slug(cleaned["title"], language, fallback="story", max_length=100)
        cleaned["slug"] = self.instance.slug = slug

    def _slugs_of_headline(self) -> set[str]:
        headlines = {self.instance.title, self.instance.public_title}
        return {
            "",
            *(make_slug(text, self.instance.language, fallback="story", max_length=100) for text in headlines),
        }

    # What it says --------------------------------------------------------------------------------------------------

    def tags(self) -> tuple[set[int], set[int], set[int]]:
        """Keys of the subjects that are chosen, that the story is about, and that the form showed as tagged."""
        chosen = {row.pk for name in SUBJECT_FIELDS for row in self.cleaned_data.get(name) or ()}
        main = {subject.pk for subject in self.cleaned_data.get("main_subjects") or ()}
        return chosen, main, {row.subject_id for row in self.mentions}

    def beside(self) -> dict:
        """The columns that no content holds, as far as the form shows them: language, times, assignment, translation."""
        names = self.fields.keys() - CONTENT_FIELDS - NO_COLUMNS
        columns = {name: getattr(self.instance, name) for name in names}
        if "translation_of" in self.changed_data:
            original = self.cleaned_data["translation_of"]
            columns["translation_key"] = original.translation_key if original else uuid.uuid4()
        return columns


def form_key(data) -> uuid.UUID | None:
    """What the same form with the same text has in common, sent twice; changed after a save, it is another story."""
    try:
        token = uuid.UUID(data.get("form_token", ""))
    except ValueError:
        return None
    return uuid.uuid5(token, "\0".join(data.get(name, "") for name in ("title", "summary", "body")))

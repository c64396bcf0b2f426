"""Section, topics and byline of several stories at once, from the list.

A form says what is wanted, a page says what becomes of each story, and then each is saved by the one door as one version of
its own. A story that the user may not change, that was saved meanwhile, or that stands in another edition is left and named.
"""

from dataclasses import dataclass, replace
from functools import partial

from django import forms
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.choices import RowsField, SectionField, TopicsFound
from articles.admin.stages import shown_title, stage_sentence
from articles.admin.stories.tally import Tally
from articles.history.comparison import of_contents
from articles.history.content import Content
from articles.models import Byline, Section, Topic, TopicTagging
from people.base.admin import OneFound, StaffChoiceField, visible
from people.base.fields import tidy_line
from people.models import Organization, Person

CHANGE = "change"
LABEL = gettext_lazy("Change section, topics, byline")
NOT_PERMITTED = gettext_lazy("You may not change it.")
SO_ALREADY = gettext_lazy("It is like this already.")


class ChangeForm(forms.Form):
    """What is to be changed; what is left empty stays as it is in each story."""

    section = SectionField(
        queryset=Section.objects.order_by("language", "position", "name"), required=False,
        empty_label=gettext_lazy("As it is"), label=gettext_lazy("Section"),
    )  # fmt: skip
    add_topics = RowsField(queryset=Topic.objects.all(), required=False, label=gettext_lazy("Add topics"))
    remove_topics = RowsField(queryset=Topic.objects.all(), required=False, label=gettext_lazy("Remove topics"))
    person = StaffChoiceField(queryset=Person.objects.none(), required=False, label=gettext_lazy("Byline: a person"))
    desk = StaffChoiceField(queryset=Organization.objects.none(), required=False, label=gettext_lazy("Byline: a desk"))
    text = forms.CharField(required=False, max_length=200, label=gettext_lazy("Byline: free text"))
    replaces = forms.BooleanField(
        required=False, label=gettext_lazy("Replace the bylines that are there; otherwise it comes after them")
    )

    def __init__(self, data, user, site):
        super().__init__(data)
        for name, model in (("person", Person), ("desk", Organization)):
            self.fields[name].queryset = visible(model.objects.not_merged(), user)
            self._find(name, OneFound(Byline._meta.get_field(name), site))
        for name in ("add_topics", "remove_topics"):
            self._find(name, TopicsFound(TopicTagging._meta.get_field("tag"), site))

    def _find(self, name, widget):
        self.fields[name].widget = widget
        widget.choices = self.fields[name].choices

    def clean_text(self):
        return tidy_line(self.cleaned_data["text"])

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        signed = [name for name in ("person", "desk", "text") if cleaned[name]]
        if len(signed) > 1:
            self.add_error("text", _("A byline is a person, a desk or a free text: fill in just one of them."))
        if both := set(cleaned["add_topics"]) & set(cleaned["remove_topics"]):
            self.add_error("remove_topics", _("Both added and removed: %s.") % ", ".join(sorted(map(str, both))))
        if not (signed or cleaned["section"] or cleaned["add_topics"] or cleaned["remove_topics"]):
            self.add_error(None, _("Choose what to change."))
        return cleaned

    def names_of_changed(self) -> list[str]:
        """What the log says: which fields, and none of the words."""
        wanted = self.cleaned_data
        found = {
            _("section"): wanted["section"],
            _("topics"): wanted["add_topics"] or wanted["remove_topics"],
            _("bylines"): wanted["person"] or wanted["desk"] or wanted["text"],
        }
        return [name for name, value in found.items() if value]

    def refuse_other_edition(self, article):
        """A story stands in sections and under topics of its own edition."""
        wanted = [self.cleaned_data["section"], *self.cleaned_data["add_topics"]]
        others = [row.name for row in wanted if row and row.language != article.language]
        if others:
            raise workflow.Refused(_("Of another edition: %s.") % ", ".join(others))

    def applied_to(self, stored: Content, user) -> Content:
        """The content with what is wanted. Bylines that the user may not see stay."""
        wanted, fields, topics = self.cleaned_data, dict(stored.fields), set(stored.topics)
        if wanted["section"]:
            fields["section_id"] = wanted["section"].pk
        topics |= {topic.pk for topic in wanted["add_topics"]}
        topics -= {topic.pk for topic in wanted["remove_topics"]}
        changed = replace(stored, fields=fields, topics=sorted(topics), bylines=self._bylines(stored.bylines))
        return changed.keeping_unseen(stored, user)

    def _bylines(self, stored: list[dict]) -> list[dict]:
        wanted = self.cleaned_data
        key = {
            "person_id": wanted["person"].pk if wanted["person"] else None,
            "desk_id": wanted["desk"].pk if wanted["desk"] else None, "text": wanted["text"],
        }  # fmt: skip
        same = [row for row in stored if all(row[name] == value for name, value in key.items())]
        if not any(key.values()) or (same and not wanted["replaces"]):
            return stored
        if wanted["replaces"]:
            return same if len(same) == len(stored) else [{"position": 0, "role": Byline.Role.AUTHOR.value, **key}]
        last = max((row["position"] for row in stored), default=-1)
        return [*stored, {"position": last + 1, "role": Byline.Role.AUTHOR.value, **key}]


@dataclass
class Planned:
    """What becomes of one story: rows of a comparison, or why it is left."""

    story: object
    version: int
    title: str
    standing: str
    changes: list
    why_not: str = ""


class BulkChange:
    """What the list of the admin class offers beside moves."""

    def __init__(self, admin):
        self.admin = admin

    def answer(self, request, versions: dict[int, int]):
        """The form; what it would do; and then that."""
        site = self.admin.admin_site
        form = ChangeForm(request.POST if "_asked" in request.POST else None, request.user, site)
        is_ready = form.is_bound and form.is_valid() and "_again" not in request.POST
        if is_ready and "_confirmed" in request.POST:
            return self._change_all(request, versions, form)
        return self._ask_what(request, versions, form, is_ready)

    def _ask_what(self, request, versions, form, is_ready):
        stories = self.admin.get_queryset(request).select_related("section").filter(pk__in=versions).order_by("pk")
        rows = [self._planned(story, versions[story.pk], form if is_ready else None, request.user) for story in stories]
        context = self.admin.admin_site.each_context(request) | {
            "title": LABEL, "opts": self.admin.opts, "rows": rows, "form": form, "action": CHANGE, "is_ready": is_ready,
            "count": sum(bool(row.changes) for row in rows), "has_public": any(row.story.is_public for row in rows),
            "media": self.admin.media + form.media,
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/article/change_several.html", context)

    @staticmethod
    def _planned(story, version, form, user) -> Planned:
        planned = Planned(story, version, shown_title(story, user), stage_sentence(story, user), [])
        try:
            _refuse(story, user, version)
            if form:
                form.refuse_other_edition(story)
                stored = Content.of(story)
                rows = of_contents(stored, form.applied_to(stored, user), user)
                planned.changes = [row for row in rows if row.is_changed]
                planned.why_not = "" if planned.changes else SO_ALREADY
        except workflow.Refused as refusal:
            planned.why_not = " ".join(map(str, refusal.messages))
        return planned

    def _change_all(self, request, versions, form):
        tally = Tally()
        for key, version in versions.items():
            change = partial(_change_one, request.user, version, form)
            self.admin.do_one(request, key, change, tally, fields=form.names_of_changed(), denied=NOT_PERMITTED)
        self.admin.say(request, LABEL, tally)
        return HttpResponseRedirect(request.get_full_path())


def _change_one(user, version, form, article):
    """Save it as it was shown. Raises PermissionDenied or Refused."""
    _refuse(article, user, version)
    form.refuse_other_edition(article)
    stored = Content.of(article)
    content = form.applied_to(stored, user)
    if content == stored:
        raise workflow.Refused(SO_ALREADY)
    workflow.save(article, content, by=user, beside={})


def _refuse(article, user, version: int):
    if not workflow.may_edit(user, article):
        raise workflow.Refused(NOT_PERMITTED)
    workflow.refuse_stale(article, version)

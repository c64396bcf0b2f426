"""The planning calendar: what goes out, is freed and leaves in a week, with what the desk wrote for its days.

Stories come through ``visible_to``. Who may not see protected names reads headlines and the lines of colleagues as readers would.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.choices import StoryField
from articles.admin.stages import shown_columns, stage_word
from articles.admin.times import StoryDayField
from articles.models import Article, Byline, DayNote, Mention
from articles.workflow import planning
from people.base.admin import OneFound, StaffAdmin, is_key, name_of
from people.base.clock import YEARS, zone_words
from people.naming.hiding import masks_in, protected_names

WEEK = timedelta(days=7)
#: Of each kind, in a week.
MOST = 300


@dataclass
class Entry:
    """One line of a day."""

    kind: str
    word: str
    title: str
    when: datetime | None = None
    story: Article | None = None
    stage: str = ""
    said: str = ""
    note: DayNote | None = None
    may_remove: bool = False
    may_change: bool = False


@dataclass
class Day:
    date: date
    entries: list[Entry] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.date.isoformat()

    @property
    def name(self) -> str:
        return formats.date_format(self.date, "l")

    @property
    def label(self) -> str:
        return formats.date_format(self.date, "MONTH_DAY_FORMAT")

    @property
    def is_today(self) -> bool:
        return self.date == timezone.localdate()

    @property
    def is_over(self) -> bool:
        return self.date < timezone.localdate()


def monday_of(text: str) -> date:
    """The first day of the week that a day of it is written for; of this week for what is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = timezone.localdate()
    return day - timedelta(days=day.weekday()) if day.year in YEARS else monday_of("")


class Week:
    """The seven days from a Monday, as one member of staff may see them."""

    def __init__(self, monday: date, user):
        self.monday, self.user = monday, user
        self.days = [Day(monday + timedelta(days=number)) for number in range(7)]
        self.is_cut = False
        zone = timezone.get_current_timezone()
        self.start, self.end = (datetime.combine(day, time.min, tzinfo=zone) for day in (monday, monday + WEEK))
        seen = Article.objects.visible_to(user).without_texts()
        self.stories = seen.annotate(shown_title=shown_columns(user)["title"])
        self._fill()

    def _fill(self):
        for kind, word, found, column in (
            ("out", _("Goes out"), self.stories.going_out, "published_at"),
            ("freed", _("Embargo ends"), self.stories.freed, "embargo_until"),
            ("leaves", _("Is withdrawn"), self.stories.leaving, "withdraw_at"),
        ):
            for story in self._some(found(self.start, self.end).order_by(column, "id")):
                entry = Entry(kind, word, story.shown_title, getattr(story, column), story, stage_word(story))
                self._day(timezone.localdate(entry.when)).entries.append(entry)
        self._fill_notes()
        for day in self.days:
            day.entries.sort(key=lambda entry: (entry.when is not None, entry.when or self.start))

    def _fill_notes(self):
        found = DayNote.objects.visible_to(self.user).between(self.days[0].date, self.days[-1].date)
        notes = self._some(found.select_related("author").order_by("day", "id"))
        keys = {note.article_id for note in notes} - {None}
        stories = {story.pk: story for story in self.stories.kept().filter(pk__in=keys)}
        read = self._reading(notes, keys)
        for note in notes:
            story = stories.get(note.article_id)
            text = note.text if note.author_id == self.user.pk else read(note.text)
            entry = Entry(note.kind, note.get_kind_display(), text, story=story, note=note, said=name_of(note.author))
            entry.may_remove = planning.may_remove_day_note(self.user, note)
            entry.may_change = planning.may_change_day_note(self.user, note)
            self._day(note.day).entries.append(entry)

    def _reading(self, notes: list[DayNote], stories: set[int]):
        """How the user reads what colleagues wrote; in every language of the site, for nobody says which it is."""
        others = "\n".join(note.text for note in notes if note.author_id != self.user.pk)
        if not others or self.user.has_perm("people.see_protected_subject"):
            return lambda text: text
        tagged = set(Mention.objects.meant().filter(article__in=stories).values_list("subject", flat=True))
        protected = protected_names()
        masks = [masks_in(others, code, tagged, protected) for code, _name in settings.LANGUAGES]

        def read(text: str) -> str:
            for mask in masks:
                text = mask.apply(text)
            return text

        return read

    def _some(self, rows) -> list:
        rows = list(rows[: MOST + 1])
        self.is_cut |= len(rows) > MOST
        return rows[:MOST]

    def _day(self, day: date) -> Day:
        return self.days[(day - self.monday).days]

    @property
    def title(self) -> str:
        first, last = self.days[0].date, self.days[-1].date
        month = "F" if get_language() == "en" else "E"
        start = formats.date_format(first, "j" if first.month == last.month else f"j {month}")
        return f"{start} – {formats.date_format(last, f'j {month} Y')}"


class DayNoteForm(forms.Form):
    """A line for a day. ``user`` and ``site`` say which stories may be chosen."""

    day = StoryDayField(label=gettext_lazy("Day"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=DayNote.Kind.choices)
    text = forms.CharField(
        label=gettext_lazy("What"), max_length=300,
        error_messages={"required": gettext_lazy("The note is empty: write what happens on that day.")},
        widget=forms.TextInput({"placeholder": gettext_lazy("10:00, district court, second hearing")}),
    )  # fmt: skip
    article = StoryField(
        queryset=None, required=False, label=gettext_lazy("Story"),
        help_text=gettext_lazy("With a story, only those who work on it see the note; without one, all staff do."),
    )  # fmt: skip

    def __init__(self, *args, user, site, note=None, **kwargs):
        if note:
            kwargs["initial"] = {name: getattr(note, name) for name in ("day", "kind", "text", "article")}
        super().__init__(*args, auto_id="day_note_%s", **kwargs)
        field = self.fields["article"]
        field.user, field.queryset = user, Article.objects.kept().worked_on_by(user).without_texts()
        if note and note.article_id and not field.queryset.filter(pk=note.article_id).exists():
            del self.fields["article"]  # it stays: without it all staff would read the note
            return
        field.widget = OneFound(Byline._meta.get_field("article"), site)
        field.widget.is_required = False
        field.widget.choices = field.choices


@admin.register(DayNote)
class PlanningAdmin(StaffAdmin):
    """The week, where a line is written, too, or changed; and an address that takes a line away."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_article")

    def has_add_permission(self, request):
        return False  # the week is where it is written

    has_module_permission = has_view_permission

    def has_change_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.week_view), name="articles_daynote_changelist"),
            path("<int:pk>/change/", view(self.change_line_view), name="articles_daynote_change_line"),
            path("<int:pk>/remove/", view(self.remove_view), name="articles_daynote_remove"),
        ]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def week_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        writes = planning.may_write_day_notes(request.user)
        if request.method == "POST" and not writes:
            raise PermissionDenied
        monday = monday_of(request.GET.get("week", ""))
        form = self._form(request, monday)
        if form.is_bound and (note := self._written(request, form)):
            return HttpResponseRedirect(self._address(note.day))
        return self._page(request, monday, form if writes else None)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def change_line_view(self, request, pk):
        """The week of the line, with the line in the form."""
        note = self._note(request, pk)
        if not planning.may_change_day_note(request.user, note):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else None
        form = DayNoteForm(data, user=request.user, site=self.admin_site, note=note)
        if form.is_bound and (changed := self._written(request, form, note)):
            return HttpResponseRedirect(self._address(changed.day))
        return self._page(request, monday_of(note.day.isoformat()), form, changes=note)

    def _page(self, request, monday: date, form, changes=None):
        week = Week(monday, request.user)
        context = self.admin_site.each_context(request) | {
            "title": _("Planning"), "opts": self.opts, "week": week, "form": form, "zone": zone_words(),
            "changes": changes, "back": self._address(changes.day) if changes else "",
            "before": self._address(monday - WEEK, ""), "after": self._address(monday + WEEK, ""),
            "now": "" if monday == monday_of("") else reverse("admin:articles_daynote_changelist"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/daynote/week.html", context)

    def _form(self, request, monday: date) -> DayNoteForm:
        """With what was sent; else with a day of the week that is shown, and the story that the address names."""
        options = {"user": request.user, "site": self.admin_site}
        if request.method == "POST":
            return DayNoteForm(request.POST, **options)
        today, story = timezone.localdate(), request.GET.get("story", "")
        form = DayNoteForm(initial={"day": today if monday <= today < monday + WEEK else monday}, **options)
        if is_key(story) and form.fields["article"].queryset.filter(pk=story).exists():
            form.initial["article"] = story
        return form

    @staticmethod
    def _written(request, form: DayNoteForm, note: DayNote | None = None) -> DayNote | None:
        if not form.is_valid():
            return None
        said = form.cleaned_data
        story = note.article if note and "article" not in form.fields else said["article"]
        words = {"by": request.user, "kind": said["kind"], "story": story}
        try:
            if note:
                return planning.change_day_note(note, said["day"], said["text"], **words)
            return planning.write_day_note(said["day"], said["text"], **words)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return None

    @method_decorator(require_POST)
    def remove_view(self, request, pk):
        note = self._note(request, pk)
        planning.remove_day_note(note, by=request.user)
        messages.success(request, _("Removed from the calendar."))
        return HttpResponseRedirect(self._address(note.day))

    def _note(self, request, pk) -> DayNote:
        if not self.has_view_permission(request):
            raise PermissionDenied
        note = DayNote.objects.visible_to(request.user).filter(pk=pk).first()
        if note is None:
            raise Http404
        return note

    @staticmethod
    def _address(day: date, anchor: str = "#day-") -> str:
        where = f"{anchor}{day.isoformat()}" if anchor else ""
        return f"{reverse('admin:articles_daynote_changelist')}?week={day.isoformat()}{where}"

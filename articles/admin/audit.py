"""The log for those who answer for the newsroom: who did what to which story, when and why. Read and exported, never changed.

Entries are paged by where the last page ended: nobody counts a log of years. A reason may hold a name that is protected, and a
headline may: who may not see those is not shown them.
"""

import csv
import json
from datetime import datetime, time, timedelta

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import audit
from articles.admin.stages import shown_columns
from articles.admin.times import StoryDayField
from articles.audit import action_label, actions, target_label
from articles.models import Article, AuditEntry
from people.base import spreadsheets
from people.base.admin import StaffAdmin, is_key, name_of
from people.base.clock import zone_words

PAGE = 50
DAY = timedelta(days=1)
COLUMNS = ["number", "time", "account", "action", "story", "target", "reason", "detail"]


class LogFilter(forms.Form):
    """What the log is narrowed by; an empty field narrows nothing."""

    action = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    by = forms.ModelChoiceField(None, label=gettext_lazy("Who"), required=False, empty_label=gettext_lazy("Everybody"))
    story = forms.IntegerField(label=gettext_lazy("Story number"), required=False, min_value=1, max_value=2**53)
    since = StoryDayField(label=gettext_lazy("From"), required=False, looks_back=True)
    until = StoryDayField(label=gettext_lazy("To"), required=False, looks_back=True)

    def __init__(self, data):
        super().__init__(data, auto_id="log_%s")
        self.fields["action"].choices = [("", _("Everything")), *actions()]
        accounts = get_user_model().objects.order_by("username")
        self.fields["by"].queryset = accounts
        self.fields["by"].label_from_instance = name_of

    def entries(self):
        """The entries that fit, newest first; none when a field holds what cannot be asked."""
        found = AuditEntry.objects.order_by("-at", "-id")
        if not self.is_valid():
            return found.none()
        chosen = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return found.matching(
            action=chosen.get("action"),
            by=chosen.get("by"),
            story=chosen.get("story"),
            since=_midnight(chosen["since"]) if "since" in chosen else None,
            before=_midnight(chosen["until"] + DAY) if "until" in chosen else None,
        )

    def chosen(self) -> dict:
        """What was narrowed by, for the address of the next page and for the entry about an export."""
        return {name: value for name in self.fields if (value := self.data.get(name, "")) and name not in self.errors}


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


@admin.register(AuditEntry)
class AuditAdmin(StaffAdmin):
    """Two addresses: the list, and its export."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.see_audit_log")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.list_view), name="articles_auditentry_changelist"),
            path("export/", view(self.export_view), name="articles_auditentry_export"),
        ]

    # The list ----------------------------------------------------------------------------------------------------------

    @method_decorator(require_safe)
    def list_view(self, request):
        self._ask(request)
        narrowing = LogFilter(request.GET)
        entries, older = narrowing.entries().select_related("by"), request.GET.get("older", "")
        last = AuditEntry.objects.filter(pk=older).first() if is_key(older) else None
        rows = list((entries.older_than(last) if last else entries)[: PAGE + 1])
        shown = rows[:PAGE]
        self._describe(request, shown)
        context = self.admin_site.each_context(request) | {
            "title": _("Log"), "opts": self.opts, "form": narrowing, "entries": shown, "chosen": narrowing.chosen(),
            "is_first": last is None, "older": shown[-1].pk if len(rows) > PAGE else None,
            "address": reverse("admin:articles_auditentry_changelist"), "zone": zone_words(),
            "export_address": reverse("admin:articles_auditentry_export"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/auditentry/change_list.html", context)

    def _describe(self, request, entries):
        """Gives each entry its words and, where the user may see the story, its headline."""
        column = shown_columns(request.user)["title"]
        stories = Article.objects.visible_to(request.user).filter(pk__in={entry.article_id for entry in entries})
        rows = stories.annotate(shown=column).values_list("pk", "shown", "language")
        titles = {key: (title, language) for key, title, language in rows}
        for entry in entries:
            entry.label = action_label(entry.action)
            entry.headline, entry.language = titles.get(entry.article_id, ("", ""))
            entry.of = target_label(entry.target)
            entry.why = reason_of(entry.detail, request.user)

    # The export --------------------------------------------------------------------------------------------------------

    @method_decorator(require_POST)
    def export_view(self, request):
        """The entries that fit as a file; that it was taken is an entry, too."""
        self._ask(request)
        narrowing = LogFilter(request.POST)
        kind = "jsonl" if request.POST.get("as") == "jsonl" else "csv"
        entries = narrowing.entries()
        newest = AuditEntry.objects.order_by("-id").values_list("pk", flat=True).first() or 0
        audit.record(request.user, "exported", target="log", format=kind, narrowed=narrowing.chosen())
        rows = _rows(entries.up_to(newest), request.user)
        lines = _json_lines(rows) if kind == "jsonl" else _csv_lines(rows)
        types = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
        name = f"log-{timezone.localdate():%Y-%m-%d}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return StreamingHttpResponse(lines, content_type=types[kind], headers=headers)

    def _ask(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied


def reason_of(detail: dict, user) -> str:
    """The reason that was given, for those who may see whatever name it may hold."""
    why = str(detail.get("why", ""))
    return why if not why or user.has_perm("people.see_protected_subject") else _("(a reason was given)")


def _rows(entries, user):
    """What a file says of each entry, without any headline: it leaves the house."""
    columns = ["pk", "at", "by__username", "action", "article", "target", "detail"]
    for key, at, by, action, article, target, detail in entries.values_list(*columns).iterator(chunk_size=2000):
        rest = {name: value for name, value in detail.items() if name != "why"}
        when = timezone.localtime(at).isoformat(timespec="seconds")
        yield dict(
            zip(COLUMNS, [key, when, by or "", action, article, target, reason_of(detail, user), rest], strict=True)
        )


class Echo:
    """A file that hands back each line as it is written."""

    def write(self, line):
        return line


def _csv_lines(rows):
    writer = csv.writer(Echo(), quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow(COLUMNS)  # the mark tells spreadsheet programs that it is UTF-8
    for row in rows:
        detail = json.dumps(row["detail"], ensure_ascii=False) if row["detail"] else ""
        yield writer.writerow(spreadsheets.row([*list(row.values())[:-1], detail]))


def _json_lines(rows):
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"

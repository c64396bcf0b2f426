"""The desk's pages for merging two records of one subject, and for splitting them again.

Every row on them comes through ``visible_to(user)``; what a number that the user may not see would answer, one that does not
exist answers too.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people import merging
from people.base.admin import staff_label, visible
from people.models import NotTheSame, Subject
from people.models.merging import MergeRecord

MOST_AT_ONCE = 10
RECORDS_ON_A_PAGE = 50
ROWS_SHOWN = 50


class Mergeable:
    """Mixin of the admin classes of people, organisations and places."""

    actions = ["merge_selected"]
    change_list_template = "admin/people/merge_changelist.html"

    def get_urls(self):
        view, name = self.admin_site.admin_view, f"people_{self.opts.model_name}"
        return [
            path("merge/", view(self.merge_view), name=f"{name}_merge"),
            path("merges/", view(self.merges_view), name=f"{name}_merges"),
            path("merges/<int:pk>/", view(self.split_view), name=f"{name}_split"),
            *super().get_urls(),
        ]

    def has_merge_permission(self, request):
        return request.user.has_perm(merging.MAY_MERGE) and self.has_view_permission(request)

    def changelist_view(self, request, extra_context=None):
        merges = self._url("merges") if self.has_merge_permission(request) else ""
        return super().changelist_view(request, {"merges_url": merges} | (extra_context or {}))

    @admin.action(description=gettext_lazy("Merge…"), permissions=["merge"])
    def merge_selected(self, request, queryset):
        keys = [str(key) for key in queryset.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1]]
        if not 2 <= len(keys) <= MOST_AT_ONCE:
            messages.warning(request, self._how_many())
            return None
        return HttpResponseRedirect(f"{self._url('merge')}?ids={','.join(keys)}")

    @staticmethod
    def _how_many():
        return _("Choose at least two records of the same person or thing, and at most %(most)s.") % {
            "most": MOST_AT_ONCE
        }

    def _url(self, page, *args):
        return reverse(f"{self.admin_site.name}:people_{self.opts.model_name}_{page}", args=args)

    # Merging ------------------------------------------------------------------------------------------------------

    def merge_view(self, request):
        self._require_merge_permission(request)
        candidates = self._candidates(request)
        if not 2 <= len(candidates) <= MOST_AT_ONCE:
            messages.warning(request, self._how_many())
            return HttpResponseRedirect(self._url("changelist"))
        survivor = next((one for one in candidates if str(one.pk) == request.POST.get("survivor")), None)
        if request.method == "POST" and survivor is None:
            messages.error(request, _("Choose which of them to keep."))
        elif request.method == "POST" and (answer := self._merge(request, survivor, candidates)):
            return answer
        return TemplateResponse(request, "admin/people/merge.html", self._merge_context(request, candidates, survivor))

    def _require_merge_permission(self, request):
        if not self.has_merge_permission(request):
            raise PermissionDenied

    def _candidates(self, request) -> list:
        ids = {part for part in request.GET.get("ids", "").split(",") if part.isascii() and part.isdigit()}
        if len(ids) > MOST_AT_ONCE or any(len(part) > 18 for part in ids):
            return []
        return list(self.get_queryset(request).filter(pk__in=ids).prefetch_related("texts", "names").order_by("pk"))

    def _merge(self, request, survivor, candidates):
        try:
            with transaction.atomic():
                records = merging.merge_all(survivor, candidates, by=request.user)
                self._log_merge(request, survivor, candidates, records)
        except merging.Refused as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return None
        self._say_merged(request, survivor, len(records))
        return HttpResponseRedirect(self._url("change", survivor.pk))

    def _log_merge(self, request, survivor, candidates, records):
        numbers = ", ".join(f"#{record.other_id}" for record in records)
        self.log_change(request, survivor, _("Merged %(numbers)s into this one.") % {"numbers": numbers})
        for record in records:
            other = next(one for one in candidates if one.pk == record.other_id)
            self.log_change(request, other, _("Merged into #%(number)s.") % {"number": survivor.pk})

    def _say_merged(self, request, survivor, count):
        done = ngettext(
            "%(count)s record has become part of this one.", "%(count)s records have become part of this one.", count
        ) % {"count": count}
        undo = _("If that was a mistake, split them again.")
        messages.success(request, format_html('{} <a href="{}">{}</a>', done, self._url("merges"), undo))
        before, now = survivor.exposure, Subject.objects.get(pk=survivor.pk)
        if now.exposure != before:
            sentence = _("Readers now see “%(label)s”, until you decide otherwise below.")
            messages.warning(request, sentence % {"label": now.label})

    def _merge_context(self, request, candidates, survivor):
        references = merging.references(candidates)
        for candidate in candidates:
            candidate.references = references[candidate.pk]
        chosen = survivor or max(candidates, key=lambda one: (sum(count for _word, count in one.references), -one.pk))
        is_protected = not all(candidate.is_named for candidate in candidates)
        return self._context(
            request,
            title=_("Merge"),
            candidates=candidates,
            chosen=chosen,
            is_protected=is_protected,
            told_apart=NotTheSame.objects.filter(first__in=references, second__in=references).exists(),
            may_merge=not is_protected or request.user.has_perm(merging.MAY_MERGE_PROTECTED),
        )

    def _context(self, request, **more):
        urls = {"list_url": self._url("changelist"), "merges_url": self._url("merges")}
        return self.admin_site.each_context(request) | {"opts": self.opts} | urls | more

    # Splitting ----------------------------------------------------------------------------------------------------

    def _records(self, request):
        # Only their place is left out, not the merges of protected names: who may not see those gets none of them.
        return MergeRecord.objects.visible_to(request.user).of_kind(self.model.KIND).with_listing_data()

    def merges_view(self, request):
        self._require_merge_permission(request)
        page = Paginator(self._records(request), RECORDS_ON_A_PAGE).get_page(request.GET.get("p"))
        for record in page:
            record.split_url = self._url("split", record.pk)
        return TemplateResponse(
            request, "admin/people/merges.html", self._context(request, title=_("Merges"), page=page)
        )

    def split_view(self, request, pk):
        self._require_merge_permission(request)
        record = self._records(request).filter(pk=pk).first()
        if record is None:
            raise Http404
        if request.method == "POST" and (answer := self._split(request, record)):
            return answer
        made = merging.made_since(record)
        is_protected = not (record.survivor.is_named and record.other.is_named)
        context = self._context(
            request,
            title=_("Split again"),
            record=record,
            made=described(made[:ROWS_SHOWN], record.survivor, request.user),
            more=max(0, len(made) - ROWS_SHOWN),
            may_split=not is_protected or request.user.has_perm(merging.MAY_MERGE_PROTECTED),
        )
        return TemplateResponse(request, "admin/people/merge_split.html", context)

    def _split(self, request, record):
        try:
            with transaction.atomic():
                result = merging.split(record, by=request.user)
                for subject, other in ((record.survivor, record.other), (record.other, record.survivor)):
                    self.log_change(request, subject, _("Split from #%(number)s again.") % {"number": other.pk})
        except merging.Refused as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return None
        messages.success(request, _("Split: two records again, as before the merge."))
        self._say_what_stayed(request, result)
        return HttpResponseRedirect(self._url("change", record.other_id))

    def _say_what_stayed(self, request, result):
        for rows, sentence in (
            (result.stayed, _("Added since the merge and left with #%(number)s: %(rows)s.")),
            (result.edited, _("Changed since the merge and left as is: %(rows)s.")),
            (result.lost, _("Not restored, because what they belong to no longer exists: %(rows)s.")),
        ):
            if rows:
                names = "; ".join(described(rows[:ROWS_SHOWN], result.record.survivor, request.user))
                messages.warning(request, sentence % {"number": result.record.survivor_id, "rows": names})


def described(rows, survivor, user) -> list[str]:
    """Rows of any model as staff know them: by what they tie the survivor to, as far as the user may see that."""
    return [f"{row._meta.verbose_name}: {_tied_to(row, survivor, user) or staff_label(row)}" for row in rows]


def _tied_to(row, survivor, user) -> str:
    if isinstance(row, Subject):
        return ""
    labels = []
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname)
        if field.is_relation and key is not None and not _leads_to(field, key, survivor):
            model = field.remote_field.model
            found = visible(model._default_manager.all(), user).filter(**{field.target_field.attname: key}).first()
            labels.append(staff_label(found) if found else "…")
    return ", ".join(labels)


def _leads_to(field, key, survivor) -> bool:
    return issubclass(field.remote_field.model, Subject) and key == survivor.pk

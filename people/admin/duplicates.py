"""The desk's guard against recording one subject twice: a question before saving, and a list of likely duplicates."""

import time

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from people import merging, naming
from people.base.admin import visible
from people.merging.relations import MODELS
from people.models import Kind, NamesakeQuestion, Subject
from people.models.decisions import NotTheSame
from people.search import duplicates, namesakes

#: The name of the box "this is another one"; its value are the keys that the question named.
ANOTHER = "another"
PAIRS_ON_A_PAGE = 25
DECISIONS_ON_A_PAGE = 50
#: How long a page may look for pairs before it offers to look further.
SECONDS = 2.0


# Before saving -----------------------------------------------------------------------------------------------------


def ask_before_doubling(names, subject, data, user):
    """Refuse names under which a subject that the user may see is known already, until it is confirmed to be another one."""
    known = visible(Subject.objects.not_merged(), user)
    found = duplicates.likely_for(known, str(subject.kind or subject.KIND), names, own=subject.pk or 0)
    confirmed = _keys(",".join(data.getlist(ANOTHER)))
    asked = subject.__dict__.setdefault("asked_about", set())
    subject.told_apart = getattr(subject, "told_apart", set()) | {one.other for one in found if one.other in confirmed}
    new = [one for one in found if one.other not in confirmed | asked]
    asked |= {one.other for one in new}
    if new:
        raise ValidationError(_question(new), code="may_exist")


def remember_told_apart(subject, user):
    """What was confirmed to be another one is never offered as the same again."""
    for key in sorted(getattr(subject, "told_apart", ())):
        naming.tell_apart(subject.pk, key, user)


def _keys(text: str) -> set[int]:
    return {int(part) for part in text.split(",") if part.isascii() and part.isdigit() and len(part) <= 18}


def _question(found) -> str:
    known = Subject.objects.with_texts().in_bulk([one.other for one in found])
    counts = duplicates.story_counts(known.values())
    rows = [
        {
            "subject": known[one.other],
            "url": reverse(f"admin:people_{known[one.other].kind}_change", args=[one.other]),
            "likeness": one,
            "stories": counts[one.other],
        }
        for one in found
    ]
    box = {"name": ANOTHER, "value": ",".join(str(one.other) for one in found)}
    return render_to_string("admin/people/duplicates_question.html", {"rows": rows, "box": box})


# The list ----------------------------------------------------------------------------------------------------------


class DuplicatePages:
    """Mixin of the admin class of all kinds: likely duplicates, and the decisions that two are not the same."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("duplicates/", view(self.duplicates_view), name="people_subject_duplicates"),
            path("duplicates/apart/", view(self.decisions_view), name="people_subject_apart"),
            *super().get_urls(),
        ]

    def duplicates_view(self, request):
        subjects = self._comparable(request)
        if request.method == "POST":
            self._tell_apart(request, subjects)
            return HttpResponseRedirect(request.get_full_path())
        kind = request.GET.get("kind", "")
        kind = kind if kind in Kind.values else ""
        before = min(_keys(request.GET.get("before", "")), default=None)
        pairs, last = self._some_pairs(subjects.filter(kind=kind) if kind else subjects, before)
        questions = self._questions(request, kind) if before is None else []
        asked = self._asked_about(request.user) if questions or before else set()
        pairs = [pair for pair in pairs if not asked & {pair[:2], pair[1::-1]}]
        context = {
            "title": _("Likely duplicates"),
            "questions": questions,
            "pairs": self._described(request, pairs),
            "next": last,
            "before": before,
            "kind": kind,
            "kinds": [one for one in Kind if one in self._kinds_to_compare(request.user)],
        }
        return self._page(request, "admin/people/duplicates.html", context)

    def decisions_view(self, request):
        subjects = self._comparable(request)
        decided = NotTheSame.objects.filter(first__in=subjects.values("pk"), second__in=subjects.values("pk"))
        if request.method == "POST":
            one, other = self._chosen(request, subjects)
            naming.undo_telling_apart(one, other)
            messages.success(request, _("Undone: the two may be listed as likely duplicates again."))
            return HttpResponseRedirect(request.get_full_path())
        rows = decided.select_related("decided_by").prefetch_related("first__texts", "second__texts")
        page = Paginator(rows, DECISIONS_ON_A_PAGE).get_page(request.GET.get("p"))
        return self._page(request, "admin/people/duplicates_apart.html", {"title": _("Not the same"), "page": page})

    def _page(self, request, template, context):
        urls = {
            "list_url": reverse("admin:people_subject_duplicates"),
            "apart_url": reverse("admin:people_subject_apart"),
        }
        common = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, template, common | urls | context)

    @staticmethod
    def _kinds_to_compare(user) -> list:
        return [kind for kind in Kind.values if user.has_perm(f"people.change_{kind}")]

    def _comparable(self, request):
        """The subjects that the user may tell apart."""
        if not (kinds := self._kinds_to_compare(request.user)):
            raise PermissionDenied
        return visible(Subject.objects.not_merged(), request.user).filter(kind__in=kinds)

    @staticmethod
    def _some_pairs(subjects, before):
        """As many pairs as a page holds, and where to go on looking, None at the end."""
        found, end = [], time.monotonic() + SECONDS
        for portion in duplicates.likely_pairs(subjects, before=before):
            found += portion.pairs
            if len(found) >= PAIRS_ON_A_PAGE:
                # Whole subjects only, for the next page begins with another one.
                last = found[PAIRS_ON_A_PAGE - 1].one
                return [pair for pair in found if pair.one >= last], last
            if time.monotonic() > end:
                return found, portion.last
        return found, None

    def _described(self, request, pairs) -> list[dict]:
        known = Subject.objects.with_texts().in_bulk({key for pair in pairs for key in pair[:2]})
        counts = duplicates.story_counts(known.values())
        may_merge = request.user.has_perm(merging.MAY_MERGE)
        rows = []
        for pair in pairs:
            one, other = known[pair.one], known[pair.other]
            merge = reverse(f"admin:people_{one.kind}_merge") + f"?ids={other.pk},{one.pk}" if may_merge else ""
            sides = [self._side(one, pair.spelling, counts), self._side(other, pair.other_spelling, counts)]
            rows.append({"pair": pair, "sides": sides, "merge_url": merge})
        return rows

    def _questions(self, request, kind) -> list[dict]:
        """For whoever may see protected names: who may be such a person, and is held back until they answer."""
        found = NamesakeQuestion.objects.open().visible_to(request.user).with_listing_data()
        found = list((found.filter(subject__kind=kind) if kind else found)[:PAIRS_ON_A_PAGE])
        counts = duplicates.story_counts([side for row in found for side in (row.subject, row.protected)])
        may_merge = request.user.has_perm(merging.MAY_MERGE_PROTECTED)
        rows = []
        for row in found:
            one, other, spellings = row.subject, row.protected, namesakes.why(row)
            merge = reverse(f"admin:people_{one.kind}_merge") + f"?ids={other.pk},{one.pk}" if may_merge else ""
            sides = [
                self._side(one, spellings[0] or one.label, counts),
                self._side(other, spellings[1] or other.label, counts),
            ]
            rows.append(
                {"one": one.pk, "other": other.pk, "sides": sides, "merge_url": merge, "by_number": not spellings[0]}
            )
        return rows

    @staticmethod
    def _asked_about(user) -> set[tuple[int, int]]:
        return set(NamesakeQuestion.objects.open().visible_to(user).values_list("subject", "protected"))

    @staticmethod
    def _side(subject, spelling, counts) -> dict:
        url = reverse(f"admin:people_{subject.kind}_change", args=[subject.pk])
        return {"subject": subject, "spelling": spelling, "stories": counts[subject.pk], "url": url}

    def log_name(self, obj):
        return f"{obj._meta.verbose_name} #{obj.pk}"

    def _tell_apart(self, request, subjects):
        one, other = self._chosen(request, subjects)
        naming.tell_apart(one, other, request.user)
        for found in subjects.protected().filter(pk__in=(one, other)):  # the other's log is read by all
            row = MODELS[found.kind].objects.get(pk=found.pk)
            self.log_change(request, row, _("Not the same as #%(number)s.") % {"number": one + other - row.pk})
        done = _("Saved: the two are not the same.")
        undo = format_html('<a href="{}">{}</a>', reverse("admin:people_subject_apart"), _("Past decisions"))
        messages.success(request, format_html("{} {}", done, undo))

    @staticmethod
    def _chosen(request, subjects) -> list[int]:
        keys = _keys(f"{request.POST.get('one', '')},{request.POST.get('other', '')}")
        if len(keys) != 2 or subjects.filter(pk__in=keys).count() != 2:
            raise Http404
        return sorted(keys)

"""A save that leaves its page open: the same save as any other, answered to the script with what changes in the page.

``page`` is the whole form as it would be opened now, or as it comes back with its errors; the script takes the parts from it
that a save renews. ``rows`` says under which number each row of a part is stored. A browser without the script gets the pages.
"""

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.writing.unanswered import numbered_rows
from people.base import busy, kept_lists

HEADER = "X-Save-In-Place"


def is_asked(request) -> bool:
    return HEADER in request.headers


def done(admin, writing, address: str):
    """What a save is answered: the way to its page, or to the script that page itself."""
    request = writing.request
    if not is_asked(request) or not admin.has_change_permission(request, writing.story):
        return HttpResponseRedirect(address)
    story = admin.story_at(request, str(writing.story.pk))
    return saved(admin, writing, admin.form_page(admin.writing(request, story)), address)


def saved(admin, writing, page, address: str):
    """The page of a form that was saved, whatever else was asked for and refused."""
    if is_asked(writing.request):
        page.saved = {"address": kept_lists.carried(writing.request, address), "rows": _rows(admin, writing)}
    return page


def _rows(admin, writing) -> dict:
    parts = admin.rows_in_form(writing.request, writing.story)
    return {prefix: numbered_rows(writing.request.POST, prefix, rows) for prefix, rows in parts.items()}


def answer(request, response):
    """The answer of a save as the script reads it."""
    if not is_asked(request):
        return response
    if isinstance(response, HttpResponseRedirect):
        return JsonResponse({"leads_to": kept_lists.carried(request, response.url)})
    if not isinstance(response, TemplateResponse):
        return response
    saved = getattr(response, "saved", None)
    said = [{"kind": message.level_tag, "sentence": str(message)} for message in messages.get_messages(request)]
    content = {"messages": said, "page": response.rendered_content} | (saved or {})
    return JsonResponse(content, status=200 if saved else 422)


def busy_answer() -> JsonResponse:
    sentence = _("Not saved: the database is busy. Your text is here. Wait a moment, then save again.")
    return JsonResponse({"sentence": sentence}, status=503, headers={"Retry-After": busy.RETRY_AFTER})

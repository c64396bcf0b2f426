"""A story that is sent to a closed door: the text comes back with the page that says so.

Who is not signed in any more gets it with the sign-in page, and after it; who may not write on the story any more, to copy.

Nobody is known then, so the server keeps nothing: the page itself carries the text. After the sign-in it becomes the unsaved
text of whoever signed in, and the form is shown with it, not saved yet. The same page answers a story whose token is of an
earlier sign-in, which happens when somebody signs in again in another tab.
"""

import json
import re
from urllib.parse import urlsplit

from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from articles import body
from articles.admin import autosave
from articles.models import Article

#: Addresses of writing forms, and the key under which unsaved text of each is kept.
FORMS = {
    "articles_article_add": "",
    "articles_article_change": autosave.STORY,
    "articles_article_pending": autosave.PENDING,
}
#: Fields beside headline, dek and text into which somebody types whole sentences.
WORDS = re.compile(r"move_note|publish_reason|note|corrections-\d+-text")


def form_at(path: str) -> tuple[str, str | None] | None:
    """(key, the story's number or None) of the writing form at an address of ours."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.app_name != "admin" or match.url_name not in FORMS:
        return None
    number = match.kwargs.get("object_id", match.kwargs.get("pk"))
    return FORMS[match.url_name], None if number is None else str(number)


def holds_text(request) -> bool:
    """Whether a story was sent here, or a sign-in that carries one."""
    if request.method != "POST":
        return False
    return "kept" in request.POST or ("opened_version" in request.POST and form_at(request.path_info) is not None)


def is_ours(request) -> bool:
    """Whether our own page sent it: what another site makes a browser post is shown to nobody."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.get_host():
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def page(request, form=None, status: int = 403):
    """The sign-in page that carries the text."""
    response = TemplateResponse(request, "admin/signed_out.html", _context(request), status=status)
    response.context_data["form"] = form or AdminAuthenticationForm(request)
    return response


def _context(request) -> dict:
    from django.contrib import admin

    fields, path = _carried(request)
    first = {name: (fields.get(name) or [""])[0] for name in ("title", "summary", "body")}
    return admin.site.each_context(request) | {
        "title": _("Sign in again"),
        "kept": json.dumps(fields, ensure_ascii=False),
        "kept_path": path,
        "typed": first | {"lines": body.text_of(first["body"]).split("\n"), "words": _words(fields)},
        "sign_in": reverse("admin:login"),
    }


def _words(fields) -> list[str]:
    return [text for name, texts in fields.items() if WORDS.fullmatch(name) for text in texts if text.strip()]


def closed(request, status: int = 403):
    """The text of a story on which its user may not write, or may not any more: shown to them, stored nowhere."""
    context = _context(request) | {"title": _("Your text is here"), "is_strange": True}
    return TemplateResponse(request, "admin/signed_out.html", context, status=status)


def _carried(request) -> tuple[dict, str]:
    """The fields that were typed, and the address of their form."""
    if "kept" not in request.POST:
        return autosave.fields_of(request.POST), request.path_info
    try:
        fields = json.loads(request.POST["kept"])
        return autosave.fields_of(autosave.posted(fields)), request.POST.get("kept_path", "")
    except (ValueError, TypeError, AttributeError):
        return {}, ""


# The sign-in -----------------------------------------------------------------------------------------------------------


def sign_in(request, response):
    """What the sign-in page answers when it carries a text: itself again, or the form with the text."""
    if request.method != "POST" or "kept" not in request.POST:
        return response
    if response.status_code != 302 or not request.user.is_staff:
        form = (getattr(response, "context_data", None) or {}).get("form")
        return page(request, form, status=200)
    return _form_with_text(request) or HttpResponseRedirect(reverse("admin:index"))


def _form_with_text(request):
    from django.contrib import admin

    fields, path = _carried(request)
    found = form_at(path)
    if not fields or not found:
        return None
    key, number = found
    stories = admin.site.get_model_admin(Article)
    article = stories.get_object(request, number) if number else None
    if number and not (article and stories.may_type(request, article, key)):
        return closed(request)
    data = autosave.posted(fields)
    key = key if number else autosave.token_in(data)
    if not key and not number:
        return None
    autosave.keep(request.user, article, key, data)
    return HttpResponseRedirect(f"{path}?unsaved={key or 1}")


# A token of an earlier sign-in -------------------------------------------------------------------------------------------


def answer_of_refused_token(request):
    """The form with what was sent, a new token in it, and nothing saved; None when no story was sent by a page of ours."""
    if not holds_text(request) or not is_ours(request):
        return None
    from django.contrib import admin

    found = form_at(request.path_info)
    if not found or found[0] == autosave.PENDING or not admin.site.has_permission(request):
        return page(request)
    stories = admin.site.get_model_admin(Article)
    if not _may_write(stories, request, found[1]):
        return page(request)
    sentence = _("Not saved: you signed in again after you opened this form. Your text is kept below. Save it again.")
    response = stories.form_filled(request, found[1], request.POST, sentence)
    response.status_code = 403
    return response


def _may_write(stories, request, number) -> bool:
    if number is None:
        return stories.has_add_permission(request)
    article = stories.get_object(request, number)
    return article is not None and stories.has_change_permission(request, article)

"""A text that is sent to a closed door comes back with the page that says so.

Who is not signed in any more gets it with the sign-in page, and after it; who may not write there any more, to copy. A story's
form opens again with its text in it; of any other form the words come back to be copied.

Nobody is known then, so the server keeps nothing: the page itself carries the text. After the sign-in it becomes the unsaved
text of whoever signed in, and the form is shown with it, not saved yet. The same page answers a story whose token is of an
earlier sign-in, which happens when somebody signs in again in another tab.
"""

import json
from urllib.parse import urlsplit

from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.writing import autosave
from newsroom.admin import returned_text
from newsroom.admin.sign_in import SignInForm

#: Addresses of writing forms, and the key under which unsaved text of each is kept.
FORMS = {
    "articles_article_add": "",
    "articles_article_change": autosave.STORY,
    "articles_article_pending": autosave.PENDING,
}

NOT_ON_THE_STORY = gettext_lazy(
    "You are signed in, but this account may not edit that story. Nothing was saved. Copy your text before you "
    "leave this page."
)
NOT_THERE = gettext_lazy(
    "Nothing was saved: what you were editing no longer exists, or this account may no longer change it. Copy your "
    "text before you leave this page."
)
SIGNED_IN_AGAIN = gettext_lazy(
    "You are signed in again. Nothing was saved. Copy your text, open the form again and paste it."
)


def form_at(path: str) -> tuple[str, str | None] | None:
    """(key, the story's number or None) of the writing form at an address of ours."""
    match = _match(path)
    if match is None or match.url_name not in FORMS:
        return None
    number = match.kwargs.get("object_id", match.kwargs.get("pk"))
    return FORMS[match.url_name], None if number is None else str(number)


def _match(path: str):
    """What answers at an address of the admin."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match if match.app_name == "admin" and match.url_name else None


def holds_text(request) -> bool:
    """Whether a text was sent here, or a sign-in that carries one."""
    if request.method != "POST":
        return False
    if "kept" in request.POST:
        return True
    if form_at(request.path_info):
        return "opened_version" in request.POST
    is_admins = returned_text.is_page(request) and _match(request.path_info)
    return bool(is_admins and _typed(request.POST, request.path_info))


def _typed(data, path: str) -> dict[str, list[str]]:
    """All of a story's form; of other forms the words alone."""
    fields = returned_text.fields_in(data)
    return fields if form_at(path) else returned_text.words_in(fields)


def is_ours(request) -> bool:
    """Whether our own page sent it: what another site makes a browser post is shown to nobody."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.get_host():
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def page(request, form=None, status: int = 403):
    """The sign-in page that carries the text."""
    response = TemplateResponse(request, "admin/signed_out.html", _context(request), status=status)
    response.context_data["form"] = form or SignInForm(request)
    return response


def _context(request) -> dict:
    from django.contrib import admin

    fields, path = _carried(request)
    return admin.site.each_context(request) | {
        "title": _("Sign in again"),
        "kept": json.dumps(fields, ensure_ascii=False),
        "kept_path": path,
        "typed": returned_text.shown(fields, admin.site.has_permission(request)),
        "sign_in": reverse("admin:login"),
    }


def closed(request, status: int = 403):
    """The text that its user may not save, or may not any more: shown to them, stored nowhere."""
    why = NOT_ON_THE_STORY if form_at(_carried(request)[1]) else NOT_THERE
    return _to_copy(request, why, status)


def _again(request, status: int):
    """The text of a form that its user may open again."""
    path = _carried(request)[1]
    match = _match(path)
    is_form = match is not None and match.url_name.endswith(("_add", "_change"))
    return _to_copy(request, SIGNED_IN_AGAIN, status, form_address=path if is_form else "")


def _to_copy(request, why, status: int, **more):
    context = _context(request) | {"title": _("Your text is here"), "why": why} | more
    return TemplateResponse(request, "admin/signed_out.html", context, status=status)


def _carried(request) -> tuple[dict, str]:
    """The fields that were typed, and the address of their form."""
    if "kept" not in request.POST:
        return _typed(request.POST, request.path_info), request.path_info
    path = request.POST.get("kept_path", "")
    try:
        return _typed(autosave.posted(json.loads(request.POST["kept"])), path), path
    except (ValueError, TypeError, AttributeError, RecursionError):
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
    if not fields or not _match(path):
        return None
    if not found:
        return _again(request, status=200)
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
    """The form with what was sent, a new token in it, and nothing saved; None when no text was sent by a page of ours."""
    if not is_ours(request) or not holds_text(request):
        return None
    from django.contrib import admin

    found = form_at(request.path_info)
    if not admin.site.has_permission(request):
        return page(request)
    if "kept" not in request.POST and not found:
        return _again(request, status=403)
    if not found or found[0] == autosave.PENDING:
        return page(request)
    stories = admin.site.get_model_admin(Article)
    if not _may_write(stories, request, found[1]):
        return page(request)
    sentence = _("Not saved: you signed in again after you opened this form. Your text is below. Save it again.")
    response = stories.form_filled(request, found[1], request.POST, sentence)
    response.status_code = 403
    return response


def _may_write(stories, request, number) -> bool:
    if number is None:
        return stories.has_add_permission(request)
    article = stories.get_object(request, number)
    return article is not None and stories.has_change_permission(request, article)

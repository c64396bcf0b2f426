"""What somebody typed and did not save: kept every few seconds by the form's script, offered when they come back.

Apart from the history, and for nobody but the one who typed it. A form is known by the story and a key: empty for the story's
own form, "pending" for that of its pending change, and for a new story the token that its form was opened with. Two windows
with one form do not overwrite each other: the text of the other one becomes the earlier text, and both are offered.
"""

import hashlib
import json
import uuid
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import pending
from articles.admin import busy
from articles.admin.stages import moment
from articles.models import Article, Autosave
from people.staff import is_key

#: Beyond this a text is not kept while it is typed; it can be saved all the same.
LARGEST = 4 * 1024 * 1024
KEPT_FOR = timedelta(days=30)
#: Unsaved new stories that are offered.
MOST_OFFERED = 5
#: Keys beside those of forms: the text of another window, and the mark that a save leaves.
EARLIER, SAVED = "earlier", "saved"
STORY, PENDING = "", "pending"
#: Posted beside the text, and no part of it.
NOT_TEXT = {"csrfmiddlewaretoken", "autosave_tab", "autosave_form"}


# The posted form -------------------------------------------------------------------------------------------------------


def fields_of(data: QueryDict) -> dict[str, list[str]]:
    """The typed fields, without buttons and tokens, as a database can hold them."""
    names = [name for name in data if name not in NOT_TEXT and not name.startswith("_")]
    return {storable(name): [storable(value) for value in data.getlist(name)] for name in names}


def storable(text: str) -> str:
    """Without NUL and halves of characters: PostgreSQL refuses them in JSON."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def posted(fields: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def fingerprint(data: QueryDict) -> str:
    """The same for the same form with the same content, sent twice; the button counts."""
    fields = sorted((name, data.getlist(name)) for name in data if name not in NOT_TEXT)
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()


def version_in(data) -> int:
    typed = str(data.get("opened_version", ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def tab_in(data) -> str:
    return storable(data.get("autosave_tab", ""))[:40]


def token_in(data) -> str:
    """The token of a new story's form; empty when what was posted is none."""
    try:
        return str(uuid.UUID(data.get("form_token", "")))
    except ValueError:
        return ""


# Keeping ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def keep(user, article, key: str, data: QueryDict) -> Autosave | None:
    """Keep what is typed now; None when this very form was saved meanwhile, and there is nothing left to keep."""
    if _came_too_late(user, article, key, data):
        return None
    tab = tab_in(data)
    mine = Autosave.objects.select_for_update().filter(user=user, article=article, key=key).first()
    if mine and _tab_of(mine) != tab and mine.data:
        _put_by(mine)
    values = {"data": fields_of(data) | {"autosave_tab": [tab]}, "opened_version": version_in(data)}
    return Autosave.objects.update_or_create(user=user, article=article, key=key, defaults=values)[0]


def _put_by(row: Autosave):
    """The text of another window is the earlier text from now on; of a new story's form there is one window only."""
    if row.article_id:
        values = {"data": row.data, "opened_version": row.opened_version}
        Autosave.objects.update_or_create(user=row.user, article=row.article, key=EARLIER, defaults=values)
        Autosave.objects.filter(user=row.user, article=row.article, key=EARLIER).update(saved_at=row.saved_at)


def _came_too_late(user, article, key, data) -> bool:
    """Whether it was on its way while the form was saved."""
    if article is None:
        return Autosave.objects.filter(user=user, article__isnull=False, key=key).exists()
    mark = Autosave.objects.filter(user=user, article=article, key=SAVED).first()
    return bool(mark and _tab_of(mark) == tab_in(data) and version_in(data) < mark.opened_version)


def _tab_of(row: Autosave) -> str:
    return (row.data.get("autosave_tab") or [""])[0]


def saved(user, article, data: QueryDict, is_new: bool = False):
    """The form was saved: what was kept of it goes, in the same transaction, and a mark says which form it was."""
    tab, token = tab_in(data), token_in(data)
    if is_new:
        Autosave.objects.filter(user=user, article__isnull=True, key=token).delete()
        if token:
            Autosave.objects.get_or_create(user=user, article=article, key=token, defaults={"data": {}})
    forget(user, article.pk, data)
    version = Article.objects.values_list("version", flat=True).get(pk=article.pk)
    mark = {"data": {"form": [fingerprint(data)], "autosave_tab": [tab]}, "opened_version": version}
    Autosave.objects.update_or_create(user=user, article=article, key=SAVED, defaults=mark)


def forget(user, article_key, data: QueryDict, keys=(STORY, EARLIER)):
    """What was kept of this very window is kept elsewhere now."""
    if not is_key(article_key):
        return
    for row in Autosave.objects.filter(user=user, article=int(article_key), key__in=keys):
        if _tab_of(row) == tab_in(data):
            row.delete()


def is_pending(request) -> bool:
    """Whether it is the form of a pending change that is asked for."""
    return hasattr(request, "waiting")


def saved_before(user, article, form: str) -> bool:
    """Whether the story stands as it was saved last by this user with this very form and content."""
    mark = Autosave.objects.filter(user=user, article=article, key=SAVED).first()
    return bool(mark and mark.opened_version == article.version and mark.data.get("form") == [form])


def drop_old() -> int:
    """Forget what nobody came back for. Returns how many texts and marks that were."""
    return Autosave.objects.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()[0]


# Offering --------------------------------------------------------------------------------------------------------------


def kept_of(user, article, keys=(STORY, EARLIER)):
    """What this user typed in the form and did not save, newest first."""
    return Autosave.objects.filter(user=user, article=article, key__in=keys).order_by("-saved_at")


def offers(user, article, keys=(STORY, EARLIER)) -> list[dict]:
    """What the bar above the form says of each unsaved text."""
    if article is None:
        rows = Autosave.objects.filter(user=user, article__isnull=True).order_by("-saved_at")[:MOST_OFFERED]
    else:
        rows = kept_of(user, article, keys)
    return [_offer(row, article) for row in rows]


def _offer(row: Autosave, article) -> dict:
    return {
        "key": row.key,
        "name": row.key or "1",
        "at": moment(row.saved_at),
        "title": (row.data.get("title") or [""])[0][:120] if article is None else "",
        "is_behind": article is not None and row.key != PENDING and row.opened_version != article.version,
    }


def key_asked(asked: str) -> str:
    """The key that ``?unsaved=`` names."""
    return STORY if asked == "1" else storable(asked)[:40]


class KeepsUnsaved:
    """Mixin for the admin class of stories: the addresses that keep and forget, the bar that offers, the end with the save."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("autosave/", view(self.autosave_view), name="articles_article_autosave_of_new"),
            path("<int:pk>/autosave/", view(self.autosave_view), name="articles_article_autosave"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def autosave_view(self, request, pk=None):
        """Keep the posted fields for who posts them; with ``throw_away`` forget them."""
        of_change = PENDING in {request.POST.get("autosave_form"), request.POST.get("throw_away")}
        key = PENDING if of_change else STORY
        article = self._story_to_keep(request, pk, key)
        if "throw_away" in request.POST:
            return self._throw_away(request, article)
        key = token_in(request.POST) if article is None else key
        if article is None and not key:
            return JsonResponse({"sentence": _("Not kept: open the form again.")}, status=400)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return JsonResponse({"sentence": _("Not kept while you write: the text is too long. Save it.")}, status=413)
        return self._kept(request, article, key)

    def _kept(self, request, article, key):
        try:
            with busy.impatient():
                row = keep(request.user, article, key, request.POST)
        except OperationalError:
            return JsonResponse({"sentence": _("Not kept yet: the database is busy.")}, status=503)
        when = f"{timezone.localtime(row.saved_at):%H:%M:%S}" if row else ""
        return JsonResponse({"sentence": _("Kept %(time)s") % {"time": when} if row else ""})

    def may_type(self, request, article, key) -> bool:
        """Whether the user may write in that form: of a story that readers have, its writer has the pending change alone."""
        may_propose = key == PENDING and pending.may_propose(request.user, article)
        return may_propose or self.has_change_permission(request, article)

    def _story_to_keep(self, request, pk, key):
        if pk is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        article = self.visible_or_404(request, pk)
        if not self.may_type(request, article, key):
            raise PermissionDenied
        return article

    def _throw_away(self, request, article):
        key = key_asked(request.POST["throw_away"])
        if key != SAVED:
            Autosave.objects.filter(user=request.user, article=article, key=key).delete()
        if article is None:
            return HttpResponseRedirect(reverse("admin:articles_article_add"))
        name = "pending" if key == PENDING else "change"
        return HttpResponseRedirect(reverse(f"admin:articles_article_{name}", args=[article.pk]))

    # In the form -------------------------------------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if filled := self.form_with_unsaved(request, object_id):
            return filled
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and response.status_code == 302 and not hasattr(request, "saved_story"):
            forget(request.user, object_id, request.POST)  # it went into a pending change
        return response

    def form_with_unsaved(self, request, object_id):
        """The form with the text that the address asks for, if there is one."""
        if request.method != "GET" or "unsaved" not in request.GET or not (row := self._asked_for(request, object_id)):
            return None
        sentence = _("Unsaved text from %(time)s. Save it to keep it.") % {"time": moment(row.saved_at)}
        return self.form_filled(request, object_id, posted(row.data), sentence, autosave_tab=_tab_of(row))

    def _asked_for(self, request, object_id):
        key, article = key_asked(request.GET["unsaved"]), None
        if object_id is not None:
            article = self.get_object(request, object_id)
            keys = (PENDING,) if is_pending(request) else (STORY, EARLIER)
            if article is None or not self.has_change_permission(request, article) or key not in keys:
                return None
        return Autosave.objects.filter(user=request.user, article=article, key=key).first()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add or self.has_change_permission(request, obj):
            name = "autosave" if change else "autosave_of_new"
            address = reverse(f"admin:articles_article_{name}", args=[obj.pk] if change else [])
            keys = (PENDING,) if is_pending(request) else (STORY, EARLIER)
            shown = [] if request.method == "POST" else offers(request.user, obj if change else None, keys)
            context["autosave"] = {"address": address, "offers": shown, "form": keys[0]}
            context.setdefault("autosave_tab", tab_in(request.POST))
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Saved with the story ------------------------------------------------------------------------------------------------

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.saved_story = form.instance, not change

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """When all of a save is done, its moves too, and before its transaction ends."""
        response = super()._changeform_view(request, object_id, form_url, extra_context)
        if hasattr(request, "saved_story"):
            article, is_new = request.saved_story
            saved(request.user, article, request.POST, is_new=is_new)
        return response

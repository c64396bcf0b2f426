"""What somebody typed and did not save: kept every few seconds by the form's script, offered when they come back.

Apart from the history, and for nobody but the one who typed it. A form is known by the story and a key: empty for the story's
own form, "pending" for that of its pending change, and for a new story the token that its form was opened with. Two windows
with one form do not overwrite each other: the text of the other one becomes the earlier text, and both are offered.
"""

import hashlib
import json
import uuid
from datetime import timedelta

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from articles.models import Article, Autosave
from people.base.admin import is_key
from people.base.clock import moment

#: Beyond this a text is not kept while it is typed; it can be saved all the same.
LARGEST = 4 * 1024 * 1024
KEPT_FOR = timedelta(days=30)
#: Unsaved new stories that are offered.
MOST_OFFERED = 5
#: The keys of the two forms of a story, and that of the text of another window.
STORY, PENDING, EARLIER = "", "pending", "earlier"
#: The key of the mark that a save of each form leaves.
MARKS = {STORY: "saved", PENDING: "pending-saved"}
#: Says that this window sent its form before and never heard what became of it.
UNANSWERED = "save_unanswered"
#: Posted beside the text, and no part of it.
NOT_TEXT = {"csrfmiddlewaretoken", "autosave_tab", "autosave_form", "take_back", UNANSWERED}


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


def text_of(data: QueryDict) -> str:
    """The same for the same fields, whatever button sent them, if any did."""
    return hashlib.sha256(json.dumps(sorted(fields_of(data).items())).encode()).hexdigest()


def opened_in(data) -> int:
    """The version over which the window writes, whatever was saved of it without its knowledge."""
    return version_in(data, UNANSWERED if data.get(UNANSWERED) else "opened_version")


def version_in(data, name: str = "opened_version") -> int:
    typed = str(data.get(name, ""))
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
    """Keep what is typed now; None when this very form was saved meanwhile, and there is nothing left to keep.

    What is typed on over a save that the window never heard of is kept with the story that it made.
    """
    if article is None and data.get(UNANSWERED) and (made := made_by(user, key)):
        article, key = made, STORY
    elif _came_too_late(user, article, key, data):
        return None
    return take_back(user, article, key, data)


def take_back(user, article, key: str, data: QueryDict) -> Autosave:
    """Keep it in any case; the text of another window is put by."""
    tab = tab_in(data)
    mine = Autosave.objects.select_for_update().filter(user=user, article=article, key=key).first()
    if mine and tab_of(mine) != tab and mine.data:
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
    mark = _mark_of(user, article, key)
    if mark is None or tab_of(mark) != tab_in(data) or version_in(data) >= mark.opened_version:
        return False
    return not data.get(UNANSWERED) or mark.data.get("text") == [text_of(data)]


def tab_of(row: Autosave) -> str:
    """The window that it was typed in."""
    return (row.data.get("autosave_tab") or [""])[0]


def saved(user, article, data: QueryDict, is_new: bool = False):
    """The form was saved: what was kept of it goes, in the same transaction, and a mark says which form it was."""
    if token := token_in(data):
        Autosave.objects.filter(user=user, article__isnull=True, key=token).delete()
        if is_new:
            Autosave.objects.get_or_create(user=user, article=article, key=token, defaults={"data": {}})
    forget(user, article.pk, data)
    _mark(user, article, STORY, data, Article.objects.values_list("version", flat=True).get(pk=article.pk))


def change_saved(user, article, data: QueryDict, number: int):
    """The same of the form of a pending change, which counts its own versions."""
    forget(user, article.pk, data, keys=[PENDING])
    _mark(user, article, PENDING, data, number)


def _mark(user, article, key: str, data: QueryDict, version: int):
    """Which window saved which form over which version: what it sends after it never heard of that is no conflict."""
    kept = {"form": [fingerprint(data)], "text": [text_of(data)], "autosave_tab": [tab_in(data)]}
    mark = {"data": kept | {"opened": [opened_in(data)]}, "opened_version": version}
    Autosave.objects.update_or_create(user=user, article=article, key=MARKS[key], defaults=mark)


def _mark_of(user, article, key: str = STORY) -> Autosave | None:
    return Autosave.objects.filter(user=user, article=article, key=MARKS[key]).first()


def forget(user, article_key, data: QueryDict, keys=(STORY, EARLIER)):
    """What was kept of this very window is kept elsewhere now."""
    if not is_key(article_key):
        return
    for row in Autosave.objects.filter(user=user, article=int(article_key), key__in=keys):
        if tab_of(row) == tab_in(data):
            row.delete()


def made_by(user, token: str) -> Article | None:
    """The story that was made by the form with this token, if it was saved."""
    row = Autosave.objects.filter(user=user, article__isnull=False, key=token).first() if token else None
    return row.article if row and row.data == {} else None


def is_own_save(user, article, data: QueryDict, version: int, key: str = STORY) -> bool:
    """Whether the story stands as this very window saved it last, over the version that it still takes for the newest."""
    mark = _mark_of(user, article, key) if data.get(UNANSWERED) else None
    if mark is None or not tab_in(data):
        return False
    return (tab_of(mark), mark.opened_version, mark.data.get("opened")) == (tab_in(data), version, [opened_in(data)])


def saved_before(user, article, form: str) -> bool:
    """Whether the story stands as it was saved last by this user with this very form and content."""
    mark = _mark_of(user, article)
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
        "stamp": stamp(row.saved_at),
        "tab": tab_of(row),
        "title": (row.data.get("title") or [""])[0][:120] if article is None else "",
        "is_behind": article is not None and row.key != PENDING and row.opened_version != article.version,
    }


def stamp(when) -> int:
    """The time as a script counts it."""
    return int(when.timestamp() * 1000)


def last_save(user, article, key: str) -> dict:
    """Which window of this user saved the form last, over which version: the browser drops what it kept of that."""
    mark = _mark_of(user, article, key) if article else None
    return {"tab": tab_of(mark), "opened": (mark.data.get("opened") or [""])[0]} if mark else {}


def key_asked(asked: str) -> str:
    """The key that ``?unsaved=`` names."""
    return STORY if asked == "1" else storable(asked)[:40]

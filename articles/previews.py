"""One version of a story, shown as its page: for staff, and by a secret link for somebody without an account.

What is shown is built, never stored: an unsaved story with unsaved parts, derived as the public one is, with the names that
readers must not see replaced, or as typed for its writer who may not know whose these are. A link holds 256 random bits, of
which only the hash is kept.
"""

import hashlib
import logging
import re
import secrets
import traceback
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import audit, rendering, workflow
from articles.history import versions
from articles.history.content import Content
from articles.library.views import answer
from articles.models import Article, Byline, Correction, Image, Mention, PreviewLink, Topic, TopicTagging
from articles.pictures import showing
from articles.site import views
from articles.workflow import Refused
from people.models import Subject
from people.naming.hiding import NOBODY

log = logging.getLogger(__name__)

#: Hours that a link may live, the usual number first.
HOURS = (72, 24, 168)
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


# A version as a page ---------------------------------------------------------------------------------------------------


def built(article, content: Content, images=None, base: str = showing.READERS, viewer=None) -> Article:
    """An unsaved story that says this, with all that the article page prints of it; nothing is written.

    ``images``: those that whoever looks may see, by default what the public may. ``viewer``: the member of staff who looks, or
    made the link.
    """
    as_typed = viewer is not None and reads_as_typed(viewer, article)
    images = Image.objects.public() if images is None else images
    story = content.built_on(article)
    story.lead_image = images.filter(pk=story.lead_image_id).first() if story.lead_image_id else None
    bylines = content.shown_bylines(story)
    corrections = list(article.corrections.all())
    topics = Topic.objects.filter(pk__in=content.topics).order_by("name")
    _set_prefetched(story, "bylines", Byline, bylines)
    subjects = Subject.objects.visible_to(viewer) if as_typed else Subject.objects.all()
    mentions = _mentions(story, content, subjects)
    _set_prefetched(story, "mentions", Mention, mentions)
    _set_prefetched(
        story, "taggings", TopicTagging, [TopicTagging(tag=topic, content_object=story) for topic in topics]
    )
    _set_prefetched(story, "corrections", Correction, corrections)
    meant = {row["subject_id"] for row in content.mentions if row["state"] != Mention.State.REJECTED}
    # Who may be somebody whose name is protected has no link, and who was added for this story has no page yet.
    confirmed = {row.subject.pk for row in mentions if row.subject.is_listed or not as_typed}
    notes = [*corrections, *(byline for byline in bylines if byline.text)]
    relations = rendering.Relations(notes, meant, confirmed, images, base, is_stored=False)
    rendering.derive(story, NOBODY if as_typed else None, relations)
    return story


def reads_as_typed(user, article) -> bool:
    """Whoever writes a story and may not see protected names finds what they typed: a name that is replaced would tell whose."""
    return not user.has_perm("people.see_protected_subject") and workflow.has_in_hand(user, article)


def _mentions(story, content: Content, subjects) -> list[Mention]:
    rows = content.confirmed()
    found = subjects.with_texts().in_bulk([row["subject_id"] for row in rows])
    return [
        Mention(article=story, subject=found[row["subject_id"]], prominence=row["prominence"])
        for row in rows
        if row["subject_id"] in found
    ]


def _set_prefetched(story, name: str, model, rows: list):
    """Give the unsaved story its parts, as a prefetch would."""
    found = model._default_manager.none()
    found._result_cache, found._prefetch_done = rows, True
    story._prefetched_objects_cache = getattr(story, "_prefetched_objects_cache", {}) | {name: found}


# Links -----------------------------------------------------------------------------------------------------------------


def may_share(user, article) -> bool:
    """Editors share every story, others their own; nobody what was discarded."""
    if not (user.is_active and user.is_staff and user.has_perm("articles.change_article")):
        return False
    if article.discarded_at is not None:
        return False
    return workflow.has_in_hand(user, article)


def make_link(article, key: str, *, by, hours: int, purpose: str = "") -> tuple[PreviewLink, str]:
    """A link to that version, and its token, which is known here and never again. Raises PermissionDenied or Refused."""
    if not may_share(by, article) or not Article.objects.visible_to(by).filter(pk=article.pk).exists():
        raise PermissionDenied
    if hours not in HOURS:
        raise Refused(_("Choose how long the link works."))
    if not versions.entries(article, [key]):
        raise Refused(_("Choose one of the versions of this story."))
    token, column = secrets.token_urlsafe(32), "revision_id" if key.startswith("r") else "pending_version_id"
    with transaction.atomic():
        link = PreviewLink.objects.create(
            article=article,
            token_hash=hash_of(token),
            purpose=purpose,
            made_by=by,
            expires_at=timezone.now() + timedelta(hours=hours),
            **{column: int(key[1:])},
        )
        audit.record(by, "preview shared", article=article, link=link.pk, hours=hours, version=key)
    return link, token


def revoke(link, *, by):
    """From now on nobody reads by it."""
    if not may_share(by, link.article):
        raise PermissionDenied
    with transaction.atomic():
        if PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
            audit.record(by, "preview revoked", article=link.article, link=link.pk)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def key_of(link) -> str:
    return f"r{link.revision_id}" if link.revision_id else f"p{link.pending_version_id}"


def find(token: str) -> PreviewLink | None:
    """The link of that token, if somebody may read by it now.

    It ends with the right of whoever made it, with the story (discarded), and with a withdrawal that came after it.
    """
    if not TOKEN.fullmatch(token):
        return None
    rows = PreviewLink.objects.usable().select_related("article", "made_by", "pending_version__change")
    link = rows.filter(token_hash=hash_of(token)).first()
    if link is None or not may_share(link.made_by, link.article) or _was_taken_down_since(link):
        return None
    return link


def _was_taken_down_since(link) -> bool:
    now, article = timezone.now(), link.article
    times = [article.withdrawn_at if article.status == "withdrawn" else None, article.withdraw_at]
    return any(time is not None and link.made_at <= time <= now for time in times)


def _is_replaced(link) -> bool:
    """Whether readers have by now what the link was made to show before them."""
    if not link.article.is_public:
        return False
    if link.pending_version_id:
        return link.pending_version.change.state == "published"
    return link.article.published_at > link.made_at


# The public view -------------------------------------------------------------------------------------------------------


@require_safe
def shared(request, token):
    """The version of the link. All that is not to be read is the same 404; the token gets into no log."""
    try:
        link = find(token)
        if link is None:
            raise Http404
        return _answer(request, link)
    except Http404:
        raise
    except Exception as error:
        # Not raised: the line that Django would write names the address. Files and lines say where it happened.
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("A shared preview could not be shown: %s\n%s", type(error).__name__, where)
        html = render_to_string("500.html", {"site_name": settings.SITE_NAME})
        return HttpResponse(html, status=500, headers=HEADERS)


def _answer(request, link):
    if request.method == "GET":
        with suppress(DatabaseError):  # a busy database does not keep the page from its reader
            PreviewLink.objects.filter(pk=link.pk).update(uses=F("uses") + 1)
    if _is_replaced(link):
        return HttpResponseRedirect(link.article.get_absolute_url(), headers=HEADERS)
    _entry, content = versions.fetch(link.article, key_of(link))
    base = f"{request.path}media/"
    story = built(link.article, content, pictures_of(link, content), base, link.made_by)
    with story.in_own_edition():
        context = views.article_context(story) | {"structured": [], "link": link, "media_base": base}
        html = render_to_string("articles/shared_preview.html", context, request=request)
    return HttpResponse(html, headers=HEADERS | {"Content-Language": story.language})


def pictures_of(link, content: Content):
    """The pictures of exactly that version, as far as whoever made the link may see them."""
    return Image.objects.visible_to(link.made_by).not_withdrawn().filter(pk__in=content.pictures())


@require_safe
def shared_picture(request, token, picture, name):
    """A picture of the shared version, which readers may not have yet. Fetching it counts as no use of the link."""
    link = find(token)
    if link is None or _is_replaced(link):
        raise Http404
    _entry, content = versions.fetch(link.article, key_of(link))
    image = get_object_or_404(pictures_of(link, content).only("token", "version"), token=picture)
    response = answer(request, image, name, HEADERS["Cache-Control"])
    for header, value in HEADERS.items():
        response.headers[header] = value
    return response

"""A new draft made of a story: its translation into another edition, or a copy that stands alone.

It holds what its user may see, and no more. Where the story is tagged with, or signed by, somebody whom the user may not see, the
draft is made of what readers would have: a tag that stays behind may be all that hides a name in the text.
"""

from dataclasses import replace

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body
from articles.history.content import Content
from articles.models import Article, Image, Section, Topic
from articles.workflow import translations
from articles.workflow.changes import create
from articles.workflow.permissions import has_in_hand, owns, sees
from articles.workflow.tagging import public_text_of
from people.base.locks import take_turn
from people.base.refusal import Refused
from people.models import Subject

#: Columns that hold no words of the story's own.
WORDLESS = ("kind", "lead_image_id", "section_id")


def may_copy(user, article) -> bool:
    return user.has_perm("articles.add_article") and sees(user, article)


def languages_for(user, article) -> list[str]:
    """The editions into which the user may translate it: whoever has it in hand links to it, and each edition has one version."""
    if not (may_copy(user, article) and has_in_hand(user, article)):
        return []
    there = {article.language, *article.siblings().values_list("language", flat=True)}
    return [code for code in settings.EDITIONS if code not in there]


def copy(article, *, by, form_key=None) -> Article:
    """A draft of the same words, without a link to the story. Raises PermissionDenied.

    ``form_key`` tells a second click: it leads to the draft of the first.
    """
    with transaction.atomic():
        take_turn()
        if made := _made_before(form_key, by):
            return made
        if not may_copy(by, article):
            raise PermissionDenied
        beside = {"language": article.language} | _embargo_of(article)
        return create(_seen_by(by, article), by=by, beside=beside, form_key=form_key)


def translate(article, language: str, *, by, form_key=None) -> Article:
    """A draft in another edition, linked to the story. Raises PermissionDenied, or Refused where there is one.

    ``form_key`` as for a copy.
    """
    with transaction.atomic():
        take_turn()  # before it is asked whether there is one
        if made := _made_before(form_key, by):
            return made
        if not may_copy(by, article) or not has_in_hand(by, article):
            raise PermissionDenied
        if language not in languages_for(by, article):
            raise Refused(_("That story already has a version in this language."))
        content = _in_edition(_seen_by(by, article), language)
        beside = {"language": language, "translation_key": article.translation_key} | _embargo_of(article)
        made = create(content, by=by, beside=beside, form_key=form_key)
        translations.link(made, original=article)
        return made


def _made_before(form_key, by) -> Article | None:
    return Article.objects.filter(form_key=form_key, created_by=by).first() if form_key else None


def _embargo_of(article) -> dict:
    """The story's embargo, while it holds: the draft says the same."""
    holds = article.embargo_until and article.embargo_until > timezone.now()
    return {"embargo_until": article.embargo_until} if holds else {}


def _seen_by(user, article) -> Content:
    """What the story says to the user. Its address is not taken along: it follows the headline."""
    content = Content.of(article).without_marks()
    seen = set(Subject.objects.visible_to(user).filter(pk__in=content.subjects()).values_list("pk", flat=True))
    is_whole = user.has_perm("people.see_protected_subject") or (owns(user, article) and content.subjects() <= seen)
    fields = content.fields if is_whole else _as_readers_have_it(content, article)
    lead = fields["lead_image_id"]
    if lead and not Image.objects.visible_to(user).filter(pk=lead).exists():
        fields = fields | {"lead_image_id": None}
    bylines = [row for row in content.bylines if is_whole or {row["person_id"], row["desk_id"]} & seen]
    mentions = [row for row in content.confirmed() if row["subject_id"] in seen]
    return replace(content, fields=fields | {"slug": ""}, bylines=bylines, mentions=mentions)


def _as_readers_have_it(content: Content, article) -> dict:
    text = public_text_of(article)
    empty = Content.of_new_story().fields | {name: content.fields[name] for name in WORDLESS}
    words = {"title": text.title[:250], "summary": text.summary[:600], "body": body.clean(text.html)}
    lines = {name: article.shown[name] for name in ("dateline", "short_title", "how_we_know")}
    return empty | words | {name: line[: Article._meta.get_field(name).max_length] for name, line in lines.items()}


def _in_edition(content: Content, language: str) -> Content:
    """With the section and the topics that are the same in that edition."""
    section = Section.objects.filter(pk=content.fields["section_id"]).first()
    there = section.siblings().filter(language=language).first() if section else None
    keys = Topic.objects.filter(pk__in=content.topics).values("translation_key")
    topics = Topic.objects.filter(translation_key__in=keys, language=language)
    mentions = [row | {"spelling": ""} for row in content.mentions]
    fields = content.fields | {"section_id": there.pk if there else None}
    return replace(content, fields=fields, mentions=mentions, topics=sorted(topics.values_list("pk", flat=True)))

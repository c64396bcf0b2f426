"""Why readers do not see a story: in words, for the status box and for ``manage.py explain_visibility``.

``Article.objects.published()`` decides, and nothing here does: a test holds the two against each other for every stage.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Article, Stage, Status
from articles.workflow.checklist import blockers, checklist
from people.base.clock import clock, zone_words


def why_not_visible(article, items=None) -> list[str]:
    """Sentences that say why readers do not see the story now, and what has to happen first; none when they see it.

    ``items`` is its checklist, for a caller that has it.
    """
    stage = article.stage()
    if stage == Stage.PUBLISHED:
        return [] if article.language in settings.EDITIONS else [_no_edition(article)]
    reasons = [_why_discarded(article) if article.discarded_at else _why_at_stage(article, stage)]
    if article.status not in {Status.PUBLISHED, Status.WITHDRAWN}:
        reasons += blockers(checklist(article) if items is None else items)
    return reasons if article.language in settings.EDITIONS else [*reasons, _no_edition(article)]


def _why_discarded(article) -> str:
    return _("It was discarded on %(time)s. Restore it first.") % {"time": _at(article.discarded_at)}


def _why_at_stage(article, stage: Stage) -> str:
    times = {
        "published": _at(article.published_at),
        "embargo": _at(article.embargo_until),
        "end": _at(article.withdraw_at),
        "withdrawn": _at(article.withdrawn_at),
    }
    return {
        Stage.DRAFT: _("It is a draft. Submit or publish it."),
        Stage.IN_REVIEW: _("It is in review. An editor has to approve and publish it."),
        Stage.APPROVED: _("It is approved, but not published yet. Publish it."),
        Stage.SCHEDULED: _("It is scheduled. Readers see it from %(published)s."),
        Stage.EMBARGOED: _("It is under embargo until %(embargo)s. Readers see it from %(published)s."),
        Stage.EXPIRED: _("It was set to be withdrawn on %(end)s. Clear that time, or choose a later one."),
        Stage.WITHDRAWN: _("It was withdrawn on %(withdrawn)s. Publish it again to show it to readers."),
    }[stage] % times


def _no_edition(article) -> str:
    words = {"language": article.language_name, "code": article.language}
    return _("The site has no edition in %(language)s (%(code)s). Add it to LANGUAGES, or change the language.") % words


def _at(when) -> str:
    return _("%(time)s, %(zone)s") % {"time": clock(when), "zone": zone_words(when)} if when else ""


def story_at(text: str) -> Article | None:
    """The story with a number, or at an address of ours (``/ru/a/slug/12/``), whatever its stage; None when there is none."""
    found = re.fullmatch(r"(?:.*/a/[^/]+/)?([0-9]{1,18})/?", urlsplit(text).path)
    return Article.objects.filter(pk=int(found[1])).first() if found else None

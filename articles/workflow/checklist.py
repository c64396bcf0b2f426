"""What editors look at before a story is published. Blockers block; warnings ask for a reason, which is kept."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.body import text_of, untitled
from articles.library import image_uses
from articles.models import Mention
from articles.rendering.passages import doubts_in
from articles.workflow import tagging
from people.base import languages
from people.models import SEE_PROTECTED
from people.naming.hiding import protected_names

#: As much of the text tells in which letters it is written.
LOOKED_AT = 5000
#: So many passages are shown; the rest is counted.
MOST_RESEMBLING = 5


@dataclass(frozen=True)
class Item:
    """One thing that is not as it should be; ``field`` of the form is where to mend it."""

    code: str
    sentence: str
    blocks: bool = False
    field: str = ""
    #: Whose hidden name it is about: what to do about it stands on that subject's page.
    subject: int = 0
    #: Which picture it is about, and which words of the picture's are missing.
    picture: int = 0
    asks: str = ""
    #: It passes by itself: the story may go out as soon as it has.
    waits: bool = False


def checklist(article, user=None) -> list[Item]:
    """Everything that is not as it should be, blockers first. With a user also whom the text names and nobody decided on."""
    items = [*_blockers(article), *_warnings(article)]
    if user is not None:
        items += [*_undecided_names(article, user), *resembling_names(article, user)]
    return sorted(items, key=lambda item: not item.blocks)


def resembling_names(article, user) -> list[Item]:
    """What in the story resembles a protected name and is shown, for those who may see such names."""
    if not user.has_perm(SEE_PROTECTED):
        return []
    doubts = doubts_in(article, protected_names())
    sentence = _("“%(words)s” resembles a protected name and is shown: %(passage)s")
    items = [
        Item("protected", sentence % {"words": passage.words, "passage": passage.text}, subject=subject)
        for subject, passage in doubts[:MOST_RESEMBLING]
    ]
    if more := len(doubts) - len(items):
        sentence = ngettext(
            "%(count)d more passage resembles a protected name.",
            "%(count)d more passages resemble a protected name.",
            more,
        )
        items.append(Item("protected", sentence % {"count": more}, subject=doubts[MOST_RESEMBLING][0]))
    return items


def blockers(items: list[Item]) -> list[str]:
    return [item.sentence for item in items if item.blocks]


def warnings(items: list[Item]) -> list[str]:
    return [item.sentence for item in items if not item.blocks]


def _blockers(article):
    if not article.title:
        yield Item("title", _("No headline yet."), True, "title")
    if not article.body:
        yield Item("body", _("No text yet."), True, "body")
    if article.section_id is None:
        yield Item("section", _("Choose a section."), True, "section")
    elif article.section.language != article.language:
        sentence = _("The section belongs to another edition: choose one in the story's language.")
        yield Item("section", sentence, True, "section")
    if article.is_republished and not article.source_outlet:
        sentence = _("It is republished: say who published it first.")
        yield Item("source", sentence, True, "source_outlet")
    if sentence := untitled_cards(article.body):
        yield Item("card", sentence, True, "body")
    for problem in image_uses.picture_problems(article):
        yield Item("picture", **_of_picture(problem), blocks=True, waits=problem.waits)


def _warnings(article):
    if is_in_other_letters(article):
        sentence = _("The text is not in the letters of its edition, %(language)s: choose a section of the right one.")
        yield Item("edition", sentence % {"language": article.language_name}, field="section")
    if not article.summary:
        yield Item("summary", _("No dek yet."), field="summary")
    if not article.bylines.exists():
        yield Item("byline", _("No byline yet."), field="bylines")
    if article.mentions.filter(state=Mention.State.SUGGESTED).exists():
        yield Item("mentions", _("Some tags are not confirmed."), field="people")
    if count := article.notes.unresolved().filter(move="").count():
        yield Item(
            "notes",
            ngettext("%(count)d note is not resolved.", "%(count)d notes are not resolved.", count) % {"count": count},
            field="notes",
        )
    if article.is_republished and not (article.source_authors and article.source_url):
        yield Item("source", _("The authors or the address of the original are missing."), field="source_authors")
    for problem in image_uses.picture_warnings(article):
        yield Item("picture", **_of_picture(problem))


def untitled_cards(html: str) -> str:
    """How many cards of the text do not say what they show, as a sentence; empty where all do."""
    count = untitled(html)
    sentence = ngettext(
        "%(count)d card of another site does not say what it shows.",
        "%(count)d cards of other sites do not say what they show.",
        count,
    )
    return sentence % {"count": count} if count else ""


def is_in_other_letters(article) -> bool:
    """Whether most letters of the text are of another script than its edition is written in: a language that nobody chose."""
    language = languages.LANGUAGES.get(article.language)
    share = language and languages.share_of_script(
        f"{article.title} {text_of(article.body[:LOOKED_AT])}", language.script
    )
    return share is not None and share < 0.5


def _of_picture(problem) -> dict:
    words = {"sentence": problem.sentence, "picture": problem.picture, "asks": problem.asks}
    return words | {"field": "lead_image"}


def _undecided_names(article, user):
    rows = list(article.mentions.values_list("subject", "state"))
    found = tagging.names_in(
        tagging.text_of(article),
        user,
        tagged={key for key, state in rows if state == Mention.State.CONFIRMED},
        rejected={key for key, state in rows if state == Mention.State.REJECTED},
    )
    count = sum(not row.is_tagged for row in found.named) + found.open_questions
    if count:
        sentence = ngettext(
            "%(count)d name in the text is undecided: tag it, or choose “Not this one”.",
            "%(count)d names in the text are undecided: tag them, or choose “Not this one”.",
            count,
        )
        yield Item("names", sentence % {"count": count}, field="people")

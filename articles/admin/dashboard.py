"""The desk's first page: what waits for this person, and what the day brings.

Each block is a handful of rows with the way to the whole list, in a fixed number of queries, and there only for whom it is of
use. Rows are asked for through ``visible_to``; who may not see protected names reads headlines as readers do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.admin.stages import next_to_act, shown_title, stage_time, stage_word, waiting_time
from articles.admin.stories.filters import last_month, this_week
from articles.audit import action_label
from articles.models import Article, AwaitedPublication, Correction, Image, Note, PendingChange, Stage
from articles.models.querysets import HEAVY
from articles.rendering import anew
from articles.writing import autosave
from people.base.admin import name_of
from people.base.clock import moment, zone_words
from people.models import NamesakeQuestion

SHOWN = 8
STORY_OF_A_ROW = [f"article__{name}" for name in HEAVY]


@dataclass
class Row:
    """One line of a block: a story, and what there is to say of it."""

    story: Article
    title: str
    said: str = ""
    when: str = ""
    anchor: str = ""
    is_embargoed: bool = False


@dataclass
class Block:
    """The first rows under a heading, and where all of them are."""

    key: str
    title: str
    rows: list[Row]
    empty: str
    address: str
    has_more: bool = False


def desk_of(user) -> dict:
    """What templates/admin/index.html prints."""
    desk = Desk(user)
    return {
        "today": formats.date_format(timezone.localtime(), "l, j F" if get_language() == "en" else "l, j E"),
        "zone": zone_words(),
        "waiting": desk.waiting(),
        "mine": desk.mine(),
        "theirs": desk.theirs(),
        "unfinished": desk.unfinished(),
        "day": desk.day(),
        "care": desk.care(),
        "pictures": desk.pictures(),
        "namesakes": desk.namesakes(),
        "upkeep": upkeep(),
    }


def upkeep() -> str:
    """What goes on after an upgrade; everybody is told, for until then a page may lack a line."""
    if (progress := anew.progress()) is None:
        return ""
    done, total = (formats.number_format(number, use_l10n=True, force_grouping=True) for number in progress)
    return _("Public texts are being derived anew: %(done)s of %(total)s.") % {"done": done, "total": total}


def _list(**chosen) -> str:
    """The address of the list of stories, narrowed."""
    return f"{reverse('admin:articles_article_changelist')}?{urlencode(chosen)}"


class Desk:
    """The blocks of one person's desk; each method of a block answers None where that person has no use for it."""

    def __init__(self, user):
        self.user = user
        may = {name: user.has_perm(f"articles.{name}") for name in USES}
        self.writes, self.approves, self.publishes = (
            may["add_article"], may["approve_article"], may["publish_article"],
        )  # fmt: skip
        self.tags = may["tag_article"] or may["change_article"]
        self.corrects, self.reads = may["view_correction"], may["view_article"]
        self.sees_all = may["edit_all_articles"]
        self.visible = Article.objects.visible_to(user).without_texts().select_related("created_by")
        self.work = self.visible.worked_on_by(user)

    # What waits --------------------------------------------------------------------------------------------------------

    def waiting(self) -> list[Block] | None:
        """For those on whom something can wait: the blocks that are not empty."""
        if not (self.writes or self.approves or self.publishes or self.tags):
            return None
        blocks = [self._not_gone_out(), self._notes()]
        if self.writes:
            found = self.work.given_to(self.user).order_by("-saved_at", "-id")
            blocks.append(self._stories("given", _("Assigned to you"), found, _list(desk="given"), self._writer))
        if self.approves:
            found = self._longest_first(self.work.with_status("in_review"))
            blocks.append(self._waits("in-review", _("In review"), found, _list(stage="in_review"), self._writer))
        if self.publishes:
            found = self._longest_first(self.work.with_status("approved"))
            title = _("Approved, to be published")
            blocks.append(self._waits("approved", title, found, _list(stage="approved"), self._writer))
        return [block for block in blocks if block.rows]

    def _notes(self) -> Block:
        found = Note.objects.unresolved().naming(self.user).to_stories(self.work)
        notes = found.select_related("article", "author").defer(*STORY_OF_A_ROW).order_by("-created_at", "-id")
        rows = (
            self._row(note.article, self._who(note), moment(note.created_at), f"#said-{note.pk}")
            for note in notes[: SHOWN + 1]
        )
        return self._block("notes", _("Notes for you"), rows, _list(desk="notes"))

    def _not_gone_out(self) -> Block:
        """What this user published before its picture was ready, and was not published after all."""
        found = AwaitedPublication.objects.to_be_told(self.user).to_stories(self.work)
        found = found.select_related("article").defer(*STORY_OF_A_ROW).order_by("-ended_at")
        rows = (
            self._row(ended.article, ended.get_outcome_display(), moment(ended.ended_at))
            for ended in found[: SHOWN + 1]
        )
        return self._block("not-gone-out", _("Did not go out"), rows, _list(whose="mine"))

    @staticmethod
    def _who(note) -> str:
        name = name_of(note.author)
        return f"{action_label(note.move)}: {name}" if note.move else name

    def theirs(self) -> Block | None:
        """Stories that others take the next step with: what waits longest of what was worked on in the last month."""
        if not self.writes:
            return None
        found = self._longest_first(self.work.in_others_hands(self.user)).filter(waits_since__gte=last_month())
        empty = _("Nothing waits for others.")
        return self._waits("theirs", _("In others’ hands"), found, _list(desk="theirs"), next_to_act, empty)

    def unfinished(self) -> list[dict]:
        """New stories that were typed and never saved."""
        return autosave.offers(self.user, None) if self.writes else []

    def mine(self) -> Block | None:
        if not self.writes:
            return None
        own = self.visible.owned_by(self.user).not_waiting_for(self.user).lately_saved()
        empty = _("What you write appears here.")
        block = self._stories("mine", _("Your stories"), own, _list(whose="mine"), empty=empty)
        return _where_they_stand(block)

    # What the day brings -----------------------------------------------------------------------------------------------

    def day(self) -> list[Block]:
        blocks = [self._scheduled(), self._published(), self._pending(), self._corrections()]
        return [block for block in blocks if block]

    def _scheduled(self):
        if not (self.publishes or self.writes):
            return None
        found = self.work.scheduled().filter(published_at__lt=_midnight()).order_by("published_at", "id")
        empty = _("Nothing else is scheduled for today.")
        block = self._stories("scheduled", _("Scheduled today"), found, _list(stage="scheduled"), empty=empty)
        for row in block.rows:
            row.when = hour(row.story.published_at)
            row.is_embargoed = row.story.stage() == Stage.EMBARGOED
            row.said = stage_word(row.story) if row.is_embargoed else ""
        return block

    def _published(self):
        if not self.reads:
            return None
        today = timezone.localtime()
        # What readers see every member of staff sees: asked by itself, an index answers.
        found = Article.objects.published().filter(published_at__gte=_midnight(-1)).newest_first().without_texts()
        address = _list(published_at__year=today.year, published_at__month=today.month, published_at__day=today.day)
        empty = _("Nothing has been published today.")
        block = self._stories("published", _("Published today"), found, address, empty=empty)
        for row in block.rows:
            row.when = hour(row.story.published_at)
        return block

    def _pending(self):
        if not (self.sees_all or self.writes):
            return None
        found = PendingChange.objects.open().to_stories(self.work)
        found = found.select_related("article", "begun_by").defer(*STORY_OF_A_ROW).order_by("begun_at", "id")
        rows = (
            self._row(
                change.article, f"{change.get_state_display()}, {name_of(change.begun_by)}", moment(change.begun_at)
            )
            for change in found[: SHOWN + 1]
        )
        empty = _("No pending changes.")
        return self._block("pending", _("Pending changes"), rows, _list(desk="pending"), empty)

    def _corrections(self):
        if not self.corrects:
            return None
        found = Correction.objects.since(this_week()).to_stories(self.visible)
        found = found.select_related("article").defer(*STORY_OF_A_ROW)
        rows = (self._row(row.article, row.get_kind_display(), moment(row.published_at)) for row in found[: SHOWN + 1])
        empty = _("No corrections in the last seven days.")
        return self._block("corrections", _("Corrections this week"), rows, _list(desk="corrected"), empty)

    # What wants care ---------------------------------------------------------------------------------------------------

    def care(self) -> list[Block]:
        if not self.tags:
            return []
        found = self.work.naming_nobody().order_by("-saved_at", "-id")
        address = reverse("admin:articles_article_untagged")
        empty = _("Every story has tags.")
        return [_where_they_stand(self._stories("nameless", _("No tags yet"), found, address, empty=empty))]

    def pictures(self) -> dict | None:
        """How many pictures lack a description, for those who look after pictures."""
        if not self.user.has_perm("articles.view_image"):
            return None
        count = Image.objects.visible_to(self.user).without_description().count()
        return {"count": count, "address": f"{reverse('admin:articles_image_changelist')}?missing=alt"}

    def namesakes(self) -> dict:
        """How many records may be somebody whose name is protected, for those who may see such names."""
        count = NamesakeQuestion.objects.open().visible_to(self.user).count()
        return {"count": count, "address": reverse("admin:people_subject_duplicates")}

    # Rows --------------------------------------------------------------------------------------------------------------

    def _stories(self, key, title, found, address, say=None, empty="") -> Block:
        rows = (self._row(story, say(story) if say else "", moment(story.saved_at)) for story in found[: SHOWN + 1])
        return self._block(key, title, rows, address, empty)

    def _waits(self, key, title, found, address, say, empty="") -> Block:
        """With how long each story waits, in the place of a time."""
        found = found.select_related("assigned_to")
        rows = (self._row(story, say(story), waiting_time(story.waits_since)) for story in found[: SHOWN + 1])
        return self._block(key, title, rows, address, empty)

    @staticmethod
    def _longest_first(found):
        return found.with_handing_on().order_by("waits_since", "id")

    def _row(self, story, said="", when="", anchor="") -> Row:
        return Row(story, shown_title(story, self.user), said, when, anchor)

    @staticmethod
    def _block(key, title, rows: Iterable[Row], address, empty="") -> Block:
        rows = list(rows)
        return Block(key, title, rows[:SHOWN], empty, address, len(rows) > SHOWN)

    @staticmethod
    def _writer(story) -> str:
        return name_of(story.created_by)


def _where_they_stand(block: Block) -> Block:
    """With the word of each story's stage, and the time that matters there: of a draft, when it was saved."""
    for row in block.rows:
        row.said, row.when = stage_word(row.story), moment(stage_time(row.story) or row.story.saved_at)
    return block


#: What decides which blocks somebody has a use for.
USES = (
    "add_article",
    "approve_article",
    "change_article",
    "edit_all_articles",
    "publish_article",
    "tag_article",
    "view_article",
    "view_correction",
)


def hour(when) -> str:
    return formats.time_format(timezone.localtime(when), "H:i")


def _midnight(days: int = 0):
    """The end of today, or of so many days later."""
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=days + 1)

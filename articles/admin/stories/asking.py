"""The box that asks before a story is published: everything that is missing or doubtful at once, with the fields to fill in.

It stands in the writing form, so that what is typed there and what is typed in the form travel together. A script asks the
server what is to be asked of the form as it stands; without one the page of a refused move shows the box open.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import library, workflow
from articles.admin.library.cards import Card
from articles.admin.stories.moving import is_later, label_of
from articles.admin.stories.panel import Panel, Writing
from articles.admin.stories.places import where_to_mend
from articles.admin.stories.sent import asked_in, picture_words_in, wanted_move, words_in
from articles.history.revisions import recording
from articles.models import Article, Image, Section
from articles.workflow import awaited
from articles.workflow.checklist import Item, checklist
from articles.workflow.moves import MOVES, Move
from people.base import busy
from people.base.clock import clock, zone_words
from people.base.locks import take_turn
from people.models import Person

#: The moves before which the checklist is shown; publishing alone depends on it.
LOOKED_AT = {"publish", "approve", "submit"}
#: Fields of the checklist for which the box has one of its own.
LINES = {"summary": "text", "source_outlet": "line", "source_authors": "line", "source_url": "line"}
#: Of what is said of pictures; the form itself says what is too long for a story.
LIMITS = {"alt": 500, "caption": 1000, "credit": 200}


@dataclass
class Ask:
    """One line of the checklist, with the field that answers it or the way to where it is mended."""

    item: Item
    #: The kind of the field: "line", "text", "section", "byline", or nothing.
    kind: str = ""
    name: str = ""
    value: str = ""
    limit: int = 0
    address: str = ""


@dataclass
class PictureAsk:
    """What is missing of one picture; each of ``asks`` is one of its fields."""

    card: Card
    asks: list[Ask] = field(default_factory=list)


@dataclass
class Asking:
    """What the box asks about a story that is stored, in a transaction that may be rolled back after that."""

    article: Article
    user: object
    move: Move
    #: What was typed in the box before.
    asked: dict = field(default_factory=dict)
    reason: str = ""
    note: str = ""
    #: Why the move was refused, beside what the checklist says.
    problems: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.items = checklist(self.article, self.user) if self.move.name in LOOKED_AT else []
        self.is_waiting = any(item.waits for item in self.items)
        self.pictures, self.asks = self._pictures(), []
        there = {ask.item for picture in self.pictures for ask in picture.asks}
        for item in self.items:
            if item not in there and not item.waits:
                self.asks.append(self._ask(item))

    @property
    def asks_something(self) -> bool:
        """Whether pressing the button now would be refused."""
        if self.move.needs_note and not (self.note or self.asked.get("asked_note")):
            return True
        return self.is_publication and any(not item.waits for item in self.items)

    @property
    def is_publication(self) -> bool:
        return self.move.name == "publish"

    @property
    def label(self) -> str:
        return label_of(self.move, self.article)

    @property
    def button(self) -> tuple[str, str]:
        """Name and value of the button that makes the move."""
        return "_move", self.move.name

    @property
    def wants_reason(self) -> bool:
        return self.is_publication and (bool(self.reason) or any(not item.blocks for item in self.items))

    @property
    def reason_label(self) -> str:
        doubts = [item for item in self.items if not item.blocks]
        if [item.code for item in doubts] == ["byline"]:
            return _("Or say why nobody signs it")
        return _("Publish anyway, because …")

    @property
    def is_ready(self) -> bool:
        """Whether all that blocks can be answered in the box."""
        return not (self.is_publication and any(ask.item.blocks and not ask.kind for ask in self.asks))

    @cached_property
    def promise(self) -> str:
        """What will have happened after the button is pressed."""
        if not self.is_publication:
            return {"submit": _("An editor will look at it."), "approve": _("It can then be published.")}.get(
                self.move.name, ""
            )
        return " ".join(filter(None, (self._when(), who_takes_it_back(self.user))))

    def _when(self) -> str:
        if is_later(self.article):
            when = self.article.published_at
            return _("Readers get it on %(time)s, %(zone)s.") % {"time": clock(when), "zone": zone_words(when)}
        if self.is_waiting:
            return _("Readers get it as soon as its picture is ready.")
        return _("Readers get it now.")

    def tell(self, sentences: list[str]):
        """Why the move was refused, as far as the lines of the box do not say it."""
        known = {item.sentence for item in self.items}
        self.problems = [sentence for sentence in sentences if sentence not in known]

    # Its fields ------------------------------------------------------------------------------------------------------

    def _ask(self, item: Item) -> Ask:
        kind, name = LINES.get(item.field, ""), f"asked_{item.field}"
        if item.field == "section":
            kind = "section"
        elif item.field == "bylines":
            kind, name = "byline", "asked_byline"
        elif kind and getattr(self.article, item.field):
            kind = ""
        return Ask(item, kind, name, self.asked.get(name, ""), address=where_to_mend(item, self.article))

    def _pictures(self) -> list[PictureAsk]:
        """Those of which words are missing that this user may write."""
        numbers = dict.fromkeys(item.picture for item in self.items if item.asks)
        found = Image.objects.visible_to(self.user).in_bulk(numbers)
        return [
            self._picture(image) for image in map(found.get, numbers) if image and library.may_change(self.user, image)
        ]

    def _picture(self, image) -> PictureAsk:
        asks = [
            self._ask_of_picture(item, image, item.asks)
            for item in self.items
            if item.asks and item.picture == image.pk
        ]
        if not image.caption:
            asks.append(self._ask_of_picture(Item("caption", _("Caption, if it needs one")), image, "caption"))
        return PictureAsk(Card.of(image, self.user), asks)

    def _ask_of_picture(self, item: Item, image, words: str) -> Ask:
        name = f"asked_{words}_{image.pk}"
        return Ask(item, "line", name, self.asked.get(name, ""), LIMITS[words])

    @cached_property
    def sections(self):
        """(name of the edition, its sections) for each edition; the story's own first."""
        rows = {}
        for section in Section.objects.order_by("language", "position", "name"):
            rows.setdefault(section.language, (section.language_name, []))[1].append(section)
        return [rows[code] for code in sorted(rows, key=lambda code: code != self.article.language)]

    @cached_property
    def signs_as(self):
        """The person whose byline the account's stories carry."""
        return signature_of(self.user)


def signature_of(user) -> Person | None:
    if not user.person_id:
        return None
    return Person.objects.visible_to(user).not_merged().filter(pk=user.person_id).first()


def who_takes_it_back(user) -> str:
    if user.has_perm("articles.withdraw_article"):
        return ""
    return _("Only the chief editor can withdraw it then.")


class AskingBox(Panel):
    def urls(self):
        view = self.view(self.asked_view)
        return [
            path("asking/", view, name="articles_article_asking_of_new"),
            path("<int:pk>/asking/", view, name="articles_article_asking"),
            path("<int:pk>/awaited/", self.view(self.awaited_view), name="articles_article_awaited"),
        ]

    # Asked by the script -----------------------------------------------------------------------------------------------

    @method_decorator(require_safe)
    def awaited_view(self, request, pk):
        """Whether the story still waits for its picture: the page asks that while it is open."""
        story = self.admin.visible_or_404(request, pk)
        return JsonResponse({"waits": awaited.waiting(story) is not None})

    @method_decorator(require_POST)
    def asked_view(self, request, pk=None):
        """What the button would ask of the form as it stands, without the answers of the box. It is saved for that and rolled
        back: the checklist reads what is stored.
        """
        try:
            with transaction.atomic():
                take_turn()
                answer = self._tried(request, pk)
                transaction.set_rollback(True)
        except OperationalError as error:
            busy.log_busy(error)
            return JsonResponse({"sentence": _("The database is busy. Wait a moment and try again.")}, status=503)
        return JsonResponse(answer)

    def _tried(self, request, pk) -> dict:
        writing = Writing(request, self._held(request, pk), request.POST)
        move = MOVES.get(wanted_move(request.POST))
        if move is None or not self.admin.filled(writing).is_valid():
            return {"is_valid": False}  # the form says so when it is sent
        asked = asked_in(request.POST)
        with recording(request.user):
            writing.story = self.admin.stored(writing)
        if move not in workflow.possible_moves(writing.story, request.user):
            return {"is_valid": False}
        words = words_in(request.POST, "publish_reason"), words_in(request.POST, "move_note")
        asking = Asking(writing.story, request.user, move, asked, *words)
        html = render_to_string("admin/articles/article/_asking.html", {"asking": asking}, request)
        return {"is_valid": True, "asks": asking.asks_something, "html": html}

    def _held(self, request, pk):
        if pk is None:
            if not self.admin.has_add_permission(request):
                raise PermissionDenied
            return None
        story = self.admin.visible_or_404(request, pk)
        if not self.admin.has_change_permission(request, story):
            raise PermissionDenied
        workflow.hold_anew(story)
        return story

    # In the form, and with its save --------------------------------------------------------------------------------------

    def context(self, writing):
        story, refused = writing.story, writing.refused
        name = "articles_article_asking" if story else "articles_article_asking_of_new"
        if story and not self.admin.has_change_permission(writing.request, story):
            return {}
        box = {"address": reverse(f"admin:{name}", args=[story.pk] if story else [])}
        box["kept"] = asked_in(writing.typed) if refused is None else {}
        box["reason"] = words_in(writing.typed, "publish_reason")
        if refused and story and refused.can_be_asked:
            box["asking"] = self._asking_after(refused, story, writing.user)
        return {"asking_box": box}

    @staticmethod
    def _asking_after(refused, story, user) -> Asking:
        asking = Asking(story, user, MOVES[refused.name], reason=refused.reason, note=refused.note)
        asking.tell(refused.sentences)
        return asking

    def stored(self, writing):
        """Before the move: what the box was told of pictures, as far as nobody has said it meanwhile."""
        for number, words in picture_words_in(writing.typed).items():
            image = Image.objects.visible_to(writing.user).filter(pk=number).first()
            if not (image and self._described(image, words, writing)):
                said = "; ".join(words.values())
                sentence = _("Not used, as the picture has been described meanwhile, or you may not do it: %(words)s")
                messages.warning(writing.request, sentence % {"words": said})

    @staticmethod
    def _described(image, words: dict, writing) -> bool:
        missing = {name: text[: LIMITS[name]] for name, text in words.items() if not getattr(image, name)}
        if not missing:
            return False
        if not (image.alt or image.caption or image.texts.exists()):
            image.language = writing.story.language
        for name, text in missing.items():
            setattr(image, name, text)
        try:
            library.describe(image, by=writing.user)
        except (PermissionDenied, library.Refused):
            return False
        return missing == words

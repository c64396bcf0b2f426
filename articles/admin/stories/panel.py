"""What the writing form is put together from: panels, and the one object that is passed on while a form is opened or saved."""

from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

from articles.history.content import Content
from articles.models import Article
from articles.writing import form_content


@dataclass
class RefusedMove:
    """A button that was pressed and did not do it: why, and what was typed for it."""

    name: str
    sentences: list[str]
    note: str = ""
    reason: str = ""
    #: It may be made, once what is missing is filled in: the box asks for that.
    can_be_asked: bool = False


@dataclass
class Writing:
    """One request for a writing form, from what is stored to what is answered."""

    request: HttpRequest
    #: As its row stands; None for a new one.
    story: Article | None
    #: What was typed; None where the form shows what is stored.
    data: QueryDict | None = None
    #: Typed text that is only shown: nothing of it is checked, and nothing can be saved.
    is_checked: bool = True
    #: Why the form comes with typed text that is not saved.
    notice: str = ""
    #: The window that the text was typed in.
    tab: str = ""
    #: Of a form whose text is kept as a pending change: why that cannot be, or nothing. None for any other form.
    pending_refusal: str | None = None
    #: The pending change that the form works on (articles.admin.pending.form.Waiting).
    waiting: object = None
    #: What was typed for colleagues beside a pending change.
    note: str = ""
    refused: RefusedMove | None = None
    form: object = None
    #: The formset of each inline, in their order, and the inlines.
    formsets: list = field(default_factory=list)
    inlines: list = field(default_factory=list)

    def __post_init__(self):
        self.is_new = self.story is None

    @property
    def user(self):
        return self.request.user

    @property
    def typed(self) -> QueryDict:
        return QueryDict() if self.data is None else self.data

    def sent_part(self, prefix: str):
        """The formset of bylines or of corrections, where the user may change them."""
        return next((part for part in self.formsets if part.prefix == prefix and part.is_bound), None)

    def is_valid(self) -> bool:
        """Whether all of it can be saved; every part says what is wrong with it."""
        return all([self.form.is_valid(), *(formset.is_valid() for formset in self.formsets if formset.is_bound)])

    def stored(self) -> Content:
        """What the form was laid over."""
        if self.waiting:
            return self.waiting.content
        return Content.of(self.story) if self.story else Content.of_new_story()

    def content(self) -> Content:
        """What the valid form says."""
        stored, bylines = self.stored(), self.sent_part("bylines")
        replaced = form_content.shown_bylines(stored, self.user) if self.waiting and bylines else ()
        return form_content.of_form(self.form, bylines, stored, self.user, replaced=replaced)


class Panel:
    """One concern of the writing form, in a file of its own: a box in the form, pages around it, a part of its save.

    An admin class names its panels and loops over them. A panel is made once for each admin class, which is ``admin``; what
    belongs to one request comes with it.
    """

    def __init__(self, admin):
        self.admin = admin

    def urls(self) -> list:
        """The addresses of its own pages, below that of the stories."""
        return []

    def view(self, view):
        """A view for ``urls``, open to staff alone."""
        return self.admin.admin_site.admin_view(view)

    def instead(self, request, story):
        """An answer in the place of the form that was asked for, or None."""

    def sent(self, writing: Writing):
        """An answer to a form that was sent by a button of the panel's own, or None. The story's row is held."""

    def context(self, writing: Writing) -> dict:
        """What its templates print."""
        return {}

    def stored(self, writing: Writing):
        """What it does between the save and the move whose button was pressed, in the same transaction."""

    def saved(self, writing: Writing):
        """Its part of a save, at the end of the same transaction."""

"""The pinned cards in the form of a front page: checked together and written together."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.front import arranging
from articles.admin.times import StoryTimeField, StoryTimeWidget
from articles.models import Article, Package, Pin
from articles.models.frontpage import OWNERS, PLACES, places_of
from articles.models.querysets import HEAVY
from articles.site import changes
from people.base.admin import StaffChoiceField, StaffInline, is_key


def places(count: int = PLACES):
    return [(1, _("1 – the lead")), *((place, str(place)) for place in range(2, count + 1))]


FIELDS = ["position", "article", "package", "since", "until"]


class PinForm(forms.ModelForm):
    article = StaffChoiceField(
        label=_("story"), queryset=Article.objects.none(), widget=forms.HiddenInput, required=False
    )
    package = StaffChoiceField(
        label=_("package"), queryset=Package.objects.none(), widget=forms.HiddenInput, required=False
    )
    position = forms.TypedChoiceField(label=_("place"), choices=places, coerce=int)
    since = StoryTimeField(label=_("from"), required=False, widget=StoryTimeWidget({"aria-label": _("from")}))
    until = StoryTimeField(label=_("until"), required=False, widget=StoryTimeWidget({"aria-label": _("until")}))

    class Meta:
        model = Pin
        fields = FIELDS

    def _get_validation_exclusions(self):
        # Whether a place or story is taken twice is a question to all pins together: two may have changed places.
        return super()._get_validation_exclusions() | {"front_page"}


class PinFormSet(BaseInlineFormSet):
    """All pins of a page, whatever rows they were before: what is sent names stories and places, never rows."""

    user = None
    #: How many places the front has.
    count = PLACES

    def initial_form_count(self):
        """Of what is sent, none: a form that had to name its row could not be saved, for the cards name none."""
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields[self._pk_field.name] = forms.CharField(required=False, widget=forms.HiddenInput)
        form.fields["article"].queryset = self.choosable()
        form.fields["package"].queryset = Package.objects.in_edition(self.instance.language)
        form.fields["position"].choices = places(self.count)

    def choosable(self):
        """What the user may see, and what is pinned already: a save keeps cards that they may not see."""
        stories = Article.objects.defer(*HEAVY)
        pinned = stories.filter(pins__front_page=self.instance.pk) if self.instance.pk else stories.none()
        return stories.visible_to(self.user) | stories.filter(pk__in=pinned.values("pk"))

    def validate_unique(self):
        """Asked by ``clean``, with sentences."""

    def clean(self):
        super().clean()
        places, things = set(), set()
        for form in self.kept_forms():
            place, story = form.cleaned_data.get("position"), form.cleaned_data.get("article")
            thing = story or form.cleaned_data.get("package")
            if place in places:
                form.add_error("position", gettext("Two stories have this place: give one of them another."))
            if thing in things:
                form.add_error("article", gettext("This story is pinned already: remove one of the two."))
            if story and story.language != self.instance.language:
                form.add_error("article", gettext("This story belongs to another edition."))
            places.add(place)
            things.add(thing)
        if any(form.errors for form in self.kept_forms()):
            raise ValidationError(gettext("The front page was not changed: correct what is marked below."))

    def kept_forms(self):
        return [
            form
            for form in self.forms
            if (form.errors or self._holds(form)) and not (self.can_delete and self._should_delete_form(form))
        ]

    @staticmethod
    def _holds(form) -> bool:
        cleaned = getattr(form, "cleaned_data", {})
        return bool(cleaned.get("article") or cleaned.get("package"))

    def save(self, commit=True):
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        self.save_m2m = lambda: None
        pins = [
            Pin(front_page=self.instance, **{name: form.cleaned_data[name] for name in FIELDS})
            for form in self.kept_forms()
        ]
        self.new_objects = changes.pin(self.instance, pins)
        return self.new_objects


class PinInline(StaffInline, admin.StackedInline):
    model = Pin
    form = PinForm
    formset = PinFormSet
    fields = FIELDS
    max_num = PLACES
    verbose_name_plural = _("Pinned stories, the lead first; the newest follow by themselves")

    def get_queryset(self, request):
        """Pins that have ended leave with the next save."""
        return super().get_queryset(request).not_ended()

    def get_extra(self, request, obj=None, **kwargs):
        return len(wanted(request, obj))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (formset,), {"user": request.user, "count": self.count_of(request, obj)})

    @staticmethod
    def count_of(request, obj) -> int:
        if obj is not None and obj.pk:
            return obj.places
        data = request.POST if request.method == "POST" else request.GET
        return places_of(any(data.get(name) for name in OWNERS))


def wanted(request, front_page, count: int = PLACES) -> list[dict]:
    """What the forms of new cards start with: the stories in ``?put=``, each in the first place that is free."""
    keys = [key for key in request.GET.getlist("put")[:PLACES] if is_key(key)]
    if not keys or request.method != "GET":
        return []
    cards = arranging.Cards(count)
    pinned = Pin.objects.not_ended().filter(front_page=front_page).values_list("article", "package", "position")
    for story, package, place in pinned:
        cards.put(f"p{package}" if package else str(story), place)
    new = [key for key in keys if not cards.place_of(key)]
    for key in new:
        cards.put(key)
    return [{"article": int(key), "position": cards.place_of(key)} for key in new if cards.place_of(key)]


def laid(request, front_page) -> str:
    """Where those of ``?put=`` lie, in words: nothing is saved yet."""
    if request.method != "GET" or not request.GET.get("put"):
        return ""
    places = [str(card["position"]) for card in wanted(request, front_page)]
    if not places:
        return gettext("Nothing was put here: it is on the page already, or the page is full.")
    return gettext("Put in place %(places)s. Save, and readers find it there.") % {"places": ", ".join(places)}

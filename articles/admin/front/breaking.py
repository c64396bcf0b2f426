"""The breaking bar of an edition, set beside its front page."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.front.board import choosable
from articles.admin.times import StoryTimeField, StoryTimeWidget
from articles.models import Article, BreakingLine
from articles.site import changes
from people.base.admin import StaffChoiceField
from people.base.clock import clock

#: So many of the newest stories can be linked.
OFFERED = 50


class BreakingForm(forms.ModelForm):
    article = StaffChoiceField(
        label=_("Leads to"),
        queryset=Article.objects.none(),
        required=False,
        empty_label=_("No story yet"),
        help_text=_("The newest published and scheduled stories. Readers get the link when they can see the story."),
    )
    until = StoryTimeField(label=_("Until"), widget=StoryTimeWidget)

    class Meta:
        model = BreakingLine
        fields = ["text", "article", "until"]
        labels = {"text": _("Text of the bar")}

    def __init__(self, *args, user, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.language = language
        self.fields["article"].queryset = _linkable(user, language, self.instance.article_id)
        self.fields["article"].label_from_instance = lambda story: story.public_title

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.now():
            raise forms.ValidationError(gettext("This time is over: the bar would not be seen."))
        return until


def _linkable(user, language: str, chosen):
    seen = Article.objects.visible_to(user).in_edition(language).without_texts()
    newest = choosable(user, language).newest_first().values_list("pk", flat=True)[:OFFERED]
    return seen.filter(pk__in=[*newest, *([chosen] if chosen else [])]).newest_first()


def _line(language: str):
    return BreakingLine.objects.in_edition(language).first()


def box(language: str, user) -> dict:
    """What the screen of the home page shows of the bar."""
    line = _line(language)
    stands = BreakingLine.objects.current().in_edition(language).exists()
    return {
        "line": line if stands else None,
        "until": clock(line.until) if stands else "",
        "form": BreakingForm(instance=line if stands else None, user=user, language=language),
    }


def screen(modeladmin, request, language: str, back: str):
    """Takes what was typed; what cannot be stored is shown again with the reason."""
    if request.method == "POST" and "_end" in request.POST:
        changes.end_breaking(language)
        messages.success(request, gettext("The breaking bar is gone."))
        return HttpResponseRedirect(back)
    line = _line(language)
    form = BreakingForm(request.POST or None, instance=line, user=request.user, language=language)
    if request.method == "POST" and form.is_valid():
        stored = changes.break_news(form.save(commit=False))
        messages.success(request, gettext("Readers find the bar on every page until %s.") % clock(stored.until))
        return HttpResponseRedirect(back)
    context = modeladmin.admin_site.each_context(request) | {
        "title": gettext("Breaking bar"),
        "language": language,
        "back": back,
        "bar": box(language, request.user) | {"form": form},
        "media": modeladmin.media + form.media,
    }
    return TemplateResponse(request, "admin/articles/frontpage/breaking.html", context)

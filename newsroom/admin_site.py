"""The newsroom's own admin site."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.translation import gettext_lazy as _

from people.text import tidy_line

#: The index page: groups of what belongs together, in the order that a desk needs it. The rest follows by app.
GROUPS = [
    ("stories", _("Stories"), ["articles.Article", "articles.FrontPage", "articles.Topic"]),
    ("people", _("People and places"), ["people.Person", "people.Organization", "people.Place"]),
    ("site", _("Site"), ["articles.Section", "articles.Page"]),
    ("accounts", _("Accounts"), ["newsroom.User"]),
]
MY_STORIES = 8


class Autocomplete(AutocompleteJsonView):
    """Answers what is typed into a field: rows under the label by which staff tell them apart."""

    def process_request(self, request):
        term, model_admin, source_field, to_field_name = super().process_request(request)
        return tidy_line(term)[:200], model_admin, source_field, to_field_name

    def get_queryset(self):
        found = super().get_queryset()
        return found.with_texts() if hasattr(found, "with_texts") else found

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": getattr(obj, "staff_label", None) or str(obj)}


class NewsroomAdminSite(admin.AdminSite):
    """Own name and look; no side doors."""

    site_title = _("newsroom")
    index_title = _("The desk")
    enable_nav_sidebar = True

    @property
    def site_header(self):
        return settings.SITE_NAME

    def each_context(self, request):
        return super().each_context(request) | {"site_name": settings.SITE_NAME}

    def get_urls(self):
        # /admin/r/<type>/<id>/ would send any member of staff to the address of any object, its slug included.
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def autocomplete_view(self, request):
        return Autocomplete.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        return super().index(request, {"my_stories": self._my_stories(request)} | (extra_context or {}))

    def _my_stories(self, request) -> list:
        """What the user wrote last, with the word for where it stands."""
        from articles.admin.stages import stage_word
        from articles.models import Article

        mine = Article.objects.visible_to(request.user).owned_by(request.user).with_listing_data()
        stories = list(mine.order_by("-saved_at")[:MY_STORIES])
        for story in stories:
            story.standing = stage_word(story)
        return stories

    def get_app_list(self, request, app_label=None):
        """Grouped by what belongs together; one app's own page keeps the stock order."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {f"{app['app_label']}.{model['object_name']}": model for app in apps for model in app["models"]}
        groups = []
        for key, name, members in GROUPS:
            found = [models.pop(member) for member in members if member in models]
            if found:
                groups.append({"name": name, "app_label": key, "app_url": found[0]["admin_url"], "models": found})
        left = [app | {"models": [row for row in app["models"] if row in models.values()]} for app in apps]
        return groups + [app for app in left if app["models"]]

"""The newsroom's own admin site."""

from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from newsroom.accounts import throttle, welcome
from newsroom.admin import busy, keeping, lost_session
from newsroom.admin.sign_in import SignInForm
from people.base import kept_lists
from people.base.admin import NoSuchRow, StaffAutocomplete
from people.base.fields import tidy_line

#: The index page: groups of what belongs together, in the order that a desk needs it. The rest follows by app.
GROUPS = [
    (
        "stories",
        _("Stories"),
        [
            *("articles.Article", "articles.Translation", "articles.DayNote", "articles.Image"),
            *("articles.FrontPage", "articles.Package", "articles.Topic"),
        ],
    ),
    ("people", _("People and places"), ["people.Person", "people.Organization", "people.Place"]),
    (
        "site",
        _("Site"),
        ["articles.Section", "articles.Page", "articles.ReaderService", "articles.Term", "articles.Redirect"],
    ),
    ("accounts", _("Staff accounts and log"), ["newsroom.User", "articles.AuditEntry"]),
]
LONGEST_TERM = 200


class Autocomplete(StaffAutocomplete):
    """Answers what is typed into a field; whatever is typed can be asked of the database."""

    def process_request(self, request):
        term, *rest = super().process_request(request)
        return tidy_line(term)[:LONGEST_TERM], *rest

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if label_for := getattr(self.model_admin, "label_for", None):
            result["text"] = label_for(obj, self.request.user)
        return result


class NewsroomAdminSite(admin.AdminSite):
    """Own name and look; no side doors."""

    site_title = _("newsroom")
    index_title = _("Dashboard")
    login_form = SignInForm
    enable_nav_sidebar = False  # the head of each page leads to the lists; the width belongs to the text

    @property
    def site_header(self):
        return settings.SITE_NAME

    def each_context(self, request):
        return super().each_context(request) | {"site_name": settings.SITE_NAME}

    def get_urls(self):
        # /admin/r/<type>/<id>/ would send any member of staff to the address of any object, its slug included.
        kept = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [
            path("welcome/", welcome.choose_password, {"site": self}, name="welcome"),
            path("welcome/<str:token>/", welcome.open_link, {"site": self}, name="welcome_link"),
            path("keeping-key/", self.admin_view(keeping.key_view), name="keeping_key"),
            *kept,
        ]

    def app_index(self, request, app_label, extra_context=None):
        """The desk has one first page; the stock page of one app would list by other rules."""
        return HttpResponseRedirect(reverse(f"{self.name}:index"))

    def admin_view(self, view, cacheable=False):
        """No view loses what was typed: not to a busy database, to the end of a session, of a right, or of what it was about."""
        checked = super().admin_view(busy.answered(view), cacheable)

        @wraps(checked)
        def asked(request, *args, **kwargs):
            if lost_session.holds_text(request) and not self.has_permission(request):
                return lost_session.page(request)
            try:
                return kept_lists.keep(request, checked(request, *args, **kwargs))
            except (PermissionDenied, Http404) as refusal:
                if not lost_session.holds_text(request):
                    if isinstance(refusal, NoSuchRow):
                        return refusal.instead()
                    raise
                return lost_session.closed(request, 403 if isinstance(refusal, PermissionDenied) else 404)

        return asked

    def login(self, request, extra_context=None):
        response = super().login(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            throttle.remember_browser(request, response)
        return lost_session.sign_in(request, response)

    def autocomplete_view(self, request):
        return Autocomplete.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        from articles.admin import dashboard

        return super().index(request, {"desk": dashboard.desk_of(request.user)} | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """Grouped by what belongs together."""
        apps = super().get_app_list(request, app_label)
        models = {f"{app['app_label']}.{model['object_name']}": model for app in apps for model in app["models"]}
        groups = []
        for key, name, members in GROUPS:
            found = [models.pop(member) for member in members if member in models]
            if found:
                groups.append({"name": name, "app_label": key, "app_url": found[0]["admin_url"], "models": found})
        left = [app | {"models": [row for row in app["models"] if row in models.values()]} for app in apps]
        return groups + [app for app in left if app["models"]]

"""The composition root: who answers which address, and what the apps know of each other."""

from django.contrib import admin
from django.urls import include, path

from articles import previews
from articles.library import views
from articles.site import dossiers, oembed, share_pictures, sitemaps
from articles.site.api import views as api
from newsroom.admin.find_pages import find_everywhere
from newsroom.web.editions import edition_patterns
from people.site.urls import patterns as people_patterns

stories = dossiers.Stories()

urlpatterns = [
    *views.urlpatterns,
    path("admin/find/", admin.site.admin_view(find_everywhere), {"site": admin.site}, name="find"),
    path("admin/", admin.site.urls),
    path("preview/<str:token>/", previews.shared, name="shared_preview"),
    path(
        "preview/<str:token>/media/<picture_token:picture>/<picture_file:name>",
        previews.shared_picture,
        name="shared_picture",
    ),
    *sitemaps.urlpatterns,
    *share_pictures.urlpatterns,
    *oembed.urlpatterns,
    path("", include((api.urlpatterns, api.app_name))),
    *edition_patterns(
        path("", include((people_patterns(stories), "people"))),
        path("", include("articles.site.urls")),
    ),
]

handler400 = "newsroom.web.errors.bad_request"
handler403 = "newsroom.web.errors.forbidden"
handler404 = "newsroom.web.errors.not_found"
handler500 = "newsroom.web.errors.server_error"

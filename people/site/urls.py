"""Addresses of subjects. The project passes in what the pages show of stories, which this app does not know."""

from django.urls import path

from people.site import views


def patterns(stories):
    """URL patterns whose dossiers take their timeline from ``stories`` (see ``views.Stories``)."""
    given = {"stories": stories}
    return [
        path("people/", views.index, given | {"kind": "person"}, name="person_index"),
        path("people/<slug:slug>/", views.subject, given | {"kind": "person"}, name="person"),
        path("people/<slug:slug>/feed.<feed_form:form>", views.feed, given | {"kind": "person"}, name="person_feed"),
        path("people/<slug:slug>/by/", views.by, given, name="person_by"),
        path(
            "people/<slug:slug>/by/feed.<feed_form:form>",
            views.feed,
            given | {"kind": "person", "signed": True},
            name="author_feed",
        ),
        path("organizations/", views.index, given | {"kind": "organization"}, name="organization_index"),
        path("organizations/<slug:slug>/", views.subject, given | {"kind": "organization"}, name="organization"),
        path(
            "organizations/<slug:slug>/feed.<feed_form:form>",
            views.feed,
            given | {"kind": "organization"},
            name="organization_feed",
        ),
        path("places/", views.index, given | {"kind": "place"}, name="place_index"),
        path("places/<slug:slug>/", views.subject, given | {"kind": "place"}, name="place"),
        path("places/<slug:slug>/feed.<feed_form:form>", views.feed, given | {"kind": "place"}, name="place_feed"),
    ]

"""Addresses of stories and of the lists that hold them."""

from django.urls import path

from articles.site import (
    feeds,
    fronts,
    packages,
    search,
    search_feed,
    service,
    sharing,
    sitemaps,
    versions,
    views,
)  # fmt: skip

app_name = "articles"
urlpatterns = [
    path("", fronts.home, name="home"),
    path("a/<slug:slug>/<int:pk>/", views.article, name="article"),
    path("a/<slug:slug>/<int:pk>/take/", sharing.take, name="take"),
    path("a/<slug:slug>/<int:pk>/versions/", versions.versions, name="versions"),
    path("s/<int:pk>/", sharing.short, name="short"),
    path("s/<int:pk>/qr.svg", sharing.qr_code, name="qr_code"),
    path("contact-safely/", service.contact_safely, name="contact_safely"),
    path("contact-safely/key.asc", service.public_key, name="public_key"),
    path("support/", service.support, name="support"),
    path("section/<slug:slug>/", fronts.section, name="section"),
    path("topic/<slug:slug>/", fronts.topic, name="topic"),
    path("topics/", fronts.topic_index, name="topics"),
    path("package/<slug:slug>/", packages.package, name="package"),
    path("archive/", views.archive, name="archive"),
    path("archive/<int:year>/<int:month>/", views.month, name="month"),
    path("corrections/", views.corrections, name="corrections"),
    path("glossary/", views.glossary, name="glossary"),
    path("search/", search.search, name="search"),
    path("search/feed.<feed_form:form>", search_feed.feed, name="search_feed"),
    path("feed.<feed_form:form>", feeds.edition, name="feed"),
    path("section/<slug:slug>/feed.<feed_form:form>", feeds.section, name="section_feed"),
    path("topic/<slug:slug>/feed.<feed_form:form>", feeds.topic, name="topic_feed"),
    path("package/<slug:slug>/feed.<feed_form:form>", packages.feed, name="package_feed"),
    path("corrections/feed.<feed_form:form>", feeds.corrections, name="corrections_feed"),
    path("sitemap-<slug:kind>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path("<slug:slug>/", views.page, name="page"),
]

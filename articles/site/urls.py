"""Addresses of stories and of the lists that hold them."""

from django.urls import path

from articles.site import feeds, search, sitemaps, views

app_name = "articles"
urlpatterns = [
    path("", views.home, name="home"),
    path("a/<slug:slug>/<int:pk>/", views.article, name="article"),
    path("section/<slug:slug>/", views.section, name="section"),
    path("topic/<slug:slug>/", views.topic, name="topic"),
    path("archive/", views.archive, name="archive"),
    path("archive/<int:year>/<int:month>/", views.month, name="month"),
    path("corrections/", views.corrections, name="corrections"),
    path("glossary/", views.glossary, name="glossary"),
    path("search/", search.search, name="search"),
    path("feed.<feed_form:form>", feeds.edition, name="feed"),
    path("section/<slug:slug>/feed.<feed_form:form>", feeds.section, name="section_feed"),
    path("topic/<slug:slug>/feed.<feed_form:form>", feeds.topic, name="topic_feed"),
    path("corrections/feed.<feed_form:form>", feeds.corrections, name="corrections_feed"),
    path("sitemap-<slug:kind>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path("<slug:slug>/", views.page, name="page"),
]

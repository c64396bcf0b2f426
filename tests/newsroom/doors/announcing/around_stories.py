"""Sections, topics, standing pages and the front page."""

from articles.models import FrontPage, Page, Pin, ReaderService, Redirect, Section, StaffEntry, Topic
from articles.site import changes as site
from tests.factories import (
    make_article,
    make_person,
    make_section,
    make_topic,
)
from tests.newsroom.doors.announcing.making import opened
from tests.newsroom.doors.announcing.table import announces


def make_page():
    return site.save(Page(title="About us", language="en", slug=f"about-{Page.objects.count()}", body="<p>We.</p>"))


def make_front_page():
    return FrontPage.objects.get_or_create(language="en")[0]


@announces("articles.site.changes.save", Section)
def save_section(desk):
    section = make_section()
    section.intro = "Another introduction"
    return lambda: site.save(section)


@announces("articles.site.changes.pin", FrontPage)
def pin(desk):
    page, article = make_front_page(), make_article()
    return lambda: site.pin(page, [Pin(front_page=page, article=article, position=1)])


@announces("admin articles.section", Section)
def section_form(desk):
    return opened(desk, "articles_section", make_section(), intro="Another introduction")


@announces("admin articles.topic", Topic)
def topic_form(desk):
    return opened(desk, "articles_topic", make_topic(f"Courts {Topic.objects.count()}"), intro="Another introduction")


@announces("admin articles.page", Page)
def page_form(desk):
    return opened(desk, "articles_page", make_page(), title="Who we are")


@announces("admin articles.frontpage", FrontPage)
def front_page_form(desk):
    story = {"pins-TOTAL_FORMS": "1", "pins-0-position": "1", "pins-0-article": str(make_article().pk)}
    return opened(desk, "articles_frontpage", make_front_page(), **story)


def make_service():
    return ReaderService.objects.first() or site.save(ReaderService(language="en", signal="newsroom.01"))


@announces("articles.site.changes.remove_from_staff", StaffEntry)
def remove_from_staff(desk):
    entry = site.save(StaffEntry(service=make_service(), person=make_person(), role="Editor"))
    return lambda: site.remove_from_staff(entry)


@announces("admin articles.readerservice", ReaderService)
def reader_service_form(desk):
    return opened(desk, "articles_readerservice", make_service(), signal="newsroom.02")


@announces("articles.site.changes.redirect", Redirect)
def redirect(desk):
    return lambda: site.redirect(Redirect(path="/old/", target="/archive/"))


@announces("admin articles.redirect", Redirect)
def redirect_form(desk):
    row = Redirect.objects.get_or_create(path="/old/", defaults={"target": "/archive/"})[0]
    return opened(desk, "articles_redirect", row, target="/corrections/")

"""Sections, topics, packages, standing pages, fronts and the breaking bar."""

from datetime import timedelta

from django.utils import timezone

from articles.models import (
    BreakingLine,
    FrontPage,
    Package,
    Page,
    Pin,
    ReaderService,
    Redirect,
    Section,
    StaffEntry,
    Term,
    Topic,
)
from articles.site import changes as site
from tests.factories import (
    make_article,
    make_package,
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


@announces("articles.site.changes.pack", Package)
def pack(desk):
    package, article = make_package(f"Ferries {Package.objects.count()}"), make_article()
    return lambda: site.pack(package, [article.pk])


@announces("admin articles.package", Package)
def package_form(desk):
    return opened(desk, "articles_package", make_package(f"Ferries {Package.objects.count()}"), intro="An introduction")


def bar(text="Ferries stop"):
    line = BreakingLine.objects.filter(language="en").first() or BreakingLine(language="en")
    line.text, line.until = text, timezone.now() + timedelta(hours=1)
    return line


@announces("articles.site.changes.break_news", BreakingLine)
def break_news(desk):
    return lambda: site.break_news(bar())


@announces("articles.site.changes.end_breaking", BreakingLine)
def end_breaking(desk):
    site.break_news(bar())
    return lambda: site.end_breaking("en")


def make_term():
    return site.explain(Term(term=f"word{Term.objects.count()}", language="en", definition="What it means."))


@announces("articles.site.changes.explain", Term)
def explain(desk):
    term = make_term()
    term.definition = "What it means now."
    return lambda: site.explain(term)


@announces("admin articles.term", Term)
def term_form(desk):
    return opened(desk, "articles_term", make_term(), definition="What it means now.")

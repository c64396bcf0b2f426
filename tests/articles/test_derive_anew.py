"""After an upgrade all public texts are derived anew, in portions, and the dashboard says so until it is done."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.models import Article, Page, Section, Topic
from articles.rendering import anew
from articles.site import changes
from people import naming
from people.base.jobs import Job
from people.models import Exposure, Membership, Name, Subject, SubjectText, TextRules
from tests.factories import make_article, make_organization, make_person, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def upgraded(monkeypatch):
    """A newsroom whose public texts all come from other rules."""
    hidden, sister = make_person("Bekzat Eralinov"), make_person("Asel Toktosunova")
    fund = make_organization("Bekzat Eralinov Fund")
    SubjectText.objects.create(subject=sister, language="en", summary="Sister of Bekzat Eralinov")
    Membership.objects.create(person=sister, organization=fund, role="aide to Bekzat Eralinov")
    section = make_section("Justice", intro="All about Bekzat Eralinov.")
    page = Page(title="For Bekzat Eralinov", slug="about", language="en", body="<p>Bekzat Eralinov.</p>")
    changes.save(page)
    make_article("Bekzat Eralinov freed", section=section)
    naming.expose(hidden, Exposure.WITHHELD)
    forget()
    monkeypatch.setattr(anew, "RULES", anew.RULES + 1)


def forget():
    SubjectText.objects.update(public_summary=None, public_biography=None)
    Membership.objects.update(public_role=None)
    for model in (Section, Topic):
        model.objects.update(public_intro=None)
    Page.objects.update(public_title=None, body_html=None)
    Article.objects.update(public_title="Bekzat Eralinov freed")
    Name.objects.filter(subject__kind="organization").update(public_text=None)
    Subject.objects.filter(kind="organization").update(label="Bekzat Eralinov Fund")


def told() -> list[str]:
    """What readers get of each."""
    return [
        SubjectText.objects.get().public_summary,
        Membership.objects.get().public_role,
        Section.objects.get().public_intro,
        Page.objects.get().public_title,
        Article.objects.get().public_title,
        Subject.objects.get(kind="organization").label,
    ]


DERIVED = [
    "Sister of Name withheld",
    "aide to Name withheld",
    "All about Name withheld.",
    "For Name withheld",
    "Name withheld freed",
    "Name withheld Fund",
]


def test_run_due_derives_all_of_them(upgraded):
    call_command("run_due", verbosity=0)

    assert told() == DERIVED


def test_what_every_page_prints_is_there_before_the_first_request(upgraded, client):
    anew.begin_after_migrate()

    assert "For Name withheld" in client.get("/").text
    assert "All about Name withheld." in client.get("/section/justice/").text


def test_no_organisation_is_called_by_a_protected_name_before_the_first_request(upgraded, client):
    anew.begin_after_migrate()

    assert Subject.objects.get(kind="organization").label == "Name withheld Fund"


def test_until_it_is_done_a_text_is_held_back(upgraded, client):
    anew.begin_after_migrate()
    pages = [client.get(path).text for path in ("/people/asel-toktosunova/", "/people/", "/organizations/")]

    assert not [page for page in pages if "Sister" in page or "aide to" in page]


def test_it_is_begun_once_for_each_set_of_rules(upgraded):
    assert anew.begin()
    assert not anew.begin()
    assert TextRules.objects.filter(version=anew.RULES).count() == 1


def test_whoever_is_stopped_leaves_the_rest_to_the_next_run(upgraded, monkeypatch):
    anew.begin()
    waiting = Job.objects.filter(kind__in=anew.TABLES).count()

    def stop(rows):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setitem(anew.jobs.KINDS, "stories anew", anew.jobs.Kind(stop, anew.start, (anew.CLAIM,)))
        with pytest.raises(KeyboardInterrupt):
            anew.work_off()
    left = Job.objects.filter(kind__in=anew.TABLES)
    assert waiting > left.count() > 0
    left.update(not_before="2020-01-01T00:00Z")  # its claim is over
    anew.work_off()

    assert told() == DERIVED
    assert anew.progress() is None


def test_the_dashboard_says_how_far_it_is(upgraded, client):
    anew.begin()
    client.force_login(make_user("reporter"))
    page = client.get(reverse("admin:index")).text

    assert "Public texts are being derived anew: 2 of " in page


def test_the_dashboard_is_silent_when_it_is_done(upgraded, client):
    call_command("run_due", verbosity=0)
    client.force_login(make_user("reporter"))

    assert "derived anew" not in client.get(reverse("admin:index")).text

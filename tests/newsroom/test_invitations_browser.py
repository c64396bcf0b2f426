"""Inviting somebody, coming in by the link and being signed out again, with clicks only, in real browsers."""

import pytest

from newsroom.models import User
from tests.factories import make_user
from tests.support.browser import log_in, send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.needs("chromium")]

PASSWORD = "a calm and ordinary sentence"


@pytest.fixture
def desk(page):
    user = make_user("admin", first_name="Ilka", last_name="Morvane")
    log_in(page, user.username)
    return page


@pytest.fixture
def guest(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, locale="en")
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request))
    yield page
    context.close()


def invite(desk) -> str:
    """The link, as the administrator sees it."""
    desk.goto("/admin/newsroom/user/")
    send(desk, desk.get_by_role("link", name="Invite somebody"))
    desk.fill("#id_first_name", "Mirel")
    desk.fill("#id_username", "mirel")
    desk.get_by_label("Reporter").check()
    send(desk, desk.get_by_role("button", name="Invite and create link"))
    return desk.input_value("#the-link")


def test_who_is_invited_comes_in_and_is_signed_out_again(desk, guest):
    link = invite(desk)
    guest.goto(link)
    guest.fill("#id_new_password1", PASSWORD)
    guest.fill("#id_new_password2", PASSWORD)
    send(guest, guest.get_by_role("button", name="Choose and sign in"))
    assert guest.url.endswith("/admin/")

    send(desk, desk.get_by_role("link", name="Back to the account"))
    send(desk, desk.get_by_role("button", name="End all sessions"))
    desk.wait_for_selector(".messagelist")
    guest.reload()
    assert "/admin/login/" in guest.url
    assert desk.visit.is_clean, desk.visit


def test_no_request_carries_the_token_further(desk, guest):
    link = invite(desk)
    guest.goto(link)
    guest.fill("#id_new_password1", PASSWORD)
    guest.fill("#id_new_password2", PASSWORD)
    send(guest, guest.get_by_role("button", name="Choose and sign in"))
    assert guest.url.endswith("/admin/")
    token = link.rstrip("/").rpartition("/")[2]

    with_token = [request.url for request in guest.asked if token in request.url]
    referrers = [request.all_headers().get("referer", "") for request in guest.asked]
    assert with_token == [link]
    assert not any(token in referrer for referrer in referrers)
    assert token not in guest.content()


@pytest.mark.needs("axe")
def test_the_pages_of_accounts_have_no_barrier(desk, guest, axe_violations):
    link = invite(desk)
    found = {"link": axe_violations(desk)}
    account = User.objects.get(username="mirel").pk
    for name, url in (("list", ""), ("add", "add/"), ("account", f"{account}/change/")):
        desk.goto(f"/admin/newsroom/user/{url}")
        found[name] = axe_violations(desk)
    guest.goto(link)
    found["welcome"] = axe_violations(guest)
    guest.goto("/admin/welcome/nothing/")
    found["gone"] = axe_violations(guest)

    # The search box of the stock widget is not ours.
    ours = {name: [line for line in lines if "select2" not in line] for name, lines in found.items()}
    assert {name: lines for name, lines in ours.items() if lines} == {}

"""Every answer carries the headers that keep a page from running or telling what it must not."""

import pytest

from articles.models import Article
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db


def answers(client, admin_client):
    article = make_article()
    hidden = make_article(published=False)
    return {
        "home": client.get("/"),
        "article": client.get(article.get_absolute_url()),
        "redirect": client.get(f"/a/other/{article.pk}/"),
        "not found": client.get("/nothing/here/"),
        "hidden": client.get(hidden.get_absolute_url()),
        "wrong method": client.post("/"),
        "bad host": client.get("/", headers={"host": "evil.example"}),
        "admin login": client.get("/admin/login/"),
        "admin redirect": client.get("/admin/"),
        "admin": admin_client.get("/admin/"),
        "changelist": admin_client.get("/admin/articles/article/"),
        "form": admin_client.get("/admin/articles/article/add/"),
        "admin not found": admin_client.get("/admin/nothing/"),
        "livez": client.get("/livez"),
        "readyz": client.get("/readyz"),
    }


def test_every_answer_has_the_safe_headers(client, admin_client):
    for name, answer in answers(client, admin_client).items():
        headers, policy = answer.headers, answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "frame-ancestors 'none'" in policy, name
        assert "unsafe" not in policy, name
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert headers["X-Frame-Options"] == "DENY", name
        assert headers["Referrer-Policy"] == "same-origin", name
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", name
        assert "geolocation=()" in headers["Permissions-Policy"], name


def test_what_is_not_a_public_page_is_not_stored(client, admin_client):
    for name, answer in answers(client, admin_client).items():
        public = name in {"home", "article", "redirect"}
        assert ("no-store" in answer.headers["Cache-Control"]) != public, name


def test_a_server_error_has_the_headers_and_says_nothing(client, monkeypatch):
    monkeypatch.setattr(Article.objects.all().__class__, "published", lambda self: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/")

    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert not {"ZeroDivision", "Traceback", "/articles/", "Python"} & set(answer.text.split())


def test_readers_get_no_cookie_and_nothing_varies_by_one(client):
    article = make_article(about=[make_person()])
    for path in ("/", article.get_absolute_url(), "/people/", "/people/aqylbek-muratbai/", "/archive/", "/nothing/"):
        answer = client.get(path)
        assert not answer.cookies, path
        assert "Cookie" not in answer.headers.get("Vary", ""), path
        assert "Accept-Language" not in answer.headers.get("Vary", ""), path


@pytest.mark.parametrize("cookie", ["csrf=x", "newsroom=x", "messages=x", "newsroom=x; csrf=y; a=b"])
def test_a_stray_cookie_is_neither_answered_nor_read(cookie, client):
    answer = client.get("/", headers={"cookie": cookie})

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_logged_in_editor_gets_the_same_bytes(client):
    article = make_article(about=[make_person()])
    paths = ["/", article.get_absolute_url(), "/people/aqylbek-muratbai/"]
    as_stranger = [client.get(path).content for path in paths]
    client.force_login(make_user("editor"))

    assert [client.get(path).content for path in paths] == as_stranger


def test_staff_cookies_stay_below_the_admin(client):
    make_user("editor", username="anna")
    client.get("/admin/login/")
    client.post("/admin/login/", {"username": "anna", "password": "a long pass phrase"})

    assert {cookie["path"] for cookie in client.cookies.values()} == {"/admin/"}
    assert len(client.cookies) == 3  # the session, the token of forms, and that somebody signed in with this browser


def test_there_is_no_door_to_the_address_of_any_object(admin_client):
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(Article)

    assert admin_client.get(f"/admin/r/{kind.pk}/{make_article(published=False).pk}/").status_code == 404

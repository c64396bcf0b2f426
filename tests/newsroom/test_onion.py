"""The onion service: offered to readers who come by https, answered without it."""

import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db

ONION = "a234567" * 8 + ".onion"


@pytest.fixture(autouse=True)
def production(settings):
    settings.ONION_HOST = ONION
    settings.ALLOWED_HOSTS = ["news.example", ONION]
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    policy = settings.CONTENT_SECURITY_POLICY
    settings.CONTENT_SECURITY_POLICY = policy | {
        "DIRECTIVES": policy["DIRECTIVES"] | {"upgrade-insecure-requests": True}
    }


def asked(client, path, host="news.example", scheme="https"):
    return client.get(path, headers={"host": host, "x-forwarded-proto": scheme})


def test_a_public_page_by_https_offers_the_same_page_there(client):
    path = make_article().get_absolute_url()

    assert asked(client, path).headers["Onion-Location"] == f"http://{ONION}{path}"
    assert asked(client, "/archive/?page=1").headers["Onion-Location"] == f"http://{ONION}/archive/?page=1"


@pytest.mark.parametrize(
    ("path", "host", "scheme"),
    [
        ("/nothing/here/", "news.example", "https"),
        ("/admin/login/", "news.example", "https"),
        ("/", "news.example", "http"),
        ("/", ONION, "http"),
    ],
)
def test_what_is_no_page_for_readers_or_not_by_https_offers_nothing(client, path, host, scheme):
    assert "Onion-Location" not in asked(client, path, host, scheme).headers


def test_the_onion_service_answers_without_https(client):
    answer = asked(client, "/", ONION, "http")

    assert answer.status_code == 200
    assert "Strict-Transport-Security" not in answer.headers
    assert "upgrade-insecure-requests" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_main_host_still_insists_on_https(client):
    assert asked(client, "/", scheme="http").status_code == 301
    assert "upgrade-insecure-requests" in asked(client, "/").headers["Content-Security-Policy"]


def test_without_an_onion_service_nothing_is_offered(client, settings):
    settings.ONION_HOST = ""
    assert "Onion-Location" not in asked(client, "/").headers

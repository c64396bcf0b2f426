"""The one settings file, driven by the environment.

Local needs nothing: SQLite, a generated secret and everything else under var/. ``PRODUCTION=1`` separates the two and
refuses to start, in a sentence, when something that a public site needs is missing. docs/deployment.md lists all names.
"""

import contextlib
import os
import re
import secrets
import sys
import zoneinfo
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from people.base import languages
from people.site import atlas

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def refuse(sentence: str):
    """End a start that would be unsafe, with the sentence alone and no traceback."""
    raise SystemExit(f"The newsroom does not start: {sentence}")


PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
if PRODUCTION and DEBUG:
    refuse("DEBUG=1 shows secrets to strangers; leave it out when PRODUCTION=1.")

DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var").resolve()
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default="") or DATA_DIR / "media")
# Where the untouched files of the photographers are kept, if anywhere: with their GPS data, so never below MEDIA_ROOT.
ORIGINALS_ROOT = Path(originals).resolve() if (originals := env.str("ORIGINALS_ROOT", default="")) else None
# Where nginx finds MEDIA_ROOT for itself, as /protected-media/ (an internal location): then it sends the bytes of pictures.
MEDIA_ACCEL_REDIRECT = env.str("MEDIA_ACCEL_REDIRECT", default="")


def required(name: str, why: str) -> str:
    value = env.str(name, default="").strip()
    if not value:
        refuse(f"set {name}, {why}.")
    return value


def local_secret() -> str:
    """The secret of a local installation, made on first use and readable by its owner only."""
    path = DATA_DIR / "secret-key"
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip() or refuse(f"{path.name} in the data folder is empty; delete it and start again.")


if PRODUCTION:
    SECRET_KEY = required("SECRET_KEY", "a long random text that signs sessions")
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
        refuse("SECRET_KEY is too short to be safe; use at least 50 random characters.")
    ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS", "the site's host names").split(",")]
    if "*" in ALLOWED_HOSTS:
        refuse("ALLOWED_HOSTS must name the hosts; * accepts any.")
    required("DATABASE_URL", "for example postgres://user:password@host/newsroom")
else:
    SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret()
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

SITE_NAME = env.str("SITE_NAME", default="The Newsroom")
SITE_URL = env.str("SITE_URL", default="").rstrip("/")
if not SITE_URL:
    # A host that begins with a dot stands for many: the first plain one is the site's own.
    own = next((host for host in ALLOWED_HOSTS if not host.startswith(".")), "") if PRODUCTION else ""
    if PRODUCTION and not own:
        refuse("set SITE_URL, the address that readers type: ALLOWED_HOSTS names no single host.")
    SITE_URL = f"https://{own}" if PRODUCTION else "http://127.0.0.1:8000"

# Part of the stable ids of stories in feeds. Whoever moves to another host keeps the first one here: with other ids, programs
# that read feeds would show all stories as new.
FEED_TAG = env.str("FEED_TAG", default="") or f"{urlsplit(SITE_URL).hostname},2026"
# A WebSub hub that feeds name, so that programs hear of news through it.
WEBSUB_HUB = env.str("WEBSUB_HUB", default="")
if WEBSUB_HUB and not WEBSUB_HUB.startswith(("https://", "http://")):
    refuse("WEBSUB_HUB is not an address: write it as https://hub.example.org/.")
# For a demonstration or a trial: robots.txt asks all search engines to stay away.
KEEP_ROBOTS_OUT = env.bool("KEEP_ROBOTS_OUT", default=False)

ONION_HOST = env.str("ONION_HOST", default="")
if ONION_HOST and not re.fullmatch(r"([a-z0-9-]+\.)*[a-z2-7]{56}\.onion", ONION_HOST):
    refuse("ONION_HOST is no address of an onion service: 56 letters and digits, then .onion, without http://.")
if ONION_HOST:
    ALLOWED_HOSTS.append(ONION_HOST)

INSTALLED_APPS = [
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_filters",
    "django_prose_editor",
    "js_asset",
    "reversion",
    "taggit",
    "tree_queries",
    "people.apps.PeopleConfig",
    "articles.apps.ArticlesConfig",
    "newsroom.apps.NewsroomConfig",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "newsroom.web.middleware.SafeHeaders",
    "newsroom.web.onion.OnionService",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.web.health.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.web.middleware.ForgetfulForReaders",
    "newsroom.web.middleware.EditionMiddleware",
    "newsroom.web.text_only.TextOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsroom.web.middleware.StaffLanguageMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
AUTH_USER_MODEL = "newsroom.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.site.context.site",
            ],
        },
    }
]

# Data --------------------------------------------------------------------------------------------------------------

if DATABASE_URL := env.str("DATABASE_URL", default=""):
    if not DATABASE_URL.startswith(("sqlite://", "postgres://", "postgresql://")):
        refuse("DATABASE_URL is not a database address: sqlite:///path or postgres://user:password@host/name.")
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "newsroom.sqlite3"}}
database = DATABASES["default"]
database["ATOMIC_REQUESTS"] = False
if database["ENGINE"].endswith("sqlite3"):
    Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    database["OPTIONS"] = {
        # FULL: what was acknowledged survives a power cut. IMMEDIATE: no "locked" on the upgrade of a read lock.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA secure_delete=ON;",
        "transaction_mode": "IMMEDIATE",
    }
else:
    database["CONN_MAX_AGE"] = 60
    database["CONN_HEALTH_CHECKS"] = True
    database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # the cookie one sets a cookie on the path /
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "newsroom" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.web.storage.HashedFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
# 100,000 Cyrillic words, percent-encoded, are about 10 MB; beyond its own limit the form still answers with the text kept.
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = ["articles.library.uploads.CappedUploadHandler"]
PICTURES_IN_BACKGROUND = True  # off in tests: a child of its own would not see their transaction

# Languages and time ------------------------------------------------------------------------------------------------

EDITIONS = [code.strip() for code in env.list("LANGUAGES", default=["en", "ru"]) if code.strip()]
if unknown := [code for code in EDITIONS if code not in languages.LANGUAGES]:
    refuse(f"LANGUAGES names {', '.join(unknown)}, which people/base/languages.py does not know.")
if not EDITIONS:
    refuse("LANGUAGES is empty; name at least one, such as LANGUAGES=en.")
DEFAULT_EDITION = EDITIONS[0]
INTERFACE_LANGUAGES = ["en", "ru"]  # those with a catalogue of ours, for the admin
# Django wants a catalogue for its own default; an edition without one (kaa) speaks the interface language that follows.
LANGUAGE_CODE = next((code for code in EDITIONS if code in INTERFACE_LANGUAGES), "en")
LANGUAGES = [(code, languages.name_of(code)) for code in dict.fromkeys([*EDITIONS, *INTERFACE_LANGUAGES])]
LANGUAGES_BIDI = languages.RIGHT_TO_LEFT
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "newsroom.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Almaty")
if TIME_ZONE not in zoneinfo.available_timezones():
    refuse(f"TIME_ZONE={TIME_ZONE} is not a time zone of the tz database; write it as Asia/Almaty.")

# How the maps of places draw borders that are disputed, and to whom disputed areas belong on them; see docs/deployment.md.
MAP_DISPUTED_BORDERS = env.str("MAP_DISPUTED_BORDERS", default=atlas.DASHED)
if MAP_DISPUTED_BORDERS not in atlas.WAYS:
    refuse(f"MAP_DISPUTED_BORDERS={MAP_DISPUTED_BORDERS} is no way to draw a border: {', '.join(atlas.WAYS)}.")
MAP_DISPUTED_AREAS = env.dict("MAP_DISPUTED_AREAS", default={})
if unknown := [name for name in MAP_DISPUTED_AREAS if name not in atlas.AREAS]:
    refuse(f"MAP_DISPUTED_AREAS names {', '.join(unknown)}; the map knows {', '.join(atlas.AREAS)}.")

# Safety ------------------------------------------------------------------------------------------------------------

BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
INSECURE_HTTP = env.bool("INSECURE_HTTP", default=False)
if PRODUCTION and not (BEHIND_PROXY or INSECURE_HTTP):
    refuse("set BEHIND_PROXY=1 when a proxy speaks https for it (or INSECURE_HTTP=1 to serve plain http, unsafe).")
HTTPS = PRODUCTION and BEHIND_PROXY
if PRODUCTION and not HTTPS:
    sys.stderr.write("Warning: INSECURE_HTTP=1, so pages and passwords travel unencrypted.\n")

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
HSTS_SECONDS = env.str("HSTS_SECONDS", default="3600")
if not HSTS_SECONDS.isdecimal():
    refuse("HSTS_SECONDS is a whole number of seconds, such as 3600.")
SECURE_HSTS_SECONDS = int(HSTS_SECONDS) if HTTPS else 0
# W005, W021: subdomains and preload are the owner's decision for the whole domain, not this program's.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if PRODUCTION and not HTTPS:
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Readers have no cookie: everything that needs one lives below /admin/.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Secure-newsroom" if HTTPS else "newsroom"
CSRF_COOKIE_NAME = "__Secure-csrf" if HTTPS else "csrf"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "newsroom.web.errors.refused_token"
LOGIN_URL = "admin:login"
HOME_URL_NAME = "articles:home"  # where breadcrumbs begin
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"secrets": {"()": "newsroom.web.logs.WithoutSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What readers ask for is nobody's business, the log's neither: no line for a page that is not there or a wrong host.
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR", "filters": ["secrets"]},
        "django.template": {"filters": ["secrets"]},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False, "filters": ["secrets"]},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}

# Mail --------------------------------------------------------------------------------------------------------------

# Without EMAIL_URL mails are printed where the server's log goes: each holds a link to the admin and nothing else.
try:
    mail = env.email_url("EMAIL_URL", default="consolemail://")
except (environ.ImproperlyConfigured, ValueError, KeyError):
    refuse("EMAIL_URL is not a mail server address: write it as smtp+tls://user:password@host:587.")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = mail["EMAIL_BACKEND"], mail["EMAIL_HOST"], mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.get("EMAIL_USE_TLS", False), mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="newsroom@localhost")
# Whether a note starts manage.py run_due at once; without, a timer has to.
RUN_DUE_AT_ONCE = env.bool("RUN_DUE_AT_ONCE", default=True)

TAGGIT_CASE_INSENSITIVE = True

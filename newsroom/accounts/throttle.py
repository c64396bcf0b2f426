"""How often a password may be tried: each wrong one makes the next try wait longer, over all processes.

What waits is the account, known or not, and the address that tries. Of an address nothing is kept but 16 bits of a hash whose
key is thrown away each day: thousands of addresses share each value. A browser in which somebody signed in before has a
count of its own for that account, so that nobody can lock a colleague out by typing wrong passwords.

A try is counted before the password is looked at: of a thousand tries at once no more are looked at than one after another.
"""

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from newsroom.accounts import daily_key
from newsroom.models import SignInTries, User

#: Tries that wait for nothing. Behind one address may sit a whole newsroom, or an exit of Tor.
FREE = {"account": 3, "browser": 3, "address": 20}
LONGEST = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)
KNOWN_FOR = timedelta(days=180)
#: How many accounts one browser is remembered for: a computer that a desk shares.
MOST_ACCOUNTS = 8
COOKIE = "__Secure-known-browser" if settings.HTTPS else "known-browser"
SALT = "newsroom.accounts.throttle"


@dataclass(frozen=True)
class TooSoon(Exception):
    """The next try counts from then on; the password was not looked at."""

    until: datetime

    @property
    def seconds(self) -> int:
        return max(1, round((self.until - timezone.now()).total_seconds()))


def begin(request, username: str) -> list[str]:
    """Count a try, under the keys that are returned. Raises TooSoon, and then counts nothing."""
    keys = keys_of(request, username)
    SignInTries.objects.filter(last_at__lt=timezone.now() - FORGOTTEN).delete()
    with transaction.atomic():
        rows = [SignInTries.objects.select_for_update().get_or_create(key=key)[0] for key in keys]
        now = timezone.now()  # after the turn that another process had with a row
        if (until := max(row.until for row in rows)) > now:
            raise TooSoon(until)
        for row in rows:
            row.count += 1
            row.last_at, row.until = now, now + wait_after(row.count, row.key)
            row.save(update_fields=["count", "last_at", "until"])
    return keys


def wait_after(count: int, key: str) -> timedelta:
    """Nothing, then 1, 2, 4 ... seconds, a quarter of an hour at most."""
    paid = count - FREE[key.partition(":")[0]]
    return min(timedelta(seconds=2 ** min(paid, 20)), LONGEST) if paid >= 0 else timedelta(0)


@transaction.atomic
def succeeded(keys: list[str], username: str) -> int:
    """Forget the tries of who has the password. Returns how many wrong ones anybody typed for the account before."""
    account = _account_key(username)
    known = SignInTries.objects.filter(key=account).first()
    wrong = known.count - (account in keys) if known else 0
    for row in SignInTries.objects.select_for_update().filter(key__in=sorted(keys)).order_by("key"):
        if row.key.startswith("address:"):
            # One account of their own must not give an attacker behind this address new tries at the others.
            row.count, row.until = row.count - 1, timezone.now()
            row.save(update_fields=["count", "until"])
        else:
            row.delete()
    return wrong


def keys_of(request, username: str) -> list[str]:
    """What counts a try, in the order in which the rows are locked."""
    if browser := _browser_key(request, username):
        return [browser]
    return sorted([_account_key(username), *_address_keys(request)])


def _account_key(username: str) -> str:
    return "account:" + salted_hmac(SALT, username.casefold(), algorithm="sha256").hexdigest()[:16]


def _address_keys(request) -> list[str]:
    """None where a proxy does not say whose request it is."""
    told = request.META["REMOTE_ADDR"]
    if settings.BEHIND_PROXY:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    try:
        address = ipaddress.ip_address(told.strip())
    except ValueError:
        return []
    # An IPv6 network of one customer has more addresses than anybody can count.
    whose = address.packed[:8] if address.version == 6 else address.packed
    return ["address:" + hmac.digest(daily_key.of_today(), whose, "sha256")[:2].hex()]


# Browsers in which somebody signed in before ------------------------------------------------------------------------------


def _known(request) -> dict:
    """The browser's own random name, and the accounts that signed in with it."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return {}


def _browser_key(request, username: str) -> str:
    known = _known(request)
    user = User.objects.filter(username=username, pk__in=known["accounts"]).first() if known else None
    if user is None:
        return ""
    return "browser:" + salted_hmac(SALT, f"{known['name']} {user.pk}", algorithm="sha256").hexdigest()[:16]


def remember_browser(request, response) -> None:
    """A cookie for the staff's pages, on the answer to a sign-in."""
    known = _known(request) or {"name": get_random_string(16), "accounts": []}
    others = [pk for pk in known["accounts"] if pk != request.user.pk]
    known["accounts"] = [request.user.pk, *others][:MOST_ACCOUNTS]
    response.set_cookie(
        COOKIE,
        signing.dumps(known, salt=SALT),
        max_age=KNOWN_FOR,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )

"""The key with which a browser keeps what somebody types: given to who is signed in, in an answer that nobody stores.

It is the account's own, so it opens after the next sign-in what was kept before a session ran out. Signing out, ending the
sessions and another password draw a new one (``User.keeping_key``); what the old one closed stays closed.
"""

import base64

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from newsroom.admin.lost_session import is_ours


@never_cache
@require_POST
@sensitive_variables("key", "answer")
def key_view(request):
    if not is_ours(request):
        raise PermissionDenied
    key = request.user.keeping_key()
    answer = {"key": base64.b64encode(key).decode(), "account": account_name(request.user)}
    return JsonResponse(answer)


def account_name(user) -> str:
    """Tells the accounts of one browser apart, and a stranger nothing."""
    return salted_hmac("newsroom.keeping.account", str(user.pk), algorithm="sha256").hexdigest()[:16]

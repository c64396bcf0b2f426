"""Whether this process lives, and whether it can serve: /livez and /readyz, for supervisors and load balancers."""

import logging

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse

logger = logging.getLogger(__name__)


class HealthMiddleware:
    """Answers before the host check and any redirect: a prober knows the machine, not the site's name."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == "/livez":
            return HttpResponse("alive\n", content_type="text/plain")
        if request.path_info == "/readyz":
            problem = not_ready()
            return HttpResponse(f"{problem or 'ready'}\n", status=503 if problem else 200, content_type="text/plain")
        return self.get_response(request)


def not_ready() -> str:
    """Why the site cannot serve now, in words that tell a stranger nothing; the empty string when it can."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations are missing"
    except Exception:
        logger.exception("The database does not answer")
        return "the database does not answer"
    return ""

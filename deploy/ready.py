"""Exit 0 when the site in this container is ready for readers, 1 when not: its health check. Standard library only."""

import http.client
import os
import sys


def is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_ready(int(os.environ.get("GRANIAN_PORT", "8000"))) else 1)

"""The demo newsroom on a port of its own, served as a newsroom serves it: for pictures of its pages, and for measurements."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.support.suite import ROOT, clean_environment

#: Seconds in which the demo is loaded and all its pictures are made, on a busy machine.
PATIENCE = 600


@contextlib.contextmanager
def running(data: Path) -> Iterator[str]:
    """The site's address. What ``data`` holds of an earlier run is used again; without, the demo is loaded into it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = clean_environment(DATA_DIR=str(data), PORT=str(port))
    command = [sys.executable, "deploy/local.py", "run"]
    site = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/readyz", site)
        yield address
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait()


def _wait_for(address: str, site: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and site.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(address):
            return
        time.sleep(0.5)
    raise SystemExit("The demo newsroom did not start; the reason stands above.")


def use(data: Path) -> None:
    """Let this process ask the same database. Before any model is imported."""
    os.environ["DATA_DIR"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()

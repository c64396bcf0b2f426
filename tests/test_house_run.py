"""`make run` as a newcomer types it, in a folder with a space, until Ctrl+C. Installing is left out: no network here."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from pathlib import Path

import pytest

from environment import RUNTIME, fingerprint
from tests.support.suite import clean_environment

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [pytest.mark.needs("sqlite"), pytest.mark.long]


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A copy of what git would give a newcomer, with less of a demo and with the installed packages of this suite."""
    folder = tmp_path_factory.mktemp("a clone") / "the news room"
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    shorten_the_demo(folder / "articles" / "demo")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / ".venv"], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = folder / ".venv" / "lib" / version / "site-packages"
    (packages / "suite.pth").write_text(sysconfig.get_path("purelib"))
    (folder / ".venv" / "requirements.installed").write_text(fingerprint(RUNTIME))
    return folder


def shorten_the_demo(demo: Path) -> None:
    """test_demo.py loads all of it: a few stories and pictures are enough to see that a newcomer gets them."""
    for story in (demo / "stories").glob("[!a]*.txt"):
        story.unlink()
    pictures = json.loads((demo / "pictures.json").read_text(encoding="utf-8"))
    (demo / "pictures.json").write_text(json.dumps(pictures[:2]), encoding="utf-8")


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_run(clone: Path, port: int, **settings) -> subprocess.Popen:
    environment = clean_environment(PORT=str(port), PYTHON=sys.executable, **settings)
    with (clone / "output").open("w") as output:
        return subprocess.Popen(
            ["make", "run"], cwd=clone, env=environment, stdout=output, stderr=output, start_new_session=True
        )


def said(clone: Path) -> str:
    return (clone / "output").read_text()


def wait_for_the_site(clone: Path, make: subprocess.Popen) -> None:
    deadline = time.monotonic() + 120
    while "The newsroom runs on" not in said(clone):
        assert make.poll() is None, said(clone)
        assert time.monotonic() < deadline, said(clone)
        time.sleep(0.05)


def press_ctrl_c(make: subprocess.Popen) -> None:
    os.killpg(make.pid, signal.SIGINT)
    make.wait(timeout=30)


def get(port: int, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return answer.status, answer.read().decode()


def test_a_newcomer_gets_a_site_and_gets_it_again_quickly(clone, port):
    make = make_run(clone, port, DEMO_PASSWORD="chosen-by-the-newcomer")
    try:
        wait_for_the_site(clone, make)
        status, home = get(port, "/")
        assert status == 200
        assert get(port, "/readyz")[0] == 200
        assert "password" in get(port, "/admin/login/")[1]
        stylesheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', home).group(1)
        assert get(port, stylesheet)[0] == 200
        ready = [sys.executable, "deploy/ready.py"]
        assert subprocess.run(ready, cwd=clone, env=clean_environment(GRANIAN_PORT=str(port))).returncode == 0

        busy = subprocess.run(
            ["make", "run"], cwd=clone, env=clean_environment(PORT=str(port)), capture_output=True, text=True
        )
        assert busy.returncode != 0
        assert f"Port {port} is in use" in busy.stderr
    finally:
        press_ctrl_c(make)
    first = said(clone)
    assert "chosen-by-the-newcomer" in first
    assert f"http://127.0.0.1:{port}/admin/" in first
    assert "The newsroom has stopped." in first
    assert "Traceback" not in first

    make = make_run(clone, port)
    try:
        wait_for_the_site(clone, make)
        assert get(port, "/")[1] == home
    finally:
        press_ctrl_c(make)
    assert "chosen-by-the-newcomer" in said(clone)
    assert "Loading the demo" not in said(clone)
    assert "Installing" not in said(clone)  # what makes the second start quick
    assert subprocess.run(ready, cwd=clone, env=clean_environment(GRANIAN_PORT=str(port))).returncode == 1

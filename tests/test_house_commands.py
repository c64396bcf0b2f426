"""What is missing on a machine is said in a sentence, and what is installed is not installed again."""

import signal
import socket
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

import environment
import local
import prepare

ROOT = Path(__file__).resolve().parent.parent


def test_without_a_fitting_python_the_commands_say_so(tmp_path):
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")  # answers "older than 3.11"
    old.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "deploy/python.sh", "deploy/local.py", "run"],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "Python 3.11 or newer is missing" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_python_without_venv_is_named_with_the_package_to_install(monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"no venv module.*apt install python3\.\d+-venv"):
        environment.make_virtual_environment()


def test_a_port_in_use_is_named_before_anything_slow_begins(monkeypatch):
    monkeypatch.setattr(local, "prepare_python", lambda pinned: pytest.fail("it began to install"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        with pytest.raises(SystemExit, match="is in use"):
            local.run()


@pytest.mark.parametrize("port", ["none", "0", "65536", "-1", "80 "])
def test_what_is_no_port_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="is not a port"):
        local.free_port()


def test_a_server_that_does_not_end_is_ended_with_its_workers(monkeypatch):
    monkeypatch.setattr(local, "GRACE", 0.2)
    deaf = "trap '' TERM; sleep 600 & echo it listens; wait"
    with subprocess.Popen(["sh", "-c", deaf], process_group=0, stdout=subprocess.PIPE, text=True) as server:
        server.stdout.readline()
        local.end(server)
        assert server.returncode == -signal.SIGKILL
        assert server.stdout.read() == ""  # comes when nobody is left who could write there


def test_packages_are_installed_again_only_when_the_pins_change(tmp_path):
    pinned, stamp = tmp_path / "requirements.txt", tmp_path / "stamp"
    pinned.write_text("django==5.2.19")
    assert not environment.is_installed(pinned, stamp)
    stamp.write_text(environment.fingerprint(pinned))
    assert environment.is_installed(pinned, stamp)
    pinned.write_text("django==5.2.20")
    assert not environment.is_installed(pinned, stamp)


@pytest.mark.django_db
def test_the_demo_password_is_told_again_and_a_new_one_spares_a_persons_own(settings, monkeypatch, tmp_path, capsys):
    settings.DATA_DIR = tmp_path
    users = get_user_model().objects
    users.create_user("editor", password="first")
    users.create_user("reporter", password="chosen by the person")
    prepare.remind_of_the_logins()
    assert capsys.readouterr().out == ""
    prepare.keep_password("first")
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("DEMO_PASSWORD", "second")
    prepare.remind_of_the_logins()
    assert "the password is second" in capsys.readouterr().out
    assert users.get(username="editor").check_password("second")
    assert users.get(username="reporter").check_password("chosen by the person")


def test_the_readme_begins_with_the_commands_and_names_all_of_the_makefile():
    readme, makefile = (ROOT / "README.md").read_text(), (ROOT / "Makefile").read_text()
    first_screen = "\n".join(readme.splitlines()[:30])
    assert "make run" in first_screen
    assert "make test" in first_screen
    targets = makefile.split(".PHONY:")[1].splitlines()[0].split()
    assert set(targets) == {"help", *local.COMMANDS}
    assert [target for target in targets if target != "help" and f"make {target}" not in readme] == []

"""The virtual environment and the npm tools: made once, renewed when what is pinned has changed. Standard library only."""

import contextlib
import fcntl
import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NPM_FOLDER = ROOT / "tests" / "npm"
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"


def stop(sentence: str):
    """End with one sentence that says what is missing and what to do."""
    raise SystemExit(sentence)


def say(sentence: str) -> None:
    print(sentence, flush=True)


@contextlib.contextmanager
def one_at_a_time():
    """Keeps `make run` and `make test`, started side by side, from installing into each other."""
    (ROOT / "var").mkdir(exist_ok=True)
    with open(ROOT / "var" / "prepare.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_installed(pinned: Path, stamp: Path) -> bool:
    return stamp.exists() and stamp.read_text() == fingerprint(pinned)


def fingerprint(pinned: Path) -> str:
    return hashlib.sha256(pinned.read_bytes()).hexdigest()


def stamp_of(pinned: Path) -> Path:
    return VENV / f"{pinned.stem}.installed"


def prepare_python(pinned: Path) -> None:
    """Bring .venv to the pinned packages; does nothing, quickly, when they are there already."""
    with one_at_a_time():
        if not python_works():
            make_virtual_environment()
        if is_installed(pinned, stamp_of(pinned)):
            return
        say(f"Installing the packages of {pinned.name} into .venv (once; a minute or two) ...")
        pip = [
            PYTHON,
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-input",
            "--require-hashes",
        ]
        if subprocess.run([*pip, "-r", pinned], cwd=ROOT, check=False).returncode:
            stop(f"The packages of {pinned.name} could not be installed; pip says why above. Then try again.")
        # requirements-dev.txt holds all of requirements.txt in the same versions, which a test proves.
        for satisfied in {pinned, RUNTIME}:
            stamp_of(satisfied).write_text(fingerprint(satisfied))


def python_works() -> bool:
    """False for a missing environment and for one whose Python was removed or upgraded away."""
    try:
        return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_virtual_environment() -> None:
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        stop(
            f"This Python has no venv module: install it (Debian, Ubuntu: apt install python{version}-venv) and try again."
        )
    say(f"Making a virtual environment in .venv with Python {sys.version.split()[0]} ...")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], cwd=ROOT, check=False).returncode:
        stop("The virtual environment .venv could not be made; the reason stands above.")


def prepare_npm() -> None:
    """Install html-validate and axe where npm is; without it, or without a network, the suite leaves their tests out."""
    pinned, stamp = NPM_FOLDER / "package-lock.json", NPM_FOLDER / "node_modules" / "installed"
    npm = shutil.which("npm")
    with one_at_a_time():
        if npm is None or is_installed(pinned, stamp):
            return
        say("Installing the npm tools of the tests into tests/npm/node_modules (once) ...")
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        if subprocess.run(command, cwd=NPM_FOLDER, check=False).returncode == 0:
            stamp.write_text(fingerprint(pinned))

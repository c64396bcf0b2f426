"""Prove that every pinned package installs without a compiler on Linux, x86-64 and ARM, CPython 3.11 to 3.13.

pip downloads the wheels for each of them, once: what was proven is remembered in the data folder until the pins change.
"""

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from environment import DEVELOPMENT, ROOT, fingerprint

VERSIONS = ("3.11", "3.12", "3.13")
MACHINES = ("x86_64", "aarch64")
GLIBC = ("manylinux_2_28", "manylinux_2_17", "manylinux2014", "manylinux1")  # all older than Debian 11


def what_is_missing(version: str, machine: str, pinned: Path) -> str:
    """pip's words about the first package without a wheel, or nothing."""
    platforms = [option for tag in GLIBC for option in ("--platform", f"{tag}_{machine}")]
    options = [
        "--only-binary",
        ":all:",
        "--no-deps",
        "--require-hashes",
        "--python-version",
        version,
        *platforms,
    ]
    with tempfile.TemporaryDirectory(prefix="newsroom-wheels-") as folder:
        command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", *options]
        done = subprocess.run([*command, "-d", folder, "-r", pinned], capture_output=True, text=True, check=False)
    return done.stderr.strip() or "pip failed without a word" if done.returncode else ""


def main() -> int:
    proven = ROOT / "var" / "wheels-proven"
    if proven.exists() and proven.read_text() == fingerprint(DEVELOPMENT):
        print("Wheels for these pins were proven before.")
        return 0
    targets = list(product(VERSIONS, MACHINES))
    with ThreadPoolExecutor(2) as two:
        answers = list(two.map(lambda target: what_is_missing(*target, DEVELOPMENT), targets))
    for (version, machine), missing in zip(targets, answers, strict=True):
        print(f"CPython {version} on {machine} Linux: {missing or 'every pinned package has a wheel'}")
    if any(answers):
        return 1
    proven.parent.mkdir(exist_ok=True)
    proven.write_text(fingerprint(DEVELOPMENT))
    return 0


if __name__ == "__main__":
    sys.exit(main())

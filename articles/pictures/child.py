"""Gives the workshop a job and waits for it: what a hostile file can do, it does to a child with limits and a clock."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START = "import sys; sys.path.append(sys.argv[1]); from articles.pictures import workshop; workshop.main()"
MEGABYTE = 1_000_000
#: Seconds of the clock; the child's own limit counts those of the processor.
CLEANING, RENDERING = 20, 240
LIMITS = {"memory": 370 * MEGABYTE, "file": 64 * MEGABYTE}


class Refused(Exception):
    """The workshop did not take the job: ``code`` says why, ``facts`` is what else it told."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def work(task: str, *, seconds: int = CLEANING, **job) -> dict:
    """What the workshop answers. Raises Refused; whatever the child does, this process goes on."""
    limits = {**LIMITS, "seconds": seconds}
    text = json.dumps({"task": task, "limits": limits, **job}, default=str)
    command = [sys.executable, "-I", "-c", START, str(ROOT)]
    try:
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Refused("time") from None
    except OSError:
        raise Refused("disk") from None
    try:
        result = json.loads(done.stdout)
    except ValueError:
        raise Refused("killed", why=done.stderr[-300:]) from None
    if "refused" in result:
        raise Refused(result.pop("refused"), **result)
    return result

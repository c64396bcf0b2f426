"""What Lighthouse says of readers' pages on a slow phone: four scores for each, of which none may be below 95.

    python benchmarks/lighthouse.py                   five kinds of page, the claim
    python benchmarks/lighthouse.py --runs 3          the middle one of three runs, where other programs use the machine
    python benchmarks/lighthouse.py --failures        what stands in the way of a full score, too

The demo runs on a port of its own as a newsroom has it (DEBUG off, hashed and compressed files); Lighthouse, pinned in
benchmarks/npm, simulates a phone of the middle class with 4G, and asks nobody but the demo. Without npm there is nothing to do.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import demo_site, needs

TOOLS = ROOT / "benchmarks" / "npm"
PROGRAM = TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
ATTEMPTS = 3
#: A page of results asks search engines not to list it, which costs it its points for that.
KINDS = ("home", "story", "section", "person", "search", "search-subject")
NOT_LISTED = {"search-subject": "seo"}
CHROME = "--headless=new --no-sandbox --disable-gpu --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--only", default=",".join(KINDS))
    parser.add_argument("--data", type=Path, help="a folder that keeps the demo for the next time")
    options = parser.parse_args()
    if not (needs.chromium() and shutil.which("npm") and shutil.which("node")):
        print("Lighthouse needs Chromium, node and npm (Debian: apt install chromium nodejs npm).")
        return 0
    install()
    with tempfile.TemporaryDirectory(prefix="newsroom-lighthouse-") as folder:
        return measure(options, (options.data or Path(folder)).resolve())


def install() -> None:
    if not PROGRAM.exists():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(command, cwd=TOOLS, check=True)  # noqa: S603


def measure(options, data: Path) -> int:
    print(f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'':16}" + "".join(f"{name:>16}" for name in CATEGORIES) + f"{'shown after':>16}{'bytes':>10}")
    worst = 100
    with demo_site.running(data) as site:
        demo_site.use(data)
        from tests.support import reader_pages

        for name in options.only.split(","):
            reports = [ask(site + reader_pages.address_of(name)) for _ in range(options.runs)]
            scores = {category: middle(reports, category) for category in CATEGORIES}
            worst = min(worst, *(score for category, score in scores.items() if NOT_LISTED.get(name) != category))
            print(f"{name:16}" + "".join(f"{score:>16}" for score in scores.values()) + of_the_load(reports[-1]))
            for line in failures(reports[-1]) if options.failures else []:
                print(f"    {line}")
    return int(worst < LEAST)


def ask(address: str) -> dict:
    """Lighthouse's report on the page, on a phone as it is by default."""
    command = ["node", str(PROGRAM), address, "--output=json", "--quiet", f"--chrome-flags={CHROME}"]
    command += ["--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}"]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or needs.chromium()}
    for _ in range(ATTEMPTS):  # on a busy machine the browser may not answer in time
        options = {"cwd": TOOLS, "env": environment, "capture_output": True, "text": True, "check": False}
        done = subprocess.run(command, **options)  # noqa: S603
        if done.returncode == 0:
            return json.loads(done.stdout)
    raise SystemExit(f"Lighthouse ended without a report of {address}: {done.stderr[-1000:]}")


def middle(reports: list[dict], category: str) -> int:
    return round(100 * statistics.median(report["categories"][category]["score"] for report in reports))


def of_the_load(report: dict) -> str:
    audits = report["audits"]
    seconds = audits["largest-contentful-paint"]["numericValue"] / 1000
    return f"{seconds:>14.1f} s{audits['total-byte-weight']['numericValue']:>10,.0f}"


def failures(report: dict) -> list[str]:
    """What cost points: category, audit, how much, and the first parts of the page that it names."""
    found = []
    for category in report["categories"].values():
        for audit in (report["audits"][part["id"]] for part in category["auditRefs"] if part["weight"]):
            if audit["score"] is not None and audit["score"] < 1:
                said = [category["id"], audit["id"], f"{audit['score']:.2f}", audit.get("displayValue", "")]
                found.append(" ".join([*said, *named(audit)]))
    return found


def named(audit: dict) -> list[str]:
    rows = [row for row in audit.get("details", {}).get("items", []) if isinstance(row, dict)]
    return [node["snippet"][:100] for row in rows[:3] if isinstance(node := row.get("node"), dict)]


if __name__ == "__main__":
    sys.exit(main())

"""html-validate in one node process for the whole session: a page goes in as a line of JSON, its problems come out."""

import json
import subprocess
from pathlib import Path

NPM_FOLDER = Path(__file__).resolve().parent.parent / "npm"


class HtmlValidator:
    def __init__(self):
        command = ["node", "validate.mjs"]
        self.process = subprocess.Popen(
            command, cwd=NPM_FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def problems(self, html: str) -> list[str]:
        """One line for each problem: line, column, rule and sentence."""
        self.process.stdin.write(json.dumps(html) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

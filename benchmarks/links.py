"""How many links of finding are wrong, and how many right ones it misses, in texts in which a wrong one is near.

Reads tests/people/data/risk_texts.jsonl and no database. Claims: no wrong link, nine right ones of ten found. Name --show to
see each wrong and each missed one.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from tests.people.risk import judge, risk_texts


def main():
    judged = [judge(risk) for risk in risk_texts()]
    if "--show" in sys.argv:
        for row in judged:
            for line in row.wrong:
                print("wrong   ", line)
            for line in row.missed:
                print("missed  ", line)
    right, of_all = sum(row.right for row in judged), sum(row.of_all for row in judged)
    wrong = sum(len(row.wrong) for row in judged)
    print(f"links   {len(judged)} texts: {wrong} wrong of {wrong + right} decided, {right} of {of_all} right ones found "
          f"({100 * right / max(of_all, 1):.0f} %)")  # fmt: skip


if __name__ == "__main__":
    main()

"""Pictures of every kind of reader's page of the demo newsroom, to be looked at: each width, light, dark and on paper.

    python -m tests.support.screenshots FOLDER                       all of them
    python -m tests.support.screenshots FOLDER --only story,search   some kinds of page
    python -m tests.support.screenshots FOLDER --looks light,forced --widths 390

The demo stays in FOLDER/data for the next time; remove it when migrations have changed.
"""

import argparse
from pathlib import Path

from tests.support import demo_site

WIDTHS = {360: 780, 768: 1024, 1440: 900}
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "print": {"media": "print"},
    "forced": {"forced_colors": "active"},
}
#: In one window, without the rest of the page: what a reader sees first.
MOST_HIGH = 12_000


def main() -> None:
    options = _options()
    data = (options.folder / "data").resolve()
    data.mkdir(parents=True, exist_ok=True)
    with demo_site.running(data) as site:
        demo_site.use(data)
        from tests.support.browser import running_chromium
        from tests.support.reader_pages import pages

        chosen = {name: at for name, at in pages().items() if not options.only or name in options.only.split(",")}
        with running_chromium() as browser:
            for look in options.looks.split(","):
                _take(browser, site, chosen, look, [int(width) for width in options.widths.split(",")], options.folder)


def _take(browser, site: str, chosen: dict[str, str], look: str, widths: list[int], folder: Path) -> None:
    page = browser.new_page(base_url=site)
    page.emulate_media(**LOOKS[look])
    for name, address in chosen.items():
        page.goto(address)
        for width in [794] if look == "print" else widths:  # paper has one width
            page.set_viewport_size({"width": width, "height": WIDTHS.get(width, 844)})
            page.evaluate("for (const picture of document.images) picture.loading = 'eager'")
            page.wait_for_load_state("networkidle")
            clip = {"x": 0, "y": 0, "width": width, "height": min(MOST_HIGH, _height(page))}
            page.screenshot(path=folder / f"{name}-{width}-{look}.png", full_page=True, clip=clip)
    page.close()


def _height(page) -> int:
    return page.evaluate("document.documentElement.scrollHeight")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--looks", default="light,dark,print")
    parser.add_argument("--widths", default=",".join(map(str, WIDTHS)))
    return parser.parse_args()


if __name__ == "__main__":
    main()

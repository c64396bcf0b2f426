"""Films and posts of other sites as cards of ours: a figure that names an address, with a line that says what it shows.

Readers get a card with a link; no page of ours asks another site for anything, and neither does the server. The editor's script
reads the same patterns (``articles.body.rules``).
"""

import re
from html import escape
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from articles.body.addresses import address

#: A whole address with the name of a site in it: no mailbox, no path of ours, and nobody's name before an @.
CARD = r"""https?://[^/\\\s<>"?#@:.[\]]+(?:\.[^/\\\s<>"?#@:.[\]]+)+(?::[0-9]+)?(?:[/?#][^\\\s<>"]*)?"""
LONGEST = 2000
#: What a frame is called that says nothing of what it shows.
NO_TITLE = r"player|embed|iframe|widget|^(?:(?:x|twitter|facebook|instagram|telegram|tiktok) post|untitled)$"

#: The script of Telegram's button, which says its post and holds nothing else. It looks for its end first: whatever repeats the
#: attribute in a tag without one would be read again and again.
TELEGRAM = (
    r"""<script\b(?=[^<>]*>\s*</script\s*>)"""
    r"""[^<>]*?\sdata-telegram-post=["']?([0-9A-Za-z_]+/[0-9]+)[^<>]*>\s*</script\s*>"""
)
FACEBOOK_CLASS = r"(?:^|\s)fb-(?:post|video)(?:\s|$)"
INSTAGRAM_TITLE = r"A post shared by [^\n]{1,150}"

_ID, _YOUTUBE = "([0-9A-Za-z_-]+)", r"https?://(?:www\.|m\.)?youtube(?:-nocookie)?\.com"
#: Address of a frame -> the page that a person would open; ``%1`` is the first group, decoded.
PAGES = [
    (rf"{_YOUTUBE}/embed/?(?:videoseries)?\?(?:[^#]*&)?list={_ID}.*", "https://www.youtube.com/playlist?list=$1"),
    (rf"{_YOUTUBE}/embed/live_stream\?(?:[^#]*&)?channel={_ID}.*", "https://www.youtube.com/channel/$1/live"),
    (rf"{_YOUTUBE}/(?:embed|v)/{_ID}\?(?:[^#]*&)?start=([0-9]+).*", "https://www.youtube.com/watch?v=$1&t=$2s"),
    (rf"{_YOUTUBE}/(?:embed|v)/{_ID}(?:[/?#].*)?", "https://www.youtube.com/watch?v=$1"),
    (rf"https?://player\.vimeo\.com/video/([0-9]+)\?(?:[^#]*&)?h={_ID}.*", "https://vimeo.com/$1/$2"),
    (r"https?://player\.vimeo\.com/video/([0-9]+)(?:[/?#].*)?", "https://vimeo.com/$1"),
    (r"https?://vimeo\.com/(event|showcase)/([0-9]+)/embed(?:[/?#].*)?", "https://vimeo.com/$1/$2"),
    (
        r"https?://www\.tiktok\.com/(?:embed(?:/v[0-9])?|player/v[0-9])/([0-9]+)(?:[/?#].*)?",
        "https://www.tiktok.com/@_/video/$1",
    ),
    (r"https?://(?:www\.)?facebook\.com/plugins/(?:video|post)\.php\?(?:[^#]*&)?href=([^&#]+).*", "%1"),
    (
        rf"https?://(?:www\.)?instagram\.com/(p|reel|tv)/{_ID}/(?:embed(?:[/?#].*)?|\?utm_.*)",
        "https://www.instagram.com/$1/$2/",
    ),
    (r"https?://platform\.(?:twitter|x)\.com/embed/[^?#]*\?(?:[^#]*&)?id=([0-9]+).*", "https://x.com/i/status/$1"),
    (r"https?://t\.me/([0-9A-Za-z_]+/[0-9]+)\?(?:[^#]*&)?embed=1.*", "https://t.me/$1"),
    (r"https?://rutube\.ru/play/embed/([0-9a-f]+)(?:[/?#].*)?", "https://rutube.ru/video/$1/"),
    (
        r"https?://(?:vk\.com|vkvideo\.ru)/video_ext\.php\?(?:[^#]*&)?oid=(-?[0-9]+)&id=([0-9]+).*",
        "https://vk.com/video$1_$2",
    ),
    (r"https?://ok\.ru/videoembed/([0-9]+)(?:[/?#].*)?", "https://ok.ru/video/$1"),
    (rf"https?://www\.dailymotion\.com/embed/video/{_ID}(?:[/?#].*)?", "https://www.dailymotion.com/video/$1"),
    (r"https?://w\.soundcloud\.com/player/?\?(?:[^#]*&)?url=([^&#]+).*", "%1"),
    (rf"https?://open\.spotify\.com/embed/([a-z]+)/{_ID}(?:[/?#].*)?", "https://open.spotify.com/$1/$2"),
]
#: The end of a host's name -> what people call the site.
SITES = {
    "youtube.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo", "x.com": "X", "twitter.com": "X",
    "t.me": "Telegram", "telegram.me": "Telegram", "instagram.com": "Instagram", "tiktok.com": "TikTok",
    "facebook.com": "Facebook", "fb.watch": "Facebook", "threads.net": "Threads", "bsky.app": "Bluesky",
    "rutube.ru": "Rutube", "vk.com": "VK", "vkvideo.ru": "VK", "ok.ru": "OK", "soundcloud.com": "SoundCloud",
    "open.spotify.com": "Spotify", "dailymotion.com": "Dailymotion",
}  # fmt: skip


def card_address(written: str | None) -> str | None:
    """The address that a card of it leads to, that of a frame as the page that holds the same; None where it makes no card."""
    href = address(written or "")
    for _step in range(3):
        href = href and _page_of(href)
    return href if href and len(href) <= LONGEST and _is_whole(href) else None


def _is_whole(href: str) -> bool:
    """Whether it is the address of a card, with a host and a port that can be: in a host ℀ stands for a/c, and ／ for /."""
    try:
        return bool(re.fullmatch(CARD, href, re.IGNORECASE)) and urlsplit(href).port != 0
    except ValueError:
        return False


def _page_of(href: str) -> str | None:
    for pattern, page in PAGES if len(href) <= LONGEST else ():
        if found := re.fullmatch(pattern, href, re.IGNORECASE):
            if page == "%1":
                return address(unquote(found[1]))
            return re.sub(r"\$([12])", lambda group, found=found: found[int(group[1])], page)
    return href


def with_frames(html: str) -> str:
    """The HTML with a frame in the place of a script that says which post it would show."""
    return re.sub(TELEGRAM, r'<iframe src="https://t.me/\1"></iframe>', html, flags=re.IGNORECASE)


def held_in(tag: str, attrs: dict[str, str]) -> str | None:
    """The address of the card that the markup of another site becomes: of a frame, or of what its script would make one."""
    if tag == "iframe":
        return card_address(attrs.get("src")) or card_address(attrs.get("data-src"))
    if tag == "blockquote" and "data-instgrm-captioned" not in attrs:
        return card_address(attrs.get("data-instgrm-permalink"))
    if tag == "div" and re.search(FACEBOOK_CLASS, attrs.get("class", "")):
        return card_address(attrs.get("data-href"))
    return None


def title_of_frame(title: str | None) -> str:
    """What a frame says that it shows, if it says anything."""
    title = " ".join((title or "").split())
    return "" if re.search(NO_TITLE, title, re.IGNORECASE) else title


def host_of(href: str) -> str:
    return (urlsplit(href).hostname or "").removeprefix("www.")


def site_of(href: str) -> str:
    """The name of the site; empty where it has none but its host."""
    host = host_of(href)
    return next((name for end, name in SITES.items() if host == end or host.endswith(f".{end}")), "")


def for_readers(href: str, title: str) -> str:
    """The card as HTML. ``title``: HTML that is written already; without an address it is all that is left of the card."""
    if not href:
        return f"<p>{title}</p>" if title else ""
    written, host = escape(href), f"<bdi>{escape(host_of(href))}</bdi>"
    title = title or f'<bdi dir="ltr">{escape(_without_scheme(href))}</bdi>'
    opens = escape(_("Opens at %(site)s"), quote=False) % {"site": host}
    site = site_of(href)
    name = f"<bdi><b>{escape(site)}</b></bdi> · " if site else ""
    return (
        f'<figure class="embed" data-embed="{written}"><figcaption dir="auto">'
        f'<a href="{written}" rel="noopener noreferrer nofollow">{title}</a></figcaption>'
        f'<p class="embed-site">{name}{opens}</p></figure>'
    )


def untitled(html: str) -> int:
    """How many cards of clean HTML do not say what they show."""
    return len(re.findall(r'<figure data-embed="[^"]*"></figure>', html))


def _without_scheme(href: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", href).rstrip("/")

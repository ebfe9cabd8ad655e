"""Nothing a person writes becomes script, and nothing takes the machine down."""

from html.parser import HTMLParser

import pytest

from practica.kit.markup import BodyRefused, Target, TooLarge, differences, parse, render, to_markdown
from tests.kit.markup.cost import cpu_seconds

VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script\n>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1);//<</script>",
    "<script/xss src=x></script>",
    "<script>\n\nalert(1)\n\n</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'>",
    '<img src="x"onerror="alert(1)">',
    "<IMG SRC=javascript:alert(1)>",
    '<img src="jav\tascript:alert(1)">',
    '<img src="&#106;avascript:alert(1)">',
    '<img src="data:text/html,<script>alert(1)</script>">',
    '<img """><script>alert(1)</script>">',
    '<img dynsrc="javascript:alert(1)" lowsrc="javascript:alert(1)">',
    '<img src=x srcset="javascript:alert(1)" style="background:url(javascript:alert(1))">',
    "<image src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<body background=javascript:alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    '<link rel=stylesheet href="javascript:alert(1)">',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    "<base href=javascript:alert(1)//>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<style>\nbody{background:url(javascript:alert(1))}\n</style>",
    '<div style="width:expression(alert(1))">x</div>',
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src onloadstart=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<input onfocus=alert(1) autofocus>",
    '<form action="javascript:alert(1)"><button>x</button></form>',
    "<button formaction=javascript:alert(1)>x</button>",
    "<isindex action=javascript:alert(1) type=image>",
    "<textarea onfocus=alert(1) autofocus>",
    "<select onfocus=alert(1) autofocus>",
    "<keygen onfocus=alert(1) autofocus>",
    "<a onclick=alert(1) href=#>x</a>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='&#x6A&#x61&#x76&#x61script:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\u200bscript:alert(1)>)",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;&#97;vascript:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x](vbscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](file:///etc/passwd)",
    '[x](/a "onmouseover=alert(1) x=")',
    "[x](/a '\"onmouseover=\"alert(1)')",
    '[x](/a"onmouseover="alert(1))',
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](a.png)',
    '![x](a.png" onerror="alert(1))',
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "<javascript:alert(1)>",
    "<https://x\" onmouseover=\"alert(1)>",
    '[["><script>alert(1)</script>]]',
    '[[x|"><img src=x onerror=alert(1)>]]',
    '@["><script>alert(1)</script>](user:x)',
    "$<script>alert(1)</script>$",
    "$$\n</div><script>alert(1)</script>\n$$",
    "::embed[javascript:alert(1)]",
    '::embed[https://x"onload="alert(1)]',
    '```"><script>alert(1)</script>\nx\n```',
    "```python\n</code></pre><script>alert(1)</script>\n```",
    '> [!NOTE] <script>alert(1)</script>\n> "><img onerror=alert(1)>',
    '# "><script>alert(1)</script>',
    "| <script>alert(1)</script> | [x](javascript:alert(1)) |\n|-|-|\n| <img src=x onerror=alert(1)> | x |",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?><script>alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<xss id=x tabindex=1 onfocus=alert(1)></xss>",
    "https://x.example/\"onmouseover=alert(1)",
    "<kbd onclick=alert(1)>x</kbd>",
    "<mark style=position:fixed id=main>x</mark>",
]  # fmt: skip

KNOWN_TAGS = """
    p br hr strong em s mark sub sup kbd code pre blockquote ul ol li input table thead tbody tr th td a img
    div span h2 h3 h4 h5 h6 ins del details summary
    math mrow mi mo mn mtext mfrac msub msup
"""
KNOWN_ATTRIBUTES = """
    class href title rel dir id src alt width height loading decoding role tabindex aria-label type checked
    disabled scope start display alttext stretchy
"""
TAGS = frozenset(KNOWN_TAGS.split())
ATTRIBUTES = frozenset(KNOWN_ATTRIBUTES.split())


class Reader(HTMLParser):
    """Notes whatever a page of ours may not hold."""

    def __init__(self):
        super().__init__()
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.wrong.append(name)
            if name in ("href", "src") and not (value or "").startswith(
                ("http", "/", "#", "mailto:", "a.png")
            ):
                scheme = (value or "").split("/")[0]
                if ":" in scheme:
                    self.wrong.append(value)
            if name == "id" and not value.startswith("h-"):
                self.wrong.append(value)


def wrong_in(html):
    reader = Reader()
    reader.feed(html)
    return reader.wrong


@pytest.mark.parametrize("vector", VECTORS)
def test_no_vector_becomes_markup(vector):
    for body in (vector, f"- {vector}", f"> {vector}", f"**{vector}**", f"[{vector}](/a)"):
        assert wrong_in(render(body).html) == []
        assert wrong_in(render(to_markdown(parse(body))).html) == []
    for row in differences(vector, "other").rows:
        assert wrong_in(row.old + row.new) == []


def test_an_answer_of_the_resolver_is_checked_like_anything_else():
    html = render("[[a]] ![b](c.png)", links=lambda link: Target("javascript:alert(1)", '"><script>')).html
    assert wrong_in(html) == []
    assert "javascript" not in html


HOSTILE = [
    "[", "*", "_", ">", "~", "`", "![", "<", "&", "$", "@[", "[[", "](", "[a](", "**a ", "a**b", "`a",
    "<a ", "<!--", "<!-- \n", "<a href=\"x\">", "<kbd>", "|", "- ", "- a\n", "1. ", "> - ", "$$\n",
    "$$a\n", "$a", "#", "\\", "\\\n", "https://", "a", "\n", "::embed[", "[^1]: ", "[a]: b\n", "[a][b]",
    "<script>", "<style>\n", "<br>", "'", "x\t", "```python\n\"\"\"\n", "_a_ ", "[a](b) ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_less_than_two_seconds(unit):
    body = (unit * 102_400)[: 100 * 1024]

    def work() -> None:
        try:
            render(body)
        except BodyRefused as refused:
            assert str(refused).endswith(".")

    assert cpu_seconds(work, enough=2) < 2


def test_half_open_half_closed_brackets_are_linear():
    assert cpu_seconds(lambda: render("[" * 50_000 + "]" * 50_000), enough=2) < 2


def test_a_body_over_the_limit_is_refused_with_a_sentence():
    with pytest.raises(TooLarge, match="Split it into several pages"):
        parse("é" * 60_000)


def test_deep_nesting_is_refused():
    with pytest.raises(BodyRefused, match="40 levels"):
        parse(">" * 60 + " a")


def test_too_many_cells_are_refused():
    with pytest.raises(BodyRefused, match="10,000 cells"):
        parse("|a|b|\n|-|-|\n" + "|a|b|\n" * 6_000)

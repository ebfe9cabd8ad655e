"""The face of a body: which elements and classes its parts become."""

import pytest

from practica.kit.markup import Link, Target, render


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Hello **you** _there_ ~~not~~", "<strong>you</strong> <em>there</em> <s>not</s>"),
        ("[out](https://x.example)", 'href="https://x.example" rel="nofollow noopener"'),
        ("[in](other.md)", '<a class="wl" href="other.md">in</a>'),
        ("[x](<a b.md>)", 'href="a%20b.md"'),
        ("see https://x.example/a_b.", '>https://x.example/a_b</a>.'),
        ("[top](#Part)\n\n## Part", '<a class="wl" href="#h-part">top</a>'),
        ("# One", '<h2 id="h-one" dir="auto">One</h2>'),
        ("[[Pump seals]]", '<span class="wl missing" title="This page is not there yet">Pump'),
        ("@[Ann](user:ann)", '<a class="mention" href="/people/ann">@Ann</a>'),
        ("> [!WARNING]\n> Drain.", '<div class="callout warning" role="note">'),
        ("- [x] done", '<input type="checkbox" aria-label="Done" disabled="" checked=""> done'),
        ("3. c", '<ol start="3"><li dir="auto">c</li></ol>'),
        ("|a|\n|-:|\n|1|", '<div class="tbl" tabindex="0" role="region" aria-label="Table"><table><thead>'),
        ("|a|\n|-:|\n|1|", '<td class="align-right" dir="auto">1</td>'),
        ("```python\ndef f(): pass\n```", '<code class="language-python"><span class="k">def</span>'),
        ("```nosuch\nx < y\n```", "<code>x &lt; y</code>"),
        ("![alt](a.png)", '<img src="a.png" alt="alt" loading="lazy" decoding="async">'),
        (
            "$a<b$",
            '<math alttext="a&lt;b"><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math></span>',
        ),
        (
            "$$\nx\n$$",
            '<div class="math"><math display="block" alttext="x"><mrow><mi>x</mi></mrow></math></div>',
        ),
        ("$x^$", '<span class="math">x^</span>'),
        (
            "> [!TOGGLE] More **now**\n> Words.",
            '<details class="toggle"><summary dir="auto">More <strong>now</strong></summary><p dir="auto">W',
        ),
        ("::embed[https://v.example/1]", '<a class="embed" href="https://v.example/1" rel="nofollow'),
        (
            "::embed[https://youtu.be/aqz-KE-bpKQ]",
            '="https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ" data-play="Play it here: YouTube">',
        ),
        ("a<br>b <kbd>Ctrl</kbd>", "a<br>b <kbd>Ctrl</kbd>"),
        ("<your-name> stays", "&lt;your-name&gt; stays"),
        ("<details><summary>More</summary>\n\nin\n\n</details>", '<p dir="auto">More</p>\n<p dir="auto">'),
        ("a <!-- no --> b\n\n<!--\n\nno\n-->", '<p dir="auto">a  b</p>'),
        ("[x](javascript:alert(1))", '<p dir="auto">[x](javascript:alert(1))</p>'),
        ("claim[^1]\n\n[^1]: source", '<p dir="auto">[^1]: source</p>'),
    ],
)  # fmt: skip
def test_each_part_has_its_element(markdown, html):
    assert html in render(markdown).html


def test_the_resolver_says_where_links_lead():
    asked: list[Link] = []

    def resolver(link):
        asked.append(link)
        return {
            "Pump seals": Target("/c/x/pages/pump-seals-1", "Pump seals"),
            "a.png": Target("/files/1/a.png", width=640, height=480),
        }.get(link.href)

    html = render("[[Pump seals|seals]] ![a](a.png) [b](b.md) [c](https://c.example)", links=resolver).html
    assert '<a class="wl" href="/c/x/pages/pump-seals-1" title="Pump seals">seals</a>' in html
    assert 'src="/files/1/a.png" alt="a" width="640" height="480"' in html
    assert 'href="b.md"' in html
    assert [link.kind for link in asked] == ["wiki", "file", "page"]


def test_a_missing_target_says_so_and_leads_to_where_it_can_be_written():
    html = render("[[New]]", links=lambda link: Target("/new?title=New", missing=True)).html
    assert '<a class="wl missing" href="/new?title=New" title="This page is not there yet">New</a>' in html


def test_titles_of_callouts_can_be_said_in_another_language():
    assert "<strong>Hinweis</strong>" in render("> [!NOTE]\n> x", words={"note": "Hinweis"}).html
    assert "<strong>Kurz</strong>" in render("> [!NOTE] Kurz\n> x").html


def test_safe_html_tells_templates_that_it_is_safe():
    html = render("x").html
    assert html.__html__() is html

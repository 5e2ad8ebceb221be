"""Text of plans in a comment: a host finds no mention, no reference, no link, no mark and no HTML in it."""

import re
from html import unescape

import pytest
from markdown_it import MarkdownIt

from kamsite.reporters.comparison.marks import code, link, plain

HOSTILE = [
    "@boss", "a@b.example", "@org/team", "#12", "GH-12", "owner/repo#12", "!7", "%milestone", "~label", "&4",
    "4f2c1ab", "4F2C1AB09d8c7e6f5a4b3c2d1e0f9a8b7c6d5e4f", "https://evil.example/?q=1", "www.evil.example",
    "mailto:a@b.example", "[link](https://evil.example)", "![x](https://evil.example/x.png)", "<https://evil.example>",
    "<script>alert(1)</script>", "<img src=x onerror=y>", "</details></td></table>",
    "<!-- kamsite:review -->", "`code`",
    "``x``",
    "a | b", "**bold** __bold__ *i* _i_ ~~gone~~", "$x$ $$y$$",
    "&lt;b&gt; &#64;boss &amp;", "\\@boss \\* \\", ":+1: :smile:",
    "[^1]", "- [ ] task", "{.class}", "a\nb\r\nc", "==mark==",
]  # fmt: skip
# What hosts look for in a rendered text.
MENTIONS = re.compile(
    r"@\w|\B#\d|\bGH-\d|/\w+#\d|!\d|%\w|~\w|&\d|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b|://\w|\bwww\.\w|mailto:\w|:[\w+-]+:",
    re.IGNORECASE,
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("around", ["{}", "- **x**: {} → **{}**", "| a | {} |\n|---|---|\n| {} | <ins>{}</ins> |"])
def test_a_text_is_shown_as_it_is_and_does_nothing(text: str, around: str) -> None:
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    html = renderer.render(around.replace("{}", plain("x " + text)))
    tags = set(re.findall(r"<(/?\w+)", html))
    allowed = ("p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td", "ins")
    assert {tag.lstrip("/") for tag in tags} <= set(allowed)
    shown = unescape(re.sub(r"<[^>]*>", "", html))
    assert not MENTIONS.search(shown)
    assert " ".join(("x " + text).split()) in " ".join(shown.replace("\u200b", "").split())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_path_in_the_type_of_code_stays_one(text: str) -> None:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(f"| a |\n|---|\n| {code(text)} |")
    assert html.count("<code>") == html.count("</code>") == 1
    assert "<script" not in html
    assert "<a " not in html


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "https://a b", "https://a>b", "ftp://x", "", "https://x\n- y", "data:text/html,x"],
)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert link(address, "All of it") == "All of it"


def test_a_link_leads_to_its_address() -> None:
    html = MarkdownIt().render(link("https://git.example/x?a=(1)&b=2", "All of it"))
    assert html == '<p><a href="https://git.example/x?a=(1)&amp;b=2">All of it</a></p>\n'

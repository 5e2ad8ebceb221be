"""What is read in one go reads as markdown-it-py reads it: texts put together from what could confuse the two."""

from collections.abc import Iterator, Mapping
from random import Random

import pytest

from kamsite.source import markparser
from kamsite.source.markhtml import write

STARTS = ("", "", "", "- ", "* ", "+ ", "-\t", "1. ", "10) ", "> ", " ", "   ", "    ", "\t", "- - ", "> - ", "# ", "=")
TEXTS = (
    *(
        "",
        "",
        "",
        "word",
        "two words",
        "wort **fett** wort",
        "_w_ord",
        "„so“",
        "`code`",
        "``` x",
        "3 Werke",
        "2025",
        "4.",
    ),
    *(
        "[a](b)",
        "[a]",
        "[a]: b",
        "![c](d)",
        "a | b",
        "--|--",
        "---",
        "===",
        "* * *",
        "**",
        "*",
        "-",
        "+",
        "#",
        "#a",
        "a\\",
    ),
    *("a  ", "<b>", "<http://a.b>", "&amp; & \\&", "~~x~~", "a_b_c", "x²", "\u00a0", "ä\x0bö", "50 % - 3 = 47: so"),
    *("**a.**b", "**x**a** y", "** a**", "**a ** b", "[x **a** y](b)", "_x **a_** y", "*a **b.** c*", "***a** b*"),
)
# What a paragraph, a list or a heading must leave to the rules for more than that.
FOUND = ("   - d\n    - w\n", "> w\nw\n    - w\n      - x\n", "- > \n   w\n    > w\n        - w\n", "# a | b\n--|--\n")


def texts(count: int) -> list[str]:
    """Texts of one to eight lines, the same in every run."""
    random = Random(7)

    def line() -> str:
        second = random.choice(STARTS) if random.random() < 0.2 else ""
        return random.choice(STARTS) + second + random.choice(TEXTS)

    lengths = [random.randrange(1, 9) for _ in range(count)]
    return ["\n".join(line() for _ in range(length)) + random.choice(("", "\n")) for length in lengths]


def said(text: str) -> tuple[str, tuple[markparser.FoundHeading, ...], tuple[markparser.FoundLink, ...]]:
    """All that is made of a text."""
    parsed = markparser.parse.__wrapped__(text)
    html = write(parsed, {"b": "b", "d": "d"}, heading_level=2, id_prefix="")
    return html, parsed.headings, tuple(parsed.links())


@pytest.fixture
def as_ours() -> Iterator[Mapping[str, object]]:
    """What is said of each text with our rules; in the test itself there are those of markdown-it-py alone."""
    found = {text: said(text) for text in (*FOUND, *texts(4000))}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markparser, "read_usual_parts", lambda _: None)
        markparser._parser.cache_clear()
        yield found
    markparser._parser.cache_clear()


def test_usual_parts_read_as_all_else_does(as_ours: Mapping[str, object]) -> None:
    for text, ours in as_ours.items():
        assert said(text) == ours, text

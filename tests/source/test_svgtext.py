"""Drawings that a plan brings along: harmless ones only."""

import pytest

from kamsite.source.svgtext import LARGEST, check_svg

HARMLESS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Logo &amp; co</title>'
    '<defs><linearGradient id="a"><stop stop-color="#fff"/></linearGradient></defs>'
    '<path d="M0 0h9" fill="url(#a)" style="stroke:red"/><use href="#a"/></svg>'
)
EVIL = {
    "script": "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "prefixed script": "<svg:svg xmlns:svg='http://www.w3.org/2000/svg'><svg:script>1</svg:script></svg:svg>",
    "event": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "event in capitals": "<svg xmlns='http://www.w3.org/2000/svg'><path OnClick='1'/></svg>",
    "foreign object": "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>",
    "link": "<svg xmlns='http://www.w3.org/2000/svg'><a href='javascript:alert(1)'><path/></a></svg>",
    "use from outside": "<svg xmlns='http://www.w3.org/2000/svg'><use href='https://evil.example/x.svg#a'/></svg>",
    "animated link": "<svg xmlns='http://www.w3.org/2000/svg'><set attributeName='href' to='javascript:1'/></svg>",
    "style from outside": "<svg xmlns='http://www.w3.org/2000/svg'><style>@import 'https://evil.example/x.css'</style></svg>",
    "background from outside": "<svg xmlns='http://www.w3.org/2000/svg'><path style='fill:url(https://evil.example)'/></svg>",
    "html in a picture": "<svg xmlns='http://www.w3.org/2000/svg'><image href='data:text/html;base64,AAAA'/></svg>",
    "svg in a picture": "<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/svg+xml;base64,AAAA'/></svg>",
    "entities": "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'>&b;</svg>",
    "stylesheet": "<?xml-stylesheet href='https://evil.example/x.css'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "script under a drawing program's prefix": (
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:rdf='http://www.w3.org/2000/svg'><rdf:script>1</rdf:script></svg>"
    ),
    "link under another prefix": (
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:dc='http://www.w3.org/1999/xlink'>"
        "<use dc:href='https://evil.example/x.svg#a'/></svg>"
    ),
    "html under a drawing program's prefix": (
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:cc='http://www.w3.org/1999/xhtml'><cc:iframe src='x'/></svg>"
    ),
    "style in pieces": (
        "<svg xmlns='http://www.w3.org/2000/svg'><style>@im<!-- -->p&#111;rt 'https://evil.example/x.css'</style></svg>"
    ),
    "style in hexadecimal": (
        "<svg xmlns='http://www.w3.org/2000/svg'><path style='fill:\\75 rl(https://evil.example)'/></svg>"
    ),
    "set of pictures": (
        "<svg xmlns='http://www.w3.org/2000/svg'>"
        "<style>path{background:image-set('https://evil.example/x.png' 1x)}</style></svg>"
    ),
    "odd encoding": "<?xml version='1.0' encoding='cp037'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "no svg": "<html><body onload='alert(1)'/></html>",
    "broken": "<svg",
    "nothing": "",
    "text": "GIF89a",
}


def test_a_harmless_drawing_is_let_through() -> None:
    assert check_svg("a.svg", HARMLESS.encode()) is None


def test_what_drawing_programs_add_of_their_own_is_let_through() -> None:
    drawing = (
        '<?xml version="1.0" encoding="UTF-8"?><svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:cc="http://creativecommons.org/ns#" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<metadata><rdf:RDF><cc:Work rdf:about=""/></rdf:RDF></metadata><inkscape:grid type="xygrid"/>'
        '<style>.a{fill:url( \'#a\' )}</style><use xlink:href="#a" style="fill:url(&quot;#a&quot;)"/></svg>'
    )
    assert check_svg("a.svg", drawing.encode()) is None


@pytest.mark.parametrize("name", EVIL)
def test_what_could_act_is_refused(name: str) -> None:
    finding = check_svg("n/assets/a.svg", EVIL[name].encode())
    assert finding is not None
    assert finding.code == "K604"
    assert finding.hint is not None


def test_the_place_is_that_of_the_element() -> None:
    finding = check_svg("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>\n  <script/>\n</svg>")
    assert finding is not None
    assert (finding.place.line, finding.place.column) == (2, 3)


def test_a_huge_drawing_is_refused_unread() -> None:
    assert check_svg("a.svg", b" " * (LARGEST + 1)) is not None

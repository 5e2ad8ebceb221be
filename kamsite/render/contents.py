"""Pieces of HTML that stand on several pages: taken apart once, put together for each place.

The templates of a page see only a reference where a piece will stand, so that nobody walks through the piece for the
sake of the few lines around it. The piece takes its place when the page is settled.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from msgspec.structs import replace

from kamsite.language import Language
from kamsite.render import urls
from kamsite.render.inline import safe

# The letter comes first, and only then the look at what stands before it: most tags are skipped quickly.
_HEADING = re.compile(r"h[1-5](?:(?<=<h.)|(?<=</h.))\b")
_FORECAST = "chart-forecast"
_DEEPER = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}
_LEVELS = {b"%d%b" % (level, end): b"%d" % (level + 1) for level in range(1, 6) for end in (b" ", b">")}
# Links to the past of values and entries, which stand on the entries' own pages only.
_PAST = b'<a class="past'


class Reference(Markup):
    """HTML in which pieces stand that are not there yet; what templates may ask of it is known all the same.

    `is_headed` says whether it has a heading of the first level, `shows_forecasts` whether a chart in it shows any;
    `deeper` is what stands for the same one level deeper.
    """

    is_headed = False
    shows_forecasts = False
    deeper: "Reference"


def standing_for(html: str, *, is_headed: bool, shows_forecasts: bool) -> Reference:
    """HTML as a reference."""
    made: Reference = str.__new__(Reference, html)
    made.is_headed, made.shows_forecasts = is_headed, shows_forecasts
    return made


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of HTML, its links not yet settled, and the same in each language, taken apart for all its places.

    `reference` is what the template of its page prints for it.
    """

    name: str
    html: str
    languages: Sequence[Language]
    apart: Sequence[list[bytes]]
    reference: Reference

    @property
    def tokens(self) -> frozenset[bytes]:
        """Identifiers and links in it."""
        return frozenset().union(*(parts[1::2] for parts in self.apart))

    @property
    def files(self) -> frozenset[str]:
        """The files that all languages share to which it leads."""
        links = [token.decode() for token in self.tokens if token.startswith(b"~")]
        return frozenset(link[1:].partition("#")[0] for link in links)

    def leading_elsewhere(self, instead: Mapping[bytes, bytes]) -> "Content":
        """The same with links to other addresses."""
        html = self.html
        for address, other in instead.items():
            html = html.replace(urls.link(address.decode()), urls.link(other.decode()))
        return content_of(self.name, html, self.languages)

    def on_page(self, spots: Sequence[urls.Spot]) -> Reference:
        """What the template of a page prints for it; `spots` get to know what that stands for."""
        _learn(spots, self.reference, urls.filled(self.apart, spots))
        return self.reference

    def among_others(self, spots: Sequence[urls.Spot], *, has_pasts: bool) -> Reference:
        """What the template of a whole plan makes deeper and prints; identifiers begin with the piece's name there.

        `has_pasts`: there may be links to the past in it.
        """
        inside = [replace(spot, chapter=self.name, known={}) for spot in spots]
        filled: Iterable[bytes] = urls.filled(self.apart, inside)
        if has_pasts:
            filled = [without_pasts(html) for html in filled]
        _learn(spots, self.reference.deeper, map(_one_deeper, filled))
        return self.reference


def content_of(name: str, html: str, languages: Sequence[Language]) -> Content:
    """A piece by its name, taken apart."""
    encoded = html.encode()
    forecasts = _FORECAST.encode() in encoded
    reference = standing_for(urls.reference(name), is_headed=b"<h1" in encoded, shows_forecasts=forecasts)
    reference.deeper = standing_for(urls.reference(f"{name}>"), is_headed=False, shows_forecasts=forecasts)
    return Content(name, html, languages, urls.taken_apart(encoded, languages), reference)


def _learn(spots: Sequence[urls.Spot], reference: Reference, pieces: Iterable[bytes]) -> None:
    token = reference.encode()[1:-1]
    for spot, html in zip(spots, pieces, strict=True):
        spot.known[token] = html


def is_headed(html: str) -> bool:
    """Whether HTML has a heading of the first level."""
    return html.is_headed if isinstance(html, Reference) else "<h1" in html


def shows_forecasts(html: str) -> bool:
    """Whether a chart in HTML shows forecasts."""
    return html.shows_forecasts if isinstance(html, Reference) else _FORECAST in html


def without_pasts(html: bytes) -> bytes:
    """The HTML, in UTF-8, without links to the past of what it says; there is no other tag in such a link."""
    first, *others = html.split(_PAST)
    return b"".join([first, *(other.partition(b"</a>")[2] for other in others)])


def deeper(html: Markup) -> Markup:
    """The HTML with each heading one level deeper."""
    if isinstance(html, Reference):
        return html.deeper
    return safe(_HEADING.sub(lambda match: _DEEPER[match[0]], html))


def _one_deeper(html: bytes) -> bytes:
    """The same in UTF-8. A heading ends before the next one begins."""
    first, *others = html.split(b"<h")
    parts = [first]
    for part in others:
        level, end = _LEVELS.get(part[:2]), part.find(b"</h")
        if level is None or end < 0:
            parts += b"<h", part
        else:
            parts += b"<h", level, part[1:end], b"</h", level, part[end + 4 :]
    return b"".join(parts)

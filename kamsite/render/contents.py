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
_PAST = r'<a class="past(?: past--value)?"[^>]*>[^<]*</a>'
_PASTS, _SETTLED_PASTS = re.compile(_PAST), re.compile(_PAST.encode())


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
    """A piece of HTML, its links not yet settled, and the same in each language, taken apart for all its places."""

    name: str
    html: str
    languages: Sequence[Language]
    apart: Sequence[list[bytes]]
    is_headed: bool
    shows_forecasts: bool

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
        self._learn(spots, self.name, urls.filled(self.apart, spots))
        return self._reference(self.name, is_headed=self.is_headed)

    def among_others(self, spots: Sequence[urls.Spot], *, has_pasts: bool) -> Reference:
        """What the template of a whole plan makes deeper and prints; identifiers begin with the piece's name there.

        `has_pasts`: there may be links to the past in it.
        """
        inside = [replace(spot, chapter=self.name, known={}) for spot in spots]
        filled: Iterable[bytes] = urls.filled(self.apart, inside)
        if has_pasts:
            filled = [_SETTLED_PASTS.sub(b"", html) for html in filled]
        self._learn(spots, f"{self.name}>", map(_one_deeper, filled))
        found = self._reference(self.name, is_headed=self.is_headed)
        found.deeper = self._reference(f"{self.name}>", is_headed=False)
        return found

    def _learn(self, spots: Sequence[urls.Spot], name: str, pieces: Iterable[bytes]) -> None:
        token = urls.reference(name)[1:-1].encode()
        for spot, html in zip(spots, pieces, strict=True):
            spot.known[token] = html

    def _reference(self, name: str, *, is_headed: bool) -> Reference:
        return standing_for(urls.reference(name), is_headed=is_headed, shows_forecasts=self.shows_forecasts)


def content_of(name: str, html: str, languages: Sequence[Language]) -> Content:
    """A piece by its name, taken apart."""
    encoded = html.encode()
    apart = urls.taken_apart(encoded, languages)
    return Content(name, html, languages, apart, b"<h1" in encoded, _FORECAST.encode() in encoded)


def is_headed(html: str) -> bool:
    """Whether HTML has a heading of the first level."""
    return html.is_headed if isinstance(html, Reference) else "<h1" in html


def shows_forecasts(html: str) -> bool:
    """Whether a chart in HTML shows forecasts."""
    return html.shows_forecasts if isinstance(html, Reference) else _FORECAST in html


def without_pasts(html: str) -> str:
    """The HTML without links to the past of what it says."""
    return _PASTS.sub("", html)


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

"""The list of all pages for search engines of the intranet."""

from collections.abc import Iterable
from urllib.parse import quote

from kamsite.render import urls

# Such a list may name 50,000 pages at most.
MOST = 40_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(site: str, files: Iterable[str]) -> dict[str, bytes]:
    """The list, for a site at an address: current pages, no old versions. Very many stand in several lists."""
    pages = sorted(file for file in files if file.endswith(".html") and _is_listed(file))
    parts = [pages[at : at + MOST] for at in range(0, len(pages), MOST)]
    if len(parts) == 1:
        return {urls.SITEMAP: _list("urlset", "url", site, pages)}
    stem, _, ending = urls.SITEMAP.partition(".")
    named = {f"{stem}-{number}.{ending}": part for number, part in enumerate(parts, 1)}
    lists = {file: _list("urlset", "url", site, part) for file, part in named.items()}
    return lists | {urls.SITEMAP: _list("sitemapindex", "sitemap", site, named)}


def _is_listed(file: str) -> bool:
    return "/versions/" not in file and file.rpartition("/")[2] != urls.MISSING


def _list(around: str, inside: str, site: str, files: Iterable[str]) -> bytes:
    site = quote(site, safe=":/%[]@")
    lines = "".join(f"<{inside}><loc>{_escaped(urls.absolute(site, file))}</loc></{inside}>\n" for file in files)
    return f"{_HEAD}<{around} {_SCHEMA}>\n{lines}</{around}>\n".encode()


def _escaped(address: str) -> str:
    return address.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;")

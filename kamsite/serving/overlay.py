"""What is laid over a page while there are errors, and the pages that stand in for what cannot be shown."""

import json
from html import escape

from kamsite.diagnostics import Finding
from kamsite.language import Language, Text
from kamsite.serving.live import Standing

_MOST = 20
_ONE = Text("1 error", "1 Fehler")
_MANY = Text("{} errors", "{} Fehler")
_STAYS = Text(
    "The page shows the last state without errors. This note vanishes when everything is mended.",
    "Die Seite zeigt den letzten Stand ohne Fehler. Dieser Hinweis verschwindet, sobald alles berichtigt ist.",
)
_PARTIAL = Text(
    "Values with errors are missing on this page until they are mended.",
    "Werte mit Fehlern fehlen auf dieser Seite, bis sie berichtigt sind.",
)
_NOTHING_YET = Text(
    "This page appears by itself when everything is mended.",
    "Diese Seite erscheint von selbst, sobald alles berichtigt ist.",
)
_ELSEWHERE = Text("Errors in other plans: {}.", "Fehler in anderen Plänen: {}.")
_UNTOLD = Text(
    "This edition does not show them; the terminal in which kamsite runs does.",
    "Diese Ausgabe zeigt sie nicht; das Terminal, in dem kamsite läuft, zeigt sie.",
)
_MORE = Text("and {} more", "und {} weitere")
_CLOSE = Text("Hide", "Ausblenden")
_ABSENT = Text("There is no such page", "Diese Seite gibt es nicht")
_ABSENT_HELP = Text(
    "It was moved or has not been written yet. When it is there, it appears by itself.",
    "Sie wurde verschoben oder noch nicht geschrieben. Sobald es sie gibt, erscheint sie von selbst.",
)
_BROKEN = Text("This page cannot be shown at the moment", "Diese Seite lässt sich gerade nicht zeigen")
_HOME = Text("To the start page", "Zur Startseite")


def news_of(standing: Standing) -> str:
    """What the script of a page is told, as JSON on one line: the page's stamp, and the errors in words."""
    language, count = standing.language, len(standing.errors)
    told: dict[str, object] = {"stamp": standing.stamp, "errors": []}
    if count:
        told["title"] = _ONE.to(language) if count == 1 else _MANY.to(language).format(count)
        told["lead"] = _lead(standing).to(language)
        told["close"] = _CLOSE.to(language)
        told["more"] = _MORE.to(language).format(count - _MOST) if count > _MOST and standing.is_told else ""
        told["errors"] = [_told(finding, language) for finding in standing.errors[:_MOST]] if standing.is_told else []
    if standing.elsewhere and standing.is_told:
        told["elsewhere"] = _ELSEWHERE.to(language).format(standing.elsewhere)
    return json.dumps(told, ensure_ascii=True)


def _lead(standing: Standing) -> Text:
    """What the page below the errors is."""
    if not standing.is_told:
        return _UNTOLD
    if not standing.stamp:
        return _NOTHING_YET
    return _PARTIAL if standing.is_partial else _STAYS


def _told(finding: Finding, language: Language) -> dict[str, str]:
    return {
        "place": str(finding.place),
        "code": finding.code,
        "message": finding.message.to(language),
        "hint": finding.hint.to(language) if finding.hint else "",
    }


def absent_page(language: Language) -> bytes:
    """The page for an address that holds nothing."""
    return _page(language, _ABSENT, _ABSENT_HELP.to(language))


def broken_page(language: Language, reason: str = "") -> bytes:
    """The page for what cannot be drawn; the overlay says why, or `reason`."""
    return _page(language, _BROKEN, reason or _NOTHING_YET.to(language))


def _page(language: Language, title: Text, text: str) -> bytes:
    heading, home = escape(title.to(language)), escape(_HOME.to(language))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>{heading}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<link rel="stylesheet" href="/_serve/serve.css"></head>\n'
        f'<body class="kamsite-serve-page"><main><h1>{heading}</h1>\n<p>{escape(text)}</p>\n'
        f'<p><a href="/">{home}</a></p></main></body>\n</html>\n'
    ).encode()

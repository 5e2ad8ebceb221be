"""Show the site while you write: save a file, and the open pages show it.

The site is built in memory, nothing is written. Errors are laid over the page while the last state without errors
stays below. Only browsers on this machine can see it. Ctrl-C ends it.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kamsite.commands import arguments, output
from kamsite.diagnostics import Finding, Severity, counted, in_words
from kamsite.language import Language, Text, both

if TYPE_CHECKING:
    from kamsite.serving.live import LiveSite, Rebuilt
    from kamsite.serving.watching import Watch

GERMAN = """Zeigt die Seite, während Sie schreiben: Speichern Sie eine Datei, und die offenen Seiten zeigen es.

Die Seite entsteht im Speicher, geschrieben wird nichts. Fehler erscheinen über der Seite, darunter bleibt der
letzte Stand ohne Fehler. Nur Browser auf diesem Rechner sehen sie. Strg+C beendet.
"""
EXAMPLES = Text(
    """examples:
  kamsite serve                          write, save, look: http://127.0.0.1:8000/
  kamsite serve --open                   ... and open the browser
  kamsite serve --edition customer       as the customer will see it
  kamsite serve --port 8080              at another port
""",
    """Beispiele:
  kamsite serve                          schreiben, speichern, ansehen: http://127.0.0.1:8000/
  kamsite serve --open                   ... und den Browser öffnen
  kamsite serve --edition customer       so, wie der Kunde sie sehen wird
  kamsite serve --port 8080              unter einem anderen Port
""",
)
_PORT = 8000
_MOST_ERRORS = 20
_MOST_NAMES = 3
# A file that changed while it was read is read again after a moment (seconds), but not for ever.
_MOMENT = 0.2
_MOST_TRIES = 3
_ENDS = Text("Ctrl-C ends.", "Strg-C beendet.")
_STOPPED = Text("Stopped.", "Beendet.")
_MENDED = Text("all errors are mended", "alle Fehler sind berichtigt")
_STAYS = Text("the last state without errors stays", "der letzte Stand ohne Fehler bleibt")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    arguments.add_plans(parser)
    parser.add_argument(
        "--port",
        default=_PORT,
        type=_port,
        metavar="N",
        help=both(f"the port (default: {_PORT})", f"der Port (ohne Angabe: {_PORT})"),
    )
    arguments.add_edition(parser)
    arguments.add_themes(parser)
    parser.add_argument(
        "--open", action="store_true", help=both("open the site in the browser", "die Seite im Browser öffnen")
    )
    arguments.add_work(parser)
    arguments.add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Serves until Ctrl-C."""
    from kamsite.building.question import Question
    from kamsite.building.spread import usual_jobs
    from kamsite.serving.live import LiveSite
    from kamsite.serving.server import SiteServer

    language = output.language_of(options)
    if wrong := output.no_plans(options.plans):
        return output.refuse(wrong, language)
    site = LiveSite(
        Question(options.plans, options.at, options.as_of, options.edition, options.themes), output.cache_of(options)
    )
    progress = output.Progress(language)
    try:
        server = SiteServer(site, options.port)
        try:
            first = site.begin(options.jobs or usual_jobs(), progress.tell)
        except BaseException:
            server.server_close()
            raise
    except Exception as error:
        return output.refused(error, language)
    finally:
        progress.end()
    server.start()
    try:
        _serve(site, first, server.url, options, language)
    except KeyboardInterrupt:
        output.write(f"\n{_STOPPED.to(language)}\n")
    finally:
        server.stop()
    return 0


def _serve(site: "LiveSite", first: "Rebuilt", url: str, options: argparse.Namespace, language: Language) -> None:
    """Says where the site is, and rebuilds it whenever something is saved."""
    from kamsite.resources import schema_folder, themes_folder
    from kamsite.serving.watching import Watch, folders_of

    others = [options.themes, themes_folder(), schema_folder()]
    with Watch(folders_of(options.plans, others, site.repository.top if site.repository else None)) as watch:
        words = [_accounts(site.account_count, language), in_words(counted(site.findings), language)]
        known = " · ".join(filter(None, words))
        output.write(f"{url}  {known} · {_seconds(first.seconds, language)} · {_ENDS.to(language)}\n")
        _tell_errors(site.findings, options.plans, language)
        if options.open:
            _open(url)
        while True:
            follow(site, watch, options.plans, language)


def follow(site: "LiveSite", watch: "Watch", plans: Path, language: Language, patience: float = 3600.0) -> None:
    """Waits for the next change, rebuilds and says what was done; what was left behind follows."""
    before = site.findings
    if not watch.wait(patience):
        return
    done = site.rebuild()
    for _ in range(_MOST_TRIES):
        if done.is_settled:
            break
        time.sleep(_MOMENT)
        done = site.rebuild().after(done)
    if done.changed or site.findings != before:
        output.write(_line(done, before, site.findings, language))
        _tell_errors(site.findings, plans, language)
    told = site.findings
    while site.is_behind and not watch.is_due:
        site.catch_up()
        # Whoever waits for a page gets a turn.
        time.sleep(0.01)
    if site.findings != told:
        output.write(f"  {in_words(counted(site.findings), language) or _MENDED.to(language)}\n")
        _tell_errors(site.findings, plans, language)


def _line(done: "Rebuilt", before: tuple[Finding, ...], after: tuple[Finding, ...], language: Language) -> str:
    """`nordwind/people.yaml → 24 pages in 0.18 s, 1 warning`."""
    pages = ("Seite" if done.pages == 1 else "Seiten") if language == "de" else ("page" if done.pages == 1 else "pages")
    line = f"{_names(done.changed, language)} → {done.pages} {pages} in {_seconds(done.seconds, language)}"
    if found := in_words(counted(after), language):
        line += f", {found}"
    if _errors(after):
        line += f"; {_STAYS.to(language)}"
    elif _errors(before):
        line += f"; {_MENDED.to(language)}"
    return f"{line}\n"


def _names(changed: tuple[str, ...], language: Language) -> str:
    if not changed:
        return "neu gelesen" if language == "de" else "read again"
    more = len(changed) - _MOST_NAMES
    shown = ", ".join(changed[:_MOST_NAMES])
    return shown if more <= 0 else f"{shown} {'und' if language == 'de' else 'and'} {more} {_more(language)}"


def _more(language: Language) -> str:
    return "weitere" if language == "de" else "more"


def _errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _tell_errors(findings: tuple[Finding, ...], plans: Path, language: Language) -> None:
    errors = _errors(findings)
    for finding in errors[:_MOST_ERRORS]:
        print(
            f"  {output.path_of(plans, finding.place)}: [{finding.code}] {finding.message.to(language)}",
            file=sys.stderr,
        )
        if finding.hint:
            print(f"    {finding.hint.to(language)}", file=sys.stderr)
    if len(errors) > _MOST_ERRORS:
        print(f"  … {len(errors) - _MOST_ERRORS} {_more(language)}: kamsite check", file=sys.stderr)


def _accounts(count: int, language: Language) -> str:
    if language == "de":
        return f"{count} {'Kunde' if count == 1 else 'Kunden'}"
    return f"{count} {'account' if count == 1 else 'accounts'}"


def _seconds(seconds: float, language: Language) -> str:
    text = f"{seconds:.2f} s"
    return text.replace(".", ",") if language == "de" else text


def _open(url: str) -> None:
    import webbrowser

    webbrowser.open(url)


def _port(text: str) -> int:
    if text.isdecimal() and len(text) < 6 and 0 <= int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(
        both(
            f"'{text}' is no port; choose a number from 1024 to 65535",
            f"„{text}“ ist kein Port; wählen Sie eine Zahl von 1024 bis 65535",
        )
    )

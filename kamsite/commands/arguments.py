"""The arguments that commands share, each told in both languages."""

import argparse
from datetime import date
from pathlib import Path

from kamsite.language import both

# Plans are judged as of a day in these years: around them, too, there must be years to show.
_YEARS = range(1990, 2201)


def add_folder(parser: argparse.ArgumentParser) -> None:
    """The folder of plans."""
    parser.add_argument(
        "plans",
        nargs="?",
        default=Path("plans"),
        type=Path,
        metavar="PLANS",
        help=both("the folder of plans (default: plans)", "der Ordner der Pläne (ohne Angabe: plans)"),
    )


def add_plans(parser: argparse.ArgumentParser) -> None:
    """The arguments that say which plans at which time."""
    add_folder(parser)
    parser.add_argument(
        "--at",
        metavar="COMMIT",
        help=both(
            "the plans as of a commit, a tag or a branch (default: as they lie here)",
            "die Pläne im Stand eines Commits, Tags oder Branches (ohne Angabe: wie sie hier liegen)",
        ),
    )
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help=both(
            "judge 'overdue' and 'stale' as of this day, or 'today' (default: the commit's day)",
            "„überfällig“ und „veraltet“ zu diesem Tag beurteilen, oder zu 'today' (ohne Angabe: Tag des Commits)",
        ),
    )


def add_work(parser: argparse.ArgumentParser) -> None:
    """The arguments that say how the work is done."""
    parser.add_argument(
        "--jobs",
        default=0,
        type=_count,
        metavar="N",
        help=both(
            "how many processes work (default: one for each core)",
            "wie viele Prozesse arbeiten (ohne Angabe: einer je Prozessorkern)",
        ),
    )
    add_no_cache(parser)


def add_no_cache(parser: argparse.ArgumentParser) -> None:
    """The argument that does without what is remembered."""
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help=both("remember nothing and use nothing remembered", "sich nichts merken und nichts Gemerktes verwenden"),
    )


def add_plans_folder(parser: argparse.ArgumentParser) -> None:
    """The folder of plans as an option, for commands whose first words mean something else."""
    parser.add_argument(
        "--plans",
        default=Path("plans"),
        type=Path,
        metavar="PLANS",
        help=both("the folder of plans (default: plans)", "der Ordner der Pläne (ohne Angabe: plans)"),
    )


def add_edition(parser: argparse.ArgumentParser) -> None:
    """The argument that says for whom the site is."""
    parser.add_argument(
        "--edition",
        metavar="NAME",
        help=both(
            "for whom, as site.yaml defines (default: the first edition)",
            "für wen, wie in site.yaml festgelegt (ohne Angabe: die erste Ausgabe)",
        ),
    )


def add_color(parser: argparse.ArgumentParser) -> None:
    """The argument for colours on the terminal."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help=both("colours (default: auto)", "Farben (ohne Angabe: auto)"),
    )


def add_no_pager(parser: argparse.ArgumentParser) -> None:
    """The argument that keeps long output from going through the user's pager."""
    parser.add_argument(
        "--no-pager",
        action="store_true",
        help=both("write everything at once, also to a terminal", "alles auf einmal schreiben, auch ins Terminal"),
    )


def add_themes(parser: argparse.ArgumentParser) -> None:
    """The argument that says where a company's own themes lie; a folder that is named must be there."""
    parser.add_argument(
        "--themes",
        default=Path("themes"),
        type=_folder,
        metavar="DIR",
        help=both("your own themes (default: themes)", "Ihre eigenen Themes (ohne Angabe: themes)"),
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """The argument for the language of messages."""
    parser.add_argument(
        "--language",
        choices=("de", "en"),
        help=both(
            "the language of messages (default: that of the system)",
            "die Sprache der Meldungen (ohne Angabe: die des Systems)",
        ),
    )


def _day(text: str) -> date:
    if text == "today":
        return date.today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            both(
                f"'{text}' is no day; write it as 2026-11-30, or 'today'",
                f"„{text}“ ist kein Tag; schreiben Sie ihn als 2026-11-30 oder 'today' für heute",
            )
        ) from None
    if day.year in _YEARS:
        return day
    raise argparse.ArgumentTypeError(
        both(
            f"'{text}' is too far away; take a day from {_YEARS[0]} to {_YEARS[-1]}",
            f"„{text}“ ist zu weit weg; nehmen Sie einen Tag von {_YEARS[0]} bis {_YEARS[-1]}",
        )
    )


def _folder(text: str) -> Path:
    folder = Path(text)
    if folder.is_dir():
        return folder
    raise argparse.ArgumentTypeError(
        both(
            f"there is no folder '{text}'; name the folder in which your themes lie",
            f"den Ordner „{text}“ gibt es nicht; nennen Sie den Ordner, in dem Ihre Themes liegen",
        )
    )


def _count(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 1000:
        return int(text)
    raise argparse.ArgumentTypeError(
        both(f"'{text}' is not a number from 1 to 999", f"„{text}“ ist keine Zahl von 1 bis 999")
    )

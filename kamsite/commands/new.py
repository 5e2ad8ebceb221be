"""Add the plan of a customer, with every chapter of the template explained.

ACCOUNT is the name of the customer, or the id that the folder is to have: "Müller & Söhne" becomes mueller-soehne.
Nothing that exists is changed.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from kamsite.commands import arguments, output
from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Language, Text, both
from kamsite.quoting import shown

GERMAN = """Legt den Plan eines Kunden an, mit allen Kapiteln der Vorlage und Erklärungen.

ACCOUNT ist der Name des Kunden oder die Kennung, die der Ordner bekommen soll: Aus „Müller & Söhne“ wird
mueller-soehne.
Was schon da ist, bleibt unverändert.
"""
EXAMPLES = Text(
    """examples:
  kamsite new "Nordwind Antriebe AG"                        plans/nordwind-antriebe-ag/
  kamsite new nordwind --name "Nordwind Antriebe AG"        plans/nordwind/
  kamsite new nordwind --division marine --name "Nordwind Marine ApS"
  kamsite new nordwind --chapters people strategy           only these chapters, or those that a plan still lacks
""",
    """Beispiele:
  kamsite new "Nordwind Antriebe AG"                        plans/nordwind-antriebe-ag/
  kamsite new nordwind --name "Nordwind Antriebe AG"        plans/nordwind/
  kamsite new nordwind --division marine --name "Nordwind Marine ApS"
  kamsite new nordwind --chapters people strategy           nur diese Kapitel, oder die, die einem Plan noch fehlen
""",
)
_ADDED = Text("Written:", "Angelegt:")
_LEFT = Text("Was there already and stays as it is:", "War schon da und bleibt, wie es ist:")
_SIMILAR = Text(
    "There is also '{other}'. If that is the same customer, delete {plans}/{plan} again.",
    "Es gibt auch „{other}“. Falls das derselbe Kunde ist, löschen Sie {plans}/{plan} wieder.",
)
_NEXT = Text("What to do next:", "Wie es weitergeht:")
_STEPS = (
    Text(
        "Open {folder}/plan.yaml, delete the # before what applies, and write your own in place of the examples.",
        "Öffnen Sie {folder}/plan.yaml, löschen Sie das # vor dem, was zutrifft, und ersetzen Sie die Beispiele.",
    ),
    Text("Watch the pages while you write: kamsite serve", "Sehen Sie beim Schreiben zu: kamsite serve"),
    Text(
        "Find out what is missing: kamsite check --completeness", "Was noch fehlt, sagt: kamsite check --completeness"
    ),
)
_TIE = Text(
    "Add the division to {file} under `portfolio`, so that both plans know each other:\n"
    "       {id}: {{name: {name}, plan: divisions/{id}}}",
    "Nehmen Sie die Sparte in {file} unter `portfolio` auf, damit beide Pläne voneinander wissen:\n"
    "       {id}: {{name: {name}, plan: divisions/{id}}}",
)


class _NewError(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "account",
        metavar="ACCOUNT",
        help=both("the customer's name, or the id of the account", "der Name des Kunden oder seine Kennung"),
    )
    parser.add_argument(
        "--name",
        help=both(
            "the name of the customer, or of the division (default: from ACCOUNT)",
            "der Name des Kunden oder der Sparte (ohne Angabe: aus ACCOUNT)",
        ),
    )
    parser.add_argument(
        "--division",
        metavar="DIVISION",
        help=both(
            "the plan of a division of an account that exists", "der Plan einer Sparte eines Kunden, den es schon gibt"
        ),
    )
    parser.add_argument(
        "--chapters",
        nargs="+",
        metavar="CHAPTER",
        help=both(
            "only these chapters: customer people position strategy figures",
            "nur diese Kapitel: customer people position strategy figures",
        ),
    )
    arguments.add_plans_folder(parser)
    arguments.add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the plan and says what to do next."""
    from kamsite.model.schema import load_schemas
    from kamsite.source.document import Path as DataPath
    from kamsite.source.document import Value
    from kamsite.templates.sketch import chapter_text
    from kamsite.templates.writing import write_new

    language = output.language_of(options)
    plans: Path = options.plans
    if wrong := output.no_plans(plans):
        return output.refuse(wrong, language)
    try:
        plan, name = _plan(options)
        chapters = _chapters(options.chapters or ())
        if (plans / plan).exists() and not options.chapters:
            raise _NewError(_exists(plan))
        schemas = load_schemas()
        given: dict[DataPath, Value] = {("account", "name"): name}
        files = {
            f"{plan}/{chapter}.yaml": chapter_text(
                chapter, language, schemas, given=given if chapter == "plan" else None
            )
            for chapter in chapters
        }
        written = write_new(plans, files)
    except Exception as error:
        return output.refused(error, language)
    _tell(_ADDED, [f"{plans}/{file}" for file in written.made], language)
    _tell(_LEFT, [f"{plans}/{file}" for file in written.left], language)
    _tell_similar(plans, plan, language)
    _tell_next(plans, plan, name, language)
    return 0


def _plan(options: argparse.Namespace) -> tuple[str, str]:
    """The id of the plan (for a division with that of its account) and the name of what it is for."""
    from kamsite.suggest import closest

    if _is_path(options.account, options.plans):
        raise _NewError(_a_path(options.account, options.plans))
    account = _id(options.account)
    if not options.division:
        return account, _name(options.name, options.account, account)
    if not (options.plans / account / "plan.yaml").is_file():
        raise _NewError(_no_account(account, closest(account, _accounts(options.plans))))
    division = _id(options.division)
    return f"{account}/divisions/{division}", _name(options.name, options.division, division)


def _is_path(text: str, plans: Path) -> bool:
    """Whether somebody wrote where the plan is to lie rather than what the customer is called; `A/S` is a name."""
    first, *others = text.strip().replace("\\", "/").split("/")
    is_way = first in ("", ".", "..", "~") or ".." in others or "divisions" in others or first.endswith(":")
    return bool(others) and (is_way or "\\" in text or first == plans.name or (plans / first).is_dir())


def _id(text: str) -> str:
    from kamsite.model.field import UNKNOWN
    from kamsite.model.folder import RESERVED
    from kamsite.model.forms import as_id

    found = as_id(text)
    if found is None:
        raise _NewError(_no_id(text))
    if found in RESERVED or found == UNKNOWN:
        raise _NewError(_reserved(found))
    return found


def _name(wanted: str | None, text: str, id_: str) -> str:
    """The name as it was given, else the text that the id was made from, else the id in capital letters."""
    from kamsite.source.plaintext import has_unwanted

    given = (wanted or "").strip() or (text.strip() if text != id_ else "")
    if given:
        readable = given.encode("utf-8", "replace").decode("utf-8")
        return "".join(character for character in readable if not has_unwanted(character))
    return " ".join(word.capitalize() for word in id_.replace("_", "-").split("-"))


def _accounts(plans: Path) -> list[str]:
    from kamsite.model.folder import RESERVED

    return sorted(folder.name for folder in plans.iterdir() if folder.is_dir() and folder.name not in RESERVED)


def _chapters(wanted: Iterable[str]) -> tuple[str, ...]:
    """The chapters to be written, the cover first; all of them where none are named."""
    from kamsite.model.plan import CHAPTERS
    from kamsite.suggest import closest

    named = [name.removesuffix(".yaml") for text in wanted for name in text.split(",") if name]
    for name in named:
        if name not in CHAPTERS:
            spoken = {word: chapter for chapter in CHAPTERS for word in _words_for(chapter)}
            meant = closest(name, spoken)
            raise _NewError(_no_chapter(name, spoken[meant] if meant else None, CHAPTERS))
    return tuple(chapter for chapter in CHAPTERS if not named or chapter in named or chapter == "plan")


def _words_for(chapter: str) -> tuple[str, ...]:
    """What people call a chapter."""
    from kamsite.model.schema import load_schemas

    field = load_schemas().field(chapter)
    section = field.properties.get(chapter)
    return (chapter, field.title.en, field.title.de, *(section.aliases if section else ()))


def _tell(title: Text, lines: Iterable[str], language: Language) -> None:
    shown_lines = [f"  {line}\n" for line in lines]
    if shown_lines:
        output.write(f"{title.to(language)}\n{''.join(shown_lines)}")


def _tell_similar(plans: Path, plan: str, language: Language) -> None:
    """Mentions an account that is called nearly the same: perhaps it was meant."""
    from kamsite.suggest import closest

    if "/" in plan:
        return
    similar = closest(plan, [account for account in _accounts(plans) if account != plan])
    if similar:
        output.write(_SIMILAR.to(language).format(other=similar, plans=plans, plan=plan) + "\n")


def _tell_next(plans: Path, plan: str, name: str, language: Language) -> None:
    from kamsite.model.referencewords import as_yaml

    account, _, division = plan.partition("/divisions/")
    steps = [step.to(language).format(folder=f"{plans}/{plan}") for step in _STEPS]
    if division:
        file = f"{plans}/{account}/position.yaml"
        steps.insert(1, _TIE.to(language).format(file=file, id=division, name=as_yaml(name, inside=True)))
    numbered = "".join(f"  {number}. {step}\n" for number, step in enumerate(steps, 1))
    output.write(f"{_NEXT.to(language)}\n{numbered}")


def _exists(plan: str) -> Finding:
    message = Text(f"There is already a plan '{plan}'.", f"Den Plan „{plan}“ gibt es schon.")
    hint = Text(
        f"For a part of this customer: `kamsite new {plan} --division …`. To add chapters that it lacks: "
        f"`kamsite new {plan} --chapters …`. For another customer choose another id, such as {plan}-2.",
        f"Für einen Teil dieses Kunden: `kamsite new {plan} --division …`. Für fehlende Kapitel: "
        f"`kamsite new {plan} --chapters …`. Für einen anderen Kunden wählen Sie eine andere Kennung, etwa {plan}-2.",
    )
    if "/" in plan:
        account, _, division = plan.partition("/divisions/")
        hint = Text(
            f"Choose another id for the division, such as {division}-2, or add chapters that the plan of {account} "
            "lacks with --chapters.",
            f"Wählen Sie für die Sparte eine andere Kennung, etwa {division}-2, oder ergänzen Sie mit --chapters "
            f"Kapitel, die im Plan von {account} fehlen.",
        )
    return Finding("K025", Severity.ERROR, Place(plan), message, hint)


def _no_account(account: str, meant: str | None) -> Finding:
    message = Text(f"There is no account '{account}'.", f"Den Kunden „{account}“ gibt es nicht.")
    hint = Text(
        f"Did you mean {meant}?" if meant else f"Add it first: `kamsite new {account}`.",
        f"Meinten Sie {meant}?" if meant else f"Legen Sie ihn zuerst an: `kamsite new {account}`.",
    )
    return Finding("K025", Severity.ERROR, Place(account), message, hint)


def _no_id(text: str) -> Finding:
    message = Text(f"No id can be made from '{shown(text)}'.", f"Aus „{shown(text)}“ lässt sich keine Kennung bilden.")
    hint = Text(
        "Choose one from a-z, 0-9 and -, and give the name beside it: `kamsite new beijing --name …`.",
        "Wählen Sie eine aus a-z, 0-9 und -, und geben Sie den Namen daneben an: `kamsite new peking --name …`.",
    )
    return Finding("K013", Severity.ERROR, Place(shown(text)), message, hint)


def _a_path(text: str, plans: Path) -> Finding:
    steps = [step for step in text.replace("\\", "/").split("/") if step not in ("", ".", "..", "~", plans.name)]
    account = shown(steps[-1]) if steps else "nordwind"
    message = Text(
        f"'{shown(text)}' is a path; ACCOUNT is the name of the customer, or an id.",
        f"„{shown(text)}“ ist ein Pfad; ACCOUNT ist der Name des Kunden oder eine Kennung.",
    )
    hint = Text(
        f'Give the name alone: `kamsite new "{account}"`. --plans names the folder of plans.',
        f'Geben Sie nur den Namen an: `kamsite new "{account}"`. --plans nennt den Ordner der Pläne.',
    )
    if len(steps) > 1 and (plans / steps[0]).is_dir():
        hint = Text(
            f'For a division: `kamsite new {steps[0]} --division "{account}"`.',
            f'Für eine Sparte: `kamsite new {steps[0]} --division "{account}"`.',
        )
    return Finding("K013", Severity.ERROR, Place(shown(text)), message, hint)


def _reserved(found: str) -> Finding:
    message = Text(
        f"'{found}' cannot be the id of a plan: kamsite needs the word itself.",
        f"„{found}“ kann keine Kennung eines Plans sein: kamsite braucht das Wort selbst.",
    )
    hint = Text(f"Did you mean {found}-account?", f"Meinten Sie {found}-kunde?")
    return Finding("K015", Severity.ERROR, Place(found), message, hint)


def _no_chapter(name: str, meant: str | None, chapters: Iterable[str]) -> Finding:
    known = ", ".join(chapters)
    message = Text(f"There is no chapter '{shown(name)}'.", f"Das Kapitel „{shown(name)}“ gibt es nicht.")
    hint = Text(
        f"Did you mean {meant}?" if meant else f"There are: {known}.",
        f"Meinten Sie {meant}?" if meant else f"Es gibt: {known}.",
    )
    return Finding("K025", Severity.ERROR, Place("--chapters"), message, hint)

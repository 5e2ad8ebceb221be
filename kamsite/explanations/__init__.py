"""The pages of `kamsite explain`: for each code why it matters, an example, and what to do, in both languages.

A page is `K301.en.md` and `K301.de.md` in this folder; its first line is `# K301: title`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kamsite.language import LANGUAGES, Language, Text

FAMILIES: Mapping[str, Text] = {
    "K0": Text("Surroundings: git, folders, files", "Umgebung: Git, Ordner, Dateien"),
    "K1": Text("Text: what can be read at all", "Text: was überhaupt lesbar ist"),
    "K2": Text("Shape: what the format describes", "Form: was das Format beschreibt"),
    "K3": Text("References: what belongs together", "Verweise: was zusammengehört"),
    "K4": Text("Quality of the plan", "Qualität des Plans"),
    "K5": Text("Themes", "Gestaltung"),
    "K6": Text("Privacy: who may see what", "Vertraulichkeit: wer was sehen darf"),
}
"""What the codes are about, by their first two characters."""

TITLE = Text("Findings", "Befunde")
_LEAD = Text(
    "Everything that `kamsite check` can tell about a folder of plans. `kamsite explain K301` shows one of these pages "
    "in the terminal. Errors have to be mended before a site is published; warnings say where a plan is weaker than it "
    "should be; advice says what could be better. For the codes that start with K4, `severities` in `site.yaml` sets "
    "how serious they are, or turns them off.",
    "Alles, was `kamsite check` zu einem Ordner mit Plänen sagen kann. `kamsite explain K301` zeigt eine dieser Seiten "
    "im Terminal. Fehler sind zu beheben, bevor eine Seite veröffentlicht wird; Warnungen sagen, wo ein Plan schwächer "
    "ist, als er sein sollte; Hinweise sagen, was besser sein könnte. Bei den Codes, die mit K4 beginnen, legt "
    "`severities` in `site.yaml` fest, wie ernst sie sind, oder schaltet sie aus.",
)
_DOCS: Mapping[Language, str] = {"en": "findings.md", "de": "findings.de.md"}
_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Explanation:
    """One page: its code, its title, and its text below the title, in Markdown."""

    code: str
    title: str
    text: str


@cache
def codes() -> tuple[str, ...]:
    """All codes that have a page, in order."""
    return tuple(sorted({page.name.partition(".")[0] for page in _FOLDER.glob("K*.md")}))


def explanation(code: str, language: Language) -> Explanation:
    """The page of a code. Raises `KeyError` where there is none."""
    if code not in codes():
        raise KeyError(code)
    head, _, text = (_FOLDER / f"{code}.{language}.md").read_text(encoding="utf-8").partition("\n")
    return Explanation(code, head.partition(": ")[2], text.strip())


def findings_page(language: Language) -> str:
    """All pages as one, in Markdown."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: Language) -> Iterator[str]:
    yield f"# {TITLE.to(language)}"
    yield f"\n{_LEAD.to(language)}"
    for family, name in FAMILIES.items():
        yield f"\n## {name.to(language)}"
        for code in (code for code in codes() if code.startswith(family)):
            page = explanation(code, language)
            yield f'\n### <a id="{code.lower()}"></a>{code}: {page.title}\n'
            yield page.text.replace("\n## ", "\n#### ").replace("## ", "#### ", 1)


def write_findings(folder: Path) -> tuple[Path, ...]:
    """Writes the pages as `findings.md` and `findings.de.md` into a folder; the files that were written."""
    written = []
    for language in LANGUAGES:
        path = folder / _DOCS[language]
        path.write_text(findings_page(language), encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)

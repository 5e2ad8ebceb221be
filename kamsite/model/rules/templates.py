"""Rules on the templates for links to the git host: what is filled in must be known, and tell one link from another."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.folder import PlansFolder
from kamsite.model.rules.context import did_you_mean, warning
from kamsite.quoting import shown

_PLACEHOLDER = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """What is filled into a template besides address and branch, and which of it tells one link from another."""

    known: tuple[str, ...]
    telling: tuple[str, ...]
    all: Text


TEMPLATES: Mapping[str, Filled] = {
    "commit": Filled(("{commit}",), ("{commit}",), Text("commits", "Commits")),
    "file": Filled(("{commit}", "{path}", "{line}"), ("{path}",), Text("files", "Dateien")),
    "edit": Filled(("{path}", "{line}"), ("{path}",), Text("files", "Dateien")),
    "new": Filled(("{path}", "{folder}", "{name}"), ("{path}", "{folder}"), Text("new files", "neuen Dateien")),
    "request": Filled(("{number}",), ("{number}",), Text("requests", "Änderungsanträge")),
    "report": Filled(("{title}", "{text}"), (), Text("reports", "Meldungen")),
}
_BRACES = Text(
    "A link with it would lead nowhere: write a name that is filled in, or leave the braces out.",
    "Ein Verweis damit führt ins Leere: Nennen Sie einen Namen, der eingesetzt wird, oder lassen Sie die Klammern weg.",
)


def link_templates(folder: PlansFolder) -> Iterator[Finding]:
    """K477: templates with a name that nothing is filled in for, or that make all links the same."""
    repository, document = folder.site.repository, folder.site_document
    if repository is None or repository.templates is None or document is None:
        return
    for key, template in msgspec.structs.asdict(repository.templates).items():
        if template is None:
            continue
        filled, named = TEMPLATES[key], _PLACEHOLDER.findall(template)
        known = ("{url}", "{branch}", *filled.known)
        place = document.place(("repository", "templates", key))
        unknown = [name for name in dict.fromkeys(named) if name not in known]
        for name in unknown:
            yield warning(
                "K477",
                place,
                Text(
                    f"Nothing is filled in for {shown(name)} in the template {key}.",
                    f"Für {shown(name)} wird im Muster {key} nichts eingesetzt.",
                ),
                did_you_mean(name, known, _BRACES),
            )
        if filled.telling and not unknown and not set(filled.telling) & set(named):
            yield warning(
                "K477",
                place,
                Text(
                    f"With this template the links to all {filled.all.en} lead to the same place.",
                    f"Mit diesem Muster führen die Verweise auf alle {filled.all.de} an dieselbe Stelle.",
                ),
                Text(f"Put {filled.telling[0]} in.", f"Setzen Sie {filled.telling[0]} ein."),
            )

"""Who has to approve changes to which plan: a suggestion for a file CODEOWNERS."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kamsite.language import Language, Text
from kamsite.model.folder import PlansFolder, read_folder
from kamsite.model.load import give_types, read_plan, sort_files
from kamsite.model.schema import load_schemas
from kamsite.model.staff import StaffMember
from kamsite.source.worktree import read_work_tree

# What has a meaning of its own in such a file.
_PATTERN = re.compile(r"[\s#!*?\[\]\\]")
# An address as hosts understand it in a list of owners; nothing else may stand there.
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)
# What has a meaning of its own in such a file.
_PATTERN = re.compile(r"[\s#!*?\[\]\\]")
_HEAD = Text(
    "# Who has to approve changes to which plan: a suggestion, made from the managers of the accounts.\n"
    "# Hosts know people by their e-mail address only where it is that of their account; else write @name.\n"
    "# The settings decide who sees what: name the person who is responsible for that.",
    "# Wer Änderungen an welchem Plan freigibt: ein Vorschlag, gemacht aus den Verantwortlichen der Kunden.\n"
    "# Plattformen kennen Personen an der E-Mail-Adresse nur, wenn es die ihres Kontos ist; sonst @name.\n"
    "# Die Einstellungen legen fest, wer was sieht: Nennen Sie, wer dafür verantwortlich ist.",
)
_NOBODY = Text("no manager", "niemand verantwortlich")
_NO_ADDRESS = Text("no e-mail address in staff.yaml", "ohne E-Mail-Adresse in staff.yaml")


def suggested_owners(plans: Path, language: Language) -> str:
    """A file CODEOWNERS for the plans as they lie in the work tree. Raises SourceError."""
    schemas = load_schemas()
    snapshot = read_work_tree(plans)
    folder = read_folder(snapshot, schemas)
    managers = {}
    for account, files in folder.accounts.items():
        cover = f"{account}/plan.yaml"
        texts = snapshot.read_many([cover] if cover in files else [])
        text, _ = read_plan(sort_files(account, texts), texts.__getitem__, schemas)
        about = give_types(text, schemas).cover.account
        managers[account] = (about.manager if about else None) or ""
    prefix = snapshot.repository.prefix.decode("utf-8", "replace") if snapshot.repository else f"{plans.name}/"
    return owners(folder, managers, prefix, language)


def owners(folder: PlansFolder, managers: Mapping[str, str], prefix: str, language: Language) -> str:
    """A file CODEOWNERS: who approves what. `managers` are ids of our people by account; `prefix` is the plans folder.

    Whoever cannot be named stands in a comment.
    """
    lines = [_HEAD.to(language), ""]
    lead = folder.settings.lead
    for file in ("site.yaml", "staff.yaml"):
        lines += _line(f"/{prefix}{file}", lead, folder.staff, language)
    lines.append("")
    for account in sorted(folder.accounts):
        lines += _line(f"/{prefix}{account}/", managers.get(account, ""), folder.staff, language)
    return "\n".join(lines) + "\n"


def _line(path: str, person: str | None, staff: Mapping[str, StaffMember], language: Language) -> Iterator[str]:
    member = staff.get(person or "")
    if _PATTERN.search(path):
        path = _PATTERN.sub("?", path)
    if member is None:
        yield f"# {path}  ({_NOBODY.to(language)})"
    elif member.email is None or not _ADDRESS.fullmatch(member.email):
        name = " ".join(re.sub(r"[^\w .-]", " ", member.name).split())
        yield f"# {path}  ({name}: {_NO_ADDRESS.to(language)})"
    else:
        yield f"{path} {member.email}"

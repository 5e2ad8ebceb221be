"""What a file of the plans folder is: of which plan and chapter, and which entry where it has a file of its own."""

from dataclasses import dataclass

from kamsite.model.folder import PROGRAMME, SITE, STAFF
from kamsite.model.load import sort_files
from kamsite.model.readprogramme import page_of


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a plan (its id) or of none (""): its chapter or page, and the way to an entry that it holds alone."""

    plan: str
    chapter: str
    way: tuple[str, ...] = ()


def part_of(file: str) -> Part | None:
    """What a file is, by its name; None for one that no schema describes, such as a table or a picture."""
    if file in (SITE, STAFF):
        return Part("", file.removesuffix(".yaml"))
    if file.startswith(f"{PROGRAMME}/"):
        page = page_of(file) if file.endswith(".yaml") else ""
        return Part("", page) if page else None
    account, slash, _ = file.partition("/")
    if not slash:
        return None
    folder = sort_files(account, [file])
    while folder.divisions:
        folder = next(iter(folder.divisions.values()))
    for chapter in (*folder.yaml, *folder.prose):
        return Part(folder.id, chapter)
    for chapter, ((section, stem, _), *_) in folder.entries.items():
        return Part(folder.id, chapter, (section, stem))
    return None


def decoded(content: bytes) -> str:
    """The text of a file, whatever wrote it; tables come from Excel, too."""
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")

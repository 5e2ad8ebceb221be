"""The page that lists all versions of a plan: when, by whom, why, and what stood behind a merge."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from kamsite.compare.origins import PlanChanges
from kamsite.language import Language, Text, in_each
from kamsite.model.plan import Plan
from kamsite.render import inline, urls
from kamsite.render.blocks import NOTHING, Column, Note, Row, Section, Table
from kamsite.render.changed import DECISION
from kamsite.render.changes.log import decisions_in, line_of
from kamsite.render.chapters import CHAPTER_TITLES
from kamsite.render.desk import Desk
from kamsite.source.history import History, Version

ALL = Text("All versions", "Alle Versionen")
DRAFT = Text("Not committed yet", "Noch nicht festgeschrieben")
_COLUMNS = (
    Text("Version", "Version"),
    Text("What changed and why", "Was sich geändert hat und warum"),
    Text("When and by whom", "Wann und von wem"),
)
_UNVERSIONED = Text(
    "This folder is not under git, so there are no versions. Put it under git to see who changed what and why.",
    "Dieser Ordner liegt nicht in Git, deshalb gibt es keine Versionen. Mit Git sehen Sie, wer was warum geändert hat.",
)
_SHALLOW = Text(
    "The repository was cloned without its full history: older versions are not known here. A full clone shows them.",
    "Das Repository wurde ohne vollständige Geschichte geklont: Ältere Versionen sind hier nicht bekannt. "
    "Ein vollständiger Klon zeigt sie.",
)
_FILE = Text("File", "Datei")
_READ = Text("Read this version", "Diese Version lesen")
_COMPARE = Text("Compare with today", "Mit heute vergleichen")
_DETAILS = Text("Details", "Einzelheiten")
_CURRENT = Text("current", "aktuell")
# The end of a line after which the same paragraph goes on.
_WRAPPED = re.compile(r"(?<=\S)\n(?=[^\s*+#>|-])(?!\d+[.)] |[\w-]+: )")
_BEHIND = Text("Commits behind it: {}", "Commits dahinter: {}")


def plan_sections(
    desk: Desk,
    plan: Plan,
    history: History | None,
    changes: Mapping[str, Sequence[PlanChanges] | None],
    language: Language,
) -> tuple[Section, ...]:
    """The versions of a plan, as `version_sections` lists them, with the chapters that each of them changed."""

    def chapters(version: Version) -> Iterator[str]:
        for file in version.files:
            parts = file.split("/")
            stem = parts[0].removesuffix(".yaml").removesuffix(".md")
            if stem in desk.fields:
                yield CHAPTER_TITLES[stem].to(language)
            elif parts[0] == "divisions" and len(parts) > 1:
                division = plan.divisions.get(parts[1])
                yield division.name if division else parts[1]

    return version_sections(desk, plan.id, history, changes, language, chapters)


def version_sections(
    desk: Desk,
    plan: str,
    history: History | None,
    changes: Mapping[str, Sequence[PlanChanges] | None],
    language: Language,
    parts: Callable[[Version], Iterable[str]],
) -> tuple[Section, ...]:
    """Uncommitted files, then all versions, newest first; `changes` is what the newest of them changed, by commit.

    `plan` is the plan's id (`programme` for the programme); `parts` says what the chapters are called in which the
    files of a version lie.
    """
    if history is None or not history.is_versioned:
        return (
            Section(
                urls.identifier("all"), ALL.to(language), (Note(inline.text(_UNVERSIONED.to(language)), "warning"),)
            ),
        )
    sections = []
    if history.uncommitted and desk.shows_files:
        rows = tuple(Row((inline.text(file),)) for file in history.uncommitted)
        table = Table(DRAFT.to(language), (Column(_FILE.to(language)),), rows, is_caption_hidden=True)
        sections.append(Section(urls.identifier("draft"), DRAFT.to(language), (table,)))
    note = (Note(inline.text(_SHALLOW.to(language)), "warning"),) if history.is_shallow else ()
    rows = tuple(_row(desk, plan, history, version, changes, language, parts(version)) for version in history.versions)
    columns = tuple(Column(text.to(language)) for text in _COLUMNS)
    table = Table(ALL.to(language), columns, rows, is_caption_hidden=True)
    sections.append(Section(urls.identifier("all"), ALL.to(language), (*note, table)))
    return tuple(sections)


def _row(
    desk: Desk,
    plan: str,
    history: History,
    version: Version,
    changes: Mapping[str, Sequence[PlanChanges] | None],
    language: Language,
    parts: Iterable[str],
) -> Row:
    commit = version.commit
    number = f"v{version.number}" if version.number else ""
    name = inline.text(number)
    if version == history.current:
        name += " " + inline.badge(_CURRENT.to(language), "good")
    for tag in version.tags if desk.shows_reasons else ():
        name += " " + inline.badge(tag, "key")
    mark = inline.text(commit.short)
    if desk.host:
        mark = inline.outside(desk.host.commit(commit.id), mark)
    name += Markup("<br>") + inline.span("commit", mark)
    if is_rendered(desk, history, version):
        name += Markup("<br>") + inline.link(urls.for_version(plan, commit.short), _READ.to(language))
    if history.current and version in history.versions[2 : desk.settings.paired_versions]:
        pair = urls.for_pair(plan, commit.short, history.current.commit.short)
        name += Markup("<br>") + inline.link(pair, _COMPARE.to(language))
    return Row(
        (
            name,
            _reason(desk, version, language)
            + _line(desk, plan, history, version, changes, language)
            + _chapters(parts),
            inline.text(desk.day(version, language)) + inline.span("under", _authors(version)),
        ),
        urls.identifier(f"v-{commit.short}"),
    )


def _line(
    desk: Desk,
    plan: str,
    history: History,
    version: Version,
    changes: Mapping[str, Sequence[PlanChanges] | None],
    language: Language,
) -> Markup:
    """What a version changed, in a line that leads to the whole of it; nothing where that was not looked at."""
    if version.commit.id not in changes:
        return NOTHING
    found = changes[version.commit.id]
    mark = inline.badge(DECISION.to(language), "key") + " " if decisions_in(found) else NOTHING
    line = inline.text(_told(found, version.folder, language))
    is_first = version == history.versions[-1]
    if is_rendered(desk, history, version) and not is_first:
        line += " " + inline.link(urls.for_changes(plan, version.commit.short), _DETAILS.to(language), "more-of-it")
    return inline.fill('<div class="what">{}{}</div>', mark, line)


_told = in_each(line_of)


def is_rendered(desk: Desk, history: History, version: Version) -> bool:
    """Whether a version can be read at an address of its own: the last few and all tagged ones."""
    return bool(version.tags) or version in history.versions[: desk.settings.kept_versions]


def _authors(version: Version) -> Markup:
    return inline.joined([inline.text(name) for name in version.authors])


def _reason(desk: Desk, version: Version, language: Language) -> Markup:
    if not desk.shows_reasons:
        return NOTHING
    subject, body = version.reason
    shown = inline.fill("<strong>{}</strong>", inline.text(subject))
    if version.request:
        mark = inline.text(f"#{version.request}")
        shown += " " + (inline.outside(desk.host.request(version.request), mark) if desk.host else mark)
    if body:
        shown += inline.fill('<div class="reason">{}</div>', inline.text(flowing(body)))
    if version.behind:
        items = Markup("").join(
            inline.fill('<li>{} <span class="muted">{}</span></li>', inline.text(c.subject), inline.text(c.author))
            for c in version.behind
        )
        shown += inline.fill(
            "<details><summary>{}</summary><ul>{}</ul></details>",
            _BEHIND.to(language).format(len(version.behind)),
            items,
        )
    return shown


def flowing(body: str) -> str:
    """A commit message's text without the line ends that its writer's editor set; lists and paragraphs keep theirs."""
    return _WRAPPED.sub(" ", body)


def _chapters(parts: Iterable[str]) -> Markup:
    badges = [inline.badge(name) for name in dict.fromkeys(parts)]
    return inline.fill('<div class="changed-parts">{}</div>', inline.joined(badges, " ")) if badges else NOTHING

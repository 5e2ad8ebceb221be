"""What is held on a person in the order in which it is told, and the words for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kamsite.building.holdings import Holding, Holdings, Moment
from kamsite.compare.traces import How
from kamsite.horizon import day_of
from kamsite.language import Language, Text
from kamsite.model.folder import PlansFolder
from kamsite.model.subject import Subject
from kamsite.quoting import shown
from kamsite.render import format as formats
from kamsite.source.commits import Commit
from kamsite.source.snapshot import Snapshot

TITLE = Text("What our account plans hold on {}", "Was unsere Kundenpläne über {} enthalten")
LEAD = Text(
    "Everything that is written on this person in our account plans: what stands there today, what stood there once, "
    "since when, who wrote it, and who can read it.",
    "Alles, was in unseren Kundenplänen über diese Person steht: was heute dort steht, was früher dort stand, seit "
    "wann, wer es geschrieben hat und wer es lesen kann.",
)
NAME, FORMER_NAMES = Text("Name", "Name"), Text("Also called", "Auch genannt")
ID = Text("Id in the files", "Kennung in den Dateien")
BELONGS = Text("Belongs to", "Gehört zu")
AS_OF = Text("As of", "Stand")
SOURCE = Text("Source", "Quelle")
EXTENT = Text("Extent", "Umfang")
OURS = Text("Our own people", "Unsere eigenen Leute")
GONE = Text("no longer in the plans as they are now", "steht in den heutigen Plänen nicht mehr")
VERSIONS = Text("version {} of {}", "Version {} vom {}")
DRAFTS = Text("and changes that are not committed yet", "und Änderungen, die noch nicht festgeschrieben sind")
NO_GIT = Text("the files as they lie here, without git", "die Dateien, wie sie hier liegen, ohne Git")
HELD = Text("{} today, {} from earlier versions", "{} heute, {} aus früheren Versionen")
INCOMPLETE = Text(
    "Older versions are not in this clone, so this report is not complete. `git fetch --unshallow` brings them.",
    "Ältere Versionen fehlen in diesem Klon, diese Auskunft ist deshalb nicht vollständig. `git fetch --unshallow` "
    "holt sie.",
)
NOTHING = Text("Nothing.", "Nichts.")
WHAT, VALUE = Text("What", "Angabe"), Text("Value", "Inhalt")
SINCE = Text("Since, by", "Seit, von")
FROM_TO, SEEN_BY, PLACE = (
    Text("From – to", "Von – bis"),
    Text("Who can read it", "Wer es lesen kann"),
    Text("Place", "Stelle"),
)
NOT_COMMITTED = Text("not committed yet", "noch nicht festgeschrieben")
OLDER = Text("before the oldest known version", "vor der ältesten bekannten Version")
EVERYBODY = Text("everybody who sees the site", "alle, die die Seite sehen")
ERASED = Text("Erased", "Gelöscht")
ERASED_HELP = Text(
    "site.yaml names the person as erased: no page shows them, in no version. What follows stands in the files and in "
    "git's history alone.",
    "site.yaml nennt die Person als gelöscht: Keine Seite zeigt sie, in keiner Version. Was folgt, steht nur noch in "
    "den Dateien und in der Historie von Git.",
)
NOBODY = Text("no edition: only who reads the files", "keine Ausgabe: nur wer die Dateien liest")
PHOTOS = Text("Photos", "Fotos")
EARLIER = Text("What stood there earlier", "Was früher dort stand")
EARLIER_HELP = Text(
    "These values are in no file any more, but git's history still holds them.",
    "Diese Angaben stehen in keiner Datei mehr, die Historie von Git enthält sie aber noch.",
)
MESSAGES = Text("Messages of commits that name the person", "Nachrichten von Commits, die die Person nennen")
AUTHORED = Text("What the person wrote", "Was die Person selbst geschrieben hat")
AUTHORED_COUNT = Text(
    "Commits that carry the person's name as their author: {}, from {} to {}.",
    "Commits, die den Namen der Person als Autor tragen: {}, vom {} bis zum {}.",
)
EDITIONS = Text("Who can read it", "Wer es lesen kann")
EDITIONS_HELP = Text(
    "The site is published in editions for different readers; what an edition does not show is not in its files. "
    "Who may read the repository reads everything. How many of the values above each edition shows:",
    "Die Seite erscheint in Ausgaben für verschiedene Leser; was eine Ausgabe nicht zeigt, steht nicht in ihren "
    "Dateien. Wer das Repository lesen darf, liest alles. So viele der Angaben oben zeigt jede Ausgabe:",
)
MISSING = Text("What else belongs to an answer", "Was noch zu einer Auskunft gehört")
MISSING_HELP = Text(
    "This page lists the data (Art. 15 GDPR). The plans do not know the rest; add it before you hand the page over:",
    "Diese Seite führt die Daten auf (Art. 15 DSGVO). Das Übrige wissen die Pläne nicht; ergänzen Sie es, bevor Sie "
    "die Seite herausgeben:",
)
ADD = (
    Text(
        "for what purpose and on which legal basis the data are used",
        "zu welchem Zweck und auf welcher Rechtsgrundlage die Daten verarbeitet werden",
    ),
    Text("who received them besides the readers named above", "wer sie außer den oben genannten Lesern erhalten hat"),
    Text("how long they are kept", "wie lange sie gespeichert bleiben"),
    Text("where they come from, where no source is given", "woher sie stammen, wo keine Quelle genannt ist"),
    Text(
        "the rights to rectification, erasure, restriction and objection, and to complain to the authority",
        "die Rechte auf Berichtigung, Löschung, Einschränkung und Widerspruch und auf Beschwerde bei der "
        "Aufsichtsbehörde",
    ),
)
SEARCHED = Text(
    "Searched were all YAML, Markdown and CSV files of the plans and all their versions on the main branch. Not "
    "searched were the contents of pictures and documents, other branches, copies of the repository, backups and "
    "mailboxes. Where a surname is an everyday word or somebody else's, too, it counts only together with a title or "
    "the first name.",
    "Durchsucht wurden alle YAML-, Markdown- und CSV-Dateien der Pläne in allen Versionen des Hauptzweigs. Nicht "
    "durchsucht wurden der Inhalt von Bildern und Dokumenten, andere Zweige, Kopien des Repositorys, Sicherungen und "
    "Postfächer. Ist ein Nachname auch ein alltägliches Wort oder der einer anderen Person, zählt er nur mit Anrede "
    "oder Vornamen.",
)
_SECTIONS = {
    How.OWN: (Text("On the person", "Angaben zur Person"), Text("", "")),
    How.ABOUT: (
        Text("Entries about the person", "Einträge über die Person"),
        Text("Without the person these entries would not be there.", "Ohne die Person gäbe es diese Einträge nicht."),
    ),
    How.REFERS: (
        Text("References to the person", "Verweise auf die Person"),
        Text("Other entries name the person by their id.", "Andere Einträge nennen die Person mit ihrer Kennung."),
    ),
    How.MENTIONS: (
        Text("Mentions in texts", "Erwähnungen in Texten"),
        Text(
            "Texts, ids and tables in which the name, an address or a number stands.",
            "Texte, Kennungen und Tabellen, in denen der Name, eine Adresse oder eine Nummer steht.",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class PersonReport:
    """What is held on a person, and whence: `plans` is the folder as the user named it. `styles` are for the page."""

    holdings: Holdings
    snapshot: Snapshot
    folder: PlansFolder
    plans: str
    language: Language
    styles: str = ""

    @property
    def subject(self) -> Subject:
        """The person."""
        return self.holdings.subject

    @property
    def title(self) -> str:
        """The heading."""
        return self.say(TITLE).format(shown(self.subject.name))

    def say(self, text: Text) -> str:
        """A text in the report's language."""
        return text.to(self.language)

    def facts(self) -> Iterator[tuple[str, str]]:
        """Who it is and what was looked at."""
        subject, held = self.subject, self.holdings
        yield self.say(NAME), shown(subject.name)
        if len(subject.names) > 1:
            yield self.say(FORMER_NAMES), shown(", ".join(subject.names[1:]))
        yield self.say(ID), ", ".join(dict.fromkeys((subject.id, *subject.ids)))
        where = self.say(OURS) if subject.is_ours else subject.folders[0]
        yield self.say(BELONGS), where if subject.is_current else f"{where} ({self.say(GONE)})"
        yield self.say(AS_OF), self._as_of()
        if self.folder.settings.repository:
            yield self.say(SOURCE), self.folder.settings.repository.url
        if held.is_erased:
            yield self.say(ERASED), self.say(ERASED_HELP)
        yield self.say(EXTENT), self.say(HELD).format(len(held.now), len(held.earlier))

    def sections(self) -> Iterator[tuple[How, str, str, tuple[Holding, ...]]]:
        """What stands there today, by how it has to do with the person: title, explanation, values."""
        for how, (title, explanation) in _SECTIONS.items():
            yield how, self.say(title), self.say(explanation), tuple(one for one in self.holdings.now if one.how is how)

    def what(self, one: Holding) -> str:
        """What a value is called: the plan's part, and the way to it; of the person's own values the way alone."""
        where = one.where.removesuffix(one.value).removesuffix(" › ") if one.how is How.REFERS else one.where
        if one.how is How.OWN and where:
            return where
        return " › ".join(part for part in (one.plan, self.say(one.chapter), where) if part)

    def place(self, one: Holding) -> str:
        """Where it stands, as editors understand it."""
        file = f"{self.plans}/{one.file}" if self.plans else one.file
        return f"{file}:{one.line}" if one.line else file

    def moment(self, moment: Moment) -> str:
        """A day with its commit."""
        if moment.commit is None or moment.day is None:
            return self.say(OLDER if moment.is_older else NOT_COMMITTED)
        return f"{formats.short_day(moment.day, self.language)} · {moment.commit.short}"

    def span(self, one: Holding) -> str:
        """From when to when it stood there."""
        until = self.moment(one.until) if one.until else ""
        return f"{self.moment(one.since)} – {until}"

    def readers(self, one: Holding) -> str:
        """The editions that show a value, by name."""
        if not self.folder.site.editions and not self.holdings.is_erased:
            return self.say(EVERYBODY)
        known = self.folder.site.editions
        return ", ".join(known[name].title or name for name in one.editions) or self.say(NOBODY)

    def editions(self) -> Iterator[tuple[str, str, int]]:
        """The editions: name, title, and how many of the values each shows."""
        for name, edition in self.folder.site.editions.items() if not self.holdings.is_erased else ():
            yield name, edition.title or "", sum(name in one.editions for one in self.holdings.now)

    def authored(self) -> str:
        """What the person wrote, in a sentence; "" for nothing."""
        commits = sorted(self.holdings.authored, key=lambda commit: commit.time)
        if not commits:
            return ""
        first, last = (formats.short_day(_day(commit), self.language) for commit in (commits[0], commits[-1]))
        return self.say(AUTHORED_COUNT).format(len(commits), first, last)

    def commit(self, commit: Commit) -> tuple[str, str, str]:
        """A commit's day, short id and author."""
        return formats.short_day(_day(commit), self.language), commit.short, commit.author

    def _as_of(self) -> str:
        commit = self.snapshot.commit
        if commit is None:
            return self.say(NO_GIT)
        version = self.say(VERSIONS).format(commit.short, formats.short_day(_day(commit), self.language))
        return f"{version} {self.say(DRAFTS)}" if self.snapshot.uncommitted else version


def _day(commit: Commit) -> date:
    return day_of(commit.time, commit.offset)

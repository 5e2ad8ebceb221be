"""What is wrong around the plans (K001 to K010): git, the files' kinds and names. Each finding is made here, once."""

from kamsite.diagnostics import Finding, Note, Place, Severity
from kamsite.language import Text
from kamsite.quoting import shown

FOLDER = Place(".")


class SourceError(Exception):
    """The plans, or one file of them, could not be read; `finding` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding

    def __str__(self) -> str:
        return f"{self.finding.code} {self.finding.message.en}"


def not_versioned() -> Finding:
    """K001: the folder is in no git repository."""
    return Finding(
        "K001",
        Severity.WARNING,
        FOLDER,
        Text(
            en="The plans are not versioned: this folder is in no git repository.",
            de="Die Pläne sind nicht versioniert: Dieser Ordner liegt in keinem Git-Repository.",
        ),
        Text(
            en="Without git nobody sees who changed what, and when: create a repository with `git init` and commit.",
            de="Ohne Git sieht niemand, wer wann was geändert hat: Legen Sie mit `git init` ein Repository an "
            "und committen Sie.",
        ),
    )


def ignored_by_git() -> Finding:
    """K001: the folder is in a git repository that is told to ignore it."""
    return Finding(
        "K001",
        Severity.WARNING,
        FOLDER,
        Text(
            en="The plans are not versioned: the git repository around this folder ignores it.",
            de="Die Pläne sind nicht versioniert: Das umgebende Git-Repository ignoriert diesen Ordner.",
        ),
        Text(
            en="Remove the folder from `.gitignore` and commit it.",
            de="Entfernen Sie den Ordner aus `.gitignore` und committen Sie ihn.",
        ),
    )


def shallow(severity: Severity) -> Finding:
    """K002: the clone holds the newest commits only."""
    return Finding(
        "K002",
        severity,
        FOLDER,
        Text(
            en="The history is cut off (shallow clone): older versions, their numbers and dates are unknown.",
            de="Die Historie ist abgeschnitten (flacher Klon): Ältere Versionen, ihre Nummern und Daten "
            "sind unbekannt.",
        ),
        Text(
            en="Fetch the rest with `git fetch --unshallow`; on a build server set the clone depth to 0 (everything).",
            de="Holen Sie den Rest mit `git fetch --unshallow`; auf dem Build-Server stellen Sie die "
            "Klontiefe auf 0 (alles).",
        ),
    )


_KINDS = {
    "symlink": Text(en="is a symbolic link", de="ist eine symbolische Verknüpfung"),
    "submodule": Text(en="is a git repository of its own (submodule)", de="ist ein eigenes Git-Repository (Submodul)"),
    "special": Text(en="is not an ordinary file", de="ist keine gewöhnliche Datei"),
}


def refused(file: str, kind: str) -> Finding:
    """K003: a symbolic link, a submodule or a special file, which is never read."""
    what = _KINDS[kind]
    return Finding(
        "K003",
        Severity.ERROR,
        Place(file),
        Text(en=f"This {what.en} and is not read.", de=f"Dies {what.de} und wird nicht gelesen."),
        Text(
            en="Put the file itself into the folder of the plan.",
            de="Legen Sie die Datei selbst in den Ordner des Plans.",
        ),
    )


def unusable_name(file: str, reason: Text) -> Finding:
    """K004: a file whose name cannot be used; `file` is already fit to be shown."""
    return Finding(
        "K004",
        Severity.ERROR,
        Place(file),
        Text(
            en=f"This file name cannot be used: it {reason.en}.",
            de=f"Dieser Dateiname ist nicht verwendbar: Er {reason.de}.",
        ),
        Text(
            en="Rename the file: letters of every language, digits, `-`, `_`, `.` and blanks are fine.",
            de="Benennen Sie die Datei um: Erlaubt sind Buchstaben aller Sprachen, Ziffern, `-`, `_`, `.` und "
            "Leerzeichen.",
        ),
    )


def same_name(file: str, other: str) -> Finding:
    """K005: a name that differs from another in its folder only in case or in how its letters are encoded."""
    return Finding(
        "K005",
        Severity.ERROR,
        Place(file),
        Text(
            en=f"This name is the same as `{shown(other)}` on Windows and macOS: only one of both would survive there.",
            de=f"Dieser Name ist unter Windows und macOS derselbe wie „{shown(other)}“: "
            "Nur einer von beiden bliebe dort übrig.",
        ),
        Text(en="Rename one of the two.", de="Benennen Sie eine der beiden Dateien um."),
        (Note(Place(other), Text(en="the other one is here", de="die andere ist hier")),),
    )


def _git_trouble(message: Text, hint: Text) -> Finding:
    return Finding("K006", Severity.ERROR, FOLDER, message, hint)


def git_missing() -> Finding:
    """K006: there is a repository, but no git program to read it."""
    return _git_trouble(
        Text(en="The program git was not found.", de="Das Programm Git wurde nicht gefunden."),
        Text(
            en="Install git (git-scm.com) and make sure that typing `git --version` in the terminal works.",
            de="Installieren Sie Git (git-scm.com); im Terminal muss `git --version` funktionieren.",
        ),
    )


def git_too_old(version: str, needed: str) -> Finding:
    """K006: the git program is older than the one needed."""
    return _git_trouble(
        Text(
            en=f"Git {shown(version)} is too old: {needed} or newer is needed.",
            de=f"Git {shown(version)} ist zu alt: Nötig ist {needed} oder neuer.",
        ),
        Text(en="Update git (git-scm.com).", de="Aktualisieren Sie Git (git-scm.com)."),
    )


def dubious_ownership(top: str) -> Finding:
    """K006: git refuses the repository because it belongs to another user of this machine."""
    return _git_trouble(
        Text(
            en="Git refuses to read this repository because it belongs to another user of this machine.",
            de="Git liest dieses Repository nicht, weil es einem anderen Benutzer dieses Rechners gehört.",
        ),
        Text(
            en=f"If you trust it, allow it once: `git config --global --add safe.directory {top}`",
            de=f"Wenn Sie ihm vertrauen, erlauben Sie es einmal: `git config --global --add safe.directory {top}`",
        ),
    )


def unknown_author() -> Finding:
    """K006: git does not know who commits."""
    return _git_trouble(
        Text(
            en="Git does not know your name and e-mail address yet, so it commits nothing.",
            de="Git kennt Ihren Namen und Ihre E-Mail-Adresse noch nicht und schreibt deshalb nichts fest.",
        ),
        Text(
            en="Tell it both once, with `git config --global user.name` and `user.email`.",
            de="Sagen Sie ihm beides einmal, mit `git config --global user.name` und `user.email`.",
        ),
    )


def no_work_tree() -> Finding:
    """K006: a bare repository, or the inside of `.git`: there are no files to read."""
    return _git_trouble(
        Text(
            en="This is the inside of a git repository: the files of the plans are not here.",
            de="Dies ist das Innere eines Git-Repositorys: Die Dateien der Pläne liegen nicht hier.",
        ),
        Text(
            en="Clone the repository and name the folder of the plans in the clone, or name a commit.",
            de="Klonen Sie das Repository und nennen Sie den Ordner der Pläne im Klon, oder nennen Sie einen Commit.",
        ),
    )


def git_failed(command: str, answer: str) -> Finding:
    """K006: git ended with an error, was killed or took too long; `answer` is what it said."""
    said = shown(answer.rstrip("."), 200) if answer else "–"
    return _git_trouble(
        Text(en=f"`git {command}` failed: {said}.", de=f"`git {command}` ist fehlgeschlagen: {said}."),
        Text(
            en="Try `git fsck` in the folder of the plans; a partial clone may lack old files: clone it in full.",
            de="Versuchen Sie `git fsck` im Ordner der Pläne; ein Teilklon ist unvollständig: Klonen Sie ganz.",
        ),
    )


def damaged(answer: str) -> Finding:
    """K010: there is a repository, but git does not recognise it or its newest commit; `answer` is what git said."""
    said = shown(answer.rstrip("."), 200)
    return Finding(
        "K010",
        Severity.ERROR,
        FOLDER,
        Text(
            en=f"The git repository around the plans is damaged, so their versions cannot be read ({said}).",
            de=f"Das Git-Repository um die Pläne ist beschädigt, ihre Versionen sind nicht lesbar ({said}).",
        ),
        Text(
            en="Keep a copy of the folder, clone the repository anew and put what you have changed into the new clone; "
            "for those who know git: `git fsck` shows what is missing.",
            de="Heben Sie eine Kopie des Ordners auf, klonen Sie das Repository neu und übertragen Sie Ihre Änderungen "
            "in den neuen Klon; wer Git kennt: `git fsck` zeigt, was fehlt.",
        ),
    )


def no_commits() -> Finding:
    """K007: a repository without any commit."""
    return Finding(
        "K007",
        Severity.ADVICE,
        FOLDER,
        Text(
            en="Nothing has been committed yet: every plan is a draft.",
            de="Es gibt noch keinen Commit: Alle Pläne sind Entwürfe.",
        ),
        Text(
            en="Commit the plans with `git add` and `git commit`: that makes the first version.",
            de="Schreiben Sie die Pläne mit `git add` und `git commit` fest: So entsteht die erste Version.",
        ),
    )


def unknown_revision(revision: str, *, is_shallow: bool = False) -> Finding:
    """K008: nothing in the repository is called so; `is_shallow`: the clone holds the newest commits only."""
    if is_shallow:
        hint = Text(
            en="This clone holds only the newest commits: `git fetch --unshallow` brings the others.",
            de="Dieser Klon hat nur die neuesten Commits: `git fetch --unshallow` holt die anderen.",
        )
    else:
        hint = Text(
            en="Name a commit, a tag or a branch: `git log --oneline` lists the commits, `git fetch --tags` gets tags.",
            de="Nennen Sie Commit, Tag oder Branch: `git log --oneline` zeigt die Commits, `git fetch --tags` "
            "holt Tags.",
        )
    return Finding(
        "K008",
        Severity.ERROR,
        FOLDER,
        Text(
            en=f"No single commit is called `{shown(revision)}` here.",
            de=f"Kein eindeutiger Commit heißt hier „{shown(revision)}“.",
        ),
        hint,
    )


def folder_absent(revision: str) -> Finding:
    """K008: the commit exists, but the folder of the plans was not there."""
    return Finding(
        "K008",
        Severity.ERROR,
        FOLDER,
        Text(
            en=f"The folder of the plans does not exist in `{shown(revision)}`.",
            de=f"Den Ordner der Pläne gibt es in „{shown(revision)}“ nicht.",
        ),
        Text(
            en="Name a newer commit, or the folder where the plans were then.",
            de="Nennen Sie einen neueren Commit oder den Ordner, in dem die Pläne damals lagen.",
        ),
    )


def unreadable(file: str, reason: Text) -> Finding:
    """K009: a file that could not be read, or that changed meanwhile."""
    return Finding(
        "K009",
        Severity.ERROR,
        Place(file),
        Text(en=f"This could not be read: {reason.en}.", de=f"Dies war nicht lesbar: {reason.de}."),
        Text(
            en="Check the file and its permissions, then try again.",
            de="Prüfen Sie die Datei und ihre Zugriffsrechte, und versuchen Sie es erneut.",
        ),
    )


def denied(file: str, trouble: OSError) -> Finding:
    """K009: the operating system does not let us read."""
    said = shown(trouble.strerror or type(trouble).__name__)
    return unreadable(file, Text(en=said, de=said))


def changed_meanwhile(file: str) -> Finding:
    """K009: somebody saved or deleted the file between looking and reading."""
    return unreadable(
        file,
        Text(en="it was changed at the same moment", de="sie wurde im selben Augenblick geändert"),
    )


def too_large(file: str, limit: int) -> Finding:
    """K009: a file beyond a limit (bytes)."""
    size = f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit // 1000} KB"
    return unreadable(
        file,
        Text(en=f"it is larger than {size}", de=f"sie ist größer als {size}"),
    )

"""What is wrong around the plans (K001 to K009): git, the files' kinds and names. Each finding is made here, once."""

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
            en="the plans are not versioned: this folder is in no git repository",
            de="die Pläne sind nicht versioniert: dieser Ordner liegt in keinem Git-Repository",
        ),
        Text(
            en="without git nobody sees who changed what, and when; create a repository with `git init` and commit",
            de="ohne Git sieht niemand, wer wann was geändert hat; mit `git init` ein Repository anlegen und committen",
        ),
    )


def ignored_by_git() -> Finding:
    """K001: the folder is in a git repository that is told to ignore it."""
    return Finding(
        "K001",
        Severity.WARNING,
        FOLDER,
        Text(
            en="the plans are not versioned: the git repository around this folder ignores it",
            de="die Pläne sind nicht versioniert: das umgebende Git-Repository ignoriert diesen Ordner",
        ),
        Text(
            en="remove the folder from `.gitignore` and commit it",
            de="den Ordner aus `.gitignore` entfernen und committen",
        ),
    )


def shallow(severity: Severity) -> Finding:
    """K002: the clone holds the newest commits only."""
    return Finding(
        "K002",
        severity,
        FOLDER,
        Text(
            en="the history is cut off (shallow clone): older versions, their numbers and dates are unknown",
            de="die Historie ist abgeschnitten (flacher Klon): ältere Versionen, ihre Nummern und Daten sind unbekannt",
        ),
        Text(
            en="fetch the rest with `git fetch --unshallow`; on a build server set the clone depth to 0 (everything)",
            de="den Rest mit `git fetch --unshallow` holen; auf dem Build-Server die Klontiefe auf 0 (alles) setzen",
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
        Text(en=f"this {what.en} and is not read", de=f"dies {what.de} und wird nicht gelesen"),
        Text(
            en="put the file itself into the folder of the plan",
            de="die Datei selbst in den Ordner des Plans legen",
        ),
    )


def unusable_name(file: str, reason: Text) -> Finding:
    """K004: a file whose name cannot be used; `file` is already fit to be shown."""
    return Finding(
        "K004",
        Severity.ERROR,
        Place(file),
        Text(
            en=f"this file name cannot be used: it {reason.en}",
            de=f"dieser Dateiname ist nicht verwendbar: er {reason.de}",
        ),
        Text(
            en="rename the file; letters of every language, digits, `-`, `_`, `.` and blanks are fine",
            de="die Datei umbenennen; Buchstaben aller Sprachen, Ziffern, `-`, `_`, `.` und Leerzeichen sind erlaubt",
        ),
    )


def same_name(file: str, other: str) -> Finding:
    """K005: a name that differs from another in its folder only in case or in how its letters are encoded."""
    return Finding(
        "K005",
        Severity.ERROR,
        Place(file),
        Text(
            en=f"this name is the same as `{shown(other)}` on Windows and macOS: only one of both would survive there",
            de=f"dieser Name ist unter Windows und macOS derselbe wie „{shown(other)}“: "
            "nur einer von beiden bliebe dort übrig",
        ),
        Text(en="rename one of the two", de="eine der beiden Dateien umbenennen"),
        (Note(Place(other), Text(en="the other one is here", de="die andere ist hier")),),
    )


def _git_trouble(message: Text, hint: Text) -> Finding:
    return Finding("K006", Severity.ERROR, FOLDER, message, hint)


def git_missing() -> Finding:
    """K006: there is a repository, but no git program to read it."""
    return _git_trouble(
        Text(en="the program git was not found", de="das Programm Git wurde nicht gefunden"),
        Text(
            en="install git (git-scm.com) and make sure that typing `git --version` in the terminal works",
            de="Git installieren (git-scm.com); im Terminal muss `git --version` funktionieren",
        ),
    )


def git_too_old(version: str, needed: str) -> Finding:
    """K006: the git program is older than the one needed."""
    return _git_trouble(
        Text(
            en=f"git {shown(version)} is too old: {needed} or newer is needed",
            de=f"Git {shown(version)} ist zu alt: nötig ist {needed} oder neuer",
        ),
        Text(en="update git (git-scm.com)", de="Git aktualisieren (git-scm.com)"),
    )


def dubious_ownership(top: str) -> Finding:
    """K006: git refuses the repository because it belongs to another user of this machine."""
    return _git_trouble(
        Text(
            en="git refuses to read this repository because it belongs to another user of this machine",
            de="Git liest dieses Repository nicht, weil es einem anderen Benutzer dieses Rechners gehört",
        ),
        Text(
            en=f"if you trust it, allow it once: `git config --global --add safe.directory {top}`",
            de=f"wenn Sie ihm vertrauen, einmal erlauben: `git config --global --add safe.directory {top}`",
        ),
    )


def no_work_tree() -> Finding:
    """K006: a bare repository, or the inside of `.git`: there are no files to read."""
    return _git_trouble(
        Text(
            en="this is the inside of a git repository: the files of the plans are not here",
            de="dies ist das Innere eines Git-Repositorys: die Dateien der Pläne liegen nicht hier",
        ),
        Text(
            en="clone the repository and name the folder of the plans in the clone, or name a commit",
            de="das Repository klonen und den Ordner der Pläne im Klon angeben oder einen Commit angeben",
        ),
    )


def git_failed(command: str, answer: str) -> Finding:
    """K006: git ended with an error, was killed or took too long; `answer` is what it said."""
    said = shown(answer) if answer else "–"
    return _git_trouble(
        Text(en=f"`git {command}` failed: {said}", de=f"`git {command}` ist fehlgeschlagen: {said}"),
        Text(
            en="try `git fsck` in the folder of the plans; a partial clone may lack old files: clone it in full",
            de="im Ordner der Pläne `git fsck` versuchen; ein Teilklon ist unvollständig: ganz klonen",
        ),
    )


def no_commits() -> Finding:
    """K007: a repository without any commit."""
    return Finding(
        "K007",
        Severity.ADVICE,
        FOLDER,
        Text(
            en="nothing has been committed yet: every plan is a draft",
            de="es gibt noch keinen Commit: alle Pläne sind Entwürfe",
        ),
        Text(
            en="commit the plans with `git add` and `git commit`: that makes the first version",
            de="die Pläne mit `git add` und `git commit` festschreiben: so entsteht die erste Version",
        ),
    )


def unknown_revision(revision: str) -> Finding:
    """K008: nothing in the repository is called so."""
    return Finding(
        "K008",
        Severity.ERROR,
        FOLDER,
        Text(
            en=f"no single commit is called `{shown(revision)}` here",
            de=f"kein eindeutiger Commit heißt hier „{shown(revision)}“",
        ),
        Text(
            en="name a commit, a tag or a branch; `git log --oneline` lists the commits, `git fetch --tags` gets tags",
            de="Commit, Tag oder Branch angeben; `git log --oneline` zeigt die Commits, `git fetch --tags` holt Tags",
        ),
    )


def folder_absent(revision: str) -> Finding:
    """K008: the commit exists, but the folder of the plans was not there."""
    return Finding(
        "K008",
        Severity.ERROR,
        FOLDER,
        Text(
            en=f"the folder of the plans does not exist in `{shown(revision)}`",
            de=f"den Ordner der Pläne gibt es in „{shown(revision)}“ nicht",
        ),
        Text(
            en="name a newer commit, or the folder where the plans were then",
            de="einen neueren Commit angeben oder den Ordner, in dem die Pläne damals lagen",
        ),
    )


def unreadable(file: str, reason: Text) -> Finding:
    """K009: a file that could not be read, or that changed meanwhile."""
    return Finding(
        "K009",
        Severity.ERROR,
        Place(file),
        Text(en=f"this could not be read: {reason.en}", de=f"dies war nicht lesbar: {reason.de}"),
        Text(
            en="check the file and its permissions, then try again",
            de="die Datei und ihre Zugriffsrechte prüfen und es erneut versuchen",
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

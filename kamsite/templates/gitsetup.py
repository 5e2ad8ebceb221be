"""How a clone is told to merge and compare plans by meaning: settings of git, and which files they are for."""

import os
import re
import shlex
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kamsite.source import surroundings
from kamsite.source.gitrepo import Repository, run_git
from kamsite.source.surroundings import SourceError
from kamsite.source.textdiff import ENTRY_LINE
from kamsite.templates.writing import WritingError, a_link, cannot_be_written

ATTRIBUTES = ".gitattributes"
_NAME = "kamsite"
_COMMENT = b"# Plans are merged and compared by meaning, where `kamsite git-setup` was called; elsewhere line by line."
_SECTIONS = ("merge", "diff")
# Files that stand for all that must have the attributes: at the top of the plans folder and below.
_SAMPLES = ("site.yaml", "account/people.yaml")


@dataclass(frozen=True, slots=True)
class Attributes:
    """Which of the attributes `merge` and `diff` the plans lack, and which were given them for something else."""

    missing: tuple[str, ...]
    other: Mapping[str, str]


def own_program() -> list[str]:
    """The command that starts this kamsite from anywhere, as a list of words."""
    called = Path(sys.argv[0])
    scripts = Path(sysconfig.get_path("scripts"))
    for program in (called, scripts / _NAME, scripts / f"{_NAME}.exe"):
        if program.stem == _NAME and program.is_file():
            return [Path(os.path.abspath(program)).as_posix()]  # noqa: PTH100 - a link is not to be followed
    # Without -P a file of the plans that is called like a module would be run in its place.
    return [Path(sys.executable).as_posix(), "-P", "-m", _NAME]


def wanted_settings(program: Iterable[str]) -> dict[str, str]:
    """The settings of git by name. Where the program cannot be run, they leave the work to git itself.

    A broken installation of Python ends with 1 too, which is what conflicts say; these have markers.
    """
    program = tuple(program)
    command = shlex.join(program).replace("%", "%%")
    return {
        "merge.kamsite.name": "account plans, by meaning",
        "merge.kamsite.driver": (
            f"{command} merge-driver %O %A %B --path=%P --marker-size=%L"
            " --base-label=%S --ours-label=%X --theirs-label=%Y; r=$?;"
            " test $r -ne 1 || grep -q '^<<<' %A || r=2;"
            " test $r -le 1 ||"
            " { git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B; r=$?; test $r -le 1 || r=1; };"
            " exit $r"
        ),
        "diff.kamsite.xfuncname": ENTRY_LINE,
        "diff.kamsite.command": (
            f'k() {{ {shlex.join(program)} diff-driver "$@" ||'
            ' git diff --no-index --no-ext-diff -- "$2" "$5" || true; }; k'
        ),
    }


def settings_of(repository: Repository) -> dict[str, str]:
    """The settings of kamsite's that this clone has."""
    answer = run_git(repository.folder, "config", "--local", "-z", "--get-regexp", rf"^(merge|diff)\.{_NAME}\.")
    found = (entry.partition("\n") for entry in answer.stdout.decode("utf-8", "replace").split("\0") if entry)
    return {name: value for name, _, value in found}


def is_current(settings: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether a clone merges as wanted, and has no setting of kamsite's that is another one; some may be taken out."""
    return settings.items() <= wanted.items() and "merge.kamsite.driver" in settings


def set_up(repository: Repository, settings: Mapping[str, str]) -> None:
    """Writes the settings into the clone's configuration."""
    for name, value in settings.items():
        _config(repository, name, value)


def forget(repository: Repository) -> None:
    """Removes all settings of kamsite's from the clone's configuration."""
    known = settings_of(repository)
    for section in _SECTIONS:
        if any(name.startswith(f"{section}.") for name in known):
            _config(repository, "--remove-section", f"{section}.{_NAME}")


def _config(repository: Repository, *arguments: str) -> None:
    answer = run_git(repository.folder, "config", "--local", *arguments)
    if answer.returncode != 0:
        raise SourceError(surroundings.git_failed("config", answer.stderr.decode("utf-8", "replace").strip()))


def attributes_of(repository: Repository) -> Attributes:
    """Which attributes the plans have, as git sees it."""
    answer = run_git(repository.folder, "check-attr", "-z", *_SECTIONS, "--", *_SAMPLES)
    words = answer.stdout.decode("utf-8", "replace").split("\0")
    found = [(words[at + 1], words[at + 2]) for at in range(0, len(words) - 2, 3)]
    missing = [name for name in _SECTIONS if (name, "unspecified") in found]
    other = {name: value for name, value in found if value not in ("unspecified", _NAME)}
    return Attributes(tuple(name for name in missing if name not in other), other)


def attribute_line(prefix: bytes, names: Iterable[str], files: bytes = b"**/*.yaml") -> bytes:
    """The line of `.gitattributes` that gives attributes to the plans; `prefix` is their folder, ending in `/`."""
    pattern = b"/" + re.sub(rb"([*?\[\]\\])", rb"\\\1", prefix) + files
    if re.search(rb'[\s"\x00-\x1f]', pattern):
        pattern = b'"' + pattern.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    return b" ".join([pattern, *(f"{name}={_NAME}".encode() for name in names)])


def table_line(prefix: bytes) -> bytes:
    """The line by which tables of customers are merged row by row."""
    return attribute_line(prefix, _SECTIONS[:1], b"programme/*.csv")


def attributes_text(prefix: bytes) -> str:
    """The `.gitattributes` of a new repository whose plans lie in the folder `prefix`."""
    return f"{_COMMENT.decode()}\n{table_line(prefix).decode()}\n{attribute_line(prefix, _SECTIONS).decode()}\n"


def add_attributes(repository: Repository, names: Iterable[str]) -> bytes:
    """Adds a line for these attributes to `.gitattributes` and gives it back. Raises WritingError."""
    names = tuple(names)
    line = attribute_line(repository.prefix, names)
    file = repository.top / ATTRIBUTES
    before = _read(file)
    end = b"\r\n" if b"\r\n" in before else b"\n"
    if before and not before.endswith(b"\n"):
        before += end
    tables = table_line(repository.prefix)
    lines = (tables + end if "merge" in names and tables not in before else b"") + line + end
    _write(file, before + (b"" if _COMMENT in before else _COMMENT + end) + lines)
    return line


def remove_attributes(repository: Repository) -> bool:
    """Removes what kamsite wrote into `.gitattributes`; a file that is empty then goes. Whether there was anything."""
    file = repository.top / ATTRIBUTES
    before = _read(file)
    lines = before.splitlines(keepends=True)
    ours = {attribute_line(repository.prefix, names) for names in (_SECTIONS, _SECTIONS[:1], _SECTIONS[1:])}
    ours.add(table_line(repository.prefix))
    kept = b"".join(line for line in lines if line.strip() not in {*ours, _COMMENT})
    if kept == before:
        return False
    if kept.strip():
        _write(file, kept)
    else:
        file.unlink()
    return True


def _read(file: Path) -> bytes:
    if file.is_symlink():
        raise WritingError(a_link(str(file)))
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as trouble:
        raise WritingError(cannot_be_written(str(file), trouble.strerror or str(trouble))) from trouble


def _write(file: Path, content: bytes) -> None:
    """Writes the file whole or not at all."""
    new = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        new.replace(file)
    except OSError as trouble:
        raise WritingError(cannot_be_written(str(file), trouble.strerror or str(trouble))) from trouble
    finally:
        new.unlink(missing_ok=True)

"""People who are erased: files and commits as if nobody had ever written of them.

A person's entry goes, and so do references to it and entries that could not be without the person. In texts a name
gives way to words that name nobody.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from posixpath import dirname, join, normpath

from kamsite.model.field import Field
from kamsite.model.folder import SITE
from kamsite.model.parts import Part, decoded, part_of
from kamsite.model.schema import load_schemas
from kamsite.model.subject import Subject, finder_of
from kamsite.source.document import Path, Value
from kamsite.source.yamltext import read_yaml

# What `site.yaml` says about who is erased is itself shown nowhere.
ERASED = "erased"
_TEXTS = (".yaml", ".md", ".csv", ".svg", ".txt", ".ics", ".vcf", ".eml")
_ID = re.compile(r"[\w./#-]+")
# A word that looks like an id, an anchor or the name of a file: with a sign in it that is neither letter nor digit.
_IDS_IN_TEXT = re.compile(r"(?<![\w./#-])[\w./#-]*[-_/#.][\w./#-]*")
_LINK = re.compile(r"!?\[((?:[^\]\\]|\\.){0,300})\]\(<?([^)\s>]{1,300})>?[^)\n]{0,300}\)")
_ERASED_LINES = re.compile(rf"^{ERASED}[ ]*:.*\n(?:[ \t#-].*\n|[ \t]*\n)*", re.MULTILINE)
_IN_ID = "erased"
# What can be read as a mapping or as nothing by nobody: a file stays unreadable without saying anything.
_UNREADABLE = b"{"
_CONTROL = re.compile("[\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class _Gone:
    """Nothing left of a value."""


_GONE = _Gone()


@dataclass(frozen=True)
class Erasing:
    """People who are taken out of everything that is read; `words` stand in texts where their names stood."""

    subjects: tuple[Subject, ...]
    words: str

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """What it is known by."""
        return sha256(repr((self.subjects, self.words)).encode()).hexdigest()[:16]

    def is_over(self, path: str) -> bool:
        """Whether the content of a file is read through it."""
        return path.endswith(_TEXTS)

    def path(self, path: str) -> str:
        """What a file is called; "" for a file of the person's own and for photos."""
        if any(path in subject.photos for subject in self.subjects):
            return ""
        folder, slash, name = path.rpartition("/")
        stem, dot, ending = name.rpartition(".")
        near = [subject for subject in self.subjects if subject.is_near(path)]
        tokens = [token for one in near if one.is_near_text(path) and (token := finder_of(one).token) is not None]
        is_named = any(token.search(stem) for token in tokens)
        if not is_named and not any(stem in one.ids for one in near):
            return path
        part = part_of(path)
        if part is None:
            return "" if is_named else path
        if not part.way:
            return path
        if any(one.is_entry(part.chapter, part.way) for one in near):
            return ""
        for token in tokens:
            stem = token.sub(_IN_ID, stem)
        return folder + slash + stem + dot + ending

    def content(self, path: str, content: bytes) -> bytes:
        """What a file says without the people."""
        if not self.is_over(path):
            return content
        text = decoded(content)
        near = [subject for subject in self.subjects if subject.is_near(path)]
        if path != SITE and not self._may_name(text, near):
            return content
        if path.endswith(".yaml"):
            return self._values(path, content, text, near)
        if path.endswith(".csv"):
            text = self._cells(text, near)
        left = self._said(text, path)
        return content if left == decoded(content) else left.encode("utf-8", "replace")

    def text(self, text: str, paths: Iterable[str] | None) -> str:
        """What is said of some files, or of all."""
        files = None if paths is None else [*paths]
        for subject in self.subjects:
            is_near = files is None or any(subject.is_near_text(file) for file in files)
            is_namesakes = bool(files) and all(file.partition("/")[0] in subject.namesakes for file in files or ())
            patterns = finder_of(subject).texts(is_near=is_near, is_namesakes=is_namesakes)
            text = _without(text, patterns, finder_of(subject).token if is_near else None, self.words)
        return text

    def author(self, name: str) -> str:
        """What an author is called."""
        for subject in self.subjects:
            if any(pattern.fullmatch(name) for pattern in finder_of(subject).far):
                return self.words
        return name

    def _may_name(self, text: str, near: list[Subject]) -> bool:
        """Whether it is worth looking closely."""
        if any(finder_of(one).mentions(text, is_near=one in near) for one in self.subjects):
            return True
        tokens = (finder_of(one).token for one in near)
        files = (photo.rpartition("/")[2] for one in self.subjects for photo in one.photos)
        return (
            any(id_ in text for one in near for id_ in one.ids)
            or any(token is not None and token.search(text) for token in tokens)
            or any(file in text for file in files)
        )

    def _said(self, text: str, path: str) -> str:
        """A text without names, and without links that would lead to what is gone."""

        def unlinked(link: re.Match[str]) -> str:
            file, _, anchor = link[2].partition("#")
            target = normpath(join(dirname(path), file)) if file else path
            is_theirs = any(anchor in one.ids and one.is_near(target) for one in self.subjects)
            return link[1] or self.words if is_theirs or not self.path(target) else link[0]

        return self.text(_LINK.sub(unlinked, text), [path])

    def _cells(self, text: str, near: list[Subject]) -> str:
        """A table without references to our people."""
        for id_ in (id_ for one in near if one.is_ours for id_ in one.ids):
            text = re.sub(rf'(^|[;,\t])[ ]*"?{re.escape(id_)}"?[ ]*(?=[;,\t\r\n]|$)', r"\1", text, flags=re.MULTILINE)
        return text

    def _values(self, path: str, content: bytes, text: str, near: list[Subject]) -> bytes:
        document = read_yaml(path, content).document
        if document is None:
            return _UNREADABLE
        part = part_of(path)
        data = document.data
        if path == SITE and isinstance(data, dict):
            data = {key: value for key, value in data.items() if key != ERASED}
            text = _ERASED_LINES.sub(lambda lines: "\n" * lines[0].count("\n"), text)
        field = load_schemas().field(part.chapter).at(part.way) if part else None
        left = _Eraser(self, path, part, tuple(near)).value(data, field, part.way if part else ())
        left = {} if isinstance(left, _Gone) else left
        # As it is written, if no more than words in it are others: then each value keeps its line.
        rewritten = self._said(text, path).encode("utf-8", "replace")
        again = read_yaml(path, rewritten).document
        return rewritten if again is not None and again.data == left else _as_yaml(left)


@dataclass(frozen=True, slots=True)
class _Eraser:
    """Takes the people out of a file's values."""

    erasing: Erasing
    path: str
    part: Part | None
    near: tuple[Subject, ...]

    def value(self, value: Value, field: Field | None, way: Path) -> Value | _Gone:
        if isinstance(value, dict):
            return self._mapping(value, field, way)
        if isinstance(value, list):
            below = field.item if field else None
            items = [self.value(item, below, (*way, at)) for at, item in enumerate(value)]
            left = [item for item in items if not isinstance(item, _Gone)]
            return left if left or not value else _GONE
        if not isinstance(value, str):
            return value
        if any(one.is_meant(value, field) for one in self.near) or self._is_gone(value, field):
            return _GONE
        return self._id(value) if _ID.fullmatch(value) else self.erasing.text(value, [self.path])

    def _mapping(self, value: dict[str, Value], field: Field | None, way: Path) -> Value | _Gone:
        left: dict[str, Value] = {}
        for key, inside in value.items():
            if self._is_theirs(key, field, way):
                continue
            kept = self.value(inside, field.inside(key) if field else None, (*way, key))
            if not isinstance(kept, _Gone):
                left[_free(self._id(key), left) if field is None or key not in field.properties else key] = kept
            elif field is not None and key in field.required:
                return _GONE
        return left if left or not value else _GONE

    def _is_theirs(self, key: str, field: Field | None, way: Path) -> bool:
        """Whether a key leads to the entry of a person, or is a reference to one."""
        chapter = self.part.chapter if self.part else ""
        return any(
            one.is_entry(chapter, (*way, key)) or (field is not None and one.is_key(key, field)) for one in self.near
        )

    def _is_gone(self, value: str, field: Field | None) -> bool:
        """Whether a value is the name of a file that is as good as not there."""
        if field is None or field.kind != "asset":
            return False
        plan = self.part.plan if self.part else ""
        return not self.erasing.path(join(plan, value))

    def _id(self, id_: str) -> str:
        """An id without names in it, everywhere the same; what is no id is a text."""
        told = self.erasing.text(id_, [self.path])
        for one in self.near:
            token = finder_of(one).token
            if token is not None and one.is_near_text(self.path):
                told = token.sub(_IN_ID, told)
        return told


def _without(text: str, patterns: Iterable[re.Pattern[str]], token: re.Pattern[str] | None, words: str) -> str:
    """A text without the names of a person; ids in it that hold the name (`token`) are changed, too."""
    for pattern in patterns:
        text = pattern.sub(words, text)
    if token is None or not token.search(text):
        return text
    return _IDS_IN_TEXT.sub(lambda word: token.sub(_IN_ID, word[0]), text)


def _free(key: str, taken: dict[str, Value]) -> str:
    """A key that is not taken yet."""
    at, free = 2, key
    while free in taken:
        at, free = at + 1, f"{key}-{at}"
    return free


def _as_yaml(value: Value) -> bytes:
    """Values as JSON, which is YAML, too."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text).encode("utf-8") + b"\n"

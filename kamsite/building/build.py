"""The build from outside: nothing is imported, read or drawn when nothing changed since the last one."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from kamsite.building.erasing import read_erased
from kamsite.building.question import BuildOptions, BuildSummary, day_of_question
from kamsite.output.memo import Memo, code_digest, key_of
from kamsite.output.published import Published, keep_apart, read_published
from kamsite.resources import schema_folder, themes_folder
from kamsite.source.snapshot import Snapshot

# Results older than this are made anew once, so that what nobody builds any more does not stay for ever: 90 days.
_REMEMBERED = 90 * 24 * 3600


def build(options: BuildOptions, told: Callable[[int, int], None] = lambda _done, _all: None) -> BuildSummary:
    """Builds and publishes a site. `told` hears how many accounts of how many are done.

    Raises SourceError, ThemeError, EditionError or OutputError, each with a finding, when nothing can be built at all.
    """
    start = time.monotonic()
    keep_apart(options.out, options.question.plans)
    published = read_published(options.out)
    memo = Memo(options.cache)
    try:
        snapshot = read_erased(options.question, memo)
        key = _key_of_everything(snapshot, options)
        summary = _as_before(key, published, memo, options.out)
        if summary is None:
            summary = _anew(key, snapshot, options, published, memo, told)
    finally:
        memo.close()
    return replace(summary, seconds=time.monotonic() - start, snapshot=snapshot)


def _anew(
    key: str,
    snapshot: Snapshot,
    options: BuildOptions,
    published: Published,
    memo: Memo,
    told: Callable[[int, int], None],
) -> BuildSummary:
    from kamsite.building.site import build_site
    from kamsite.output.spare import forget_orphans

    summary, stamp = build_site(snapshot, options, published, memo, told)
    if summary.is_published:
        told_then = {
            "stamp": stamp,
            "counts": dict(summary.counts),
            "accounts": summary.accounts,
            "pages": summary.pages,
        }
        now = int(time.time())
        memo.put({key: json.dumps(told_then).encode()}, now)
        memo.forget(now - _REMEMBERED)
        if options.cache is not None:
            forget_orphans(options.cache)
    return summary


def _as_before(key: str, published: Published, memo: Memo, out: Path) -> BuildSummary | None:
    """What the last build said, if the published site is still exactly what it made from the same things."""
    found = memo.get([key]).get(key)
    if found is None:
        return None
    known = json.loads(found)
    if known["stamp"] != published.stamp:
        return None
    return BuildSummary(out, True, known["counts"], known["accounts"], known["pages"], foreign=published.foreign)


def _key_of_everything(snapshot: Snapshot, options: BuildOptions) -> str:
    """The key of a whole build: every input there is."""
    question = options.question
    repository = snapshot.repository
    files = sha256("\n".join(f"{file.digest} {path}" for path, file in snapshot.files.items()).encode()).hexdigest()
    themes = [themes_folder(), *([question.themes] if question.themes else [])]
    return key_of(
        "site",
        code_digest(),
        [_digest_of_folder(folder) for folder in (schema_folder(), *themes)],
        files,
        sorted(snapshot.refused),
        [repr(finding) for finding in snapshot.findings],
        snapshot.commit.id if snapshot.commit else "",
        snapshot.uncommitted,
        (repository.prefix, repository.is_shallow, sorted(repository.tags().items())) if repository else "",
        day_of_question(question, snapshot),
        (question.edition, question.is_strict, options.keep_going),
    )


def _digest_of_folder(folder: Path) -> str:
    digest = sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()

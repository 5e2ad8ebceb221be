"""What is checked across accounts: settings, the programme, links between accounts. Remembered by content, too."""

import time
from collections.abc import Collection, Iterable, Iterator

import msgspec

from kamsite.building.customerbase import Counted
from kamsite.building.record import AccountRecord
from kamsite.building.surroundings import Surroundings
from kamsite.diagnostics import Finding
from kamsite.horizon import days_in, epoch_of
from kamsite.model.load import read_chapter, sort_files
from kamsite.model.ownpages import page_name
from kamsite.model.programme import SegmentService
from kamsite.model.readprogramme import read_programme
from kamsite.model.rules.check import as_set
from kamsite.model.rules.links import anchors_of
from kamsite.model.rules.outward import OutwardLink, anchors_of_page, check_outward, links_of_document, links_of_page
from kamsite.model.rules.portfolio import (
    check_settings,
    pages_of_nothing,
    too_many_focus_accounts,
    too_many_key_accounts,
)
from kamsite.model.rules.programme import ProgrammeContext, check_programme
from kamsite.model.rules.promises import check_promises
from kamsite.output.memo import Memo, code_digest, key_of
from kamsite.source.assets import check_asset
from kamsite.source.marktext import MarkText
from kamsite.source.surroundings import SourceError


def check_portfolio(
    surroundings: Surroundings, records: Iterable[AccountRecord], counted: Counted, memo: Memo
) -> tuple[Finding, ...]:
    """What the rules say about settings, programme and what lies between accounts; `counted` about all customers."""
    folder, files = surroundings.folder, surroundings.snapshot.files
    programme = _programme(surroundings, memo)
    records = tuple(records)
    links = [*programme.links, *(link for record in records for link in record.links)]
    found = [*check_settings(folder, surroundings.schemas), *_unsafe_assets(surroundings), *programme.findings]
    found += counted.findings
    promises = (promise for record in records for promise in record.promises)
    found += check_promises(promises, programme.services, is_known=programme.is_model_known)
    summaries = [summary for record in records for summary in record.summaries]
    found += too_many_focus_accounts(folder, summaries)
    found += too_many_key_accounts(folder, summaries, surroundings.selecting)
    for kind, document in (("site", folder.site_document), ("staff", folder.staff_document)):
        if document is not None:
            refused, further = links_of_document(document, surroundings.schemas.field(kind))
            found += refused
            links += further
    for text in _own_texts(surroundings):
        refused, further = links_of_page(text)
        found += [*text.findings, *refused]
        links += further
    found += pages_of_nothing(folder)
    if links:
        found += check_outward(links, files, _AnchorsOfChapters(surroundings, memo))
    return as_set(found, folder.settings)


def _own_texts(surroundings: Surroundings) -> tuple[MarkText, ...]:
    try:
        return surroundings.own_texts
    except SourceError:  # told by whoever draws them
        return ()


def _unsafe_assets(surroundings: Surroundings) -> Iterator[Finding]:
    """Files beside site.yaml that are not published: K604, K605, K606."""
    for file in surroundings.folder.assets:
        try:
            content = surroundings.snapshot.read(file)
        except SourceError as trouble:
            yield trouble.finding
            continue
        if finding := check_asset(file, content):
            yield finding


class _Programme(msgspec.Struct, frozen=True):
    """What is remembered of the programme: findings, links into accounts, the services of its model.

    `is_model_known` is False where the model cannot be read wholly.
    """

    findings: tuple[Finding, ...] = ()
    links: tuple[OutwardLink, ...] = ()
    services: dict[str, SegmentService] = {}
    is_model_known: bool = True


def _programme(surroundings: Surroundings, memo: Memo) -> _Programme:
    """What was found in the programme: read again only when one of its files, our people or the plans change."""
    folder, snapshot = surroundings.folder, surroundings.snapshot
    digests = [(file, snapshot.files[file].digest) for file in folder.programme]
    staff = sorted((name, member.name) for name, member in folder.staff.items())
    plans, epoch = sorted(surroundings.plans), epoch_of(surroundings.as_of, days_of_programme(surroundings, memo))
    model = folder.settings.selection_model
    key = key_of("programme", code_digest(), surroundings.schemas.digest, digests, staff, plans, epoch, model)
    if not digests:
        return _Programme()
    known = memo.get([key])
    if key in known:
        return msgspec.json.decode(known[key], type=_Programme)
    found = _check_programme(surroundings)
    memo.put({key: msgspec.json.encode(found)}, int(time.time()))
    return found


def days_of_programme(surroundings: Surroundings, memo: Memo) -> tuple[str, ...]:
    """The days at which something about the programme can change by itself: those that its pages name."""
    snapshot = surroundings.snapshot
    pages = [file for file in surroundings.folder.programme if file.endswith(".yaml")]
    key = key_of("days of the programme", code_digest(), [(file, snapshot.files[file].digest) for file in pages])
    known = memo.get([key])
    if key in known:
        return msgspec.json.decode(known[key], type=tuple[str, ...])
    try:
        found = tuple(sorted({day for content in snapshot.read_many(pages).values() for day in days_in(content)}))
    except SourceError:  # told by the check
        return ()
    memo.put({key: msgspec.json.encode(found)}, int(time.time()))
    return found


def _check_programme(surroundings: Surroundings) -> _Programme:
    folder, snapshot, schemas = surroundings.folder, surroundings.snapshot, surroundings.schemas

    try:
        programme, findings = read_programme(folder.programme, snapshot.read, schemas)
        context = ProgrammeContext(
            programme,
            folder.staff,
            folder.staff_ids,
            surroundings.plans,
            schemas,
            snapshot.read,
            surroundings.as_of,
            folder.settings.selection_model,
        )
        found, links = [*findings, *check_programme(context)], []
        for page, document in programme.documents.items():
            refused, further = links_of_document(document, schemas.field(page))
            found += refused
            links += further
        is_known = "model" not in programme.unread
        return _Programme(tuple(found), tuple(links), programme.model.services, is_known)
    except SourceError as trouble:
        return _Programme((trouble.finding,))


class _AnchorsOfChapters:
    """The anchors of chapters that other accounts link to, remembered by the chapters' files."""

    def __init__(self, surroundings: Surroundings, memo: Memo) -> None:
        self._surroundings = surroundings
        self._memo = memo
        self._known: dict[tuple[str, str], Collection[str] | None] = {}

    def __call__(self, plan: str, chapter: str) -> Collection[str] | None:
        """The anchors of a chapter; None where it could not be read."""
        if (plan, chapter) not in self._known:
            self._known[plan, chapter] = self._remembered(plan, chapter)
        return self._known[plan, chapter]

    def _remembered(self, plan: str, chapter: str) -> Collection[str] | None:
        """`chapter` is the file of one of our own pages, or the name of a chapter."""
        if page := page_name(chapter):
            texts = [text for text in _own_texts(self._surroundings) if page_name(text.file) == page]
            return frozenset(anchor for text in texts for anchor in anchors_of_page(text))
        files = self._surroundings.snapshot.files
        starts = (f"{plan}/{chapter}.", f"{plan}/{chapter}/")
        own = [file for file in files if file.startswith(starts)]
        digests = [(file, files[file].digest) for file in own]
        key = key_of("anchors", code_digest(), self._surroundings.schemas.digest, digests)
        known = self._memo.get([key])
        if key in known:
            return msgspec.json.decode(known[key], type=frozenset[str] | None)
        schemas, read = self._surroundings.schemas, self._surroundings.snapshot.read
        written, _ = read_chapter(sort_files(plan, own), chapter, read, schemas)
        anchors = anchors_of(written, schemas.field(chapter))
        self._memo.put({key: msgspec.json.encode(None if anchors is None else sorted(anchors))}, int(time.time()))
        return anchors

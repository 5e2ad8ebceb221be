"""All that is held on a person for programs."""

import json
from typing import Any

from kamsite.building.holdings import Holding, Moment
from kamsite.reporters.person.report import PersonReport
from kamsite.source.commits import Commit


def write(report: PersonReport) -> str:
    """The whole report as one object; its words are in the report's language."""
    subject, held = report.subject, report.holdings
    commit = report.snapshot.commit
    whole = {
        "format": 1,
        "person": subject.key,
        "is_ours": subject.is_ours,
        "is_current": subject.is_current,
        "ids": list(subject.ids),
        "names": list(subject.names),
        "commit": commit.id if commit else None,
        "uncommitted": list(report.snapshot.uncommitted),
        "is_erased": held.is_erased,
        "is_complete": held.is_complete,
        "now": [_holding(report, one) for one in held.now],
        "earlier": [_holding(report, one) for one in held.earlier],
        "photos": list(held.photos),
        "messages": [{**_commit(mention.commit), "text": mention.line} for mention in held.mentions],
        "authored": [_commit(commit) for commit in held.authored],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _holding(report: PersonReport, one: Holding) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": one.how.value,
        "plan": one.plan,
        "what": report.what(one),
        "value": one.value,
        "file": one.file,
        "since": _moment(one.since),
    }
    if one.until is not None:
        return {**told, "until": _moment(one.until)}
    return {**told, "line": one.line, "editions": list(one.editions)}


def _moment(moment: Moment) -> dict[str, Any] | None:
    """A commit; None for what is not committed, or older than what is known."""
    return {**_commit(moment.commit), "authors": list(moment.authors)} if moment.commit else None


def _commit(commit: Commit) -> dict[str, Any]:
    from kamsite.horizon import day_of

    return {"commit": commit.id, "day": day_of(commit.time, commit.offset).isoformat(), "author": commit.author}

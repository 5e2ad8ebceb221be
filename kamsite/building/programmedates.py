"""What is due in the programme, as far as the edition has its pages; remembered by content."""

import time

import msgspec

from kamsite.building.portfolio import days_of_programme
from kamsite.building.surroundings import Surroundings
from kamsite.horizon import epoch_of
from kamsite.model.analyses.programme.dates import DATED, programme_agenda
from kamsite.model.analyses.summary import Due, due_of
from kamsite.model.folder import PROGRAMME
from kamsite.output.memo import Memo, code_digest, key_of


def programme_dues(surroundings: Surroundings, memo: Memo) -> tuple[Due, ...]:
    """What is still to be done in the programme, by day; dates of trainings only where their page is."""
    s = surroundings
    pages = [page for page in DATED if page in s.programme_fields and (page != "profiles" or s.shows_profiles)]
    files = [(page, s.snapshot.files[f"{PROGRAMME}/{page}.yaml"].digest) for page in pages]
    if not files:
        return ()
    epoch = epoch_of(s.as_of, days_of_programme(s, memo))
    key = key_of("dates of the programme", code_digest(), s.schemas.digest, files, sorted(s.edition.shows), epoch)
    known = memo.get([key])
    if key in known:
        return msgspec.json.decode(known[key], type=tuple[Due, ...])
    questions = s.programme_fields["model"].properties.get("questions") if "model" in pages else None
    asked = {name: field.description for name, field in questions.properties.items()} if questions else {}
    agenda = programme_agenda(s.programme, asked)
    found = tuple(due_of(one, s.as_of) for one in agenda if one.chapter in pages and not one.is_done)
    memo.put({key: msgspec.json.encode(found)}, int(time.time()))
    return found

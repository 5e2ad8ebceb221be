"""The histories of all plans of a snapshot, with what is remembered of earlier builds."""

import time
from collections.abc import Mapping

import msgspec

from kamsite.model.folder import PlansFolder
from kamsite.output.memo import Memo, code_digest, key_of
from kamsite.source import history
from kamsite.source.chronicle import Chronicle, read_chronicle
from kamsite.source.snapshot import Snapshot
from kamsite.source.yamltext import read_yaml

_DIVISIONS = "divisions"


def read_histories(snapshot: Snapshot, folder: PlansFolder, memo: Memo) -> Mapping[str, history.History]:
    """The history of each account and division by plan id; without git histories that say so."""
    plans = [plan for account in folder.accounts for plan in _plans_of(account, folder.accounts[account])]
    chronicle = chronicle_of(snapshot, memo)
    formerly = dict.fromkeys(plans, ()) if chronicle is None else _formerly(snapshot, plans, memo)
    return history.read_histories(snapshot, formerly, chronicle)


def read_folder_history(snapshot: Snapshot, folder: str, memo: Memo) -> history.History:
    """The history of a folder beside the accounts: of the programme, of our own pages; without git one that says so."""
    return history.read_histories(snapshot, {folder: ()}, chronicle_of(snapshot, memo))[folder]


def _plans_of(folder: str, files: tuple[str, ...]) -> list[str]:
    """The ids of the plan in a folder and of the divisions in it."""
    plans = {folder}
    for file in files:
        parts = file.split("/")
        for position in range(1, len(parts) - 2):
            if parts[position] == _DIVISIONS:
                plans.add("/".join(parts[: position + 2]))
    return sorted(plans)


def chronicle_of(snapshot: Snapshot, memo: Memo) -> Chronicle | None:
    """The commits that made the plans what they are; None where there are none."""
    repository, commit = snapshot.repository, snapshot.commit
    if repository is None or commit is None:
        return None
    place = (str(repository.top), repository.prefix, snapshot.veil)
    latest_key = key_of("latest chronicle", code_digest(), place)
    exact_key = key_of("chronicle", code_digest(), place, commit.id)
    found = memo.get([exact_key, latest_key])
    if exact_key in found and not repository.is_shallow:
        return msgspec.json.decode(found[exact_key], type=Chronicle)
    known = msgspec.json.decode(found[latest_key], type=Chronicle) if latest_key in found else None
    chronicle = read_chronicle(repository, commit.id, known)
    if not repository.is_shallow:
        encoded = msgspec.json.encode(chronicle)
        memo.put({exact_key: encoded, latest_key: encoded}, int(time.time()))
    return chronicle


def earlier_folders(snapshot: Snapshot, memo: Memo) -> dict[str, tuple[str, ...]]:
    """The earlier folders of each account, as its cover says."""
    accounts = [file.removesuffix("/plan.yaml") for file in snapshot.files if file.endswith("/plan.yaml")]
    return _formerly(snapshot, [account for account in accounts if "/" not in account], memo)


def _formerly(snapshot: Snapshot, plans: list[str], memo: Memo) -> dict[str, tuple[str, ...]]:
    """The earlier folders of each plan, as its cover says under `account.formerly`."""
    covers = {plan: f"{plan}/plan.yaml" for plan in plans if f"{plan}/plan.yaml" in snapshot.files}
    keys = {plan: key_of("formerly", code_digest(), snapshot.files[file].digest) for plan, file in covers.items()}
    found = memo.get(keys.values())
    contents = snapshot.read_many([covers[plan] for plan, key in keys.items() if key not in found])
    fresh: dict[str, bytes] = {}
    result: dict[str, tuple[str, ...]] = dict.fromkeys(plans, ())
    for plan, key in keys.items():
        if key in found:
            names = msgspec.json.decode(found[key], type=tuple[str, ...])
        else:
            names = _named(contents[covers[plan]]) if b"formerly" in contents[covers[plan]] else ()
            fresh[key] = msgspec.json.encode(names)
        above = plan.rpartition("/")[0]
        result[plan] = tuple(f"{above}/{name}" if above else name for name in names)
    memo.put(fresh, int(time.time()))
    return result


def _named(content: bytes) -> tuple[str, ...]:
    document = read_yaml("plan.yaml", content).document
    data = document.data if document else None
    account = data.get("account") if isinstance(data, dict) else None
    names = account.get("formerly") if isinstance(account, dict) else None
    listed = names if isinstance(names, list) else [names]
    return tuple(name for name in listed if isinstance(name, str))

"""The search index while somebody writes: made when somebody searches, renewed from the last one."""

from collections.abc import Mapping

from kamsite.building.account import read_account
from kamsite.building.searching import index_files, search_files
from kamsite.output.published import digest_of
from kamsite.render.search.shards import PLANS, read_file
from kamsite.serving.accounts import LiveAccount


class LiveSearch:
    """What all accounts say, and the index over it. What does not change is not read again."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[str, Mapping[str, bytes]]] = {}
        self._made: dict[str, bytes] = {}
        self._made_from: dict[str, bytes] = {}

    def said(self, accounts: Mapping[str, LiveAccount]) -> dict[str, bytes]:
        """What the plans of all accounts say, by file. An account that cannot be read says nothing."""
        known = {name: self._said[name] for name in accounts if name in self._said}
        for name, account in accounts.items():
            key = account.shown.key
            if not key or name not in known or known[name][0] != key:
                known[name] = (key, _said(account))
        self._said = known
        return {file: content for _, files in known.values() for file, content in files.items()}

    def index(self, said: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """The files of the index over what plans and site say."""
        if said != self._made_from:
            plans = [read_file(content) for content in said.values()]
            names = {plan["id"]: plan["name"] if plan["id"] else "" for plan in plans}
            before = self._made_from | self._made
            made = index_files(names, _digests(said), said.__getitem__, _digests(before), before.__getitem__)
            self._made = {file: before[file] if content is None else content for file, content in made}
            self._made_from = dict(said)
        return self._made


def _said(account: LiveAccount) -> dict[str, bytes]:
    if account.pages:
        return {file: content for file, content in account.pages.items() if file.startswith(PLANS)}
    ground = account.shown.ground
    try:
        return search_files(read_account(account.shown.work, ground.surroundings).shown, ground.desk)
    except Exception:
        # Whoever looks at the account itself is told what is wrong with it.
        return {}


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {file: digest_of(content) for file, content in files.items()}

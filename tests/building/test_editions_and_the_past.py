"""Editions and the past: of what was there before, an audience learns in no byte what it may not see."""

import re
from pathlib import Path

import pytest
from canaries import CANARY, EVERYTHING, Words, full_folder
from repositories import Repo
from sites import publish, site
from test_editions import AS_OF, SHOWS, site_yaml, text_of

_EARLIER = 4000


class Folder:
    """Two versions of the canaries: every word of the first stands for one of the second, but ids are the same."""

    def __init__(self, top: Path) -> None:
        self.canaries = full_folder()
        self.account = self.canaries.accounts[0]
        settings, self.company_only = site_yaml(Words(9000), self.account, host=True)
        settings += "url: https://plans.example\n"
        self._ids = frozenset(CANARY.findall(" ".join(self.canaries.files)))
        self.repo = Repo(top)
        before = {file: self.earlier(text) for file, text in self.canaries.files.items()}
        self.repo.commit("Before", {**before, "site.yaml": settings})
        self.repo.commit("Now", {**self.canaries.files, "site.yaml": settings})

    def earlier(self, text: str) -> str:
        """A text as it was in the first version."""
        return CANARY.sub(lambda found: found[0] if found[0] in self._ids else _earlier(found[0]), text)

    def allowed(self, shows: frozenset[str], accounts: frozenset[str] | None) -> frozenset[str]:
        """The words that an edition may show, those of the first version with them."""
        now = self.canaries.shown(shows, accounts).words()
        company = self.company_only if "internal" in shows else frozenset()
        return now | {_earlier(word) for word in now} | company


def _earlier(word: str) -> str:
    return f"kn{int(word[2:6]) + _EARLIER:04d}q"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("earlier"))


def told(out: Path, pattern: str) -> frozenset[str]:
    """The words in the files of a site whose address fits a pattern."""
    texts = (text_of(file, content) for file, content in site(out).items() if re.search(pattern, file))
    return frozenset(CANARY.findall(" ".join(texts).lower()))


@pytest.mark.parametrize("edition", ["full", "one", "customer", *SHOWS])
def test_no_byte_of_an_edition_holds_what_it_might_not_have_shown_then(
    folder: Folder, tmp_path: Path, edition: str
) -> None:
    shows = {**SHOWS, "customer": frozenset({"public"})}.get(edition, EVERYTHING)
    accounts = frozenset({folder.account}) if edition in ("one", "customer") else None
    publish(folder.repo.plans, tmp_path / "site", edition=edition, as_of=AS_OF)
    allowed = folder.allowed(shows, accounts)
    leaked = told(tmp_path / "site", "") - allowed
    assert {
        word: [file for file, text in site(tmp_path / "site").items() if word.encode() in text] for word in leaked
    } == {}
    pages = ("history[.]html$", "versions[.]html$", "/versions/", "^(en/)?changes[.]html$", "[.]atom$")
    for pattern in pages if "internal" in shows else ():
        earlier = {word for word in told(tmp_path / "site", pattern) if _EARLIER < int(word[2:6]) < 9000}
        assert earlier, f"{pattern} tells nothing of what was there before"

"""Editions: what an audience may not see is in no byte of the site, and what it may see is not lost."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from canaries import CANARY, EVERYTHING, Canaries, Words, full_folder
from repositories import Repo
from sites import PLANS, differences, pages, publish, site, write, written

from kamsite.building.editions import EditionError
from kamsite.cli import main
from kamsite.output.published import MANIFEST

AS_OF = date(2027, 3, 1)
SHOWS = {
    "public": frozenset({"public"}),
    "company": frozenset({"public", "internal"}),
    "management": frozenset({"public", "internal", "commercial"}),
    "people": frozenset({"public", "internal", "personal"}),
    "strange": frozenset({"public", "personal", "commercial"}),
}


def site_yaml(words: Words, account: str, *, host: bool = False, draws: bool = False) -> tuple[str, frozenset[str]]:
    """Settings with an edition for each of `SHOWS`, and those words in it that are only for the company."""
    secret = [words.next() for _ in range(6)]
    everything = sorted(EVERYTHING)
    settings: dict[str, Any] = {
        "title": "Pläne",
        "company": {"name": "Hanse"},
        "languages": ["de", "en"],
        "layout": {"engine": "graphviz-pure" if draws else "none"},
        "editions": {
            "full": {"shows": [*everything], "title": secret[0]},
            "one": {"shows": everything, "accounts": [account]},
            **{name: {"shows": sorted(shows), "title": secret[1]} for name, shows in SHOWS.items()},
            "customer": {"shows": ["public"], "accounts": [account]},
        },
        "severities": {"K401": "off"},
    }
    if host:
        settings["repository"] = {"url": f"https://{secret[2]}.example", "kind": "gitlab", "branch": secret[3]}
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), frozenset(secret)


class Folder:
    """The canaries in a repository, with words in its commits, and how they are shown."""

    def __init__(self, top: Path) -> None:
        self.canaries = full_folder()
        words = Words(9000)
        self.account, self.other = self.canaries.accounts
        self.settings, self.company_only = site_yaml(words, self.account, host=True)
        self.author, self.second = words.next(), words.next()
        self.never = frozenset(words.next() for _ in range(2))
        branch, folder = sorted(self.never)
        self.reasons = [words.next() for _ in range(5)]
        self.tag, self.draft, self.other_draft = words.next(), words.next(), words.next()
        self.repo = Repo(top, f"{folder}/plans")
        link = f"[{words.next()}](../{self.other}/plan.yaml) [{words.next()}](../{self.other}/customer.yaml)\n"
        first = next(file for file in sorted(self.canaries.prose) if file.endswith("/customer.md"))
        self.canaries.prose[first] = self.canaries.files[first] = self.canaries.files[first] + link
        self.repo.commit(
            f"{self.reasons[0]}\n\n{self.reasons[1]}",
            {**self.canaries.files, "site.yaml": self.settings},
            author=self.author,
        )
        self.repo.branch(branch)
        self.repo.commit(
            self.reasons[2],
            {f"{self.account}/plan.md": self.canaries.files[f"{self.account}/plan.md"] + "\n"},
            author=self.second,
        )
        self.repo.merge(branch, message=f"Merge branch '{self.reasons[3]}'\n\n{self.reasons[4]}")
        self.repo.git("tag", self.tag)
        self.repo.write(
            {
                f"{self.account}/assets/{self.draft}.txt": "not committed",
                f"{self.other}/assets/{self.other_draft}.txt": "",
            }
        )

    def allowed(self, shows: frozenset[str], accounts: frozenset[str] | None = None) -> frozenset[str]:
        """The words that an edition may show."""
        allowed = self.canaries.shown(shows, accounts).words()
        if "internal" in shows:
            allowed |= {self.author, self.second, *self.company_only, *self.never}
        if shows == EVERYTHING:
            allowed |= {*self.reasons, self.tag, self.draft}
            allowed |= set() if accounts else {self.other_draft}
        return allowed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("canaries"))


def text_of(file: str, content: bytes) -> str:
    """A file's text; calendars with their folded lines put together, so that no word is torn."""
    text = content.decode()
    return text.replace("\r\n ", "") if file.endswith(".ics") else text


def words_in(out: Path) -> frozenset[str]:
    """All the words of the canaries in a site: in contents, in names of files, in the manifest."""
    made = site(out)
    return frozenset(
        CANARY.findall("\n".join([*made, *(text_of(file, content) for file, content in made.items())]).lower())
    )


def text_of_everything(out: Path) -> str:
    return unescape(" ".join(pages(out).values()))


@pytest.mark.parametrize("edition", ["full", "one", "customer", *SHOWS])
def test_no_byte_of_an_edition_holds_what_it_may_not_show(folder: Folder, tmp_path: Path, edition: str) -> None:
    shows = {**SHOWS, "customer": frozenset({"public"})}.get(edition, EVERYTHING)
    accounts = frozenset({folder.account}) if edition in ("one", "customer") else None
    publish(folder.repo.plans, tmp_path / "site", edition=edition, as_of=AS_OF)
    leaked = words_in(tmp_path / "site") - folder.allowed(shows, accounts)
    assert {word: list(folder.canaries.where(word)) for word in leaked} == {}


def test_nothing_that_a_team_wrote_is_lost(folder: Folder, tmp_path: Path) -> None:
    publish(folder.repo.plans, tmp_path / "site", edition="full", as_of=AS_OF)
    # In small letters: the id of a product that has no name begins with a capital.
    text = text_of_everything(tmp_path / "site").lower()
    ids = ids_of_titled_entries(folder.canaries)
    told = {file: text for file, text in folder.canaries.files.items() if file not in folder.canaries.assets}
    lost = folder.canaries.words_of(told) - set(CANARY.findall(text)) - ids
    assert {word: list(folder.canaries.where(word)) for word in lost} == {}
    # The line that git itself writes for a merge tells nothing: the reason is what stands below it.
    reasons = {*folder.reasons} - {folder.reasons[3]}
    history = {folder.author, folder.second, *reasons, folder.tag, folder.draft}
    assert history - set(CANARY.findall(text)) == set()
    published = {
        file: f"assets/company/{Path(file).name}" if file.startswith("assets/") else file
        for file in folder.canaries.assets
    }
    assets = {file for file, address in published.items() if not (tmp_path / "site" / address).is_file()}
    assert assets == set()


def ids_of_titled_entries(canaries: Canaries) -> frozenset[str]:
    """Ids that stand for something with a name: the name is shown instead."""
    found = set()

    def look(value: Any) -> None:
        if isinstance(value, dict):
            for key, inside in value.items():
                if isinstance(inside, dict) and {"name", "title", "label", "question"} & inside.keys():
                    found.add(key)
                look(inside)
        elif isinstance(value, list):
            for inside in value:
                look(inside)

    for _, data in canaries.data.values():
        look(data)
    return frozenset(CANARY.findall(" ".join(found)))


# -- what is hidden has no influence on anything --------------------------------------------------------------------


TELL_OF_ERRORS = [f"{folder}programme/{page}.html" for folder in ("", "en/") for page in ("index", "profiles")]
ERRORS = re.compile(
    rb'<section class="section" id="errors">.*?</section>\n|<div class="note note--error">.*?</div>\n', re.S
)


@pytest.mark.parametrize("edition", ["customer", *SHOWS])
def test_hidden_values_change_no_byte(tmp_path: Path, edition: str) -> None:
    """The site of an edition is the same as if what it hides had never been written."""
    shows = {**SHOWS, "customer": frozenset({"public"})}[edition]
    folder = full_folder()
    account = folder.accounts[0]
    settings, _ = site_yaml(Words(9000), account, draws=True)
    bare = folder.shown(shows, frozenset({account}) if edition == "customer" else None)
    for name, files in (("full", folder.files), ("bare", bare.files)):
        plans = write(tmp_path / name, {**files, "site.yaml": settings})
        publish(plans, tmp_path / f"{name}-site", edition=edition, as_of=AS_OF, keep_going=name == "bare")
    assert len(bare.files) < len(folder.files)
    one, other = (site(tmp_path / f"{name}-site") for name in ("full", "bare"))
    # What the bare profiles lack is an error in them: two pages say so, and differ in nothing but that.
    told = TELL_OF_ERRORS if edition == "strange" else ()
    for page in told:
        other[page], found = ERRORS.subn(b"", other[page])
        assert found == 1
    assert differences(one, other) == ([MANIFEST] if told else [])


@pytest.mark.parametrize("edition", ["team", "company", "customer"])
def test_sections_that_are_emptied_leave_no_gap_where_they_were(tmp_path: Path, edition: str) -> None:
    """Relations, finance and pipeline are hidden from the company, figures with them: not a word of them is left."""
    publish(write(tmp_path / "plans", PLANS), tmp_path / "site", edition=edition, as_of=AS_OF)
    made = pages(tmp_path / "site")
    # The glossary tells what words mean, not what is in plans; the customer is not told our words either.
    assert ("glossary.html" in made) == (edition != "customer")
    text = unescape(" ".join(html for name, html in made.items() if not name.endswith("glossary.html")))
    words = ("Finanzplan", "Financial plan", "Beziehungsmanagement", "Relationship management", "Pipeline")
    found = [word for word in words if word in text]
    assert found == ([*words] if edition == "team" else [])


# -- which edition --------------------------------------------------------------------------------------------------


def test_an_edition_that_is_not_defined_is_an_error_and_not_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans = write(tmp_path / "plans", PLANS)
    assert (
        main(["build", str(plans), "--out", str(tmp_path / "site"), "--edition", "custumer", "--language", "en"]) == 2
    )
    told = capsys.readouterr().err
    assert "There is no edition 'custumer'; nothing was built." in told
    assert "team, company, customer" in told
    assert not (tmp_path / "site").exists()


def test_a_folder_without_editions_has_none_to_choose(tmp_path: Path) -> None:
    plans = write(tmp_path / "plans", {name: text for name, text in PLANS.items() if name != "site.yaml"})
    publish(plans, tmp_path / "site", as_of=AS_OF)
    with pytest.raises(EditionError):
        publish(plans, tmp_path / "site", edition="team", as_of=AS_OF)


def test_the_first_edition_is_the_one_that_nobody_asked_for(tmp_path: Path) -> None:
    settings = "editions: {company: {shows: [public, internal]}, team: {shows: [public, internal, personal]}}"
    plans = write(tmp_path / "plans", {**PLANS, "site.yaml": settings})
    publish(plans, tmp_path / "site", as_of=AS_OF)
    publish(plans, tmp_path / "company", edition="company", as_of=AS_OF)
    assert differences(site(tmp_path / "site"), site(tmp_path / "company")) == []


def test_an_edition_for_one_account_names_no_other_anywhere(tmp_path: Path) -> None:
    """Not in links, findings, file names or what is not committed yet."""
    settings = (
        PLANS["site.yaml"]
        .replace("accounts: [nordwind]", "accounts: [nordwind]")
        .replace("customer: {shows: [public],", "customer: {shows: [public, internal, commercial, personal],")
    )
    repo = Repo(tmp_path / "repo")
    files = written({**PLANS, "site.yaml": settings})
    repo.commit("begin", files)
    repo.write({"thornmere/thornmere-draft.yaml": "a: 1", "thornmere/people.yaml": "people: {x: {name: Thornmere X}}"})
    (repo.plans / "thornmere" / "thornmere-link").symlink_to("/etc/passwd")
    publish(repo.plans, tmp_path / "site", edition="customer", as_of=AS_OF, keep_going=True)
    made = site(tmp_path / "site")
    # The team itself wrote of the other account in its prose; the address of the link is gone. That word is found.
    words = {file for file in made if file.startswith(("assets/search/words/", "assets/search/pieces/"))}
    told = "\n".join([*made, *(content.decode() for file, content in made.items() if file not in words)])
    assert set(re.findall("[Tt]hornmere.{3}", told)) == {"Thornmere.</", 'Thornmere."]'}
    assert set(re.findall('[a-z]*thornmere[^" ]*', "\n".join(made[file].decode() for file in words))) == {"thornmere"}


# -- what is not known ------------------------------------------------------------------------------------------------


def test_whatever_is_marked_as_unknown_is_listed_by_name(tmp_path: Path) -> None:
    folder = full_folder(unknown=True)
    publish(write(tmp_path / "plans", folder.files), tmp_path / "site", as_of=AS_OF)
    for cover in (file for file in folder.data if file.endswith("/plan.yaml")):
        plan = cover.removesuffix("/plan.yaml")
        page = (tmp_path / "site" / plan / "questions.html").read_text()
        listed = page[page.index('id="unknown"') :].partition("</section>")[0]
        titles = [unescape(line) for line in listed.split("<li>")[1:]]
        written = [data for file, (_, data) in folder.data.items() if file.rpartition("/")[0] == plan]
        assert len(titles) == sum(map(count_unknown, written)) > 100
        assert all(" › " in title for title in titles)


def count_unknown(value: Any) -> int:
    if isinstance(value, dict):
        return sum(count_unknown(inside) for inside in value.values())
    if isinstance(value, list):
        return sum(count_unknown(inside) for inside in value)
    return int(value == "unknown")


def test_the_customer_does_not_read_what_we_call_an_enemy(tmp_path: Path) -> None:
    publish(write(tmp_path / "plans", PLANS), tmp_path / "site", edition="customer", as_of=AS_OF)
    files = [
        file for file in (tmp_path / "site").rglob("*") if file.suffix in (".html", ".js") and "search" not in file.name
    ]
    assert len(files) > 10
    assert [
        file.name for file in files if "Feind" in file.read_text("utf-8") or "Enemy" in file.read_text("utf-8")
    ] == []


ALL = "shows: [public, internal, commercial, personal]"


@pytest.mark.parametrize(
    ("settings", "edition", "is_sound"),
    [
        ("title: [\neditions: {customer: {shows: [public]}}", None, False),
        ("edition: {customer: {shows: [public]}}", None, False),
        (f"editions: {{customer: {{shows: [publc]}}, team: {{{ALL}}}}}", None, False),
        (f"editions: {{one: {{{ALL}, accounts: 5}}}}", "one", False),
        (f"editions: {{one: {{{ALL}, acounts: [nordwind]}}}}", "one", False),
        (f"editions: {{one: {{{ALL}, accounts: []}}}}", "one", False),
        (f"editions: {{one: {{{ALL}, accounts: unknown}}}}", "one", True),
        ("editions: unknown", None, True),
        (f"editions: {{team: {{{ALL}}}}}\nerasd: [nordwind/brandt]", "team", False),
    ],
)
def test_where_nobody_knows_what_an_edition_shows_nothing_is_built(
    tmp_path: Path, settings: str, edition: str | None, is_sound: bool
) -> None:
    plans = write(tmp_path / "plans", {**PLANS, "site.yaml": settings + "\n"})
    with pytest.raises(EditionError) as refused:
        publish(plans, tmp_path / "out", edition=edition, keep_going=not is_sound)
    assert refused.value.finding.code == "K601"
    assert not (tmp_path / "out").exists()


def test_a_mistake_elsewhere_in_the_settings_does_not_hinder_an_edition(tmp_path: Path) -> None:
    settings = f"titel: Pläne\neditions: {{broken: {{shows: [publc]}}, team: {{{ALL}}}}}\n"
    plans = write(tmp_path / "plans", {**PLANS, "site.yaml": settings})
    assert publish(plans, tmp_path / "out", edition="team", keep_going=True).is_published

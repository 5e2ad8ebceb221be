"""Links into the git host."""

import re

import pytest

from kamsite.model.rules.templates import TEMPLATES
from kamsite.model.site import LinkTemplates
from kamsite.render.host import Host


@pytest.mark.parametrize(
    ("kind", "edit"),
    [
        ("github", "https://git.example/a/b/edit/main/plans/n/people.yaml"),
        ("gitlab", "https://git.example/a/b/-/edit/main/plans/n/people.yaml"),
        ("gitea", "https://git.example/a/b/_edit/main/plans/n/people.yaml"),
    ],
)
def test_each_host_has_its_own_editor(kind: str, edit: str) -> None:
    assert Host("https://git.example/a/b/", kind, "main", "plans").edit("n/people.yaml") == edit


def test_a_new_file_opens_in_its_folder() -> None:
    host = Host("https://git.example/a/b", "gitlab", "main", "plans")
    assert host.new("n/figures.yaml") == "https://git.example/a/b/-/new/main/plans/n?file_name=figures.yaml"


def test_names_of_files_and_branches_are_encoded() -> None:
    host = Host("https://git.example/a/b", "github", "feature/ü #1")
    assert host.edit("ä/b c?.yaml") == "https://git.example/a/b/edit/feature/%C3%BC%20%231/%C3%A4/b%20c%3F.yaml"


def test_own_templates_win() -> None:
    templates = LinkTemplates(
        commit="{url}/c/{commit}", edit="{url}/e/{branch}/{path}#{line}", request="{url}/r/{number}"
    )
    host = Host("https://git.example", "github", "main", "plans", templates)
    assert host.commit("4f2c") == "https://git.example/c/4f2c"
    assert host.edit("n/plan.yaml", 7) == "https://git.example/e/main/plans/n/plan.yaml#7"
    assert host.request("12") == "https://git.example/r/12"


def test_a_placeholder_that_nobody_knows_stays() -> None:
    host = Host("https://git.example", "github", "main", "", LinkTemplates(commit="{url}/{nonsense}/{0}"))
    assert host.commit("x") == "https://git.example/{nonsense}/{0}"


@pytest.mark.parametrize("key", TEMPLATES)
def test_what_the_rules_know_of_a_template_is_filled_in(key: str) -> None:
    filled = TEMPLATES[key]
    template = "https://git.example/" + "".join(("{url}", "{branch}", *filled.known)) + "{other}"
    host = Host("https://git.example", "github", "main", "plans", LinkTemplates(**{key: template}))
    links = {
        "commit": host.commit("4f2c1ab"),
        "file": host.source("nordwind/plan.yaml", 3, "4f2c1ab"),
        "edit": host.edit("nordwind/plan.yaml"),
        "new": host.new("nordwind/people.yaml"),
        "request": host.request("7"),
        "report": host.report("Wrong", "All of it"),
    }
    assert re.findall(r"\{\w+\}", links[key]) == ["{other}"]
    assert set(links) == set(TEMPLATES)

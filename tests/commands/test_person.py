"""`kamsite person`: all that the plans hold on one person, today and in earlier versions."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from repositories import Repo, without_user_configuration

from kamsite.cli import main

SITE = """
languages: [de, en]
editions:
  team: {title: Account-Teams, shows: [public, internal, personal, commercial]}
  company: {title: Ganzes Haus, shows: [public, internal]}
  customer: {shows: [public], accounts: [nordwind]}
"""
STAFF = "weber: {name: Jonas Weber, email: weber@hanse.example}\n"
COVER = "account: {name: Nordwind, manager: weber}\nsources:\n  gespraech-brandt: {title: Gespräch mit Frau Brandt}\n"
BRANDT = "{name: Dr. Sabine Brandt, title: Einkauf, attitude: positive, email: s.brandt@nordwind.example}"
PEOPLE = f"""people:
  brandt: {BRANDT}
  vogt: {{name: Henrik Vogt, reports_to: brandt, influences: {{brandt: 3}}}}
relationships:
- {{person: brandt, by: weber, message: Wir liefern pünktlich.}}
- {{person: vogt, by: weber}}
"""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_CACHE", str(tmp_path / "cache"))
    repo = Repo(tmp_path / "repo")
    base: dict[str, str | None] = {"site.yaml": SITE, "staff.yaml": STAFF, "nordwind/plan.yaml": COVER}
    repo.commit("Anfang", {**base, "nordwind/people.yaml": PEOPLE}, author="Anna Alt")
    monkeypatch.chdir(repo.top)
    return repo


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["person", *arguments, "--language", "en"]) == code
    found = capsys.readouterr()
    return found.out if code == 0 else found.err


def report(capsys: pytest.CaptureFixture[str], person: str = "brandt") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(capsys, person, "--format", "json"))
    return found


def values(held: list[dict[str, Any]], kind: str) -> dict[str, str]:
    return {one["what"]: one["value"] for one in held if one["kind"] == kind}


def test_each_value_about_a_person_is_told_with_its_place_and_who_wrote_it(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.commit("Streit", {"nordwind/people.yaml": PEOPLE.replace("positive", "negative")}, author="Bernd Bo")
    found = report(capsys)
    assert values(found["now"], "own") == {
        "Name": "Dr. Sabine Brandt",
        "Position": "Einkauf",
        "Attitude to us": "negative",
        "E-mail": "s.brandt@nordwind.example",
    }
    (attitude,) = [one for one in found["now"] if one["what"] == "Attitude to us"]
    assert (attitude["file"], attitude["line"]) == ("nordwind/people.yaml", 2)
    assert attitude["since"]["authors"] == ["Bernd Bo"]
    (name,) = [one for one in found["now"] if one["what"] == "Name" and one["kind"] == "own"]
    assert name["since"]["authors"] == ["Anna Alt"]
    assert found["is_complete"] is True


def test_what_stood_there_earlier_is_told_with_the_time(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    later = repo.commit("Streit", {"nordwind/people.yaml": PEOPLE.replace("positive", "negative")}, author="Bernd Bo")
    (before,) = report(capsys)["earlier"]
    assert (before["what"], before["value"]) == ("Attitude to us", "positive")
    assert before["since"]["authors"] == ["Anna Alt"]
    assert before["until"]["commit"] == later


@pytest.mark.usefixtures("repo")
def test_entries_about_a_person_and_references_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys)["now"]
    about = values(found, "about")
    assert [value for what, value in about.items() if what.endswith("Message")] == ["Wir liefern pünktlich."]
    assert sum(one["kind"] == "refers" for one in found) == 2
    assert {one["line"] for one in found if one["kind"] == "refers"} == {3}


def test_names_in_texts_ids_and_messages_are_found(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    files: dict[str, str | None] = {
        "nordwind/strategy.md": "# Plan\n\nMit Dr. Sabine\nBrandt reden.\n\nBrandung ist keine Person.\n",
        "thornmere/plan.yaml": "account: {name: Thornmere}\nsummary: Kennt Sabine Brandt, nicht Herrn Brandt.\n",
        "thornmere/people.yaml": "people:\n  brandt: {name: Karl Brandt}\n",
    }
    repo.commit("Angebot an Frau Brandt", files)
    found = report(capsys, "nordwind/brandt")
    texts = {one["file"] for one in found["now"] if one["kind"] == "mentions"}
    assert texts == {"nordwind/plan.yaml", "nordwind/strategy.md", "thornmere/plan.yaml"}
    assert {one["file"] for one in found["now"] if one["kind"] != "mentions"} == {"nordwind/people.yaml"}
    assert [one["value"] for one in found["now"] if one["file"] == "nordwind/plan.yaml"] == [
        "gespraech-brandt",
        "Gespräch mit Frau Brandt",
    ]
    assert [one["text"] for one in found["messages"]] == ["Angebot an Frau Brandt"]
    (prose,) = [one for one in found["now"] if one["file"] == "nordwind/strategy.md"]
    assert (prose["value"], prose["line"]) == ("Mit Dr. Sabine Brandt reden.", 3)


def test_a_person_keeps_their_past_when_their_id_file_or_account_gets_another_name(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = "people:\n  vogt: {name: Henrik Vogt}\n"
    entry = BRANDT.strip("{}").replace(", ", "\n") + "\nformerly: brandt\n"
    repo.commit("Datei", {"nordwind/people.yaml": alone, "nordwind/people/sommer.yaml": entry})
    repo.git("mv", "plans/nordwind", "plans/nordwind-ag")
    cover = COVER.replace("Nordwind,", "Nordwind, formerly: nordwind,")
    repo.commit("Umbenannt", {"nordwind-ag/plan.yaml": cover})
    found = report(capsys, "nordwind-ag/sommer")
    assert found["ids"] == ["sommer", "brandt"]
    assert report(capsys, "nordwind-ag/brandt") == found
    assert report(capsys, "brandt")["person"] == "nordwind-ag/sommer"
    own = {one["what"]: one["since"]["authors"] for one in found["now"] if one["kind"] == "own"}
    assert own["Attitude to us"] == ["Anna Alt"]
    assert "Attitude to us" not in values(found["earlier"], "own")


def test_a_person_who_is_gone_is_found_in_earlier_versions(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit(
        "Weg",
        {
            "nordwind/people.yaml": "people:\n  vogt: {name: Henrik Vogt}\n",
            "nordwind/plan.yaml": "account: {name: N}\n",
        },
    )
    found = report(capsys, "Sabine Brandt")
    assert (found["person"], found["is_current"]) == ("nordwind/brandt", False)
    assert found["now"] == []
    assert values(found["earlier"], "own")["E-mail"] == "s.brandt@nordwind.example"


def test_what_is_not_committed_yet_is_told_too(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write({"nordwind/people.yaml": PEOPLE.replace("Einkauf", "Leiterin Einkauf")})
    found = report(capsys)
    (title,) = [one for one in found["now"] if one["what"] == "Position"]
    assert (title["value"], title["since"]) == ("Leiterin Einkauf", None)
    assert "not committed yet" in told(capsys, "brandt")
    repo.write({"nordwind/people.yaml": None})
    assert values(report(capsys)["now"], "own") == {}


def test_editions_say_who_reads_a_value(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    found = {one["what"]: one["editions"] for one in report(capsys)["now"] if one["kind"] == "own"}
    assert found["Name"] == ["team", "company"]
    assert found["Attitude to us"] == ["team"]
    repo.write({f"{folder}/plan.yaml": "account: {name: Sabine Brandt KG}\n" for folder in ("nordwind", "thornmere")})
    told_in = {one["file"]: one["editions"] for one in report(capsys)["now"] if one["kind"] == "mentions"}
    assert told_in["nordwind/plan.yaml"] == ["team", "company", "customer"]
    assert told_in["thornmere/plan.yaml"] == ["team", "company"]


def test_one_of_us_is_told_with_what_they_wrote(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Von ihm", {"nordwind/customer.md": "Text.\n"}, author="Jonas Weber")
    found = report(capsys, "weber")
    assert found["is_ours"] is True
    assert values(found["now"], "own")["Name"] == "Jonas Weber"
    assert [one["author"] for one in found["authored"]] == ["Jonas Weber"]
    assert any(one["file"] == "nordwind/plan.yaml" for one in found["now"] if one["kind"] == "refers")


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ("brant", "'brant'", "nordwind/brandt"),
        ("Sabine Brand", "'Sabine Brand'", "nordwind/brandt"),
        ("zzz", "'zzz'", "account/id"),
    ],
)
@pytest.mark.usefixtures("repo")
def test_nobody_of_that_name_is_said_with_who_is_meant(
    capsys: pytest.CaptureFixture[str], given: str, message: str, hint: str
) -> None:
    said = told(capsys, given, code=2)
    assert message in said
    assert hint in said


def test_who_shares_an_id_has_to_be_named_with_the_account(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Zwei", {"thornmere/people.yaml": "people:\n  brandt: {name: Karl Brandt}\n"})
    assert "nordwind/brandt, thornmere/brandt" in told(capsys, "brandt", code=2)
    assert report(capsys, "thornmere/brandt")["names"] == ["Karl Brandt"]
    repo.commit("Drei", {"thornmere/people.yaml": "people:\n  weber: {name: Karl Weber}\n"})
    assert report(capsys, "weber")["names"] == ["Jonas Weber"]


@pytest.mark.usefixtures("repo")
def test_the_page_stands_alone_and_nothing_is_written_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file for file in tmp_path.rglob("*") if file.is_file()}
    assert main(["person", "brandt", "--format", "html", "--out", "brandt.html", "--language", "de"]) == 0
    written = {file for file in tmp_path.rglob("*") if file.is_file()} - before
    kept = [file for file in written if b"Brandt" in file.read_bytes()]
    assert [file.name for file in kept if "cache" not in file.parts] == ["brandt.html"]
    page = Path("brandt.html").read_text("utf-8")
    assert "<h1>Was unsere Kundenpläne über Dr. Sabine Brandt enthalten</h1>" in page
    assert not re.search(r"<script|\ssrc=|url\(|style=\"", page)
    assert "brandt.html" in capsys.readouterr().err


def test_without_git_the_files_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    folder = tmp_path / "plans" / "nordwind"
    folder.mkdir(parents=True)
    (folder / "people.yaml").write_text(PEOPLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    found = report(capsys)
    assert found["is_complete"] is False
    assert values(found["now"], "own")["Position"] == "Einkauf"


def test_a_name_in_a_plan_cannot_speak_to_the_browser(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write({"nordwind/people.yaml": "people:\n  brandt: {name: 'Sabine <script>Brandt', title: '<img src=x>'}\n"})
    page = told(capsys, "nordwind/brandt", "--format", "html")
    assert "<script" not in page
    assert "<img" not in page


def test_who_is_erased_is_told_with_that_and_read_by_nobody(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Gelöscht", {"site.yaml": f"{SITE}erased: [nordwind/brandt]\n"})
    found = report(capsys)
    assert found["is_erased"] is True
    assert {edition for one in found["now"] for edition in one["editions"]} == set()
    assert values(found["now"], "own")["Position"] == "Einkauf"
    assert "no page shows them" in told(capsys, "brandt")
    assert report(capsys, "vogt")["is_erased"] is False

"""The search index: what can be found, that it tells no more than the pages, and that renewing it is making it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from sites import PLANS, pages, publish, site, write

from kamsite.building.searching import index_files
from kamsite.output.published import digest_of
from kamsite.render.search import shards
from kamsite.render.search.folding import bare, fold, words_in

FOUND = {
    "nordwind/people.yaml": """
        people:
          brandt: {name: Sabine Brandt, title: Leiterin Einkauf, roles: [buyer, decider], influence: 5, attitude: enemy}
        """,
    "nordwind/position.yaml": """
        competitors:
          siebert: {name: Siebert Motion, strategy: Verkauft über den Preis}
        """,
    "nordwind/position.md": "# Netzgeräte-Hersteller\nDer Bedarf an *Großserien* wächst.\n\n## Übergrößen\nSelten.\n",
    "nordwind/divisions/marine/plan.yaml": "account: {name: Nordwind Marine}",
}


def built(tmp_path: Path, changed: dict[str, str], edition: str | None = None) -> dict[str, bytes]:
    publish(write(tmp_path / "plans", {**PLANS, **changed}), tmp_path / "out", keep_going=True, edition=edition)
    return {file: content for file, content in site(tmp_path / "out").items() if file.startswith(shards.FOLDER)}


def said(files: dict[str, bytes], plan: str) -> dict[str, Any]:
    return shards.read_file(files[shards.plan_file(plan)])


def entries(files: dict[str, bytes], plan: str = "nordwind") -> dict[str, list[Any]]:
    return {entry[3]: entry for entry in said(files, plan)["entries"]}


def plans_with(files: dict[str, bytes], word: str) -> dict[str, int]:
    """The plans in whose postings a word stands, with its bits."""
    start = shards.read_file(files[shards.START])
    codes = {code: plan for plan, (code, _) in start["plans"].items()}
    content = files[shards.words_file(shards.shard_of_word(word, start["count"]))]
    return {codes[code]: bits for code, bits in shards.words_from_file(content).get(word, {}).items()}


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Netzgeräte", "netzgeraete"),
        ("Netzgera\u0308te", "netzgeraete"),
        ("GROẞE", "grosse"),
        ("Straße", "strasse"),
        ("Søren", "soeren"),
        ("Çakıroğlu", "cakiroglu"),
        ("Łukasz", "lukasz"),
        ("Dóra", "dora"),
        ("陈伟玲", "陈伟玲"),
    ],
)
def test_a_word_is_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_word_is_known_without_its_umlauts() -> None:
    assert bare(fold("Müller")) == "muller"
    assert {"mul", "mue"} <= shards.pieces_of(fold("Müller"))


def test_parts_with_a_hyphen_count_alone_and_together_and_empty_words_do_not() -> None:
    assert words_in("Der Netzgeräte-Hersteller O'Connell in 24 Werken, K401") == {
        "netzgeraete",
        "hersteller",
        "netzgeraetehersteller",
        "connell",
        "oconnell",
        "werken",
        "k401",
    }


# -- what is found -----------------------------------------------------------------------------------------------------


def test_people_competitors_and_prose_are_found_where_they_stand(tmp_path: Path) -> None:
    files = built(tmp_path, FOUND)
    found = entries(files)
    assert found["people.html#brandt"][:2] == [1, "Sabine Brandt"]
    assert "Leiterin Einkauf" in found["people.html#brandt"][4]
    assert found["position.html#siebert"][:2] == [3, "Siebert Motion"]
    assert found["position.html#netzgeräte-hersteller"][1] == "Netzgeräte-Hersteller"
    assert found["position.html#netzgeräte-hersteller"][4] == "Der Bedarf an Großserien wächst."
    assert found["index.html"][:2] == [0, "Nordwind Antriebe AG"]
    assert plans_with(files, "netzgeraetehersteller") == {"nordwind": 1 << 6}
    assert plans_with(files, "siebert").keys() >= {"nordwind"}
    assert plans_with(files, "grossserien") == {"nordwind": 1 << (6 + 8)}


def test_what_differs_between_the_languages_is_found_in_both(tmp_path: Path) -> None:
    files = built(tmp_path, FOUND)
    assert "Entscheider\nDecider" in entries(files)["people.html#brandt"][4]
    assert plans_with(files, "entscheider").keys() == plans_with(files, "decider").keys() >= {"nordwind"}


def test_a_division_is_found_by_the_name_of_its_account(tmp_path: Path) -> None:
    files = built(tmp_path, FOUND)
    assert said(files, "nordwind/divisions/marine")["above"] == "Nordwind Antriebe AG"
    assert "nordwind/divisions/marine" in plans_with(files, "antriebe")


def test_our_people_are_found(tmp_path: Path) -> None:
    files = built(tmp_path, FOUND)
    assert entries(files, "")["our-people.html#weber"][:2] == [5, "Jonas Weber"]
    assert "" in plans_with(files, "weber")


def test_pages_across_accounts_are_found_by_what_they_are_called(tmp_path: Path) -> None:
    files = built(tmp_path, FOUND)
    assert entries(files, "")["agenda.html"][1] == "Termine\nAgenda"
    assert "" in plans_with(files, "wettbewerber")


def test_every_word_is_found_by_each_of_its_pieces(tmp_path: Path) -> None:
    files = built(tmp_path, FOUND)
    count = shards.read_file(files[shards.START])["count"]
    for piece in shards.pieces_of("netzgeraetehersteller"):
        words = shards.pieces_from_file(files[shards.pieces_file(shards.shard_of(piece, count))])
        assert "netzgeraetehersteller" in words[piece], piece


def test_everything_that_is_found_leads_to_a_place_on_a_page(tmp_path: Path) -> None:
    files = built(tmp_path, FOUND)
    made = pages(tmp_path / "out")
    for plan in shards.read_file(files[shards.START])["plans"]:
        for address in entries(files, plan):
            page, _, anchor = address.partition("#")
            html = made[f"{plan}/{page}" if plan else page]
            assert not anchor or f'id="{anchor}"' in html, f"{plan}/{address}"


# -- what it tells -----------------------------------------------------------------------------------------------------


def test_the_index_of_an_edition_tells_what_its_pages_tell(tmp_path: Path) -> None:
    files = built(tmp_path, FOUND, edition="company")
    everything = b"".join(files.values())
    assert b"Sabine Brandt" in everything
    assert plans_with(files, "brandt")
    assert "Gegner" not in everything.decode()
    assert plans_with(files, "gegner") == plans_with(files, "enemy") == {}


def test_a_customer_finds_those_of_us_who_work_for_them(tmp_path: Path) -> None:
    somebody = {"staff.yaml": PLANS["staff.yaml"].replace("kaya:", "lenz: {name: Martina Lenz}\n        kaya:")}
    files = built(tmp_path, FOUND | somebody, edition="customer")
    assert sorted(shards.read_file(files[shards.START])["plans"]) == ["", "nordwind", "nordwind/divisions/marine"]
    shown = set(re.findall(r'<article class="card" id="([^"]*)"', pages(tmp_path / "out")["our-people.html"]))
    assert shown == {"weber", "kaya"}
    assert {one for one in entries(files, "") if "#" in one} == {f"our-people.html#{one}" for one in shown}


def test_what_a_question_is_about_is_no_text_of_it(tmp_path: Path) -> None:
    asked = "open_questions: {wer: {question: Wer entscheidet?, about: people.people.vogt.attitude, next_step: Fragen}}"
    found = entries(built(tmp_path, {"nordwind/strategy.yaml": asked}))
    assert found["questions.html#wer"][4] == "Fragen"


def test_text_that_looks_like_a_script_stays_text(tmp_path: Path) -> None:
    text = '</script><script>alert(1)</script> "quoted" \\ back'
    files = built(tmp_path, {"nordwind/position.md": f"# Kopf\n{text}\n"})
    assert entries(files)["position.html#kopf"][4] == text
    content = files[shards.plan_file("nordwind")].decode()
    assert json.loads(content[content.index(",{") + 1 : content.rindex(");")])


# -- renewing it -------------------------------------------------------------------------------------------------------


def plan(name: str, text: str) -> bytes:
    entry = [6, "Titel", 0, "plan.html#section-x", text]
    return shards.plan_as_file({"id": name, "name": "Kunde", "above": "", "places": ["Ort"], "entries": [entry]})


def made(files: dict[str, bytes], before: dict[str, bytes] | None = None) -> dict[str, bytes | None]:
    names = {file.removeprefix(shards.PLANS).removesuffix(".js"): "Kunde" for file in files}
    digests = {file: digest_of(content) for file, content in files.items()}
    if before is None:
        return dict(index_files(names, digests, files.__getitem__))
    old = {file: digest_of(content) for file, content in before.items()}
    return dict(index_files(names, digests, files.__getitem__, old, before.__getitem__))


def whole(files: dict[str, bytes]) -> dict[str, bytes]:
    return {file: content for file, content in made(files).items() if content is not None}


FIRST = {
    shards.plan_file(name): plan(name, text)
    for name, text in (("a", "Angebot Netzgerät"), ("b", "Netzgerät"), ("c", ""))
}


@pytest.mark.parametrize(
    "changed",
    [
        {"a": "Angebot"},
        {"a": "Angebot Netzgerät Umrichter", "b": ""},
        {"d": "Umrichter"},
        {"a": None},
        {"a": None, "b": None, "c": None, "e": "Angebot"},
        {},
    ],
)
def test_an_index_that_is_renewed_is_the_one_that_is_made(changed: dict[str, str | None]) -> None:
    now = dict(FIRST)
    for name, text in changed.items():
        now.pop(shards.plan_file(name), None)
        if text is not None:
            now[shards.plan_file(name)] = plan(name, text)
    before = FIRST | whole(FIRST)
    renewed = {file: before[file] if content is None else content for file, content in made(now, before).items()}
    assert renewed == whole(now)


def test_one_change_makes_only_the_files_of_its_words_anew() -> None:
    before = FIRST | whole(FIRST)
    renewed = made(FIRST | {shards.plan_file("b"): plan("b", "Netzgerät Zug")}, before)
    anew = {file for file, content in renewed.items() if content is not None}
    count = shards.shard_count(3)
    pieces = {shards.pieces_file(shards.shard_of(piece, count)) for piece in shards.pieces_of("zug")}
    assert anew == {shards.START, shards.words_file(shards.shard_of_word("zug", count)), *pieces}


def test_plans_with_the_same_code_do_not_take_each_others_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "code_of", lambda _: 77)
    before = FIRST | whole(FIRST)
    now = FIRST | {shards.plan_file("b"): plan("b", "Zug")}
    renewed = {file: before[file] if content is None else content for file, content in made(now, before).items()}
    assert renewed == whole(now)
    word = "netzgeraet"
    file = renewed[shards.words_file(shards.shard_of_word(word, shards.shard_count(3)))]
    assert word in shards.words_from_file(file)


def test_an_index_of_another_program_is_not_renewed() -> None:
    before = FIRST | whole(FIRST)
    before[shards.START] = before[shards.START].replace(b'"by":"', b'"by":"x')
    assert None not in made(FIRST, before).values()

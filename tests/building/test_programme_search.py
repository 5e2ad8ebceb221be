"""What search finds in the programme, and where it leads."""

from pathlib import Path

from programme_site import built
from sites import site

from kamsite.render.search import shards


def found_in(tmp_path: Path) -> dict[str, list[str]]:
    """What search finds in the programme: title, place and text, by address."""
    said = shards.read_file(site(tmp_path / "out")[shards.plan_file("")])
    told = {entry[3]: [entry[1], said["places"][entry[2]], entry[4]] for entry in said["entries"]}
    return {address: entry for address, entry in told.items() if address.startswith("programme/")}


def test_the_programme_is_found_where_it_stands(tmp_path: Path) -> None:
    made = built(tmp_path)
    found = found_in(tmp_path)
    assert found["programme/levers.html#plans"][0] == "Pläne für alle"
    assert found["programme/levers.html#plans"][2].startswith("PowerPoint · git")
    assert found["programme/maturity.html#systems_and_steering-plans"][2] == "Vier Pläne."
    title, place, _ = found["programme/model.html#question-services"]
    assert title.startswith("Worin unterscheidet sich das Leistungsangebot")
    assert "Zentrale Fragen" in place
    assert found["programme/profiles.html#training-kurs"][0] == "Analyse in zwei Tagen"
    for address in found:
        page, _, anchor = address.partition("#")
        assert (f'id="{anchor}"' if anchor else "<h1>") in made[page], address


def test_search_finds_no_more_of_the_programme_than_an_edition_shows(tmp_path: Path) -> None:
    built(tmp_path, "company")
    found = found_in(tmp_path)
    assert {address.partition("#")[0] for address in found} == {
        f"programme/{page}.html" for page in ("index", "maturity", "fitness", "levers", "model")
    }

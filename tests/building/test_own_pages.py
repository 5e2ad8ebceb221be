"""Pages of the company's own: Markdown in `pages/`, in the navigation, for those editions that may see them."""

import re
from pathlib import Path

from repositories import Repo
from sites import PLANS, pages, publish, site, write, written

from kamsite.render.search import shards

OWN = {
    "pages/regeln.md": """
        # Regeln

        ## Erstens
        Zuhören, siehe [Brandt](../nordwind/people.yaml) und [Arbeit](arbeit.md#ziel).
        """,
    "pages/arbeit.de.md": """
        # So arbeiten wir

        ## Ziel
        <b>kein HTML</b> ![Bild](../assets/bild.png) [Thornmere](../thornmere/plan.yaml)
        """,
    "pages/arbeit.en.md": "# How we work\n\n## Ziel\nTogether.\n",
    "assets/bild.png": "png",
    "nordwind/plan.md": "# Notiz\n\nSiehe [Arbeit](../pages/arbeit.md).\n",
}


def built(tmp_path: Path, setting: str = "", edition: str | None = None) -> dict[str, str]:
    settings = PLANS["site.yaml"].replace("company:", f"{setting}company:", 1)
    files = {**PLANS, **OWN, "site.yaml": settings}
    publish(write(tmp_path / "plans", files), tmp_path / "out", edition=edition)
    return pages(tmp_path / "out")


def navigation(page: str) -> list[str]:
    return re.findall(r'<li><a href="[^"]*pages/([^"]*)\.html"', page[: page.index("<main")])


def test_a_page_is_shown_in_each_language_under_its_first_heading(tmp_path: Path) -> None:
    made = built(tmp_path)
    assert made["pages/arbeit.html"].count("<h1") == made["en/pages/arbeit.html"].count("<h1") == 1
    assert "So arbeiten wir</h1>" in made["pages/arbeit.html"]
    assert "How we work</h1>" in made["en/pages/arbeit.html"]
    assert "Regeln</h1>" in made["en/pages/regeln.html"]
    assert ">So arbeiten wir</a></li>" in made["nordwind/people.html"]


def test_links_and_pictures_lead_where_they_should(tmp_path: Path) -> None:
    made = built(tmp_path)
    assert '<a href="../nordwind/people.html">Brandt</a>' in made["pages/regeln.html"]
    assert '<a href="arbeit.html#ziel">Arbeit</a>' in made["en/pages/regeln.html"]
    assert 'src="../assets/company/bild.png"' in made["pages/arbeit.html"]
    assert site(tmp_path / "out")["assets/company/bild.png"] == b"png"
    assert '<a href="../pages/arbeit.html">Arbeit</a>' in made["nordwind/plan.html"]
    assert "&lt;b&gt;kein HTML&lt;/b&gt;" in made["pages/arbeit.html"]


def test_pages_are_internal_unless_the_settings_say_otherwise(tmp_path: Path) -> None:
    made = built(tmp_path, edition="customer")
    assert [page for page in made if "pages/" in page] == []
    assert "assets/company/bild.png" not in site(tmp_path / "out")
    assert "Zuhören" not in "".join(content.decode("utf-8", "replace") for content in site(tmp_path / "out").values())
    made = built(tmp_path / "other", "pages: {arbeit: personal}\n        ", "company")
    assert [page for page in made if "pages/" in page] == ["en/pages/regeln.html", "pages/regeln.html"]


def test_what_the_settings_make_public_everybody_sees_without_what_it_may_not_name(tmp_path: Path) -> None:
    made = built(tmp_path, "pages: {arbeit: public, regeln: internal}\n        ", "customer")
    assert [page for page in made if "pages/" in page] == ["en/pages/arbeit.html", "pages/arbeit.html"]
    assert "thornmere" not in made["pages/arbeit.html"]
    assert navigation(made["index.html"]) == ["arbeit"]


def test_the_navigation_keeps_the_order_of_the_settings(tmp_path: Path) -> None:
    assert navigation(built(tmp_path / "one")["index.html"]) == ["arbeit", "regeln"]
    assert navigation(built(tmp_path / "two", "pages: {regeln: internal}\n        ")["index.html"]) == [
        "regeln",
        "arbeit",
    ]


def test_a_page_is_edited_where_it_is_written_and_found_by_its_words(tmp_path: Path) -> None:
    made = built(tmp_path)
    assert 'href="https://git.example/plans/-/edit/main/pages/arbeit.de.md"' in made["pages/arbeit.html"]
    assert 'href="https://git.example/plans/-/edit/main/pages/arbeit.en.md"' in made["en/pages/arbeit.html"]
    said = shards.read_file(site(tmp_path / "out")[shards.plan_file("")])
    found = {entry[3]: entry for entry in said["entries"]}
    assert found["pages/regeln.html"][:2] == [7, "Regeln"]
    assert "Zuhören" in found["pages/regeln.html"][4]
    assert found["pages/arbeit.html"][4].endswith("\nHow we work Ziel Together.")


def test_dead_links_and_files_that_are_no_pages_are_told_with_their_place(tmp_path: Path) -> None:
    wrong = {
        "pages/arbeit.md": """
            # Arbeit
            [a](#arbeit) [b](#fehlt)
            [c](../nordwind/plan.yaml) [d](../nordwnd/plan.yaml)
            [e](javascript:alert)
            [f](../assets/fehlt.pdf)
            [g](regeln.md#erstens) [h](regeln.md#zweitens)
            """,
        "pages/Bild 1.png": "png",
    }
    regeln = {"pages/regeln.md": OWN["pages/regeln.md"]}
    plans = write(tmp_path / "plans", {**PLANS, **regeln, **wrong})
    summary = publish(plans, tmp_path / "out", must_publish=False)
    told = [f"{finding.place.file}:{finding.place.line} {finding.code}" for finding in summary.findings]
    assert [one for one in told if one.startswith("pages/")] == [
        "pages/Bild 1.png:0 K011",
        "pages/arbeit.md:2 K322",
        "pages/arbeit.md:3 K321",
        "pages/arbeit.md:4 K323",
        "pages/arbeit.md:5 K324",
        "pages/arbeit.md:6 K322",
        "pages/regeln.md:4 K322",
    ]


def test_a_page_says_when_and_by_whom_it_last_changed(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "plans")
    repo.commit("first", written({**PLANS, **OWN}), author="Anna Alt")
    repo.commit("worked over", {"pages/arbeit.de.md": "# Neu\n"}, author="Bernd Berg")
    publish(repo.plans, tmp_path / "out")
    made = {name: re.sub("<[^>]*>", "", page) for name, page in pages(tmp_path / "out").items()}
    assert re.search(r"Zuletzt geändert am .* von Bernd Berg", made["pages/arbeit.html"])
    assert re.search(r"Last changed .* by Anna Alt", made["en/pages/arbeit.html"])
    assert re.search(r"Zuletzt geändert am .* von Anna Alt", made["pages/regeln.html"])
    repo.write({"pages/arbeit.de.md": "# Noch nicht\n"})
    publish(repo.plans, tmp_path / "out")
    made = pages(tmp_path / "out")
    assert "noch nicht eingetragen" in made["pages/arbeit.html"]
    assert "noch nicht eingetragen" not in made["pages/regeln.html"]

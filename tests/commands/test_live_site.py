"""The site in memory: it equals a build, follows every change, and keeps what last was sound."""

import random
import shutil
from pathlib import Path

import pytest
from smallplans import COVER, PEOPLE, SITE, STAFF, begun, built, commit, question, small_plans, text_of, write

from kamsite.building.editions import EditionError
from kamsite.model.schema import forget_schemas, load_schemas
from kamsite.output.memo import Memo
from kamsite.serving import live, portfolio
from kamsite.serving.live import LiveSite
from kamsite.source.surroundings import SourceError

REPOSITORY = Path(__file__).resolve().parents[2]
BROKEN = PEOPLE + "  nobody: [\n"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return small_plans(tmp_path)


def errors(site: LiveSite, address: str = "index.html") -> list[str]:
    return [finding.code for finding in site.standing(address).errors]


def same_as_built(site: LiveSite, plans: Path, out: Path) -> None:
    files = built(plans, out)
    assert {file: text_of(site, file) for file in files if file.endswith(".html")} == {
        file: content.decode() for file, content in files.items() if file.endswith(".html")
    }


def test_every_file_of_a_build_is_there_byte_for_byte(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    shutil.copytree(REPOSITORY / "plans" / "nordwind-antriebe", plans / "nordwind-antriebe")
    for name in ("site.yaml", "staff.yaml"):
        shutil.copy(REPOSITORY / "plans" / name, plans / name)
    commit(tmp_path)
    prose = plans / "nordwind-antriebe/figures.md"
    prose.write_text(prose.read_text("utf-8") + "\nNachtrag.\n", "utf-8")
    commit(tmp_path)
    site = begun(plans)
    files = built(plans, tmp_path / "build")
    assert len([file for file in files if "/versions/" in file]) >= 4
    for file, content in files.items():
        page = site.page(file)
        assert page is not None, file
        assert page.content == content, file


def test_what_a_build_does_not_have_is_not_there_either(plans: Path) -> None:
    site = begun(plans)
    for address in ("", "plans", "kunde-0", "kunde-0/plan.yaml", "kunde-0/../kunde-1/index.html", "site.yaml",
                    "fr/index.html", "kunde-0/versions/0000000/index.html", "kunde-9/index.html"):  # fmt: skip
        assert site.page(address) is None, address


def test_it_follows_many_changes_and_always_equals_a_build(tmp_path: Path, plans: Path) -> None:
    chance = random.Random(7)
    commit(tmp_path)
    site = begun(plans)
    for step in range(14):
        account = plans / f"kunde-{chance.randrange(3)}"
        kind = chance.randrange(6)
        if kind == 0:
            shutil.rmtree(account, ignore_errors=True)
        elif kind == 1:
            write(account, {"plan.yaml": COVER.replace("NAME", f"Stand {step}"), "people.md": f"# Stand {step}\n"})
        elif kind == 2:
            write(account, {"plan.yaml": COVER, "people.yaml": PEOPLE.replace("influence: 5", "influence: 3")})
        elif kind == 3:
            write(plans, {"staff.yaml": STAFF.replace("Service", f"Service {step}")})
        elif kind == 4:
            write(plans, {"site.yaml": SITE.replace("[de, en]", chance.choice(["[de]", "[en, de]", "[de, en]"]))})
        else:
            commit(tmp_path, f"Stand {step}") if step % 2 else None
        text_of(site, "kunde-0/people.html")
        site.rebuild()
        while site.is_behind:
            site.catch_up()
        same_as_built(site, plans, tmp_path / f"build-{step}")


def test_nothing_is_drawn_before_somebody_looks(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio, "drawn", lambda *_: pytest.fail("drawn"))
    monkeypatch.setattr(portfolio, "files_across", lambda *_: pytest.fail("drawn"))
    assert begun(plans).account_count == 2


def test_only_the_changed_account_is_read_again(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = begun(plans)
    read: list[str] = []
    usual = portfolio.read_source
    monkeypatch.setattr(portfolio, "read_source", lambda source: read.append(source.account) or usual(source))
    write(plans, {"kunde-1/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
    done = site.rebuild()
    assert (read, done.changed) == (["kunde-1"], ("kunde-1/people.yaml",))
    assert done.pages > 10
    assert "Vogel" in text_of(site, "kunde-1/people.html")
    assert site.rebuild().changed == ()
    assert read == ["kunde-1"]


def test_the_last_good_page_stays_while_there_is_an_error(plans: Path) -> None:
    site = begun(plans)
    good = text_of(site, "kunde-0/people.html")
    write(plans, {"kunde-0/people.yaml": BROKEN})
    site.rebuild()
    assert text_of(site, "kunde-0/people.html") == good
    assert errors(site, "kunde-0/people.html")[0].startswith("K1")
    write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Brandt", "Brand")})
    site.rebuild()
    assert "Brandt" not in text_of(site, "kunde-0/people.html")
    assert errors(site) == []


def test_a_page_that_nobody_saw_is_drawn_as_it_last_was_good(plans: Path) -> None:
    site = begun(plans)
    write(plans, {"kunde-0/people.yaml": BROKEN})
    site.rebuild()
    assert "Sabine Brandt" in text_of(site, "kunde-0/people.html")


def test_an_account_with_errors_from_the_start_is_shown_as_far_as_it_is_sound(plans: Path) -> None:
    write(plans, {"kunde-0/people.yaml": PEOPLE.replace("positive", "sunny")})
    site = begun(plans)
    assert "Henrik Vogt" in text_of(site, "kunde-0/people.html")
    assert errors(site, "kunde-0/index.html") == ["K204"]


def test_errors_of_one_plan_are_only_counted_on_the_pages_of_another(plans: Path) -> None:
    write(plans, {"kunde-0/people.yaml": PEOPLE.replace("positive", "sunny")})
    standing = begun(plans).standing("kunde-1/people.html")
    assert (standing.errors, standing.elsewhere) == ((), 1)


def test_a_slip_in_the_settings_leaves_the_pages_as_they_were(plans: Path) -> None:
    site = begun(plans)
    before = text_of(site, "index.html")
    write(plans, {"site.yaml": SITE + "languages: [fr\n", "kunde-1/plan.yaml": COVER.replace("NAME", "Neuer Name")})
    site.rebuild()
    assert "Unsere Kundenpläne" in text_of(site, "index.html")
    assert "Neuer Name" in text_of(site, "kunde-1/index.html"), "work on other files goes on"
    assert errors(site, "kunde-1/index.html")
    write(plans, {"site.yaml": SITE, "kunde-1/plan.yaml": COVER.replace("NAME", "Kunde 1")})
    site.rebuild()
    assert (text_of(site, "index.html"), errors(site)) == (before, [])


def test_settings_that_were_never_sound_are_told_too(plans: Path) -> None:
    write(plans, {"staff.yaml": "weber: {name: [}\n"})
    site = begun(plans)
    assert errors(site, "kunde-0/index.html")
    assert text_of(site, "kunde-0/index.html")


def test_a_mistake_in_a_theme_is_told_over_the_last_good_page(tmp_path: Path, plans: Path) -> None:
    theme = tmp_path / "themes" / "own"
    write(theme, {"theme.yaml": "extends: default\n", "assets/theme.css": "p { color: red }\n"})
    write(plans, {"site.yaml": SITE + "theme: own\n"})
    site = begun(plans)
    page, stamp = text_of(site, "kunde-0/index.html"), site.standing("kunde-0/index.html").stamp
    write(theme, {"menu.html": "{% if %}"})
    site.rebuild()
    assert text_of(site, "kunde-0/index.html") == page
    assert errors(site, "kunde-0/index.html")[0].startswith("K5")
    write(theme, {"menu.html": "{{ nobody.knows.it }}"})
    site.rebuild()
    assert text_of(site, "kunde-0/index.html") == page
    assert text_of(site, "index.html")
    (theme / "menu.html").unlink()
    write(theme, {"assets/theme.css": "p { color: green }\n"})
    site.rebuild()
    assert errors(site, "kunde-0/index.html") == []
    assert site.standing("kunde-0/index.html").stamp != stamp, "another look is another page"


def test_a_mistake_of_ours_is_told_and_the_next_change_mends_it(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = begun(plans)
    good = text_of(site, "kunde-0/index.html")
    with monkeypatch.context() as broken:
        broken.setattr(portfolio, "survey_of", lambda *_: 1 / 0)
        site.rebuild()
        assert (errors(site), text_of(site, "kunde-0/index.html")) == (["K099"], good)
    site.rebuild()
    assert errors(site) == []


def test_drawing_that_fails_keeps_the_last_page_and_is_tried_again(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = begun(plans)
    good = text_of(site, "kunde-0/people.html")
    with monkeypatch.context() as broken:
        broken.setattr(portfolio, "drawn", lambda *_: 1 / 0)
        write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
        site.rebuild()
        assert (errors(site, "kunde-0/index.html"), text_of(site, "kunde-0/people.html")) == (["K099"], good)
        assert text_of(site, "kunde-1/people.html") == ""
        assert errors(site, "kunde-1/people.html") == ["K099"]
    site.rebuild()
    assert errors(site) == []
    assert "Vogel" in text_of(site, "kunde-0/people.html")
    assert "Vogt" in text_of(site, "kunde-1/people.html")


def test_a_file_that_changes_while_it_is_read_is_read_again(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = begun(plans)
    text_of(site, "kunde-0/people.html")
    usual = portfolio.read_erased

    def then_saved(asked: live.Question, memo: Memo) -> object:
        snapshot = usual(asked, memo)
        (plans / "kunde-0/assets").mkdir(exist_ok=True)
        (plans / "kunde-0/assets/big.txt").write_bytes(b"b" * 300_000)
        return snapshot

    (plans / "kunde-0/assets").mkdir()
    (plans / "kunde-0/assets/big.txt").write_bytes(b"a" * 300_000)
    with monkeypatch.context() as hasty:
        hasty.setattr(portfolio, "read_erased", then_saved)
        assert not site.rebuild().is_settled
    assert site.rebuild().is_settled
    page = site.page("kunde-0/assets/big.txt")
    assert page is not None
    assert page.content[:1] == b"b"
    assert page.is_foreign


def test_a_change_that_concerns_all_shows_first_what_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = small_plans(tmp_path, accounts=6)
    site = begun(plans)
    assert "Jonas Weber" in text_of(site, "kunde-4/plan.html")
    monkeypatch.setattr(live, "PATIENCE", 0.0)
    monkeypatch.setattr(live, "SLICE", 0.0)
    write(plans, {"staff.yaml": STAFF.replace("Jonas", "Johann")})
    done = site.rebuild()
    assert site.is_behind
    assert done.pages > 0
    assert "Johann Weber" in text_of(site, "kunde-4/plan.html")
    assert "Johann Weber" in text_of(site, "kunde-2/plan.html"), "what was left behind is read when somebody asks"
    slices = 0
    while site.is_behind:
        site.catch_up()
        slices += 1
    assert slices == 4
    same_as_built(site, plans, tmp_path / "build")


def test_a_folder_of_plans_that_is_gone_for_a_while_leaves_the_pages(plans: Path) -> None:
    site = begun(plans)
    good = text_of(site, "kunde-0/people.html")
    aside = plans.rename(plans.with_name("aside"))
    site.rebuild()
    assert (errors(site), text_of(site, "kunde-0/people.html")) == (["K020"], good)
    aside.rename(plans)
    assert site.rebuild().changed == ()
    assert errors(site) == []


def test_accounts_come_and_go(plans: Path) -> None:
    site = begun(plans)
    assert "kunde-0" in text_of(site, "index.html")
    (plans / "kunde-0").rename(plans / "kunde-neu")
    site.rebuild()
    assert text_of(site, "kunde-0/index.html") == ""
    assert "kunde-0" not in text_of(site, "index.html")
    assert "Kunde 0" in text_of(site, "kunde-neu/index.html")
    assert "kunde-neu" in text_of(site, "index.html")


def test_a_commit_ends_the_draft(tmp_path: Path, plans: Path) -> None:
    commit(tmp_path)
    write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
    site = begun(plans)
    assert "v2 (Entwurf)" in text_of(site, "kunde-0/index.html")
    commit(tmp_path)
    assert site.rebuild().changed == ("git",)
    assert "Entwurf" not in text_of(site, "kunde-0/index.html")


def test_any_version_can_be_read_even_beyond_those_that_a_build_keeps(tmp_path: Path, plans: Path) -> None:
    write(plans, {"site.yaml": SITE + "versions: {keep: 0}\n"})
    commit(tmp_path)
    write(plans, {"kunde-0/people.yaml": PEOPLE.replace("Vogt", "Vogel")})
    commit(tmp_path)
    site = begun(plans)
    history = site._portfolio.ground.histories["kunde-0"]  # type: ignore[union-attr]
    old = text_of(site, f"kunde-0/versions/{history.versions[1].commit.short}/index.html")
    assert "Henrik Vogt" in old
    assert "Henrik Vogel" not in old
    assert "v1 · " in text_of(site, f"en/kunde-0/versions/{history.versions[1].commit.short}/index.html")


def test_an_edition_shows_no_more_than_its_build(tmp_path: Path, plans: Path) -> None:
    commit(tmp_path)
    site = begun(plans, edition="customer")
    files = built(plans, tmp_path / "build", edition="customer")
    assert {file: text_of(site, file) for file in files if file.endswith(".html")} == {
        file: content.decode() for file, content in files.items() if file.endswith(".html")
    }
    head = site._portfolio.ground.surroundings.snapshot.commit  # type: ignore[union-attr]
    assert head is not None
    assert site.page(f"kunde-0/versions/{head.short}/index.html") is None
    assert site.page("findings.html") is None


def test_an_edition_for_some_accounts_shows_no_others(tmp_path: Path, plans: Path) -> None:
    write(
        plans, {"site.yaml": SITE + "  some: {shows: [public, internal, personal, commercial], accounts: [kunde-1]}\n"}
    )
    commit(tmp_path)
    site = begun(plans, edition="some")
    head = site._portfolio.ground.surroundings.snapshot.commit  # type: ignore[union-attr]
    assert head is not None
    assert text_of(site, f"kunde-1/versions/{head.short}/index.html")
    for address in ("index.html", "versions.html", f"versions/{head.short}/index.html"):
        assert site.page(f"kunde-0/{address}") is None
    assert "Kunde 0" not in text_of(site, "index.html")


def test_what_nobody_can_show_at_all_is_refused_at_the_start(plans: Path) -> None:
    with pytest.raises(EditionError):
        LiveSite(question(plans, edition="nobody")).begin()
    with pytest.raises(SourceError):
        LiveSite(question(plans, at="nowhere")).begin()


def test_schemas_are_read_again_when_somebody_changes_them(
    tmp_path: Path, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = tmp_path / "schema"
    shutil.copytree(REPOSITORY / "schema", schema)
    monkeypatch.setattr("kamsite.model.schema.schema_folder", lambda: schema)
    monkeypatch.setattr(portfolio, "schema_folder", lambda: schema)
    site = begun(plans)
    assert load_schemas().field("people").title.de == "Schlüsselpersonen und Machtstruktur"
    file = schema / "people.schema.json"
    file.write_text(file.read_text("utf-8").replace("Schlüsselpersonen und Machtstruktur", "Menschen"), "utf-8")
    site.rebuild()
    assert load_schemas().field("people").title.de == "Menschen"
    forget_schemas()


def test_any_version_of_the_programme_can_be_read_and_compared(tmp_path: Path, plans: Path) -> None:
    maturity = "dimensions: {strategy: {topics: {ziele: {title: Ziele, as_is: AS_IS, target: 4}}}}\n"
    for as_is in ("1", "2", "3", "4"):
        write(
            plans,
            {"site.yaml": SITE + "versions: {keep: 1}\n", "programme/maturity.yaml": maturity.replace("AS_IS", as_is)},
        )
        commit(tmp_path)
    site = begun(plans)
    for edition, has in (("team", True), ("customer", False)):
        site = begun(plans, edition=edition)
        history = site._portfolio.ground.surroundings.programme_history  # type: ignore[union-attr]
        new, _, old, first = (version.commit.short for version in history.versions)
        pair, then = f"programme/versions/{first}-{old}/index.html", f"programme/versions/{first}/index.html"
        assert [site.page(address) is not None for address in (pair, then, f"en/{then}")] == [has] * 3
        assert site.page("programme/versions/0000000/index.html") is None
        assert site.page(f"programme/versions/0000000-{new}/index.html") is None
        if has:
            assert "Ist 1 (nicht vorhanden) → 2 (Ansätze)" in text_of(site, pair)
            assert "v1 · " in text_of(site, then)
            same_as_built(site, plans, tmp_path / "build")

"""Every page of the example site: valid, whole, accessible in its structure, with links that lead somewhere."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from canaries import full_folder
from pagecheck import complaints_about_styles, dead_links, parsed
from sites import EXAMPLE, PLANS, example_site, made_once, publish, site, write

AS_OF = date(2026, 11, 20)
SITE = "site.yaml"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the plans that come with the product, in both languages."""
    files = site(example_site(tmp_path_factory))
    looked_at: set[str] = set()
    for name in [name for name in files if is_old(name) and name.endswith(".html")]:
        # They are many, long and much alike: of each plan one is looked at.
        plan = name.partition("/versions/")[0]
        if plan in looked_at:
            files[name] = b""
        looked_at.add(plan)
    return files


@pytest.fixture(scope="module")
def every_field(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A site in which every field of the schemas is filled, with power maps."""

    def make(out: Path) -> None:
        settings = "languages: [en, de]\nrepository: {url: 'https://git.example/p', kind: github}\n"
        publish(write(out.with_name("every-field-plans"), {**full_folder().files, SITE: settings}), out, as_of=AS_OF)

    return site(made_once(tmp_path_factory, "every-field", make))


@pytest.fixture(scope="module", params=["example", "every_field"])
def built(request: pytest.FixtureRequest) -> dict[str, bytes]:
    found: dict[str, bytes] = request.getfixturevalue(request.param)
    return found


def html(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: content.decode() for name, content in files.items() if name.endswith(".html") and content}


def is_old(name: str) -> bool:
    return "/versions/" in name


def test_every_page_is_sound_in_itself(built: dict[str, bytes]) -> None:
    """Ids are unique, headings in order, tables have captions, pictures alternatives; nothing runs."""
    wrong = {name: found for name, text in html(built).items() if (found := list(parsed(text).complaints()))}
    assert wrong == {}


def test_every_link_leads_somewhere(built: dict[str, bytes]) -> None:
    assert list(dead_links(built)) == []


def test_style_sheets_fetch_nothing(built: dict[str, bytes]) -> None:
    assert list(complaints_about_styles(built)) == []


def test_pages_speak_the_language_of_their_folder_and_lead_to_the_other(built: dict[str, bytes]) -> None:
    pages = {name: parsed(text) for name, text in html(built).items()}
    default = pages["index.html"].language
    other = {"de": "en", "en": "de"}[default]
    for name, page in pages.items():
        assert page.language == (other if name.startswith(f"{other}/") else default), name
    assert {f"{other}/{name}" for name in pages if not name.startswith(f"{other}/")} == {
        name for name in pages if name.startswith(f"{other}/")
    }


def test_titles_tell_pages_apart(built: dict[str, bytes]) -> None:
    titles: dict[tuple[str, str], list[str]] = {}
    for name, text in html(built).items():
        if not is_old(name):
            page = parsed(text)
            titles.setdefault((page.language, page.title), []).append(name)
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_strict_parser_has_nothing_to_complain_about(built: dict[str, bytes], language: str) -> None:
    html5lib = pytest.importorskip("html5lib")
    chosen = {name: text for name, text in html(built).items() if parsed(text).language == language}
    # All pages of one account, and one of each other kind: parsing takes a second for a megabyte.
    account = next(name for name in chosen if name.endswith("/whole.html")).removesuffix("/whole.html")
    wanted = [name for name in chosen if not is_old(name) and (name.startswith(f"{account}/") or name.count("/") < 2)]
    wanted += [name for name in chosen if is_old(name)][:1]
    for name in wanted:
        parser = html5lib.HTMLParser()
        parser.parse(chosen[name])
        told = [(place, code, chosen[name].splitlines()[place[0] - 1][:300]) for place, code, _ in parser.errors[:3]]
        assert told == [], name


@pytest.mark.parametrize("edition", ["company", "customer"])
def test_links_of_smaller_editions_lead_somewhere_too(tmp_path: Path, edition: str) -> None:
    plans = write(tmp_path / "plans", PLANS)
    publish(plans, tmp_path / "site", edition=edition, as_of=AS_OF)
    files = site(tmp_path / "site")
    assert {name: found for name, text in html(files).items() if (found := list(parsed(text).complaints()))} == {}
    assert list(dead_links(files)) == []


@pytest.mark.parametrize("edition", ["management", "company", "customer"])
def test_what_the_example_tells_fewer_readers_leads_somewhere_in_old_versions_too(tmp_path: Path, edition: str) -> None:
    publish(EXAMPLE, tmp_path / "site", edition=edition, as_of=AS_OF)
    assert list(dead_links(site(tmp_path / "site"))) == []


@pytest.mark.shared
def test_the_shared_example_is_sound_too(shared: Path, tmp_path: Path) -> None:
    publish(shared / "example-plans", tmp_path / "site", as_of=AS_OF)
    files = site(tmp_path / "site")
    assert {name: found for name, text in html(files).items() if (found := list(parsed(text).complaints()))} == {}
    assert list(dead_links(files)) == []


GLANCES = ("index", "key-figures", "competitors", "pipeline", "white-space", "potential", "sources", "open-questions")


@pytest.mark.parametrize("name", [*GLANCES, "our-people-weber", "nordwind-antriebe/index"])
def test_a_number_at_a_glance_leads_to_what_it_is_made_of(example: dict[str, bytes], name: str) -> None:
    page = example[f"{name}.html"].decode()
    numbers = re.findall(r'<dt>(.*?)</dt>\s*<dd class="figure__value">(.*?)</dd>', page, re.DOTALL)
    assert len(numbers) > 2
    leads_nowhere = [label for label, value in numbers if re.search(r">?[1-9]", value) and "<a " not in value]
    assert leads_nowhere == []


@pytest.mark.parametrize("name", ["index", "key-figures", "briefing", "agenda", "pipeline"])
def test_what_is_judged_at_a_day_says_so(example: dict[str, bytes], name: str) -> None:
    assert re.search(r'Stand <time datetime="2026-11-20">20\..November 2026', example[f"{name}.html"].decode())


def test_every_chart_has_a_title_a_description_and_a_table(example: dict[str, bytes]) -> None:
    """Sparklines stand in tables; of drawings without a table of their own one stands in the same section or below."""
    lacking = []
    for name, text in html(example).items():
        for chart in re.finditer(
            r'<svg class="chart (chart--(?!spark|progress)[\w-]+)[^>]*>(.*?)</svg>', text, re.DOTALL
        ):
            rest = text[chart.end() : text.find("</section>", chart.end())]
            has_table = "<table" in rest or chart[1] in ("chart--timeline", "chart--portfolio")
            if not (has_table and "<title" in chart[2] and "<desc" in chart[2]):
                lacking.append((name, chart[1]))
    assert lacking == []

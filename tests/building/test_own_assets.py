"""Our own logo and the photos of our people: shown where they are named, published only where they are shown."""

from pathlib import Path

from sites import PLANS, pages, publish, site, write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
FILES = PLANS | {
    "site.yaml": PLANS["site.yaml"].replace(
        "mission:", "logo: assets/logo.svg, website: https://hanse.example, mission:"
    ),
    "staff.yaml": """
        weber: {name: Jonas Weber, department: Vertrieb, photo: assets/people/weber.jpg}
        kaya: {name: Deniz Kaya, department: Service, photo: assets/kaya.pdf}
        lenz: {name: Petra Lenz, department: Leitung, photo: assets/lenz.png}
        """,
    "assets/logo.svg": SVG,
    "assets/people/weber.jpg": "weber",
    "assets/lenz.png": "lenz",
    "assets/kaya.pdf": "kaya",
    "assets/unused.png": "unused",
}


def assets(out: Path) -> set[str]:
    """Our own files on the site."""
    return {name.removeprefix("assets/company/") for name in site(out) if name.startswith("assets/company/")}


def test_our_logo_stands_on_every_page_and_photos_stand_with_our_people(tmp_path: Path) -> None:
    publish(write(tmp_path / "plans", FILES), tmp_path / "out")
    made = pages(tmp_path / "out")
    for name, html in made.items():
        up = "../" * name.count("/")
        assert f'<img class="brand__logo" src="{up}assets/company/logo.svg" alt="Hanse Automation GmbH">' in html, name
    people = made["our-people.html"]
    assert people.count('class="card__photo"') == 2
    assert 'src="assets/company/people/weber.jpg"' in people
    assert "kaya.pdf" in people
    assert "hanse.example" in made["about.html"]
    assert assets(tmp_path / "out") == {"logo.svg", "people/weber.jpg", "lenz.png"}


def test_a_customer_gets_the_logo_and_no_photo_that_the_edition_does_not_show(tmp_path: Path) -> None:
    publish(write(tmp_path / "plans", FILES), tmp_path / "out", edition="customer")
    assert assets(tmp_path / "out") == {"logo.svg"}
    assert "card__photo" not in pages(tmp_path / "out")["our-people.html"]


def test_colleagues_get_the_photos_of_all(tmp_path: Path) -> None:
    publish(write(tmp_path / "plans", FILES), tmp_path / "out", edition="company")
    assert assets(tmp_path / "out") == {"logo.svg", "people/weber.jpg", "lenz.png"}


def test_a_logo_that_could_act_is_neither_shown_nor_published(tmp_path: Path) -> None:
    files = FILES | {"assets/logo.svg": SVG.replace("<path", "<script>alert(1)</script><path")}
    summary = publish(write(tmp_path / "plans", files), tmp_path / "out", keep_going=True)
    assert summary.counts["error"] == 1
    assert assets(tmp_path / "out") == {"people/weber.jpg", "lenz.png"}
    assert "brand__logo" not in pages(tmp_path / "out")["index.html"]


def test_a_new_logo_reaches_every_page(tmp_path: Path) -> None:
    plans = write(tmp_path / "plans", FILES)
    publish(plans, tmp_path / "out", cache=tmp_path / "cache")
    write(plans, {"assets/new.png": "new", "site.yaml": FILES["site.yaml"].replace("logo.svg", "new.png")})
    publish(plans, tmp_path / "out", cache=tmp_path / "cache")
    publish(plans, tmp_path / "clean")
    assert site(tmp_path / "out") == site(tmp_path / "clean")
    assert "new.png" in assets(tmp_path / "out")


def test_a_photo_of_the_customer_stands_on_their_card(tmp_path: Path) -> None:
    files = FILES | {
        "nordwind/people.yaml": "people: {brandt: {name: Sabine Brandt, photo: assets/brandt.webp, attitude: neutral}}",
        "nordwind/strategy.yaml": "goals: {}",
        "nordwind/customer.md": "x",
        "nordwind/assets/brandt.webp": "brandt",
    }
    publish(write(tmp_path / "plans", files), tmp_path / "out", edition="team")
    assert '<img class="card__photo" src="assets/brandt.webp"' in pages(tmp_path / "out")["nordwind/people.html"]
    assert "nordwind/assets/brandt.webp" in site(tmp_path / "out")
    publish(write(tmp_path / "plans", files), tmp_path / "company", edition="company")
    assert "nordwind/assets/brandt.webp" not in site(tmp_path / "company")

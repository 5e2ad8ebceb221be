"""The dev server: people who are erased in site.yaml are gone with the next look, and with the old results."""

from pathlib import Path

from smallplans import begun, small_plans, text_of


def test_who_is_erased_is_gone_when_the_settings_are_saved(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    site = begun(plans)
    assert "Brandt" in text_of(site, "kunde-0/people.html")
    settings = plans / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "erased: [kunde-0/brandt]\n", "utf-8")
    site.rebuild()
    assert "Henrik Vogt" in text_of(site, "kunde-0/people.html")
    assert "Brandt" not in text_of(site, "kunde-0/people.html")
    assert "Brandt" in text_of(site, "kunde-1/people.html")


def test_what_is_written_of_somebody_who_is_erased_is_not_shown(tmp_path: Path) -> None:
    plans = small_plans(tmp_path)
    settings = plans / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "erased: [kunde-0/brandt]\n", "utf-8")
    site = begun(plans)
    (plans / "kunde-0/strategy.md").write_text("Mit Frau Dr. Brandt reden.\n", "utf-8")
    site.rebuild()
    assert "Mit gelöschte Person reden." in text_of(site, "kunde-0/strategy.html")

"""What is due at all customers on one page, and as calendar files that a calendar program reads."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest
from icalendar import Calendar
from pagecheck import section, words
from repositories import Repo
from sites import PLANS, differences, publish, site, write, written

from kamsite.language import both, told_in_each
from kamsite.render.across import agenda
from kamsite.render.calendarfile import CalendarEntry, calendar

AS_OF = date(2026, 6, 15)
DATED = {
    "nordwind/strategy.yaml": """
        goals:
          asien:
            title: Lieferant der Werke in Asien
            owner: weber
            due: 2026-12-31
            milestones:
              musterlinie: {title: "Musterlinie; Kiel, Halle 3", due: 2026-08-20}
              fertig: {title: Schon fertig, due: 2026-05-01, done: true}
            actions:
              anruf: {title: Dr. Brandt anrufen, owner: kaya, due: 2026-06-01}
        marketing:
          messe: {title: Hausmesse, date: 2026-09-08, end: 2026-09-10, status: planned}
        open_questions: {wer: {question: Wer entscheidet in Suzhou?, due: 2026-07}}
        """,
    "nordwind/customer.yaml": "profile: {summary: Baut Antriebe.}\n",
    "nordwind/divisions/marine/strategy.yaml": """
        pipeline: {faehre: {title: Fähre Oslo, decision: 2026-08-03, owner: kaya}}
        """,
    "thornmere/strategy.yaml": """
        goals: {line: {title: Second line, due: 2026-05-31}}
        """,
}


def built(tmp_path: Path, changed: dict[str, str], edition: str | None = None) -> dict[str, bytes]:
    plans = write(tmp_path / "plans", {**PLANS, **changed})
    publish(plans, tmp_path / "out", keep_going=True, as_of=AS_OF, edition=edition)
    return site(tmp_path / "out")


def events(content: bytes) -> dict[str, dict[str, object]]:
    """The entries of a calendar file by title, as an independent program reads them."""
    read = Calendar.from_ical(content)
    assert read.errors == []
    found = {}
    for event in read.walk("VEVENT"):
        assert event.errors == []
        end = event.decoded("DTEND") if "DTEND" in event else None
        found[str(event["SUMMARY"])] = {
            "uid": str(event["UID"]),
            "from": event.decoded("DTSTART"),
            "to": end,
            "stamp": event.decoded("DTSTAMP"),
            "text": str(event["DESCRIPTION"]),
        }
    return found


# -- the page ----------------------------------------------------------------------------------------------------------


def test_what_is_overdue_comes_first_by_owner_then_month_by_month(tmp_path: Path) -> None:
    page = built(tmp_path, DATED)["en/agenda.html"].decode()
    assert re.findall(r"<h2>(.*?)</h2>", page)[1:] == [
        "Overdue",
        "July 2026",
        "August 2026",
        "September 2026",
        "December 2026",
        "By owner",
        "Calendar files",
    ]
    late = words(section(page, "overdue"))
    assert "Deniz Kaya 1 Jun 2026 Dr. Brandt anrufen Nordwind Antriebe AG Action" in late
    assert "Without an owner 31 May 2026 Second line Thornmere Packaging Ltd Our goal" in late
    august = words(section(page, "month-2026-08"))
    assert august.index("Fähre Oslo Nordwind Marine Decision Deniz Kaya") < august.index("Musterlinie")
    assert "Schon fertig" not in page


def test_each_of_us_sees_how_much_there_is_to_do(tmp_path: Path) -> None:
    page = built(tmp_path, DATED)["en/agenda.html"].decode()
    assert "Deniz Kaya 1 1 3 Aug 2026 Fähre Oslo" in words(section(page, "owners"))


def test_every_kind_has_styles_that_leave_the_lines_that_it_counts(tmp_path: Path) -> None:
    made = built(tmp_path, DATED)
    page, styles = made["en/agenda.html"].decode(), made["assets/sections.css"].decode()
    choices = re.findall(r'<a id="only-(\w+)" href="#only-\1">[^<]*<span class="num">(\d+)</span>', page)
    assert ("all", "7") in choices
    assert len(choices) == 7
    for kind, count in choices[1:]:
        hidden = f":is(.line, .group:has(.line), .section:has(.line)):not(:has(.is-{kind}))"
        assert f".page--agenda:has(#only-{kind}:target) {hidden}" in styles
        assert page.count(f'"is-{kind}"') == int(count)


def test_more_than_fits_on_a_page_stands_on_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agenda, "PER_PAGE", 4)
    made = built(tmp_path, DATED)
    assert b"Second line" in made["agenda.html"]
    assert b"Hausmesse" in made["agenda-2.html"]
    assert b"Hausmesse" not in made["agenda.html"].partition(b'id="owners"')[0]


def test_without_dates_the_page_says_where_they_come_from_and_there_is_no_calendar(tmp_path: Path) -> None:
    made = built(tmp_path, {"nordwind/strategy.yaml": "goals: {}\n", "nordwind/customer.yaml": "profile: {}\n"})
    assert "Nothing is due: no plan has an open date." in words(made["en/agenda.html"].decode())
    assert not [file for file in made if file.endswith(".ics")]


# -- calendar files ----------------------------------------------------------------------------------------------------


def test_a_calendar_program_reads_what_is_due(tmp_path: Path) -> None:
    made = built(tmp_path, DATED)
    found = events(made["agenda.ics"])
    milestone = found["Nordwind Antriebe AG: Musterlinie; Kiel, Halle 3"]
    assert (milestone["from"], milestone["to"]) == (date(2026, 8, 20), None)
    assert milestone["text"] == "Meilenstein\nVerantwortlich: Jonas Weber"
    fair = found["Nordwind Antriebe AG: Hausmesse"]
    assert (fair["from"], fair["to"]) == (date(2026, 9, 8), date(2026, 9, 11))
    assert len(found) == 7
    assert found.keys() == events(made["en/agenda.ics"]).keys()


def test_each_account_has_a_calendar_with_its_divisions(tmp_path: Path) -> None:
    made = built(tmp_path, DATED)
    assert "Nordwind Marine: Fähre Oslo" in events(made["nordwind/agenda.ics"])
    assert list(events(made["thornmere/agenda.ics"])) == ["Thornmere Packaging Ltd: Second line"]
    page = made["agenda.html"].decode()
    assert all(f'href="{file}"' in page for file in ("agenda.ics", "nordwind/agenda.ics", "thornmere/agenda.ics"))


def test_what_moves_or_gets_another_title_stays_the_same_entry(tmp_path: Path) -> None:
    before = events(built(tmp_path / "a", DATED)["agenda.ics"])
    text = DATED["nordwind/strategy.yaml"].replace("Musterlinie; Kiel, Halle 3", "Muster").replace("08-20", "09-01")
    after = events(built(tmp_path / "b", {**DATED, "nordwind/strategy.yaml": text})["agenda.ics"])
    one, other = before["Nordwind Antriebe AG: Musterlinie; Kiel, Halle 3"], after["Nordwind Antriebe AG: Muster"]
    assert one["uid"] == other["uid"]
    assert one["from"] != other["from"]
    uids = [event["uid"] for event in before.values()]
    assert len(set(uids)) == len(uids)


def test_two_builds_of_a_commit_have_the_same_calendars_with_the_time_of_the_commit(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", "plans")
    repo.commit("Erste Fassung", written({**PLANS, **DATED}))
    for name in ("one", "other"):
        publish(repo.plans, tmp_path / name, keep_going=True, as_of=AS_OF)
    assert differences(site(tmp_path / "one"), site(tmp_path / "other")) == []
    time = int(repo.git("log", "-1", "--format=%ct"))
    stamps = {event["stamp"] for event in events(site(tmp_path / "one")["agenda.ics"]).values()}
    assert stamps == {datetime.fromtimestamp(time, UTC)}


def test_lines_are_folded_at_75_bytes_and_no_character_is_torn() -> None:
    title = "Größe, Maß; " * 9 + "服务 🛠 \\ Zeile\nzwei" * 9
    content = calendar("Kalender", [CalendarEntry("a", AS_OF, AS_OF, title, "", "Maßnahme", 0)])
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert list(events_without_text(content)) == [title]


@pytest.mark.parametrize("name", ["a", "b", "nordwind/strategy/goals/größe", "服务", *map(str, range(20))])
def test_an_entry_has_the_uuid_that_follows_from_its_name(name: str) -> None:
    content = calendar("Kalender", [CalendarEntry(name, AS_OF, AS_OF, "x", "", "y", 0)]).decode()
    assert f"UID:{uuid5(NAMESPACE_URL, f'kamsite:{name}')}\r\n" in content


def test_a_calendar_in_both_languages_holds_each_of_them_folded_as_if_it_was_alone() -> None:
    titles = {"en": "A long title of an appointment " * 4, "de": "Größe und Maß eines Termins " * 5}
    entry = CalendarEntry("a", AS_OF, AS_OF, both(titles["en"], titles["de"]), "", "y", 0)
    told = told_in_each(calendar("Kalender", [entry]), ("de", "en"))
    alone = [calendar("Kalender", [replace(entry, title=titles[language])]) for language in ("de", "en")]
    assert told == alone


def events_without_text(content: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(content).walk("VEVENT")]


@pytest.mark.parametrize("edition", ["company", "customer"])
def test_an_edition_has_no_date_of_what_it_may_not_show(tmp_path: Path, edition: str) -> None:
    made = built(tmp_path, DATED, edition)
    told = b"".join(content for file, content in made.items() if "agenda" in file).replace(b"\r\n ", b"").decode()
    assert "Fähre Oslo" not in told
    assert "Hausmesse" in told
    assert ("Wer entscheidet" in told) == (edition == "company")
    assert ("anrufen" in told) == (edition == "company")
    assert ("Second line" in told) == (edition == "company")


# -- the programme -----------------------------------------------------------------------------------------------------

PROGRAMME = {
    "programme/levers.yaml": """
        modules:
          plaene: {title: Pläne einführen, start: 2026-01, end: 2026-05, owner: weber, status: doing}
          global: {title: Global führen, start: 2026-07, end: 2026-Q4}
          fertig: {title: Auswahl, end: 2026-03, status: done}
        """,
    "programme/model.yaml": """
        questions:
          tools: {owner: kaya, due: 2026-09-30}
          services: {answer: Rufbereitschaft., owner: kaya, due: 2026-09-30}
          erfolg: {question: Woran messen wir Erfolg?, owner: weber, due: 2026-10}
        """,
    "programme/profiles.yaml": """
        profiles: {kam: {title: KAM, skills: {analyse: {title: Kundenanalyse, required: 5}}}}
        trainings:
          kurs: {title: Analyse in zwei Tagen, skills: [analyse], date: 2026-08-12}
          alt: {title: Grundlagen, skills: [analyse], date: 2026-02-01}
        """,
}
MODULE, QUESTION, COURSE = "Pläne einführen", "Woran messen wir Erfolg?", "Analyse in zwei Tagen"


def test_the_programme_has_its_dates_on_the_agenda(tmp_path: Path) -> None:
    page = built(tmp_path, {**DATED, **PROGRAMME})["en/agenda.html"].decode()
    assert f"Jonas Weber 31 May 2026 {MODULE} KAM programme Module of the roadmap" in words(section(page, "overdue"))
    assert f"12 Aug 2026 {COURSE} KAM programme Training" in words(section(page, "month-2026-08"))
    assert f"31 Oct 2026 {QUESTION} KAM programme Central question" in words(section(page, "month-2026-10"))
    assert "Global führen" in section(page, "month-2026-12")
    assert 'href="programme/levers.html#module-plaene"' in page
    assert not re.search("Auswahl</a>|Rufbereitschaft|Grundlagen", page.partition('id="overdue"')[2])


def test_a_central_question_of_the_format_is_asked_in_the_language_of_the_reader(tmp_path: Path) -> None:
    made = built(tmp_path, {**DATED, **PROGRAMME})
    asked = {"": "Welche Werkzeuge", "en/": "Which tools"}
    for folder, words_of_it in asked.items():
        assert words_of_it in section(made[f"{folder}agenda.html"].decode(), "month-2026-09")
        assert any(words_of_it in title for title in events(made[f"{folder}programme/agenda.ics"]))


def test_every_kind_of_the_programme_has_styles_too(tmp_path: Path) -> None:
    made = built(tmp_path, PROGRAMME)
    page, styles = made["agenda.html"].decode(), made["assets/sections.css"].decode()
    for kind, count in {"module": 2, "central_question": 2, "training": 1}.items():
        assert f".page--agenda:has(#only-{kind}:target) :is(.line, " in styles
        assert page.count(f'"is-{kind}"') == count


def test_calendar_programs_read_the_dates_of_the_programme(tmp_path: Path) -> None:
    made = built(tmp_path, {**DATED, **PROGRAMME})
    everything, own = events(made["agenda.ics"]), events(made["programme/agenda.ics"])
    assert own.keys() < everything.keys()
    assert own[f"KAM-Programm: {MODULE}"]["from"] == date(2026, 5, 31)
    assert own[f"KAM-Programm: {MODULE}"]["text"] == "Modul der Roadmap\nVerantwortlich: Jonas Weber"
    assert f"KAM programme: {COURSE}" in events(made["en/programme/agenda.ics"])
    assert b'href="programme/agenda.ics"' in made["agenda.html"]


def test_whoever_is_responsible_finds_it_on_their_own_page(tmp_path: Path) -> None:
    page = built(tmp_path, {**DATED, **PROGRAMME})["our-people-weber.html"].decode()
    assert f"31. Mai 2026 {MODULE} KAM-Programm Modul der Roadmap" in words(section(page, "dates"))


def test_an_edition_has_the_dates_of_the_pages_that_it_has(tmp_path: Path) -> None:
    every = "public, internal, commercial, personal"
    settings = PLANS["site.yaml"] + f"  some: {{shows: [{every}], accounts: [nordwind]}}\n"
    for edition, titles in {"team": {MODULE, QUESTION, COURSE}, "company": {MODULE, QUESTION}, "some": set()}.items():
        files = {**DATED, **PROGRAMME, "site.yaml": settings}
        made = built(tmp_path / edition, files, edition)
        whole = b"".join(content for name, content in made.items() if not name.startswith(("search", "assets")))
        # Without the page of a module nothing of it is anywhere.
        told = {title for title in (MODULE, QUESTION, COURSE) if title in made["agenda.html"].decode()}
        assert told == titles
        calendars = {name for name in made if name.endswith("programme/agenda.ics")}
        assert bool(calendars) is bool(titles)
        assert (COURSE.encode() in whole) is (COURSE in titles)

"""Comparisons too large for a comment are shortened by what matters least, and say what was left out."""

import pytest

from kamsite.compare.change import Change, Comparison, Kind, Level, PlanComparison, Step, Unreadable
from kamsite.compare.prose import compare_texts
from kamsite.language import Text
from kamsite.reporters.comparison import markdown
from kamsite.reporters.comparison.arrange import ComparisonReport

LINK = "https://git.example/runs/1"


def change(number: int, level: Level, kind: Kind = Kind.CHANGED) -> Change:
    name = f"Goal {number} with a name of some length"
    trail = (Step("entry", Text(name, name)), Step("field", Text("Title", "Titel")))
    prose = compare_texts("Old words here. " * 20, "New words there. " * 20) if kind is Kind.TEXT_EDITED else None
    path = ("goals", f"g{number}")
    return Change("p", "strategy", path, kind, level, "before", "after", trail=trail, prose=prose)


def comparison(plans: int, decisions: int, content: int, texts: int) -> Comparison:
    changes = [change(number, Level.DECISION) for number in range(decisions)]
    changes += [change(number, Level.CONTENT) for number in range(content)]
    changes += [change(number, Level.CONTENT, Kind.TEXT_EDITED) for number in range(texts)]
    return Comparison(tuple(PlanComparison(f"p{n}", f"p{n}", f"Kunde {n} ä", tuple(changes)) for n in range(plans)))


@pytest.mark.parametrize(
    ("size", "kept", "left_out"),
    [
        ((1, 2, 3, 2), ["Old words", "Goal 2 with"], ""),
        ((1, 5, 5, 200), ["Goal 4 with", "text edited"], "the words of texts"),
        ((4, 10, 400, 0), ["Goal 9 with"], "the words of texts, findings, changes that are no decisions"),
        ((10, 100, 0, 0), ["Goal 19 with"], "decisions beyond the first 20 of each account"),
        ((40, 60, 0, 0), ["Goal 4 with"], "decisions beyond the first 5 of each account"),
        ((300, 30, 5, 0), ["30 decisions, 5 other changes"], "all but counts"),
    ],
)
def test_a_comment_fits(size: tuple[int, int, int, int], kept: list[str], left_out: str) -> None:
    text = markdown.write(ComparisonReport(comparison(*size), "en", link=LINK))
    assert len(text) <= len(text.encode("utf-8")) <= markdown.LONGEST
    assert all(words in text for words in kept)
    assert f"[The whole comparison](<{LINK}>)" in text
    assert ("Left out: " in text) == bool(left_out)
    assert left_out in text
    assert text.splitlines()[0].startswith("### ● ")
    assert text.count("<details>") == text.count("</details>")


def test_what_cannot_be_read_stays_in_the_shortest_comment() -> None:
    whole = comparison(300, 30, 5, 0)
    broken = PlanComparison("x", "x", "X", unreadable=(Unreadable("x/people.yaml", False, ()),))
    text = markdown.write(ComparisonReport(Comparison((*whole.plans, broken)), "en"))
    assert "plans/x/people.yaml" in text
    assert text.startswith("### ✗ 1 file cannot be read")
    assert len(text.encode("utf-8")) <= markdown.LONGEST


def test_thousands_of_broken_files_are_counted() -> None:
    files = tuple(Unreadable(f"x/{n}.yaml", False, ()) for n in range(5000))
    text = markdown.write(ComparisonReport(Comparison((PlanComparison("x", "x", "X", unreadable=files),)), "de"))
    assert "5000 Dateien sind nicht lesbar" in text
    assert "… +4985" in text
    assert len(text) < 5000

"""What is remembered between builds does not grow for ever, and what is in use is not forgotten."""

import pickle
from pathlib import Path

import pytest
from repositories import Repo
from sites import PLANS, publish, write

from kamsite.building import site
from kamsite.building.question import Question
from kamsite.building.survey import survey, works_of
from kamsite.building.work import Workshop
from kamsite.output.memo import Memo
from kamsite.render.across.shared import SharedFiles
from kamsite.render.desk import Desk

PEOPLE = "people: {brandt: {name: Sabine Brandt, roles: [decider], influence: 5, attitude: positive}}\n"


def test_what_nobody_used_for_long_is_forgotten_and_what_this_build_made_stays(repo: Repo, tmp_path: Path) -> None:
    cache = tmp_path / "remembered"
    memo = Memo(cache)
    memo.put({"of another age": b"1"}, 0)
    memo.close()
    publish(repo.plans, tmp_path / "site", cache=cache)
    again = Memo(cache)
    assert again.get(["of another age"]) == {}
    again.close()
    summary = publish(repo.plans, tmp_path / "site", cache=cache)
    assert (summary.drawn, summary.written) == (0, 0)


def test_of_pages_across_accounts_only_those_are_drawn_again_whose_inputs_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = write(tmp_path / "plans", {**PLANS, "nordwind/people.yaml": PEOPLE})
    publish(plans, tmp_path / "site", cache=tmp_path / "cache", keep_going=True)
    drawn: list[str] = []
    usual = site.draw

    def noticed(files: SharedFiles, desk: Desk) -> dict[str, bytes]:
        drawn.append(files.name)
        return usual(files, desk)

    monkeypatch.setattr(site, "draw", noticed)
    publish(plans, tmp_path / "site", cache=tmp_path / "cache", keep_going=True)
    assert drawn == []
    file = plans / "nordwind" / "people.yaml"
    file.write_text(file.read_text("utf-8").replace("attitude: positive", "attitude: negative", 1), "utf-8")
    publish(plans, tmp_path / "site", cache=tmp_path / "cache", keep_going=True)
    assert {"contacts.html", "index.html"} <= set(drawn)
    assert not {"agenda.html", "competitors.html", "our-people.html"} & set(drawn)


def test_a_record_comes_from_another_process_as_it_was_sent(tmp_path: Path) -> None:
    plans = write(tmp_path / "plans", {**PLANS, "nordwind/people.yaml": PEOPLE})
    surroundings, histories = survey(Question(plans), Memo(None))
    workshop = Workshop(surroundings, None)
    (done,) = workshop.do_part([works_of(surroundings, histories)["nordwind"]])
    record = done[1]
    assert record.findings
    assert record.summaries
    assert record.scores
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301

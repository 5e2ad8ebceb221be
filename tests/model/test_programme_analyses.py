"""What is worked out from the programme: opinions, gaps, priorities, slack, entitlement, fit."""

from datetime import date

import pytest

from kamsite.model.analyses.programme.care import questions_of, roles_of
from kamsite.model.analyses.programme.fitness import FEWEST, fitness_of, most_disputed
from kamsite.model.analyses.programme.levers import ranked, topics_without_lever
from kamsite.model.analyses.programme.maturity import days_of, farthest, maturity_of
from kamsite.model.analyses.programme.promises import Promised, meant_by, promises_of
from kamsite.model.analyses.programme.roadmap import Roadmap, roadmap_of
from kamsite.model.analyses.programme.skills import fits_of, team_gaps
from kamsite.model.programme import (
    CareModel,
    CentralQuestion,
    Dimensions,
    Fitness,
    FunctionProfile,
    Lever,
    Levers,
    Maturity,
    MaturityDimension,
    Module,
    Profiles,
    Responsibility,
    SegmentService,
    Skill,
    SkilledPerson,
    Statement,
    Topic,
    Training,
)

# -- fitness -----------------------------------------------------------------------------------------------------------


def rounds(**by_period: dict[str, dict[str, int]]) -> Fitness:
    return Fitness(
        statements={"plans": Statement(title="Plans")},
        rounds={period.removeprefix("p").replace("_", "-"): rated for period, rated in by_period.items()},
    )


def test_mean_and_spread_of_a_statement() -> None:
    result = fitness_of(rounds(p2026_01={"plans": {"a": 1, "b": 4, "c": 4}}))
    assert result.latest is not None
    opinion = result.latest.opinions["plans"]
    assert result.latest.raters == 3
    assert (opinion.mean, opinion.ratings, opinion.spread, opinion.count) == (3.0, (1, 4, 4), 3, 3)
    assert opinion.deviation == pytest.approx(2**0.5)
    assert most_disputed(result) == ["plans"]


def test_rounds_go_by_time_whatever_their_order_and_precision() -> None:
    result = fitness_of(
        Fitness(rounds={"2026": {"a": {"x": 4}}, "2025-Q3": {"a": {"x": 1}}, "2026-06": {"a": {"x": 2}}})
    )
    assert [one.period for one in result.rounds] == ["2025-Q3", "2026-06", "2026"]
    assert result.course("a") == (("2025-Q3", 1.0), ("2026-06", 2.0), ("2026", 4.0))


def test_the_change_counts_only_what_both_rounds_rated() -> None:
    result = fitness_of(
        rounds(p2026_01={"plans": {"a": 2, "b": 2}}, p2026_10={"plans": {"a": 3, "b": 3}, "capacity": {"a": 0}})
    )
    assert result.change == 1.0
    assert result.change_of("capacity") is None


def test_where_names_are_hidden_few_ratings_are_too() -> None:
    rated = {"plans": {"a": 1, "b": 5}, "reviewed": {"a": 1, "c": 2, "d": 3}}
    shy = fitness_of(rounds(p2026_01=rated, p2026_10={"plans": {"a": 1}}), FEWEST)
    assert [one.period for one in shy.rounds] == ["2026-01"], "a round of which nothing is left is none"
    (only,) = shy.rounds
    assert list(only.opinions) == ["reviewed"]
    assert (only.mean, only.raters) == (2.0, 3), "what is not shown counts nowhere"


# -- maturity ----------------------------------------------------------------------------------------------------------


def of_strategy(**topics: Topic) -> Maturity:
    return Maturity(dimensions=Dimensions(strategy=MaturityDimension(title="Strategy", topics=topics)))


def test_gaps_of_topics_and_their_dimension() -> None:
    (strategy,) = maturity_of(
        of_strategy(
            a=Topic(title="A", as_is=2, target=4),
            b=Topic(title="B", as_is=4, target=3),
            c=Topic(title="C", as_is=1),
        )
    )
    assert [topic.gap for topic in strategy.topics] == [2.0, 0.0, None]
    assert [topic.is_far for topic in strategy.topics] == [True, False, False]
    assert (strategy.as_is, strategy.target, strategy.gap) == (pytest.approx(7 / 3), 3.5, 1.0)
    assert [topic.id for _, topic in farthest((strategy,))] == ["a"]


def test_the_course_joins_what_was_written_and_what_earlier_versions_said() -> None:
    now = of_strategy(a=Topic(title="A", as_is=4, history={"2025-06": 2, "2026-10": 4}, formerly=("old",)))
    past = (
        (date(2026, 1, 15), of_strategy(old=Topic(title="A", as_is=3))),
        (date(2026, 2, 1), of_strategy(a=Topic(title="A", as_is=3))),
        (date(2026, 10, 9), of_strategy(a=Topic(title="A", as_is=4))),
    )
    (strategy,) = maturity_of(now, past)
    course = strategy.topics[0].course
    assert course == ((date(2025, 6, 30), 2.0), (date(2026, 1, 15), 3.0), (date(2026, 10, 31), 4.0))
    assert days_of((strategy,)) == tuple(day for day, _ in course)
    assert [strategy.at(day) for day in (date(2025, 1, 1), date(2026, 5, 1), date(2026, 12, 1))] == [None, 3.0, 4.0]


def test_a_dimension_has_a_mean_only_once_all_of_its_topics_were_rated() -> None:
    topics = {"a": Topic(title="A", as_is=4, history={"2025": 4}), "b": Topic(title="B", as_is=2, history={"2026": 2})}
    (strategy,) = maturity_of(of_strategy(**topics, c=Topic(title="C", as_is=1)))
    assert strategy.at(date(2026, 6, 1)) is None, "a mean that falls because one more topic is looked at tells nothing"
    assert strategy.at(date(2026, 12, 31)) == 3.0


# -- levers ------------------------------------------------------------------------------------------------------------


def test_levers_go_by_growth_times_ease_then_growth() -> None:
    levers = Levers(
        levers={
            "open": Lever(title="Not rated", growth=5),
            "quick": Lever(title="Quick", growth=3, ease=4),
            "grow": Lever(title="Grow", growth=4, ease=3),
            "hard": Lever(title="Hard", growth=5, ease=1),
            "best": Lever(title="Best", growth=4, ease=5),
        }
    )
    order = ranked(levers, Maturity())
    assert [(one.id, one.rank, one.score, one.turn) for one in order] == [
        ("best", 1, 20, "first"),
        ("grow", 2, 12, "then"),
        ("quick", 3, 12, "then"),
        ("hard", 4, 5, "later"),
        ("open", None, None, None),
    ]


def test_a_lever_works_on_the_topics_that_it_names() -> None:
    maturity = of_strategy(a=Topic(title="A", as_is=1, target=5), b=Topic(title="B", as_is=1, target=3))
    named = {"x": Lever(title="X", dimension="strategy", topics=("a",))}
    assert topics_without_lever(named, maturity) == (("strategy", "b"),)
    assert ranked(Levers(levers=named), maturity)[0].gaps == (("A", 4),)
    whole = {"x": Lever(title="X", dimension="strategy")}
    assert topics_without_lever(whole, maturity) == ()


# -- roadmap -----------------------------------------------------------------------------------------------------------


def roadmap(**modules: Module) -> Roadmap:
    return roadmap_of(Levers(modules=modules), date(2026, 11, 28))


def test_slack_is_what_a_module_may_lose_without_moving_the_end() -> None:
    found = roadmap(
        choice=Module(title="Choice", start="2026-01", end="2026-04", status="done"),
        plans=Module(title="Plans", start="2026-05", end="2026-12", after=("choice",), status="doing"),
        roles=Module(title="Roles", start="2026-09", end="2027-03", after=("choice",)),
        everywhere=Module(title="Everywhere", start="2027-04", end="2028-06", after=("plans", "roles")),
    )
    slack = {one.id: one.slack for one in found.modules}
    assert slack == {"choice": 90, "plans": 90, "roles": 0, "everywhere": 0}
    assert [one.id for one in found.critical] == ["roles", "everywhere"]
    assert (found.start, found.end) == (date(2026, 1, 1), date(2028, 6, 30))


def test_a_circle_and_dropped_modules_do_not_decide_about_the_end() -> None:
    found = roadmap(
        one=Module(title="One", start="2026-01", end="2026-02", after=("two",)),
        two=Module(title="Two", start="2026-01", end="2026-02", after=("one",)),
        three=Module(title="Three", start="2026-05", end="2027-02", status="dropped"),
        four=Module(title="Four", start="2026-05", end="2027-01"),
    )
    assert {one.id: one.slack for one in found.modules} == {"one": None, "two": None, "three": None, "four": 0}
    assert found.end == date(2027, 1, 31)


def test_where_a_module_stands() -> None:
    found = roadmap(
        done=Module(title="Done", start="2026-01", end="2026-02", status="done"),
        over=Module(title="Over", start="2026-01", end="2026-10", status="doing"),
        late=Module(title="Late", start="2026-10", end="2027-02"),
        now=Module(title="Now", start="2026-11", end="2027-02"),
        doing=Module(title="Doing", start="2026-11", end="2027-02", status="doing"),
        open=Module(title="Open"),
    )
    standings = {one.id: one.standing for one in found.modules}
    assert standings == {
        "done": "done",
        "over": "overdue",
        "late": "late_start",
        "now": "planned",
        "doing": "doing",
        "open": "undated",
    }
    assert found.modules[-1].id == "open", "what has no dates comes last"
    assert (found.done, found.wanted) == (1, 6)


def test_modules_that_begin_before_what_they_wait_for() -> None:
    found = roadmap(
        one=Module(title="One", start="2026-01", end="2026-04"),
        two=Module(title="Two", start="2026-04", end="2026-12", after=("one",)),
        three=Module(title="Three", start="2026-05", end="2026-12", after=("one",)),
        four=Module(title="Four", start="2026-04-30", end="2026-12", after=("one",)),
    )
    early = {one.id: one.too_early for one in found.modules}
    assert early == {"one": (), "two": ("one",), "three": (), "four": ("one",)}


def test_the_end_that_was_first_written_is_remembered_under_any_id() -> None:
    now = Levers(
        modules={
            "plans": Module(title="Plans", start="2026-05", end="2026-12", formerly=("intro",)),
            "roles": Module(title="Roles", start="2026-05", end="2026-12"),
            "new": Module(title="New", start="2026-05", end="2026-12"),
        }
    )
    past = [
        Levers(modules={"intro": Module(title="Plans"), "roles": Module(title="Roles", end="2026-12")}),
        Levers(modules={"intro": Module(title="Plans", end="2026-10")}),
        Levers(modules={"plans": Module(title="Plans", end="2026-11")}),
    ]
    found = {one.id: one for one in roadmap_of(now, date(2026, 11, 28), past).modules}
    assert (found["plans"].promised, found["plans"].moved) == (date(2026, 10, 31), 61)
    assert [found[name].promised for name in ("roles", "new")] == [None, None]


# -- service and care, RACI, questions ---------------------------------------------------------------------------------


SERVICES = {
    "oncall": SegmentService(title="Rufbereitschaft rund um die Uhr", segments=("key",), department="Service"),
    "stock": SegmentService(title="Konsignationslager beim Kunden", segments=("key",), department="Logistik"),
    "course": SegmentService(title="Schulung vor Ort", segments=("key", "focus"), department="Technik"),
    "course-online": SegmentService(title="Schulungsvideos im Netz", segments=("standard",), department="Marketing"),
    "bench": SegmentService(title="Versuche auf dem Prüfstand", segments=("key",)),
    "watch": SegmentService(title="Zustandsüberwachung mit Bericht", segments=("key",)),
    "contact": SegmentService(title="Fester Ansprechpartner", segments=("key",)),
    "tpm": SegmentService(title="TPM", segments=("key",)),
}


@pytest.mark.parametrize(
    ("promised", "meant", "candidates"),
    [
        (Promised("Rufbereitschaft"), ["oncall"], []),
        (Promised("rufbereitschaft  rund um die Uhr", "Vertrieb"), ["oncall"], []),
        (Promised("Konsignationslager in Kiel", "logistics"), ["stock"], []),
        (Promised("Zwei Prüfstandstage im Monat", "Technik"), ["bench"], []),
        (Promised("tpm "), ["tpm"], []),
        (Promised("QM"), [], []),
        (Promised("Schulung für Einkäufer", "Einkauf"), [], ["course", "course-online"]),
        (Promised("Schulung für Einkäufer", "Technik"), ["course"], []),
        (Promised("Konsignationslager in Kiel", "Vertrieb"), [], ["stock"]),
        (Promised("Zustandsüberwachnug mit Berciht"), [], ["watch"]),
        (Promised("Monatlicher Stand der Zulassungen"), [], []),
        (Promised("Folder per part number"), [], []),
        (Promised("Nachts um drei ans Telefon", "Service", "oncall"), ["oncall"], []),
        (Promised("Rufbereitschaft rund um die Uhr", "", "extra"), [], []),
        (Promised("Rufbereitschaft rund um die Uhr", "", "on-call"), [], []),
    ],
)
def test_which_service_of_the_model_is_promised(promised: Promised, meant: list[str], candidates: list[str]) -> None:
    found = meant_by(promised, SERVICES)
    assert ([*found.services], [*found.candidates]) == (meant, candidates)


def test_what_a_plan_promises_beyond_the_segment() -> None:
    model = CareModel(
        services={
            "oncall": SegmentService(title="On-call service", segments=("key",)),
            "training": SegmentService(title="Training on site", segments=("key", "focus")),
        }
    )
    promised = (
        Promised("On-call service by night", "Service"),
        Promised("Training"),
        Promised("Kits in sequence", "Logistics"),
        Promised("Kits in sequence", "Logistics", "extra"),
    )
    found = promises_of(model, "acme", "focus", promised)
    told = [(one.services, one.is_extra) for one in found]
    assert told == [(("oncall",), True), (("training",), False), ((), True), ((), False)]


def test_roles_with_most_to_do_come_first() -> None:
    tasks = {
        "offer": Responsibility(title="Offer", raci={"controlling": "C", "sales": "R", "kam": "A"}),
        "price": Responsibility(title="Price", raci={"kam": "A/R"}),
    }
    assert roles_of(tasks) == ("kam", "sales", "controlling")


def test_a_standard_question_nobody_wrote_about_is_open_too() -> None:
    model = CareModel(
        questions={"own": CentralQuestion(question="Own?", answer="Yes."), "care": CentralQuestion(answer=" ")}
    )
    found = questions_of(model, ("services", "care"))
    assert [(one.id, one.is_answered) for one in found] == [("services", False), ("care", False), ("own", True)]


# -- profiles ----------------------------------------------------------------------------------------------------------


def test_fit_gaps_and_the_trainings_that_close_them() -> None:
    profiles = Profiles(
        profiles={
            "kam": FunctionProfile(
                title="KAM",
                skills={
                    "talk": Skill(title="Talk", required=4),
                    "count": Skill(title="Count", required=5),
                    "lead": Skill(title="Lead", required=3),
                },
            )
        },
        people={
            "weber": SkilledPerson(profile="kam", skills={"talk": 5, "count": 3}),
            "moser": SkilledPerson(profile="kam", skills={"talk": 1, "count": 5, "lead": 3}),
            "guest": SkilledPerson(skills={"talk": 1}),
        },
        trainings={
            "a": Training(title="A", skills=("count",), participants=("weber",)),
            "b": Training(title="B", skills=("talk", "count"), date="2026-11-28"),
            "over": Training(title="Over", skills=("talk", "count"), participants=("weber", "moser"), date="2026-10"),
        },
    )
    weber, moser = fits_of(profiles, date(2026, 11, 28))
    assert weber.share == pytest.approx(7 / 9), "five where four are asked make up for nothing; lead was not rated"
    assert [(gap.skill, gap.steps, gap.booked, gap.possible) for gap in weber.gaps] == [("count", 2, ("a",), ("b",))]
    assert weber.unrated == ("lead",)
    assert moser.share == pytest.approx(9 / 12)
    assert [(gap.skill, gap.steps, gap.unbooked, gap.people) for gap in team_gaps((weber, moser))] == [
        ("talk", 3, 1, ("moser",)),
        ("count", 2, 0, ("weber",)),
    ]

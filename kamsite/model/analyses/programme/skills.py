"""Function profiles (D38): how well people fit their role, what is missing, and which training closes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kamsite.model.analyses.agenda import last_day
from kamsite.model.programme import FunctionProfile, Profiles, SkilledPerson, Training


@dataclass(frozen=True, slots=True)
class SkillGap:
    """A skill that a person lacks: by how many steps, and the trainings for it.

    `booked` are the trainings to come in which the person takes part, `possible` the others that train the skill.
    """

    skill: str
    steps: int
    booked: tuple[str, ...]
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a person fits their role. `share` is from 0 to 1, over the skills that were rated; None where none was.

    More than required counts as required: it makes up for nothing. `unrated` are required skills nobody rated.
    """

    person: str
    profile: str
    share: float | None
    gaps: tuple[SkillGap, ...]
    unrated: tuple[str, ...]


def fits_of(profiles: Profiles, as_of: date) -> tuple[Fit, ...]:
    """Everybody whose role has a profile, in the order in which they are written.

    Trainings that are over at a day close no gap any more: what is missing is missing after them.
    """
    coming = {key: one for key, one in profiles.trainings.items() if not is_over(one, as_of)}
    return tuple(
        _fit(name, person, profiles.profiles[person.profile], coming)
        for name, person in profiles.people.items()
        if person.profile is not None and person.profile in profiles.profiles
    )


def is_over(training: Training, as_of: date) -> bool:
    """Whether a training has been held before a day."""
    day = last_day(training.date)
    return day is not None and day < as_of


def _fit(name: str, person: SkilledPerson, profile: FunctionProfile, coming: Mapping[str, Training]) -> Fit:
    required = {key: skill.required for key, skill in profile.skills.items() if skill.required is not None}
    rated = {key: level for key, level in required.items() if key in person.skills}
    reached = sum(min(person.skills[key], level) for key, level in rated.items())
    gaps = tuple(
        _gap(name, key, level - person.skills[key], coming)
        for key, level in rated.items()
        if person.skills[key] < level
    )
    return Fit(
        name,
        person.profile or "",
        reached / sum(rated.values()) if rated else None,
        tuple(sorted(gaps, key=lambda gap: -gap.steps)),
        tuple(key for key in required if key not in person.skills),
    )


def _gap(person: str, skill: str, steps: int, coming: Mapping[str, Training]) -> SkillGap:
    trainings = {key: one for key, one in coming.items() if skill in one.skills}
    booked = tuple(key for key, one in trainings.items() if person in one.participants)
    return SkillGap(skill, steps, booked, tuple(key for key in trainings if key not in booked))


@dataclass(frozen=True, slots=True)
class TeamGap:
    """A skill that people lack: who, how many steps in all, and for how many of them no training is booked."""

    skill: str
    people: tuple[str, ...]
    steps: int
    unbooked: int


def team_gaps(fits: tuple[Fit, ...]) -> tuple[TeamGap, ...]:
    """The skills that the team lacks, the largest gap first."""
    found: dict[str, list[tuple[str, SkillGap]]] = {}
    for person, gap in _all_gaps(fits):
        found.setdefault(gap.skill, []).append((person, gap))
    gaps = [
        TeamGap(
            skill,
            tuple(person for person, _ in some),
            sum(gap.steps for _, gap in some),
            sum(1 for _, gap in some if not gap.booked),
        )
        for skill, some in found.items()
    ]
    return tuple(sorted(gaps, key=lambda gap: (-gap.steps, gap.skill)))


def _all_gaps(fits: tuple[Fit, ...]) -> Iterator[tuple[str, SkillGap]]:
    return ((fit.person, gap) for fit in fits for gap in fit.gaps)

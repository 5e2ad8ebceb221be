"""Key persons and power structure: who decides at the customer, and who of us looks after whom."""

from typing import Literal

from msgspec import Struct

from kamsite.model.common import Item, Rhythm

Role = Literal["decider", "user", "influencer", "ratifier", "specifier", "door_opener", "buyer", "gatekeeper"]
Attitude = Literal["mentor", "positive", "neutral", "negative", "enemy"]


class Person(Struct, frozen=True, kw_only=True):
    """A person at the customer. `influence` and `decision_factors` run from 1 to 5, `contact` from 0 to 5.

    `influences` gives the strength, 1 to 5, by the id of the other person. No `attitude` means that we do not know it.
    """

    name: str
    title: str | None = None
    department: str | None = None
    division: str | None = None
    location: str | None = None
    reports_to: str | None = None
    roles: tuple[Role, ...] = ()
    influence: int | None = None
    attitude: Attitude | None = None
    attitude_reason: str | None = None
    contact: int | None = None
    influences: dict[str, int] = {}
    decision_factors: dict[str, int] = {}
    listens_because: str | None = None
    needs: tuple[Item, ...] = ()
    email: str | None = None
    phone: str | None = None
    mobile: str | None = None
    languages: tuple[str, ...] = ()
    profile: str | None = None
    photo: str | None = None
    since: str | None = None
    left: str | None = None
    successor: str | None = None
    notes: str | None = None
    source: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()

    @property
    def is_decider(self) -> bool:
        """Whether the person decides on purchases."""
        return "decider" in self.roles

    @property
    def is_against_us(self) -> bool:
        """Whether the person's attitude to us is negative or worse."""
        return self.attitude in ("negative", "enemy")


class Relationship(Struct, frozen=True, kw_only=True):
    """Who of us (`by`) addresses whom (`person`) with which message. `strength` runs from 0 to 5."""

    person: str
    by: str
    strength: int | None = None
    rhythm: Rhythm | None = None
    message: str | None = None
    goal: str | None = None
    plan: str | None = None
    next_step: str | None = None
    due: str | None = None
    note: str | None = None


class People(Struct, frozen=True, kw_only=True):
    """The chapter `people.yaml`."""

    people: dict[str, Person] = {}
    relationships: tuple[Relationship, ...] = ()

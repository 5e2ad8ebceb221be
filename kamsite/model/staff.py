"""Our own people."""

from msgspec import Struct


class StaffMember(Struct, frozen=True, kw_only=True):
    """One of our own people."""

    name: str
    title: str | None = None
    department: str | None = None
    location: str | None = None
    email: str | None = None
    phone: str | None = None
    mobile: str | None = None
    languages: tuple[str, ...] = ()
    reports_to: str | None = None
    deputy: str | None = None
    company: str | None = None
    photo: str | None = None
    since: str | None = None
    left: str | None = None
    note: str | None = None
    formerly: tuple[str, ...] = ()


# The file `staff.yaml`: our people by id.
Staff = dict[str, StaffMember]

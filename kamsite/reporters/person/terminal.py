"""All that is held on a person as plain text."""

from collections.abc import Iterator

from kamsite.compare.traces import How
from kamsite.reporters.person import report as words
from kamsite.reporters.person.report import PersonReport
from kamsite.reporters.screen import visible


def write(report: PersonReport) -> str:
    """The whole report."""
    return "".join(f"{visible(line)}\n" for line in _lines(report))


def _lines(report: PersonReport) -> Iterator[str]:
    yield report.title
    yield ""
    facts = [*report.facts()]
    width = max(len(name) for name, _ in facts)
    yield from (f"  {name.ljust(width)}  {value}" for name, value in facts)
    if not report.holdings.is_complete:
        yield f"  {report.say(words.INCOMPLETE)}"
    for how, title, _, held in report.sections():
        if held or how is How.OWN:
            yield from _heading(f"{title} ({len(held)})")
        for one in held:
            yield f"  {report.what(one)}: {one.value}"
            by = ", ".join(one.since.authors)
            yield "    " + " · ".join(part for part in (report.moment(one.since), by, report.readers(one)) if part)
            yield f"    {report.place(one)}"
        if how is How.OWN and not held:
            yield f"  {report.say(words.NOTHING)}"
    yield from _rest(report)


def _rest(report: PersonReport) -> Iterator[str]:
    held = report.holdings
    if held.photos:
        yield from _heading(report.say(words.PHOTOS))
        yield from (f"  {photo}" for photo in held.photos)
    if held.earlier:
        yield from _heading(f"{report.say(words.EARLIER)} ({len(held.earlier)})")
        yield f"  {report.say(words.EARLIER_HELP)}"
        for one in held.earlier:
            yield f"  {report.what(one)}: {one.value}"
            yield "    " + " · ".join(part for part in (report.span(one), ", ".join(one.since.authors)) if part)
    if held.mentions:
        yield from _heading(f"{report.say(words.MESSAGES)} ({len(held.mentions)})")
        for mention in held.mentions:
            yield f"  {' · '.join(report.commit(mention.commit))}: {mention.line}"
    if sentence := report.authored():
        yield from _heading(report.say(words.AUTHORED))
        yield f"  {sentence}"
    if editions := [*report.editions()]:
        yield from _heading(report.say(words.EDITIONS))
        yield from (f"  {name}{f' ({title})' if title else ''}: {count}" for name, title, count in editions)
    yield ""
    yield report.say(words.SEARCHED)


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield text

"""All that is held on a person as one HTML page to print: its styles are in it, it runs no script and asks no host."""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from kamsite.building.holdings import Holding
from kamsite.compare.traces import How
from kamsite.render import inline
from kamsite.render.inline import fill
from kamsite.reporters.person import report as words
from kamsite.reporters.person.report import PersonReport
from kamsite.reporters.standalone import standalone_page


def write(report: PersonReport) -> str:
    """The whole page."""
    body = inline.joined(tuple(_body(report)), "\n")
    return standalone_page("person", report.language, report.title, report.styles, body)


def _body(report: PersonReport) -> Iterator[Markup]:
    yield fill('<div class="page-head"><h1>{}</h1><p class="lead">{}</p></div>', report.title, report.say(words.LEAD))
    facts = [fill("<div><dt>{}</dt><dd>{}</dd></div>", name, value) for name, value in report.facts()]
    yield fill('<dl class="facts">{}</dl>', inline.joined(facts, ""))
    if not report.holdings.is_complete:
        yield fill('<p class="note">{}</p>', inline.message(report.say(words.INCOMPLETE)))
    for how, title, explanation, held in report.sections():
        if held:
            columns = (words.WHAT, words.VALUE, words.SINCE, words.SEEN_BY, words.PLACE)
            table = _table([report.say(column) for column in columns], [_row(report, one) for one in held])
            yield _section(title, explanation, table, len(held))
        elif how is How.OWN:
            yield _section(title, explanation, fill("<p>{}</p>", report.say(words.NOTHING)))
    yield from _past(report)
    yield from _readers(report)
    asked = _list(report.say(text) for text in words.ADD)
    yield _section(report.say(words.MISSING), report.say(words.MISSING_HELP), asked)
    yield fill('<p class="muted">{}</p>', report.say(words.SEARCHED))


def _past(report: PersonReport) -> Iterator[Markup]:
    held = report.holdings
    if held.photos:
        yield _section(report.say(words.PHOTOS), "", _list(held.photos))
    if held.earlier:
        columns = (words.WHAT, words.VALUE, words.FROM_TO, words.PLACE)
        rows = [
            (report.what(one), one.value, _written(report.span(one), one), report.place(one)) for one in held.earlier
        ]
        table = _table([report.say(column) for column in columns], rows)
        yield _section(report.say(words.EARLIER), report.say(words.EARLIER_HELP), table, len(held.earlier))
    if held.mentions:
        lines = [f"{' · '.join(report.commit(one.commit))}: {one.line}" for one in held.mentions]
        yield _section(report.say(words.MESSAGES), "", _list(lines), len(lines))
    if sentence := report.authored():
        yield _section(report.say(words.AUTHORED), "", fill("<p>{}</p>", sentence))


def _readers(report: PersonReport) -> Iterator[Markup]:
    editions = [*report.editions()]
    if editions:
        lines = [f"{title} ({name}): {count}" if title else f"{name}: {count}" for name, title, count in editions]
        yield _section(report.say(words.EDITIONS), report.say(words.EDITIONS_HELP), _list(lines))


def _row(report: PersonReport, one: Holding) -> tuple[str, ...]:
    return (
        report.what(one),
        one.value,
        _written(report.moment(one.since), one),
        report.readers(one),
        report.place(one),
    )


def _written(when: str, one: Holding) -> Markup:
    """When a value was written, and by whom below it."""
    by = ", ".join(one.since.authors)
    return fill('{}<span class="under">{}</span>', when, by) if by else fill("{}", when)


def _table(titles: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Markup:
    head = inline.joined([fill('<th scope="col">{}</th>', title) for title in titles], "")
    drawn = [
        fill(
            '<tr><th scope="row">{}</th>{}<td class="muted">{}</td></tr>',
            row[0],
            inline.joined([fill("<td>{}</td>", cell) for cell in row[1:-1]], ""),
            _breakable(row[-1]),
        )
        for row in rows
    ]
    return fill(
        '<div class="table"><table><thead><tr>{}</tr></thead><tbody>\n{}\n</tbody></table></div>',
        head,
        inline.joined(drawn, "\n"),
    )


def _breakable(path: str) -> Markup:
    """A path that may break behind its slashes."""
    return inline.joined([fill("{}", step) for step in path.split("/")], "/<wbr>")


def _section(title: str, explanation: str, content: Markup, count: int | None = None) -> Markup:
    number = fill('<span class="muted">{}</span>', count) if count is not None else Markup()
    help_ = fill("<p>{}</p>", explanation) if explanation else Markup()
    return fill(
        '<section class="section"><div class="section__head"><h2>{}</h2>{}</div>\n{}{}\n</section>',
        title,
        number,
        help_,
        content,
    )


def _list(lines: Iterable[str]) -> Markup:
    return fill('<ul class="bullets">{}</ul>', inline.joined([fill("<li>{}</li>", line) for line in lines], ""))

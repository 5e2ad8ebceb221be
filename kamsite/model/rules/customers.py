"""Rules on all customers: what the rows of their tables refer to, and what their classes say about the plans."""

from collections.abc import Callable, Collection, Iterator, Sequence
from math import log10
from pathlib import PurePosixPath

from kamsite.diagnostics import Finding, Place, Severity
from kamsite.language import Text
from kamsite.model.analyses.programme.abc import MOST_PLANNED, CustomerBase, RankedCustomer
from kamsite.model.analyses.programme.selection import FOCUS
from kamsite.model.customers import CustomerTable, read_customers
from kamsite.model.programme import CustomerRow, CustomerTables
from kamsite.model.rules.context import advice, did_you_mean, error, warning
from kamsite.model.rules.programme import ProgrammeContext
from kamsite.model.rules.references import ADD_A_COLLEAGUE
from kamsite.model.rules.selection import SALES
from kamsite.quoting import shown
from kamsite.source.csvtext import Row


def check_customers(
    context: ProgrammeContext, file: str, take: Callable[[CustomerRow], None], content: bytes | None = None
) -> Iterator[Finding]:
    """Everything wrong with a table of customers, row by row, and what it refers to; `take` gets each sound row.

    `content` is that of the file where it is another one than that of today.
    """
    tables = context.programme.selection.customers or CustomerTables()
    table = read_customers(file, context.read(file) if content is None else content, context.schemas, tables)
    names = {member.name.casefold() for member in context.staff.values()}
    needs_plan = context.selection_model == SALES and content is None and PurePosixPath(file).stem == "customers"
    count = 0
    for row, customer in table.rows():
        count += 1
        take(customer)
        if needs_plan and customer.segment == FOCUS and customer.plan is None:
            _focus_without_plan(table, row, customer)
        if customer.plan is not None and customer.plan not in context.plans:
            table.found.add(
                error(
                    "K309",
                    table.place(row, "plan"),
                    Text(
                        f"plan names '{shown(customer.plan)}', but there is no such plan.",
                        f"plan (Plan) nennt „{shown(customer.plan)}“, diesen Plan gibt es aber nicht.",
                    ),
                    did_you_mean(customer.plan, context.plans, _LEAVE_EMPTY),
                )
            )
        manager = customer.manager
        known = context.staff_ids
        if manager and known is not None and manager not in known and manager.casefold() not in names:
            _unknown_manager(table, row, manager, known)
    found = table.found.all(file)
    yield from found
    if not count and not any(finding.severity is Severity.ERROR for finding in found):
        yield _without_rows(file)


def _without_rows(file: str) -> Finding:
    return warning(
        "K229",
        Place(file),
        Text("Below the headings there is no customer.", "Unter den Spaltennamen steht kein Kunde."),
        Text(
            "Export all customers once more, or delete the file.",
            "Exportieren Sie alle Kunden noch einmal, oder löschen Sie die Datei.",
        ),
    )


def without_amounts(file: str, base: CustomerBase | None, chosen: str) -> Iterator[Finding]:
    """K229: a table in which nobody has an amount by which classes are formed; `chosen` is what should be counted.

    `base` is what is counted instead, None where nothing is.
    """
    if base is not None and base.main.by == chosen:
        return
    wanted, message = (
        _AMOUNTS[chosen],
        Text(
            "No customer has an amount above 0, so there are no classes.",
            "Kein Kunde hat einen Betrag über 0, also gibt es keine Klassen.",
        ),
    )
    if base is not None:
        instead = _AMOUNTS[base.main.by]
        message = Text(
            f"No customer has a {wanted.en} above 0, so the classes go by {instead.en}.",
            f"Bei keinem Kunden steht unter {wanted.de} mehr als 0, deshalb gehen die Klassen nach {instead.de}.",
        )
    yield warning(
        "K229",
        Place(file),
        message,
        Text(
            f"Export the column {chosen}, or say under `customers.columns` in selection.yaml what it is called.",
            f"Exportieren Sie die Spalte {wanted.de} ({chosen}), oder nennen Sie unter `customers.columns` in "
            "selection.yaml ihren Namen.",
        ),
    )


_AMOUNTS = {
    "revenue": Text("revenue", "Umsatz"),
    "margin": Text("contribution margin", "Deckungsbeitrag"),
    "potential": Text("potential", "Potenzial"),
}


def nothing_to_compare(file: str, base: str) -> Finding:
    """K229: a table of a year beside no table of today (`base`)."""
    return warning(
        "K229",
        Place(file),
        Text(
            f"A table of a year is only compared with that of today, and there is no {base}.",
            f"Die Tabelle eines Jahres dient nur dem Vergleich mit der heutigen, und {base} gibt es nicht.",
        ),
        Text(
            f"Store today's export as {base}, or rename this file if it is today's.",
            f"Legen Sie den heutigen Export als {base} ab, oder benennen Sie diese Datei um, wenn sie der heutige ist.",
        ),
    )


def _focus_without_plan(table: CustomerTable, row: Row, customer: CustomerRow) -> None:
    """K473: where managers choose their focus accounts, each of these has a plan."""
    if table.found.is_full("K473"):
        table.found.count("K473")
        return
    name = shown(customer.name)
    message = Text(f"{name} is a focus account without a plan.", f"{name} ist Fokuskunde, hat aber keinen Plan.")
    hint = Text(
        "Begin one with `kamsite new` and name its folder in the column plan, or make the customer standard.",
        "Legen Sie einen mit `kamsite new` an und nennen Sie seinen Ordner in der Spalte plan, oder machen Sie den "
        "Kunden zum Standardkunden.",
    )
    table.found.add(warning("K473", table.place(row, "segment"), message, hint))


def _unknown_manager(table: CustomerTable, row: Row, manager: str, known: Collection[str]) -> None:
    """A warning only: the ERP knows colleagues who have no plan to look after."""
    if table.found.is_full("K302"):
        table.found.count("K302")
        return
    message = Text(
        f"manager names '{shown(manager)}', who is not in staff.yaml.",
        f"manager (Betreuer) nennt „{shown(manager)}“, diese Person steht nicht in staff.yaml.",
    )
    hint = did_you_mean(manager, known, ADD_A_COLLEAGUE)
    table.found.add(Finding("K302", Severity.WARNING, table.place(row, "manager"), message, hint))


_LEAVE_EMPTY = Text(
    "Write the folder of the plan, or leave the value empty.",
    "Nennen Sie den Ordner des Plans, oder lassen Sie den Wert leer.",
)


def check_classes(base: CustomerBase, accounts: Collection[str], file: str) -> Iterator[Finding]:
    """What the classes say about the plans: K491, K492, K493. `accounts` are the ids of all accounts, `file` the table.

    Each code is one finding: customers are many, and what is to be decided is one thing.
    """
    count, _ = base.main.unplanned_total
    if count and accounts:
        names = _names([row.name for row in base.main.unplanned], count)
        yield advice(
            "K491",
            Place(file),
            Text(
                f"{_counted(count, _CUSTOMER).en} of class A without a plan: {names.en}.",
                f"{_counted(count, _CUSTOMER).de} der Klasse A ohne Plan: {names.de}.",
            ),
            Text(
                "Decide for each whether it gets a plan; name the plan's folder in the column plan.",
                "Entscheiden Sie bei jedem, ob er einen Plan bekommt; nennen Sie dessen Ordner in der Spalte plan.",
            ),
        )
    best: dict[str, RankedCustomer] = {}
    for row in base.main.planned:
        best.setdefault(row.plan.partition("/")[0], row)
    small = [row for plan, row in best.items() if row.abc == "C" and plan in accounts]
    if small:
        names = _names([row.name for row in small], len(small))
        yield advice(
            "K492",
            Place(file),
            Text(
                f"{_counted(len(small), _PLAN).en} for a customer of class C: {names.en}.",
                f"{_counted(len(small), _PLAN).de} für einen Kunden der Klasse C: {names.de}.",
            ),
            Text(
                "A plan is worth its work where the potential is large: say so in it, or give the time to others.",
                "Ein Plan lohnt die Arbeit, wo das Potenzial groß ist: Begründen Sie ihn, oder nutzen Sie die Zeit für "
                "andere.",
            ),
        )
    nowhere = sorted(set(accounts) - best.keys())
    if nowhere and len(base.main.planned) < MOST_PLANNED:
        names = _names(nowhere, len(nowhere))
        yield advice(
            "K493",
            Place(file),
            Text(
                f"{_counted(len(nowhere), _PLAN).en} without a customer that has an amount: {names.en}.",
                f"{_counted(len(nowhere), _PLAN).de} ohne Kunden, bei dem ein Betrag steht: {names.de}.",
            ),
            Text(
                "Write the folder of the plan into the column plan of the customer's row.",
                "Tragen Sie den Ordner des Plans in der Spalte plan beim Kunden ein.",
            ),
        )


def other_unit(file: str, base: str, drift: tuple[str, int, float]) -> Finding:
    """K228: a table that seems to count in another unit than the table of today (`base`)."""
    measure, count, ratio = drift
    larger = ratio > 1
    power = 10 ** max(1, round(log10(ratio if larger else 1 / ratio)))
    english, german = f"{power:,}", f"{power:,}".replace(",", ".")
    stem = PurePosixPath(file).stem
    unit = power if larger else f"{1 / power:.12f}".rstrip("0")
    return warning(
        "K228",
        Place(file),
        Text(
            f"The amounts here seem to count in another unit than those of {base}: the {measure} of the typical "
            f"customer in both ({count:,}) is about {english} times {'smaller' if larger else 'larger'} here.",
            f"Die Beträge zählen hier offenbar in einer anderen Einheit als in {base}: {_MEASURES[measure]} ist hier "
            f"beim typischen Kunden in beiden ({count}) etwa {german}-mal {'kleiner' if larger else 'größer'}.",
        ),
        Text(
            f"If so, write `units: {{{stem}: {unit}}}` under `customers` in programme/selection.yaml, or export the "
            "table once more.",
            f"Wenn ja, schreiben Sie `units: {{{stem}: {unit}}}` unter `customers` in programme/selection.yaml, oder "
            "exportieren Sie die Tabelle neu.",
        ),
    )


_MEASURES = {"revenue": "der Umsatz", "margin": "der Deckungsbeitrag", "potential": "das Potenzial"}
_CUSTOMER = (Text("One customer", "Ein Kunde"), Text("{n} customers", "{n} Kunden"))
_PLAN = (Text("One plan", "Ein Plan"), Text("{n} plans", "{n} Pläne"))
_NAMED = 5


def _counted(count: int, words: tuple[Text, Text]) -> Text:
    one, many = words
    german = f"{count:,}".replace(",", ".")
    return one if count == 1 else Text(many.en.format(n=f"{count:,}"), many.de.format(n=german))


def _names(names: Sequence[str], count: int) -> Text:
    told = ", ".join(shown(name) for name in names[:_NAMED])
    if count <= _NAMED:
        return Text(told, told)
    more = f"{count - _NAMED:,}"
    return Text(f"{told} and {more} more", f"{told} und {more.replace(',', '.')} weitere")

"""Rules on numbers and where they come from: shares of one whole, figures without source, a single source."""

from collections.abc import Iterable, Iterator

from kamsite.diagnostics import Finding
from kamsite.language import Text
from kamsite.model.analyses.sourcing import ON_MANY, citing_of
from kamsite.model.common import Quantity
from kamsite.model.customer import KeyFigure
from kamsite.model.rules.context import RuleContext, advice, error, warning
from kamsite.quoting import shown

# Shares that were rounded one by one may exceed the whole a little.
_ROUNDING = 0.005


def shares_above_the_whole(context: RuleContext) -> Iterator[Finding]:
    """K312: shares of one whole cannot add up to more than 100 %."""
    plan = context.plan
    ours = plan.customer.purchasing.our_share if plan.customer.purchasing else None
    wholes = (
        ("customer", "owners", [owner.share for owner in plan.customer.owners.values()], False),
        ("customer", "competitors", [one.market_share for one in plan.customer.competitors.values()], False),
        ("position", "competitors", [one.share for one in plan.position.competitors.values()], True),
    )
    for chapter, section, given, is_with_ours in wholes:
        shares = [share for share in given if share is not None]
        total = sum(shares)
        if shares and is_with_ours and total <= 1 + _ROUNDING:
            total += ours or 0
        else:
            is_with_ours = False
        if total > 1 + _ROUNDING:
            yield error("K312", context.place_of_key(chapter, section), _too_much(total, is_with_ours), _AT_MOST)


_AT_MOST = Text(
    "Together they can be 100 % at most: correct the shares.",
    "Zusammen können es höchstens 100 % sein: Korrigieren Sie die Anteile.",
)


def _too_much(total: float, is_with_ours: bool) -> Text:
    percent = f"{total * 100:.1f}".removesuffix(".0")
    with_ours = Text(" with ours (`our_share` in customer.yaml)", " mit unserem (`our_share` in customer.yaml)")
    tail = with_ours if is_with_ours else Text("", "")
    return Text(
        f"The shares add up to {percent} %{tail.en}.",
        f"Die Anteile ergeben zusammen{tail.de} {percent.replace('.', ',')} %.",
    )


def figures_without_source(context: RuleContext) -> Iterator[Finding]:
    """K431: a figure should say where it comes from."""
    for name, figure in context.plan.figures.figures.items():
        if figure.actual and not figure.source:
            yield from _no_source(context, "figures", "figures", name)
    customer, position = context.plan.customer, context.plan.position
    if customer.profile and not customer.profile.source:
        yield from _key_figures(context, customer.profile.key_figures.items(), "profile")
    for name, competitor in customer.competitors.items():
        if not competitor.source:
            yield from _key_figures(context, competitor.key_figures.items(), "competitors", name)
    for chapter, market in (("customer", customer.market), ("position", position.market)):
        if market and not market.source:
            yield from _quantities(context, chapter, (("size", market.size), ("growth", market.growth)))


def _key_figures(context: RuleContext, figures: Iterable[tuple[str, KeyFigure]], *path: str) -> Iterator[Finding]:
    for name, figure in figures:
        if figure.values and not figure.source:
            yield from _no_source(context, "customer", *path, "key_figures", name)


def _quantities(
    context: RuleContext, chapter: str, quantities: Iterable[tuple[str, Quantity | None]]
) -> Iterator[Finding]:
    for key, quantity in quantities:
        if quantity and quantity.value is not None and not quantity.source:
            yield from _no_source(context, chapter, "market", key)


def _no_source(context: RuleContext, chapter: str, *path: str) -> Iterator[Finding]:
    if context.is_unknown(chapter, *path, "source"):
        return
    yield warning(
        "K431",
        context.place_of_key(chapter, *path),
        Text(
            "This figure does not say where it comes from.",
            "Diese Kennzahl sagt nicht, woher sie stammt.",
        ),
        Text(
            "Add `source` with an id from `sources` in plan.yaml.",
            "Ergänzen Sie `source` mit einer Kennung aus `sources` in plan.yaml.",
        ),
    )


def chapters_on_one_source(context: RuleContext) -> Iterator[Finding]:
    """K432: never trust just one source."""
    cited = citing_of(context.plan)
    for chapter in ON_MANY:
        sources = [one.source for one in cited if one.chapter == chapter]
        if len(sources) == 1:
            (name,) = sources
            yield advice(
                "K432",
                context.place(chapter),
                Text(
                    f"The whole chapter rests on one source: {shown(name)}.",
                    f"Das ganze Kapitel stützt sich auf eine einzige Quelle: {shown(name)}.",
                ),
                Text(
                    "Confirm what matters most elsewhere, and name that source, too.",
                    "Lassen Sie das Wichtigste von anderer Stelle bestätigen, und nennen Sie auch diese Quelle.",
                ),
            )


RULES = (shares_above_the_whole, figures_without_source, chapters_on_one_source)

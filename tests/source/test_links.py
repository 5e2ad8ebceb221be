import pytest

from kamsite.source.links import (
    LinkTarget,
    address_kind,
    classify_image,
    classify_link,
    github_anchor,
    number_anchors,
)


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("https://example.com", LinkTarget("external", "https://example.com")),
        ("HTTP://example.com:8080/a?b=c#d", LinkTarget("external", "HTTP://example.com:8080/a?b=c#d")),
        ("https://müller.example/größe", LinkTarget("external", "https://müller.example/größe")),
        ("mailto:brandt@example.com?subject=Plan", LinkTarget("external", "mailto:brandt@example.com?subject=Plan")),
        ("strategy.md", LinkTarget("plan", "strategy.md")),
        ("./strategy.md", LinkTarget("plan", "strategy.md")),
        ("strategy.md#verfügbarkeit", LinkTarget("plan", "strategy.md", "verfügbarkeit")),
        ("strategy.md#verf%C3%BCgbarkeit", LinkTarget("plan", "strategy.md", "verfügbarkeit")),
        ("people.yaml#brandt", LinkTarget("plan", "people.yaml", "brandt")),
        ("people/brandt.yaml", LinkTarget("plan", "people/brandt.yaml")),
        ("../other-account/plan.yaml", LinkTarget("plan", "../other-account/plan.yaml")),
        ("divisions/marine/plan.yaml", LinkTarget("plan", "divisions/marine/plan.yaml")),
        (" strategy.md ", LinkTarget("plan", "strategy.md")),
        ("#was-sie-erwarten", LinkTarget("anchor", anchor="was-sie-erwarten")),
        ("#gr%C3%B6%C3%9Fe", LinkTarget("anchor", anchor="größe")),
        ("assets/logo.svg", LinkTarget("asset", "assets/logo.svg")),
        ("assets/Angebot%202026.PDF", LinkTarget("asset", "assets/Angebot 2026.PDF")),
        ("assets/Angebot 2026.pdf", LinkTarget("asset", "assets/Angebot 2026.pdf")),
        ("../other-account/assets/a/b.xlsx", LinkTarget("asset", "../other-account/assets/a/b.xlsx")),
    ],
)
def test_what_may_be_linked_is_known_by_its_kind(target: str, found: LinkTarget) -> None:
    assert classify_link(target) == found


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("", "it leads nowhere"),
        (" ", "it leads nowhere"),
        ("#", "it leads nowhere"),
        ("javascript:alert(1)", "addresses that start with javascript: are not allowed"),
        ("JaVaScRiPt:alert(1)", "addresses that start with javascript: are not allowed"),
        ("vbscript:x", "addresses that start with vbscript:"),
        ("data:text/html,x", "addresses that start with data:"),
        ("data:image/png;base64,x", "addresses that start with data:"),
        ("file:///etc/passwd", "addresses that start with file:"),
        ("blob:https://a", "addresses that start with blob:"),
        ("tel:+49", "addresses that start with tel:"),
        ("ftp://a.b/c.md", "addresses that start with ftp:"),
        ("view-source:http://a", "addresses that start with view-source:"),
        ("C:/plans/plan.yaml", "addresses that start with c:"),
        ("java\tscript:alert(1)", "invisible characters"),
        ("java\nscript:alert(1)", "invisible characters"),
        ("\x01javascript:alert(1)", "invisible characters"),
        ("javascript\u200b:alert(1)", "invisible characters"),
        ("strategy.md\u202e", "invisible characters"),
        ("strategy.md\ud800", "invisible characters"),
        ("strat\u00adegy.md", "invisible characters"),
        ("java%0Ascript:alert(1)", "no colon"),
        ("javascript%3Aalert(1)", "no colon"),
        ("javascript%3Aalert(1)//x.md", "no colon"),
        ("javascript&colon;alert(1)", "neither a chapter"),
        ("javascript&#58;alert(1)", "neither a chapter"),
        ("&#106;avascript:alert(1)", "neither a chapter"),
        (":x", "no colon"),
        ("größe:x.md", "no colon"),
        ("//example.com/plan.yaml", "another host"),
        ("///example.com/plan.yaml", "another host"),
        ("/plan.yaml", "starts with /"),
        ("%2fplan.yaml", "starts with /"),
        ("%2f%2fexample.com/plan.yaml", "starts with /"),
        ("\\\\example.com\\plan.yaml", "backslash"),
        ("..\\plan.yaml", "backslash"),
        ("a%5cplan.yaml", "backslash"),
        ("http:\\\\example.com", "backslash"),
        ("http:example.com", "no proper web address"),
        ("http:/example.com", "no proper web address"),
        ("https:///example.com", "no proper web address"),
        ("https://", "no proper web address"),
        ("https://user:password@example.com", "no proper web address"),
        ("https://good.example@evil.example/", "no proper web address"),
        ('https://a"onmouseover=x', "no proper web address"),
        ("https://a b", "no proper web address"),
        ("https://a/<script>", "no proper web address"),
        ("mailto:", "no proper mail address"),
        ("mailto:?bcc=a@b", "no proper mail address"),
        ("mailto:a@b?subject=x%0d%0aBcc:c@d", "no proper mail address"),
        ("mailto:a@b@c", "no proper mail address"),
        ("strategy.md?x=1", "no ?"),
        ("strategy.md%00", "invisible characters"),
        ("strategy.md#%00", "invisible characters"),
        ("strategy.md%ff", "stand for no text"),
        ("#%ff", "stand for no text"),
        ("strategy", "neither a chapter"),
        ("..", "neither a chapter"),
        ("../other-account/", "neither a chapter"),
        ("../other-account/.", "neither a chapter"),
        (".md", "neither a chapter"),
        ("programme/customers.csv", "neither a chapter"),
        ("strategy.MD", "neither a chapter"),
        ("assets/page.html", "might run"),
        ("assets/a.svg.html", "might run"),
        ("assets/run.exe", "might run"),
        ("assets/.htaccess", "might run"),
        ("assets/.pdf", "might run"),
        ("assets/code.js", "might run"),
        ("assets", "neither a chapter"),
        ("a" * 2000 + ".md", "more than 2,000 characters"),
    ],
)
def test_whatever_is_not_known_to_be_harmless_is_refused_with_a_reason(target: str, reason: str) -> None:
    found = classify_link(target)
    assert found.kind == "refused"
    assert found.reason
    assert reason in found.reason.en
    assert found.reason.de != found.reason.en


@pytest.mark.parametrize(
    ("target", "file", "path"),
    [
        ("strategy.md", "nordwind/customer.md", "nordwind/strategy.md"),
        ("../weber/plan.yaml", "nordwind/customer.md", "weber/plan.yaml"),
        ("../../plan.yaml", "nordwind/divisions/marine/plan.md", "nordwind/plan.yaml"),
        ("assets/../assets/a.png", "nordwind/customer.md", "nordwind/assets/a.png"),
        ("staff.yaml", "site.yaml", "staff.yaml"),
    ],
)
def test_a_path_is_resolved_from_the_file_that_holds_the_link(target: str, file: str, path: str) -> None:
    assert classify_link(target, file).path == path


@pytest.mark.parametrize("target", ["../../secret.md", "../../plans/x.md", "..%2f..%2fsecret.md", "%2e%2e/%2e%2e/x.md"])
def test_a_path_that_leaves_the_plans_is_refused(target: str) -> None:
    found = classify_link(target, "nordwind/customer.md")
    assert found.kind == "refused"
    assert found.reason
    assert found.reason.en == "it leaves the folder of the plans"


def test_pictures_come_from_assets_only() -> None:
    assert classify_image("assets/a.png").kind == "asset"
    for target in ("https://example.com/a.png", "plan.yaml", "#a", "data:image/png;base64,x"):
        found = classify_image(target)
        assert found.kind == "refused"
        assert found.reason


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("people.html#a", "inside"),
        ("../a/b.html", "inside"),
        ("\x02a/people.html#brandt\x02", "inside"),
        ("#x:y", "inside"),
        ("a/b:c.png", "inside"),
        ("https://example.com", "external"),
        ("MAILTO:a@b", "external"),
        ("javascript:x", None),
        (" \x01java\tscr\nipt:x", None),
        ("data:x", None),
        ("//example.com", None),
        (" //example.com", None),
        ("/\\example.com", None),
        ("\\\\example.com", None),
    ],
)
def test_an_address_is_judged_once_more_before_it_goes_into_a_page(address: str, kind: str | None) -> None:
    assert address_kind(address) == kind


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Verfügbarkeit", "verfügbarkeit"),
        ("Was sie von uns erwarten", "was-sie-von-uns-erwarten"),
        ("Größe & Wert", "größe--wert"),
        ("  A  B  ", "a--b"),
        ("C++ / C#", "c--c"),
        ("snake_case-kebab", "snake_case-kebab"),
        ("1. Ziel: 50 %!", "1-ziel-50-"),
        ("Çağla Öz", "çağla-öz"),
        ("中文 標題", "中文-標題"),
        ("हिन्दी", "हिन्दी"),
        ("😀 froh", "-froh"),
        ("…", ""),
    ],
)
def test_anchors_are_made_as_on_github(heading: str, anchor: str) -> None:
    assert github_anchor(heading) == anchor


def test_repeated_anchors_are_numbered_and_never_collide() -> None:
    assert list(number_anchors(["a", "a", "a-1", "b", "a", "a-1"])) == ["a", "a-1", "a-1-1", "b", "a-2", "a-1-2"]

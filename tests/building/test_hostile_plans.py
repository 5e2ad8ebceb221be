"""Plans full of attacks: the site is built, shows them as text, and nothing in it runs."""

import json
import random
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from canaries import Canaries, Filler, Words
from pagecheck import complaints_about_styles, dead_links, parsed
from repositories import Repo
from schemawalk import Node, merged
from sites import publish, site

_ADDRESSES = frozenset({"href", "src", "action", "data", "cite", "poster", "formaction", "xlink:href", "srcset", "to"})
_SCRIPT = re.compile(r"^[\s\x00-\x1f]*(javascript|data|vbscript|file|blob):", re.IGNORECASE)
AS_OF = date(2027, 3, 1)
# What anybody would try first, each in a form that does harm when it is not escaped in its place.
PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</title><svg onload=alert(1)>",
    "</style></textarea></noscript><svg/onload=alert(1)>",
    "<svg><a xlink:href=javascript:alert(1)><text y=9>x</text></a></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "![x](data:text/html,<script>alert(1)</script>)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<style>*{background:url(//evil.example)}</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "${7*7} #{7*7} <%= 7*7 %> {0} %s %(x)s",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
    "\u2028<img src=x onerror=alert(1)>\u2029",
    "\u202e\u2066moc.live//:sptth\u2069",
    "a\u0301\u0302\u0303\u0304" * 40,
    "ＳＣＲＩＰＴ＜script＞",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "x" * 3000,
    "\ufeff\u200b\u00ad",
    "<a href='//evil.example' style='position:fixed;inset:0'>x</a>",
    '<svg viewBox="0 0 1 1"><foreignObject><body onload=alert(1)></foreignObject></svg>',
    "<form action=//evil.example><input name=x autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>",
    "# heading {onclick=alert(1)}\n\n| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](vbscript:x) |",
)


class Attacker(Filler):
    """Puts an attack wherever a text of one's own may stand, in names that are keys, too."""

    def __init__(self, words: Words, staff: str, division: str, payloads: Iterator[str]) -> None:
        super().__init__(words, staff, division)
        self._payloads = payloads

    def _text(self, kind: str, reference: str) -> str:
        usual = super()._text(kind, reference)
        is_free = kind in ("prose", "line") and reference in ("line", "prose", "name", "")
        return next(self._payloads) if is_free else usual

    def _entries(self, name: str, said: Node, path: tuple[str, ...]) -> dict[str, Any]:
        found = super()._entries(name, said, path)
        names = merged(name, said["propertyNames"])[1] if "propertyNames" in said else {}
        if names.get("x-kind") == "line" and "K4" not in str(names.get("pattern", "")):
            return {next(self._payloads): value for value in found.values()}
        return found


def usable(payloads: list[str]) -> list[str]:
    """Those that may stand in a plan at all: reading refuses control characters and halves of characters."""
    return [text for text in payloads if text and all(c in "\t\n" or (c.isprintable() or ord(c) > 159) for c in text)]


def attacked(folder: Path, payloads: list[str], accounts: int) -> Repo:
    """A repository of plans full of these payloads, in its commits, too."""
    count = 0

    def endlessly() -> Iterator[str]:
        nonlocal count
        while True:
            yield payloads[count % len(payloads)]
            count += 1

    given = endlessly()
    words, plans = Words(), Canaries()
    staff, division = words.next(), words.next()
    plans.add("staff.yaml", "staff", Attacker(words, staff, "", given).file("staff"))
    for _ in range(accounts):
        account = words.next()
        plans.add_plan(account, words, Attacker(words, staff, division, given), {})
        inside = f"{account}/divisions/{division}"
        plans.add_plan(inside, words, Attacker(words, staff, "", given), {"strategy": "goals"})
        for chapter in ("customer", "strategy"):
            plans.files[f"{account}/{chapter}.md"] = "\n\n".join(next(given) for _ in range(60))
    repo = Repo(folder)
    title, name, mission, url = (json.dumps(next(given)) for _ in range(4))
    repository = f"repository: {{url: 'https://git.example/x', kind: github, branch: {url}}}"
    settings = f"title: {title}\ncompany: {{name: {name}, mission: {mission}}}\n{repository}\nlanguages: [en, de]\n"
    repo.commit(payloads[0], {**plans.files, "site.yaml": settings}, author=author(payloads[1]))
    for number, payload in enumerate(payloads[2:7]):
        repo.commit(
            f"{payload}\n\n{payload}", {f"{account}/plan.md": str(number)}, author=author(payloads[-number - 1])
        )
    return repo


def author(text: str) -> str:
    """The text as far as git takes it for a name."""
    return "".join(c for c in text if c not in "<>\n").strip() or "x"


def complaints(out: Path) -> list[str]:
    files = site(out)
    told = list(complaints_about_styles(files))
    for name, content in files.items():
        if name.endswith(".html"):
            # Headings that somebody wrote may skip a level; texts are cut in titles.
            found = [said for said in parsed(content.decode()).complaints() if " is followed by " not in said]
            told += [f"{name}: {said}" for said in found]
    return told


def active(out: Path, names: list[str]) -> list[str]:
    """What a browser would make of some pages: elements and attributes that could run something."""
    html5lib = pytest.importorskip("html5lib")
    found = []
    for name in names:
        tree = html5lib.parse((out / name).read_text(), namespaceHTMLElements=False)
        for element in tree.iter():
            tag = str(element.tag).lower()
            addresses = [value for key, value in element.attrib.items() if str(key).rpartition("}")[2] in _ADDRESSES]
            if tag == "form" and element.get("class") == "find" and element.get("action", "").endswith("search.html"):
                continue  # ours, on every page
            if tag in ("iframe", "object", "embed", "base", "style", "form") or (tag == "script" and element.text):
                found.append(f"{name}: <{tag}>")
            found += [f"{name}: <{tag} {key}>" for key in element.attrib if str(key).startswith(("on", "style"))]
            found += [f"{name}: <{tag} {value[:90]}>" for value in addresses if _SCRIPT.search(value)]
    return found


def first_account(names: Iterable[str]) -> str:
    """The id of an account on a site."""
    return next(name for name in names if name.startswith("kn") and name.endswith("/whole.html")).partition("/")[0]


def test_attacks_in_every_field_stay_text(tmp_path: Path) -> None:
    repo = attacked(tmp_path / "repo", list(PAYLOADS), 1)
    publish(repo.plans, tmp_path / "site", as_of=AS_OF, keep_going=True)
    made = site(tmp_path / "site")
    account = first_account(made)
    assert complaints(tmp_path / "site") == []
    assert active(tmp_path / "site", ["index.html", "our-people.html", "findings.html", f"{account}/whole.html"]) == []
    text = " ".join(parsed(made[f"{account}/whole.html"].decode()).text)
    for payload in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "${7*7} #{7*7}"):
        assert payload in text


def test_pages_full_of_attacks_have_no_dead_links(tmp_path: Path) -> None:
    repo = attacked(tmp_path / "repo", list(PAYLOADS), 1)
    publish(repo.plans, tmp_path / "site", as_of=AS_OF, keep_going=True)
    # A link that somebody wrote and that the check complains about may lead to no place on a page.
    assert [link for link in dead_links(site(tmp_path / "site")) if "no such place" not in link] == []


@pytest.mark.shared
@pytest.mark.parametrize("suite", ["blns", "xss"])
def test_the_well_known_lists_of_attacks_stay_text(shared: Path, tmp_path: Path, suite: str) -> None:
    suites = shared / "real" / "suites"
    if suite == "blns":
        payloads = usable(json.loads((suites / "blns.json").read_text("utf-8")))
    else:
        lines = (suites / "xss-payload-list.txt").read_text("utf-8", "replace").splitlines()
        payloads = random.Random(8).sample(usable(lines), 1500)
    assert len(payloads) > 400
    repo = attacked(tmp_path / "repo", payloads, 1)
    publish(repo.plans, tmp_path / "site", as_of=AS_OF, keep_going=True)
    assert complaints(tmp_path / "site") == []
    made = site(tmp_path / "site")
    account = first_account(made)
    assert active(tmp_path / "site", ["our-people.html", f"{account}/whole.html"]) == []

"""A site full of attacks in a real browser: nothing runs, nothing asks another host."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sites import publish
from test_hostile_plans import AS_OF, PAYLOADS, attacked, first_account

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]
# What an attack would wait for: the mouse over an element, the focus, a click that leads nowhere.
TOUCH_EVERYTHING = """
() => {
  for (const element of document.querySelectorAll('*')) {
    for (const kind of ['mouseover', 'mouseenter', 'focus', 'focusin', 'pointerdown', 'toggle', 'animationstart'])
      element.dispatchEvent(new Event(kind, {bubbles: true}));
  }
  return document.querySelectorAll('*').length;
}
"""


def test_no_attack_in_a_plan_comes_to_life(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    repo = attacked(tmp_path / "repo", list(PAYLOADS), 1)
    out = tmp_path / "site"
    publish(repo.plans, out, as_of=AS_OF, keep_going=True)
    account = first_account(file.relative_to(out).as_posix() for file in sorted(out.rglob("*.html")))
    old = next((out / account / "versions").iterdir())
    pages = ["index.html", "our-people.html", "findings.html", f"{account}/map.html", f"{account}/whole.html"]
    tab = visit((out / "about.html").as_uri())
    for page in [*pages, f"{account}/versions.html", old.relative_to(out).as_posix() + "/index.html"]:
        tab.goto((out / page).as_uri())
        assert tab.evaluate(TOUCH_EVERYTHING) > 100
        assert tab.evaluate("document.querySelectorAll('iframe, object, embed, form:not(.find), base').length") == 0

"""Measures searching in a browser, over an index as large as a company with 5,000 accounts makes it.

    python -m bench.searching FOLDER --plans 5000

Makes up plans with the words of a trade (compounds in the frequencies of German prose, names, places), writes what they
say as a build would, makes the index and puts a search page before it; then asks in Chromium from the disk. Prints the
time and memory of making and renewing the index, its size, and for each query the bytes loaded by a fresh tab and the
milliseconds of the same query once its files are there (median of five, from key to shown results).
"""

import argparse
import random
import resource
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kamsite.building.build import build
from kamsite.building.question import BuildOptions, Question
from kamsite.building.searching import index_files
from kamsite.output.published import digest_of
from kamsite.render.search import shards


def _words(text: str) -> list[str]:
    return text.split()


QUERIES = (
    "netzgerät",
    "Netzgeräte-Hersteller",
    "nezgerät",
    "müller einkauf",
    "muller",
    "siebert",
    "kunde 04711",
    "service",
)
_STEMS = _words(
    "netz gerät antrieb motor pumpe ventil regler schalt schrank kabel sensor kran schiff hafen winde "
    "getriebe lager welle kupplung bremse druck luft wasser öl gas strom spannung frequenz umrichter "
    "steuer technik anlage maschine linie halle werk lager haus teil stück gut ware markt preis kosten "
    "wert zahl menge größe länge breite höhe güte prüf stand mess daten system plan projekt ziel termin "
    "frist vertrag rahmen auftrag angebot kunde lieferant partner dienst service wartung reparatur ersatz "
    "neu bau um rüst still versuch probe muster serie klein groß schwer leicht schnell kühl wärme dampf "
    "kälte licht schweiß löt kleb misch füll pack band förder hub dreh schub zug kraft last gewicht"
)
_FIRST = _words(
    "Anna Björn Çağla Dóra Emil Fatma Grażyna Henrik Ingrid Jonas Katja Łukasz Maren Nils Özlem Paul Rosa Søren"
)
_ENDS = ("er", "mann", "ke", "ow", "sen", "berg", "feld", "ig", "ert", "au", "stein", "bach", "hoff", "meier", "müller")
_SMALL = _words("der die das und mit für von bei auf nicht wir sie ist wird hat bis vor nach zum zur eine einen")
_ENTRIES, _WORDS_OF_AN_ENTRY = 60, 42


def _stems(chance: random.Random) -> list[str]:
    """Beginnings of words: those of the trade, and many that only sound like some."""
    onsets = _words("b bl br d dr f fl fr g gl gr h k kl kr l m n p pf pl r s sch schl schm sp st str t tr v w z zw")
    cores, codas = (
        _words("a e i o u ä ö ü au ei ie eu"),
        _words("b ck d ft g hl k ll lt m nd ng nn nt p r rg rk rm rt s ss st t tz"),
    )
    made = {chance.choice(onsets) + chance.choice(cores) + chance.choice(codas) for _ in range(1500)}
    return [*_STEMS, *sorted(made.difference(_STEMS))]


def vocabulary(chance: random.Random, size: int) -> list[str]:
    """Words of a trade, the frequent ones first: stems, compounds of two, three with a hyphen."""
    stems = _stems(chance)
    words: dict[str, None] = dict.fromkeys(stems)
    while len(words) < size:
        parts = [chance.choice(stems) for _ in range(chance.choice((2, 2, 2, 3)))]
        word = "".join(parts[:2]) + (chance.choice(("s-", "-", "")) + parts[2].capitalize() if len(parts) > 2 else "")
        words[word.capitalize() + chance.choice(("", "", "e", "en", "s", "ung"))] = None
    return [*words]


def plans(count: int, words: int) -> Iterator[dict[str, Any]]:
    """What some plans say."""
    chance = random.Random(1)
    known = vocabulary(chance, words)
    known[300:300] = ["Netzgerät", "Netzgeräte-Hersteller", "Industrienetzgeräte", "Einkauf"]
    weights = [1 / (rank + 8) for rank in range(len(known))]
    last = sorted(
        {chance.choice(_STEMS).capitalize() + end for end in _ENDS for _ in range(60)} | {"Müller", "Siebert"}
    )
    for number in range(count):
        entries: list[list[Any]] = [[0, f"Kunde {number:05} AG", 0, "index.html", "Maschinenbau"]]
        drawn = chance.choices(known, weights, k=_ENTRIES * _WORDS_OF_AN_ENTRY)
        for entry in range(_ENTRIES):
            some = drawn[entry * _WORDS_OF_AN_ENTRY : (entry + 1) * _WORDS_OF_AN_ENTRY]
            text = " ".join(f"{word} {chance.choice(_SMALL)}" for word in some)
            kind = (1, 1, 2, 3, 4, 6)[entry % 6]
            title = f"{chance.choice(_FIRST)} {chance.choice(last)}" if kind == 1 else " ".join(some[:4])
            entries.append([kind, title, 0, f"strategy.html#e{entry}", f"Entscheider\nDecider · {text}"])
        name = f"kunde-{number:05}"
        yield {
            "id": name,
            "name": f"Kunde {number:05} AG",
            "above": "",
            "places": ["Strategie\nStrategy"],
            "entries": entries,
        }


def make(folder: Path, count: int, words: int) -> Path:
    """A site with a search page and nothing else that counts."""
    small = folder / "plans"
    (small / "kunde").mkdir(parents=True, exist_ok=True)
    (small / "site.yaml").write_text("languages: [de, en]\nlayout: {engine: none}\n", "utf-8")
    (small / "kunde" / "plan.yaml").write_text("account: {name: Kunde}\n", "utf-8")
    out = folder / "site"
    shutil.rmtree(out, ignore_errors=True)
    build(BuildOptions(Question(small), out))
    shutil.rmtree(out / shards.FOLDER)
    names: dict[str, str] = {}
    now: dict[str, str] = {}
    for plan in plans(count, words):
        file = shards.plan_file(plan["id"])
        content = shards.plan_as_file(plan)
        _write(out / file, content)
        names[plan["id"]], now[file] = plan["name"], digest_of(content)
    _index(out, names, now)
    return out


def _index(out: Path, names: dict[str, str], now: dict[str, str]) -> None:
    def read(file: str) -> bytes:
        return (out / file).read_bytes()

    start = time.perf_counter()
    made = {file: content for file, content in index_files(names, now, read) if content is not None}
    print(
        f"made in {time.perf_counter() - start:.1f} s, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB"
    )
    for file, content in made.items():
        _write(out / file, content)
    for folder in ("words", "pieces", "plans"):
        sizes = [file.stat().st_size for file in (out / shards.FOLDER / folder).rglob("*.js")]
        print(f"{folder}: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB, largest {max(sizes) / 1e3:.0f} kB")
    print(f"start: {len(made[shards.START]) / 1e3:.0f} kB")
    before = now | {file: digest_of(content) for file, content in made.items()}
    changed = next(iter(now))
    entry = '[6,"Neu",0,"plan.html","Hydraulikzylinderprüfstand"],\n'
    content = read(changed).replace(b'"entries":[\n', f'"entries":[\n{entry}'.encode())
    start = time.perf_counter()
    renewed = index_files(
        names,
        now | {changed: digest_of(content)},
        lambda file: content if file == changed else read(file),
        before,
        read,
    )
    anew = sum(content is not None for _, content in renewed)
    print(f"renewed after one change in {time.perf_counter() - start:.3f} s: {anew} of {len(made)} files")


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


_ASK = """
async query => {
  const field = document.querySelector('[name=q]'), results = document.querySelector('.search__results');
  const began = performance.now();
  field.value = query;
  await kamsiteSearchPage.search();
  return [performance.now() - began, document.querySelector('.search__status').textContent,
    [...document.querySelectorAll('.hit__link')].slice(0, 2).map(a => a.textContent).join(' | '),
    document.querySelectorAll('.hit').length];
}
"""


_SUGGEST = """
async query => {
  const began = performance.now();
  document.querySelector('.find__field').value = query;
  await kamsiteSuggest.ask();
  return performance.now() - began;
}
"""


def measure(out: Path, chromium: str) -> None:
    """Asks each query in a fresh tab, then again, with another one between."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for query in QUERIES:
            tab = browser.new_context().new_page()
            loaded: list[int] = []
            _count(tab, loaded)
            tab.goto((out / "search.html").as_uri())
            tab.wait_for_timeout(300)
            before = sum(loaded)
            first, status, titles, hits = tab.evaluate(_ASK, query)
            size, files = sum(loaded) - before, len(loaded)
            again = [tab.evaluate(_ASK, query)[0] for _ in range(5)]
            print(
                f"{query:24} first {first:6.0f} ms {size / 1e3:6.0f} kB in {files:2} files, then {statistics.median(again):5.1f} ms; {status} ({hits}) {titles[:90]}"
            )
            _suggest(tab, out, query)
            tab.context.close()
        browser.close()


def _suggest(tab: Any, out: Path, query: str) -> None:
    """The same in the field at the head of a page, letter by letter, then once more as a whole."""
    loaded: list[int] = []
    _count(tab, loaded)
    tab.goto((out / "index.html").as_uri())
    tab.click(".find__field")
    tab.wait_for_function("window.kamsiteSuggest")
    for end in range(3, len(query) + 1):
        tab.evaluate(_SUGGEST, query[:end])
    again = [tab.evaluate(_SUGGEST, query) for _ in range(5)]
    options = tab.locator(".find__option").count()
    print(
        f"{'':24} suggested {sum(loaded) / 1e3:6.0f} kB letter by letter, then {statistics.median(again):5.1f} ms ({options})"
    )


def _count(tab: Any, loaded: list[int]) -> None:
    tab.on("request", lambda request: loaded.append(_size(request.url)))


def _size(url: str) -> int:
    file = Path(url.removeprefix("file://").partition("?")[0])
    return file.stat().st_size if "/search/" in url and file.is_file() else 0


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=5000)
    parser.add_argument("--words", type=int, default=60_000, help="how many words the trade has")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    measure(make(given.folder, given.plans, given.words), given.chromium)


if __name__ == "__main__":
    main()

"""The same accounts as a Hugo site: a page for each chapter and language, from data files and Markdown.

Hugo neither checks the plans nor draws maps nor reads their history; it is here as the yardstick for speed.
"""

import shutil
from pathlib import Path

CHAPTERS = ("plan", "customer", "people", "position", "strategy", "figures")

_CONFIG = """baseURL = "https://plans.example/"
title = "Kundenpläne"
defaultContentLanguage = "de"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404", "section"]
[languages.de]
contentDir = "content/de"
weight = 1
[languages.en]
contentDir = "content/en"
weight = 2
"""
_PAGE = """<!doctype html>
<html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ .Title }} · {{ .Site.Title }}</title><link rel="stylesheet" href="/site.css"></head><body>
{{ $account := index hugo.Data .Params.account }}
<header><a href="/">{{ .Site.Title }}</a><h1>{{ $account.plan.account.name }}</h1>
<p>{{ $account.plan.account.industry }} · {{ $account.plan.account.manager }}</p></header>
<nav>{{ range .Params.chapters }}<a href="../{{ . }}/">{{ . }}</a>{{ end }}</nav>
<main><h2>{{ .Title }}</h2>{{ with .Content }}<section>{{ . }}</section>{{ end }}
{{ range $key, $value := index $account .Params.chapter }}
<section id="{{ $key }}"><h3>{{ $key }}</h3>{{ partial "value.html" $value }}</section>{{ end }}
</main><footer>{{ .Site.Title }}</footer></body></html>
"""
_VALUE = """{{ if reflect.IsMap . }}<dl>{{ range $key, $value := . }}<div id="{{ $key }}"><dt>{{ $key }}</dt><dd>
{{- if or (reflect.IsMap $value) (reflect.IsSlice $value) }}{{ partial "value.html" $value }}
{{- else if reflect.IsMap nil }}{{ else if isset hugo.Data.numbers (printf "%T" $value) }}{{ lang.FormatNumber 0 $value }}
{{- else }}{{ $value }}{{ end }}</dd></div>{{ end }}</dl>
{{- else if reflect.IsSlice . }}<ul>{{ range . }}<li>{{ partial "value.html" . }}</li>{{ end }}</ul>{{ else }}{{ . }}{{ end }}
"""


def write_site(plans: Path, folder: Path) -> None:
    """Writes a Hugo site with the accounts of a folder of plans."""
    (folder / "layouts" / "partials").mkdir(parents=True, exist_ok=True)
    (folder / "layouts" / "_default").mkdir(parents=True, exist_ok=True)
    (folder / "hugo.toml").write_text(_CONFIG, "utf-8")
    (folder / "layouts" / "_default" / "single.html").write_text(_PAGE, "utf-8")
    (folder / "layouts" / "index.html").write_text(
        "<!doctype html><html><body><ul>{{ range .Site.RegularPages }}"
        '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>',
        "utf-8",
    )
    (folder / "layouts" / "partials" / "value.html").write_text(_VALUE, "utf-8")
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "numbers.yaml").write_text("int: 1\nfloat64: 1\nuint64: 1\n", "utf-8")
    for account in sorted(path for path in plans.iterdir() if path.is_dir()):
        _write_account(account, folder)


def _write_account(account: Path, folder: Path) -> None:
    data = folder / "data" / account.name
    data.mkdir(parents=True, exist_ok=True)
    for chapter in CHAPTERS:
        shutil.copyfile(account / f"{chapter}.yaml", data / f"{chapter}.yaml")
        prose = account / f"{chapter}.md"
        text = prose.read_text("utf-8") if prose.is_file() else ""
        for language in ("de", "en"):
            content = folder / "content" / language / account.name
            content.mkdir(parents=True, exist_ok=True)
            front = f"---\ntitle: {chapter}\naccount: {account.name}\nchapter: {chapter}\nchapters: [{', '.join(CHAPTERS)}]\n---\n"
            (content / f"{chapter}.md").write_text(front + text, "utf-8")

"""Findings for people and for machines: one module for each format of `kamsite check --format`."""

from collections.abc import Callable, Mapping

from kamsite.reporters import concise, github, gitlab, json, text
from kamsite.reporters.report import Report

REPORTERS: Mapping[str, Callable[[Report], str]] = {
    "text": text.write,
    "concise": concise.write,
    "json": json.write,
    "github": github.write,
    "gitlab": gitlab.write,
}

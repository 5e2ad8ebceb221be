"""Pull and merge requests, recognised by what the git hosts write into their commits."""

import re

from kamsite.source.commits import Commit

_NUMBER = r"(?P<number>[1-9]\d{0,8})"
_SUBJECTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"Merge pull request '(?P<title>.*)' \(#{_NUMBER}\) from .*",  # Gitea, Forgejo
        rf"Merge pull request #{_NUMBER}(?: .*)?",  # GitHub, Bitbucket
        rf"Merged in .* \(pull request #{_NUMBER}\)",  # Bitbucket Cloud
        rf"Merged PR {_NUMBER}: (?P<title>.*)",  # Azure DevOps
        rf"Pull request #{_NUMBER}: (?P<title>.*)",  # Bitbucket
        rf"(?P<title>.*?) ?\([#!]{_NUMBER}\)",  # squashed: GitHub, Gitea, Forgejo, GitLab
    )
)
_LINES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"^See merge request \S*!{_NUMBER}[ \t]*$",  # GitLab
        rf"^Reviewed-on: \S+/pulls/{_NUMBER}[ \t]*$",  # Gitea, Forgejo
    )
)
_MERGED_BRANCH = re.compile(r"Merge (?:(?:remote-tracking )?branch(?:es)?|commit|tag) .*")


def request_of(commit: Commit) -> str | None:
    """The number of the pull or merge request that brought the commit, without a mark before it; None for no such."""
    for pattern in _SUBJECTS:
        if found := pattern.fullmatch(commit.subject):
            return found["number"]
    for pattern in _LINES:
        if found := pattern.search(commit.body):
            return found["number"]
    return None


def says_why(commit: Commit) -> bool:
    """Whether somebody said why: not where a merge only has the line that git or the git host writes."""
    subject, body = reason_of(commit)
    is_written = any(pattern.fullmatch(subject) for pattern in (*_SUBJECTS, _MERGED_BRANCH))
    return bool(body) or not is_written


def reason_of(commit: Commit) -> tuple[str, str]:
    """What the author says about the commit: a line and the text below it, without what the git host added.

    For a merge whose first line only names a request or a branch, the title of the request that stands below it.
    """
    body = commit.body
    for pattern in _LINES:
        body = pattern.sub("", body)
    body = body.strip()
    found = next((match for pattern in _SUBJECTS if (match := pattern.fullmatch(commit.subject))), None)
    title = found.groupdict().get("title", "") if found else commit.subject
    if title and not _MERGED_BRANCH.fullmatch(title):
        return title, body
    first, _, rest = body.partition("\n")
    return (first.strip(), rest.strip()) if first else (commit.subject, "")

"""Links into the git host: a commit, a request, a file's editor. Which host it is says `repository` in site.yaml."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from kamsite.model.site import LinkTemplates

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_COMMITS = {
    "github": "{url}/commit/{commit}",
    "gitlab": "{url}/-/commit/{commit}",
    "gitea": "{url}/commit/{commit}",
}
_REQUESTS = {
    "github": "{url}/pull/{number}",
    "gitlab": "{url}/-/merge_requests/{number}",
    "gitea": "{url}/pulls/{number}",
}
_EDITORS = {
    "github": "{url}/edit/{branch}/{path}",
    "gitlab": "{url}/-/edit/{branch}/{path}",
    "gitea": "{url}/_edit/{branch}/{path}",
}
_NEW_FILES = {
    "github": "{url}/new/{branch}/{folder}?filename={name}",
    "gitlab": "{url}/-/new/{branch}/{folder}?file_name={name}",
    "gitea": "{url}/_new/{branch}/{folder}",
}
_FILES = {
    "github": "{url}/blob/{commit}/{path}#L{line}",
    "gitlab": "{url}/-/blob/{commit}/{path}#L{line}",
    "gitea": "{url}/src/commit/{commit}/{path}#L{line}",
}
_REPORTS = {
    "github": "{url}/issues/new?title={title}&body={text}",
    "gitlab": "{url}/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={text}",
    "gitea": "{url}/issues/new?title={title}&body={text}",
}


@dataclass(frozen=True, slots=True)
class Host:
    """A repository on a git host. `folder` is the plans folder inside the repository, "" for its top.

    `templates` are the company's own addresses, for hosts that have others.
    """

    url: str
    kind: str
    branch: str
    folder: str = ""
    templates: LinkTemplates = field(default_factory=LinkTemplates)

    def commit(self, commit: str) -> str:
        """The page of a commit."""
        return self._filled(self.templates.commit or _COMMITS[self.kind], commit=commit)

    def request(self, number: str) -> str:
        """The page of a pull or merge request."""
        return self._filled(self.templates.request or _REQUESTS[self.kind], number=number)

    def edit(self, file: str, line: int = 1) -> str:
        """The editor for a file of the plans folder."""
        return self._filled(self.templates.edit or _EDITORS[self.kind], path=self._inside(file), line=str(line))

    def new(self, file: str) -> str:
        """The editor for a file that does not exist yet."""
        path = self._inside(file)
        folder, _, name = path.rpartition("/")
        return self._filled(self.templates.new or _NEW_FILES[self.kind], path=path, folder=folder, name=name)

    def report(self, title: str, text: str) -> str:
        """The form for telling that something is wrong, filled in as far as it can be."""
        return self._filled(self.templates.report or _REPORTS[self.kind], title=title, text=text)

    def source(self, file: str, line: int, commit: str) -> str:
        """A line of a file as it was at a commit."""
        template = self.templates.file or _FILES[self.kind]
        return self._filled(template, commit=commit, path=self._inside(file), line=str(line))

    def _inside(self, file: str) -> str:
        return f"{self.folder}/{file}" if self.folder else file

    def _filled(self, template: str, **values: str) -> str:
        """The template with its values; what a template names and nobody knows stays as it is."""
        known = {name: quote(value) for name, value in (values | {"branch": self.branch}).items()}
        known["url"] = self.url.rstrip("/")
        return _PLACEHOLDER.sub(lambda match: known.get(match[1], match[0]), template)

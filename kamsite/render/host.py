"""Links into the git host: a commit, a request, a file's editor. Which host it is says `repository` in site.yaml."""

from dataclasses import dataclass
from urllib.parse import quote

_COMMIT = {"github": "commit/{}", "gitlab": "-/commit/{}", "gitea": "commit/{}"}
_REQUEST = {"github": "pull/{}", "gitlab": "-/merge_requests/{}", "gitea": "pulls/{}"}
_EDIT = {"github": "edit/{branch}/{file}", "gitlab": "-/edit/{branch}/{file}", "gitea": "_edit/{branch}/{file}"}
_NEW = {
    "github": "new/{branch}/{folder}?filename={name}",
    "gitlab": "-/new/{branch}/{folder}?file_name={name}",
    "gitea": "_new/{branch}/{folder}",
}
_SOURCE = {
    "github": "blob/{commit}/{file}#L{line}",
    "gitlab": "-/blob/{commit}/{file}#L{line}",
    "gitea": "src/commit/{commit}/{file}#L{line}",
}


@dataclass(frozen=True, slots=True)
class Host:
    """A repository on a git host. `folder` is the plans folder inside the repository, "" for its top."""

    url: str
    kind: str
    branch: str
    folder: str = ""

    def commit(self, commit: str) -> str:
        """The page of a commit."""
        return self._at(_COMMIT[self.kind].format(quote(commit)))

    def request(self, number: str) -> str:
        """The page of a pull or merge request."""
        return self._at(_REQUEST[self.kind].format(quote(number)))

    def edit(self, file: str) -> str:
        """The editor for a file of the plans folder."""
        return self._at(_EDIT[self.kind].format(branch=quote(self.branch), file=self._inside(file)))

    def new(self, file: str) -> str:
        """The editor for a file that does not exist yet."""
        folder, _, name = file.rpartition("/")
        return self._at(
            _NEW[self.kind].format(branch=quote(self.branch), folder=self._inside(folder), name=quote(name))
        )

    def source(self, file: str, line: int, commit: str) -> str:
        """A line of a file as it was at a commit."""
        return self._at(_SOURCE[self.kind].format(commit=quote(commit), file=self._inside(file), line=line))

    def _inside(self, file: str) -> str:
        return quote(f"{self.folder}/{file}" if self.folder else file)

    def _at(self, rest: str) -> str:
        return f"{self.url.rstrip('/')}/{rest}"

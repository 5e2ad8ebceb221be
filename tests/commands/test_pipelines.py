"""Pipelines for git hosts: what they may do, that they call commands which exist, and the comment that stays one."""

import http.server
import json
import os
import re
import shlex
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from repositories import Repo, without_user_configuration

from kamsite import __version__
from kamsite.cli import _parser, main
from kamsite.resources import pipelines_folder

CI = pipelines_folder()
FILES = sorted(path for path in CI.rglob("*.yml") if path.name != "comment.yml")
MARKER = "<!-- kamsite:review -->"


def read(name: str) -> dict[str, Any]:
    value = yaml.load((CI / name).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - nothing but text
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name + "/" + file.name)
def test_every_command_in_a_pipeline_exists(file: Path) -> None:
    text = file.read_text("utf-8").replace("\\\n", " ").replace("\n      --", " --")
    commands = re.findall(r"(?m)^(?:[^#\n]*?run:|\s*-|\s*)\s*(?:/opt/kamsite/bin/)?(kamsite .*)$", text)
    assert commands
    for command in commands:
        words = shlex.split(re.sub(r"\s#.*", "", command).partition(" > ")[0])[1:]
        _parser(words).parse_args(words)


@pytest.mark.parametrize("name", ["github/plans.yml", "gitea/plans.yml"])
def test_what_runs_a_branch_has_no_rights_and_the_whole_history(name: str) -> None:
    pipeline = read(name)
    assert set(pipeline["on"]) == {"pull_request", "push"}
    text = (CI / name).read_text("utf-8")
    assert "secrets." not in text
    assert "write" not in str(pipeline.get("permissions", {}))
    (checkout,) = [step for step in pipeline["jobs"]["plans"]["steps"] if "checkout" in step.get("uses", "")]
    assert checkout["with"] == {"fetch-depth": "0", "persist-credentials": "false"}


def test_a_branch_of_gitlab_gets_no_secrets_and_the_whole_history() -> None:
    review = read("gitlab/.gitlab-ci.yml")["review"]
    assert review["variables"] == {"GIT_DEPTH": "0"}
    assert "TOKEN" not in str(review)


def test_what_may_write_runs_nothing_of_the_branch() -> None:
    pipeline = read("github/comment.yml")
    assert set(pipeline["on"]) == {"workflow_run"}
    assert pipeline["permissions"] == {"actions": "read", "pull-requests": "write"}
    steps = pipeline["jobs"]["comment"]["steps"]
    assert [step.get("uses", "").partition("@")[0] for step in steps] == ["actions/download-artifact", ""]
    script = steps[1]["run"]
    assert "${{" not in script
    assert not re.search(r"pip|checkout|\bkamsite\b(?!:review)|python|source|eval", script)


FAKE = """#!/bin/sh
echo "$@" >> "$LOG"
case "$*" in
  *"/pulls -f"*) printf '%s' "$PULL" ;;
  *--paginate*) printf '%s' "$OLD" ;;
  *body=@*) cp body.md "$SENT" ;;
esac
"""


@pytest.mark.parametrize(
    ("pull", "old", "call"),
    [
        ("41\n", "", "--method POST repos/o/r/issues/41/comments"),
        ("41\n", "7\n", "--method PATCH repos/o/r/issues/comments/7"),
        ("", "", None),
    ],
)
def test_the_comment_is_written_once_and_then_anew(pull: str, old: str, call: str | None, tmp_path: Path) -> None:
    gh = tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(FAKE)
    gh.chmod(0o755)
    (tmp_path / "comment").mkdir()
    (tmp_path / "comment/comment.md").write_text(f"{MARKER}\n### 1 decision\n" + "x" * 70_000)
    environment = {
        "PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}", "LOG": str(tmp_path / "log"), "PULL": pull, "OLD": old,
        "SENT": str(tmp_path / "sent"), "GITHUB_REPOSITORY": "o/r", "HEAD_SHA": "a" * 40,
        "HEAD_BRANCH": 'o:"; echo bad; "',
    }  # fmt: skip
    script = read("github/comment.yml")["jobs"]["comment"]["steps"][1]["run"]
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=tmp_path, env=environment, check=True)
    log = (tmp_path / "log").read_text()
    assert "bad\n" not in log.splitlines()
    if call is None:
        assert "body=@" not in log
        return
    assert f"{call} -F body=@body.md" in log
    assert len((tmp_path / "sent").read_bytes()) == 60_000


def test_a_text_that_is_no_review_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "comment").mkdir()
    (tmp_path / "comment/comment.md").write_text("Buy now!\n")
    script = read("github/comment.yml")["jobs"]["comment"]["steps"][1]["run"]
    done = subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env={"PATH": os.environ["PATH"]}, check=False)
    assert done.returncode == 1


# -- the comment on GitLab --------------------------------------------------------------------------------------------


class GitLab(http.server.BaseHTTPRequestHandler):
    """As much of a GitLab as the job that comments asks: one request that was reviewed, one that was not."""

    notes: ClassVar[list[dict[str, Any]]] = []
    calls: ClassVar[list[str]] = []
    text = f"{MARKER}\n### 1 decision\n" + "ä" * 70_000

    def do_GET(self) -> None:
        answers: dict[str, Any] = {
            "/projects/5/merge_requests": [{"iid": 1, "sha": "a"}, {"iid": 2, "sha": "b"}],
            "/projects/5/merge_requests/1/pipelines": [
                {"id": 8, "sha": "old", "project_id": 5},
                {"id": 9, "sha": "a", "project_id": 77},
            ],
            "/projects/5/merge_requests/2/pipelines": [],
            "/projects/77/pipelines/9/jobs": [{"id": 30, "name": "plans"}, {"id": 31, "name": "review"}],
            "/projects/77/jobs/31/artifacts/review/comment.md": self.text,
            "/projects/5/merge_requests/1/notes": [{"id": 3, "body": "Thanks!"}, *self.notes],
        }
        answer = answers[self.path.partition("?")[0]]
        self._answer(answer if isinstance(answer, str) else json.dumps(answer))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        self.calls.append(f"{self.command} {self.path} {self.headers['PRIVATE-TOKEN']}")
        self.notes[:] = [{"id": 4, "body": body}]
        self._answer("{}")

    do_PUT = do_POST  # noqa: N815 - the name is the one that servers call

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, text: str) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())


def test_on_gitlab_a_job_that_runs_no_branch_writes_one_comment_and_writes_it_anew(tmp_path: Path) -> None:
    job = read("gitlab/.gitlab-ci.yml")["comment"]
    assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule" && $KAMSITE_TOKEN'}]
    assert job["variables"] == {"GIT_STRATEGY": "none"}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), GitLab)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {
        "PATH": os.environ["PATH"], "CI_API_V4_URL": f"http://127.0.0.1:{server.server_port}", "CI_PROJECT_ID": "5",
        "KAMSITE_TOKEN": "key",
    }  # fmt: skip

    def run() -> None:
        subprocess.run(["bash", "-e", "-c", job["script"][0]], cwd=tmp_path, env=environment, check=True, timeout=60)

    run()
    assert GitLab.calls == ["POST /projects/5/merge_requests/1/notes key"]
    assert len(GitLab.notes[0]["body"]) == 60_000
    run()
    assert len(GitLab.calls) == 1, "nothing is new"
    GitLab.text = f"{MARKER}\n### nothing\n"
    run()
    assert GitLab.calls[1:] == ["PUT /projects/5/merge_requests/1/notes/4 key"]
    GitLab.text = "Buy now!"
    run()
    assert len(GitLab.calls) == 2
    server.shutdown()
    server.server_close()


# -- the comment on Gitea ---------------------------------------------------------------------------------------------


class Gitea(http.server.BaseHTTPRequestHandler):
    """As much of a Gitea as the workflow that comments asks: one open request, whose last commit is `head`."""

    comments: ClassVar[list[dict[str, Any]]] = []
    calls: ClassVar[list[str]] = []
    head = ""

    def do_GET(self) -> None:
        answers: dict[str, Any] = {
            "/pulls": [{"number": 7, "head": {"sha": self.head}, "base": {"ref": "main"}}],
            "/issues/7/comments": self.comments,
        }
        self._answer(json.dumps(answers[self.path.partition("?")[0]]))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        self.calls.append(f"{self.command} {self.path} {self.headers['Authorization']}")
        self.comments[1:] = [{"id": 4, "body": body, "user": {"login": "gitea-actions"}}]
        self._answer("{}")

    do_PATCH = do_POST  # noqa: N815 - the name is the one that servers call

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, text: str) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())


def test_on_gitea_a_schedule_reviews_what_git_holds_and_writes_one_comment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    pipeline = read("gitea/comment.yml")
    assert set(pipeline["on"]) == {"schedule"}
    repo = Repo(tmp_path / "repo")
    repo.write({"nordwind/plan.yaml": "account: {name: Nordwind}\n"})
    repo.commit("Begonnen")
    place = Path(subprocess.run(["git", "clone", "-q", repo.top, tmp_path / "runner"], check=True).args[4])

    def requested(name: str) -> None:
        repo.write({"nordwind/plan.yaml": f"account: {{name: {name}}}\n"})
        repo.commit("Umbenannt")
        repo.git("update-ref", "refs/pull/7/head", "HEAD")
        Gitea.head = repo.git("rev-parse", "HEAD").strip()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gitea)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    kamsite = tmp_path / "kamsite"
    kamsite.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kamsite "$@"\n')
    kamsite.chmod(0o755)
    environment = {
        **os.environ,
        "API": f"http://127.0.0.1:{server.server_port}",
        "TOKEN": "key",
        "KAMSITE": str(kamsite),
    }
    Gitea.comments[:] = [{"id": 3, "body": f"{MARKER} mine", "user": {"login": "mallory"}}]

    def run() -> None:
        script = pipeline["jobs"]["comment"]["steps"][2]["run"]
        subprocess.run(["bash", "-e", "-c", script], cwd=place, env=environment, check=True, timeout=60)

    requested("Nordwind AG")
    run()
    assert Gitea.calls == ["POST /issues/7/comments token key"]
    assert Gitea.comments[1]["body"].startswith(f"{MARKER}\n<!-- {Gitea.head} -->")
    assert "Nordwind AG" in Gitea.comments[1]["body"]
    run()
    assert len(Gitea.calls) == 1, "nothing is new"
    requested("Nordwind SE")
    run()
    assert Gitea.calls[1:] == ["PATCH /issues/comments/4 token key"]
    assert "Nordwind SE" in Gitea.comments[1]["body"]
    server.shutdown()
    server.server_close()


# -- kamsite init ------------------------------------------------------------------------------------------------------


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    without_user_configuration(monkeypatch, tmp_path)
    monkeypatch.setenv("KAMSITE_LANGUAGE", "en")
    repo = Repo(tmp_path / "repo")
    monkeypatch.chdir(repo.top)
    repo.write(
        {
            "site.yaml": "lead: lenz\n",
            "staff.yaml": "lenz: {name: Martina Lenz, email: lenz@hanse.example}\nweber: {name: 'Weber\\n* @evil'}\n",
            "nordwind/plan.yaml": "account: {name: Nordwind, manager: lenz}\n",
            "albers/plan.yaml": "account: {name: Albers, manager: weber}\n",
            "zeller/plan.yaml": "account: {name: Zeller}\n",
            "broken/plan.yaml": "account: {name: [\n",
        }
    )
    return repo


@pytest.mark.parametrize(
    ("host", "files"),
    [
        ("github", [".github/workflows/plans.yml", ".github/workflows/comment.yml"]),
        ("gitlab", [".gitlab-ci.yml"]),
        ("gitea", [".gitea/workflows/plans.yml", ".gitea/workflows/comment.yml"]),
    ],
)
def test_pipelines_are_added_and_nothing_is_changed(host: str, files: list[str], repo: Repo) -> None:
    assert main(["init", "--ci", host]) == 0
    assert all((repo.top / file).is_file() for file in files)
    assert f"@v{__version__}" in (repo.top / "requirements.txt").read_text("utf-8")
    (repo.top / files[0]).write_text("ours")
    assert main(["init", "--ci", host]) == 0
    assert (repo.top / files[0]).read_text() == "ours"


def test_managers_own_their_accounts_and_nobody_else_gets_in(repo: Repo) -> None:
    assert main(["init", "--codeowners"]) == 0
    lines = (repo.top / "CODEOWNERS").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        "/plans/site.yaml lenz@hanse.example",
        "/plans/staff.yaml lenz@hanse.example",
        "/plans/nordwind/ lenz@hanse.example",
    ]
    assert "# /plans/zeller/  (no manager)" in lines
    assert any(line.startswith("# /plans/albers/  (Weber") and line.endswith("staff.yaml)") for line in lines)


def test_a_new_repository_can_begin_with_pipelines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_user_configuration(monkeypatch, tmp_path)
    assert main(["init", str(tmp_path / "new"), "--ci", "gitlab"]) == 0
    assert (tmp_path / "new/.gitlab-ci.yml").is_file()
    assert (tmp_path / "new/plans/site.yaml").is_file()

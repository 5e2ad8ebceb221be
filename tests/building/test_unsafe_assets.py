"""What a browser might run is on no site: not in spite of errors, not among old versions."""

from pathlib import Path

from repositories import Repo
from sites import publish, site

SCRIPT = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def test_files_that_could_act_are_published_neither_in_spite_of_errors_nor_in_old_versions(
    repo: Repo, tmp_path: Path
) -> None:
    evil = {f"nordwind/assets/{name}": SCRIPT for name in ("evil.svg", "Evil2.SVG", "evil.html", "evil.js")}
    repo.commit("Nordwind: attachments", dict(evil))
    publish(repo.plans, tmp_path / "now", keep_going=True)
    repo.commit("Nordwind: attachments taken out", dict.fromkeys(evil, None))
    publish(repo.plans, tmp_path / "later")
    for out in ("now", "later"):
        built = site(tmp_path / out)
        assert [name for name in built if "evil" in name.lower()] == []
        assert "nordwind/assets/logo.svg" in built
    assert any(name.startswith("nordwind/versions/") and name.endswith("logo.svg") for name in built)


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


def test_a_logo_that_git_lfs_keeps_elsewhere_is_told_and_leaves_no_broken_picture(repo: Repo, tmp_path: Path) -> None:
    repo.commit("Nordwind: logo in LFS", {"nordwind/assets/logo.svg": POINTER})
    summary = publish(repo.plans, tmp_path / "out")
    assert summary.counts["warning"]
    built = site(tmp_path / "out")
    assert "nordwind/assets/logo.svg" not in built
    assert b'logo.svg"' not in built["nordwind/index.html"]
    assert b"K606" in built["findings.html"]

"""A password that somebody left in an address is told, and told again by nobody."""

import json
from pathlib import Path

import pytest
from sites import pages, publish, site, write

from kamsite.cli import main

ADDRESS = "https://weber:geheim@nordwind.example"
FILES = {
    "site.yaml": f"""
        title: Plans
        languages: [en, de]
        company: {{name: Hanse, website: "{ADDRESS}"}}
        repository: {{url: "https://weber:ge/heim@git.example/plans", kind: gitlab}}
        """,
    "staff.yaml": "lenz: {name: Petra Lenz}",
    "nordwind/plan.yaml": f"account: {{name: Nordwind, website: {ADDRESS}, segment: '{ADDRESS}'}}",
    "nordwind/customer.md": f"See [this]({ADDRESS}/x) and ![that]({ADDRESS}/y.png).",
}


def test_a_password_in_an_address_is_in_no_byte_of_the_site(tmp_path: Path) -> None:
    publish(write(tmp_path / "plans", FILES), tmp_path / "out", keep_going=True)
    assert pages(tmp_path / "out")["findings.html"].count("holds a user name or a password") == 3
    assert [file for file, content in site(tmp_path / "out").items() if b"heim@" in content] == []


@pytest.mark.parametrize("form", ["text", "concise", "json", "github", "gitlab"])
def test_a_password_in_an_address_is_in_no_report(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plans = write(tmp_path / "plans", FILES)
    assert main(["check", str(plans), "--format", form, "--no-cache", "--language", "en"]) == 1
    output = capsys.readouterr()
    assert "holds a user name or a password" in output.out
    assert "heim" not in output.out + output.err
    if form == "json":
        assert json.loads(output.out)["summary"]["error"] == 6

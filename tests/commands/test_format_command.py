"""`kamsite format` and the help of all commands."""

import pytest

from kamsite.cli import main


@pytest.mark.parametrize(("language", "term"), [("de", "Schlüsselpersonen"), ("en", "Key persons")])
def test_the_reference_is_printed_in_the_language_asked_for(
    language: str, term: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["format", "--language", language]) == 0
    told = capsys.readouterr().out
    assert term in told
    assert "`reports_to`" in told


@pytest.mark.parametrize("command", ["check", "build", "serve", "init", "new", "explain", "format"])
def test_each_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "examples:" in told
    assert f"kamsite {command}" in told


def test_a_command_that_does_not_exist_is_a_usage_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["publish"])
    assert ended.value.code == 2
    assert "publish" in capsys.readouterr().err

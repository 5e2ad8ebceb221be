import pytest

from kamsite.source.commits import Commit
from kamsite.source.requests import reason_of, request_of


def commit(subject: str, body: str = "") -> Commit:
    return Commit("0" * 40, "0" * 7, "Vera Weber", "v@example.com", 0, 0, 0, subject, body, ())


@pytest.mark.parametrize(
    ("subject", "body", "number", "reason"),
    [
        ("Merge pull request #12 from weber/asien", "Asien dazu\n\nWeil.", "12", ("Asien dazu", "Weil.")),
        ("Merge pull request #12 from weber/asien", "", "12", ("Merge pull request #12 from weber/asien", "")),
        ("Merge pull request 'Asien dazu' (#7) from asien into main", "Weil.", "7", ("Asien dazu", "Weil.")),
        (
            "Merge pull request 'Asien' (#7) from asien into main",
            "Reviewed-on: https://git.example.com/kam/plans/pulls/7",
            "7",
            ("Asien", ""),
        ),
        ("Asien dazu (#34)", "* eins\n* zwei", "34", ("Asien dazu", "* eins\n* zwei")),
        ('Revert "Asien dazu (#34)" (#35)', "", "35", ('Revert "Asien dazu (#34)"', "")),
        ("Asien dazu (!34)", "", "34", ("Asien dazu", "")),
        (
            "Merge branch 'asien' into 'main'",
            "Asien dazu\n\nSee merge request vertrieb/kam/plans!34",
            "34",
            ("Asien dazu", ""),
        ),
        ("Merged in asien (pull request #3)", "Asien dazu", "3", ("Asien dazu", "")),
        ("Merged PR 41: Asien dazu", "", "41", ("Asien dazu", "")),
        ("Pull request #5: Asien dazu", "Merge in KAM", "5", ("Asien dazu", "Merge in KAM")),
        ("Merge branch 'asien'", "", None, ("Merge branch 'asien'", "")),
        ("Asien dazu, siehe #12", "", None, ("Asien dazu, siehe #12", "")),
        ("Asien (#12345678901234567890)", "", None, ("Asien (#12345678901234567890)", "")),
        ("(#12)", "", "12", ("(#12)", "")),
        ("", "", None, ("", "")),
    ],
)  # fmt: skip
def test_a_request_is_known_by_what_its_host_writes(
    subject: str, body: str, number: str | None, reason: tuple[str, str]
) -> None:
    assert request_of(commit(subject, body)) == number
    assert reason_of(commit(subject, body)) == reason

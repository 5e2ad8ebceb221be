"""What goes wrong with a theme, as a finding; and the name of the theme that everything falls back on."""

from kamsite.diagnostics import Finding

DEFAULT = "default"


class ThemeError(Exception):
    """A theme that cannot draw; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.place}: {finding.message.en}")
        self.finding = finding

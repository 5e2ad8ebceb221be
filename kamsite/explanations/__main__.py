"""Writes the pages on findings into `docs/`: `python -m kamsite.explanations`."""

from kamsite.explanations import write_findings
from kamsite.resources import schema_folder

for file in write_findings(schema_folder().parent / "docs"):
    print(file.name)

"""`python -m kamsite` is the same as `kamsite`."""

from kamsite.cli import run

run()

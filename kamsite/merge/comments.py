"""What becomes of comments and blanks when an entry is merged: none of ours is lost, none that theirs wrote is."""

from collections.abc import Iterable

from kamsite.merge.pieces import Entry, comments_between, comments_of


def three(base: str, ours: str, theirs: str) -> str:
    """A piece of layout as the side has it that changed it; as ours has it where both did."""
    return theirs if ours == base else ours


def three_lines(base: str, ours: str, theirs: str) -> str:
    """Lines of comments as the side has them that changed them; where both did, those of both."""
    if base in (ours, theirs) or ours == theirs:
        return three(base, ours, theirs)
    before, here, there = ({line.strip() for line in side.split("\n")} for side in (base, ours, theirs))
    removed = before - there - {""}
    kept = [line for line in ours.splitlines(keepends=True) if line.strip() not in removed]
    known = before | here
    added = [line for line in theirs.splitlines(keepends=True) if line.strip() not in known]
    return "".join([*kept, *added])


def carried(entries: Iterable[Entry | None], text: str) -> list[str]:
    """The comments of an entry's versions (base, ours, theirs) that a merged text must not lack, and lacks."""
    before, here, there = (dict.fromkeys(comments_of(entry)) if entry else {} for entry in entries)
    wanted = [comment for comment in here if comment in there or comment not in before]
    wanted += [comment for comment in there if comment not in before and comment not in here]
    present = set(comments_between(text)) if wanted else set()
    return [comment for comment in wanted if comment not in present]

"""Texts compared by blocks and words."""

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamsite.compare.prose import BlockChange, BlockKind, PieceKind, compare_texts

FIRST = "Wir halten die Linien in Kiel und Danzig am Laufen, Tag und Nacht."
SECOND = "Der Einkauf will weniger Lieferanten. Die Technik will den besten Antrieb für jede Linie."
LIST = "- Montags Lieferübersicht\n- Freitags Gespräch mit der Schicht\n- Jährlich Workshop"


def marked(block: BlockChange) -> str:
    """A block as one text: what was taken out in [-…-], what was put in in {+…+}."""
    signs = {PieceKind.EQUAL: ("", ""), PieceKind.DELETED: ("[-", "-]"), PieceKind.INSERTED: ("{+", "+}")}
    return "".join(
        f"{signs[piece.kind][0]}{piece.text.strip()}{signs[piece.kind][1]} " for piece in block.pieces
    ).strip()


def told(before: str, after: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, marked(block)) for block in compare_texts(before, after).blocks]


def test_an_edited_paragraph_is_told_by_its_words() -> None:
    assert told(f"{FIRST}\n\n{SECOND}", f"{FIRST.replace('Danzig', 'Linz')}\n\n{SECOND}") == [
        (BlockKind.EDITED, "Wir halten die Linien in Kiel und [-Danzig-] {+Linz+} am Laufen, Tag und Nacht.")
    ]


def test_a_text_that_flows_in_another_way_did_not_change() -> None:
    assert not told(SECOND, SECOND.replace(" ", "\n", 5))
    assert not told(f"{FIRST}\n\n\n\n{LIST}\n", f"{FIRST}\n\n{LIST.replace('- ', '* ')}")


def test_blanks_in_code_count() -> None:
    code = "```\nif a:\n    b\n```"
    assert [kind for kind, _ in told(code, code.replace("    b", "  b"))] == [BlockKind.EDITED]
    assert [kind for kind, _ in told("Text\n\n    a  b", "Text\n\n    a b")] == [BlockKind.EDITED]


def test_a_moved_paragraph_keeps_what_was_edited_in_it() -> None:
    before, after = f"{FIRST}\n\n{SECOND}\n\n{LIST}", f"{SECOND}\n\n{LIST}\n\n{FIRST.replace('Danzig', 'Linz')}"
    assert told(before, after) == [
        (BlockKind.MOVED, "Wir halten die Linien in Kiel und [-Danzig-] {+Linz+} am Laufen, Tag und Nacht.")
    ]


def test_a_paragraph_that_was_split_is_told_once_and_so_is_one_that_was_joined() -> None:
    halves = SECOND.replace(". Die", ".\n\nDie")
    assert [kind for kind, _ in told(f"{FIRST}\n\n{SECOND}", f"{FIRST}\n\n{halves}")] == [BlockKind.SPLIT]
    assert [kind for kind, _ in told(f"{FIRST}\n\n{halves}", f"{FIRST}\n\n{SECOND}")] == [BlockKind.JOINED]


def test_points_of_a_list_are_blocks_of_their_own() -> None:
    assert told(LIST, LIST.replace("- Freitags Gespräch mit der Schicht\n", "")) == [
        (BlockKind.REMOVED, "[-- Freitags Gespräch mit der Schicht-]")
    ]


def test_a_change_knows_the_headings_above_it_and_its_lines() -> None:
    before = f"# Lage\n\n## Einkauf\n\n{SECOND}\n"
    (block,) = compare_texts(before, f"Vorweg.\n\n{before}{FIRST}\n").blocks[1:]
    assert (block.kind, block.headings, block.after) == (BlockKind.EDITED, ("Lage", "Einkauf"), 7)


def test_a_whole_word_or_number_is_told_not_its_digits() -> None:
    (block,) = compare_texts("Umsatz 1.150.000 EUR bis 2027-06-30.", "Umsatz 1.290.000 EUR bis 2027-08-31.").blocks
    assert marked(block) == "Umsatz [-1.150.000-] {+1.290.000+} EUR bis [-2027-06-30-] {+2027-08-31+} ."


TEXTS = st.lists(st.sampled_from([FIRST, SECOND, LIST, "# Titel", "```\na\n```", "kurz", "| a | b |"]), max_size=8)


@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_nothing_of_either_text_is_lost(before: list[str], after: list[str], chance: random.Random) -> None:
    older, newer = "\n\n".join(before), "\n\n".join(_with_edits(after, chance))
    for block in compare_texts(older, newer).blocks:
        ours = "".join(piece.text for piece in block.pieces if piece.kind is not PieceKind.INSERTED)
        theirs = "".join(piece.text for piece in block.pieces if piece.kind is not PieceKind.DELETED)
        assert _bare(ours) in _bare(older)
        assert _bare(theirs) in _bare(newer)
    assert not compare_texts(older, older).blocks


def _with_edits(paragraphs: list[str], chance: random.Random) -> list[str]:
    return [text.replace("Linie", chance.choice(["Linie", "Anlage", ""])) for text in paragraphs]


def _bare(text: str) -> str:
    return "".join(text.replace("- ", " ").split())


def _edited(paragraphs: list[str], chance: random.Random) -> list[str]:
    found = list(paragraphs)
    for _ in range(len(found) // 2):
        at = chance.randrange(len(found))
        found[at] = found[at].replace(" ", f" neu{chance.randrange(99)} ", 1)
    return found


def _rewritten(paragraphs: list[str], chance: random.Random) -> list[str]:
    return [_paragraph(chance) for _ in paragraphs]


def _shuffled(paragraphs: list[str], chance: random.Random) -> list[str]:
    return chance.sample(paragraphs, len(paragraphs))


def _paragraph(chance: random.Random) -> str:
    return " ".join(f"wort{chance.randrange(3000)}" for _ in range(20))


@pytest.mark.parametrize("change", [_edited, _rewritten, _shuffled])
def test_five_thousand_lines_take_less_than_a_second(change: Callable[[list[str], random.Random], list[str]]) -> None:
    chance = random.Random(7)
    paragraphs = [_paragraph(chance) for _ in range(2500)]
    after = change(paragraphs, chance)
    start = time.process_time()
    compare_texts("\n\n".join(paragraphs), "\n\n".join(after))
    assert time.process_time() - start < 2.0  # measured: 0.7 s; a busy machine may take longer


@pytest.mark.parametrize("word", ["a", "a\n\n", "- \n", "# \n", "    x\n", "> ", "```\n", "|", "* * *\n", "ab, "])
def test_no_text_makes_the_comparison_slow(word: str) -> None:
    start = time.process_time()
    compare_texts(word * 30_000, word * 29_000 + "b " + word * 900)
    assert time.process_time() - start < 3.0

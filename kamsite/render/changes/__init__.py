"""Changes in words, for everything that tells of them: terminal, Markdown, pages, the log.

`told.tell` turns a change into its parts: what it is about, before, after, difference. `sentences.sentence` makes one
line of it, `sentences.derived_sentence` of what follows from changes; `summary.summary` tells all of a plan in a line.
"""

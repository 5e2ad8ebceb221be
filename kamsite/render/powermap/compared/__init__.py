"""The power map with changes drawn in: before, changes and after as one drawing, of which a choice shows one.

`canvas.canvas_of` makes the map that is laid out, with room on the cards for what changed; `draw.draw_changes` draws
it, `figure.draw_changes_figure` makes the HTML around it. What is to be seen when is said by classes alone
(`only-before`, `not-after` …), so that it works without JavaScript and on paper.
"""

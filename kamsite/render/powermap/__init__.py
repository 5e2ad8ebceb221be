"""The power map (D9–D11): from people to DOT, from Graphviz's positions to our drawing.

`dot.to_dot` makes the text for the layout engine (`kamsite.render.layout`), `scene.scene_of` puts everything in its
place, `figure.draw_figure` makes the HTML around it; `draw.draw` is the SVG alone, `legend.draw_legend` the legend.
"""

"""Static drawings (SVG) made from plain values, each with a table twin."""

"""Static drawings made in Python from plain values: SVG and lists, with classes for the theme and no styles of their own."""

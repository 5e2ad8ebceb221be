"""Static drawings made in Python from plain values, with classes for the theme and no styles of their own."""

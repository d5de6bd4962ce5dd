"""Documents of this room, on a page and on paper."""

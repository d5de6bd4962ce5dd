"""Acts on letters: what a room needs to write one."""

from loopbrug.web.post.services.writing import Enclosed, line_of, write_letter

__all__ = ["Enclosed", "line_of", "write_letter"]

"""Acts on long work: ask for it, stop it, take up what lies still."""

from loopbrug.web.work.services.asking import ask, forget, stop, take_up
from loopbrug.web.work.services.hand import CannotError, Hand, LetGoError, carry_out

__all__ = ["CannotError", "Hand", "LetGoError", "ask", "carry_out", "forget", "stop", "take_up"]

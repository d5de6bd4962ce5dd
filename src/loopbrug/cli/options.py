"""Kinds of options that several words of the command take; a wrong one is told in a sentence."""

import argparse
from collections.abc import Callable

from loopbrug.web.site.sentences.book import sentence

REGIONS = ("demo", "midden")
MAX_SEED = 2**32 - 1


def number_in(language: str, least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number from ``least`` to ``most``."""

    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and least <= int(text[:10]) <= most:
            return int(text)
        wrong = sentence("cli.number-wrong", language, found=text, least=least, most=most)
        raise argparse.ArgumentTypeError(wrong)

    return read


def region_in(language: str) -> Callable[[str], str]:
    """Return what reads the name of a region."""

    def read(text: str) -> str:
        if text in REGIONS:
            return text
        unknown = sentence("cli.region-unknown", language, found=text, allowed=REGIONS)
        raise argparse.ArgumentTypeError(unknown)

    return read

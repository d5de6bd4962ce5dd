"""Sentences in Dutch and English for every finding code: the only place that talks to people."""

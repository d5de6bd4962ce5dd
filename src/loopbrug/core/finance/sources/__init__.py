"""Where money may come from: each source of money judged for one case, every reason told."""

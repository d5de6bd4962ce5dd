"""The joint foundation: what the first two years risk, and what carrying it together costs."""

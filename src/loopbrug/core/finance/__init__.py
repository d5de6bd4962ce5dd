"""Salary, contributions and subsidies: who pays what, when, on which rule."""

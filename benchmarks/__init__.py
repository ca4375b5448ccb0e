"""Measurements of the whole line on public corpora, and of its speed. Not part of the package."""

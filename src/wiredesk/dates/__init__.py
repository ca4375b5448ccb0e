"""Partial dates, intervals, the grammar of time phrases and national days."""

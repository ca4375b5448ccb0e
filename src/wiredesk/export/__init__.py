"""Readings in the forms that other people and tools take: one file per form. Not for: the terminal (see `cli.card`)."""

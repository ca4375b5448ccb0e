"""Rulings of people, and what they make of a reading."""

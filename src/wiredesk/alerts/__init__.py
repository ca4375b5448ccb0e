"""Watch rules, the alerts that they raise, and where alerts go."""

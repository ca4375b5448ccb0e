"""The same reading over many reports at once, on the processes of one machine. Not for: a single report (see `desk`)."""

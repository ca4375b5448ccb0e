"""`wiredesk.report/1` written and read back: how a reading travels and is kept. Not for: other formats (see `export`)."""

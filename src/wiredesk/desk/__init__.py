"""The composing room: the stages in their order, and the commit boundary. Not for: any stage itself."""

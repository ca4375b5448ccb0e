"""What an id looks like in an address or a form: `r12`. Not for: reading one (see `desk.ids`)."""

_NUMBER = "[1-9][0-9]{0,17}"  # of at most 18 digits, so that it fits in 64 bits


def id_pattern(letters: str = "", *, may_be_empty: bool = False) -> str:
    """Return the pattern of ids that begin with one of these letters, of bare row numbers where none is given."""
    first = f"[{letters}]" if len(letters) > 1 else letters
    return f"^({first}{_NUMBER})?$" if may_be_empty else f"^{first}{_NUMBER}$"

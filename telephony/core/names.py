"""What a caller says its name is: text from a stranger, to be shown as text."""

import unicodedata
from typing import Final

#: characters of a name that are kept; a person reads no more, and a screen has no room for it
NAME_MAX: Final = 80
#: Unicode categories that are no text: controls, surrogates, private use, unassigned, and format marks that turn text round
_NO_TEXT: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def caller_name(said: str) -> str:
    """The name on one line, without characters that are none, at most NAME_MAX long. Markup stays: whoever shows it escapes."""
    plain = "".join(" " if sign.isspace() else sign for sign in said if sign.isspace() or unicodedata.category(sign) not in _NO_TEXT)
    return " ".join(plain.split())[:NAME_MAX].rstrip()

"""Reading what was sent, with a limit."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework import parsers
from rest_framework.exceptions import ParseError

from ccplatform.kernel.problems import TooLarge
from ccplatform.kernel.words import said

BODY_BYTES_MAX = 2_000_000
"""A flow of 200 nodes with long prompts is a tenth of it."""


class JsonParser(parsers.JSONParser):
    """JSON of bounded size. A nesting that Python cannot follow is the sender's fault, too."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        # Not Content-Length: a chunked body has none.
        body = stream.read(BODY_BYTES_MAX + 1)
        if len(body) > BODY_BYTES_MAX:
            raise TooLarge()
        try:
            parsed: dict[str, Any] = super().parse(io.BytesIO(body), media_type, parser_context)
        except RecursionError as error:
            raise ParseError(str(said(en="This is nested too deeply.", de="Das ist zu tief verschachtelt."))) from error
        if b"\\u" in body:
            _demand_text(parsed)
        return parsed


def _demand_text(parsed: Any) -> None:
    """Escapes can write what is no text: half of a surrogate pair can be neither kept nor sent back."""
    try:
        json.dumps(parsed, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ParseError(str(said(en="This holds half a character.", de="Das enthält ein halbes Zeichen."))) from error

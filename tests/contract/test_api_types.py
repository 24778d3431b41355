"""The browser's types of the REST API are generated from its schema."""

from __future__ import annotations

import json
import subprocess

from drf_spectacular.generators import SchemaGenerator

from launch.frontend import find_node
from tests.house.tree import CHECKOUT

GENERATED = CHECKOUT / "web" / "src" / "api" / "schema.gen.ts"


def test_the_generated_types_are_current() -> None:
    document = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # spectacular types it not
    node = find_node()
    script = CHECKOUT / "web" / "scripts" / "api-types.mjs"
    asked = json.dumps(document, default=str)
    types = subprocess.run([node.program, script], input=asked, capture_output=True, text=True, check=True).stdout
    assert GENERATED.read_text() == types, "run in web/: npm run generate:api"

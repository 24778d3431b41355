"""The browser's types are generated from ours."""

from pathlib import Path

from contracts.typescript import main, render

GENERATED = Path(__file__).parents[2] / "web" / "src" / "contracts" / "contracts.gen.ts"


def test_the_generated_typescript_is_current() -> None:
    assert GENERATED.read_text() == render(), "run: python -m contracts.typescript web/src/contracts/contracts.gen.ts"


def test_a_stale_file_is_told_and_left_alone(tmp_path: Path) -> None:
    stale = tmp_path / "contracts.gen.ts"
    stale.write_text("export type Phase = never;\n")
    assert main(["--check", str(stale)]) == 1
    assert stale.read_text() == "export type Phase = never;\n"
    assert main([str(stale)]) == 0
    assert main(["--check", str(stale)]) == 0

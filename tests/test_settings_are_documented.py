"""A setting without a line in docs/settings.md fails."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
READING = re.compile(r'(?:\benv(?:\.\w+)?|\bvalue_of|os\.environ\.get)\(\s*"([A-Z][A-Z_]+)"')


def undocumented(sources: str, documentation: str) -> set[str]:
    """The variables that `sources` read and the documentation's table does not list."""
    return {name for name in READING.findall(sources) if f"| `{name}` |" not in documentation}


def test_every_setting_is_documented() -> None:
    sources = "\n".join(file.read_text() for file in (ROOT / "wayahead").rglob("*.py"))
    assert READING.findall(sources)
    assert undocumented(sources, (ROOT / "docs/settings.md").read_text()) == set()


def test_a_planted_setting_is_missed() -> None:
    assert undocumented('X = env.int("SECRET_HANDSHAKE", default=1)', "| `SECRET_KEY` | …") == {"SECRET_HANDSHAKE"}

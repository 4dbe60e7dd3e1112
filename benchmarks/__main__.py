"""`python -m benchmarks [name …]`: run benchmarks and write their tables into docs/benchmarks.md."""

import sys
from importlib import import_module
from pathlib import Path

from benchmarks.machine import described

DOCUMENT = Path(__file__).parents[1] / "docs/benchmarks.md"
# Each is a module here with `table()`, which gives its part of the document in Markdown.
NAMES = (
    "opinion",
    "robust",
    "robust-speed",
    "imports",
    "pages",
    "cards",
    "feasibility",
    "votes",
    "surprise",
    "asking",
    "allocation",
)

# Only when named: they take up to a quarter of an hour.
SLOW = ("opinion-large", "ticks")


def main(words: list[str]) -> int:
    """Run what is named, or everything; 2 for a name that there is not."""
    unknown = [word for word in words if word not in (*NAMES, *SLOW)]
    if unknown:
        print(f"there is no benchmark “{unknown[0]}”: {', '.join((*NAMES, *SLOW))}", file=sys.stderr)
        return 2
    for name in words or NAMES:
        print(f"· {name}", file=sys.stderr, flush=True)
        # Described before and not after, when the load would be our own.
        machine = described()
        module = import_module(f"benchmarks.{name.replace('-', '.')}")
        made = f"{module.table()}\n\n{machine}\n\nMade again by `./script/bench {name}`."
        DOCUMENT.write_text(with_part(DOCUMENT.read_text(encoding="utf-8"), name, made), encoding="utf-8")
        print(made, flush=True)
    return 0


def with_part(document: str, name: str, made: str) -> str:
    """The document with another text between the two marks of `name`; at the end where there are none yet."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    part = f"{begin}\n{made}\n{end}"
    if begin not in document:
        return f"{document.rstrip()}\n\n## {name.capitalize().replace('-', ', ')}\n\n{part}\n"
    before, _begin, rest = document.partition(begin)
    _old, _end, after = rest.partition(end)
    return f"{before}{part}{after}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

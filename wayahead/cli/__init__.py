"""The `wayahead` command. A verb is one module with `add_arguments(parser)` and `run(args) -> int`."""

import argparse
import keyword
import sys
from importlib import import_module, metadata

from .refusal import Refused

# Only the module of the verb that was asked for is imported: `wayahead analyse` must never load Django.
VERBS = {
    "demo": "try it: the practice space, on this machine, in one command",
    "serve": "run Wayahead: database, web server and background work",
    "worker": "run another background worker",
    "migrate": "bring the database to this version's tables",
    "backup": "write the whole database to one file",
    "restore": "put a backup in place of the database",
    "doctor": "look for what could go wrong on this machine",
    "manage": "run one of Django's management commands",
    "import": "bring in what was gathered elsewhere",
    "export": "hand on what is here, for others to read and check",
    "check": "look for what is wrong with a file, or could be better, before others read it",
    "analyse": "votes in, opinion map out (no database needed)",
    "allocate": "ballots in, what is funded and why out (no database needed)",
}


def main(argv: list[str] | None = None) -> int:
    """Run one verb and give its exit code: 0 done, 1 refused, 2 wrong usage."""
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in ("-h", "--help"):
        print(overview())
        return 0 if words else 2
    if words[0] == "--version":
        print(f"wayahead {metadata.version('wayahead')}")
        return 0
    if words[0] not in VERBS:
        print(f"wayahead: there is no command “{words[0]}”.\n\n{overview()}", file=sys.stderr)
        return 2
    return run(words[0], words[1:])


def run(verb: str, words: list[str]) -> int:
    """Run `verb` with the words after it, and give its exit code."""
    module = import_module(module_of(verb))
    parser = argparse.ArgumentParser(prog=f"wayahead {verb}", description=VERBS[verb].capitalize() + ".")
    module.add_arguments(parser)
    try:
        return int(module.run(parser.parse_args(words)))
    except Refused as refused:
        print(f"wayahead {verb}: {refused}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def module_of(verb: str) -> str:
    """The module that does a verb; Python keeps some words for itself."""
    return f"{__name__}.{verb}{'_' if keyword.iskeyword(verb) else ''}"


def overview() -> str:
    """Every command with the line that says what it is for."""
    width = max(map(len, VERBS))
    lines = [f"  wayahead {verb:{width}}  {purpose}" for verb, purpose in VERBS.items()]
    return "\n".join(["Commands (each has --help):", *lines])

"""The glossary is true: every model has its word, and no page says a word that it rules out."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| (?P<word>[^|]+) \| `(?P<model>[\w.]+)` \| (?P<what>[^|]+) \|(?P<never>[^|]*)\|$", re.MULTILINE)
SAID = (
    re.compile(r"""\{%\s*trans\s+(["'])(?P<words>.*?)\1"""),
    re.compile(r"\{%\s*blocktrans.*?%\}(?P<words>.*?)\{%\s*endblocktrans\s*%\}", re.DOTALL),
)
SAID_IN_CODE = re.compile(r"""\b(?:_|gettext|gettext_lazy|ngettext)\(\s*(["'])(?P<words>.*?)\1""", re.DOTALL)
PLACEHOLDER = re.compile(r"\{[{%].*?[}%]\}|%\(\w+\)s")


def rows() -> list[re.Match[str]]:
    """Each line of the table."""
    return list(ROW.finditer((ROOT / "docs/glossary.md").read_text(encoding="utf-8")))


def said() -> Iterator[tuple[str, str]]:
    """(where, words) of everything that pages and refusals say."""
    for file in (ROOT / "wayahead/templates").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        for pattern in SAID:
            for match in pattern.finditer(text):
                yield file.name, PLACEHOLDER.sub(" ", match["words"])
    for file in (ROOT / "wayahead").rglob("*.py"):
        for match in SAID_IN_CODE.finditer(file.read_text(encoding="utf-8")):
            yield file.name, PLACEHOLDER.sub(" ", match["words"])


def test_every_model_has_its_word_and_every_word_its_model() -> None:
    """One word is one model."""
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("wayahead.")}
    listed = [row["model"] for row in rows()]
    assert set(listed) == ours
    assert len(listed) == len(set(listed)) == len({row["word"] for row in rows()})


def test_no_page_says_a_word_that_the_glossary_rules_out() -> None:
    """Neither in a template nor in a refusal."""
    never = [word.strip() for row in rows() for word in row["never"].split(",") if word.strip()]
    assert len(never) > 20
    ruled_out = re.compile(rf"\b(?:{'|'.join(map(re.escape, never))})s?\b", re.IGNORECASE)
    assert len(list(said())) > 500
    assert [(where, found[0]) for where, words in said() for found in ruled_out.finditer(words)] == []

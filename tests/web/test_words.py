"""Words on pages can be translated, and a page turns round for a language that is written from the right."""

import re
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType
from django.test import Client, override_settings

import wayahead

TEMPLATES = Path(wayahead.__file__).parent / "templates"
NAMES = {"wayahead", "Wayahead"}
# Shown when nothing else works, the catalogue included.
WITHOUT_CATALOGUE = {"500.html"}


def untranslated(source: str) -> list[str]:
    """Words of a template that no {% trans %} or {% blocktrans %} holds."""
    kept, depth = [], 0
    for token in Lexer(source).tokenize():
        word = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        depth += {"blocktrans": 1, "blocktranslate": 1, "endblocktrans": -1, "endblocktranslate": -1}.get(word, 0)
        kept.append(token.contents if token.token_type == TokenType.TEXT and not depth else "·")
    page = "".join(kept)
    spoken = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', page)
    seen = re.sub(r"<(script|style|code)\b.*?</\1>|<[^>]*>|&\w+;", " ", page, flags=re.DOTALL)
    return [word for text in [seen, *spoken] for word in re.findall(r"[^\W\d_]{2,}", text) if word not in NAMES]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_word_of_a_page_can_be_translated(path: Path) -> None:
    assert path.name in WITHOUT_CATALOGUE or untranslated(path.read_text()) == []


def test_a_planted_word_is_seen() -> None:
    assert untranslated('<p class="a">{% trans "Yes" %} and <b>no</b></p><img alt="House">') == ["and", "no", "House"]
    assert untranslated("{% blocktrans %}All of it {{ n }}{% endblocktrans %}{% icon 'tick' %}") == []


@pytest.mark.django_db
def test_a_page_turns_round_for_a_language_that_is_written_from_the_right() -> None:
    with override_settings(LANGUAGES=[("en-gb", "English"), ("ar", "العربية")]):
        turned = Client(headers={"Accept-Language": "ar"}).get("/").content.decode()
    assert '<html lang="ar" dir="rtl">' in turned
    assert "wayahead.rtl.css" in turned
    assert '<select id="language"' in turned
    plain = Client(headers={"Accept-Language": "ar"}).get("/").content.decode()
    assert '<html lang="en-gb" dir="ltr">' in plain
    assert '<select id="language"' not in plain

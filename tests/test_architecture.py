"""The dependency rule holds; and each of its contracts is seen to fail on a mistake planted for it."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


@dataclass(frozen=True)
class Mistake:
    """A line planted in a copy of the package, and the contract that has to see it."""

    contract: str
    file: str
    line: str


MISTAKES = [
    Mistake("faces", "loop/funding/__init__.py", "from wayahead import web"),
    Mistake("faces", "web/__init__.py", "from wayahead import api"),
    Mistake("faces", "formats/__init__.py", "from wayahead import base"),
    Mistake("faces", "utils.py", ""),
    Mistake("loop", "loop/listening/__init__.py", "def late():\n    from wayahead.loop import needs"),
    Mistake("loop", "loop/afterthoughts/__init__.py", ""),
    Mistake("base", "base/record/__init__.py", "from wayahead.base import people"),
    Mistake("base", "base/things/__init__.py", ""),
    Mistake("kernels", "kernels/opinion/__init__.py", "import django"),
    Mistake("kernels", "kernels/opinion/__init__.py", "def late():\n    import os"),
    Mistake("formats", "formats/__init__.py", "from django.db import models"),
    Mistake("independence", "kernels/opinion/__init__.py", "from wayahead.kernels import feasibility"),
    Mistake("record", "web/__init__.py", "from wayahead.base.record import models"),
    Mistake("cycles", "web/first.py", "from wayahead.web import second"),
]


def broken_contracts(folder: Path) -> set[str]:
    """The ids of the contracts that the package in `folder` breaks."""
    run = "from importlinter.cli import lint_imports_command as run; run()"
    script = f"import sys; sys.path.insert(0, {str(folder)!r}); {run}"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    return {each["id"] for each in CONTRACTS if f"{each['name']} BROKEN" in lines}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The folders of the package with nothing in their modules: quick to read, and keeps every contract."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for file in (ROOT / "wayahead").rglob("*.py"):
        below = file.relative_to(ROOT)
        if len(below.parts) <= 3 or (len(below.parts) == 4 and file.name == "__init__.py"):
            (tmp_path / below).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / below).touch()
    (tmp_path / "wayahead/base/record/models.py").touch()
    return tmp_path


def test_the_copy_keeps_every_contract(copy: Path) -> None:
    assert broken_contracts(copy) == set()


def test_the_package_keeps_every_contract() -> None:
    assert broken_contracts(ROOT) == set()


def test_every_contract_has_a_mistake_planted_for_it() -> None:
    assert {each["id"] for each in CONTRACTS} == {mistake.contract for mistake in MISTAKES}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.contract}-{mistake.file}")
def test_a_planted_mistake_is_seen(copy: Path, mistake: Mistake) -> None:
    file = copy / "wayahead" / mistake.file
    file.parent.mkdir(exist_ok=True)
    (file.parent / "__init__.py").touch()
    (file.parent / "second.py").write_text("from wayahead.web import first")
    file.write_text(mistake.line)
    assert mistake.contract in broken_contracts(copy)


# A key given as a string imports nothing, so import-linter cannot see where it points.
ORDER: list[tuple[str, ...]] = [
    ("record",),
    ("people",),
    ("places",),
    ("coproduction",),
    ("listening",),
    ("needs",),
    ("constraints",),
    ("tensions",),
    ("solutions",),
    ("services", "campaigns", "funding"),
    ("outcomes",),
]
RANK = {label: rank for rank, labels in enumerate(ORDER) for label in labels}


def keys_forward(models: Iterable[object], rank: Mapping[str, int] = RANK) -> list[str]:
    """The keys of `models` that point to a later stage, or to another stage of the same rank."""
    found = []
    for model in models:
        label: str = model._meta.app_label  # type: ignore[attr-defined]
        for field in model._meta.get_fields():  # type: ignore[attr-defined]
            if field.is_relation and not field.auto_created and field.related_model:
                target = field.related_model._meta.app_label
                if target != label and target in rank and rank[target] >= rank[label]:
                    found.append(f"{field} points forward to {target}")
    return found


def test_keys_point_back_along_the_loop() -> None:
    installed = [config for config in apps.get_app_configs() if config.label in RANK]
    assert keys_forward(model for config in installed for model in config.get_models(include_auto_created=True)) == []


def planted_model(label: str, target: str) -> object:
    related = SimpleNamespace(_meta=SimpleNamespace(app_label=target))
    field = SimpleNamespace(is_relation=True, auto_created=False, related_model=related)
    return SimpleNamespace(_meta=SimpleNamespace(app_label=label, get_fields=lambda: [field]))


@pytest.mark.parametrize(("label", "target"), [("listening", "needs"), ("funding", "services"), ("places", "outcomes")])
def test_a_planted_forward_key_is_seen(label: str, target: str) -> None:
    assert keys_forward([planted_model(label, target)])
    assert keys_forward([planted_model(target, label)]) == [] or RANK[target] == RANK[label]

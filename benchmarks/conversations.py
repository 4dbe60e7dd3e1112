"""The conversations that are measured: real ones where they lie beside the repository, and a made-up one everywhere."""

from pathlib import Path

import numpy as np

from wayahead.formats.polis import REJECTED, Ballots, Conversation, Statement, Summary, read_folder, write_folder

REAL = Path(__file__).resolve().parents[2] / "shared/data/conversations"
BOWLING_GREEN = "american-assembly.bowling-green"
NAMES = ("brexit-consensus", "scoop-hivemind.biodiversity", BOWLING_GREEN)
PEOPLE, STATEMENTS, SEED = 1000, 120, 7


def conversations() -> dict[str, Conversation]:
    """Name → conversation, the smallest first."""
    real = {name: read_folder(REAL / name) for name in NAMES if (REAL / name).exists()}
    found = real | {"made up": made_up()}
    return dict(sorted(found.items(), key=lambda one: len(one[1].ballots.said)))


def made_up() -> Conversation:
    """Three camps round three points of a plane, who answer a third of all statements."""
    chance = np.random.default_rng(SEED)
    camps = np.array([(1.5, 0), (-1.5, 0.8), (0, -1.8)])[chance.choice(3, PEOPLE, p=[0.5, 0.3, 0.2])]
    stand = camps + chance.normal(0, 0.6, (PEOPLE, 2))
    lean = chance.normal(0.6, 1.2, STATEMENTS) + stand @ chance.normal(0, 0.8, (2, STATEMENTS))
    agrees = chance.random(lean.shape) < 1 / (1 + np.exp(-lean))
    said = np.where(chance.random(lean.shape) < 0.12, 0, np.where(agrees, 1, -1))
    who, what = np.nonzero(chance.random(lean.shape) < 1 / 3)
    statements = tuple(Statement(number, f"Statement {number}.", 1) for number in range(STATEMENTS))
    ballots = Ballots(np.arange(PEOPLE), np.arange(STATEMENTS), who, what, said[who, what].astype(np.int8))
    return Conversation(Summary("Made up"), statements, ballots)


def rejected(conversation: Conversation) -> list[int]:
    """The statements that were moderated out."""
    return [one.id for one in conversation.statements if one.moderated == REJECTED]


def largest(folder: Path) -> tuple[str, Path]:
    """The name and folder of the largest conversation there is; a made-up one is written into `folder`."""
    if (REAL / BOWLING_GREEN).exists():
        return BOWLING_GREEN, REAL / BOWLING_GREEN
    folder.mkdir()
    write_folder(made_up(), folder)
    return "made up", folder

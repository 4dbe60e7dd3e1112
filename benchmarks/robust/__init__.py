"""Our own method beside that of Polis: worlds whose truth is known, then real conversations. Same votes, one run."""

import sys
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from scipy.special import stdtrit

from benchmarks.conversations import REAL, rejected
from benchmarks.robust.scores import (
    ENGINES,
    LISTED,
    after_losing,
    agreement,
    ellipse_holds,
    error_on_kept_back,
    finds,
    overlap,
    top,
)
from benchmarks.robust.worlds import KINDS, Kind, World, with_bloc
from wayahead.formats.polis import read_folder
from wayahead.kernels.opinion import OpinionMap, Options, Votes

SEEDS = range(1000, 1020)
REAL_DRAWS = 5
FEW = Options(deletions=10)
NAN = float("nan")

Scores = dict[str, dict[str, list[float]]]  # question → engine → an answer per world


def table() -> str:
    """What both find in made-up worlds and in real conversations, with intervals of the difference."""
    lines = [
        f"{len(SEEDS)} worlds of each kind (600 people, 150 statements; made by `benchmarks/robust/worlds.py`). The "
        "interval is that of the difference, world by world (95%, t). Bold where it leaves out nought. Agreement with "
        "groups is the adjusted Rand index.",
        "",
        "| world | question | `robust` | `polis` | difference |",
        "|---|---|---:|---:|---:|",
    ]
    for kind in KINDS:
        print(f"  {kind.name}", file=sys.stderr, flush=True)
        lines += [f"| {kind.name} | {row}" for row in rows_of(study(kind))]
    lines += ["", "Real conversations: the whole analysis made again without so many votes, and votes kept back.", ""]
    lines += [
        "| conversation | engine | groups | called stable | agreement of groups, 10% / 30% lost | same number | "
        "top ten of common ground | error on votes kept back |",
        "|---|---|---|---|---:|---:|---:|---:|",
    ]
    for folder in sorted(REAL.iterdir()) if REAL.exists() else []:
        print(f"  {folder.name}", file=sys.stderr, flush=True)
        lines += real_rows(folder.name)
    return "\n".join(lines)


def rows_of(scores: Scores) -> Iterator[str]:
    """A row per question: both means, and the interval of the difference."""
    for question, answers in scores.items():
        ours, theirs = np.array(answers["robust"]), np.array(answers.get("polis", []))
        if len(theirs) == 0 or np.isnan(theirs).all():
            yield f"{question} | {np.nanmean(ours):.2f} | – | – |"
            continue
        apart = (ours - theirs)[~np.isnan(ours - theirs)]
        middle, half = apart.mean(), stdtrit(len(apart) - 1, 0.975) * apart.std(ddof=1) / np.sqrt(len(apart))
        shown = f"{middle:+.3f} ± {half:.3f}"
        shown = f"**{shown}**" if abs(middle) > half else shown
        yield f"{question} | {np.nanmean(ours):.3f} | {np.nanmean(theirs):.3f} | {shown} |"


def study(kind: Kind) -> Scores:
    """Every question that makes sense for this kind of world, asked of both engines."""
    scores: Scores = defaultdict(lambda: defaultdict(list))
    for seed in SEEDS:
        world = kind.world(seed)
        maps = {name: engine(world.votes, options=FEW) for name, engine in ENGINES.items()}
        placed_by_both = np.all([found.people.groups >= 0 for found in maps.values()], axis=0)
        for name, found in maps.items():
            groups, number = found.people.groups, len(kind.shares)

            def note(question: str, answer: float, name: str = name) -> None:
                scores[question][name].append(answer)

            note("the right number of groups", float(len(found.groups) == number))
            if number > 1:
                note("agreement with true groups, of those it places", agreement(groups, world.groups))
                shown = np.where(placed_by_both, groups, -1)
                note("the same, of those whom both place", agreement(shown, world.groups))
                note("people placed in a group", float((groups >= 0).mean()))
            if 0.05 <= kind.shares[-1] <= 0.15:
                is_found = finds(groups, world.groups == number - 1)
                note("minority found", float(is_found))
                note("minority missed, and groups called stable", float(not is_found and found.stable))
            if number == 1:
                note("called stable groups", float(found.stable and len(found.groups) > 1))
            truth = np.argsort(-world.shared, kind="stable")[:LISTED].tolist()
            note(f"of the {LISTED} most shared, listed first", overlap(top(found, world.votes), truth))
            note("error on votes kept back (less is better)", error_on_kept_back(name, world.votes, seed))
            if kind.name == "three groups":
                for question, answer in under_stress(name, world, found, seed):
                    note(question, answer)
        scores["true places within the 95% interval"]["robust"].append(ellipse_holds(maps["robust"], world.places))
    return scores


def under_stress(name: str, world: World, whole: OpinionMap, seed: int) -> Iterator[tuple[str, float]]:
    """Votes are lost, and a bloc of voters comes in."""
    votes = world.votes
    for share in (0.1, 0.3):
        lost = after_losing(name, votes, whole, [], share, seed)
        yield f"{share:.0%} of votes lost: agreement of groups", lost.groups
        yield f"{share:.0%} of votes lost: same number of groups", lost.number
        yield f"{share:.0%} of votes lost: same number, of those called stable", lost.number if whole.stable else NAN
        yield f"{share:.0%} of votes lost: top ten of common ground", lost.common_ground
    stormed, pets = with_bloc(world)
    after = ENGINES[name](stormed, options=FEW)
    honest = np.searchsorted(stormed.people, votes.people)
    listed = top(after, stormed)
    yield "a bloc of 8%: agreement of the others' groups", agreement(whole.people.groups, after.people.groups[honest])
    yield f"a bloc of 8%: first {LISTED} of common ground still there", overlap(top(whole, votes), listed)
    yield "a bloc of 8%: what it pushes gets in (less is better)", float(bool({*listed} & {*pets.tolist()}))


def real_rows(name: str) -> Iterator[str]:
    """A row per engine for one real conversation."""
    conversation = read_folder(REAL / name)
    ballots = conversation.ballots
    votes = Votes.of(ballots.who, ballots.what, ballots.said)
    names = ballots.statements[votes.statements].tolist()
    gone = set(rejected(conversation))
    out = [number for number, one in zip(votes.statements.tolist(), names, strict=True) if one in gone]
    kept = ~np.isin(votes.statements, out)
    for engine, analyses in ENGINES.items():
        whole = analyses(votes, moderated_out=out, options=FEW)
        lost = {
            share: [after_losing(engine, votes, whole, out, share, seed) for seed in range(REAL_DRAWS)]
            for share in (0.1, 0.3)
        }
        several = len(whole.groups) > 1
        told = votes.without(~kept[votes.indices])
        cells = [
            " + ".join(str(group.size) for group in whole.groups) if several else "none",
            "yes" if whole.stable else "no",
            " / ".join(f"{np.median([one.groups for one in draws]):.2f}" for draws in lost.values())
            if several
            else "–",
            " / ".join(f"{np.mean([one.number for one in draws]):.0%}" for draws in lost.values()),
            " / ".join(f"{np.median([one.common_ground for one in draws]):.2f}" for draws in lost.values()),
            f"{np.mean([error_on_kept_back(engine, told, seed) for seed in range(REAL_DRAWS)]):.3f}",
        ]
        yield f"| {name} | `{engine}` | {' | '.join(cells)} |"

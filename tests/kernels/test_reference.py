"""The same as the reference, red-dwarf 0.4.0, on conversations that nobody has seen."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.kernels.test_opinion import conversation
from wayahead.formats.polis import REJECTED, read_folder
from wayahead.kernels.opinion import OpinionMap, Options, Votes, analyse
from wayahead.kernels.opinion.statistics import tally, way


@dataclass(frozen=True)
class World:
    """People in some camps who answer some statements, of which some are moderated out."""

    people: int
    statements: int
    camps: int
    answered: float
    out: int = 0


# Many and few answers, one camp (so that groups are chance), rare voters, more statements than people, lonely camps.
WORLDS = [
    World(60, 20, 2, 0.6),
    World(90, 30, 3, 0.5, out=4),
    World(40, 60, 2, 0.4),
    World(150, 25, 4, 0.45, out=2),
    World(80, 16, 1, 0.7),
    World(70, 40, 3, 0.25, out=9),
    World(30, 12, 5, 0.9),
    World(300, 18, 2, 0.5),
    # So few people that there are hardly more of them than directions to search.
    World(12, 120, 5, 0.95, out=50),
    World(12, 30, 3, 0.5, out=5),
    World(20, 120, 3, 0.2, out=14),
    World(8, 60, 2, 0.9),
]
REJECTING = World(120, 15, 2, 0.9)


def drawn(world: World, seed: int, lean: float = 0.4) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], list[int]]:
    """(people, statements, votes, moderated out) of one conversation, in no order and with gaps between ids."""
    chance = np.random.default_rng(seed)
    camps = chance.normal(0, 1.6, (world.camps, 2))[chance.integers(0, world.camps, world.people)]
    stand = camps + chance.normal(0, 0.5, (world.people, 2))
    leaning = chance.normal(lean, 1, world.statements) + stand @ chance.normal(0, 1, (2, world.statements))
    said = np.where(chance.random(leaning.shape) < 1 / (1 + np.exp(-leaning)), 1, -1)
    said[chance.random(said.shape) < 0.12] = 0
    keen = np.clip(world.answered * chance.lognormal(0, 0.5, (world.people, 1)), 0, 1)
    who, what = np.nonzero(chance.random(said.shape) < keen)
    order = chance.permutation(len(who))
    who, what = who[order], what[order]
    out = chance.choice(world.statements, world.out, replace=False) * 2 + 5
    return who * 3 + 1, what * 2 + 5, said[who, what], sorted(out.tolist())


def reference(who: NDArray[Any], what: NDArray[Any], said: NDArray[Any], out: list[int]) -> Any:
    """What the reference makes of these votes."""
    base = pytest.importorskip("reddwarf.implementations.base", reason="red-dwarf is not installed.")
    rows = zip(who.tolist(), what.tolist(), said.tolist(), strict=True)
    votes = [{"participant_id": person, "statement_id": statement, "vote": vote} for person, statement, vote in rows]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return base.run_pipeline(
            votes=votes, mod_out_statement_ids=out, random_state=0, reducer_kwargs={"svd_solver": "full"}
        )


def strength(found: OpinionMap, way_of: str) -> dict[str, float]:
    """By what the consensus of everybody is ordered: how many answer this way times how sure that is."""
    hits = {one.id: one.overall.agree if way_of == "agree" else one.overall.disagree for one in found.statement_results}
    seen = {one.id: one.overall.seen for one in found.statement_results}
    return {
        name: float((hits[name] + 1) / (n + 2) * 2 * np.sqrt(n + 1) * ((hits[name] + 1) / (n + 1) - 0.5))
        for name, n in seen.items()
    }


def score_of(listed: Any) -> float:
    """By what the reference orders what represents a group."""
    return float(listed["repness"] * listed["repness-test"] * listed["p-success"] * listed["p-test"])


def same_marks(mine: list[tuple[str, str, float]], theirs: list[tuple[str, str, float]]) -> None:
    """What represents a group. The reference leaves open which of equal scores is listed, and in which order."""
    scores, expected = (sorted(one[2] for one in some) for some in (mine, theirs))
    np.testing.assert_allclose(scores, expected, rtol=1e-9)
    unlike = {one[:2] for one in mine} ^ {one[:2] for one in theirs}
    if unlike:
        equal = [one[2] for one in (*mine, *theirs) if one[:2] in unlike]
        np.testing.assert_allclose(min(equal), max(equal), rtol=1e-9)


def compare(who: NDArray[Any], what: NDArray[Any], said: NDArray[Any], out: list[int]) -> None:
    """Everything that both know, side by side."""
    votes = Votes.of(who, what, said)
    found = analyse(votes, moderated_out=out, options=Options(deletions=0))
    theirs = reference(who, what, said, out)

    people = theirs.participants_df
    labels = {str(person): int(label) for person, label in people["cluster_id"].dropna().items()}
    assert {one.id: one.group for one in found.people if one.group is not None} == labels
    assert len(found.groups) == len(set(labels.values()))
    np.testing.assert_allclose(found.people.places, people[["x", "y"]].to_numpy(), atol=1e-9)

    rows, results = theirs.statements_df, found.statement_results
    assert [one.id for one in results] == [str(name) for name in rows.index]
    np.testing.assert_allclose([one.common_ground for one in results], rows["group-aware-consensus-agree"], rtol=1e-9)
    np.testing.assert_allclose([one.priority for one in results], rows["priority"].astype(float), rtol=1e-9)

    counts = tally(votes, found.people.groups, len(found.groups))
    for letter, hits in (("a", counts.agree), ("d", counts.disagree)):
        ours, table = way(hits, counts.seen), theirs.group_comment_stats
        for name, figures in ((f"p{letter}", ours.p), (f"p{letter}t", ours.z), (f"r{letter}", ours.ratio)):
            np.testing.assert_allclose(figures, table[name].unstack(level="statement_id").to_numpy(), rtol=1e-9)
        expected = table[f"r{letter}t"].unstack(level="statement_id").to_numpy()
        np.testing.assert_allclose(ours.ratio_z, expected, rtol=1e-9, atol=1e-9)

    for number, group in enumerate(found.groups):
        same_marks(
            [(one.id, one.way, one.score) for one in group.representative],
            [(str(one["tid"]), one["repful-for"], score_of(one)) for one in theirs.repness[number]],
        )
    for way_of, mine in (("agree", found.agreed), ("disagree", found.disagreed)):
        # The reference leaves open who comes first of two that are exactly as strong; with us it is the lower number.
        measure, listed_ids = strength(found, way_of), [str(one["tid"]) for one in theirs.consensus[way_of]]
        np.testing.assert_allclose([measure[one] for one in mine], [measure[one] for one in listed_ids], rtol=1e-12)
        assert all(measure[one] == min(measure[two] for two in mine) for one in set(mine) - set(listed_ids))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("world", [*WORLDS, REJECTING], ids=str)
def test_a_conversation_never_seen_gives_what_the_reference_gives(world: World, seed: int) -> None:
    compare(*drawn(world, 100 * seed + world.people, lean=-2.5 if world is REJECTING else 0.4))


@pytest.mark.parametrize("name", ["15-per-hour-seattle", "brexit-consensus", "london.youth.policing"])
def test_a_real_conversation_gives_what_the_reference_gives(name: str) -> None:
    found = read_folder(conversation(name))
    ballots, last = found.ballots, found.ballots.last
    out = [one.id for one in found.statements if one.moderated == REJECTED]
    compare(ballots.people[ballots.who[last]], ballots.statements[ballots.what[last]], ballots.said[last], out)

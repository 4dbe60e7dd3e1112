"""The robust method: what holds for any votes, honest answers to poor ones, and a slate that keeps its promise."""

from collections import Counter
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernels.test_opinion import Row, some_votes, two_camps, votes_of
from wayahead.kernels.opinion import OpinionMap, Options, Votes, robust
from wayahead.kernels.opinion.grouping import adjusted_rand, holds
from wayahead.kernels.opinion.robust.continuity import Previous
from wayahead.kernels.opinion.robust.factors import side_by_side
from wayahead.kernels.opinion.robust.mixture import Clouds, Evidence, belonging
from wayahead.kernels.opinion.robust.mixture import fitted as fitted_clouds
from wayahead.kernels.opinion.robust.model import LEAST_NOISE, Model, begin, fit, left_over
from wayahead.kernels.opinion.robust.places import lay_out
from wayahead.kernels.opinion.robust.slate import slate
from wayahead.kernels.opinion.robust.sweep import compiled, plain
from wayahead.kernels.opinion.statistics import tally

QUICK = Options(deletions=0)
LOST_TWICE = Options(deletions=2)


def map_of(rows: list[Row], *, out: list[int] | None = None, options: Options = LOST_TWICE) -> OpinionMap:
    """The map with few refits."""
    return robust.analyse(votes_of(rows), moderated_out=out or [], options=options)


def camps(people: int, statements: int, *, camps: int = 2, seed: int = 0, votes: int | None = None) -> list[Row]:
    """Camps of equal size that lean on most statements, each their own way, and agree on every fifth."""
    chance = np.random.default_rng(seed)
    lean = np.where(chance.random((camps, statements)) < 0.5, 0.9, 0.1)
    lean[:, ::5] = 0.95
    rows = []
    for person in range(people):
        for statement in chance.permutation(statements)[: votes or statements].tolist():
            agrees = chance.random() < lean[person % camps, statement]
            rows.append((person, statement, 0 if chance.random() < 0.1 else 1 if agrees else -1))
    return rows


def barely_apart(seed: int, lean: float = 0.7) -> Votes:
    """A hundred people in two camps that lean apart on every statement, but so little that chance decides."""
    chance = np.random.default_rng(seed)
    agree = np.where(chance.random((2, 30)) < 0.5, lean, 1 - lean)
    answered = ((p, int(s)) for p in range(100) for s in chance.permutation(30)[:15])
    return votes_of([(p, s, 1 if chance.random() < agree[p % 2, s] else -1) for p, s in answered])


def fitted(votes: Votes, factors: int = 2) -> Model:
    """The model from a start that hangs on nothing but the votes of each statement."""
    everybody = tally(votes, np.zeros(len(votes.people), dtype=np.int64), 1)
    heard, said = everybody.seen[0], everybody.agree[0] - everybody.disagree[0]
    start = np.stack([said / (heard + 1), heard / heard.sum()], axis=1)
    return fit(votes, begin(everybody, start, len(votes.people), factors))


class TestWhatHoldsForAnyVotes:
    """Properties."""

    @settings(max_examples=12)
    @given(some_votes, st.randoms(use_true_random=False))
    def test_the_order_of_votes_does_not_matter(self, rows: list[Row], chance: Random) -> None:
        shuffled = list(rows)
        chance.shuffle(shuffled)
        assert map_of(shuffled) == map_of(rows)

    @settings(max_examples=12)
    @given(some_votes)
    def test_who_comes_first_changes_no_intercept_and_no_distance(self, rows: list[Row]) -> None:
        turned = [(30 - person, statement, vote) for person, statement, vote in rows]
        here, there = fitted(votes_of(rows)), fitted(votes_of(turned))
        np.testing.assert_allclose(here.statements.means, there.statements.means, atol=1e-6)
        np.testing.assert_allclose(here.people.means, there.people.means[::-1], atol=1e-6)

    @pytest.mark.parametrize(("people", "many", "seed"), [(40, 16, 2), (55, 12, 5), (67, 11, 2), (80, 14, 9)])
    def test_a_twin_for_everybody_leaves_means_and_axes_as_they_were(self, people: int, many: int, seed: int) -> None:
        """As long as there are as many groups: twice as many people may show one more."""
        rows, two = camps(people, many, seed=seed), Options(groups=2, deletions=0)
        twins = rows + [(person + 1000, statement, vote) for person, statement, vote in rows]
        one, other = map_of(rows, options=two), map_of(twins, options=two)
        for alone, doubled in zip(one.statement_results, other.statement_results, strict=True):
            assert (doubled.overall.agree, doubled.overall.seen) == (2 * alone.overall.agree, 2 * alone.overall.seen)
            assert doubled.bridging == pytest.approx(alone.bridging, abs=0.1)
        lie, lain = (np.array([r.loading for r in found.statement_results])[:, 0] for found in (one, other))
        assert abs(lie @ lain) / np.linalg.norm(lie) / np.linalg.norm(lain) > 0.98

    @settings(max_examples=12)
    @given(some_votes)
    def test_counts_add_up_and_intervals_hold_what_they_are_of(self, rows: list[Row]) -> None:
        found = map_of(rows)
        assert found.votes == len(rows) == sum(result.overall.seen for result in found.statement_results)
        assert sum(group.size for group in found.groups) == sum(who.group is not None for who in found.people)
        for result in found.statement_results:
            assert 0 <= result.interval[0] <= result.common_ground <= result.interval[1] <= 1
            assert -1 <= result.bridging <= 1
            assert 0 <= result.divisive <= 1
            assert result.priority >= 0
            for (low, high), counts in zip(result.intervals or (), result.by_group, strict=True):
                assert 0 <= low <= (counts.agree + 0.5) / (counts.seen + 1) <= high <= 1
        for who in found.people:
            assert who.error is not None
            assert np.isfinite([who.x, who.y, *who.error]).all()
        assert 0 <= found.represented <= 1

    @settings(max_examples=12)
    @given(some_votes, st.sets(st.integers(0, 12)))
    def test_what_is_moderated_out_is_on_no_list(self, rows: list[Row], out: set[int]) -> None:
        found = map_of(rows, out=sorted(out))
        listed = {*found.common_ground, *found.divisive, *found.slate, *found.agreed, *found.disagreed}
        listed |= {one.id for group in found.groups for one in group.representative}
        assert not listed & {str(one) for one in out}
        assert found.to_dict()["participants"] == len({person for person, _statement, _vote in rows})

    @settings(max_examples=6)
    @given(some_votes, st.integers(0, 12))
    def test_of_two_answers_the_later_counts(self, rows: list[Row], which: int) -> None:
        person, statement, vote = rows[which % len(rows)]
        assert map_of([(person, statement, -vote), *rows]) == map_of(rows)

    @settings(max_examples=12)
    @given(some_votes, st.sampled_from([0, 1, 2]))
    def test_compiled_rounds_give_the_sums_of_plain_ones(self, rows: list[Row], factors: int) -> None:
        votes = votes_of(rows)
        model = fitted(votes, factors)
        given = votes.indptr, votes.indices, votes.data, len(votes.statements)
        asked = model.statements.moments, model.middle, model.ridges[0], model.noise, factors
        (one, sums), (other, others) = plain.Sweep(*given).round(*asked), compiled.Sweep(*given).round(*asked)
        np.testing.assert_allclose(one.means, other.means, atol=1e-9)
        np.testing.assert_allclose(one.covariances, other.covariances, atol=1e-9)
        used = [0, 1, 2, 3, 4, 5, 6, 7] if factors == 2 else [0, 2, 5, 6] if factors else [5]
        np.testing.assert_allclose(sums[used], others[used], atol=1e-9)

    @settings(max_examples=12)
    @given(some_votes, st.sampled_from([0, 1, 2]))
    def test_a_round_is_a_ridge_regression_for_everybody(self, rows: list[Row], factors: int) -> None:
        """Against the sums written out vote by vote, and numpy's own inverse."""
        votes = votes_of(rows)
        model = fitted(votes, factors)
        known, ridge, noise, middle = model.statements, model.ridges[0], model.noise, model.middle.item()
        sweep, used = plain.Sweep(votes.indptr, votes.indices, votes.data, len(votes.statements)), 1 + factors
        people = sweep.people(known.moments, model.middle, ridge, noise, factors)
        for person in range(len(votes.people)):
            matrix, right = np.diag(ridge[:, 0]), np.zeros(3)
            for place in range(votes.indptr[person], votes.indptr[person + 1]):
                mean, spread = known.means[votes.indices[place]], known.covariances[votes.indices[place]]
                design, left = np.array([1, *mean[1:]]), votes.data[place] - middle - mean[0]
                matrix[1:, 1:] += spread[1:, 1:]
                matrix += np.outer(design, design)
                right += design * left
                right[1:] -= spread[0, 1:]
            inverse = np.zeros((3, 3))
            inverse[:used, :used] = np.linalg.inv(matrix[:used, :used])
            np.testing.assert_allclose(people.means[person], inverse @ right, atol=1e-9)
            np.testing.assert_allclose(people.covariances[person], noise * inverse, atol=1e-9)

    @settings(max_examples=12)
    @given(st.lists(st.integers(0, 99), min_size=1, max_size=4), st.integers(1, 30))
    def test_models_that_are_fitted_together_are_those_that_each_is_alone(self, seeds: list[int], rounds: int) -> None:
        """Trials of one conversation, of which each has lost other votes, and some settle sooner."""
        votes = votes_of(camps(30, 8, seed=3))
        several = [votes.without(np.random.default_rng(seed).random(votes.count) < seed / 100) for seed in seeds]
        axes = np.stack([np.ones(8), np.arange(8) - 3.5], axis=1) / 8

        def model(given: Votes, parts: int) -> Model:
            everybody = tally(given, np.zeros(len(given.people), dtype=np.int64), 1).in_parts(parts)
            return fit(given, begin(everybody, axes, len(given.people), 2), rounds)

        for alone, together in zip(several, model(side_by_side(several), len(several)).parts, strict=True):
            expected = model(alone, 1)
            np.testing.assert_allclose(together.noise, expected.noise, atol=1e-9)
            np.testing.assert_allclose(together.people.means, expected.people.means, atol=1e-9)
            np.testing.assert_allclose(together.statements.covariances, expected.statements.covariances, atol=1e-9)

    @settings(max_examples=12)
    @given(some_votes)
    def test_the_noise_is_what_the_model_leaves_over(self, rows: list[Row]) -> None:
        """Against the sum written out: the squared error to expect of each vote, over people and statements."""
        votes = votes_of(rows)
        model, passes = fitted(votes), plain.Sweep(votes.indptr, votes.indices, votes.data, len(votes.statements))
        tenth, half = np.array([0.1]), np.array([0.5])
        people, sums = passes.round(model.statements.moments, tenth, model.ridges[0], half, 2)
        statements = plain.solve(sums, passes.heard, model.ridges[1], half, 2)
        square, shift = 0.0, 0.0
        for i, j, vote in zip(votes.rows, votes.indices, votes.data, strict=True):
            (a, *f), (b, *g) = people.means[i], statements.means[j]
            ca, cb = people.covariances[i], statements.covariances[j]
            f, g, cf, cg = np.array(f), np.array(g), ca[1:, 1:], cb[1:, 1:]
            left = vote - 0.1 - a - b - f @ g
            spread = (
                ca[0, 0] + cb[0, 0] + g @ cf @ g + f @ cg @ f + (cf * cg).sum() + 2 * (ca[0, 1:] @ g + cb[0, 1:] @ f)
            )
            square, shift = square + left**2 + spread, shift + left
        expected = max(square / votes.count, LEAST_NOISE), shift / votes.count
        assert left_over(tenth, people, statements, sums, passes) == pytest.approx(expected, rel=1e-6, abs=1e-9)


class TestClouds:
    """Who is of which group, against the same written out person by person."""

    @pytest.mark.parametrize("seed", range(3))
    def test_chances_and_new_clouds_are_those_of_normal_distributions(self, seed: int) -> None:
        chance = np.random.default_rng(seed)
        root = chance.normal(size=(20, 2, 2))
        told, pull = root @ root.swapaxes(1, 2) + np.eye(2) / 9, chance.normal(size=(20, 2))
        strength, frames = np.linalg.eigh(told)
        own = np.einsum("nab,na->bn", frames, pull)
        evidence = Evidence(np.ascontiguousarray(frames.T), np.ascontiguousarray(strength.T), own)
        clouds = Clouds(np.array([0.5, 0.3, 0.2]), chance.normal(size=(3, 2)), np.array([0.4, 1.0, 2.5]))
        found = belonging(clouds, evidence)
        again = fitted_clouds(clouds, evidence, found, 1e-6)
        weights, places, scatter = np.zeros((3, 20)), np.zeros((3, 20, 2)), np.zeros((3, 20))
        for person, group in np.ndindex(20, 3):
            unsure, middle = np.linalg.inv(told[person]), clouds.middles[group]
            off, wide = unsure @ pull[person] - middle, unsure + clouds.variances[group] * np.eye(2)
            density = np.exp(-off @ np.linalg.solve(wide, off) / 2) / np.sqrt(np.linalg.det(wide))
            weights[group, person] = clouds.shares[group] * density
            gain = clouds.variances[group] * np.linalg.inv(wide)
            places[group, person] = middle + gain @ off
            scatter[group, person] = np.trace(gain @ unsure)
        weights /= weights.sum(axis=0)
        sizes = weights.sum(axis=1)
        middles = (weights[:, :, None] * places).sum(axis=1) / sizes[:, None]
        away = ((places - middles[:, None]) ** 2).sum(axis=2) + scatter
        np.testing.assert_allclose(found.chances, weights, atol=1e-9)
        np.testing.assert_allclose(again.shares, sizes / 20, atol=1e-9)
        np.testing.assert_allclose(again.middles, middles, atol=1e-9)
        np.testing.assert_allclose(again.variances, (weights * away).sum(axis=1) / sizes / 2, atol=1e-9)


class TestPoorVotes:
    """An honest answer with a warning, never an exception."""

    @pytest.mark.parametrize(
        ("rows", "out", "groups", "warning"),
        [
            ([], [], 0, "Nobody has voted yet."),
            ([], [3], 0, "Nobody has voted yet."),
            ([(1, s, 1) for s in range(9)], [], 1, "People do not differ by more than chance yet"),
            ([(p, 1, p % 3 - 1) for p in range(9)], [], 1, "People do not differ"),
            ([(p, s, 1) for p in range(9) for s in range(9)], [], 1, "People do not differ"),
            ([(p, s, 0) for p in range(9) for s in range(9)], [], 1, "People do not differ"),
            (two_camps(), list(range(9)), 0, "Every statement is set aside, so there is no map."),
            ([(1, 1, 1)], [], 1, "People do not differ"),
            ([(1, 1, 0)], [1], 0, "Every statement is set aside"),
        ],
        ids=[
            "nobody",
            "nobody, one set aside",
            "one person",
            "one statement",
            "unanimous",
            "all passes",
            "all moderated out",
            "one vote",
            "one vote, set aside",
        ],
    )
    def test_the_answer_is_honest(self, rows: list[Row], out: list[int], groups: int, warning: str) -> None:
        found = map_of(rows, out=out)
        assert len(found.groups) == groups
        assert any(said.startswith(warning) for said in found.warnings), found.warnings
        assert not found.stable
        assert found.divisive == ()
        assert found.to_dict()["groups"]["count"] == groups

    @pytest.mark.parametrize("seed", range(5))
    def test_pure_noise_has_no_groups_and_no_axes(self, seed: int) -> None:
        chance = np.random.default_rng(seed)
        found = map_of([(p, s, int(chance.integers(-1, 2))) for p in range(60) for s in range(15)])
        assert (len(found.groups), found.stable, found.divisive) == (1, False, ())

    def test_one_round_crowd_is_one_group(self) -> None:
        chance = np.random.default_rng(1)
        place, lean = chance.normal(size=(300, 2)), chance.normal(size=(2, 40)) / 2
        votes = np.where(chance.random((300, 40)) < 1 / (1 + np.exp(-place @ lean)), 1, -1)
        found = map_of([(p, s, int(votes[p, s])) for p in range(300) for s in range(40)])
        assert (len(found.groups), found.stable) == (1, False)
        assert found.divisive
        assert found.warnings == ("People differ by degrees: there are no separate groups. Read the common ground.",)

    def test_three_people_are_no_groups(self) -> None:
        assert len(map_of([(p, s, (p * s) % 3 - 1) for p in range(3) for s in range(8)]).groups) == 1


class TestWhatItFinds:
    """Conversations whose answer is known."""

    def test_two_camps_and_what_they_share(self) -> None:
        found = robust.analyse(votes_of(two_camps(40, 12)))
        assert sorted(group.size for group in found.groups) == [20, 20]
        assert found.stable
        assert found.common_ground[0] == "12"
        assert [one.id for one in found.statement_results if one.common_ground > 0.5] == ["12"]
        assert set(found.divisive) == {str(n) for n in range(12)}
        assert found.represented == 1.0
        assert found.slate[0] == "12"
        assert [said.split(",")[0] for said in found.warnings] == ["A small group can be hidden inside a larger one"]
        assert found.steady == {"common_ground": 1.0, "divisive": pytest.approx(1, abs=0.2)}

    def test_a_camp_too_small_to_be_told_is_not_passed_over_in_silence(self) -> None:
        """One in twenty think their own way and no map of so few votes shows it: none says that these are all."""
        chance = np.random.default_rng(0)
        lean = np.where(chance.random((3, 30)) < 0.5, 0.85, 0.15)
        camp = np.array([0] * 95 + [1] * 95 + [2] * 10)
        answered = ((p, int(s)) for p in range(200) for s in chance.permutation(30)[:12])
        found = map_of([(p, s, 1 if chance.random() < lean[camp[p], s] else -1) for p, s in answered])
        assert (len(found.groups), found.stable) == (2, True)
        assert any("hidden inside a larger one" in said or "one more group" in said for said in found.warnings)

    @pytest.mark.parametrize("number", [2, 3])
    def test_as_many_camps_as_there_are(self, number: int) -> None:
        found = robust.analyse(votes_of(camps(150, 30, camps=number, seed=4, votes=20)))
        assert (len(found.groups), found.stable) == (number, True)
        assert {int(one) % 5 for one in found.common_ground[:6]} == {0}
        of_camp = [Counter(found.people[person].group for person in range(camp, 150, number)) for camp in range(number)]
        assert {groups.most_common(1)[0][0] for groups in of_camp} == set(range(number))
        assert sum(groups.most_common(1)[0][1] for groups in of_camp) > 140

    def test_camps_that_a_tenth_of_the_votes_decides_are_not_called_stable(self) -> None:
        """All votes show two camps, few of the maps without a tenth of them do: nobody is told that it would hold."""
        votes = barely_apart(seed=1)
        shown = robust.analyse(votes, options=QUICK)
        found = robust.analyse(votes)
        without = [votes.without(np.random.default_rng(draw).random(votes.count) < 0.1) for draw in range(10)]
        again = [len(robust.analyse(fewer, options=QUICK).groups) for fewer in without]
        assert len(shown.groups) == 2
        assert again.count(2) < 5
        assert (len(found.groups), found.stable) == (1, False)
        assert found.perhaps == 2
        assert found.warnings[0].startswith("The groups are not stable: losing one vote in ten would change them.")

    def test_camps_that_most_maps_but_not_nearly_all_find_again_are_not_shown(self) -> None:
        """Seven of ten maps without a tenth of the votes show the same two groups; the others show none."""
        found = robust.analyse(barely_apart(seed=1, lean=0.72))
        assert (len(found.groups), found.stable, found.perhaps) == (1, False, 2)
        assert found.stability is not None
        assert found.stability < 0.8

    @pytest.mark.parametrize(
        ("agreements", "promised"),
        [
            ([0.9] * 8 + [0.1] * 2, 0.9),
            ([0.9] * 7 + [0.1] * 3, 0.1),
            ([1.0, 0.7], 0.7),
            ([0.95] * 16 + [0.0] * 4, 0.95),
        ],
    )
    def test_what_is_promised_of_groups_holds_in_four_refits_of_five(
        self, agreements: list[float], promised: float
    ) -> None:
        assert holds(agreements) == promised

    def test_a_number_of_groups_that_is_asked_for_is_given(self) -> None:
        found = map_of(camps(120, 20, camps=3, seed=4), options=Options(groups=2, deletions=2))
        assert len(found.groups) == 2

    def test_a_group_that_mostly_disagrees_is_marked_by_what_it_disagrees_with(self) -> None:
        rows = [(p, s, 1 if (p < 30 and s < 8) != ((p + s) % 9 == 0) else -1) for p in range(60) for s in range(12)]
        groups = map_of(rows, options=QUICK).groups
        assert len(groups) == 2
        assert {one.way for group in groups for one in group.representative} == {"agree", "disagree"}

    def test_a_large_camp_does_not_pull_the_middle_between_the_camps(self) -> None:
        """Three quarters like statement 0 and one quarter does not; all like statement 12."""
        rows = [(p, s, 1 if s == 12 or (p % 4 == 0) == (s % 2 == 1) else -1) for p in range(80) for s in range(13)]
        by_id = {one.id: one for one in map_of(rows, options=QUICK).statement_results}
        assert by_id["0"].overall.agree == 60
        assert abs(by_id["0"].bridging) < 0.25
        assert by_id["12"].bridging > 0.8

    def test_who_answered_little_is_placed_less_surely_and_in_no_group(self) -> None:
        rows = camps(80, 20, seed=2)
        found = map_of([*rows, (500, 5, 1)], options=QUICK)
        newcomer, old = found.people[-1], found.people[0]
        assert newcomer.error is not None
        assert old.error is not None
        assert newcomer.error[0] > 2 * old.error[0]
        assert newcomer.group is None
        assert old.group is not None

    def test_the_error_of_places_is_honest(self) -> None:
        """19 in 20 of true places lie within the ellipse, give or take, once the map is laid over the truth."""
        chance = np.random.default_rng(3)
        true, lean = chance.normal(size=(400, 2)), chance.normal(size=(60, 2))
        agree = 1 / (1 + np.exp(-(true @ lean.T + chance.normal(size=60))))
        votes = np.where(chance.random(agree.shape) < agree, 1, -1)
        who, what = np.nonzero(chance.random(agree.shape) < chance.uniform(0.05, 0.6, (400, 1)))
        given = Votes.of(who, what, votes[who, what])
        places = lay_out(fitted(given))
        truth = np.hstack([true[given.people], np.ones((len(given.people), 1))])
        off = places.people - truth @ np.linalg.lstsq(truth, places.people, rcond=None)[0]
        away = np.einsum("na,nab,nb->n", off, np.linalg.inv(places.covariances), off)
        assert 0.9 <= (away < 5.99).mean() <= 0.99


def before(found: OpinionMap) -> Previous:
    """What the next map is told of this one."""
    loadings = np.array([one.loading for one in found.statement_results])
    middles = np.array([group.middle for group in found.groups if group.middle]).reshape(-1, 2)
    return Previous(np.array([int(one.id) for one in found.statement_results]), loadings, middles)


class TestContinuity:
    """Axes and names of groups stay from one map to the next."""

    @settings(max_examples=6, deadline=None)
    @given(st.sampled_from([(1, 1), (-1, 1), (1, -1), (-1, -1)]), st.permutations([0, 1, 2]))
    def test_a_map_takes_over_the_axes_and_names_of_the_one_before(
        self, signs: tuple[int, int], names: list[int]
    ) -> None:
        rows = camps(90, 20, camps=3, seed=4)
        first = map_of(rows, options=QUICK)
        assert len(first.groups) == 3
        middles = np.array([group.middle for group in first.groups]) * signs
        loadings = np.array([one.loading for one in first.statement_results]) * signs
        told = Previous(np.arange(20), loadings, middles[np.argsort(names)])
        later = [*rows, *((200, s, 1) for s in range(9))]
        second = robust.analyse(votes_of(later), options=QUICK, previous=told)
        for old, new in zip(first.people, second.people[:-1], strict=True):
            assert (old.x * signs[0], old.y * signs[1]) == pytest.approx((new.x, new.y), abs=0.15)
            if old.group is not None and new.group is not None:
                assert new.group == names[old.group]

    @pytest.mark.parametrize("seed", range(3))
    def test_from_the_one_before_it_is_the_map_that_would_come_of_nothing(self, seed: int) -> None:
        rows = camps(120, 24, camps=3, seed=seed, votes=16)
        first = before(map_of(rows[: len(rows) * 9 // 10], options=QUICK))
        warm, cold = robust.analyse(votes_of(rows), options=QUICK, previous=first), map_of(rows, options=QUICK)
        assert first.at(np.arange(24)) is not None
        both = (warm.people.groups >= 0) & (cold.people.groups >= 0)
        assert both.mean() > 0.95
        assert adjusted_rand(warm.people.groups[both], cold.people.groups[both]) > 0.95
        for one, other in zip(warm.statement_results, cold.statement_results, strict=True):
            assert one.bridging == pytest.approx(other.bridging, abs=0.05)
            assert one.divisive == pytest.approx(other.divisive, abs=0.05)

    @pytest.mark.parametrize("seed", range(3))
    def test_the_one_before_does_not_hold_what_has_changed(self, seed: int) -> None:
        """An earlier map of quite another conversation about the same statements."""
        rows, others = camps(120, 24, camps=3, seed=seed), camps(120, 24, camps=3, seed=seed + 50)
        past = before(map_of(others, options=QUICK))
        found, cold = robust.analyse(votes_of(rows), options=QUICK, previous=past), map_of(rows, options=QUICK)
        both = (found.people.groups >= 0) & (cold.people.groups >= 0)
        assert both.mean() > 0.95
        assert adjusted_rand(found.people.groups[both], cold.people.groups[both]) > 0.95

    def test_without_one_before_the_largest_group_comes_first(self) -> None:
        rows = [(p, s, 1 if (p % 4 == 0) == (s % 2 == 0) else -1) for p in range(80) for s in range(12)]
        assert [group.size for group in map_of(rows, options=QUICK).groups] == [60, 20]

    def test_one_before_of_other_statements_changes_nothing(self) -> None:
        rows = two_camps(40, 12)
        elsewhere = Previous(np.array([90, 91]), np.ones((2, 2)), np.zeros((0, 2)))
        assert robust.analyse(votes_of(rows), options=QUICK, previous=elsewhere) == map_of(rows, options=QUICK)


class TestTheSlate:
    """It speaks for large enough groups of people in proportion."""

    @settings(max_examples=60)
    @given(
        st.dictionaries(
            st.tuples(st.integers(0, 11), st.integers(0, 6)), st.sampled_from([-1, 1, 1]), min_size=1, max_size=60
        ),
        st.integers(1, 5),
    )
    def test_no_group_that_deserves_more_is_left_out(self, cells: dict[tuple[int, int], int], places: int) -> None:
        """Extended justified representation, tried for every set of statements."""
        votes = votes_of([(person, statement, vote) for (person, statement), vote in cells.items()])
        chosen, represented = slate(votes, places)
        assert len(set(chosen)) == len(chosen) <= places
        agrees = np.zeros((len(votes.people), len(votes.statements)), dtype=bool)
        agrees[votes.rows[votes.data == 1], votes.indices[votes.data == 1]] = True
        assert represented == pytest.approx(agrees[:, chosen].any(axis=1).mean() if chosen else 0)
        content = agrees[:, chosen].sum(axis=1)
        for size in range(1, places + 1):
            for together in combinations(range(agrees.shape[1]), size):
                left_out = agrees[:, together].all(axis=1) & (content < size)
                assert left_out.sum() * places < size * len(votes.people), together

    def test_two_thirds_and_one_third_get_four_and_two(self) -> None:
        rows = [(p, s, 1) for p in range(30) for s in (range(6) if p < 20 else range(6, 12))]
        chosen, represented = slate(votes_of(rows))
        assert [sum(one < 6 for one in chosen), sum(one >= 6 for one in chosen)] == [4, 2]
        assert represented == 1

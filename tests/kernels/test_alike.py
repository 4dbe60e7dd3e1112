"""Sentences that say nearly the same, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayahead.kernels.opinion.alike import alike, alike_within, folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The towpath should be lit until midnight.", "the towpath should be lit, until midnight"),
        ("Lights on the towpath!", "On the towpath: lights"),
        ("Ｃａｆé", "café"),
        ("يجب إضاءة الممر حتى منتصف الليل.", "يجب إضاءة الممر حتى منتصف الليل"),
        ("সন্ধ্যায় একটি গরম ঘর দরকার।", "সন্ধ্যায় একটি গরম ঘর দরকার"),
        ("步道应该亮灯到午夜。", "步道应该亮灯到半夜。"),
    ],
)
def test_the_same_in_other_clothes_is_found(one: str, other: str) -> None:
    assert alike([one], ["Dogs need a field of their own.", other])[0].second == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The library should stay open until nine.", "Teenagers should help to run the place that they use."),
        ("Music should stop at nine.", "A bus after ten is worth paying for."),
        ("步道应该亮灯。", "图书馆应该开门。"),
    ],
)
def test_other_ideas_are_not(one: str, other: str) -> None:
    assert alike([one], [other]) == []


def test_pairs_within_a_list_come_once_and_best_first() -> None:
    texts = ["Mend the lift.", "Open the hall.", "mend the lift", "Mend the lifts."]
    pairs = [(pair.first, pair.second) for pair in alike_within(texts)]
    assert pairs[0] == (0, 2)
    assert set(pairs) == {(0, 2), (0, 3), (2, 3)}


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text_is_alike_to_itself_unless_nothing_is_left_of_it(texts: list[str]) -> None:
    found = {pair.first: pair for pair in alike(texts, texts)}
    for place, text in enumerate(texts):
        if folded(text):
            assert found[place].score == 100

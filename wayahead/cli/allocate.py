"""`wayahead allocate FILE.pb`: ballots in, what is funded and why out. No database, and Django is never loaded."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .refusal import Refused

if TYPE_CHECKING:
    from wayahead.formats.pabulib import PabulibFile
    from wayahead.kernels.allocation import Election, Lost, Outcome, RuleCard

RULES = ("equal-shares", "greedy", "phragmen")
COMPLETIONS = ("none", "add1", "add1-exhaustive")
WIDTH = 60
TITLES = {"equal-shares": "equal shares", "greedy": "most supporters first", "phragmen": "Phragmén’s rule"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="FILE.pb", help="an election as a Pabulib file")
    parser.add_argument("--rule", choices=RULES, default="equal-shares", help="the rule (default: equal-shares)")
    parser.add_argument(
        "--completion",
        choices=COMPLETIONS,
        help="equal shares: raise everybody's share until the next step would overspend (add1, the default), "
        "stop as soon as nothing more fits (add1-exhaustive), or not at all (none)",
    )
    parser.add_argument(
        "--then", choices=("greedy", "none"), default="none", help="fill up what is left (default: none)"
    )
    parser.add_argument(
        "--utility",
        choices=("cost", "cardinality"),
        default="cost",
        help="what a funded project is worth to its supporters: its cost, or the same for each (default: cost)",
    )
    parser.add_argument("--exact", action="store_true", help="count in fractions throughout, without any rounding")
    parser.add_argument(
        "--ties", choices=("drawn", "name"), default="drawn", help="settle ties by lot, or by id (default: drawn)"
    )
    parser.add_argument("--seed", type=seed, default=0, metavar="N", help="the seed of the lot (default: 0)")
    parser.add_argument("--json", action="store_true", help="print the whole result as one JSON document")


def seed(text: str) -> int:
    """A whole number from nought."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 0")
    return int(text)


def run(args: argparse.Namespace) -> int:
    from wayahead.formats.pabulib import Defect, read
    from wayahead.kernels.allocation import NotAnElection, allocate, explain

    if args.completion and args.rule != "equal-shares":
        raise Refused(f"--completion raises shares, and {args.rule} has none. Leave it away, or choose equal-shares")
    print(f"reading {args.path}", file=sys.stderr)
    try:
        file = read(args.path)
        outcome = allocate(file.election, card_of(args, file.election.scale), on_step=step)
    except Defect as defect:
        raise Refused(str(defect)) from defect
    except NotAnElection as error:
        raise Refused(f"{args.path.name}, {error}.") from error
    lost = explain(file.election, outcome)
    for warning in file.warnings:
        print(f"! {warning}", file=sys.stderr)
    if args.json:
        print(json.dumps(document(file.election, outcome, lost), ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(told(file, outcome, lost)))
    return 0


def card_of(args: argparse.Namespace, scale: int) -> "RuleCard":
    """The rule card that the words on the command line make; shares grow by one of the currency."""
    from wayahead.kernels.allocation import RuleCard

    return RuleCard(
        rule=args.rule,
        utility=args.utility,
        completion=(args.completion or "add1") if args.rule == "equal-shares" else "none",
        increment=scale,
        then=args.then,
        ties=args.ties,
        seed=args.seed,
        exact=args.exact,
    )


def step(number: int) -> None:
    """Say now and then how often everybody's share was raised."""
    if number % 100 == 0:
        print(f"raised everybody's share {number:,} times", file=sys.stderr)


def document(election: "Election", outcome: "Outcome", lost: "tuple[Lost, ...]") -> dict[str, Any]:
    """The result as plain data."""
    data = outcome.without_reasons(election.scale)
    data["rule_card"]["increment"] = money(outcome.card.increment, election)
    beside = data.pop("beside"), data.pop("ties"), data.pop("smallest_gap"), data.pop("exact")
    data["lost"] = [one.to_dict(why(one, outcome, election), election.scale) for one in lost]
    return data | dict(zip(("beside", "ties", "smallest_gap", "exact"), beside, strict=True))


def money(units: float, election: "Election") -> int | float:
    """Whole units as the currency says them."""
    from wayahead.kernels.allocation.outcome import in_currency

    return in_currency(units, election.scale) or 0


def shown(units: float, election: "Election") -> str:
    """A sum of money for people: with decimals only where there are any."""
    amount = money(units, election)
    return f"{amount:,}" if isinstance(amount, int) or amount.is_integer() else f"{amount:,.2f}"


def why(one: "Lost", outcome: "Outcome", election: "Election") -> str:
    """Why a project is not funded, in one sentence."""
    cost, supporters = shown(one.cost, election), f"{one.supporters:,} supporter{'' if one.supporters == 1 else 's'}"
    had = shown(int(one.money), election)
    return {
        "nobody": "Nobody supports it.",
        "too_few": f"It has {supporters}, and {outcome.card.least_supporters:,} are needed to take part.",
        "too_dear": f"It costs {cost}, more than the whole budget of {shown(outcome.budget, election)}.",
        "shares_short": f"Its {supporters} had {had} left of their shares together, and it costs {cost}.",
        "does_not_fit": f"It costs {cost}, and {had} was left when its turn came ({supporters}).",
        "too_late": f"When its {supporters} could have paid its {cost}, {had} was left or the rule had ended.",
    }[one.reason]


def told(file: "PabulibFile", outcome: "Outcome", lost: "tuple[Lost, ...]") -> Iterator[str]:
    """The result in words, for people."""
    election, title = file.election, {one.id: one.title for one in file.solutions}
    currency = f" {file.meta['currency']}" if file.meta.get("currency") else ""
    budget, spent = (f"{shown(amount, election)}{currency}" for amount in (outcome.budget, outcome.spent))
    yield f"{election.voters:,} people · {len(election.ids):,} projects · budget {budget}"
    yield f"{len(outcome.winners):,} funded by {TITLES[outcome.card.rule]} for {spent}"
    if outcome.share is not None:
        raised = f", raised {outcome.steps:,} times" if outcome.steps else ""
        yield f"everybody's share: {money(outcome.share, election):,.2f}{raised}"
    for tie in outcome.ties:
        how = "by the alphabet" if outcome.card.ties == "name" else f"by the lot drawn from seed {outcome.card.seed}"
        yield f"! level in round {tie.round}: {', '.join(tie.ids)}. {tie.ids[0]} was taken, {how}"
    if outcome.is_exact and outcome.card.rule == "equal-shares":
        yield "counted in fractions, without rounding"
    yield from ("", "Funded, in order")
    for won in outcome.won:
        paid = (
            "" if won.paid_each is None or won.by != "equal-shares" else f", {money(won.paid_each, election):,.2f} each"
        )
        yield line(won.id, shown(won.cost, election), f"{won.supporters:,} supporters{paid}", title[won.id])
    if lost:
        yield from ("", "Not funded (what would have helped holds if everybody else's share stays as it is)")
    for one in lost:
        yield line(one.id, shown(one.cost, election), "", title[one.id])
        yield f"{'':12}{why(one, outcome, election)}{helped(one, election)}"
    beside = set(outcome.beside["greedy"])
    if outcome.card.rule != "greedy":
        only, out = sorted(beside - set(outcome.winners)), sorted(set(outcome.winners) - beside)
        yield from ("", f"Beside it, most supporters first would fund {len(beside):,}")
        yield f"  and these instead: {', '.join(only) or 'none'}"
        yield f"  but not: {', '.join(out) or 'none'}"


def line(name: str, cost: str, detail: str, title: str) -> str:
    """One project on a line."""
    plain = " ".join(title.split())
    cut = plain if len(plain) <= WIDTH else plain[: WIDTH - 1] + "…"
    return f"  {name:>8} {cost:>14}  {detail + '  ' if detail else ''}{cut}"


def helped(one: "Lost", election: "Election") -> str:
    """What would have helped, as a clause."""
    ways = []
    if one.would_win_at_cost:
        ways.append(f"at a cost of {shown(one.would_win_at_cost, election)}")
    if one.or_with_more_supporters:
        ways.append(
            f"with {one.or_with_more_supporters:,} more supporter{'' if one.or_with_more_supporters == 1 else 's'}"
        )
    return f" It would have won {' or '.join(ways)}." if ways else ""

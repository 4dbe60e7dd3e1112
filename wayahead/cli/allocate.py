"""`wayahead allocate FILE.pb`: ballots in, what is funded and why out. No database, and Django is never loaded."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .refusal import Refused

if TYPE_CHECKING:
    from wayahead.formats.pabulib import PabulibFile
    from wayahead.kernels.allocation import Election, Lost, Outcome, Pot, RuleCard, Shared, WhatIf

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
    parser.add_argument(
        "--pots", type=Path, metavar="FILE", help="several funders' pots as JSON; their money is the budget"
    )
    parser.add_argument(
        "--what-if",
        action="store_true",
        help="count again with more money in each pot, and with each limit of a pot looser and gone",
    )
    parser.add_argument("--json", action="store_true", help="print the whole result as one JSON document")


def seed(text: str) -> int:
    """A whole number from nought."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 0")
    return int(text)


def run(args: argparse.Namespace) -> int:
    from wayahead.formats import pots
    from wayahead.formats.pabulib import Defect, read
    from wayahead.kernels.allocation import NotAnElection

    if args.completion and args.rule != "equal-shares":
        raise Refused(f"--completion raises shares, and {args.rule} has none. Leave it away, or choose equal-shares")
    print(f"reading {args.path}", file=sys.stderr)
    try:
        file = read(args.path)
        given = pots.read(args.pots, scale=file.election.scale) if args.pots else ()
        result = counted(file.election, card_of(args, file.election.scale), given, is_asked_what_if=args.what_if)
    except Defect as defect:
        raise Refused(str(defect)) from defect
    except NotAnElection as error:
        name = (args.pots if args.pots and error.field.startswith("pots") else args.path).name
        raise Refused(f"{name}, {error}.") from error
    for warning in file.warnings:
        print(f"! {warning}", file=sys.stderr)
    if args.json:
        print(json.dumps(document(result), ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(told(file, result)))
    return 0


@dataclass(frozen=True)
class Result:
    """All that is printed: what was counted, what came out, why not the others, and what if."""

    election: "Election"
    outcome: "Outcome"
    lost: "tuple[Lost, ...]"
    shared: "Shared | None"
    what_ifs: "tuple[WhatIf, ...]"


def counted(election: "Election", card: "RuleCard", pots: "tuple[Pot, ...]", *, is_asked_what_if: bool) -> Result:
    """The outcome with its reasons; within several pots where there are any."""
    from wayahead.kernels.allocation import allocate, explain, explain_shared, what_if, with_pots

    shared = with_pots(election, card, pots, on_step=step) if pots else None
    outcome = shared.outcome if shared else allocate(election, card, on_step=step)
    lost = explain_shared(election, shared) if shared else explain(election, outcome)
    what_ifs = what_if(election, card, outcome, pots=pots) if is_asked_what_if else ()
    return Result(election, outcome, lost, shared, what_ifs)


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


def document(result: Result) -> dict[str, Any]:
    """The result as plain data."""
    election, outcome, scale = result.election, result.outcome, result.election.scale
    data = outcome.without_reasons(scale)
    after = {name: data.pop(name) for name in ("beside", "ties", "smallest_gap", "exact")}
    data["lost"] = [one.to_dict(why(one, result), scale) for one in result.lost]
    data |= after
    if result.shared:
        data["rule_card"]["pots"] = [pot.to_dict(scale) for pot in result.shared.pots]
        data["beside"]["without_pots"] = list(result.shared.without_pots.winners)
        data["paid"] = [vars(one) | {"amount": money(one.amount, election)} for one in result.shared.funded]
    if result.what_ifs:
        data["what_if"] = [one.to_dict(scale) for one in result.what_ifs]
    return data


def money(units: float, election: "Election") -> int | float:
    """Whole units as the currency says them."""
    from wayahead.kernels.allocation.outcome import in_currency

    return in_currency(units, election.scale) or 0


def shown(units: float, election: "Election") -> str:
    """A sum of money for people: with decimals only where there are any."""
    amount = money(units, election)
    return f"{amount:,}" if isinstance(amount, int) or amount.is_integer() else f"{amount:,.2f}"


def why(one: "Lost", result: Result) -> str:
    """Why a project is not funded, in one sentence."""
    election, card = result.election, result.outcome.card
    cost, supporters = shown(one.cost, election), f"{one.supporters:,} supporter{'' if one.supporters == 1 else 's'}"
    had = shown(int(one.money), election)
    return {
        "nobody": "Nobody supports it.",
        "too_few": f"It has {supporters}, and {card.least_supporters:,} are needed to take part.",
        "too_dear": f"It costs {cost}, more than the whole budget of {shown(result.outcome.budget, election)}.",
        "shares_short": f"Its {supporters} had {had} left of their shares together, and it costs {cost}.",
        "does_not_fit": f"It costs {cost}, and {had} was left when its turn came ({supporters}).",
        "too_late": f"Its {supporters} could not have paid its {cost} before the rule ended, with {had} left.",
        "pots_short": f"The pots could pay {had} of its {cost} beside all that is funded{pots_of(one.id, result)}.",
    }[one.reason]


def pots_of(name: str, result: Result) -> str:
    """Which pots are short, as the end of a sentence."""
    shortage = result.shared.shortages.get(name) if result.shared else None
    if not shortage:
        return ""
    used = f": {' and '.join(shortage.used_up)} used up" if shortage.used_up else ""
    capped = f"{',' if used else ':'} {' and '.join(shortage.capped)} may give no more" if shortage.capped else ""
    return used + capped or ": no pot may pay it"


def told(file: "PabulibFile", result: Result) -> Iterator[str]:
    """The result in words, for people."""
    election, outcome, title = file.election, result.outcome, {one.id: one.title for one in file.solutions}
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
    if result.shared:
        yield from ("", "Who pays")
        yield from who_pays(result.shared, election)
    if result.lost:
        yield from ("", "Not funded (what would have helped holds if everybody else's share stays as it is)")
    for one in result.lost:
        yield line(one.id, shown(one.cost, election), "", title[one.id])
        yield f"{'':12}{why(one, result)}{helped(one, election)}"
    if outcome.card.rule != "greedy":
        yield from differences("most supporters first", outcome.beside["greedy"], outcome.winners)
    if result.shared:
        yield from differences("the same without pots", result.shared.without_pots.winners, outcome.winners)
    if result.what_ifs:
        yield from ("", "What if (counted again in full; more money can also push something out)")
        yield from map(changed, result.what_ifs)


def who_pays(shared: "Shared", election: "Election") -> Iterator[str]:
    """Every pot with what it pays."""
    for pot in shared.pots:
        paid = [(one.id, one.amount) for one in shared.funded if one.pot == pot.id]
        spent, capacity = (shown(sum(amount for _id, amount in paid), election), shown(pot.capacity, election))
        yield f"  {pot.id}: {spent} of {capacity}" + (" for" if paid else "")
        yield from (f"    {name:>8} {shown(amount, election):>14}" for name, amount in paid)


def differences(name: str, beside: "tuple[str, ...]", winners: "tuple[str, ...]") -> Iterator[str]:
    """What another rule would have done."""
    yield from ("", f"Beside it, {name} would fund {len(beside):,}")
    yield f"  and these instead: {', '.join(sorted(set(beside) - set(winners))) or 'none'}"
    yield f"  but not: {', '.join(sorted(set(winners) - set(beside))) or 'none'}"


def changed(one: "WhatIf") -> str:
    """One change and what comes of it."""
    change = one.change
    if not change.limit:
        what = f"{change.percent} % more in {change.pot or 'the budget'}"
    elif change.percent:
        what = f"{change.pot} with its limit “{change.limit}” {change.percent} % looser"
    else:
        what = f"{change.pot} without its limit “{change.limit}”"
    comes, goes = (", ".join(names) or "nothing" for names in (one.comes_in, one.goes_out))
    return f"  {what}: {comes} comes in, {goes} goes out"


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

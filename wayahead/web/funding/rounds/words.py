"""A round in plain words: how it is decided, why something is funded, why something is not."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.loop.funding.heard import may_be_told
from wayahead.loop.funding.models import FEW, Round, RoundResult
from wayahead.web.templatetags.wayahead import pounds

Told = dict[str, Any]

ALIKE = 5  # hundredths of a share


def how_it_is_decided(round: Round) -> list[str]:
    """The rule, a sentence a step."""
    return (of_panel() if round.is_panel else []) + of_rule(round)


def of_panel() -> list[str]:
    """What a panel adds to the rule, a sentence a step."""
    return [
        _("Each member of the panel scores everything by the same criteria and writes down why."),
        _("Whoever has an interest in something says so and stands aside; for them the mean of the others counts."),
        _("The points are the ballots: who gives more points to something puts more of their share into it."),
    ]


def of_rule(round: Round) -> list[str]:
    """The rule by itself."""
    if round.rule == Round.Rule.PHRAGMEN:
        return [
            _("Everybody earns money for the round at the same speed, from nothing."),
            _("As soon as the supporters of a solution have its cost together, it is funded and they pay for it."),
            _("It ends with the first solution that no longer fits into the pot."),
        ]
    return [
        _("Everybody who takes part gets the same share of the pot."),
        _("Supporters pay for a solution together. First comes what costs each of them least for what it is worth."),
        _(
            "Whoever sees a solution funded has less left for the next; "
            "whoever was left out so far still has their whole share."
        ),
        _(
            "If money is left, everybody’s share is raised by a pound and all is counted anew, "
            "until the next pound would cost more than the pot holds."
        ),
    ]


def card_rows(round: Round) -> list[list[str]]:
    """The rule card as rows of a table: every choice that makes the result."""
    card = round.card
    names = {"equal-shares": _("Equal shares"), "phragmen": _("Phragmén’s rule")}
    rows = [
        [_("Rule"), names[card["rule"]]],
        [_("Supporters needed at least"), str(card["least_supporters"])],
        [_("What is level"), _("Decided by lots, drawn before anybody chose")],
        [_("Seed of the lots"), str(card["seed"])],
        [_("The lots, first to last"), ", ".join(card["tie_order"])],
    ]
    if card["rule"] == "equal-shares":
        worth = [_("What a solution is worth to a supporter"), _("Its cost")]
        raised = [_("Shares are raised by"), _("£1 at a time, until the next would overspend")]
        rows[1:1] = [worth, [_("Share at the start"), _("The pot, divided by everybody who takes part")], raised]
    return rows


def supporters(entry: Told) -> str:
    """How many people support something; a number under five is not said."""
    number: int | None = entry["supporters"]
    if number is None:
        return _("fewer than %d people") % FEW
    if number == 0:
        return _("nobody")
    return ngettext("%d person", "%d people", number) % number


def why(entry: Told, document: Told) -> str:
    """Why an entry is funded, or why it is not and what would have helped."""
    return why_us(entry, document) if entry["is_funded"] else why_not_us(entry, document)


def why_us(entry: Told, document: Told) -> str:
    """Why something is funded, who pays, and in which round of the count."""
    words = {"who": supporters(entry), "n": entry["round"], "cost": pounds(entry["cost_pence"])}
    paid = entry["paid_each_pence"]
    if "panel" in document:
        return _("Funded as number %(n)d: %(who)s of the panel gave it points, and it costs %(cost)s.") % words
    if document["rule_card"]["rule"] == "phragmen":
        return _("Funded as number %(n)d: %(who)s had its %(cost)s together by then.") % words
    if paid is None:
        return _("Funded as number %(n)d: %(who)s could pay its %(cost)s together.") % words
    words |= {"paid": pounds(rounded(paid)), "share": pounds(rounded(document["share_pence"]))}
    told = _("Funded as number %(n)d: %(who)s pay its %(cost)s together, up to %(paid)s of a share of %(share)s each.")
    return told % words


def why_not_us(entry: Told, document: Told) -> str:
    """Why something is not funded, in one or two sentences."""
    words = {"who": supporters(entry), "cost": pounds(entry["cost_pence"]), "pot": pounds(document["budget_pence"])}
    if entry["supporters"] is None:
        few = _("Not funded this time. It costs %(cost)s, and %(who)s support it: too little together.")
        return few % words
    words["had"] = pounds(entry["had_pence"])
    reason = {
        "nobody": _("Not funded this time. Nobody who took part supports it."),
        "too_few": _("Not funded this time. It has too few supporters to take part."),
        "too_dear": _("Not funded this time. It costs %(cost)s, more than the whole pot of %(pot)s."),
        "shares_short": _(
            "Not funded this time. It costs %(cost)s, and its supporters, %(who)s, had %(had)s of their shares left."
        ),
        "does_not_fit": _("Not funded this time. It costs %(cost)s, and %(had)s was left when its turn came."),
        "too_late": _("Not funded this time. Its supporters, %(who)s, could not have its %(cost)s together in time."),
        "pots_short": _("Not funded this time. The pots could pay %(had)s of its %(cost)s."),
    }[entry["reason"]] % words
    if "panel" in document:  # one more member with how many points? Only a cost can be said.
        entry = entry | {"more_supporters": None}
    return f"{reason} {what_would_have_helped(entry)}".strip()


def what_would_have_helped(entry: Told) -> str:
    """A lower cost, or more supporters, each alone."""
    cost, more = entry["would_win_at_pence"], entry["more_supporters"]
    extra = ngettext("%d more supporter", "%d more supporters", more or 0) % more if more else ""
    if cost and more:
        return _("%(extra)s would have done it, or a cost of %(cost)s.") % {"extra": extra, "cost": pounds(cost)}
    if more:
        return _("%s would have done it.") % extra
    return _("A cost of %s would have done it.") % pounds(cost) if cost else ""


def rounded(pence: float) -> int:
    """A share of money to the whole penny, for reading."""
    return round(pence)


def belonging(document: Told) -> str:
    """How many said that they belong to the area, in a sentence; nothing where nobody was asked."""
    asked = document.get("belonging")
    if not asked:
        return ""
    told = {"area": asked["area"], "of": document["people"], "n": asked["people"]}
    if asked["people"] is None:
        return (
            _("It was for everybody in %(area)s. Not everybody said so; how many did would tell of fewer than five.")
            % told
        )
    if asked["people"] == document["people"]:
        return (
            _(
                "It was for everybody in %(area)s: all %(of)d people said that they live, work, study "
                "or are cared for there. That is their word, and nobody checked it."
            )
            % told
        )
    return (
        _(
            "It was for everybody in %(area)s: %(n)d of the %(of)d people said that they live, work, study "
            "or are cared for there. That is their word, and nobody checked it."
        )
        % told
    )


def heard(document: Told) -> list[Told]:
    """How groups of opinion and parts of the area fared: for each a heading, a sentence and the lines of its table."""
    found = document.get("heard_by") or {}
    headings = {
        "group": [_("By group of opinion"), _("Everybody else: on paper, without votes, or in a group of under five.")],
        "part": [_("By part of the area"), _("Everybody else: those who did not say, or were under five.")],
    }
    return [
        table
        | {
            "kind": kind,
            "heading": heading,
            "note": note,
            "words": who_fared(kind, table["rows"]),
            "made_of": made_of(kind, table["rows"], document),
            "rows": [row | {"served": served_of(row)} for row in table["rows"]],
        }
        for kind, (heading, note) in headings.items()
        for table in [found.get(kind)]
        if table
    ]


def made_of(kind: str, rows: list[Told], document: Told) -> list[str]:
    """The money behind each line's part of a share, a sentence each and one for all of them; none without shares."""
    if document["share_pence"] is None:
        return []
    whole = {"people": document["people"], "share_used": document["share_used"]}
    lines = [*((name_of(kind, row), row) for row in rows), (_("all together"), whole)]
    return [money_used(name, line, document["share_pence"]) for name, line in lines]


def money_used(name: str, line: Told, share_pence: float) -> str:
    """How many people had which share each, and about how much of it all was used."""
    told = {
        "name": name[:1].upper() + name[1:],
        "n": line["people"],
        "share": pounds(rounded(share_pence)),
        "all": pounds(rounded(line["people"] * share_pence)),
        "percent": round(100 * line["share_used"]),
        "used": pounds(rounded(line["people"] * share_pence * line["share_used"])),
    }
    words = _("%(name)s: %(n)d people with %(share)s each have %(all)s. About %(used)s of it was used: %(percent)d%%.")
    return words % told


def came_in(result: RoundResult) -> list[tuple[str, str, str]]:
    """How the ballots of a round came: for each way its name, how many, and a note; few people are never counted."""
    if result.round.is_panel:
        return [(_("Members of the panel who were through"), str(result.people), "")]
    on_paper, people = result.on_paper, result.people
    is_told = may_be_told(on_paper, people)
    hidden = _("not said, so that nobody can be guessed")
    printed = ngettext(
        "%d paper was printed, with a number of its own.",
        "%d papers were printed, each with a number of its own.",
        result.round.paper_count,
    )
    note = printed % result.round.paper_count if result.round.paper_count else ""
    return [
        (_("On a screen"), str(people - on_paper) if is_told else hidden, ""),
        (_("On paper, typed by a helper"), str(on_paper) if is_told else hidden, note),
        (_("All"), str(people), ""),
    ]


def served_of(row: Told) -> str:
    """How many people of a line see something funded, as nearly as it may be said."""
    known, of = row["people_with_something_funded"], row["people"]
    low, high = known["at_least"], known["at_most"]
    told = {"low": low, "high": high, "of": of}
    if low == high:
        return _("%(low)d of %(of)d") % told
    if (low, high) == (0, of):
        return _("too few to say")
    return (_("at least %(low)d of %(of)d") if high == of else _("at most %(high)d of %(of)d")) % told


def who_fared(kind: str, rows: list[Told]) -> str:
    """Whose shares were used most, and whose least, in a sentence; nothing under a rule without shares."""
    if any(row["share_used"] is None for row in rows):
        return ""
    least, *_between, most = sorted(rows, key=lambda row: row["share_used"])
    told = {
        "most": name_of(kind, most),
        "high": round(100 * most["share_used"]),
        "least": name_of(kind, least),
        "low": round(100 * least["share_used"]),
    }
    if told["high"] - told["low"] < ALIKE:
        return _("About the same part of everybody’s share was used: from %(low)d%% to %(high)d%%.") % told
    words = _("Used most: the shares of %(most)s, %(high)d%% of them. Used least: those of %(least)s, %(low)d%%.")
    return words % told


def name_of(kind: str, row: Told) -> str:
    """What a line of a table is called within a sentence."""
    if not row["name"]:
        return _("everybody else")
    return _("group %s") % row["name"] if kind == "group" else str(row["name"])


def what_ifs(document: Told) -> list[str]:
    """What more money would have changed, a sentence for each sum that was tried."""
    titles = {str(one["number"]): one["title"] for one in document.get("entries", [])}
    return [what_if(one, titles) for one in document.get("what_if", [])]


def what_if(tried: Told, titles: Mapping[str, str]) -> str:
    """What one other sum of money would have changed."""
    said = {"percent": tried["percent_more"], "pot": pounds(tried["budget_pence"])}
    comes_in, goes_out = (", ".join(f"“{titles[name]}”" for name in tried[which]) for which in ("comes_in", "goes_out"))
    if comes_in and goes_out:
        words = _("With %(percent)d%% more, %(pot)s: %(in)s would be funded as well, and %(out)s would not any more.")
    elif comes_in:
        words = _("With %(percent)d%% more, %(pot)s: %(in)s would be funded as well.")
    elif goes_out:
        words = _("With %(percent)d%% more, %(pot)s: %(out)s would not be funded any more.")
    else:
        words = _("With %(percent)d%% more, %(pot)s: the same.")
    return words % (said | {"in": comes_in, "out": goes_out})

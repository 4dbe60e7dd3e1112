"""What the record says, as one plain sentence per kind of event; people are never named."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead.access.activity import Happening
from wayahead.base.coproduction.models import CoProduction

# Kind of event → its sentence, under the part of the line where it happens.
SENTENCES: dict[str, dict[str, str | Promise]] = {
    "table": {
        "coproduction.started": gettext_lazy("A co-production was started."),
        "coproduction.changed": gettext_lazy("A co-production changed what it says of itself."),
        "coproduction.closed": gettext_lazy("A co-production was closed. Everything stays to read."),
        "coproduction.safeguarding_lead_named": gettext_lazy("Who looks at worries was named."),
        "seat.taken": gettext_lazy("Somebody took a seat."),
        "seat.left": gettext_lazy("Somebody left their seat."),
        "party.sat_down": gettext_lazy("An organisation sat down at the table."),
        "party.restated": gettext_lazy("An organisation changed what it says it can decide."),
        "party.reminded": gettext_lazy("An organisation was put in mind of answers that it owes."),
        "party.stood_up": gettext_lazy("An organisation left the table, with its reason."),
        "meeting.noted": gettext_lazy("People met, and what was said was noted."),
        "cost.planned": gettext_lazy("A cost of involving people was planned."),
        "cost.spent": gettext_lazy("Money was spent on involving people."),
    },
    "listening": {
        "conversation.opened": gettext_lazy("A question was asked."),
        "asking.judged": gettext_lazy("What is asked was held against what is promised."),
        "conversation.closed": gettext_lazy("A conversation was closed."),
        "conversation.imported": gettext_lazy("A conversation was brought here from elsewhere."),
        "voice.said": gettext_lazy("Somebody said something."),
        "voice.typed": gettext_lazy("Somebody’s words were typed for them."),
        "voice.heard_at_meeting": gettext_lazy("Something said at a meeting became a voice."),
        "voice.withdrawn": gettext_lazy("Somebody took their words back."),
        "voice.set_aside": gettext_lazy("A voice was not put to the vote, with a reason."),
        "voice.kept_back": gettext_lazy("Somebody’s own words are not shown: they could harm somebody."),
        "voice.no_longer_kept_back": gettext_lazy("Somebody’s own words may be shown again."),
        "voices.set_aside": gettext_lazy("Several voices were not put to the vote, with a reason."),
        "statement.drawn": gettext_lazy("A statement was put to everybody."),
        "statement.joined": gettext_lazy("More voices joined a statement."),
        "statement.set_aside": gettext_lazy("A statement was set aside, with a reason."),
        "statement.taken_up_again": gettext_lazy("A statement was put to everybody again."),
        "statement.corrected": gettext_lazy("A statement got other words, before anybody voted."),
        "statement.reworded": gettext_lazy("A statement was put in other words, linked to the old one."),
        "statement.split": gettext_lazy("A statement was split, one for each idea."),
        "surprise.found": gettext_lazy("Something in the votes looks unusual; results stand with and without it."),
        "statements.seeded": gettext_lazy("A facilitator put statements to everybody, to start with."),
    },
    "needs": {
        "need.written": gettext_lazy("A need was written from what was said."),
        "need.rewritten": gettext_lazy("A need got other words, before it was published."),
        "need.asked_back": gettext_lazy("People were asked whether a need says what they meant."),
        "need.answered_back": gettext_lazy("Somebody said whether a need says what they meant."),
        "need.published": gettext_lazy("A need was published."),
        "need.merged": gettext_lazy("Needs were merged into one."),
        "need.split": gettext_lazy("A need was split."),
        "need.relied_on": gettext_lazy("An organisation relies on a need."),
        "need.no_longer_relied_on": gettext_lazy("An organisation no longer relies on a need."),
    },
    "constraints": {
        "limit.published": gettext_lazy("An organisation published a limit."),
        "limit.changed": gettext_lazy("A limit changed, with its reason."),
        "limit.withdrawn": gettext_lazy("A limit was withdrawn, with its reason."),
        "question.asked": gettext_lazy("Somebody asked why a limit stands, or what would loosen it."),
        "question.joined": gettext_lazy("Two questions about a limit became one: each asker gets the answer."),
        "question.answered": gettext_lazy("A question about a limit was answered."),
    },
    "tensions": {
        "tension.registered": gettext_lazy("A tension was put on the table."),
        "tension.changed": gettext_lazy("What is at stake in a tension was said better."),
        "tension.need_said": gettext_lazy("One side said what it needs."),
        "tension.talk_begun": gettext_lazy("Two sides began to talk."),
        "tension.need_mirrored": gettext_lazy("One side said what the other needs."),
        "tension.mirror_answered": gettext_lazy("A side answered whether that is what it needs."),
        "tension.option_offered": gettext_lazy("An option was put on the table."),
        "tension.option_weighed": gettext_lazy("A side weighed an option."),
        "tension.settled": gettext_lazy("A tension was settled, until its day."),
        "tension.came_back": gettext_lazy("A tension came back to the table on its day."),
        "tension.reopened": gettext_lazy("A tension was reopened, with a reason."),
        "tension.looked_back_on": gettext_lazy("It was said how it went since a tension was settled."),
        "remark.made": gettext_lazy("Somebody said something about a tension."),
        "remark.shown": gettext_lazy("What somebody said about a tension can be read by all."),
        "remark.set_aside": gettext_lazy("What somebody said about a tension is not shown, with a reason."),
        "remark.taken_back": gettext_lazy("Somebody took back what they said about a tension."),
        "finding.set_aside": gettext_lazy("A tension that was found was set aside, with a reason."),
    },
    "solutions": {
        "solution.started": gettext_lazy("People began to craft a solution."),
        "version.drafted": gettext_lazy("A version of a solution was drafted."),
        "version.shared": gettext_lazy("A version of a solution was shared with everybody."),
        "version.judged": gettext_lazy("A version was judged against a limit."),
        "version.agreed": gettext_lazy("A version of a solution was agreed."),
        "suggestion.made": gettext_lazy("Somebody suggested a change to a solution."),
        "suggestion.declined": gettext_lazy("A suggestion was not taken in, with the reason."),
        "suggestion.taken_back": gettext_lazy("Somebody took a suggestion back."),
        "suggestion.fulfilment_said": gettext_lazy("Somebody said whether a version does what they suggested."),
        "suggestion.hidden": gettext_lazy("The words of a suggestion were hidden, with the reason."),
        "agreement.sought": gettext_lazy("People were asked whether a version can be agreed."),
        "agreement.voted": gettext_lazy("Somebody said whether a version can be agreed."),
        "agreement.not_reached": gettext_lazy("A version was not agreed, with the reason."),
        "agreement.came_back": gettext_lazy("The day came to look again at what was agreed."),
        "agreement.reviewed": gettext_lazy("People looked again at what they had agreed."),
        "objection.raised": gettext_lazy("Somebody said what they cannot live with in a version."),
        "objection.answered": gettext_lazy("A reason against a version was answered."),
        "objection.taken_back": gettext_lazy("Somebody took back their reason against a version."),
        "objection.hidden": gettext_lazy("A reason against a version was hidden, with the reason for that."),
        "call.opened": gettext_lazy("People were asked what to make of an opportunity."),
        "call.settled": gettext_lazy("What came of an opportunity was written down."),
        "offer.made": gettext_lazy("Somebody offered help."),
        "offer.hidden": gettext_lazy("The words of an offer were hidden, with the reason."),
        "offer.ended": gettext_lazy("An offer of help was taken back."),
        "match.asked": gettext_lazy("Somebody was asked to help with a step."),
        "match.answered": gettext_lazy("Somebody said whether they help with a step."),
        "step.done": gettext_lazy("A step was done."),
    },
    "funding": {
        "past_grants.imported": gettext_lazy("Grants that a funder gave before were brought here from elsewhere."),
        "programme.opened": gettext_lazy("A funding programme was opened."),
        "programme.ranked": gettext_lazy("A funder said which needs its programme puts first."),
        "extra_question.changed": gettext_lazy("A funder asks something else in a programme."),
        "extra_question.withdrawn": gettext_lazy("A funder no longer asks something in a programme."),
        "whole_bid.sent": gettext_lazy("One bid was sent to all its funders at once."),
        "whole_bid.withdrawn": gettext_lazy("A bid was taken back from every funder that had not decided."),
        "whole_bid.accepted_short": gettext_lazy("A bid goes ahead with less than it wanted, and says what is cut."),
        "part_offer.made": gettext_lazy("A funder offered a part of what a bid wants."),
        "part_offer.made_it_whole": gettext_lazy("Offers made a bid whole, and became grants."),
        "part_offer.taken_back": gettext_lazy("A funder took an offer back, with the reason."),
        "follow_up.asked": gettext_lazy("A funder asked something about a bid."),
        "follow_up.answered": gettext_lazy("A question about a bid was answered, for all its funders."),
        "interest.declared": gettext_lazy("Somebody who decides money has an interest in a bid, and stood aside."),
        "bid.sent": gettext_lazy("A bid was sent."),
        "bid.withdrawn": gettext_lazy("A bid was taken back."),
        "bid.refused": gettext_lazy("A bid was not funded this time, with reasons."),
        "grant.awarded": gettext_lazy("A grant was made."),
        "round.opened": gettext_lazy("People were asked to decide together what a pot pays for."),
        "round.given_more_time": gettext_lazy("People got more time to decide together, with the reason."),
        "round.chosen": gettext_lazy("Somebody said what they would be glad of in a round."),
        "round.papers_printed": gettext_lazy("Ballots on paper were printed for a round."),
        "round.paper_typed": gettext_lazy("A helper typed a ballot from paper."),
        "round.invited": gettext_lazy("Invitations to a round were made."),
        "round.invitation_taken": gettext_lazy("Somebody took up an invitation to a round."),
        "panel.scored": gettext_lazy("A panel member scored what stands in a round, with reasons."),
        "panel.stood_aside": gettext_lazy("A panel member has an interest in something, and stood aside."),
        "panel.paid": gettext_lazy("Panel members were paid for their time."),
        "round.counted": gettext_lazy("A round was counted, and everybody can read what is funded and why."),
        "round.awarded": gettext_lazy("What people decided together got its grants."),
    },
    "outcomes": {
        "outcome.named": gettext_lazy("People said what should change, for a need."),
        "outcome.changed": gettext_lazy("What should change for a need was put in other words."),
        "outcome.dropped": gettext_lazy("Something that should change for a need was dropped, with the reason."),
        "indicator.added": gettext_lazy("People said how anybody could see that a need is met."),
        "indicator.changed": gettext_lazy("What is counted for a need was changed, before anybody reported on it."),
        "indicator.dropped": gettext_lazy("Something is no longer counted for a need, with the reason."),
        "wellbeing.added": gettext_lazy("The four questions on wellbeing are asked, for a need."),
        "idea.suggested": gettext_lazy("Somebody suggested what to count for a need."),
        "idea.answered": gettext_lazy("What somebody suggested to count for a need was answered."),
        "indicators.chosen": gettext_lazy("A funder said what it reads of each report on a need."),
        "report.reminded": gettext_lazy("Whoever reported was put in mind of the answer that is late."),
        "report.answered": gettext_lazy("Those who see a report differently were answered."),
        "report.made": gettext_lazy("A report was made of what changed."),
        "verdict.given": gettext_lazy("Somebody said whether a report is true."),
        "answer.given": gettext_lazy("A voice had its answer."),
    },
    "places": {
        "area.added": gettext_lazy("An area was added."),
        "area.loaded": gettext_lazy("Areas of the official statistics were loaded. The first of them:"),
        "community.added": gettext_lazy("A community was added."),
        "organisation.started": gettext_lazy("An organisation was started."),
        "organisation.changed": gettext_lazy("An organisation changed what it says of itself."),
    },
}
OF_KIND = {kind: words for sentences in SENTENCES.values() for kind, words in sentences.items()}


@dataclass(frozen=True)
class Sentence:
    """A happening as a page or feed tells it; `title` and `address` are empty where there is nothing to add."""

    happening: Happening
    words: str
    title: str
    address: str


def part_label(part: str) -> str:
    """The word on screen for a part of the line."""
    return {
        "table": _("The table"),
        "listening": _("Listening"),
        "needs": _("Needs"),
        "constraints": _("Limits"),
        "tensions": _("Tensions"),
        "solutions": _("Solutions"),
        "funding": _("Money"),
        "outcomes": _("Outcomes"),
        "places": _("Places and organisations"),
    }[part]


def told(happening: Happening) -> Sentence:
    """One happening in plain words, with the name and address of what it is about."""
    words = str(OF_KIND.get(happening.event.kind, _("Something happened.")))
    return Sentence(happening, words, title_of(happening.thing), address_of(happening))


def title_of(thing: Model) -> str:
    """What a thing is called, from its own row; a voice is not quoted in passing."""
    if thing._meta.label_lower == "listening.voice":
        return ""
    names = ("title", "question", "statement", "text", "name", "words")
    return next((str(value) for name in names if isinstance(value := getattr(thing, name, None), str) and value), "")


def address_of(happening: Happening) -> str:
    """Where a thing can be read, made of its own row and its co-production's address."""
    return page_of(happening.thing, happening.coproduction)


def page_of(thing: Model, coproduction: CoProduction | None) -> str:
    """The page of a thing; its chain where it has none of its own."""
    slug, label = coproduction.slug if coproduction else "", thing._meta.label_lower
    if label in PAGES:
        name, fields = PAGES[label]
        args = [slug if field == "" else getattr(thing, field) for field in fields]
    else:
        name, args = "chain", [label, thing.pk]
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse("coproduction", args=[slug]) if slug else ""


# Model → name of its page and the fields its address is made of; "" is the co-production's own. What has no page of its
# own leads to its chain, and what the chain does not know to the co-production.
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "constraints.constraint": ("limit", ("", "pk")),
    "constraints.question": ("limit", ("", "constraint_id")),
    "coproduction.coproduction": ("coproduction", ("slug",)),
    "coproduction.costline": ("costs", ("",)),
    "coproduction.meeting": ("meeting", ("", "pk")),
    "coproduction.party": ("table", ("",)),
    "coproduction.seat": ("table", ("",)),
    "funding.bid": ("bid", ("", "pk")),
    "funding.grant": ("bid", ("", "bid_id")),
    "funding.wholebid": ("whole_bid", ("", "pk")),
    "funding.partoffer": ("bid", ("", "bid_id")),
    "funding.interest": ("bid", ("", "bid_id")),
    "funding.extraquestion": ("programme", ("programme_id",)),
    "funding.followup": ("whole_bid", ("", "whole_id")),
    "funding.programme": ("programme", ("pk",)),
    "funding.round": ("round", ("", "pk")),
    "listening.conversation": ("conversation", ("", "pk")),
    "listening.statement": ("statement", ("", "pk")),
    "needs.need": ("need", ("", "number")),
    "outcomes.outcome": ("framework", ("", "number_of_need")),
    "outcomes.report": ("report", ("", "pk")),
    "people.organisation": ("organisation", ("slug",)),
    "places.area": ("area", ("code", "year")),
    "places.community": ("community", ("pk",)),
    "solutions.solution": ("solution", ("", "pk")),
    "tensions.finding": ("tensions", ("",)),
    "tensions.tension": ("tension", ("", "pk")),
    "solutions.version": ("solution", ("", "solution_id")),
    "solutions.suggestion": ("suggestion", ("", "pk")),
    "solutions.agreement": ("agreement", ("", "pk")),
    "solutions.objection": ("objection", ("", "pk")),
    "solutions.call": ("call", ("", "pk")),
    "solutions.offer": ("offers", ("",)),
    "solutions.match": ("offers", ("",)),
    "solutions.step": ("solution_steps", ("", "version_id")),
}

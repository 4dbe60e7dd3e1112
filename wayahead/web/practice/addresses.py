"""Where in the seeded story each step of a door leads."""

from django.db.models import Count
from django.urls import reverse

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation
from wayahead.loop.constraints.models import Question
from wayahead.loop.funding.models import Bid
from wayahead.loop.listening.models import Conversation, Voice
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes.models import Report
from wayahead.loop.solutions.models import Solution
from wayahead.loop.tensions.models import Tension


def addresses() -> dict[str, str]:
    """The address of every step that the story has got to; empty where nothing is seeded."""
    story = CoProduction.objects.filter(is_private=False).annotate(said=Count("voices")).order_by("-said", "pk").first()
    if story is None:
        return {}
    slug = story.slug
    stages = {
        "home": "coproduction",
        "line": "listening",
        "limits": "constraints",
        "tensions": "tensions",
        "funding": "funding",
        "outcomes": "outcomes",
        "table": "table",
        "meetings": "meetings",
        "costs": "costs",
    }
    known = {step: reverse(name, args=[slug]) for step, name in stages.items()}
    known |= {"you": reverse("you"), "programmes": reverse("programmes"), "activity": reverse("activity")}
    return known | of_listening(story) | of_the_line(story)


def of_listening(story: CoProduction) -> dict[str, str]:
    """The conversation, and the chain of a voice that has had an answer."""
    known = {}
    conversation = Conversation.objects.filter(coproduction=story).order_by("pk").first()
    if conversation:
        for step, name in (("say", "voice_say"), ("vote", "vote"), ("results", "results"), ("type", "voice_type")):
            known[step] = reverse(name, args=[story.slug, conversation.pk])
    voice = Voice.objects.filter(coproduction=story, first_name="Ines").order_by("pk").first()
    if voice:
        known["chain"] = reverse("chain", args=["listening.voice", voice.pk])
    return known


def of_the_line(story: CoProduction) -> dict[str, str]:
    """A need, a limit that moved, a question that waits, a settled tension, a plan, a bid each way, a report."""
    known = {}
    need = Need.objects.filter(coproduction=story, state=Need.State.PUBLISHED).order_by("number").first()
    if need:
        known["need"] = reverse("need", args=[story.slug, need.number])
    questions = Question.objects.filter(constraint__coproduction=story).order_by("pk")
    ask_a_public_body = questions.filter(answer="", constraint__owner__kind=Organisation.Kind.PUBLIC_BODY)
    waiting, moved = ask_a_public_body.first(), questions.filter(answer="loosened").first()
    if waiting:
        known["question"] = reverse("limit", args=[story.slug, waiting.constraint_id])
    if moved:
        known["moved"] = reverse("limit", args=[story.slug, moved.constraint_id])
    settled = Tension.objects.filter(coproduction=story, state=Tension.State.SETTLED).order_by("pk").first()
    if settled:
        known["tension"] = reverse("tension", args=[story.slug, settled.pk])
    solution = Solution.objects.filter(coproduction=story).annotate(count=Count("versions")).order_by("-count").first()
    if solution:
        known["solution"] = reverse("solution", args=[story.slug, solution.pk])
    bids = Bid.objects.filter(version__solution__coproduction=story).order_by("pk")
    for step, bid in (
        ("bid", bids.exclude(state="refused").first()),
        ("refused", bids.filter(state="refused").first()),
    ):
        if bid:
            known[step] = reverse("bid", args=[story.slug, bid.pk])
    report = Report.objects.filter(version__solution__coproduction=story, grant__isnull=False).first()
    if report:
        known["report"] = reverse("report", args=[story.slug, report.pk])
    return known

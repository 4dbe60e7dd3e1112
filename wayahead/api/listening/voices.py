"""Voices through the API: say, type for somebody, hand over, change, take back."""

from django.db import transaction
from django.db.models import QuerySet
from ninja import Router, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask, person_or_guest
from wayahead.api.listening.shapes import (
    LinkOut,
    QuoteIn,
    RowNumber,
    SpokenOut,
    Text,
    TypedWordsIn,
    VoiceOut,
    WordsIn,
)
from wayahead.base.people import actions as people
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Voice

router = Router()


@router.get("/conversations/{id}/voices", response=list[VoiceOut])
@paginate
def voices(request: Ask, id: RowNumber, q: Text = "") -> "QuerySet[Voice]":
    """The voices of a conversation that the caller may read, with the words `q`."""
    conversation = access.fetch(request.person, "conversation.see", pk=id)
    rows = access.visible(request.person, Voice).filter(conversation=conversation, text__icontains=q)
    return rows.prefetch_related("statements")


@router.post("/conversations/{id}/voices", response={201: SpokenOut})
def say(request: Ask, id: RowNumber, given: WordsIn) -> "Status[Voice]":
    """Say something. Without a token the caller becomes a guest; the answer carries the token to come back with."""
    conversation = access.fetch(request.person, "voice.say", pk=id)
    words = actions.sayable(conversation, given.words())
    by = person_or_guest(request)
    voice = actions.say(conversation, words, by=by, channel=Voice.Channel.API)
    voice.token = people.link_of(by).token  # type: ignore[attr-defined]
    return Status(201, voice)


@router.post("/conversations/{id}/typed-voices", response={201: SpokenOut})
def type_for(request: Ask, id: RowNumber, given: TypedWordsIn) -> "Status[Voice]":
    """Type what somebody says, with their consent. It stays theirs: hand them the receipt and the token."""
    conversation = access.fetch(request.person, "voice.type", pk=id)
    by = access.somebody(request.person)
    with transaction.atomic():  # nobody is welcomed for words that are refused
        speaker = people.welcome_guest(language=given.language)
        voice = actions.type_for(conversation, given.words(), by=by, speaker=speaker, consented=given.consented)
    voice.token = people.link_of(speaker).token  # type: ignore[attr-defined]
    return Status(201, voice)


@router.get("/voices/{receipt}", response=VoiceOut)
def voice(request: Ask, receipt: str) -> Voice:
    """One voice, by its receipt."""
    return access.fetch(request.person, "voice.see", receipt=receipt)  # type: ignore[no-any-return]


@router.post("/voices/{receipt}/hand-over", response=LinkOut)
def hand_over(request: Ask, receipt: str) -> dict[str, str]:
    """What a helper gives the person for whom they typed, once more."""
    found = access.fetch(request.person, "voice.hand_over", receipt=receipt)
    return {"receipt": found.receipt, "token": people.link_of(found.speaker).token}


@router.patch("/voices/{receipt}", response=VoiceOut)
def change_quote(request: Ask, receipt: str, given: QuoteIn) -> Voice:
    """Change whether one's words may be quoted."""
    found = access.fetch(request.person, "voice.change", receipt=receipt)
    by = access.somebody(request.person)
    return actions.change_quote(found, by=by, quote=given.quote.value, first_name=given.first_name)


@router.post("/voices/{receipt}/withdraw", response=VoiceOut)
def withdraw(request: Ask, receipt: str) -> Voice:
    """Take back what one said: the words go for good."""
    found = access.fetch(request.person, "voice.withdraw", receipt=receipt)
    return actions.withdraw(found, by=access.somebody(request.person))

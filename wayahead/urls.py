"""Every address, one list per stage."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from wayahead.api import api
from wayahead.channels import outbox
from wayahead.web import (
    activity,
    care,
    chain,
    constraints,
    coproductions,
    funding,
    landing,
    listening,
    needs,
    outcomes,
    passkeys,
    people,
    places,
    solutions,
    tensions,
    you,
)
from wayahead.web.practice import pages as practice

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),  # first: votes should not be held against every page's address before
    *landing.urlpatterns,
    *coproductions.urlpatterns,
    *listening.urlpatterns,
    *needs.urlpatterns,
    *constraints.urlpatterns,
    *tensions.urlpatterns,
    *solutions.urlpatterns,
    *funding.urlpatterns,
    *outcomes.urlpatterns,
    *chain.urlpatterns,
    *you.urlpatterns,
    *people.urlpatterns,
    *places.urlpatterns,
    *activity.urlpatterns,
    *care.urlpatterns,
    *outbox.urlpatterns,
    *practice.urlpatterns,
    path("language/", set_language, name="set_language"),
    path("account/2fa/webauthn/add/", passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/", include("allauth.urls")),
    path("api/docs", RedirectView.as_view(pattern_name="api:openapi-view"), name="api_docs"),
]

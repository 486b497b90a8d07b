"""Mail about what is published: asked for, confirmed, and ended, each by the press of a button."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.common import clock
from dongthuan.apps.portal.guarded_forms import new_stamp
from dongthuan.apps.portal.lifecycle import Rhythm, SubscriptionKind
from dongthuan.apps.portal.operations import subscriptions
from dongthuan.apps.portal.operations.subscriptions import NoSuchAddress, NoSuchLink, TooManyKnocks, Wanted
from dongthuan.apps.portal.pages import drawn
from dongthuan.apps.portal.subscription_forms import SubscriptionForm
from dongthuan.apps.portal.views.inquiries import address_of

SENTENCES = {
    TooManyKnocks: _("Too many wishes came within a short time. Try again in an hour."),
    NoSuchAddress: _("Mail cannot go to this address. Look at how it is written."),
}


@login_not_required
@never_cache
@csrf_exempt  # nobody is signed in here and no cookie is set; the stamp is signed
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take a wish in and say that a mail asks for its confirmation; the same for every address."""
    at = clock.now()
    form = SubscriptionForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                subscriptions.ask_subscription(
                    wanted=_wanted(request, form), by=system_officer(on=clock.local_day(at)), at=at
                )
            except (TooManyKnocks, NoSuchAddress) as fault:
                form.add_error(None, SENTENCES[type(fault)])
                status = 429 if isinstance(fault, TooManyKnocks) else 400
            else:
                return drawn(request, "portal/subscribed.html", {"step": "asked"})
    content = {"form": form, "stamp": new_stamp(at)}
    return drawn(request, "portal/subscribe.html", content, status=status)


@login_not_required
@never_cache
@csrf_exempt  # the code in the address is the secret; mail programs send no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the press of a button, then let the subscription count; a mere look does nothing."""
    if request.method != "POST":
        return drawn(request, "portal/subscription_step.html", {"step": "confirm"})
    at = clock.now()
    try:
        subscriptions.confirm_subscription(code=token, by=system_officer(on=clock.local_day(at)), at=at)
    except NoSuchLink:
        return drawn(request, "portal/subscribed.html", {"step": "gone"}, status=404)
    return drawn(request, "portal/subscribed.html", {"step": "confirmed"})


@login_not_required
@never_cache
@csrf_exempt  # mail programs end a subscription by one POST (RFC 8058); the token is signed
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the press of a button, then end the subscription and delete the address."""
    if request.method != "POST":
        return drawn(request, "portal/subscription_step.html", {"step": "end"})
    at = clock.now()
    try:
        subscriptions.end_subscription(token=token, by=system_officer(on=clock.local_day(at)), at=at)
    except NoSuchLink:
        return drawn(request, "portal/subscribed.html", {"step": "gone"}, status=404)
    return drawn(request, "portal/subscribed.html", {"step": "ended"})


def _wanted(request: HttpRequest, form: SubscriptionForm) -> Wanted:
    given = form.cleaned_data
    return Wanted(
        address=given["email"],
        kinds=frozenset(SubscriptionKind(kind) for kind in given["kinds"]),
        rhythm=Rhythm(given["rhythm"]),
        language=get_language() or "vi",
        network=address_of(request),
    )

"""The steps on the page of a campaign."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common import clock
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.measurement.forms import campaigns as forms
from dongthuan.apps.measurement.lifecycle import CampaignState, Measure
from dongthuan.apps.measurement.models.campaigns import Campaign
from dongthuan.apps.measurement.operations import campaigns, outcomes
from dongthuan.apps.measurement.rules import ACCESS, Act
from dongthuan.apps.measurement.wording import REFUSED, sentence_of
from dongthuan.apps.press.forms.register_fields import NothingForm, StepForm


def _is_open(campaign: Campaign) -> bool:
    return campaign.state != CampaignState.CLOSED


def _takes_results(campaign: Campaign) -> bool:
    return (
        campaign.state == CampaignState.RUNNING and campaign.objectives.filter(measure=Measure.HAND).exists()
    )


STEPS = Steps(
    "campaign",
    {
        "muc-tieu": Step(
            Act.SET_OBJECTIVE,
            forms.ObjectiveForm,
            campaigns.set_objective,
            "target",
            _("Set an objective"),
            _("The objective is set."),
            _is_open,
        ),
        "bat-dau": Step(
            Act.START,
            StepForm,
            campaigns.start,
            "lock",
            _("Start, and freeze the objectives"),
            _("The campaign runs; objectives change only with a reason from now on."),
            lambda campaign: campaign.state == CampaignState.PREPARED,
        ),
        "ket-qua": Step(
            Act.NOTE_RESULT,
            forms.ResultForm,
            campaigns.note_result,
            "pencil",
            _("Note a result"),
            _("The result is noted."),
            _takes_results,
            initial=lambda _row: {"on": clock.local_day(clock.now())},
            options=lambda _by, row: {"campaign": row},
        ),
        "bao-cao": Step(
            Act.DRAW_UP,
            NothingForm,
            outcomes.draw_up_result,
            "file-text",
            _("Draw up the one-page result"),
            _("The report is drawn up, as DOCX and PDF. Read it and have it signed."),
            lambda campaign: campaign.state != CampaignState.PREPARED,
        ),
        "dong": Step(
            Act.CLOSE,
            forms.CloseForm,
            campaigns.close,
            "check",
            _("Close the campaign with its lesson"),
            _("The campaign is closed; its figures stay as they are today."),
            lambda campaign: campaign.state == CampaignState.RUNNING,
            hint=_("What is counted here is kept as it stands today. It cannot be opened again."),
            is_grave=True,
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)

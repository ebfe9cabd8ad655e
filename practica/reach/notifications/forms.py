"""The choice of mail as a form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from practica.reach.notifications.models import NotificationChoice


class MailForm(forms.Form):
    """At once or not at all."""

    mail = forms.ChoiceField(
        label=_("Mail me what concerns me"),
        choices=NotificationChoice.Mail.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Answers to you, mentions of you, who wants to join what you lead, what is new in searches you "
            "saved, and what you looked for and somebody wrote. "
            "Everything stays in your inbox either way."
        ),
    )

"""Wrong passwords, remembered for as long as they count."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from welfare.fields import KeyTextField


class LoginFailure(models.Model):
    """One wrong password. `key` stands for a user name and an address; neither can be read from it."""

    key = KeyTextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("wrong password")
        verbose_name_plural = _("wrong passwords")
        indexes = [models.Index(fields=["key", "-at"], name="registry_loginfailure_latest")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"

"""People who sign in, and the roles they have in organisations."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Users(BaseUserManager["User"]):
    """Makes users known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """Return a new user; without a password the account cannot sign in by password."""
        user = self.model(email=self.normalize_email(email), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """A person who signs in with an e-mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mailadres"), unique=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    is_demo = models.BooleanField(default=False)
    story = models.TextField(blank=True)
    language = models.CharField(_("taal"), max_length=2, default="nl")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Users] = Users()  # type: ignore[assignment]

    class Meta:
        ordering = ("email",)

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """A role of a person in an organisation, from a day, perhaps until a day."""

    class Role(models.TextChoices):
        """What somebody does there."""

        BROKER = "broker", _("Instroommakelaar")
        SCHOOL = "school", _("School en bestuur")
        INSTITUTE = "institute", _("Opleider")
        ASSESSOR = "assessor", _("Assessor")
        COACH = "coach", _("Begeleider")
        FOUNDATION = "foundation", _("Stichtingsbeheerder")
        POLICY = "policy", _("Beleidsadviseur")
        MUNICIPALITY = "municipality", _("Gemeente")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=12, choices=Role.choices)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("user", "organisation", "role"),
                condition=models.Q(ended_on=None),
                name="one_current_membership_per_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"

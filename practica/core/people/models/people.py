"""People, and to which units they belonged when."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from practica.core.people.models.looks import hue_of, initials_of
from practica.core.people.models.organisations import Organisation, Unit
from practica.kit.addresses import address
from practica.kit.models import Model, SightQuerySet, UidField


class PersonQuerySet(SightQuerySet):
    """People, in words of the directory."""

    def visible_to(self, person: Any) -> Self:
        """Herself; who shares a community with her; for colleagues also every colleague."""
        if person.pk is None:
            return self.none()
        # Named by relation: communities stand above people and cannot be imported here.
        shared = Person.objects.filter(
            memberships__community__memberships__person=person.pk,
            memberships__community__memberships__state="active",
        ).values("pk")
        seen = Q(pk=person.pk) | Q(pk__in=shared)
        if person.is_colleague:
            seen |= Q(organisation__standing=Organisation.Standing.HOME)
        return self.filter(seen)

    def active(self) -> Self:
        """Those who can sign in."""
        return self.filter(is_active=True, has_account=True)


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Makes people with a password, as Django's commands expect."""

    def create_user(self, handle: str, email: str = "", password: str | None = None, **fields: Any) -> Person:
        """Create a person who can sign in."""
        person = self.model(handle=handle, email=self.normalize_email(email), has_account=True, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(
        self, handle: str, email: str = "", password: str | None = None, **fields: Any
    ) -> Person:
        """Create an administrator."""
        return self.create_user(handle, email, password, is_administrator=True, **fields)


class Person(AbstractBaseUser, Model):
    """Somebody who reads, writes or wrote here. An imported author has no account until claimed."""

    class Theme(models.TextChoices):
        AUTO = "", _("As the device says")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    uid = UidField()
    handle = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    author_email = models.EmailField(blank=True, db_index=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="people")
    headline = models.CharField(max_length=160, blank=True)
    about = models.TextField(max_length=4000, blank=True)
    ask_me_about = models.CharField(max_length=400, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=12, blank=True)
    theme = models.CharField(max_length=5, choices=Theme.choices, blank=True, default=Theme.AUTO)
    has_account = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    claimed_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    joined = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = PersonManager()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="one_account_per_email"),
        ]
        indexes = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name or self.handle

    @property
    def is_colleague(self) -> bool:
        """Whether she belongs to a home organisation (and so to "everyone signed in")."""
        return bool(
            self.is_active
            and self.organisation_id
            and self.organisation
            and self.organisation.standing == Organisation.Standing.HOME
        )

    @property
    def hue(self) -> int:
        """The hue of her avatar."""
        return hue_of(self.handle)

    @cached_property
    def initials(self) -> str:
        """The letters of her avatar."""
        return initials_of(self.name)

    def get_absolute_url(self) -> str:
        """Her profile."""
        return address("people:show", self.handle)


class Belonging(Model):
    """That a person belonged to a unit from one day until another; open while she still does."""

    seen_through = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="belongings")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="belongings")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="one_unit_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.unit_id}"

"""Who there is: people, organisations, and who has which role where and when."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people. Nobody has a password: login is a code by mail."""

    def create_user(self, email: str, name: str = "", **fields: Any) -> "User":
        """A person without password; the address is kept in lower case."""
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, name: str = "", **fields: Any) -> "User":
        return self.create_user(email, name, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by mail address."""

    email = models.EmailField(_("e-post"), unique=True)
    name = models.CharField(_("namn"), max_length=150, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    date_joined = models.DateTimeField(_("skapad"), default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Wagtail's admin asks for it."""
        return str(self)

    @property
    def is_staff(self) -> bool:
        return self.is_superuser


class OrganisationKind(models.TextChoices):
    """What kind of body an organisation is."""

    FINSAM = "finsam", _("samordningsförbund")
    MUNICIPALITY = "kommun", _("kommun")
    REGION = "region", _("region")
    AGENCY = "myndighet", _("myndighet")
    UNIVERSITY = "larosate", _("lärosäte")
    CIVIL_SOCIETY = "civilsamhalle", _("civilsamhälle")
    COMPANY = "foretag", _("företag")


class Organisation(models.Model):
    """A body whose staff take courses. It may belong to several others (AF belongs to many förbund)."""

    name = models.CharField(_("namn"), max_length=200)
    slug = models.SlugField(_("kortnamn"), max_length=80, unique=True)
    kind = models.CharField(_("typ"), max_length=20, choices=OrganisationKind.choices)
    number = models.CharField(_("organisationsnummer"), max_length=11, blank=True)
    parents: models.ManyToManyField["Organisation", Any] = models.ManyToManyField(
        "self", symmetrical=False, related_name="members", blank=True, verbose_name=_("hör till")
    )
    retention_months = models.PositiveIntegerField(
        _("månader som uppgifter sparas"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisationer")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person may be besides course taker. Being a course taker is an enrolment."""

    TRAINER = "trainer", _("utbildare")
    CLIENT_MANAGER = "client_manager", _("utbildningsbeställare")
    EDITOR = "editor", _("redaktör")
    ADMINISTRATOR = "administrator", _("administratör")
    RESEARCHER = "researcher", _("följeforskare")
    ECONOMIST = "economist", _("ekonom")


class RoleAssignment(models.Model):
    """A role for an organisation, a course or both, from a day to a day. Empty organisation or course: all of them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_assignments", verbose_name=_("person"))
    role = models.CharField(_("roll"), max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="role_assignments",
        verbose_name=_("organisation"),
    )
    course = models.ForeignKey(
        "content.CoursePage", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("kurs")
    )
    starts_on = models.DateField(_("från och med"))
    ends_on = models.DateField(_("till och med"), null=True, blank=True)

    class Meta:
        verbose_name = _("roll")
        verbose_name_plural = _("roller")
        constraints = [
            # Coalesce: SQLite holds two empty values for different.
            models.UniqueConstraint(
                "user",
                "role",
                Coalesce("organisation", 0),
                Coalesce("course", 0),
                "starts_on",
                name="role_assigned_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"

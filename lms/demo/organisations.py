"""The organisations of the demo: those that took VTA (domain.md §4), with how far their people have come.

The numbers of people are invented, except their sums: 213 godkända, 8 ej godkända, 53 ej avklarade, 25 ej påbörjade.
Which kommun and which region belongs to which förbund is partly our reading of the reports.
"""

from dataclasses import dataclass
from typing import Final

FINSAM: Final = "finsam"
MUNICIPALITY: Final = "kommun"
REGION: Final = "region"
AGENCY: Final = "myndighet"
UNIVERSITY: Final = "larosate"


@dataclass(frozen=True)
class Body:
    """An organisation: `parents` are the förbund that it belongs to."""

    slug: str
    name: str
    kind: str
    number: str = ""
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cohort:
    """People who came by one course link, or (no `via`) to the open course with an organisation of their own choice.

    `days_ago` is when the first of them came. `closes`: too few for figures of their own, so their round is closed.
    """

    organisation: str
    via: str
    passed: int
    failed: int
    incomplete: int
    not_started: int
    days_ago: int
    closes: bool = False

    @property
    def people(self) -> int:
        return self.passed + self.failed + self.incomplete + self.not_started


SCO, OREBRO, NORRA, SOFINT, KARLSKOGA, OSTRA = (
    "sco",
    "finsam-lekeberg-och-orebro",
    "norra-vastmanland",
    "sofint",
    "karlskoga-degerfors",
    "ostra-ostergotland",
)
ALL_FINSAM: Final = (SCO, OREBRO, NORRA, SOFINT, KARLSKOGA, OSTRA)

BODIES: Final = (
    Body(SCO, "Samordningsförbundet Centrala Östergötland", FINSAM, "222000-2485"),
    Body(OREBRO, "Finsam Lekeberg och Örebro", FINSAM, "222000-2493"),
    Body(NORRA, "Norra Västmanlands Samordningsförbund", FINSAM, "222000-1974"),
    Body(SOFINT, "SOFINT Norra Örebro län", FINSAM, "222000-1818"),
    Body(KARLSKOGA, "Samordningsförbundet Karlskoga/Degerfors", FINSAM, "222000-2279"),
    Body(OSTRA, "Samordningsförbundet Östra Östergötland", FINSAM, "222000-1701"),
    Body("arbetsformedlingen", "Arbetsförmedlingen", AGENCY, parents=ALL_FINSAM),
    Body("forsakringskassan", "Försäkringskassan", AGENCY, parents=ALL_FINSAM),
    Body("region-ostergotland", "Region Östergötland", REGION, parents=(SCO, OSTRA)),
    Body("region-orebro-lan", "Region Örebro län", REGION, parents=(OREBRO, SOFINT, KARLSKOGA)),
    Body("region-vastmanland", "Region Västmanland", REGION, parents=(NORRA,)),
    Body("linkopings-kommun", "Linköpings kommun", MUNICIPALITY, "212000-0449", (SCO,)),
    Body("kinda-kommun", "Kinda kommun", MUNICIPALITY, "212000-0399", (SCO,)),
    Body("atvidabergs-kommun", "Åtvidabergs kommun", MUNICIPALITY, parents=(SCO,)),
    Body("orebro-kommun", "Örebro kommun", MUNICIPALITY, parents=(OREBRO,)),
    Body("lekebergs-kommun", "Lekebergs kommun", MUNICIPALITY, parents=(OREBRO,)),
    Body("fagersta-kommun", "Fagersta kommun", MUNICIPALITY, parents=(NORRA,)),
    Body("sala-kommun", "Sala kommun", MUNICIPALITY, parents=(NORRA,)),
    Body("hallstahammars-kommun", "Hallstahammars kommun", MUNICIPALITY, parents=(NORRA,)),
    Body("norbergs-kommun", "Norbergs kommun", MUNICIPALITY, parents=(NORRA,)),
    Body("skinnskattebergs-kommun", "Skinnskattebergs kommun", MUNICIPALITY, parents=(NORRA,)),
    Body("surahammars-kommun", "Surahammars kommun", MUNICIPALITY, parents=(NORRA,)),
    Body("vasteras-stad", "Västerås stad", MUNICIPALITY, parents=(NORRA,)),  # trained through Norra Västmanland
    Body("lindesbergs-kommun", "Lindesbergs kommun", MUNICIPALITY, parents=(SOFINT,)),
    Body("nora-kommun", "Nora kommun", MUNICIPALITY, parents=(SOFINT,)),
    Body("hallefors-kommun", "Hällefors kommun", MUNICIPALITY, parents=(SOFINT,)),
    Body("ljusnarsbergs-kommun", "Ljusnarsbergs kommun", MUNICIPALITY, parents=(SOFINT,)),
    Body("karlskoga-kommun", "Karlskoga kommun", MUNICIPALITY, parents=(KARLSKOGA,)),
    Body("degerfors-kommun", "Degerfors kommun", MUNICIPALITY, parents=(KARLSKOGA,)),
    Body("linkopings-universitet", "Linköpings universitet", UNIVERSITY, "202100-3096"),
)

# Evaluations are given by those who passed. Every node of the tree either has five of them, or closes its round and
# passes them on to a parent that then has five: so none waits, and the figures are the published ones.
COHORTS: Final = (
    Cohort("linkopings-kommun", SCO, 72, 3, 17, 8, days_ago=300),
    Cohort("kinda-kommun", SCO, 13, 0, 3, 2, days_ago=280),
    Cohort("atvidabergs-kommun", SCO, 3, 0, 0, 0, days_ago=240, closes=True),
    Cohort("arbetsformedlingen", SCO, 6, 1, 1, 0, days_ago=230),
    Cohort("forsakringskassan", SCO, 4, 0, 1, 0, days_ago=220, closes=True),
    Cohort("region-ostergotland", SCO, 3, 0, 1, 0, days_ago=215, closes=True),
    Cohort("orebro-kommun", OREBRO, 18, 1, 5, 2, days_ago=260),
    Cohort("lekebergs-kommun", OREBRO, 9, 0, 2, 1, days_ago=250),
    Cohort("arbetsformedlingen", OREBRO, 5, 0, 1, 0, days_ago=210),
    Cohort("forsakringskassan", OREBRO, 3, 0, 1, 0, days_ago=205, closes=True),
    Cohort("region-orebro-lan", OREBRO, 2, 0, 1, 1, days_ago=200, closes=True),
    Cohort("fagersta-kommun", NORRA, 9, 0, 2, 1, days_ago=245),
    Cohort("sala-kommun", NORRA, 8, 0, 2, 1, days_ago=225),
    Cohort("hallstahammars-kommun", NORRA, 6, 0, 2, 0, days_ago=190),
    Cohort("norbergs-kommun", NORRA, 3, 0, 1, 0, days_ago=185, closes=True),
    Cohort("skinnskattebergs-kommun", NORRA, 2, 0, 1, 1, days_ago=180, closes=True),
    Cohort("surahammars-kommun", NORRA, 4, 1, 1, 0, days_ago=175, closes=True),
    Cohort("vasteras-stad", NORRA, 8, 1, 2, 1, days_ago=160),
    Cohort("lindesbergs-kommun", SOFINT, 5, 0, 1, 1, days_ago=195),
    Cohort("nora-kommun", SOFINT, 3, 0, 1, 1, days_ago=170, closes=True),
    Cohort("hallefors-kommun", SOFINT, 2, 0, 1, 1, days_ago=165, closes=True),
    Cohort("ljusnarsbergs-kommun", SOFINT, 1, 0, 1, 0, days_ago=150, closes=True),
    Cohort("karlskoga-kommun", KARLSKOGA, 8, 0, 2, 1, days_ago=235),
    Cohort("degerfors-kommun", KARLSKOGA, 5, 0, 1, 1, days_ago=155),
    Cohort(OSTRA, OSTRA, 2, 0, 0, 2, days_ago=145, closes=True),
    Cohort("arbetsformedlingen", OSTRA, 3, 0, 1, 0, days_ago=140, closes=True),
    Cohort("linkopings-universitet", "", 2, 0, 0, 0, days_ago=130),
    Cohort("arbetsformedlingen", "", 1, 0, 1, 0, days_ago=125),
    Cohort("", "", 3, 1, 0, 0, days_ago=120),  # "annan"
)

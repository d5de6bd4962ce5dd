"""The people who help in the demo region: invented names, with what they do and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody with a role at one or more organisations; ``key`` is how the stories name them."""

    key: str
    name: str
    role: str
    places: tuple[str, ...]
    story: str

    @property
    def email(self) -> str:
        """The address they are known by."""
        return f"{self.key}@demo.loopbrug.example"


HELPERS = (
    Helper(
        "broker", "Marije Terpstra", "broker", ("desk-midden",),
        "Marije ziet alle kandidaten van de regio. Ze let op wie op wie wacht en welke belofte in "
        "gevaar is.",
    ),
    Helper(
        "school-vo", "Wouter Overdijk", "school", ("meerpaal",),
        "Wouter doet personeelszaken bij een bestuur voor voortgezet onderwijs. Hij ziet alleen de "
        "kandidaten van zijn eigen scholen.",
    ),
    Helper(
        "school-po", "Hanneke Wolters", "school", ("bergvallei",),
        "Hanneke leidt basisscholen in Zeist en omgeving. Een van haar leraren heeft nog geen "
        "bevoegdheid en weinig tijd.",
    ),
    Helper(
        "school-mbo", "Casper Lindeboom", "school", ("mbo-midden", "mbo-eem"),
        "Casper zoekt vakmensen die in het mbo willen lesgeven en regelt hun benoeming.",
    ),
    Helper(
        "school-so", "Ruud Nijhuis", "school", ("samenspel",),
        "Ruud regelt voor een bestuur in het speciaal onderwijs wie er komt werken, en hoe dat "
        "wordt betaald.",
    ),
    Helper(
        "institute-brug", "Annelies Meinderts", "institute", ("brug",),
        "Annelies plant onderzoeken en opleidingen voor leraren in het voortgezet onderwijs.",
    ),
    Helper(
        "institute-singel", "Tobias Heuvel", "institute", ("singel",),
        "Tobias plant onderzoeken en opleidingen voor leraren in het basisonderwijs.",
    ),
    Helper(
        "institute-eemland", "Noor Ravesteijn", "institute", ("eemland",),
        "Noor plant onderzoeken en opleidingen voor leraren in het mbo.",
    ),
    Helper(
        "assessor-institute", "Fatma Yildirim", "assessor",
        ("brug", "singel", "eemland"),
        "Fatma beoordeelt bewijs vanuit de opleidingen. Ze ziet alleen de dossiers waar zij bij "
        "gevraagd is.",
    ),
    Helper(
        "assessor-field", "Sjoerd Plantinga", "assessor",
        ("meerpaal", "bergvallei", "mbo-midden"),
        "Sjoerd staat zelf voor de klas en beoordeelt bewijs vanuit het werkveld.",
    ),
    Helper(
        "f-mbo-eem-3", "Tjeerd Wassink", "assessor", ("mbo-eem",),
        "Tjeerd geeft techniek op een roc en beoordeelt wie dat ook wil. Hij ziet niet wat de "
        "andere assessor vindt totdat ze allebei klaar zijn.",
    ),
    Helper(
        "coach", "Iris Domburg", "coach", ("meerpaal", "domstad"),
        "Iris begeleidt nieuwe leraren op hun school, elke week een uur.",
    ),
    Helper(
        "foundation", "Bas Klaverweide", "foundation", ("samen-voor-de-klas",),
        "Bas beheert de gezamenlijke stichting. Hij ziet aantallen, geen mensen.",
    ),
    Helper(
        "municipality", "Gerda Hogenboom", "municipality", ("de-bilt",),
        "Gerda gaat bij de gemeente over onderwijs en werk. Ze ziet de voorstellen waarin de "
        "gemeente meebetaalt, en verder niets van een dossier.",
    ),
    Helper(
        "policy", "Lonneke Spaan", "policy", ("desk-midden",),
        "Lonneke maakt beleid voor de regio. Ze ziet aantallen, geen mensen.",
    ),
)  # fmt: skip

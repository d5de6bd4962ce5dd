"""Who keeps a catalogue: whoever works for the institute, and nobody else."""

from loopbrug.web.accounts.queries import User
from loopbrug.web.organisations.queries import Organisation
from loopbrug.web.programme.queries.register import institutes_kept_by


def may_keep_catalogue(user: User, institute: Organisation) -> bool:
    """Return whether somebody may look at, change and publish what an institute offers."""
    return institute in institutes_kept_by(user)

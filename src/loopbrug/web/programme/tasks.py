"""Long work of this room."""

from django_tasks import task

from loopbrug.web.programme.services.cohorts import reckon
from loopbrug.web.work.services import carry_out


@task()
def plan_together(run: int) -> None:
    """Plan everybody of a region, or of one institute."""
    carry_out(run, reckon)

"""Long work of this room."""

from django_tasks import task

from loopbrug.web.assessment.services.forecasts import reckon
from loopbrug.web.work.services import carry_out


@task()
def reckon_forecast(run: int) -> None:
    """Answer a question about the months to come."""
    carry_out(run, reckon)

from django_tasks import task
from tests.web.work.slow import STEPS, sleep

from loopbrug.web.accounts.models import User
from loopbrug.web.work.services import Hand, carry_out


@task()
def slow(run: int) -> None:
    carry_out(run, work)


def work(hand: Hand) -> None:
    for step in range(STEPS):
        hand.tell("slow", step, STEPS)
        sleep(hand.run.tries)
    with hand.finishing():
        User.objects.create_user(f"made-by-{hand.token}@example.nl")

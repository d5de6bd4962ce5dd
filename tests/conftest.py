"""What every test stands on."""

from django.conf import settings as product
from django_tasks import task_backends
from hypothesis import HealthCheck, settings

# How fast a busy machine draws an example says nothing about Loopbrug.
settings.register_profile("loopbrug", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("loopbrug")

# Long work is done at once, where it is asked for; a test that wants a worker starts one.
# The rooms have declared their tasks by now, so that the queue was opened already.
task_backends.settings = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
}
del task_backends["default"]
product.WORK_BESIDE = False

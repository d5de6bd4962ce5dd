"""What every test stands on."""

from hypothesis import HealthCheck, settings

# How fast a busy machine draws an example says nothing about Loopbrug.
settings.register_profile("loopbrug", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("loopbrug")

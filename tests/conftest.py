"""Settings of all tests."""

from hypothesis import HealthCheck, settings

# No test may depend on how busy the machine is, nor leave files behind.
settings.register_profile("steady", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

"""What holds for every test: no time on the wall decides, since a machine may be busy."""

from hypothesis import settings

settings.register_profile("accord", deadline=None)
settings.load_profile("accord")

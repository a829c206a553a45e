"""The phone channel: numbers that are right, readable, and one click away."""

from relance.channels.phone.call import read_phone, shown, tel_link

__all__ = ["read_phone", "shown", "tel_link"]

"""Tables of disclosure."""

from dongthuan.apps.disclosure.models import requests, requests_handling, requests_outcomes

__all__ = ["requests", "requests_handling", "requests_outcomes"]

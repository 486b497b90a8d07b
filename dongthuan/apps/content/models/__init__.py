"""Tables of content."""

from dongthuan.apps.content.models import mailings, posts, revisions, texts

__all__ = ["mailings", "posts", "revisions", "texts"]

"""Tables of content."""

from dongthuan.apps.content.models import mailings, pictures, posts, revisions, texts

__all__ = ["mailings", "pictures", "posts", "revisions", "texts"]

"""`dongthuan listen add`: fetch an address, show what is there, and add it as a source."""

import argparse

from dongthuan.apps.common.clock import now
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.newsletters import usual_way_out
from dongthuan.apps.monitoring.operations.collecting_preview import Preview, look_at
from dongthuan.apps.monitoring.operations.sources import (
    AddressTaken,
    AddressUnusable,
    SourceContent,
    save_source,
)
from dongthuan.apps.monitoring.queries.sources_wording import error_words
from dongthuan.config.cli import BadInput
from dongthuan.config.commands.listen_import import acting

SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "url", help="address of a feed, a news sitemap or a page; or the mail address that sends a newsletter"
    )
    parser.add_argument("--name", default="", help="name of the source (default: what the feed says)")
    parser.add_argument("--outlet", default="", help="the outlet that speaks (default: the name)")
    parser.add_argument("--class", dest="outlet_class", choices=Source.OutletClass.values, default="press")
    parser.add_argument("--selector", default="", help="CSS selector of the news on a page without a feed")
    parser.add_argument("--every", type=int, default=15, help="minutes between visits (default 15)")
    parser.add_argument("--look", action="store_true", help="only show what is there")
    parser.add_argument("--unseen", action="store_true", help="add it without fetching it first")


def run(args: argparse.Namespace) -> int:
    """Look, show, add."""
    preview = Preview(url=args.url, kind=Source.Kind.PAGE if args.selector else Source.Kind.FEED)
    if not args.unseen:
        preview = look_at(args.url, selector=args.selector, get=usual_way_out())
        show(preview)
    if args.look:
        return 0
    content = SourceContent(
        name=args.name or preview.title or preview.url,
        url=preview.url,
        outlet=args.outlet,
        outlet_class=args.outlet_class,
        kind=preview.kind,
        selector=args.selector,
        interval_minutes=args.every,
        is_verified=not args.unseen,
    )
    try:
        source = save_source(source=None, content=content, by=acting(), at=now())
    except AddressTaken:
        raise BadInput(f"{preview.url}: is a source already") from None
    except AddressUnusable:
        raise BadInput(f"{preview.url}: neither an http(s) address nor a mail address") from None
    print(f"added: {source.name}, every {source.interval_minutes} minutes")
    return 0


def show(preview: Preview) -> None:
    """Print what an address holds; raises BadInput where it holds nothing readable."""
    if preview.error:
        hint = f"; it names feeds: {', '.join(preview.feeds)}" if preview.feeds else ""
        raise BadInput(f"{preview.url}: {error_words(preview.error)}{hint}")
    dropped = sum(drop.count for drop in preview.dropped)
    print(
        f"{preview.kind}: {preview.title or preview.url}: {len(preview.entries)} entries, {dropped} dropped"
    )
    for entry in preview.entries[:SHOWN]:
        print(f"  {entry.title}")

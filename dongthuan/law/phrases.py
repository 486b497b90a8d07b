"""Every sentence of the law room, by code; English, marked for translation."""


def gettext_noop(text: str) -> str:
    """Return the text itself, which marks it for translation."""
    return text


STEPS = {
    "rule": gettext_noop(
        "%(name)s applies: %(instrument)s, %(article)s. It starts with: %(start_event)s; %(at)s."
    ),
    "immediate": gettext_noop("It is due at once, at %(at)s."),
    "first-day": gettext_noop("The day of the event, %(day)s, is not counted."),
    "hours": gettext_noop("Counting %(limit)s without a break, nights and days off included, to %(at)s."),
    "days": gettext_noop("Counting %(limit)s, days off included, to the end of %(last)s."),
    "working-days": gettext_noop("Counting %(limit)s, to the end of %(last)s."),
    "working-days-skipping": gettext_noop(
        "Counting %(limit)s, to the end of %(last)s; days off passed over (%(count)s): %(skipped)s."
    ),
    "months": gettext_noop("Counting %(limit)s by the calendar, to the end of %(last)s."),
    "fixed-day": gettext_noop("The last day that is in time is fixed: %(last)s."),
    "roll": gettext_noop("That day is off (%(off)s), so it ends with the next working day, %(last)s."),
    "no-roll": gettext_noop(
        "%(last)s is off (%(reason)s) but the day is not moved; the last working day before it is %(before)s."
    ),
    "pause": gettext_noop(
        "Paused from %(start)s to %(end)s (%(reason)s): %(limit)s not counted; left: %(remaining)s."
    ),
    "pause-exact": gettext_noop(
        "Paused from %(start)s to %(end)s (%(reason)s): %(microseconds)s added; it now ends at %(at)s."
    ),
    "open-pause": gettext_noop(
        "Paused since %(start)s (%(reason)s) and not resumed: there is no due day yet; left: %(remaining)s."
    ),
    "open-pause-exact": gettext_noop(
        "Paused since %(start)s (%(reason)s) and not resumed: there is no due time yet; left:"
        " %(left_minutes)s."
    ),
    "extension-hours": gettext_noop("Extended by %(limit)s, to %(at)s."),
    "extension-days": gettext_noop("Extended by %(limit)s, days off included, to the end of %(last)s."),
    "extension-working-days": gettext_noop("Extended by %(limit)s, to the end of %(last)s."),
    "extension-working-days-skipping": gettext_noop(
        "Extended by %(limit)s, to the end of %(last)s; days off passed over (%(count)s): %(skipped)s."
    ),
    "extension-months": gettext_noop("Extended by %(limit)s, to the end of %(last)s."),
    "event-day": gettext_noop("Counted back from the event; its day, %(day)s, is not counted."),
    "back-hours": gettext_noop("%(limit)s before the event, nights and days off included, is %(at)s."),
    "back-days": gettext_noop("%(limit)s before the event is %(last)s."),
    "back-working-days": gettext_noop("%(limit)s before the event is %(last)s."),
    "back-working-days-skipping": gettext_noop(
        "%(limit)s before the event is %(last)s; days off passed over (%(count)s): %(skipped)s."
    ),
    "whole-day": gettext_noop("The whole of %(last)s is still in time."),
}
NOTES = {
    "estimated": gettext_noop(
        "The days off of %(year)s are an estimate (not announced yet); the day may move when they are."
    ),
    "unverified": gettext_noop(
        "%(name)s was not compared with the legal text (%(verified)s): source %(source)s. Compare it"
        " before relying on it."
    ),
}
PROBLEMS = {
    "other": gettext_noop("The limit cannot be given."),
    "no-such-rule": gettext_noop("There is no rule “%(name)s”; the page “Rules of law” lists them all."),
    "no-such-row": gettext_noop(
        "Nothing called “%(name)s” holds on %(on)s; the page “Rules of law” lists all."
    ),
    "rule-not-yet": gettext_noop("%(name)s (%(instrument)s) holds only from %(since)s, not yet on %(on)s."),
    "rule-no-longer": gettext_noop(
        "%(name)s (%(instrument)s) no longer holds since %(gone_since)s, and no rule stands in its place"
        " on %(on)s; if one is needed, the legal officer enters it (amount, unit, article, source) on the"
        " page “Rules of law”."
    ),
    "rule-replaced": gettext_noop(
        "%(name)s (%(instrument)s) no longer holds since %(gone_since)s; for %(on)s take %(heirs)s of"
        " %(heir_instrument)s."
    ),
    "rule-replaced-unknown": gettext_noop(
        "%(name)s (%(instrument)s) no longer holds since %(gone_since)s; for %(on)s there is %(heirs)s of"
        " %(heir_instrument)s, whose limit is not known: the legal officer must enter amount, unit,"
        " article and source on the page “Rules of law”. It is not guessed."
    ),
    "no-rule-for-case": gettext_noop("%(name)s says nothing for this case (%(case)s); there are: %(rules)s."),
    "facts-needed": gettext_noop("%(name)s depends on the case: say the %(missing)s. There are: %(rules)s."),
    "several-rules": gettext_noop(
        "More than one rule is called %(name)s: %(rules)s. Name one of them, or let the legal officer end"
        " one on the page “Rules of law”."
    ),
    "limit-unknown": gettext_noop(
        "The limit of %(name)s (%(title)s; %(instrument)s) is not known and not guessed: the legal"
        " officer must enter amount, unit, article and source on the page “Rules of law”."
    ),
    "limit-not-in-law": gettext_noop(
        "%(instrument)s, %(article)s, gives no number of hours or days for %(name)s (%(title)s): the"
        " legal officer may enter the agency’s own limit on the page “Rules of law”."
    ),
    "start-naive": gettext_noop(
        "The start %(given)s has no time zone: write it as 2026-08-10T09:00:00+07:00."
    ),
    "cannot-count-back": gettext_noop("%(name)s cannot be counted back from an event in its unit."),
    "year-out-of-calendar": gettext_noop(
        "The working calendar covers the years %(first_year)s to %(last_year)s only."
    ),
    "extension-none": gettext_noop("%(name)s (%(instrument)s, %(article)s) allows no extension."),
    "extension-unit": gettext_noop(
        "%(name)s is extended in %(unit)s, at most %(amount)s; an extension in %(asked_unit)s is not"
        " possible."
    ),
    "extension-too-short": gettext_noop("An extension of %(name)s is at least 1 and at most %(limit)s."),
    "extension-too-long": gettext_noop(
        "%(name)s may be extended by at most %(limit)s; asked for: %(asked)s."
    ),
    "pause-naive": gettext_noop("A pause has a time without a time zone."),
    "pause-reversed": gettext_noop("A pause ends (%(end)s) before it starts (%(start)s)."),
    "pause-overlap": gettext_noop("The pause from %(start)s overlaps another one."),
    "pause-before-start": gettext_noop("The pause from %(start)s begins before the limit itself does."),
    "pause-after-due": gettext_noop("The pause from %(start)s begins after the limit has passed."),
    "pause-impossible": gettext_noop("%(name)s cannot be paused: its end does not move."),
    "unknown-list": gettext_noop(
        "Nothing is known of this list of the law on %(day)s: %(list)s. It is not guessed: the legal officer"
        " must enter its entries, with article and source, on the page “Lists of the law”."
    ),
}
LISTS = {
    "group": gettext_noop("groups of information that must be public"),
    "portal": gettext_noop("what must at least stand on the portal"),
    "restriction": gettext_noop("information that is restricted"),
    "override": gettext_noop("when consent is not needed"),
    "refusal": gettext_noop("grounds for refusing a request"),
    "on_request": gettext_noop("what is supplied on request"),
    "content": gettext_noop("what a request must contain"),
    "form": gettext_noop("forms of publication"),
    "fee": gettext_noop("costs of access to information"),
    "paper": gettext_noop("prescribed forms of documents"),
    "column": gettext_noop("columns of the register of public information"),
}
WORDS = {
    "hours": gettext_noop("hours"),
    "working_days": gettext_noop("working days"),
    "days": gettext_noop("days"),
    "months": gettext_noop("months"),
    "one-hours": gettext_noop("%(amount)s hour"),
    "many-hours": gettext_noop("%(amount)s hours"),
    "one-working_days": gettext_noop("%(amount)s working day"),
    "many-working_days": gettext_noop("%(amount)s working days"),
    "one-days": gettext_noop("%(amount)s day"),
    "many-days": gettext_noop("%(amount)s days"),
    "one-months": gettext_noop("%(amount)s month"),
    "many-months": gettext_noop("%(amount)s months"),
    "channel": gettext_noop("channel (office, network, post)"),
    "complexity": gettext_noop("kind of case (simple, complex; event, opinions)"),
    "agency_kind": gettext_noop("kind of agency (ministry, government-attached, province, commune, other)"),
    "office": gettext_noop("at the office"),
    "network": gettext_noop("by network"),
    "post": gettext_noop("by post or fax"),
    "simple": gettext_noop("simple, at hand"),
    "complex": gettext_noop("complex"),
    "event": gettext_noop("event with a large impact"),
    "opinions": gettext_noop("many conflicting opinions"),
    "ministry": gettext_noop("ministry or ministerial-level agency"),
    "government-attached": gettext_noop("agency attached to the Government"),
    "province": gettext_noop("provincial people’s committee"),
    "commune": gettext_noop("communal people’s committee"),
    "other": gettext_noop("another agency"),
    "more-days": gettext_noop("%(days)s and %(count)s more"),
    "hours-and-minutes": gettext_noop("%(hours)s h %(minutes)s min"),
}
FAULTS = {
    "empty": gettext_noop("This must be filled in."),
    "too-long": gettext_noop("This text is too long."),
    "not-composed": gettext_noop("This text is not in composed letters (NFC)."),
    "not-a-key": gettext_noop("A key has small letters, digits and dots, as access.answer.office.simple."),
    "not-an-alias": gettext_noop("An alias is a letter and two digits, as A08, or is left empty."),
    "out-of-range": gettext_noop("The amount must be between 1 and 10,000."),
    "amount-without-unit": gettext_noop("An amount needs a unit."),
    "unit-without-amount": gettext_noop("This unit has no amount."),
    "day-of-year": gettext_noop("Day and month belong to a fixed day of the year, and only to that."),
    "no-such-day": gettext_noop("There is no such day in the year."),
    "not-extensible": gettext_noop("Such a limit cannot be extended in that unit."),
    "no-such-condition": gettext_noop("This condition is not one that rules can have."),
    "cannot-count-back": gettext_noop("Only hours, days and working days can be counted back."),
    "no-roll-back": gettext_noop("A limit that is counted back is not moved to the next working day."),
    "ends-before-start": gettext_noop("It must end after it starts."),
    "verified-by-and-on": gettext_noop("Who compared it with the law, and when, belong together."),
}
ICS = {
    "ics-too-large": gettext_noop("The calendar file is too large."),
    "ics-not-a-calendar": gettext_noop("The file is not a calendar (.ics)."),
    "ics-empty": gettext_noop("The calendar file holds no days."),
    "ics-too-many": gettext_noop("The calendar file holds too many entries; the rest were left out."),
    "ics-recurring": gettext_noop("“%(which)s” repeats; write each of its days as an entry of its own."),
    "ics-not-whole-days": gettext_noop("“%(which)s” is not made of whole days and was left out."),
    "ics-too-long": gettext_noop("“%(which)s” lasts longer than a month and was left out."),
    "ics-broken": gettext_noop("“%(which)s” has no readable day and was left out."),
    "ics-year": gettext_noop("“%(which)s” lies in a year without a calendar and was left out."),
    "ics-contradiction": gettext_noop(
        "%(which)s is called both a day off and a working day; it was left out."
    ),
}

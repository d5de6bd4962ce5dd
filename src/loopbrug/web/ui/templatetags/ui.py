"""The components of the design system; ``/stijl/`` shows each, ``journey`` has the larger ones.

A tag that ends in ``end…`` wraps what stands between: ``{% card title="…" %} … {% endcard %}``.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from loopbrug.core.terms.finding import Confidence, LegalSource
from loopbrug.core.terms.words import Bilingual
from loopbrug.web.ui import amounts
from loopbrug.web.ui.geometry import percent
from loopbrug.web.ui.icons import path_of
from loopbrug.web.ui.parts import Crumb, Fact, Moment, Text
from loopbrug.web.ui.statuses import look_of

register = template.Library()

TONES = {
    "info": "info",
    "warning": "alert",
    "success": "check",
    "blocked": "lock",
    "error": "alert",
}


@register.filter
def euros(amount: Decimal) -> str:
    """Return an amount with its euro sign, and cents only where there are any."""
    return amounts.euros(amount)


@register.filter
def whole_euros(amount: Decimal) -> str:
    """Return an amount with its euro sign, in whole euros."""
    return amounts.euros(amount, whole=True)


@register.simple_tag
def icon(name: str, label: Text = "") -> SafeString:
    """Return the icon ``name``; without ``label`` it is decoration a screen reader passes by."""
    if label:
        return format_html(
            '<svg class="lb-icon" viewBox="0 0 24 24" role="img" aria-label="{}">'
            '<path d="{}"/></svg>',
            label,
            path_of(name),
        )
    return format_html(
        '<svg class="lb-icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        path_of(name),
    )


@register.filter
def in_language(text: Bilingual) -> str:
    """Return the text in the language of the page."""
    return text.text(get_language() or "nl")


@register.inclusion_tag("ui/components/page_head.html")
def page_head(
    title: Text,
    crumbs: Sequence[Crumb] = (),
    lead: Text = "",
    where: Text = "",
    status: str = "",
) -> dict[str, object]:
    """Show breadcrumb, title, a leading line, and a "where am I" line with a status."""
    return {"title": title, "crumbs": crumbs, "lead": lead, "where": where, "status": status}


@register.inclusion_tag("ui/components/button.html")
def button(
    label: Text,
    *,
    kind: str = "primary-action",
    icon: str = "",
    name: str = "",
    value: str = "",
    large: bool = False,
) -> dict[str, object]:
    """Show a submit button; ``kind`` is primary-action, next-action, secondary-action or subtle."""
    return {
        "label": label, "kind": kind, "icon": icon, "name": name, "value": value, "large": large,
    }  # fmt: skip


@register.inclusion_tag("ui/components/link_button.html")
def link_button(
    label: Text,
    url: str,
    *,
    kind: str = "secondary-action",
    icon: str = "",
    large: bool = False,
    about: Text = "",
) -> dict[str, object]:
    """Show a link that looks like a button; ``about`` is read out after the label."""
    return {
        "label": label, "url": url, "kind": kind, "icon": icon, "large": large, "about": about,
    }  # fmt: skip


@register.inclusion_tag("ui/components/badge.html")
def badge(status: str, word: Text = "") -> dict[str, object]:
    """Show a status with its icon and word; ``word`` says it otherwise than the table does."""
    look = look_of(status)
    return {"look": look, "word": word or look.word}


@register.simple_block_tag
def card(
    content: str, title: Text = "", level: int = 2, quiet: bool = False, status: str = ""
) -> SafeString:
    """Show a card around ``content``, with a title of heading ``level`` and a status badge."""
    return render_to_string(
        "ui/components/card.html",
        {"content": content, "title": title, "level": level, "quiet": quiet, "status": status},
    )


@register.simple_block_tag
def callout(content: str, tone: str = "info", title: Text = "", level: int = 2) -> SafeString:
    """Show a note; ``tone`` is info, warning, success, blocked or error."""
    return render_to_string(
        "ui/components/callout.html",
        {"content": content, "tone": tone, "icon": TONES[tone], "title": title, "level": level},
    )


@register.simple_block_tag
def why(content: str, summary: Text, opened: bool = False) -> SafeString:
    """Show what explains something, behind a line one can open."""
    return render_to_string(
        "ui/components/why.html", {"content": content, "summary": summary, "opened": opened}
    )


@register.simple_block_tag
def empty(content: str, title: Text, icon: str = "anchor", level: int = 2) -> SafeString:
    """Show that there is nothing yet, and in ``content`` what to do about it."""
    return render_to_string(
        "ui/components/empty.html",
        {"content": content, "title": title, "icon": icon, "level": level},
    )


@register.inclusion_tag("ui/components/facts.html")
def facts(rows: Sequence[Fact]) -> dict[str, object]:
    """Show terms with what they are, each with a note and a link to change it where given."""
    return {"rows": rows}


@register.inclusion_tag("ui/components/data_table.html")
def data_table(
    caption: Text,
    headers: Sequence[Text],
    rows: Sequence[Sequence[object]],
    caption_hidden: bool = False,
) -> dict[str, object]:
    """Show a table that stacks on a narrow page; the first cell of a row is its header."""
    return {
        "caption": caption,
        "headers": headers,
        "rows": [list(zip(headers, row, strict=True)) for row in rows],
        "caption_hidden": caption_hidden,
    }


@register.inclusion_tag("ui/components/timeline.html")
def timeline(moments: Sequence[Moment]) -> dict[str, object]:
    """Show what happened or will, in the order given."""
    return {"moments": [(m, look_of(m.status) if m.status else None) for m in moments]}


@register.inclusion_tag("ui/components/progress.html")
def progress(step: int, steps: int, of_what: Text = "") -> dict[str, object]:
    """Show "Stap 2 van 6", with the same as a walk over a gangway."""
    return {"step": step, "steps": steps, "of_what": of_what, "at": percent(step, steps)}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """Show every error of a form at once, above it, each a link to its field."""
    return {"form": form, "faults": [field for field in form if field.errors]}


@register.simple_tag
def field(bound: BoundField, large: bool = False) -> SafeString:
    """Show one field with label, help and errors; ``large`` makes its label the page's title."""
    return bound.render("django/forms/field.html", {"field": bound, "large": large})


@register.inclusion_tag("ui/components/legal_ground.html")
def legal_ground(source: LegalSource | None) -> dict[str, object]:
    """Show the law something rests on, how sure we are of it, and the date of the text."""
    sure = source is not None and source.confidence is not Confidence.REMEMBERED
    derived = source is not None and source.confidence is Confidence.DERIVED
    return {"source": source, "sure": sure, "derived": derived}


@register.inclusion_tag("ui/components/as_of.html")
def as_of(day: date) -> dict[str, object]:
    """Show "Stand per", the day a page was computed for."""
    return {"day": day}


@register.inclusion_tag("ui/components/language_switch.html", takes_context=True)
def language_switch(context: Context) -> Mapping[str, Any]:
    """Show a button for every other language; it comes back to the same page."""
    return _with_path(context, {"language": get_language() or "nl"})


@register.inclusion_tag("ui/components/theme_switch.html", takes_context=True)
def theme_switch(context: Context) -> Mapping[str, Any]:
    """Show the choice between light, dark, and what the device prefers."""
    return _with_path(context, {"theme": context.get("theme", "")})


def _with_path(context: Context, more: dict[str, object]) -> Mapping[str, Any]:
    request = context.get("request")
    path = request.get_full_path() if request is not None else "/"
    return {"path": path, "csrf_token": context.get("csrf_token"), **more}

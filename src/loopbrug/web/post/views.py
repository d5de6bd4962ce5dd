"""What Loopbrug wrote to me, and what I want to be written."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from loopbrug.web.accounts.queries import User
from loopbrug.web.post.queries import letters_to, wants_reminders
from loopbrug.web.post.services.reminding import keep_wish

LETTERS = 50


class WishForm(forms.Form):
    """Whether somebody wants reminders."""

    reminders = forms.BooleanField(
        label=gettext_lazy("Stuur me herinneringen, hoogstens één e-mail per dag"), required=False
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show the letters to the visitor, and let them choose about reminders."""
    if not isinstance(request.user, User):
        raise Http404
    user = request.user
    form = WishForm(request.POST or {"reminders": wants_reminders(user)})
    if request.method == "POST" and form.is_valid():
        keep_wish(user=user, reminders=form.cleaned_data["reminders"])
        messages.success(request, _("Je keuze is bewaard."))
        return redirect("post:mine")
    context = {"form": form, "letters": letters_to(user)[:LETTERS]}
    return render(request, "post/mine.html", context)

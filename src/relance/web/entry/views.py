"""Sign in with a one-time link, sign out.

Following the link changes nothing: mail scanners open links. The button does.
"""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from relance.office import sign_in
from relance.web.doors import open_to_all, readers_too


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """GET shows the button, POST uses the token up."""
    if request.method == "GET":
        if request.user.is_authenticated and "jeton" not in request.GET:
            return redirect("today")
        token = request.GET.get("jeton", "")[:200]
        return render(request, "web/entry/enter.html", {"token": token})
    user = sign_in.take(request.POST.get("jeton", "")[:200])
    if user is None:
        return render(request, "web/entry/enter.html", {"refused": True}, status=403)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return redirect("today")


@readers_too
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("enter")

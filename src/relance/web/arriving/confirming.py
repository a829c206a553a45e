"""stub"""

from django.http import Http404


def confirm(request, key):
    raise Http404


forget = confirm

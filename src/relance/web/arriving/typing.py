"""stub"""
from django.http import Http404
def typed(request): raise Http404

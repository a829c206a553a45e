"""stub"""
from django.http import Http404
def index(request): raise Http404
def edit(request, kind): raise Http404

"""Each test of this folder is a story: its docstring is what happens."""

from __future__ import annotations

import pytest

from tests.stories.story import Story


@pytest.fixture
def story(request: pytest.FixtureRequest) -> Story:
    """The story told in the docstring of the test."""
    told = request.function.__doc__
    assert told, "a story is told in its docstring"
    return Story(told)

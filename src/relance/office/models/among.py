"""`key__among=[…]`: many keys as one parameter, where `__in` writes one for each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Lookup = models.Lookup[Any]  # generic for the type checker alone
else:
    _Lookup = models.Lookup


class Among(_Lookup):
    """True when the value is one of these whole numbers.

    A thousand parameters cost more to write and to parse than the rows they name.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        listed = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - a column of ours
        return listed, (*given, json.dumps(list(self.rhs)))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", (*given, list(self.rhs))


for _field in (models.BigAutoField, models.ForeignKey):
    _field.register_lookup(Among)

"""The verbs of a Session that end records for good, bring them back, or make one of several."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_org import dml
from mock_org.dml import MergeResult, SaveResult
from mock_org.org.view import View


class Recycling(View):
    """Undelete, empty the Recycle Bin, hard delete, merge."""

    def undelete_many(self, record_ids: Sequence[str], *, all_or_none: bool = True) -> list[SaveResult]:
        """Bring records back from the Recycle Bin: a SaveResult each; with all_or_none, one fault and none is back."""
        return dml.undelete(self.save_context(), record_ids, all_or_none)

    def empty_recycle_bin(self, record_ids: Sequence[str]) -> list[SaveResult]:
        """Throw deleted records away for good: a SaveResult each."""
        return dml.empty_recycle_bin(self.save_context(), record_ids)

    def hard_delete_many(self, record_ids: Sequence[str], *, all_or_none: bool = True) -> list[SaveResult]:
        """Delete records past the Recycle Bin: a SaveResult each.

        Raises FEATURENOTENABLED without the permission Bulk API Hard Delete.
        """
        return dml.hard_delete(self.save_context(), record_ids, all_or_none)

    def merge(self, sobject_name: str, master: Mapping[str, Any], losers: Sequence[str]) -> MergeResult:
        """Merge up to two records into the master, which names its `Id` and the values that it is to have."""
        return dml.merge(self.save_context(), self.writable(sobject_name).name, master, losers)

"""The page Company Information."""

from collections.abc import Sequence

from e2e.setup.visitor import SetupVisitor
from factories import Refused

PATH = "/lightning/setup/CompanyProfileInfo/home"


class BrowserLicenseSetup:
    """Its tables, and the sentences under Members or Log-Ins."""

    def __init__(self, visitor: SetupVisitor) -> None:
        self._visitor = visitor

    def seats(self, name: str) -> tuple[int, int, int]:
        """User Licenses."""
        return self._seats("User Licenses", name)

    def permission_set_seats(self, name: str) -> tuple[int, int, int]:
        """Permission Set Licenses."""
        return self._seats("Permission Set Licenses", name)

    def log_ins(self, name: str) -> tuple[int, int, int]:
        """Usage-based Entitlements."""
        _, allowance, used, billable = self._row("Usage-based Entitlements", name)
        return int(allowance), int(used), int(billable)

    def log_ins_by_month(self) -> list[tuple[int, int]]:
        """The table under the chart, which has two bars a month."""
        rows = [row[1:] for row in self._rows("Log-Ins by Month")]
        drawing = self._visitor.main.get_by_role("img", name="Log-ins and billable user-days")
        bars = drawing.locator("rect").count()
        if bars != 2 * len(rows):
            raise Refused(f"The chart has {bars} bars for {len(rows)} months.")
        return [(int(log_ins), int(user_days)) for log_ins, user_days, *_ in rows]

    def comparison(self) -> list[str]:
        """Members or Log-Ins."""
        self._visitor.open(PATH)
        region = self._visitor.main.get_by_role("region", name="Members or Log-Ins")
        return region.get_by_role("listitem").all_inner_texts()

    def _seats(self, table: str, name: str) -> tuple[int, int, int]:
        _, total, used, remaining, *_ = self._row(table, name)
        return int(total), int(used), int(remaining)

    def _row(self, table: str, name: str) -> Sequence[str]:
        found = [row[1:] for row in self._rows(table) if row[0] == name]
        if not found:
            raise Refused(f"{table} shows no {name}.")
        return found[0]

    def _rows(self, table: str) -> list[list[str]]:
        """The cells of the table's rows, the headers of rows included."""
        self._visitor.open(PATH)
        rows = self._visitor.main.get_by_role("table", name=table, exact=True).get_by_role("row").all()
        return [row.get_by_role("rowheader").or_(row.get_by_role("cell")).all_inner_texts() for row in rows[1:]]

"""What a slow step wrote to the database, kept as rows: the second test that needs it puts them back in a moment."""

from django.db import connection, transaction

Rows = tuple[list[str], list[tuple]]


class Snapshots:
    """Snapshots by name. One is put back where its tables hold what they held before the step, else not at all."""

    def __init__(self):
        self._taken = {}

    def take(self, name, step):
        """Runs the step and keeps the tables that it changed."""
        before = _everything()
        step()
        after = _everything()
        changed = {table: rows for table, rows in after.items() if rows != before[table]}
        self._taken[name] = ({table: before[table] for table in changed}, changed)

    def put_back(self, name):
        """True if the step's rows are there now."""
        if name not in self._taken:
            return False
        before, changed = self._taken[name]
        if any(_rows(table) != rows for table, rows in before.items()):
            return False
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in changed.items():
                names = ", ".join(connection.ops.quote_name(column) for column in columns)
                marks = ", ".join(["%s"] * len(columns))
                where = connection.ops.quote_name(table)
                cursor.execute(f"DELETE FROM {where}")
                cursor.executemany(f"INSERT INTO {where} ({names}) VALUES ({marks})", rows)
            _count_on(cursor, changed)
        return True


def _everything() -> dict[str, Rows]:
    return {table: _rows(table) for table in connection.introspection.table_names() if "_fts" not in table}


def _rows(table) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
        return [column[0] for column in cursor.description], cursor.fetchall()


def _count_on(cursor, changed) -> None:
    """PostgreSQL counts ids on its own; SQLite goes by the rows."""
    if connection.vendor == "postgresql":
        for table, (columns, _found) in changed.items():
            if "id" in columns:
                cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
                (sequence,) = cursor.fetchone()
                if sequence:
                    cursor.execute(f'SELECT setval(%s, (SELECT COALESCE(MAX(id), 1) FROM "{table}"))', [sequence])

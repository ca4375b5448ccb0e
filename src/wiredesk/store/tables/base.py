"""What all tables share: their metadata, row ids, the column that names a report. Not for: any table."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts rows by itself only for a plain INTEGER.
RowId = BigInteger().with_variant(Integer(), "sqlite")


def row_id() -> Column[int]:
    """Return the column of a table's own row ids; with `sqlite_autoincrement` no id is given twice, not even after a removal."""
    return Column("id", RowId, primary_key=True, autoincrement=True)


def of_report(*, is_key: bool = False) -> Column[int]:
    """Return the column that names the report a row belongs to."""
    return Column("report_id", RowId, ForeignKey("report.id"), primary_key=is_key, nullable=False, autoincrement=False)

"""Ties, replies to requests, and on PostgreSQL the words of texts kept, so that phrases are found without analysing."""

from alembic import op

from onrecord.ledger.migrations.snapshot import statements

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; on PostgreSQL, the column of words and its index."""
    connection = op.get_bind()
    for statement in statements(revision, connection.dialect.name):
        connection.exec_driver_sql(statement)

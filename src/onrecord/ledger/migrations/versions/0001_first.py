"""The first tables."""

from alembic import op

from onrecord.ledger import guards, schema

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and full-text index."""
    connection = op.get_bind()
    schema.metadata.create_all(connection)
    full_text = guards.sqlite_full_text if connection.dialect.name == "sqlite" else guards.postgresql_full_text
    for statement in full_text():
        op.execute(statement)

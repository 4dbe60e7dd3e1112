"""What the application's role may do: read and write rows, but never rewrite what is append-only."""

import psycopg
from psycopg import sql

# A table says that it is append-only by a trigger that calls this function (architecture, decision 7).
REFUSING_FUNCTION = "record_refuse"

GRANTS = """
GRANT CONNECT ON DATABASE {database} TO {role};
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role};
REVOKE TRUNCATE, TRIGGER, REFERENCES ON ALL TABLES IN SCHEMA public FROM {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, USAGE ON SEQUENCES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {role};
"""

APPEND_ONLY = """
SELECT DISTINCT relation.relname FROM pg_trigger AS trigger
JOIN pg_proc AS function ON function.oid = trigger.tgfoid
JOIN pg_class AS relation ON relation.oid = trigger.tgrelid
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE function.proname = %s AND namespace.nspname = 'public' AND NOT trigger.tgisinternal
ORDER BY relation.relname
"""


def grant(owner_url: str, application_role: str) -> list[str]:
    """Give the role its rights on every table there is; gives the names of the tables that it may only append to."""
    with psycopg.connect(owner_url) as connection:
        names = {
            "database": sql.Identifier(connection.info.dbname),
            "role": sql.Identifier(application_role),
        }
        connection.execute(sql.SQL(GRANTS).format(**names))
        tables = [str(name) for (name,) in connection.execute(APPEND_ONLY, [REFUSING_FUNCTION])]
        for table in tables:
            revoke = "REVOKE UPDATE, DELETE ON {table} FROM {role}"
            connection.execute(sql.SQL(revoke).format(table=sql.Identifier("public", table), role=names["role"]))
    return tables

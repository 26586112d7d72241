"""For a Lambda function: psycopg 3, one connection, rows as dictionaries.

PGHOST, PGPORT, PGDATABASE and PGUSER say where and as whom, PGSSLROOTCERT names the CA bundle of RDS
(global-bundle.pem), AWS_REGION the region. Through a tunnel PGHOST stays the cluster's own name, which
its certificate bears; PGHOSTADDR and TUNNEL_PORT are the tunnel's end.
"""

import os

import psycopg
from psycopg.rows import dict_row

from iam_token import iam_token


def connect() -> psycopg.Connection:
    return psycopg.connect(
        port=os.environ.get("TUNNEL_PORT", os.environ["PGPORT"]),
        password=iam_token(),
        sslmode="verify-full",
        connect_timeout=10,
        row_factory=dict_row,
    )


if __name__ == "__main__":
    with connect() as connection:
        print(connection.execute("select session_user as who").fetchone()["who"])

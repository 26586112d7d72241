#!/bin/sh
# Opens psql on the database with a token of IAM, which is good for 15 minutes to log in with.
#   PGHOST, PGPORT, PGDATABASE  the cluster's own host name, and what else the SSM parameters say
#   PGUSER                      a role that logs in with IAM, such as pii_app
#   PGSSLROOTCERT               CA bundle of RDS (global-bundle.pem)
#   PGHOSTADDR, TUNNEL_PORT     127.0.0.1 and the port of an open tunnel, where there is one
set -eu
PGPASSWORD="$(aws rds generate-db-auth-token \
    --hostname "$PGHOST" --port "$PGPORT" --username "$PGUSER" --region "$AWS_REGION")"
export PGPASSWORD PGSSLMODE=verify-full PGPORT="${TUNNEL_PORT:-$PGPORT}" PGCONNECT_TIMEOUT=10
exec psql "$@"

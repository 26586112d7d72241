"""A token of IAM to log in to the database with."""

import os

import boto3


def iam_token() -> str:
    """Good for 15 minutes; signed here, without a call to AWS."""
    return boto3.client("rds", region_name=os.environ["AWS_REGION"]).generate_db_auth_token(
        DBHostname=os.environ["PGHOST"],
        Port=int(os.environ["PGPORT"]),
        DBUsername=os.environ["PGUSER"],
    )

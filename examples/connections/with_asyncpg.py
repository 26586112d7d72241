"""For FastAPI: a pool of asyncpg. The settings are those of with_psycopg.py."""

import asyncio
import os
import ssl

import asyncpg

from iam_token import iam_token


class ClusterContext(ssl.SSLContext):
    """Verifies the certificate, and that it bears PGHOST even where a tunnel's end is dialled."""

    def wrap_bio(self, *args, server_hostname=None, **options):
        return super().wrap_bio(*args, server_hostname=os.environ["PGHOST"], **options)


async def create_pool() -> asyncpg.Pool:
    context = ClusterContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(os.environ["PGSSLROOTCERT"])
    return await asyncpg.create_pool(
        host=os.environ.get("PGHOSTADDR", os.environ["PGHOST"]),
        port=int(os.environ.get("TUNNEL_PORT", os.environ["PGPORT"])),
        database=os.environ["PGDATABASE"],
        user=os.environ["PGUSER"],
        # Called for each new connection, which gets a new token.
        password=iam_token,
        ssl=context,
        min_size=1,
        max_size=10,
        timeout=10,
    )


async def main() -> None:
    async with await create_pool() as pool:
        print(await pool.fetchval("select session_user"))


if __name__ == "__main__":
    asyncio.run(main())

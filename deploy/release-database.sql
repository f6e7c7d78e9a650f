-- The release database: published figures, apart from everything they were made from.
--
-- Goldseam reads them through a login of its own, which can read one table and nothing else. Run
-- this once on the server that holds the main database, as a superuser (it may be run again):
--
--   psql -X -v main=goldseam -v owner=goldseam -v release=goldseam_release \
--     -v login=goldseam_reader -v password="$(cat reader.password)" \
--     -f deploy/release-database.sql "postgresql://postgres@localhost/postgres"
--
-- `main` is the database of DATABASE_URL and `owner` the role in it; `release`, `login` and
-- `password` are yours to choose. Then set
--
--   GOLDSEAM_RELEASE_URL=postgresql://goldseam_reader:<password>@localhost/goldseam_release
--
-- Afterwards only `owner` and superusers may connect to the main database: grant CONNECT to
-- whoever else needs it. The login can still see what PostgreSQL shows to everybody, such as how
-- busy the server is as a whole; it can't see how busy any table of the main database is.

\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I', :'login')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'login') \gexec
ALTER ROLE :"login" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS
  PASSWORD :'password';
ALTER ROLE :"login" SET default_transaction_read_only = on;

SELECT format('CREATE DATABASE %I OWNER %I', :'release', :'owner')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'release') \gexec

-- By default everybody may connect to every database, and then count what its tables do.
GRANT CONNECT, TEMPORARY ON DATABASE :"main" TO :"owner";
REVOKE CONNECT, TEMPORARY ON DATABASE :"main" FROM PUBLIC, :"login";
REVOKE ALL ON DATABASE :"release" FROM PUBLIC, :"login";
GRANT CONNECT ON DATABASE :"release" TO :"login";

\connect :"release"

REVOKE ALL ON SCHEMA public FROM PUBLIC, :"login";
GRANT ALL ON SCHEMA public TO :"owner";
GRANT USAGE ON SCHEMA public TO :"login";
-- Goldseam makes its table when it starts.
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT SELECT ON TABLES TO :"login";
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, :"login";
GRANT SELECT ON ALL TABLES IN SCHEMA public TO :"login";

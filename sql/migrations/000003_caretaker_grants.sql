-- The caretaker sees which migrations have been applied, so that it can say whether all have.
grant usage on schema pii_migrations to pii_caretaker;
grant select on pii_migrations.ledger to pii_caretaker;

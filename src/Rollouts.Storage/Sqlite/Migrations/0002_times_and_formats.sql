-- The format that a build must know to work on a row. A build claims what it can read and leaves the rest to others.
alter table driving add column format integer not null default 1;

-- A row that each process writes to show that the store takes writes.
create table heartbeats (
    process text not null primary key,
    beat_at integer not null
) strict;

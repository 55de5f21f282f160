-- What is kept of a due time. The epoch asks for now by this clock, and no time further ahead than five minutes is kept: a
-- clock that was ahead for a moment must not keep a rollout from being looked at.
create function due_at(asked timestamptz) returns timestamptz language sql volatile as $$
    select case
        when asked is null then null
        when asked <= timestamptz 'epoch' then store_now()
        else least(asked, store_now() + interval '5 minutes')
    end
$$;

-- The format that a build must know to work on a row. A build claims what it can read and leaves the rest to others.
alter table driving add column format integer not null default 1;

-- A row that each process writes to show that the store takes writes.
create table heartbeats (
    process text primary key,
    beat_at timestamptz not null
);

-- Moments are microseconds since 1970 in UTC. Rollouts are known by 32 hexadecimal digits.

create table streams (
    name text not null primary key,
    version integer not null,
    head blob not null,
    state text
) strict;

-- What happened, for ever. Rows are added and never changed.
create table entries (
    stream text not null,
    version integer not null,
    event text not null,
    at integer not null,
    by text not null,
    cause text not null,
    cause_key text,
    reason text not null,
    data text not null,
    hash blob not null,
    primary key (stream, version)
) strict;

-- Apart from the state, because it changes with every look at a rollout and the state does not.
create table driving (
    rollout text not null primary key,
    due integer,
    lease integer not null default 0,
    held_until integer,
    holder text
) strict;

create index driving_due on driving (due) where due is not null;

create table rollouts (
    id text not null primary key,
    service text not null,
    environment text not null,
    version text not null,
    owner text,
    status text not null,
    place text not null,
    opened_at integer not null,
    ended_at integer
) strict;

create index rollouts_opened on rollouts (opened_at desc, id desc);
create index rollouts_live on rollouts (opened_at desc, id desc) where ended_at is null;
create index rollouts_service on rollouts (service, environment, opened_at desc, id desc);

-- When to ask, apart from what was gathered: the first changes twice for every answer, and is small.
create table asking (
    rollout text not null,
    question text not null,
    due integer not null,
    lease integer not null default 0,
    held_until integer,
    holder text,
    primary key (rollout, question)
) strict;

create index asking_due on asking (due);

create table questions (
    rollout text not null,
    question text not null,
    terms text not null,
    evidence blob not null,
    primary key (rollout, question)
) strict;

create table pages (
    rollout text not null,
    question text not null,
    first integer not null,
    begins integer not null,
    ends integer not null,
    ticks blob not null,
    primary key (rollout, question, first)
) strict;

create index pages_ends on pages (ends);

create table outbox (
    id integer primary key autoincrement,
    stream text not null,
    channel text not null,
    key text not null,
    kind text not null,
    body text not null,
    written_at integer not null,
    due integer not null,
    attempts integer not null default 0,
    lease integer not null default 0,
    held_until integer,
    holder text,
    standing text not null default 'open' check (standing in ('open', 'sent', 'dead')),
    sent_at integer,
    error text,
    unique (stream, channel, key)
) strict;

create index outbox_open on outbox (stream, channel, id) where standing = 'open';
create index outbox_due on outbox (due) where standing = 'open';
create index outbox_sent on outbox (sent_at) where standing = 'sent';
create index outbox_dead on outbox (id) where standing = 'dead';

create table requests (
    caller text not null,
    key text not null,
    digest text not null,
    received_at integer not null,
    status integer,
    body text,
    primary key (caller, key)
) strict;

create index requests_received on requests (received_at);

create table checkpoints (
    id integer primary key autoincrement,
    at integer not null,
    heads text not null,
    seal text not null
) strict;

create index checkpoints_at on checkpoints (at);

-- The number that the last lease got. It never goes back, so a lease of something that was dropped and made again is
-- not mistaken for a new one.
create table leases (
    only integer primary key check (only = 1),
    last integer not null
) strict;

insert into leases (only, last) values (1, 0);

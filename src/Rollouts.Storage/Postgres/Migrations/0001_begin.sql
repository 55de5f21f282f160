-- Names of streams are compared byte by byte, so that their order is the same in every locale.
--
-- Tables that change with every look at a rollout or every answer of a source are narrow, and their pages are left half
-- empty: a change that touches no index then stays in its page and costs no index write.

-- The store's clock, in one place: everything is decided by it, whoever decides.
create function store_now() returns timestamptz language sql volatile as 'select clock_timestamp()';

-- Numbers for leases. They never go back, so a lease of something that was dropped and made again is not mistaken for
-- a new one.
create sequence leases;

create table streams (
    name text collate "C" primary key,
    version integer not null,
    head bytea not null,
    state text
) with (fillfactor = 70);

-- What happened, for ever. Rows are added and never changed. The documents are text, because what is hashed must come
-- back letter by letter; jsonb would write numbers its own way.
create table entries (
    stream text collate "C" not null,
    version integer not null,
    event text not null,
    at timestamptz not null,
    by text not null,
    cause text not null,
    cause_key text,
    reason text not null,
    data text not null,
    hash bytea not null,
    primary key (stream, version)
);

-- Apart from the state, because it changes with every look at a rollout and the state does not.
create table driving (
    rollout uuid primary key,
    due timestamptz,
    lease bigint not null default 0,
    held_until timestamptz,
    holder text
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

create index driving_due on driving (due) where due is not null;

create table rollouts (
    id uuid primary key,
    service text not null,
    environment text not null,
    version text not null,
    owner text,
    status text not null,
    place text not null,
    opened_at timestamptz not null,
    ended_at timestamptz
) with (fillfactor = 70);

create index rollouts_opened on rollouts (opened_at desc, id desc);
create index rollouts_live on rollouts (opened_at desc, id desc) where ended_at is null;
create index rollouts_service on rollouts (service, environment, opened_at desc, id desc);

-- When to ask, apart from what was gathered: the first changes twice for every answer, and is small.
create table asking (
    rollout uuid not null,
    question text collate "C" not null,
    due timestamptz not null,
    lease bigint not null default 0,
    held_until timestamptz,
    holder text,
    primary key (rollout, question)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

create index asking_due on asking (due);

create table questions (
    rollout uuid not null,
    question text collate "C" not null,
    terms text not null,
    evidence bytea not null,
    primary key (rollout, question)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, toast_tuple_target = 4080);

-- Evidence is packed already, and changes with every answer: it stays in the row, for beside it each change would be
-- three.
alter table questions alter column evidence set storage external;

create table pages (
    rollout uuid not null,
    question text collate "C" not null,
    first bigint not null,
    begins timestamptz not null,
    ends timestamptz not null,
    ticks bytea not null,
    primary key (rollout, question, first)
);

alter table pages alter column ticks set storage external;
create index pages_ends on pages (ends);

create table outbox (
    id bigint generated always as identity primary key,
    stream text collate "C" not null,
    channel text collate "C" not null,
    key text collate "C" not null,
    kind text not null,
    body text not null,
    written_at timestamptz not null,
    due timestamptz not null,
    attempts integer not null default 0,
    lease bigint not null default 0,
    held_until timestamptz,
    holder text,
    standing text not null default 'open' check (standing in ('open', 'sent', 'dead')),
    sent_at timestamptz,
    error text,
    unique (stream, channel, key)
);

create index outbox_open on outbox (stream, channel, id) where standing = 'open';
create index outbox_due on outbox (due) where standing = 'open';
create index outbox_sent on outbox (sent_at) where standing = 'sent';
create index outbox_dead on outbox (id) where standing = 'dead';

create table requests (
    caller text collate "C" not null,
    key text collate "C" not null,
    digest text not null,
    received_at timestamptz not null,
    status integer,
    body text,
    primary key (caller, key)
);

create index requests_received on requests (received_at);

create table checkpoints (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    heads text not null,
    seal text not null
);

create index checkpoints_at on checkpoints (at);

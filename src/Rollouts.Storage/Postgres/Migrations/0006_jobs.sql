-- Background jobs of callers, and their results in parts, which are compressed already.
create table jobs (
    id uuid primary key,
    owner text not null,
    kind text not null,
    request text not null,
    status text not null,
    attempt integer not null default 0,
    done bigint not null default 0,
    total bigint,
    message text,
    content_type text,
    created_at timestamptz not null,
    touched_at timestamptz not null,
    ended_at timestamptz
);

-- An owner has at most one live job of a kind.
create unique index jobs_live on jobs (owner, kind) where status in ('waiting', 'running');
create index jobs_of_owner on jobs (owner, created_at);
create index jobs_ended on jobs (ended_at) where ended_at is not null;

create table job_parts (
    job uuid not null references jobs (id) on delete cascade,
    attempt integer not null,
    number integer not null,
    part bytea not null,
    primary key (job, attempt, number)
);

alter table job_parts alter column part set storage external;

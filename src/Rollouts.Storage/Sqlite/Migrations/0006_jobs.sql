-- Background jobs of callers, and their results in parts, which are compressed already.
create table jobs (
    id text not null primary key,
    owner text not null,
    kind text not null,
    request text not null,
    status text not null,
    attempt integer not null default 0,
    done integer not null default 0,
    total integer,
    message text,
    content_type text,
    created_at integer not null,
    touched_at integer not null,
    ended_at integer
) strict;

-- An owner has at most one live job of a kind.
create unique index jobs_live on jobs (owner, kind) where status in ('waiting', 'running');
create index jobs_of_owner on jobs (owner, created_at);
create index jobs_ended on jobs (ended_at) where ended_at is not null;

create table job_parts (
    job text not null,
    attempt integer not null,
    number integer not null,
    part blob not null,
    primary key (job, attempt, number)
) strict;

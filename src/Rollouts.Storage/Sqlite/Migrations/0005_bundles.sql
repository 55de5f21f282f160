-- The evidence of a rollout, sealed at its end and kept as long as its log.
create table bundles (
    rollout text not null primary key,
    sealed_at integer not null,
    bundle blob not null
) strict;

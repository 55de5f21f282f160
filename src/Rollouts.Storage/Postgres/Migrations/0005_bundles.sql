-- The evidence of a rollout, sealed at its end and kept as long as its log. It is compressed already.
create table bundles (
    rollout uuid primary key,
    sealed_at timestamptz not null,
    bundle bytea not null
);

alter table bundles alter column bundle set storage external;

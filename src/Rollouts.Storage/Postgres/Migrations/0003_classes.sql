-- The class of what is due, the most urgent first: 0 rollback, 1 command, 2 deadline, 4 forward, 5 start. Builds from
-- before this column leave it as it is; what they write is claimed with the forward moves.
alter table driving add column class smallint not null default 4;

-- A claim takes the most urgent class first. The index on due alone stays, for what is overdue.
create index driving_class on driving (class, due) where due is not null;

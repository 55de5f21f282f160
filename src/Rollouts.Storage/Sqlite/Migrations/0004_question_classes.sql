-- The class of a question: 3 for a rollout that is under way, 5 for one that waits in the queue. What is under way is asked
-- first.
alter table asking add column class integer not null default 3;

drop index asking_due;
create index asking_class on asking (class, due);

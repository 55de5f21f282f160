PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migrations (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at integer not null
) strict;
INSERT INTO migrations VALUES(1,'begin','d162c4a5b7c8d4c6e774aab4d89bd144869ae8fe7f566cf9cf0261ec46e20f83',1795264565199578);
CREATE TABLE streams (
    name text not null primary key,
    version integer not null,
    head blob not null,
    state text
) strict;
INSERT INTO streams VALUES('rollout/00000001000000000000000000000001',3,X'd74af18f9604afb7ddb71e5728b466f6cb50d6e8f6a7e634b58b9a57d43467d7','{ "é": 1 }');
INSERT INTO streams VALUES('service/prod/checkout',1,X'e55a3f0d6cfad9c22dbf2c2e5ed2d48c602c65b045d6428529d54717399e1687',NULL);
CREATE TABLE entries (
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
INSERT INTO entries VALUES('rollout/00000001000000000000000000000001',1,'test.happened.v1',1772445600123457,'{"kind":"person","name":"ada"}','command','key-1','because','{ "z": 1.50, "n": 1, "a": [1e3, "é"] }',X'aed7f5ad2c76357f7c2ee07fad71c22eaacfaa47849d7062ea869a26ed793f75');
INSERT INTO entries VALUES('rollout/00000001000000000000000000000001',2,'test.happened.v1',1772445600123458,'{"kind":"person","name":"ada"}','command',NULL,'because','{ "z": 1.50, "n": 2, "a": [1e3, "é"] }',X'c54d34e6c19fb1685fe44d212ba27884e9c66f0326f2acc89a55bdbb4f9eea13');
INSERT INTO entries VALUES('rollout/00000001000000000000000000000001',3,'test.happened.v1',1772445600123459,'{"kind":"person","name":"ada"}','command','key-3','because','{ "z": 1.50, "n": 3, "a": [1e3, "é"] }',X'd74af18f9604afb7ddb71e5728b466f6cb50d6e8f6a7e634b58b9a57d43467d7');
INSERT INTO entries VALUES('service/prod/checkout',1,'test.happened.v1',1772445600123457,'{"kind":"person","name":"ada"}','command','key-1','because','{ "z": 1.50, "n": 1, "a": [1e3, "é"] }',X'e55a3f0d6cfad9c22dbf2c2e5ed2d48c602c65b045d6428529d54717399e1687');
CREATE TABLE driving (
    rollout text not null primary key,
    due integer,
    lease integer not null default 0,
    held_until integer,
    holder text
) strict;
INSERT INTO driving VALUES('00000001000000000000000000000001',1772445600123456,0,NULL,NULL);
CREATE TABLE rollouts (
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
INSERT INTO rollouts VALUES('00000001000000000000000000000001','checkout','prod','v1','ada é','running','step 1 of 3',1772445600123456,NULL);
CREATE TABLE asking (
    rollout text not null,
    question text not null,
    due integer not null,
    lease integer not null default 0,
    held_until integer,
    holder text,
    primary key (rollout, question)
) strict;
INSERT INTO asking VALUES('00000001000000000000000000000001','check/errors',1772445600123456,1,NULL,'worker');
CREATE TABLE questions (
    rollout text not null,
    question text not null,
    terms text not null,
    evidence blob not null,
    primary key (rollout, question)
) strict;
INSERT INTO questions VALUES('00000001000000000000000000000001','check/errors','{}',X'07');
CREATE TABLE pages (
    rollout text not null,
    question text not null,
    first integer not null,
    begins integer not null,
    ends integer not null,
    ticks blob not null,
    primary key (rollout, question, first)
) strict;
INSERT INTO pages VALUES('00000001000000000000000000000001','check/errors',0,1772445600123456,1772445660123456,X'010203');
CREATE TABLE outbox (
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
INSERT INTO outbox VALUES(1,'rollout/00000001000000000000000000000001','slack/a','k1','paused','{ "it''s": "é" }',1795264565290286,1795264565290286,1,2,NULL,'worker','dead',NULL,'gone');
INSERT INTO outbox VALUES(2,'rollout/00000001000000000000000000000001','slack/a','k2','paused','{ "it''s": "é" }',1795264565290286,1795264565290286,0,0,NULL,NULL,'open',NULL,NULL);
CREATE TABLE requests (
    caller text not null,
    key text not null,
    digest text not null,
    received_at integer not null,
    status integer,
    body text,
    primary key (caller, key)
) strict;
INSERT INTO requests VALUES('ci','42','digest',1795264565238851,201,'made');
CREATE TABLE checkpoints (
    id integer primary key autoincrement,
    at integer not null,
    heads text not null,
    seal text not null
) strict;
INSERT INTO checkpoints VALUES(1,1772445600123456,'[{"stream":"a/b","version":1,"hash":"0000000000000000000000000000000000000000000000000000000000000000"}]','seal');
CREATE TABLE leases (
    only integer primary key check (only = 1),
    last integer not null
) strict;
INSERT INTO leases VALUES(1,2);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('outbox',2);
INSERT INTO sqlite_sequence VALUES('checkpoints',1);
CREATE INDEX driving_due on driving (due) where due is not null;
CREATE INDEX rollouts_opened on rollouts (opened_at desc, id desc);
CREATE INDEX rollouts_live on rollouts (opened_at desc, id desc) where ended_at is null;
CREATE INDEX rollouts_service on rollouts (service, environment, opened_at desc, id desc);
CREATE INDEX asking_due on asking (due);
CREATE INDEX pages_ends on pages (ends);
CREATE INDEX outbox_open on outbox (stream, channel, id) where standing = 'open';
CREATE INDEX outbox_due on outbox (due) where standing = 'open';
CREATE INDEX outbox_sent on outbox (sent_at) where standing = 'sent';
CREATE INDEX outbox_dead on outbox (id) where standing = 'dead';
CREATE INDEX requests_received on requests (received_at);
CREATE INDEX checkpoints_at on checkpoints (at);
COMMIT;

--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: store_now(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.store_now() RETURNS timestamp with time zone
    LANGUAGE sql
    AS $$select clock_timestamp()$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: asking; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.asking (
    rollout uuid NOT NULL,
    question text NOT NULL COLLATE pg_catalog."C",
    due timestamp with time zone NOT NULL,
    lease bigint DEFAULT 0 NOT NULL,
    held_until timestamp with time zone,
    holder text
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0.02');


--
-- Name: checkpoints; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.checkpoints (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    heads text NOT NULL,
    seal text NOT NULL
);


--
-- Name: checkpoints_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.checkpoints ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.checkpoints_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: driving; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.driving (
    rollout uuid NOT NULL,
    due timestamp with time zone,
    lease bigint DEFAULT 0 NOT NULL,
    held_until timestamp with time zone,
    holder text
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0.02');


--
-- Name: entries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.entries (
    stream text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    event text NOT NULL,
    at timestamp with time zone NOT NULL,
    by text NOT NULL,
    cause text NOT NULL,
    cause_key text,
    reason text NOT NULL,
    data text NOT NULL,
    hash bytea NOT NULL
);


--
-- Name: leases; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.leases
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migrations (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox (
    id bigint NOT NULL,
    stream text NOT NULL COLLATE pg_catalog."C",
    channel text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL,
    body text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    due timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    lease bigint DEFAULT 0 NOT NULL,
    held_until timestamp with time zone,
    holder text,
    standing text DEFAULT 'open'::text NOT NULL,
    sent_at timestamp with time zone,
    error text,
    CONSTRAINT outbox_standing_check CHECK ((standing = ANY (ARRAY['open'::text, 'sent'::text, 'dead'::text])))
);


--
-- Name: outbox_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: pages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pages (
    rollout uuid NOT NULL,
    question text NOT NULL COLLATE pg_catalog."C",
    first bigint NOT NULL,
    begins timestamp with time zone NOT NULL,
    ends timestamp with time zone NOT NULL,
    ticks bytea NOT NULL
);
ALTER TABLE ONLY public.pages ALTER COLUMN ticks SET STORAGE EXTERNAL;


--
-- Name: questions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.questions (
    rollout uuid NOT NULL,
    question text NOT NULL COLLATE pg_catalog."C",
    terms text NOT NULL,
    evidence bytea NOT NULL
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0.02', toast_tuple_target='4080');
ALTER TABLE ONLY public.questions ALTER COLUMN evidence SET STORAGE EXTERNAL;


--
-- Name: requests; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.requests (
    caller text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    digest text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    status integer,
    body text
);


--
-- Name: rollouts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.rollouts (
    id uuid NOT NULL,
    service text NOT NULL,
    environment text NOT NULL,
    version text NOT NULL,
    owner text,
    status text NOT NULL,
    place text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
)
WITH (fillfactor='70');


--
-- Name: streams; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.streams (
    name text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    head bytea NOT NULL,
    state text
)
WITH (fillfactor='70');


--
-- Data for Name: asking; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.asking VALUES ('00000001-0000-0000-0000-000000000001', 'check/errors', '2026-03-02 10:00:00.123456+00', 1, NULL, 'worker');


--
-- Data for Name: checkpoints; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.checkpoints OVERRIDING SYSTEM VALUE VALUES (1, '2026-03-02 10:00:00.123456+00', '[{"stream":"a/b","version":1,"hash":"0000000000000000000000000000000000000000000000000000000000000000"}]', 'seal');


--
-- Data for Name: driving; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.driving VALUES ('00000001-0000-0000-0000-000000000001', '2026-03-02 10:00:00.123456+00', 0, NULL, NULL);


--
-- Data for Name: entries; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.entries VALUES ('rollout/00000001000000000000000000000001', 1, 'test.happened.v1', '2026-03-02 10:00:00.123457+00', '{"kind":"person","name":"ada"}', 'command', 'key-1', 'because', '{ "z": 1.50, "n": 1, "a": [1e3, "é"] }', '\xaed7f5ad2c76357f7c2ee07fad71c22eaacfaa47849d7062ea869a26ed793f75');
INSERT INTO public.entries VALUES ('rollout/00000001000000000000000000000001', 2, 'test.happened.v1', '2026-03-02 10:00:00.123458+00', '{"kind":"person","name":"ada"}', 'command', NULL, 'because', '{ "z": 1.50, "n": 2, "a": [1e3, "é"] }', '\xc54d34e6c19fb1685fe44d212ba27884e9c66f0326f2acc89a55bdbb4f9eea13');
INSERT INTO public.entries VALUES ('rollout/00000001000000000000000000000001', 3, 'test.happened.v1', '2026-03-02 10:00:00.123459+00', '{"kind":"person","name":"ada"}', 'command', 'key-3', 'because', '{ "z": 1.50, "n": 3, "a": [1e3, "é"] }', '\xd74af18f9604afb7ddb71e5728b466f6cb50d6e8f6a7e634b58b9a57d43467d7');
INSERT INTO public.entries VALUES ('service/prod/checkout', 1, 'test.happened.v1', '2026-03-02 10:00:00.123457+00', '{"kind":"person","name":"ada"}', 'command', 'key-1', 'because', '{ "z": 1.50, "n": 1, "a": [1e3, "é"] }', '\xe55a3f0d6cfad9c22dbf2c2e5ed2d48c602c65b045d6428529d54717399e1687');


--
-- Data for Name: migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.migrations VALUES (1, 'begin', '99d642eba0af2a12b5d18b981746ebec269353e3df068ece58ec95964053d4ce', '2026-11-21 12:36:08.029985+00');


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox OVERRIDING SYSTEM VALUE VALUES (2, 'rollout/00000001000000000000000000000001', 'slack/a', 'k2', 'paused', '{ "it''s": "é" }', '2026-11-21 12:36:08.153068+00', '2026-11-21 12:36:08.153068+00', 0, 0, NULL, NULL, 'open', NULL, NULL);
INSERT INTO public.outbox OVERRIDING SYSTEM VALUE VALUES (1, 'rollout/00000001000000000000000000000001', 'slack/a', 'k1', 'paused', '{ "it''s": "é" }', '2026-11-21 12:36:08.153068+00', '2026-11-21 12:36:08.153068+00', 1, 2, NULL, 'worker', 'dead', NULL, 'gone');


--
-- Data for Name: pages; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pages VALUES ('00000001-0000-0000-0000-000000000001', 'check/errors', 0, '2026-03-02 10:00:00.123456+00', '2026-03-02 10:01:00.123456+00', '\x010203');


--
-- Data for Name: questions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.questions VALUES ('00000001-0000-0000-0000-000000000001', 'check/errors', '{}', '\x07');


--
-- Data for Name: requests; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.requests VALUES ('ci', '42', 'digest', '2026-11-21 12:36:08.048592+00', 201, 'made');


--
-- Data for Name: rollouts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.rollouts VALUES ('00000001-0000-0000-0000-000000000001', 'checkout', 'prod', 'v1', 'ada é', 'running', 'step 1 of 3', '2026-03-02 10:00:00.123456+00', NULL);


--
-- Data for Name: streams; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.streams VALUES ('rollout/00000001000000000000000000000001', 3, '\xd74af18f9604afb7ddb71e5728b466f6cb50d6e8f6a7e634b58b9a57d43467d7', '{ "é": 1 }');
INSERT INTO public.streams VALUES ('service/prod/checkout', 1, '\xe55a3f0d6cfad9c22dbf2c2e5ed2d48c602c65b045d6428529d54717399e1687', NULL);


--
-- Name: checkpoints_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.checkpoints_id_seq', 1, true);


--
-- Name: leases; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.leases', 2, true);


--
-- Name: outbox_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outbox_id_seq', 2, true);


--
-- Name: asking asking_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.asking
    ADD CONSTRAINT asking_pkey PRIMARY KEY (rollout, question);


--
-- Name: checkpoints checkpoints_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.checkpoints
    ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (id);


--
-- Name: driving driving_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.driving
    ADD CONSTRAINT driving_pkey PRIMARY KEY (rollout);


--
-- Name: entries entries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.entries
    ADD CONSTRAINT entries_pkey PRIMARY KEY (stream, version);


--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_stream_channel_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_stream_channel_key_key UNIQUE (stream, channel, key);


--
-- Name: pages pages_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pages
    ADD CONSTRAINT pages_pkey PRIMARY KEY (rollout, question, first);


--
-- Name: questions questions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.questions
    ADD CONSTRAINT questions_pkey PRIMARY KEY (rollout, question);


--
-- Name: requests requests_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (caller, key);


--
-- Name: rollouts rollouts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rollouts
    ADD CONSTRAINT rollouts_pkey PRIMARY KEY (id);


--
-- Name: streams streams_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.streams
    ADD CONSTRAINT streams_pkey PRIMARY KEY (name);


--
-- Name: asking_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX asking_due ON public.asking USING btree (due);


--
-- Name: checkpoints_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX checkpoints_at ON public.checkpoints USING btree (at);


--
-- Name: driving_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX driving_due ON public.driving USING btree (due) WHERE (due IS NOT NULL);


--
-- Name: outbox_dead; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outbox_dead ON public.outbox USING btree (id) WHERE (standing = 'dead'::text);


--
-- Name: outbox_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outbox_due ON public.outbox USING btree (due) WHERE (standing = 'open'::text);


--
-- Name: outbox_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outbox_open ON public.outbox USING btree (stream, channel, id) WHERE (standing = 'open'::text);


--
-- Name: outbox_sent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outbox_sent ON public.outbox USING btree (sent_at) WHERE (standing = 'sent'::text);


--
-- Name: pages_ends; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pages_ends ON public.pages USING btree (ends);


--
-- Name: requests_received; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX requests_received ON public.requests USING btree (received_at);


--
-- Name: rollouts_live; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX rollouts_live ON public.rollouts USING btree (opened_at DESC, id DESC) WHERE (ended_at IS NULL);


--
-- Name: rollouts_opened; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX rollouts_opened ON public.rollouts USING btree (opened_at DESC, id DESC);


--
-- Name: rollouts_service; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX rollouts_service ON public.rollouts USING btree (service, environment, opened_at DESC, id DESC);


--
-- PostgreSQL database dump complete
--



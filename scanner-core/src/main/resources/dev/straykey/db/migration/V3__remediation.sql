-- One transaction a key: written before anything is sent.
create table remediation (
  fingerprint text primary key,
  kid text not null,
  state text not null,
  line text not null,            -- finding, attribution and decision as JSON; at most 50 places
  ending text,                   -- what Straykey may do by itself: revoke, disable, disable+revoke
  refused text,                  -- why it may not do what policy named; lines
  audience text not null,
  key_id text,
  tenant text,
  posted_at text,
  seen_at text not null,
  alive_at text,                 -- last answer that the key works
  revoked_at text,
  dead_at text,
  deadline text,
  escalated integer not null,
  validity text not null,
  dead_answers integer not null, -- in a row
  first_dead_at text,            -- of that row
  looks integer not null,        -- since the last change of situation
  look_from text not null,       -- when that was
  next_look_at text,             -- null: no further look
  note text not null,
  updated_at text not null
);
create index remediation_by_look on remediation (next_look_at);

-- Every place where the key was seen, over all runs.
create table remediation_place (
  fingerprint text not null references remediation (fingerprint),
  digest text not null,
  place text not null,
  seen_at text not null,
  primary key (fingerprint, digest)
);

-- Every effect outside: a row is committed before its call and marked after it.
create table outbox (
  id text primary key,           -- fingerprint/kind/subject
  fingerprint text not null references remediation (fingerprint),
  kind text not null,
  subject text not null,         -- whom a message is for; which comment
  token text not null unique,    -- idempotency: by this the far side knows it again
  state text not null,           -- planned, sending, done, failed, unknown
  attempts integer not null,
  next_at text,                  -- null: not by itself any more
  sent_at text,
  done_at text,
  reference text,
  detail text not null
);
create index outbox_by_fingerprint on outbox (fingerprint);
create index outbox_by_state on outbox (state);

-- Keys that outlive the process, sealed to the remediator's key pair.
create table sealed_key (
  fingerprint text primary key,
  kid text not null,
  sealed text not null,
  sealed_at text not null
);

create table remediation_plan (
  hash text primary key,
  made_at text not null,
  started_by text not null,
  lines integer not null
);

-- What people said of a plan; the hash binds it to exactly that plan.
create table approval (
  plan_hash text not null references remediation_plan (hash),
  person text not null,
  verdict text not null,         -- approved, refused
  via text not null,             -- the authenticated act, such as a task's transition
  at text not null,
  primary key (plan_hash, person)
);

create table heartbeat (
  name text primary key,
  at text not null
);

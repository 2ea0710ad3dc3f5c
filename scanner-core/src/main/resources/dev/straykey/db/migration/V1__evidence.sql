-- The chain: each entry carries the hash of the one before. Entries are only ever added.
create table evidence (
  seq bigint primary key,
  at text not null,
  type text not null,
  fingerprint text,
  facts text not null,
  previous text not null,
  hash text not null unique
);
create index evidence_by_fingerprint on evidence (fingerprint);

-- The end of the chain: the row that two writers queue at, and what a cut tail is held against.
create table evidence_head (
  id integer primary key check (id = 1),
  seq bigint not null,
  hash text not null
);
insert into evidence_head (id, seq, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- What was scanned before, and under which rules and inventory. Holds no text: keys are digests of
-- files, values are counts and ids of objects.
create table scan_memory (
  believed text not null,
  item text not null,
  value text not null,
  at text not null,
  primary key (believed, item)
);

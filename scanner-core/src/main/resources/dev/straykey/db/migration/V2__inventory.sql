-- One row an import; at most one is current. An import that has not ended, or never will, is not.
create table inventory_import (
  id           varchar(36)  not null primary key,
  imported_at  varchar(32)  not null,
  exported_at  varchar(32),
  current      integer      not null
);

-- The records of an import in their order, each as the JSON line that describes it.
create table inventory_record (
  import_id  varchar(36)  not null,
  position   integer      not null,
  line       text         not null,
  primary key (import_id, position)
);

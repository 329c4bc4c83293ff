create table topics (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  about text,
  -- Its place in the main navigation; null: not there.
  navigation_position int unique,
  created_at timestamptz not null
);

create table topic_aliases (
  folded text primary key,
  topic_id uuid not null references topics on delete cascade
);
create index topic_aliases_topic on topic_aliases (topic_id);

create table entities (
  id uuid primary key,
  slug text not null unique,
  kind text not null check (kind in ('person', 'place', 'body')),
  name text not null,
  created_at timestamptz not null
);

create table entity_aliases (
  folded text primary key,
  entity_id uuid not null references entities on delete cascade
);
create index entity_aliases_entity on entity_aliases (entity_id);

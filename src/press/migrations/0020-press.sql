-- Which pages stand in the edition and what each was made from. The pages themselves are files.
create table press_pages (
  path text primary key,
  unit text not null,
  tags text[] not null,
  hash text not null,
  printed_at timestamptz not null
);
create index press_pages_unit on press_pages (unit);
create index press_pages_tags on press_pages using gin (tags);

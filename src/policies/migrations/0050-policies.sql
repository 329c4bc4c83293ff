-- What the publication says of itself: about, ethics, corrections and so on. Each change is a row of its own, so that
-- what was once promised can be looked up; the newest is the one that stands. A text that was never changed is the
-- first one that comes with the program, and has no row.
create table policy_texts (
  slug text not null,
  number int not null check (number > 0),
  title text not null check (title <> ''),
  -- Markdown, as it was written.
  markdown text not null,
  written_at timestamptz not null,
  primary key (slug, number)
);
create trigger policy_texts_stay before update or delete on policy_texts for each row execute function refuse_change();

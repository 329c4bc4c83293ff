create table reports (
  id uuid primary key,
  slug text not null unique,
  status text not null check (status in ('draft', 'published')),
  language text not null,
  latest_revision_id uuid not null,
  published_revision_id uuid,
  first_published_at timestamptz,
  published_at timestamptz,
  -- Its place among all published reports, oldest first; a list's numbered pages never move because of it.
  ordinal bigint unique,
  is_sample boolean not null,
  created_at timestamptz not null,
  check ((status = 'draft') = (published_revision_id is null)),
  check ((published_revision_id is null) = (first_published_at is null and published_at is null and ordinal is null))
);
create index reports_sample on reports (id) where is_sample;

create table revisions (
  id uuid primary key,
  report_id uuid not null references reports on delete cascade,
  number int not null check (number > 0),
  label text not null check (label in ('report', 'analysis', 'opinion')),
  headline text not null check (headline <> ''),
  standfirst text,
  byline text,
  dateline text,
  support_call text,
  picture_id uuid references pictures,
  picture_alt text,
  picture_caption text,
  picture_credit text,
  document_version int not null,
  document jsonb not null,
  words_count int not null,
  claims_count int not null,
  confirmed_count int not null,
  unsourced_count int not null,
  roots_min int not null,
  roots_max int not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (report_id, number),
  check (roots_min <= roots_max)
);

alter table reports add foreign key (latest_revision_id) references revisions deferrable initially deferred;
alter table reports add foreign key (published_revision_id) references revisions deferrable initially deferred;
alter table claims add foreign key (report_id) references reports on delete cascade deferrable initially deferred;
alter table claim_versions add foreign key (revision_id) references revisions on delete cascade;

create trigger revisions_stay before update on revisions for each row execute function refuse_change();

create table revision_authors (
  revision_id uuid not null references revisions on delete cascade,
  position int not null,
  author_id uuid not null references authors,
  primary key (revision_id, position)
);
create index revision_authors_author on revision_authors (author_id);

-- Each time a revision was put before readers.
create table publications (
  report_id uuid not null references reports on delete cascade,
  number int not null,
  revision_id uuid not null references revisions on delete cascade,
  published_at timestamptz not null,
  primary key (report_id, number)
);
create trigger publications_stay before update on publications for each row execute function refuse_change();

create table corrections (
  id uuid primary key,
  report_id uuid not null references reports on delete cascade,
  -- The publication that it made; the one before it is what readers saw until then.
  publication_number int not null,
  kind text not null check (kind in ('correction', 'clarification', 'update', 'retraction')),
  note text not null check (note <> ''),
  claim_id uuid references claims,
  published_at timestamptz not null,
  foreign key (report_id, publication_number) references publications
);
create index corrections_report on corrections (report_id);
create trigger corrections_stay before update on corrections for each row execute function refuse_change();

create table report_topics (
  report_id uuid not null references reports on delete cascade,
  topic_id uuid not null references topics,
  position int not null,
  primary key (report_id, topic_id)
);
create index report_topics_topic on report_topics (topic_id);

create table report_entities (
  report_id uuid not null references reports on delete cascade,
  entity_id uuid not null references entities,
  mentions_count int not null,
  primary key (report_id, entity_id)
);
create index report_entities_entity on report_entities (entity_id);

-- Headlines of other houses that the page we took in named as related.
create table intakes (
  report_id uuid primary key references reports on delete cascade,
  origin text not null,
  sha256 text not null,
  taken_at timestamptz not null,
  -- What the page said that is not the report itself: its meter, its related headlines, its date as printed.
  page jsonb not null
);

-- Numbered lists (all reports, a topic's, a source's claims, ...): an item keeps its place for ever.
create table list_ends (
  list text primary key,
  last bigint not null
);
create table list_items (
  list text not null,
  ordinal bigint not null,
  item_id uuid not null,
  primary key (list, ordinal),
  unique (list, item_id)
);
create index list_items_item on list_items (item_id);

-- What a published report is about, in one shape, so that what is near it is found by one bounded query.
create table report_features (
  report_id uuid not null references reports on delete cascade,
  kind text not null check (kind in ('topic', 'entity', 'source', 'term')),
  key text not null,
  weight real not null,
  ordinal bigint not null,
  primary key (report_id, kind, key)
);
create index report_features_key on report_features (kind, key, ordinal desc) include (report_id, weight);

create index revisions_picture on revisions (picture_id) where picture_id is not null;

create table sources (
  id uuid primary key,
  -- Null: a source without a page of its own, because it belongs to one report (a nurse on that ward, a memo, some).
  slug text unique,
  kind text not null check (kind in ('person', 'official_body', 'organisation', 'outlet', 'document', 'dataset', 'anonymous', 'group', 'vague')),
  name text not null,
  role text,
  reason_for_anonymity text,
  created_at timestamptz not null
);

-- The names under which a source is known over several reports, folded (see sourcing/rules.ts).
create table source_aliases (
  folded text not null,
  -- A person and a company may bear one name.
  is_person boolean not null,
  source_id uuid not null references sources on delete cascade,
  primary key (folded, is_person)
);
create index source_aliases_source on source_aliases (source_id);

-- A claim's identity: its number never changes, whatever the revisions do with its words.
create table claims (
  id uuid primary key,
  report_id uuid not null,
  number int not null check (number > 0),
  created_at timestamptz not null,
  unique (report_id, number)
);

-- A claim as one revision has it.
create table claim_versions (
  revision_id uuid not null,
  claim_id uuid not null references claims on delete cascade,
  position int not null,
  text text not null,
  form text not null check (form in ('direct', 'indirect', 'mixed')),
  stance text not null check (stance in ('asserts', 'denies', 'believes', 'expects', 'warns')),
  cue text,
  source_text text,
  standing text not null check (standing in ('named', 'document', 'own', 'relayed', 'anonymous', 'vague', 'unsourced')),
  root_source_id uuid references sources,
  is_circular boolean not null,
  confidence real not null check (confidence between 0 and 1),
  is_confirmed boolean not null,
  primary key (revision_id, claim_id)
);
create index claim_versions_claim on claim_versions (claim_id);
create index claim_versions_root on claim_versions (root_source_id, revision_id);

create table claim_hops (
  revision_id uuid not null,
  claim_id uuid not null,
  position int not null check (position >= 0),
  source_id uuid not null references sources,
  primary key (revision_id, claim_id, position),
  foreign key (revision_id, claim_id) references claim_versions on delete cascade
);
create index claim_hops_source on claim_hops (source_id, revision_id);

create table claim_relations (
  revision_id uuid not null,
  claim_id uuid not null,
  type text not null check (type in ('supports', 'disputes', 'repeats')),
  to_claim_id uuid not null references claims,
  primary key (revision_id, claim_id, to_claim_id, type),
  foreign key (revision_id, claim_id) references claim_versions on delete cascade,
  check (claim_id <> to_claim_id)
);
create index claim_relations_to on claim_relations (to_claim_id);

create trigger claim_versions_stay before update on claim_versions for each row execute function refuse_change();
create trigger claim_hops_stay before update on claim_hops for each row execute function refuse_change();
create trigger claim_relations_stay before update on claim_relations for each row execute function refuse_change();

-- Both are trusted: whoever owns the database may create them.
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- A language's stemming behind the folding of accents, so that what is typed without them is found, and shown as written.
create text search configuration search_simple (copy = simple);
alter text search configuration search_simple alter mapping for hword, hword_part, word with unaccent, simple;
create text search configuration search_english (copy = english);
alter text search configuration search_english alter mapping for hword, hword_part, word with unaccent, english_stem;
create text search configuration search_arabic (copy = arabic);
alter text search configuration search_arabic alter mapping for hword, hword_part, word with unaccent, arabic_stem;
create text search configuration search_spanish (copy = spanish);
alter text search configuration search_spanish alter mapping for hword, hword_part, word with unaccent, spanish_stem;
create text search configuration search_french (copy = french);
alter text search configuration search_french alter mapping for hword, hword_part, word with unaccent, french_stem;
create text search configuration search_german (copy = german);
alter text search configuration search_german alter mapping for hword, hword_part, word with unaccent, german_stem;
create text search configuration search_russian (copy = russian);
alter text search configuration search_russian alter mapping for hword, hword_part, word with unaccent, russian_stem;

-- One row a published report, kept by the trigger below and by nothing else.
create table search_documents (
  report_id uuid primary key references reports on delete cascade,
  -- english, arabic, ... or simple
  stemming text not null,
  published_at timestamptz not null,
  -- What stands on its page, for snippets.
  text text not null,
  headline_words tsvector not null,
  -- All words by weight (A headline; B standfirst, sources, topics; C byline; D body), and whole names apart as
  -- "s=word" of a source, "t=word" of a topic, "a=word" of an author, "l=english".
  words tsvector not null
);
create index search_documents_words on search_documents using gin (words) with (fastupdate = off);
create index search_documents_headline on search_documents using gin (headline_words) with (fastupdate = off);
create index search_documents_newest on search_documents (published_at desc, report_id);
create index search_documents_stemming on search_documents (stemming);

create table search_claims (
  claim_id uuid primary key references claims on delete cascade,
  report_id uuid not null references reports on delete cascade,
  published_at timestamptz not null,
  words tsvector not null
);
create index search_claims_words on search_claims using gin (words) with (fastupdate = off);
create index search_claims_report on search_claims (report_id);
create index search_claims_newest on search_claims (published_at desc, claim_id);

-- Every word that was ever published, folded but not stemmed: what a typing error may have meant.
create table search_words (word text primary key);
create index search_words_trigrams on search_words using gin (word gin_trgm_ops) with (fastupdate = off);

create index sources_search on sources using gin (to_tsvector('search_simple', name)) where slug is not null;
create index reports_slug_trigrams on reports using gin (slug gin_trgm_ops) where published_revision_id is not null;

create function search_stemming(language text) returns text language sql immutable as $$
  select case split_part(lower(language), '-', 1)
    when 'en' then 'english' when 'ar' then 'arabic' when 'es' then 'spanish' when 'fr' then 'french'
    when 'de' then 'german' when 'ru' then 'russian' else 'simple' end
$$;

-- The words of names, each marked with what it names.
create function search_names(mark text, names text) returns tsvector language sql stable as $$
  select array_to_tsvector(coalesce(array_agg(mark || '=' || lexeme), '{}'))
  from unnest(to_tsvector('search_simple', left(names, 50000)))
$$;

-- What finds them again: all words of the name; nothing where it has none.
create function search_name_query(mark text, name text) returns tsquery language sql stable as $$
  select coalesce(
    string_agg('''' || replace(replace(mark || '=' || lexeme, '\', '\\'), '''', '''''') || '''', ' & ')::tsquery,
    ('''' || mark || '=''')::tsquery)
  from unnest(to_tsvector('search_simple', name))
$$;

-- Puts a report's published revision into the index in place of what stood there; takes it out where there is none.
create function index_report(indexed_id uuid) returns void language plpgsql as $$
declare
  r record;
  stemming text;
  configuration regconfig;
  body text;
  source_names text;
  topic_names text;
  author_names text;
begin
  delete from search_documents where report_id = indexed_id;
  delete from search_claims where report_id = indexed_id;
  select reports.language, reports.first_published_at, v.* into r
  from reports join revisions v on v.id = reports.published_revision_id
  where reports.id = indexed_id and reports.status = 'published';
  if not found then return; end if;
  stemming := search_stemming(r.language);
  configuration := ('search_' || stemming)::regconfig;

  select coalesce(string_agg(block.text, E'\n' order by block.place), '') into body from (
    select b.place, (
      select string_agg(coalesce(piece ->> 'text', E'\n'), '' order by at)
      from jsonb_array_elements(b.node -> 'content') with ordinality as pieces(piece, at)
    ) as text
    from jsonb_path_query(r.document, 'strict $.** ? (@.type() == "object" && exists (@.content[*] ? (@.type == "text")))')
      with ordinality as b(node, place)
  ) block;
  -- A tsvector holds a megabyte; nothing that is published may fail for its length.
  body := left(body, 150000);

  -- A source without a page of its own belongs to one report, and is no name to be found by.
  select coalesce(string_agg(distinct s.name, ' / '), '') into source_names
  from claim_hops h join sources s on s.id = h.source_id
  where h.revision_id = r.id and s.slug is not null;
  select coalesce(string_agg(t.name, ' / ' order by rt.position), '') into topic_names
  from report_topics rt join topics t on t.id = rt.topic_id where rt.report_id = indexed_id;
  select concat_ws(' / ', r.byline, string_agg(a.name, ' / ' order by ra.position)) into author_names
  from revision_authors ra join authors a on a.id = ra.author_id where ra.revision_id = r.id;

  insert into search_documents (report_id, stemming, published_at, text, headline_words, words)
  select indexed_id, stemming, r.first_published_at, concat_ws(E'\n', r.standfirst, body),
    to_tsvector(configuration, r.headline),
    setweight(to_tsvector(configuration, r.headline), 'A')
      || setweight(to_tsvector(configuration, coalesce(r.standfirst, '')), 'B')
      || setweight(to_tsvector(configuration, left(concat_ws(' / ', topic_names, source_names), 50000)), 'B')
      || setweight(to_tsvector(configuration, left(author_names, 50000)), 'C')
      || to_tsvector(configuration, body)
      || search_names('s', source_names) || search_names('t', topic_names) || search_names('a', author_names)
      || array_to_tsvector(array['l=' || stemming]);

  insert into search_claims (claim_id, report_id, published_at, words)
  select v.claim_id, indexed_id, r.first_published_at,
    to_tsvector(configuration, left(v.text, 50000)) || array_to_tsvector(array['l=' || stemming])
  from claim_versions v where v.revision_id = r.id;

  -- In their order, so that two publications never wait for each other in turn.
  insert into search_words (word)
  select lexeme from unnest(to_tsvector('search_simple',
    concat_ws(E'\n', r.headline, r.standfirst, body, topic_names, source_names, author_names)))
  where lexeme ~ '^[[:alpha:]]{3,40}$' and not exists (select from search_words where word = lexeme)
  order by lexeme
  on conflict do nothing;
end $$;

create function index_published() returns trigger language plpgsql as $$
begin
  perform index_report(new.id);
  return null;
end $$;

create trigger reports_searched after update of published_revision_id, status on reports
  for each row when (old.published_revision_id is distinct from new.published_revision_id or old.status is distinct from new.status)
  execute function index_published();

-- What was published before there was a search.
select index_report(id) from reports where published_revision_id is not null;

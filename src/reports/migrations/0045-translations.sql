-- A report that renders another one in another language; the original stands for all of them, and is no translation.
alter table reports add column translation_of uuid references reports on delete set null check (translation_of <> id);
create index reports_translation_of on reports (translation_of) where translation_of is not null;

-- Which claim of an original a translation's claim renders: the same words of the same source, told once.
create table claim_translations (
  claim_id uuid primary key references claims on delete cascade,
  original_claim_id uuid not null references claims on delete cascade,
  check (claim_id <> original_claim_id)
);
create index claim_translations_original on claim_translations (original_claim_id);

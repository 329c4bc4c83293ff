-- A report that was taken down keeps its place among all reports and its address, which says why it is gone.
alter table reports
  drop constraint reports_status_check,
  drop constraint reports_check,
  drop constraint reports_check1,
  add constraint reports_status check (status in ('draft', 'published', 'withdrawn')),
  add constraint reports_published check ((status = 'published') = (published_revision_id is not null)),
  add constraint reports_draft check ((status = 'draft') = (first_published_at is null and published_at is null and ordinal is null));

create table withdrawals (
  report_id uuid not null references reports on delete cascade,
  withdrawn_at timestamptz not null,
  -- For readers.
  reason text not null check (reason <> ''),
  primary key (report_id, withdrawn_at)
);
create trigger withdrawals_stay before update on withdrawals for each row execute function refuse_change();

-- Addresses that reports had before: they lead to the present ones, and no other report ever gets them.
create table earlier_slugs (
  slug text primary key,
  report_id uuid not null references reports on delete cascade,
  left_at timestamptz not null
);
create index earlier_slugs_report on earlier_slugs (report_id);

-- How everything stood that a source told in one published report, so that its record is read and not counted: a
-- source's page is printed with each publication that cites it, however much it has told before.
create table source_reports (
  report_id uuid not null references reports on delete cascade,
  source_id uuid not null references sources on delete cascade,
  claims int not null check (claims > 0),
  supported int not null,
  disputed int not null,
  corrected int not null,
  as_root int not null,
  primary key (report_id, source_id)
);
create index source_reports_source on source_reports (source_id);

-- The sums of them, kept by the triggers below and by nothing else.
create table source_records (
  source_id uuid primary key references sources on delete cascade,
  reports int not null check (reports >= 0),
  claims int not null check (claims >= 0),
  supported int not null check (supported >= 0),
  disputed int not null check (disputed >= 0),
  corrected int not null check (corrected >= 0),
  as_root int not null check (as_root >= 0)
);

create function add_to_source_records() returns trigger language plpgsql as $$
begin
  insert into source_records (source_id, reports, claims, supported, disputed, corrected, as_root)
  select source_id, count(*), sum(claims), sum(supported), sum(disputed), sum(corrected), sum(as_root)
  from changed group by source_id order by source_id
  on conflict (source_id) do update set
    reports = source_records.reports + excluded.reports,
    claims = source_records.claims + excluded.claims,
    supported = source_records.supported + excluded.supported,
    disputed = source_records.disputed + excluded.disputed,
    corrected = source_records.corrected + excluded.corrected,
    as_root = source_records.as_root + excluded.as_root;
  return null;
end $$;

create function take_from_source_records() returns trigger language plpgsql as $$
begin
  update source_records set
    reports = source_records.reports - gone.reports,
    claims = source_records.claims - gone.claims,
    supported = source_records.supported - gone.supported,
    disputed = source_records.disputed - gone.disputed,
    corrected = source_records.corrected - gone.corrected,
    as_root = source_records.as_root - gone.as_root
  from (
    select source_id, count(*) as reports, sum(claims) as claims, sum(supported) as supported, sum(disputed) as disputed,
      sum(corrected) as corrected, sum(as_root) as as_root
    from changed group by source_id
  ) gone
  where source_records.source_id = gone.source_id;
  return null;
end $$;

create trigger source_reports_added after insert on source_reports
  referencing new table as changed for each statement execute function add_to_source_records();
create trigger source_reports_gone after delete on source_reports
  referencing old table as changed for each statement execute function take_from_source_records();
create trigger source_reports_stay before update on source_reports for each row execute function refuse_change();

-- What was published before there were records.
insert into source_reports (report_id, source_id, claims, supported, disputed, corrected, as_root)
select told.report_id, told.source_id, count(*), count(*) filter (where answered.supported), count(*) filter (where answered.disputed),
  count(*) filter (where exists (select 1 from corrections where corrections.claim_id = told.claim_id)),
  count(*) filter (where told.root_source_id = told.source_id)
from (
  select distinct reports.id as report_id, h.source_id, h.claim_id, v.root_source_id
  from reports
  join claim_hops h on h.revision_id = reports.published_revision_id
  join claim_versions v on v.revision_id = h.revision_id and v.claim_id = h.claim_id
) told
left join (
  select r.to_claim_id, bool_or(r.type = 'supports') as supported, bool_or(r.type = 'disputes') as disputed
  from claim_relations r join reports on reports.published_revision_id = r.revision_id group by r.to_claim_id
) answered on answered.to_claim_id = told.claim_id
group by told.report_id, told.source_id;

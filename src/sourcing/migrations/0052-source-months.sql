-- A source's record over time: the same sums for each month in which reports came out that cite it. The month is kept
-- with what was told, for a report may be gone when its rows are taken back.
alter table source_reports disable trigger source_reports_stay;
alter table source_reports add column month text;
update source_reports set month = to_char(reports.first_published_at at time zone 'UTC', 'YYYY-MM')
from reports where reports.id = source_reports.report_id;
alter table source_reports alter column month set not null,
  add constraint source_reports_month check (month ~ '^\d{4}-\d\d$');
alter table source_reports enable trigger source_reports_stay;

create table source_months (
  source_id uuid not null references sources on delete cascade,
  month text not null,
  claims int not null check (claims >= 0),
  supported int not null check (supported >= 0),
  disputed int not null check (disputed >= 0),
  corrected int not null check (corrected >= 0),
  primary key (source_id, month)
);
insert into source_months (source_id, month, claims, supported, disputed, corrected)
select source_id, month, sum(claims), sum(supported), sum(disputed), sum(corrected)
from source_reports group by source_id, month;

create function add_to_source_months() returns trigger language plpgsql as $$
begin
  insert into source_months (source_id, month, claims, supported, disputed, corrected)
  select source_id, month, sum(claims), sum(supported), sum(disputed), sum(corrected)
  from changed group by source_id, month order by source_id, month
  on conflict (source_id, month) do update set
    claims = source_months.claims + excluded.claims,
    supported = source_months.supported + excluded.supported,
    disputed = source_months.disputed + excluded.disputed,
    corrected = source_months.corrected + excluded.corrected;
  return null;
end $$;

create function take_from_source_months() returns trigger language plpgsql as $$
begin
  update source_months set
    claims = source_months.claims - gone.claims,
    supported = source_months.supported - gone.supported,
    disputed = source_months.disputed - gone.disputed,
    corrected = source_months.corrected - gone.corrected
  from (
    select source_id, month, sum(claims) as claims, sum(supported) as supported, sum(disputed) as disputed,
      sum(corrected) as corrected
    from changed group by source_id, month
  ) gone
  where source_months.source_id = gone.source_id and source_months.month = gone.month;
  return null;
end $$;

create trigger source_reports_added_to_months after insert on source_reports
  referencing new table as changed for each statement execute function add_to_source_months();
create trigger source_reports_gone_from_months after delete on source_reports
  referencing old table as changed for each statement execute function take_from_source_months();

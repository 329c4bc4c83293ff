create table authors (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  about text,
  created_at timestamptz not null
);
create unique index authors_name on authors (lower(name));

-- Who did what, in order. Rows are only ever added; each holds the hash of the one before it, so that a row
-- changed or taken out behind the application's back shows.
create table audit (
  sequence bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}',
  hash bytea not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows are never changed or deleted', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger audit_only_grows before update or delete on audit for each row execute function refuse_change();
create trigger audit_not_emptied before truncate on audit for each statement execute function refuse_change();

create function chain_audit() returns trigger language plpgsql as $$
declare
  last record;
begin
  -- One writer at a time, or two rows would follow the same one.
  perform pg_advisory_xact_lock(4711030);
  select sequence, hash into last from audit order by sequence desc limit 1;
  new.sequence := coalesce(last.sequence, 0) + 1;
  new.hash := sha256(
    coalesce(last.hash, ''::bytea)
    || convert_to(new.sequence || '|' || extract(epoch from new.at) || '|' || new.actor || '|' || new.action || '|' || new.subject || '|' || new.details::text, 'UTF8')
  );
  return new;
end $$;

create trigger audit_chained before insert on audit for each row execute function chain_audit();

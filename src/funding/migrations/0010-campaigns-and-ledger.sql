-- Campaigns, and the double-entry ledger behind them. README.md in this folder says why it is made this way.

create table campaigns (
  id uuid primary key,
  slug text not null unique check (slug <> ''),
  title text not null check (title <> ''),
  purpose text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  is_main boolean not null default false,
  made_at timestamptz not null
);
create unique index campaigns_one_main on campaigns (is_main) where is_main;

create table campaign_marks (
  campaign_id uuid not null references campaigns,
  minor bigint not null check (minor >= 0),
  label text,
  primary key (campaign_id, minor)
);

create table accounts (
  id integer generated always as identity primary key,
  code text not null unique check (code <> ''),
  name text not null check (name <> ''),
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense', 'equity')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The campaign whose donations this account counts: its meter is this account's balance.
  campaign_id uuid references campaigns,
  made_at timestamptz not null,
  check (campaign_id is null or kind = 'income')
);
create unique index accounts_one_a_campaign on accounts (campaign_id) where campaign_id is not null;

create table transfers (
  id uuid primary key,
  kind text not null check (kind in ('donation', 'opening', 'expense', 'reversal')),
  what text not null check (what <> ''),
  booked_on date not null,
  made_at timestamptz not null,
  -- No foreign key: every donation would lock the campaign's row. The trigger checks it, and campaigns are never deleted.
  campaign_id uuid,
  reverses uuid,
  idempotency_key text not null unique,
  input_hash bytea not null check (octet_length(input_hash) = 32),
  -- Which transaction made it (stamped by trigger): entries are taken in that one only. The number alone could come
  -- again after a dump was restored on a new server, the number with its moment does not.
  transaction_id xid8 not null,
  transaction_at timestamptz not null,
  check ((kind = 'reversal') = (reverses is not null))
);
create unique index transfers_reversed_once on transfers (reverses) where reverses is not null;
create index transfers_by_day on transfers (booked_on, id);
create index transfers_by_campaign on transfers (campaign_id, kind) where campaign_id is not null;

create table entries (
  transfer_id uuid not null,
  position smallint not null check (position >= 1),
  account_id integer not null,
  -- The transfer's day (copied by trigger), so that a balance at a day is read from one index.
  booked_on date not null,
  -- Minor units of the currency: debits are positive, credits negative.
  minor bigint not null check (minor <> 0),
  currency text not null,
  primary key (transfer_id, position)
);
create index entries_by_account on entries (account_id, booked_on) include (minor);

-- What is personal lives outside the ledger, so that it can be erased while the books stay whole.
create table donations (
  transfer_id uuid primary key references transfers,
  method text not null check (method in ('bank', 'cash')),
  donor_name text check (donor_name <> ''),
  message text check (message <> ''),
  name_public boolean not null default false,
  erased_at timestamptz,
  check (donor_name is not null or not name_public),
  check (erased_at is null or (donor_name is null and message is null))
);

create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on "%" is refused: the books are only ever added to; reverse the transfer instead', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $$;

create function ledger_keep_identity() returns trigger language plpgsql as $$
begin
  if new.id is distinct from old.id or new.currency is distinct from old.currency then
    raise exception 'the id and the currency of "%" never change', tg_table_name using errcode = 'restrict_violation';
  end if;
  if tg_table_name = 'accounts' then
    if new.code is distinct from old.code or new.kind is distinct from old.kind
       or new.campaign_id is distinct from old.campaign_id then
      raise exception 'the code, kind and campaign of an account never change' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;

create function ledger_stamp_transfer() returns trigger language plpgsql as $$
declare
  original record;
begin
  new.transaction_id := pg_current_xact_id();
  new.transaction_at := transaction_timestamp();
  if new.campaign_id is not null and not exists (select from campaigns where id = new.campaign_id) then
    raise exception 'there is no campaign %', new.campaign_id using errcode = 'foreign_key_violation';
  end if;
  if new.reverses is not null then
    select kind, campaign_id into original from transfers where id = new.reverses;
    if not found then
      raise exception 'there is no transfer % to reverse', new.reverses using errcode = 'foreign_key_violation';
    end if;
    if original.kind = 'reversal' or original.campaign_id is distinct from new.campaign_id then
      raise exception 'a reversal reverses a transfer of its own campaign that is no reversal itself'
        using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;

create function ledger_admit_entry() returns trigger language plpgsql as $$
declare
  transfer record;
  account record;
begin
  select booked_on, campaign_id, transaction_id, transaction_at into transfer from transfers where id = new.transfer_id;
  if not found then
    raise exception 'there is no transfer % for this entry', new.transfer_id using errcode = 'foreign_key_violation';
  end if;
  if transfer.transaction_id <> pg_current_xact_id() or transfer.transaction_at <> transaction_timestamp() then
    raise exception 'transfer % is closed: entries are added only in the transaction that made it', new.transfer_id
      using errcode = 'restrict_violation';
  end if;
  select currency, campaign_id into account from accounts where id = new.account_id;
  if not found then
    raise exception 'there is no account % for this entry', new.account_id using errcode = 'foreign_key_violation';
  end if;
  if account.currency is distinct from new.currency then
    raise exception 'an entry in % does not fit account %, which is in %', new.currency, new.account_id, account.currency
      using errcode = 'check_violation';
  end if;
  if account.campaign_id is not null and account.campaign_id is distinct from transfer.campaign_id then
    raise exception 'account % belongs to another campaign than transfer %', new.account_id, new.transfer_id
      using errcode = 'check_violation';
  end if;
  new.booked_on := transfer.booked_on;
  return new;
end $$;

create function ledger_prove_transfer() returns trigger language plpgsql as $$
declare
  proved uuid;
  original uuid;
  entry_count bigint;
  last_position bigint;
  unbalanced bigint;
begin
  if tg_table_name = 'transfers' then
    proved := new.id;
    original := new.reverses;
  else
    proved := new.transfer_id;
    select reverses into original from transfers where id = proved;
  end if;
  select coalesce(sum(n), 0), coalesce(max(last), 0), count(*) filter (where total <> 0)
    into entry_count, last_position, unbalanced
    from (select count(*) as n, max(position) as last, sum(minor) as total
          from entries where transfer_id = proved group by currency) as sums;
  if entry_count < 2 or last_position <> entry_count then
    raise exception 'transfer % needs at least two entries, numbered from 1 without a gap', proved
      using errcode = 'check_violation';
  end if;
  if unbalanced > 0 then
    raise exception 'the entries of transfer % do not sum to zero', proved using errcode = 'check_violation';
  end if;
  if original is not null and (
    entry_count <> (select count(*) from entries where transfer_id = original)
    or exists (
      select position, account_id, currency, minor from entries where transfer_id = original
      except
      select position, account_id, currency, -minor from entries where transfer_id = proved)
  ) then
    raise exception 'reversal % is not the exact opposite of transfer %', proved, original
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

create trigger transfers_only_added before update or delete or truncate on transfers
  for each statement execute function ledger_refuse_change();
create trigger entries_only_added before update or delete or truncate on entries
  for each statement execute function ledger_refuse_change();
create trigger accounts_stay before delete or truncate on accounts
  for each statement execute function ledger_refuse_change();
create trigger campaigns_stay before delete or truncate on campaigns
  for each statement execute function ledger_refuse_change();
create trigger accounts_keep_identity before update on accounts
  for each row execute function ledger_keep_identity();
create trigger campaigns_keep_identity before update on campaigns
  for each row execute function ledger_keep_identity();
create trigger transfers_stamped before insert on transfers
  for each row execute function ledger_stamp_transfer();
create trigger entries_admitted before insert on entries
  for each row execute function ledger_admit_entry();
create constraint trigger transfers_proved after insert on transfers deferrable initially deferred
  for each row execute function ledger_prove_transfer();
-- Positions are unique and without a gap, so once a transfer is proved only a third entry can still come to it.
create constraint trigger entries_proved after insert on entries deferrable initially deferred
  for each row when (new.position > 2) execute function ledger_prove_transfer();

-- "always": also for a session that plays a replica.
alter table transfers enable always trigger transfers_only_added;
alter table transfers enable always trigger transfers_stamped;
alter table transfers enable always trigger transfers_proved;
alter table entries enable always trigger entries_only_added;
alter table entries enable always trigger entries_admitted;
alter table entries enable always trigger entries_proved;
alter table accounts enable always trigger accounts_stay;
alter table accounts enable always trigger accounts_keep_identity;
alter table campaigns enable always trigger campaigns_stay;
alter table campaigns enable always trigger campaigns_keep_identity;

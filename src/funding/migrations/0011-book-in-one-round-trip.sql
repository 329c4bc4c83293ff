-- Books a transfer with its entries, and makes the accounts that are not there yet, in one round trip: over a socket
-- the round trips, not the rows, are what a booking costs. It decides nothing; what is booked comes from rules.ts.
-- Entries: [{ position, code, name, kind, currency, campaign_id, minor }], the account's facts beside the amount.
-- Where the key is taken, nothing is added, and the transfer that has it is given with the hash of its input.
create function ledger_book(
  new_id uuid, new_kind text, new_what text, new_booked_on date, new_made_at timestamptz, new_campaign_id uuid,
  new_key text, new_hash bytea, new_entries jsonb,
  out transfer_id uuid, out hash bytea, out added boolean
) language plpgsql as $$
begin
  insert into transfers (id, kind, what, booked_on, made_at, campaign_id, idempotency_key, input_hash)
    values (new_id, new_kind, new_what, new_booked_on, new_made_at, new_campaign_id, new_key, new_hash)
    on conflict (idempotency_key) do nothing;
  added := found;
  if not added then
    select t.id, t.input_hash into transfer_id, hash from transfers t where t.idempotency_key = new_key;
    return;
  end if;
  transfer_id := new_id;
  hash := new_hash;
  insert into accounts (code, name, kind, currency, campaign_id, made_at)
    select e.code, e.name, e.kind, e.currency, e.campaign_id, new_made_at
    from jsonb_to_recordset(new_entries) as e(code text, name text, kind text, currency text, campaign_id uuid)
    where not exists (select from accounts a where a.code = e.code)
    on conflict (code) do nothing;
  -- An account of that code but of another kind joins nothing, and a transfer without its entries is refused at commit.
  insert into entries (transfer_id, position, account_id, minor, currency)
    select new_id, e.position, a.id, e.minor, e.currency
    from jsonb_to_recordset(new_entries) as e(position smallint, code text, kind text, currency text, minor bigint)
    join accounts a on a.code = e.code and a.kind = e.kind;
end $$;

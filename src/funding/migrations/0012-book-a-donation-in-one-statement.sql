-- Books a donation with what is personal of it and, unless `new_tags` is null, the press's job: one statement, so one
-- round trip and no transaction to open and close around it. It decides nothing; see ledger_book.
create function ledger_book_donation(
  new_id uuid, new_what text, new_booked_on date, new_made_at timestamptz, new_campaign_id uuid,
  new_key text, new_hash bytea, new_entries jsonb,
  new_method text, new_donor_name text, new_message text, new_name_public boolean, new_tags json,
  out transfer_id uuid, out hash bytea, out added boolean
) language plpgsql as $$
begin
  select b.transfer_id, b.hash, b.added into transfer_id, hash, added
    from ledger_book(new_id, 'donation', new_what, new_booked_on, new_made_at, new_campaign_id,
      new_key, new_hash, new_entries) b;
  if added then
    insert into donations (transfer_id, method, donor_name, message, name_public)
      values (new_id, new_method, new_donor_name, new_message, new_name_public);
    if new_tags is not null then
      perform enqueue_quietly('press', json_build_object('tags', new_tags));
    end if;
  end if;
end $$;

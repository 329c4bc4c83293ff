-- Each person, place and body that a published report is mostly about has a list of such reports, like a topic. What was
-- published before there were such lists is put into them, oldest first.
insert into list_items (list, ordinal, item_id)
select 'entity:' || ranked.entity_id, row_number() over (partition by ranked.entity_id order by reports.ordinal), reports.id
from (
  select report_id, entity_id, row_number() over (partition by report_id order by mentions_count desc, entity_id) as rank
  from report_entities
) as ranked
join reports on reports.id = ranked.report_id
where ranked.rank <= 6 and reports.published_revision_id is not null and reports.ordinal is not null;

insert into list_ends (list, last)
select list, max(ordinal) from list_items where list like 'entity:%' group by list;

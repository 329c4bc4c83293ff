-- Whether the machine found the topic in the text; false where a person named it.
alter table report_topics add column is_suggested boolean not null default false;
alter table report_topics alter column is_suggested drop default;

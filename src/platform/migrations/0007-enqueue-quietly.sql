-- Puts a job in the queue without the queue's NOTIFY. PostgreSQL lets only one transaction at a time commit that sends
-- one, which holds many small transactions at once to a single line; whoever enqueues quietly wakes the worker after
-- its commit, and where that is lost, the worker's own poll finds the job.
create function enqueue_quietly(new_task text, new_payload json) returns void language plpgsql as $$
begin
  insert into graphile_worker._private_jobs (task_id, payload)
    select id, new_payload from graphile_worker._private_tasks where identifier = new_task;
  if not found then
    perform graphile_worker.add_job(new_task, payload => new_payload);
  end if;
end $$;

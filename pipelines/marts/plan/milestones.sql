-- Milestones: events since 2010 for each recommendation of the plan.
--
-- One row per event, with its source and the date of that source. Real facts in every release. Source:
-- pipelines/reference/milestones.csv; columns source, as_of.
select
    milestone,
    recommendation,
    actors,
    date,
    source,
    as_of,
    confirmed
from input.milestones

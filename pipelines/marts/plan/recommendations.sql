-- Recommendations of the plan, each with the number of known events since.
--
-- One row per recommendation. actors are those to whom it is addressed. milestones counts the events that a source names;
-- latest_date is the day, month or year of the last of them.
-- Source: pipelines/reference/recommendations.csv, milestones.csv.
select
    recommendations.recommendation,
    recommendations.position::integer as position,
    recommendations.actors,
    recommendations.source,
    recommendations.as_of,
    count(milestones.milestone)::integer as milestones,
    (count(*) filter (where not milestones.confirmed))::integer as to_confirm,
    max(milestones.date) as latest_date
from input.recommendations as recommendations
left join input.milestones as milestones on recommendations.recommendation = milestones.recommendation
group by
    recommendations.recommendation,
    recommendations.position,
    recommendations.actors,
    recommendations.source,
    recommendations.as_of

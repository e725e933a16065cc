-- Projects of capacity building, as named by sources.
--
-- One row per project. state applies to the reference date of the current cycle: runs, ended, planned, or unknown if the source
-- gives no end. A month or a year counts to its last day. counted is true if its amount belongs to a sum: an amount included in
-- that of another project would count twice. Real facts in every release. Source: pipelines/reference/projects.csv; columns
-- source, as_of.
with today as (
    select reference_date as today from input.cycles
    where is_current
)

select
    projects.project,
    projects.identifiers,
    projects.funders,
    projects.implementers,
    projects.countries,
    projects.region,
    projects.areas,
    projects.begins,
    projects.ends,
    case
        when projects.ends < left(today.today, length(projects.ends)) then 'ended'
        when projects.begins > left(today.today, length(projects.begins)) then 'planned'
        when projects.ends is null then 'unknown'
        else 'runs'
    end as state,
    projects.ends >= left(today.today, length(projects.ends))
    and projects.ends <= left((today.today::date + interval 1 year)::date::text, length(projects.ends)) as ends_within_year,
    projects.amount,
    projects.currency,
    projects.part_of,
    projects.amount is not null and projects.part_of is null as counted,
    projects.note,
    projects.source,
    projects.as_of
from input.projects as projects
cross join today

-- Support activities: who supports which country in which area, from when to when, each activity once.
--
-- One row per activity, country and area. An activity that names no country, or no area, has one row with "unspecified" there:
-- it may concern any of them. Real facts have kind real in every release; a board of the release's own countries joins by
-- country. state on the reference date of the current cycle: runs; ending (runs, and ends within a year of it); ended; planned;
-- unknown if sources give no end and no status. A month or a year counts to its last day. amount is that of the whole activity
-- and the same in each of its rows: never add it over rows. amount_here is the part of this row's country and area, null if a
-- source does not state the shares, and null if the activity is part of another (part_of): it may be added within one currency.
-- counted is true if the activity's amount belongs to a sum. Source: staging.support_merged; answers of countries only if they
-- share their needs with donors. docs/support.md.
with today as (
    select reference_date as today from input.cycles
    where is_current
),

organisations as (
    select
        support_groups.activity,
        string_agg(distinct involved.organisation, ' ' order by involved.organisation) filter (where involved.role = 'funder') as funders,
        string_agg(distinct involved.organisation, ' ' order by involved.organisation) filter (where involved.role = 'implementer') as implementers
    from input.support_organisations as involved
    inner join staging.support_groups as support_groups on involved.report = support_groups.report
    group by support_groups.activity
),

timed as (
    select
        merged.activity,
        case
            when merged.status = 'ended' or merged.ends < left(today.today, length(merged.ends)) then 'ended'
            when merged.status = 'suspended' then 'unknown'
            when merged.begins > left(today.today, length(merged.begins)) then 'planned'
            when merged.ends <= left((today.today::date + interval 1 year)::date::text, length(merged.ends)) then 'ending'
            when merged.ends is not null then 'runs'
            when merged.status in ('planned', 'runs') then merged.status
            else 'unknown'
        end as state
    from staging.support_merged as merged
    cross join today
)

select
    merged.activity,
    reach.country,
    reach.area,
    merged.kind,
    coalesce(organisations.funders, '') as funders,
    coalesce(organisations.implementers, '') as implementers,
    merged.region,
    merged.begins,
    merged.ends,
    timed.state,
    merged.amount,
    merged.currency,
    merged.year,
    reach.country_share,
    reach.area_share,
    case when merged.part_of is null then merged.amount * reach.country_share * reach.area_share end as amount_here,
    merged.part_of,
    merged.amount is not null and merged.part_of is null as counted,
    merged.sources,
    merged.reports,
    merged.report_count,
    merged.note,
    merged.results,
    merged.documents,
    merged.link,
    merged.citation,
    merged.as_of
from staging.support_merged as merged
inner join timed on merged.activity = timed.activity
inner join staging.support_reach as reach on merged.activity = reach.activity
left join organisations on merged.activity = organisations.activity

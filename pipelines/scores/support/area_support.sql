-- Area support: support of each country in each area, by every source, on the reference date of the cycle released.
--
-- One row per country and area that an activity names; area is unspecified for activities without an area, which may concern
-- any. under_way counts activities that run, ending those of them that end within a year; planned begin later; undated are
-- those for which no source states whether they run. funders are the organisations that fund activities under way. until is the
-- end of the last of these as its source writes it: null if one of them has no end, and if there are none. Source:
-- marts.support_activities.
with funders as (
    select distinct
        country,
        area,
        unnest(string_split(funders, ' ')) as funder
    from marts.support_activities
    where state in ('runs', 'ending') and funders <> ''
),

funding as (
    select
        country,
        area,
        string_agg(funder, ' ' order by funder) as funders,
        count(*)::integer as funder_count
    from funders
    group by country, area
),

counted as (
    select
        country,
        area,
        count(*) filter (where state in ('runs', 'ending'))::integer as under_way,
        count(*) filter (where state = 'ending')::integer as ending,
        count(*) filter (where state = 'planned')::integer as planned,
        count(*) filter (where state = 'unknown')::integer as undated,
        count(*) filter (where state = 'runs' and ends is null)::integer as endless,
        -- A month or a year counts to its last day.
        max_by(ends, ends || substr('0000-12-31', len(ends) + 1)) filter (where state in ('runs', 'ending')) as last_end
    from marts.support_activities
    where country <> 'unspecified'
    group by country, area
)

select
    counted.country,
    counted.area,
    counted.under_way,
    counted.ending,
    counted.planned,
    counted.undated,
    funding.funders,
    -- Where no source names a funder, none is counted.
    coalesce(funding.funder_count, 0) as funder_count,
    case when counted.endless = 0 then counted.last_end end as until
from counted
left join funding on counted.country = funding.country and counted.area = funding.area

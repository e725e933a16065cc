-- Board areas: number of countries of the world, of a region or of a group by area and standing.
--
-- One row per kind, region, area and standing of marts.board that some country has; countries counts the reporting ones. Counts
-- are shown for any number of countries: the board lists them. funder_count counts the organisations that fund activities under
-- way in these countries, each once. Source: marts.board.
with placed as (
    select 'world' as kind, 'world' as region, request, area, standing, funders from marts.board
    union all
    select 'region' as kind, region, request, area, standing, funders from marts.board
    where region is not null
    union all
    select 'group' as kind, unnest(string_split(groups, ' ')) as region, request, area, standing, funders from marts.board
    where groups <> ''
),

funded as (
    select
        kind,
        region,
        area,
        standing,
        count(distinct funder)::integer as funder_count
    from (select kind, region, area, standing, unnest(string_split(funders, ' ')) as funder from placed where funders is not null)
    group by kind, region, area, standing
),

counted as (
    select
        kind,
        region,
        area,
        standing,
        count(*)::integer as countries
    from placed
    group by kind, region, area, standing
),

cycles as (
    select cycle from input.cycles
    where is_current
)

select
    cycles.cycle,
    counted.kind,
    counted.region,
    counted.area,
    counted.standing,
    -- Codes of the place, each under its own name, so that an address can name it.
    case when counted.kind = 'region' then counted.region end as in_region,
    case when counted.kind = 'group' then counted.region end as in_group,
    -- The order in charts: needs without support first.
    list_position(['unmet', 'ending', 'supported', 'overlap', 'low', 'unknown'], counted.standing) as standing_position,
    counted.countries,
    sum(counted.countries) over (partition by counted.kind, counted.region, counted.area)::integer as reporting,
    -- Where no source names a funder, none is counted.
    coalesce(funded.funder_count, 0) as funder_count
from counted
cross join cycles
left join funded
    on
        counted.kind = funded.kind and counted.region = funded.region
        and counted.area = funded.area and counted.standing = funded.standing

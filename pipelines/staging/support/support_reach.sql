-- Support reach: the countries and areas of need of each activity of support, with their shares.
--
-- One row per activity, country and area that a report names together. A report without a country (an area) uses those of the
-- first report that names some; if none does, the country (the area) is "unspecified", with the whole activity. Shares come
-- from that first report, because shares of two sources do not match. Countries and areas that only another report names have
-- no known share. An answer concerns its own country only, so its country and shares count only if no other report describes
-- the activity. Source: input.support_countries, input.support_areas, staging.support_groups.
with groups as (
    select
        support_groups.activity,
        support_groups.report,
        support_groups.place,
        support_groups.reports = 1 or reports.source <> 'answer' as lends,
        exists (select 1 from input.support_countries as named where named.report = support_groups.report) as names_countries,
        exists (select 1 from input.support_areas as named where named.report = support_groups.report) as names_areas
    from staging.support_groups as support_groups
    inner join input.support_reports as reports on support_groups.report = reports.report
),

firsts as (
    select
        activity,
        arg_min(report, place) filter (where names_countries and lends) as of_countries,
        arg_min(report, place) filter (where names_areas and lends) as of_areas
    from groups
    group by activity
),

readings as (
    select
        groups.activity,
        case when groups.names_countries then groups.report else firsts.of_countries end as of_countries,
        case when groups.names_areas then groups.report else firsts.of_areas end as of_areas,
        firsts.of_countries as first_of_countries,
        firsts.of_areas as first_of_areas
    from groups
    inner join firsts on groups.activity = firsts.activity
)

select
    readings.activity,
    coalesce(countries.country, 'unspecified') as country,
    coalesce(areas.area, 'unspecified') as area,
    max(case
        when countries.country is null then 1
        when readings.of_countries = readings.first_of_countries then countries.share
    end)::double as country_share,
    max(case
        when areas.area is null then 1
        when readings.of_areas = readings.first_of_areas then areas.share
    end)::double as area_share
from readings
left join input.support_countries as countries on readings.of_countries = countries.report
left join input.support_areas as areas on readings.of_areas = areas.report
group by readings.activity, coalesce(countries.country, 'unspecified'), coalesce(areas.area, 'unspecified')

-- Members of places: the countries of the world, of each region, subregion and group.
--
-- One row per place and country, invited or not; membership is as of the day on which the cycle of this release opened. is_real is
-- false for a fictional State.
-- Source: pipelines/reference/countries.csv, groups.csv.
select 'world' as place, country, not illustrative as is_real
from input.countries
union all
select region, country, not illustrative
from input.countries
where region is not null
union all
select subregion, country, not illustrative
from input.countries
where subregion is not null
union all
select unnest(string_split(groups, ' ')), country, not illustrative
from input.countries
where groups <> ''

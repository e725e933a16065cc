-- Area costs: what sources state that support of one country in an area amounts to.
--
-- One row per kind, area, currency and year of the amounts of marts.support_activities whose share for one country and area is known.
-- Each row of these counts once; nothing is converted. It says what support like it came to, not what a request costs: no
-- public answer states that.
-- Source: marts.support_activities; method, "What a budget covers".
select
    kind,
    area,
    currency,
    year,
    count(*)::integer as amounts,
    min(amount_here) as least,
    median(amount_here) as median,
    max(amount_here) as most
from marts.support_activities
where amount_here > 0 and area <> 'unspecified' and country <> 'unspecified' and currency is not null and year is not null
group by kind, area, currency, year

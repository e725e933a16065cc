-- Step peers: for each country and area, the countries that have made its next steps, and the assistance that they offer.
--
-- One row per reporting country, area and peer: a country that, between the cycle before and the one released, made at least
-- one of the next steps in marts.steps, both answers listed. steps are the items, separated by spaces. Up to eight peers for
-- each area: those that offer assistance first, then those of the same region, then those that made the most of the steps. That
-- a country made a step does not show why. Source: method, "Steps to the target".
select
    cycle,
    country,
    area,
    peer,
    place,
    region,
    same_region,
    step_count,
    steps,
    offers
from statistics.step_peers

-- First makers: of the countries that made a step, those to name first, in each region and in all.
--
-- One row per step and region; among is the region, or all. peers are in order: those that offer assistance, then by code. Six
-- of a region are enough for the six that marts.steps names, and twelve of all, as six of them may be of the region.
select
    cycle,
    item,
    score,
    next_score,
    'all' as among,
    count(*) as made,
    array_to_string(list(peer order by has_offers desc, peer)[1:12], ' ') as peers
from scores.step_makers
group by cycle, item, score, next_score

union all

select
    cycle,
    item,
    score,
    next_score,
    region as among,
    count(*) as made,
    array_to_string(list(peer order by has_offers desc, peer)[1:6], ' ') as peers
from scores.step_makers
where region is not null
group by cycle, item, score, next_score, region

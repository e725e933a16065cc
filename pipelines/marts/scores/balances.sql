-- Commitment against capacity: the first two dimensions of the framework side by side.
--
-- One row per country of the current cycle with a published score in both. low and high are the 90 % uncertainty interval of
-- each (choices of method, not measurement error). difference is the second minus the first; it is certain if the two intervals
-- do not overlap. quadrant states in which half of the scale from 0 to 100 each score is.
with pair as (
    select
        min_by(dimension, position) as first_dimension,
        max_by(dimension, position) as second_dimension
    from (
        select dimension, position from input.dimensions
        order by position
        limit 2
    )
    having count(*) = 2
)

select
    one.cycle,
    one.country,
    pair.first_dimension,
    pair.second_dimension,
    one.score as first_score,
    one.p05 as first_low,
    one.p95 as first_high,
    two.score as second_score,
    two.p05 as second_low,
    two.p95 as second_high,
    two.score - one.score as difference,
    abs(two.score - one.score) as distance,
    coalesce(one.p95 < two.p05 or two.p95 < one.p05, false) as certain,
    case
        when one.score >= 50 and two.score >= 50 then 'both'
        when one.score >= 50 then 'first'
        when two.score >= 50 then 'second'
        else 'neither'
    end as quadrant
from pair
inner join marts.bands as one on pair.first_dimension = one.element and one.level = 'dimension'
inner join marts.bands as two
    on
        pair.second_dimension = two.element
        and two.level = 'dimension'
        and one.cycle = two.cycle
        and one.country = two.country

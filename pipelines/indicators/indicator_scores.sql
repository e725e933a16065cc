-- Indicator scores: the weighted mean of an indicator's scored items.
--
-- One row per cycle, reporting country and indicator. A score is published where at least the threshold's share of the
-- items that apply have a value; below it score is null, and the bounds still say between what it lies: what the mean
-- would be if all that is missing were 0 and were 100. A country to which no item applies keeps its row.
-- Source: method, "From answer to score" and "Missing".
with summed as (
    select
        cycle,
        country,
        indicator,
        count(*) filter (where counts) as applicable,
        count(score) filter (where counts) as counted,
        sum(weight * score) filter (where counts) / sum(weight) filter (where counts and score is not null) as mean,
        sum(weight * if_zero) filter (where counts) / sum(weight) filter (where counts) as if_missing_zero,
        sum(weight * if_full) filter (where counts) / sum(weight) filter (where counts) as if_missing_full,
        count(score) filter (where counts and evidence_state = 'evidenced') as evidenced,
        count(score) filter (where counts and evidence_state = 'verified') as verified
    from indicators.counted_items
    group by cycle, country, indicator
)

select
    summed.cycle,
    summed.country,
    summed.indicator,
    case
        when summed.applicable = 0 then 'not_applicable'
        -- Two of three must reach two thirds, whatever the last digit of the division is.
        when summed.counted > 0 and summed.counted >= summed.applicable * cycles.coverage_threshold - 1e-9
            then 'published'
        else 'below_threshold'
    end as status,
    case when status = 'published' then summed.mean end as score,
    summed.if_missing_zero,
    summed.if_missing_full,
    summed.counted::integer as counted,
    summed.applicable::integer as applicable,
    summed.counted::integer as answers,
    summed.evidenced::integer as evidenced,
    summed.verified::integer as verified
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle

-- Indicator scores: the weighted mean of an indicator's scored items.
--
-- One row per cycle, reporting country and indicator. A score is published where at least the threshold's share of the
-- items that apply have a value; below it score is null, and the bounds still say between what it lies: what the mean
-- would be if all that is missing were 0 and were 100. A country to which no item applies keeps its row.
-- Of items that stand for each other the best counts; a lesser answer beside a missing one could still be bettered.
-- Answers are read as staging.item_scores reads them, so that the many rows are gone through once.
-- Source: method, "From answer to score" and "Missing".
with linked as (
    select
        worths.cycle, worths.item, worths.value, worths.worth, worths.is_unscored, worths.lowest,
        links.indicator, links.weight, links.combine
    from staging.worths as worths
    inner join staging.indicator_items as links on worths.cycle = links.cycle and worths.item = links.item
),

read as (
    select
        answers.cycle, answers.country, linked.indicator, linked.weight, linked.combine,
        case when answers.hidden_as is null then linked.worth when answers.hidden_as = 'zero' then linked.lowest end as score,
        score is not null or not (
            answers.hidden_as is not null or linked.is_unscored
            or (answers.state = 'not_applicable' and answers.reason_accepted)
        ) as applies,
        case when score is not null then score when applies then 100 end as if_full,
        case when answers.hidden_as is null then answers.evidence_state end as evidence_state
    from input.answers as answers
    inner join linked
        on answers.cycle = linked.cycle
        and answers.item = linked.item
        -- No answer is an empty text there.
        and coalesce(answers.value, '') = linked.value
),

counted as (
    select cycle, country, indicator, weight, score, applies, if_full, evidence_state
    from read
    where combine is null
    union all
    select
        cycle, country, indicator, max(weight) as weight, max(score) as score, bool_or(applies) as applies,
        max(if_full) as if_full, arg_max(evidence_state, score) as evidence_state
    from read
    where combine is not null
    group by cycle, country, indicator, combine
),

summed as (
    select
        cycle, country, indicator,
        count(if_full) as applicable,
        count(score) as counted,
        sum(weight * score) as points,
        sum(weight) filter (where score is not null) as weight,
        sum(weight * if_full) as points_if_full,
        sum(weight) filter (where applies) as full_weight,
        count(score) filter (where evidence_state = 'evidenced') as evidenced,
        count(score) filter (where evidence_state = 'verified') as verified
    from counted
    group by cycle, country, indicator
)

select
    summed.cycle, summed.country, summed.indicator,
    case
        when summed.applicable = 0 then 'not_applicable'
        -- Two of three must reach two thirds, whatever the last digit of the division is.
        when summed.counted > 0 and summed.counted >= summed.applicable * cycles.coverage_threshold - 1e-9 then 'published'
        else 'below_threshold'
    end as status,
    case when status = 'published' then summed.points / summed.weight end as score,
    -- Without any value there are no points: zero is the sum.
    coalesce(summed.points, 0) / summed.full_weight as if_missing_zero,
    summed.points_if_full / summed.full_weight as if_missing_full,
    summed.counted::integer as counted, summed.applicable::integer as applicable, summed.counted::integer as answers,
    summed.evidenced::integer as evidenced, summed.verified::integer as verified
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle

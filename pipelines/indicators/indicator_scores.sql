-- Indicator scores: the weighted mean of an indicator's scored items.
--
-- One row per cycle, reporting country and indicator. known_mean is the mean of the items that have a value. It is published as
-- score if these are at least the coverage threshold's share of the items that apply, and at least the answered threshold's
-- share of the items asked, including those that do not apply or have a choice without a score. The bounds are always given:
-- the mean is between them whatever the missing answers are. They use 0 and 100 for missing answers, and for an answer that
-- another value of a missing answer would hide. Among alternative items the best counts. Answers are read as in
-- staging.item_scores. Source: method, "From answer to score" and "Missing".
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
        coalesce(answers.surrogate, case when answers.hidden_as is null then linked.worth
            when answers.hidden_as = 'zero' then linked.lowest end) as score,
        answers.hidden_as = 'absent'
            or (answers.hidden_as is null and answers.state = 'not_applicable' and answers.reason_accepted) as is_away,
        score is not null or not (is_away is true or answers.hidden_as is not null or linked.is_unscored) as applies,
        score is not null or answers.hidden_as is null or answers.hidden_as = 'absent' as is_asked,
        score is not null and answers.is_uncertain is not true as is_sure,
        case when is_sure then score when applies then 0 end as if_zero,
        case when is_sure then score when applies then 100 end as if_full,
        case when answers.hidden_as is null then answers.evidence_state end as evidence_state
    from input.answers as answers
    inner join linked
        on answers.cycle = linked.cycle and answers.item = linked.item
        -- No answer is an empty text there.
        and coalesce(answers.value, '') = linked.value
),

counted as (
    select cycle, country, indicator, weight, score, applies, is_asked, is_away, if_zero, if_full, evidence_state
    from read
    where combine is null
    union all
    select
        cycle, country, indicator, max(weight) as weight, max(score) as score, bool_or(applies) as applies,
        bool_or(is_asked) as is_asked, bool_or(is_away) and not bool_or(applies) as is_away,
        max(if_zero) as if_zero, max(if_full) as if_full, arg_max(evidence_state, score) as evidence_state
    from read
    where combine is not null
    group by cycle, country, indicator, combine
),

summed as (
    select
        cycle, country, indicator,
        count(if_full) as applicable, count(score) as counted,
        count(*) filter (where is_asked) as asked, count(*) filter (where is_away) as not_applicable,
        sum(weight * score) / sum(weight) filter (where score is not null) as known_mean,
        sum(weight * if_zero) / sum(weight) filter (where applies) as if_missing_zero,
        sum(weight * if_full) / sum(weight) filter (where applies) as if_missing_full,
        count(score) filter (where evidence_state = 'evidenced') as evidenced,
        count(score) filter (where evidence_state = 'verified') as verified
    from counted
    group by cycle, country, indicator
)

select
    summed.cycle, summed.country, summed.indicator, case
        when summed.applicable = 0 then 'not_applicable'
        -- Two of three reach two thirds, whatever the last digit.
        when summed.counted = 0 or summed.counted < summed.applicable * cycles.coverage_threshold - 1e-9 then 'below_threshold'
        when summed.counted < summed.asked * cycles.answered_threshold - 1e-9 then 'below_answered'
        else 'published'
    end as status,
    case when status = 'published' then summed.known_mean end as score,
    summed.known_mean, summed.if_missing_zero, summed.if_missing_full,
    summed.counted::integer as counted, summed.applicable::integer as applicable,
    summed.asked::integer as asked, summed.not_applicable::integer as not_applicable, summed.counted::integer as answers,
    summed.evidenced::integer as evidenced, summed.verified::integer as verified
from summed
inner join input.cycles as cycles on summed.cycle = cycles.cycle

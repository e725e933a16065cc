-- Counted items: how each item of an indicator enters the indicator's score.
--
-- One row per cycle, reporting country, indicator and item. counts is false for items excluded from the denominator and, among
-- alternative items, for all but the best one. if_zero and if_full are the score of the item if all missing answers were 0 and
-- were 100; an answer that another value of a missing answer would hide counts as missing there. In a group they refer to the
-- item that counts: a missing alternative could still exceed a lower answer. Missing: score is null if the country gave no
-- value.
with linked as (
    select
        scores.cycle,
        scores.country,
        links.indicator,
        scores.item,
        links.question,
        links.weight,
        links.combine,
        scores.standing,
        scores.score,
        case
            when scores.standing = 'scored' and not scores.is_uncertain then scores.score
            when scores.standing <> 'left_out' then 0
        end as if_zero,
        case
            when scores.standing = 'scored' and not scores.is_uncertain then scores.score
            when scores.standing <> 'left_out' then 100
        end as if_full,
        scores.is_hidden,
        scores.evidence_state
    from staging.item_scores as scores
    inner join staging.indicator_items as links on scores.cycle = links.cycle and scores.item = links.item
),

rivals as (
    select
        cycle, country, indicator, item, question, weight, standing, score, is_hidden, evidence_state,
        row_number() over (
            partition by cycle, country, indicator, combine
            order by standing = 'scored' desc, standing = 'missing' desc, score desc nulls last, item
        ) as place,
        max(if_zero) over (partition by cycle, country, indicator, combine) as if_zero,
        max(if_full) over (partition by cycle, country, indicator, combine) as if_full
    from linked
    where combine is not null
)

select
    cycle, country, indicator, item, question, weight, standing, score, is_hidden, evidence_state,
    standing <> 'left_out' as counts,
    if_zero,
    if_full
from linked
where combine is null
union all
select
    cycle, country, indicator, item, question, weight, standing, score, is_hidden, evidence_state,
    place = 1 and standing <> 'left_out' as counts,
    if_zero,
    if_full
from rivals

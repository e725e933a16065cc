-- Question scores: the score of each answer, its contribution to its indicator, and its source cell.
--
-- One row per cycle, reporting country, indicator and scored item. contribution is that of the item to the indicator's score:
-- its own score times weight_in_indicator, its weight among the items that have a value. The contributions of an indicator sum
-- to its score; both are null if the item does not count, or there is no score. If a country allows a section's answers in
-- scores without listing them, listed is false and the answer's own columns are null; a rounded answer counts with the common
-- score of its group of protected answers, a withheld one does not count. Source: accepted submissions; the cell, sheet and
-- file are those of the workbook that the country sent.
with weights as (
    select
        items.cycle,
        items.country,
        items.indicator,
        sum(items.weight) as weight
    from indicators.counted_items as items
    inner join indicators.indicator_scores as scores
        on items.cycle = scores.cycle and items.country = scores.country and items.indicator = scores.indicator
    where items.counts and items.score is not null and scores.status = 'published'
    group by items.cycle, items.country, items.indicator
)

select
    items.cycle,
    items.country,
    items.indicator,
    items.item,
    items.question,
    answers.part,
    coalesce(answers.listed, true) as listed,
    coalesce(answers.protection, 'none') as protection,
    case when coalesce(answers.listed, true) then coalesce(answers.state, 'blank') end as state,
    case when answers.listed then answers.value end as value_text,
    case when coalesce(answers.listed, true) then items.score end as score,
    case when coalesce(answers.listed, true) then items.standing end as standing,
    case when coalesce(answers.listed, true) and items.counts and items.score is not null
        then items.weight / weights.weight end as weight_in_indicator,
    case when coalesce(answers.listed, true) and items.counts then items.weight / weights.weight * items.score end as contribution,
    items.is_hidden as hidden,
    case when coalesce(answers.listed, true) then items.evidence_state end as evidence_state,
    case when answers.listed then answers.confirmed end as confirmed,
    answers.upload_sha256,
    answers.revision,
    answers.file_name,
    answers.sheet,
    answers.cell
from indicators.counted_items as items
left join input.answers as answers
    on items.cycle = answers.cycle and items.country = answers.country and items.item = answers.item
left join weights
    on items.cycle = weights.cycle and items.country = weights.country and items.indicator = weights.indicator

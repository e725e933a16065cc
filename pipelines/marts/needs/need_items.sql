-- Need items: contribution of each answer to the mean score of an area, from which the gap of its need is computed.
--
-- One row per reporting country, area and scored item of the area's questions, in the cycle released. contribution is the
-- item's score times weight_in_area, its share among the items that have a value; the contributions of an area sum to its mean
-- score. An item may be in several areas. Missing: both are null if the item has no value, and if the area has too few for a
-- mean. If the country allows the answer in scores without listing it, listed is false and both are null; listed answers are in
-- marts.question_scores. Source: pipelines/framework/<instrument>/area_questions.csv.
with placed as (
    select
        scores.cycle,
        scores.country,
        links.area,
        scores.item,
        scores.score,
        count(scores.score) over (partition by scores.cycle, scores.country, links.area) as counted
    from input.area_questions as links
    inner join staging.scored_items as items on links.question = items.question
    inner join input.cycles as cycles on items.cycle = cycles.cycle and cycles.is_current
    inner join staging.item_scores as scores on items.cycle = scores.cycle and items.item = scores.item
)

select
    placed.cycle,
    placed.country,
    placed.area,
    placed.item,
    answers.listed,
    answers.protection,
    case when answers.listed and means.mean_score is not null and placed.score is not null
        then 1 / placed.counted end as weight_in_area,
    case when answers.listed and means.mean_score is not null then placed.score / placed.counted end as contribution
from placed
inner join input.answers as answers
    on placed.cycle = answers.cycle and placed.country = answers.country and placed.item = answers.item
inner join scores.area_scores as means
    on placed.cycle = means.cycle and placed.country = means.country and placed.area = means.area

-- Area scores: how a country stands in each area in which needs and support are told.
--
-- One row per cycle, reporting country and area: the plain mean of the scored items of the area's questions, published
-- where at least the threshold's share of those that apply have a value. A question may stand in several areas. An area
-- without a scored question in this edition keeps its row, without a score.
-- Source: pipelines/framework/<instrument>/area_questions.csv.
with placed as (
    select
        links.area,
        scores.cycle,
        scores.country,
        scores.standing,
        scores.score
    from input.area_questions as links
    inner join staging.scored_items as items on links.question = items.question
    inner join staging.item_scores as scores
        on items.cycle = scores.cycle and items.item = scores.item
),

summed as (
    select
        cycle,
        country,
        area,
        count(*) filter (where standing <> 'left_out') as applicable,
        count(score) as counted,
        avg(score) as mean
    from placed
    group by cycle, country, area
)

select
    submissions.cycle,
    submissions.country,
    areas.area,
    case
        when summed.counted > 0 and summed.counted >= summed.applicable * cycles.coverage_threshold - 1e-9
            then summed.mean
    end as mean_score,
    summed.counted / nullif(summed.applicable, 0) as coverage
from input.submissions as submissions
cross join input.areas as areas
inner join input.cycles as cycles on submissions.cycle = cycles.cycle
left join summed
    on submissions.cycle = summed.cycle and submissions.country = summed.country and areas.area = summed.area

-- Area scores: the score of a country in each area in which needs and support are reported.
--
-- One row per cycle, reporting country and area: the unweighted mean of the scored items of the area's questions, published
-- under the two thresholds of a score: share of those that apply, and of those asked. The bounds are those of a score. A
-- question may be in several areas. An area without a scored question in this edition keeps its row, without a score. Source:
-- pipelines/framework/<instrument>/area_questions.csv.
with placed as (
    select
        links.area,
        scores.cycle,
        scores.country,
        scores.standing,
        scores.left_out_as,
        scores.score,
        scores.standing = 'scored' and not scores.is_uncertain as is_sure
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
        count(*) filter (where coalesce(left_out_as, '') <> 'not_asked') as asked,
        count(score) as counted,
        avg(score) as mean,
        avg(case when is_sure then score when standing <> 'left_out' then 0 end) as if_missing_zero,
        avg(case when is_sure then score when standing <> 'left_out' then 100 end) as if_missing_full
    from placed
    group by cycle, country, area
)

select
    submissions.cycle,
    submissions.country,
    areas.area,
    case
        when summed.counted = 0 or summed.counted < summed.applicable * cycles.coverage_threshold - 1e-9 then null
        when summed.counted < summed.asked * cycles.answered_threshold - 1e-9 then null
        else summed.mean
    end as mean_score,
    summed.if_missing_zero,
    summed.if_missing_full,
    summed.counted / nullif(summed.applicable, 0) as coverage
from input.submissions as submissions
cross join input.areas as areas
inner join input.cycles as cycles on submissions.cycle = cycles.cycle
left join summed
    on submissions.cycle = summed.cycle and submissions.country = summed.country and areas.area = summed.area

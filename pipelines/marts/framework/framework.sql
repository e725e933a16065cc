-- Framework: dimensions, pillars, indicators and questions, each with its weight, as of the cycle of this release.
--
-- One row per level, element and parent. weight is the share in the parent (elements of a parent sum to 1, alternative items
-- counted once), effective_weight the share in the dimension; both null for elements that are not scored here. scored_in_public
-- is false for elements without a question in this edition; shown_only is true for elements that are never scored. Source:
-- pipelines/framework/<instrument>/, questionnaires/<instrument>/<version>/.
with items as (
    select
        links.indicator, links.question, links.weight, links.combine,
        row_number() over (partition by links.indicator, coalesce(links.combine, links.item) order by links.item) = 1 as leads
    from staging.indicator_items as links
    inner join input.cycles as cycles on links.cycle = cycles.cycle
    where cycles.is_current
),

question_weights as (
    select items.indicator, items.question, sum(items.weight / totals.weight) as weight
    from items
    inner join (
        select indicator, sum(weight) filter (where leads) as weight from items group by indicator
    ) as totals on items.indicator = totals.indicator
    group by items.indicator, items.question
),

indicator_weights as (
    select
        indicators.indicator, indicators.pillar,
        indicators.weight / sum(indicators.weight) over (partition by indicators.pillar) as weight
    from input.indicators as indicators
    where indicators.indicator in (select indicator from items)
),

pillar_weights as (
    select
        pillars.pillar, pillars.dimension,
        pillars.weight / sum(pillars.weight) over (partition by pillars.dimension) as weight
    from input.pillars as pillars
    where pillars.pillar in (select pillar from indicator_weights)
)

select
    'dimension' as level, dimensions.dimension as element, null as parent, null as weight, null as effective_weight,
    dimensions.position, dimensions.dimension in (select dimension from pillar_weights) as scored_in_public,
    false as shown_only, null as combine, null as list, null as scorer
from input.dimensions as dimensions
union all
select
    'pillar', pillars.pillar, pillars.dimension, weights.weight, weights.weight,
    pillars.position, weights.pillar is not null, false, null, null, null
from input.pillars as pillars
left join pillar_weights as weights on pillars.pillar = weights.pillar
union all
select
    'indicator', indicators.indicator, indicators.pillar, weights.weight, weights.weight * above.weight,
    indicators.position, weights.indicator is not null, indicators.use = 'shown', null, null, null
from input.indicators as indicators
left join indicator_weights as weights on indicators.indicator = weights.indicator
left join pillar_weights as above on indicators.pillar = above.pillar
union all
select
    'question', links.question, links.indicator, any_value(weights.weight), any_value(weights.weight * above.weight * top.weight),
    min(links.position), bool_or(weights.question is not null), max(links.weight) = 0 or any_value(indicators.use) = 'shown',
    any_value(links.combine), any_value(coalesce(questions.list, scorers.list)), any_value(scorers.scorer)
from input.indicator_questions as links
inner join input.cycles as cycles on cycles.is_current
inner join input.questions as questions on cycles.cycle = questions.cycle and links.question = questions.question
inner join input.indicators as indicators on links.indicator = indicators.indicator
left join input.scored_items as scorers on cycles.cycle = scorers.cycle and links.question = scorers.question
left join question_weights as weights on links.indicator = weights.indicator and links.question = weights.question
left join indicator_weights as above on links.indicator = above.indicator
left join pillar_weights as top on above.pillar = top.pillar
group by links.indicator, links.question

-- Indicator items: the items of each indicator, with their weights.
--
-- One row per cycle, indicator and item. Only scored indicators, and only items that are scored in this edition: items shown
-- with an indicator with weight 0 are not included. Items of a combine group are alternatives, and the best of them counts.
-- dimensions is the number of dimensions of the item's question: one, so that nothing is counted twice. Source:
-- pipelines/framework/<instrument>/indicator_questions.csv.
with links as (
    select
        links.indicator,
        links.question,
        links.part,
        links.weight,
        links.combine,
        pillars.dimension
    from input.indicator_questions as links
    inner join input.indicators as indicators on links.indicator = indicators.indicator
    inner join input.pillars as pillars on indicators.pillar = pillars.pillar
    where indicators.use = 'scored' and links.weight > 0
),

fed as (
    select
        question,
        count(distinct dimension) as dimensions
    from links
    group by question
)

select
    items.cycle,
    links.indicator,
    items.item,
    items.question,
    links.weight,
    links.combine,
    fed.dimensions
from staging.scored_items as items
inner join links
    on items.question = links.question
    and (links.part is null or items.item = links.question || '.' || links.part)
inner join fed on items.question = fed.question

-- Indicator items: which items feed which indicator, with what weight.
--
-- One row per cycle, indicator and item. Only scored indicators, and only items that are scored in this edition: what
-- is shown beside an indicator with weight 0 is not here. Items that share a combine group stand for each other, and
-- the best of them counts.
-- dimensions is the number of dimensions that the item's question feeds: one, so that nothing is counted twice.
-- Source: pipelines/framework/<instrument>/indicator_questions.csv.
select
    items.cycle,
    indicators.indicator,
    items.item,
    items.question,
    links.weight,
    links.combine,
    count(distinct pillars.dimension) over (partition by items.cycle, items.question) as dimensions
from staging.scored_items as items
inner join input.indicator_questions as links
    on items.question = links.question
    and (links.part is null or items.item = links.question || '.' || links.part)
inner join input.indicators as indicators on links.indicator = indicators.indicator
inner join input.pillars as pillars on indicators.pillar = pillars.pillar
where indicators.use = 'scored' and links.weight > 0

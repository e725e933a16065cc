-- Scores of countries on the elements that measure each recommendation.
--
-- One row per recommendation and element of the framework that measures it, with the median over all countries of the current
-- cycle; null if too few have a published score. A recommendation to others than States has no row.
-- Source: pipelines/framework/<instrument>/recommendation_elements.csv.
select
    measured.recommendation,
    measured.element,
    scores.level,
    measured.position::integer as position,
    scores.scored,
    scores.members,
    scores.median
from input.recommendation_elements as measured
inner join input.cycles as cycles on cycles.is_current
inner join marts.region_scores as scores
    on
        measured.element = scores.element
        and cycles.cycle = scores.cycle
        and scores.kind = 'world'

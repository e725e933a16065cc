-- Areas: the areas in which needs and support are stated, in the framework's order.
--
-- One row per area. questions counts the questions of the current questionnaire that are scored in it in this edition.
-- Source: pipelines/framework/<instrument>/areas.csv, area_questions.csv.
select
    areas.area,
    areas.position,
    count(distinct items.question)::integer as questions
from input.areas as areas
left join input.area_questions as links on areas.area = links.area
left join input.cycles as cycles on cycles.is_current
left join staging.scored_items as items on links.question = items.question and cycles.cycle = items.cycle
group by areas.area, areas.position

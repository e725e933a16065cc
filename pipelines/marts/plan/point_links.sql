-- Links of each point: recommendations, indicators, treaties, and the scored questions of its area.
--
-- One row per point, kind and code. Of a question, position is that in the questionnaire.
-- Source: pipelines/framework/<instrument>/point_links.csv, area_questions.csv.
select
    point,
    kind,
    code,
    position
from input.point_links
union all
select
    points.point,
    'question',
    questions.question,
    questions.position
from input.points as points
inner join input.area_questions as links on points.area = links.area
inner join input.cycles as cycles on cycles.is_current
inner join input.questions as questions
    on links.question = questions.question and cycles.cycle = questions.cycle and questions.in_edition

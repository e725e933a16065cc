-- Points of the messages that the plan starts from, each with the area of need that it belongs to.
--
-- One row per point. What the messages asked in it is its label of the kind point_says.
-- Source: pipelines/framework/<instrument>/points.csv.
select
    point,
    area,
    position
from input.points

-- Points of the messages of 2010, each with its area of need.
--
-- One row per point. The text of the messages is its label of the kind point_says. Source:
-- pipelines/framework/<instrument>/points.csv.
select
    point,
    area,
    position
from input.points

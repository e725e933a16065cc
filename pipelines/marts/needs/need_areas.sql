-- Needs of all countries by area: the rows of the world in region_needs.
--
-- One row per cycle and area, with "reporting of members" next to each figure. mean_need and mean_gap are null if
-- fewer countries than the cycle's least group have one.
select
    cycle,
    area,
    reporting,
    members,
    stated,
    mean_need,
    mean_gap,
    unmet_countries,
    unknown_countries,
    active_support
from marts.region_needs
where kind = 'world'

-- Need replications: each need in each of the first replications of the method.
--
-- One row per request of marts.board with a need. needs has one value for each replication, in their order, separated by
-- spaces: 100 x gap x priority with the mean score of that replication. One choice of method changes all countries at once, so
-- the n-th values of all rows belong together, and the order of needs can be computed in each replication. Source:
-- statistics.area_bands; method, "The order of requests".
select
    board.cycle,
    board.request,
    board.country,
    board.area,
    array_to_string(
        list_transform(
            string_split(bands.mean_replications, ' '),
            -- greatest() would make a missing mean a need of zero.
            lambda mean: case when mean <> ''
                then round(100 * greatest(0, 1 - mean::double / cycles.need_target) * answers.factor, 1)::varchar else '' end
        ),
        ' '
    ) as needs
from marts.board as board
inner join input.cycles as cycles on board.cycle = cycles.cycle
inner join scores.need_answers as answers
    on board.cycle = answers.cycle and board.country = answers.country and board.area = answers.area
inner join statistics.area_bands as bands
    on board.cycle = bands.cycle and board.country = bands.country and board.area = bands.area
where board.need is not null

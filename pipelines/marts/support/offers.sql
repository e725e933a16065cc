-- Offers: what assistance each country states that it can offer to others.
--
-- One row per country that reported in the cycle released. offers are the stored choices, separated by spaces; null if none is
-- offered or if it is not known. state distinguishes these: offers, none, or unknown (no answer, or not listed). Source:
-- accepted submissions; pipelines/framework/<instrument>/context_questions.csv names the question (context "offers").
with reported as (
    select
        answers.country,
        string_agg(answers.value, ' ' order by answers.item) as offered
    from input.answers as answers
    inner join input.cycles as cycles on answers.cycle = cycles.cycle and cycles.is_current
    inner join input.context_questions as links on answers.question = links.question and links.context = 'offers'
    where answers.listed and answers.state = 'answered'
    group by answers.country
),

kinds as (
    select
        reported.country,
        string_agg(kind.choice, ' ' order by kind.place) as offers
    from reported
    cross join unnest(string_split(reported.offered, ' ')) with ordinality as kind (choice, place)
    where kind.choice <> 'none'
    group by reported.country
)

select
    submissions.cycle,
    submissions.country,
    countries.region,
    kinds.offers,
    case
        when kinds.offers is not null then 'offers'
        when reported.country is not null then 'none'
        else 'unknown'
    end as state
from input.submissions as submissions
inner join input.cycles as cycles on submissions.cycle = cycles.cycle and cycles.is_current
inner join input.countries as countries on submissions.country = countries.country
left join reported on submissions.country = reported.country
left join kinds on submissions.country = kinds.country

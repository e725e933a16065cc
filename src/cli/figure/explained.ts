/** Explanations of figures as lines of text. */
import { roundDown } from '../../i18n/index.ts';
import type {
  AnswerCell,
  Change,
  ExplainedElement,
  ExplainedGroup,
  ExplainedItem,
  ExplainedNeed,
  ExplainedScore,
  Explanation,
} from '../../release/index.ts';

/** @param sql - whether to show the SQL statements */
export function describe(figure: Explanation, sql: boolean): string[] {
  const reported = { score: describeScore, need: describeNeed, group: describeGroup }[figure.kind] as (
    one: Explanation,
  ) => string[];
  const models = sql ? figure.models.flatMap(({ model, title, sql: text }) => ['', `-- ${model}: ${title}`, text]) : [];
  return [...reported(figure), ...models];
}

const origin = ({ cycle, release, illustrative }: Explanation) =>
  `${cycle}, release ${release}${illustrative ? ', illustrative' : ''}`;

function describeScore(figure: ExplainedScore): string[] {
  const { root, parent, change } = figure;
  return [
    `${figure.countryLabel} (${figure.country}), ${root.label} (${root.element}), ${origin(figure)}`,
    ...(parent && root.contribution !== null
      ? [
          `gives ${points(root.contribution)} of the ${points(parent.score)} points of ${parent.label} (${parent.element})`,
        ]
      : []),
    '',
    ...describeElement(root, ''),
    ...unlistedOf(figure.unlisted),
    ...(change === null ? [] : ['', ...describeChange(change)]),
  ];
}

function describeChange({ fromCycle, answers, ...change }: Change): string[] {
  if (change.change === null) return [`since ${fromCycle}: ${change.class}, ${change.questions} comparable questions`];
  return [
    `since ${fromCycle}: ${signed(change.change)}, from ${points(change.from)} to ${points(change.to)} on ${change.questions} comparable questions, ${change.changed === null ? 'not stated how many changed, as some answers are not listed' : `${change.changed} changed`}; ${change.class}`,
    `  pace ${points(change.pace)}: ${signed(change.achieved)} points a year, ${signed(change.required)} required; same sign in ${percent(change.sameSign)} of the draws`,
    ...(change.published === null
      ? []
      : [
          `  published ${signed(change.published)}, of it ${signed(change.ofMethod)} by what was asked or answered in one cycle only`,
        ]),
    ...answers
      .filter(({ from, to, listed }) => !listed || from !== to)
      .map(({ item, listed, from, to, contribution, indicator }) =>
        listed
          ? `  ${item}: ${points(from)} to ${points(to)}, gives ${signed(contribution)} to ${indicator}`
          : `  ${item}: not listed`,
      ),
  ];
}

function describeNeed(figure: ExplainedNeed): string[] {
  const { priority, band } = figure;
  return [
    `${figure.countryLabel} (${figure.country}), need in ${figure.label} (${figure.area}), ${origin(figure)}`,
    `need ${figure.need === null ? figure.status : points(figure.need)} = gap ${percent(figure.gap)} × priority ${priority?.factor ?? 'not stated'}`,
    ...(priority ? [`  priority ${priority.label}${priority.place ? `; ${placeOf(priority.place)}` : ''}`] : []),
    `  gap from a mean score of ${points(figure.mean)}, coverage ${percent(figure.coverage)}`,
    ...(band
      ? [`  sensitivity to method: ${points(band.low)} to ${points(band.high)}, median ${points(band.median)}`]
      : []),
    ...figure.variants.map(({ label, need }) => `  ${label}: ${points(need)}`),
    `  unmet: ${figure.unmet ?? 'not known'}`,
    ...figure.projects.map(
      ({ project, provider, from, to, active }) =>
        `  ${active ? 'active' : 'not active'}: ${project ?? ''}, ${provider ?? ''}, ${from ?? '?'} to ${to ?? '?'}`,
    ),
    '',
    ...figure.items.flatMap((item) => describeItem(item, '')),
    ...unlistedOf(figure.unlisted),
  ];
}

function describeGroup(figure: ExplainedGroup): string[] {
  return [
    `${figure.groupLabel} (${figure.group}), ${figure.label} (${figure.element}), ${origin(figure)}`,
    `median ${points(figure.median)}, mean ${points(figure.mean)}, ${points(figure.lowest)} to ${points(figure.highest)}: ${figure.scored} with a score of ${figure.reporting} reporting, ${figure.members} invited`,
    '',
    ...figure.countries.map(
      ({ country, label, score, status }) => `  ${country}  ${label}: ${score === null ? status : points(score)}`,
    ),
  ];
}

const unlistedOf = (unlisted: number): string[] =>
  Math.abs(unlisted) > 1e-9
    ? ['', `${points(unlisted)} points come from answers that feed scores and are not listed.`]
    : [];

function describeElement(one: ExplainedElement, indent: string): string[] {
  const { band } = one;
  const within = `${indent}  `;
  return [
    `${indent}${one.element}  ${one.label}: ${one.score === null ? one.status : points(one.score)}${share(one)}`,
    ...(one.coverage === null
      ? []
      : [
          `${within}coverage ${percent(one.coverage)}, needed ${percent(one.threshold)}; ${boundsOf(one)}`,
          ...askedOf(one, within),
        ]),
    ...(band
      ? [
          `${within}sensitivity to method: ${points(band.low)} to ${points(band.high)}, median ${points(band.median)}; ${band.rankLow === band.rankHigh ? `place ${band.rankLow}` : `between ${band.rankLow} and ${band.rankHigh}`} of ${band.ranked} (${band.draws} draws, ${band.failed} failed)`,
        ]
      : []),
    ...one.below.flatMap((below) => describeElement(below, within)),
    ...one.items.flatMap((item) => describeItem(item, within)),
  ];
}

function boundsOf({ settled, ...one }: ExplainedElement): string {
  const span = `${points(one.ifMissingZero)} to ${points(one.ifMissingFull)}`;
  return settled ? 'nothing is missing that could move it' : `${span} if what is missing were 0 or 100`;
}

/** Share of all questions asked; empty for a release that does not contain it. */
function askedOf(one: ExplainedElement, indent: string): string[] {
  if (one.shareAnswered === null) return [];
  const { shareAnswered, answeredThreshold, shareNotApplicable } = one;
  return [
    `${indent}of all questions asked ${percent(shareAnswered)} answered, needed ${percent(answeredThreshold)}; ${percent(shareNotApplicable)} not applicable`,
  ];
}

const protections: Readonly<Record<string, string>> = {
  rounded: ': counts with the rounded mean of a group of answers',
  withheld: ': counts as not released, for its protection',
};

function describeItem(item: ExplainedItem, indent: string): string[] {
  if (!item.listed) return [`${indent}${item.item}  not listed${protections[item.protection] ?? ''}`];
  const label = item.valueLabel ?? item.state ?? '';
  const worth = item.score === null ? 'no score' : `scores ${points(item.score)}`;
  const { fileName, revision, sheet, cell } = item;
  const place =
    cell === null
      ? 'no cell'
      : `${placeOf({ fileName: fileName!, revision: revision!, sheet: sheet!, cell })}${item.reused ? ', earlier answer confirmed' : ''}`;
  return [
    `${indent}${item.item}  ${item.label}`,
    `${indent}  ${item.hidden ? 'not asked' : label}, ${worth}${share(item)}, ${item.evidence ?? 'no evidence'}; ${place}`,
    ...item.facts.map(
      ({ label, status, asOf, source, confirmed, contradicted }) =>
        `${indent}  ${contradicted ? 'CONTRADICTED by ' : ''}${label}: ${status}, ${source}, ${asOf}${confirmed ? '' : ', to be confirmed'}`,
    ),
  ];
}

function share({ weight, contribution }: { weight: number | null; contribution: number | null }): string {
  return weight === null || contribution === null ? '' : `, weight ${percent(weight)}, gives ${points(contribution)}`;
}

const points = (value: number | null) => (value === null ? 'none' : String(roundDown(value, 2)));
const percent = (value: number | null) => (value === null ? 'none' : `${Number((value * 100).toFixed(1))} %`);
const signed = (value: number | null) => (value !== null && value > 0 ? `+${points(value)}` : points(value));
const placeOf = ({ fileName, revision, sheet, cell }: AnswerCell) =>
  `${fileName}, revision ${revision}, ${sheet}!${cell}`;

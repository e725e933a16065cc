/**
 * Chart of own score against published score. Written as SVG here, since every movement of a slider requests a view.
 */
import { html, raw } from 'hono/html';
import { markupText } from '../../../domain/index.ts';
import type { ViewedCountry } from '../../../release/index.ts';
import { sayOfFiles } from '../download/embed.ts';
import type { OwnDrawing } from '../download/page-files.ts';
import type { Html, PageContext } from '../page-context.ts';
import { changeOf, inBoth } from './facts.ts';
import type { OwnFileLink } from './page.ts';
import type { OwnWords } from './words.ts';

/** Number of labelled dots: those with the largest changes. */
const named = 5;
/**
 * From this number of dots on, one drawing serves all screens, and dots have no tooltips, which would be most of the
 * page; the table has the values.
 */
const many = 300;
type Size = { readonly side: number; readonly letters: number; readonly names: boolean };
const sizes: readonly (readonly [screens: string, Size])[] = [
  [' on-wide', { side: 480, letters: 13, names: true }],
  [' on-narrow', { side: 265, letters: 12, names: false }],
];

/**
 * @param countries - those shown
 * @param selection - in words; null if every country is shown
 * @param files - its pictures
 */
export function showOwnChart(
  context: PageContext,
  words: OwnWords,
  countries: readonly ViewedCountry[],
  {
    selection,
    illustrative,
    files,
  }: { selection: string | null; illustrative: boolean; files: readonly OwnFileLink[] },
): Html | '' {
  const { t } = words;
  const shown = inBoth(countries);
  if (shown.length === 0) return '';
  const isRtl = context.texts.language(context.language).direction === 'rtl';
  const caption = [
    ...(illustrative ? [t('chart.illustrative')] : []),
    t('chart.caption', { release: context.release?.id ?? '' }),
    ...(selection === null ? [] : [context.texts.say(context.language, 'dashboard.filters.caption', { selection })]),
    // Isolated, so that the release keeps its place in a line of Arabic.
  ].map((line) => (isRtl ? `\u2067${line}\u2069` : line));
  return html`<section class="block" id="own-chart"><h2 id="own-chart-title">${t('chart.title')}</h2><p class="sentence" id="own-chart-says">${words.within(selection, t('chart.says'))}</p>
<ul class="legend"><li>${raw(square)} ${t('key.moved')}</li></ul>
${(shown.length < many ? sizes : [['', sizes[0]![1]] as const]).map(([screens, size]) => html`<figure class="chart fit${screens}" tabindex="0" aria-labelledby="own-chart-title" aria-describedby="own-chart-says">${raw(draw(words, shown, caption, size))}</figure>`)}${showFiles(context, t('chart.title'), files)}</section>`;
}

function showFiles(context: PageContext, title: string, files: readonly OwnFileLink[]): Html {
  const t = (key: string, values = {}) => sayOfFiles(context, `menu.${key}`, values);
  return html`<details class="download"><summary><span aria-hidden="true">${t('own')}</span><span class="unseen">${t('own_of', { title })}</span></summary><ul>${files.map(({ href, kind }) => html`<li><a href="${href}" download>${t(kind)}</a></li>`)}</ul></details>`;
}

/** Attributes of the parts of a drawing in a file, which has no stylesheet; its ground is white. */
const looksIn = (colour: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  grid: `stroke="${colour.line}" fill="none"`,
  diagonal: `stroke="${colour.soft}" stroke-dasharray="5 4" fill="none"`,
  whisker: 'stroke="#a9cbd8" stroke-width="1.5"',
  dot: `fill="${colour['accent-deep']}" stroke="#ffffff"`,
  moved: 'fill="#b8502f" stroke="#ffffff"',
  soft: `fill="${colour.soft}"`,
  name: `fill="${colour.ink}" paint-order="stroke" stroke="#ffffff" stroke-width="3"`,
});

/** The chart for a file, in the wide size. Null if no country has both scores. */
export function ownPicture(
  words: OwnWords,
  countries: readonly ViewedCountry[],
): ((colours: Readonly<Record<string, string>>) => OwnDrawing) | null {
  const shown = inBoth(countries);
  if (shown.length === 0) return null;
  return (colours) => {
    const looks = looksIn(colours);
    const styled = (svg: string) =>
      svg.replaceAll(/ class="([\w-]+)"/g, (_, name: string) => (looks[name] === undefined ? '' : ` ${looks[name]}`));
    return {
      svg: styled(draw(words, shown, [], sizes[0]![1])),
      alt: words.t('chart.label', { count: shown.length }),
      keys: [
        {
          swatch: styled(square).replace('width="12" height="12"', 'width="16" height="16"'),
          text: words.t('key.moved'),
        },
      ],
    };
  };
}

function draw(words: OwnWords, shown: readonly ViewedCountry[], caption: readonly string[], size: Size): string {
  const { t, points } = words;
  const { side, letters } = size;
  const [left, top] = [44, 24 + caption.length * 15];
  const x = (score: number) => round(left + (score / 100) * side);
  const y = (score: number) => round(top + side - (score / 100) * side);
  const text = (at: string, label: string, more = '') =>
    `<text ${at} font-size="${letters}"${more}>${markupText(label)}</text>`;
  const lines = [0, 25, 50, 75, 100].map(
    (score) =>
      `<path class="grid" d="M${x(score)} ${top}V${top + side}M${left} ${y(score)}H${left + side}"/>${text(`class="soft" x="${x(score)}" y="${top + side + 18}" text-anchor="middle"`, points(score, 0))}${text(`class="soft" x="${left - 8}" y="${y(score) + 4}" text-anchor="end"`, points(score, 0))}`,
  );
  const drawn = [...shown].sort((a, b) => Math.abs(changeOf(a)) - Math.abs(changeOf(b)));
  const dots = drawn.map((one) => dot(words, one, x, y, drawn.length < many));
  const most = size.names ? drawn.slice(-named).filter((one) => words.change(changeOf(one)).way !== 'same') : [];
  const names = most.map((one) => {
    const before = one.published!.score > 70;
    return text(
      `class="name" x="${x(one.published!.score) + (before ? -9 : 9)}" y="${y(one.own!.score) + 4}"${before ? ' text-anchor="end"' : ''}`,
      words.name('country', one.country),
    );
  });
  const label = [...caption, t('chart.label', { count: shown.length })].join('. ');
  const [width, height] = [left + side + 14, top + side + 46];
  // Coordinates are counted from the left, so anchors of texts are too, also on a page in Arabic.
  return `<svg xmlns="http://www.w3.org/2000/svg" direction="ltr" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${markupText(label)}" class="own-scatter">${caption
    .map((line, at) => `<text class="soft" x="0" y="${12 + at * 15}" font-size="11">${markupText(line)}</text>`)
    .join(
      '',
    )}${lines.join('')}<path class="diagonal" d="M${left} ${top + side}L${left + side} ${top}"/>${text(`class="soft" x="${left + 8}" y="${top + 18}"`, `${words.sign('up')} ${t('chart.gains')}`)}${text(`class="soft" x="${left + side - 8}" y="${top + side - 10}" text-anchor="end"`, `${words.sign('down')} ${t('chart.loses')}`)}${dots.join('')}${names.join('')}${text(`class="soft" x="${left + side}" y="${top + side + 38}" text-anchor="end"`, `${t('chart.across')} →`)}${text(`class="soft" x="${left}" y="${top - 9}"`, `↑ ${t('chart.up')}`)}</svg>`;
}

/** A square if the tier differs from the published one, so that colour is not the only cue. */
function dot(
  { t, points, name, change }: OwnWords,
  one: ViewedCountry,
  x: (score: number) => number,
  y: (score: number) => number,
  withTip: boolean,
): string {
  const [published, own] = [one.published!, one.own!];
  const [across, up] = [x(published.score), y(own.score)];
  const values = {
    country: name('country', one.country),
    published: points(published.score),
    own: points(own.score),
    change: change(changeOf(one)).text,
  };
  const tip =
    own.band === null
      ? t('chart.tip_plain', values)
      : t('chart.tip', { ...values, low: points(own.band.low), high: points(own.band.high) });
  const band = own.band === null ? '' : `<path class="whisker" d="M${across} ${y(own.band.low)}V${y(own.band.high)}"/>`;
  const mark =
    own.tier === published.tier
      ? `<circle class="dot" cx="${across}" cy="${up}" r="4.5"`
      : `<rect class="moved" x="${round(across - 4.5)}" y="${round(up - 4.5)}" width="9" height="9"`;
  return `${band}${mark}${withTip ? ` data-tip="${markupText(tip)}"` : ''}/>`;
}

const square =
  '<svg class="own-scatter" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><rect class="moved" x="1" y="1" width="10" height="10"/></svg>';
const round = (value: number) => Math.round(value * 10) / 10;

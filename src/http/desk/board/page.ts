/** The status board of a cycle: one line for each country, grouped by status, and the form that builds a release. */
import { html } from 'hono/html';
import type { BoardLine, WaitingUpload } from '../../../collection/index.ts';
import { boardPlaces, type Cycle, standingRevision } from '../../../domain/index.ts';
import type { LastRelease } from '../../../release/index.ts';
import type { StoredRelease } from '../../../state/index.ts';
import type { Html } from '../../site/page-context.ts';
import { sayLate, showDeadline } from '../deadline.ts';
import type { DeskContext } from '../desk-context.ts';
import { block, foldedTable, placeMark, table, time } from '../page.ts';

export type BoardPage = {
  readonly cycles: readonly Cycle[];
  readonly cycle: Cycle;
  readonly lines: readonly BoardLine[];
  readonly waiting: readonly WaitingUpload[];
  readonly last: LastRelease | null;
  /** Null for people who may not publish. */
  readonly drafts: readonly StoredRelease[] | null;
  /** The group shown; null for all. */
  readonly place: string | null;
  readonly now: Date;
};

/** Number of countries with an accepted revision, whatever was received since: those that a release contains. */
export const acceptedIn = (lines: readonly BoardLine[]): number =>
  lines.filter(({ acceptedRevision }) => acceptedRevision !== null).length;

export function showBoard(
  context: DeskContext,
  { cycles, cycle, lines, waiting, last, drafts, place, now }: BoardPage,
): Html {
  const { t } = context;
  const link = (query: string, text: Html | string, here: boolean) =>
    html`<li><a href="${context.to(`submissions?cycle=${cycle.id}${query}`)}" ${here ? html`aria-current="true"` : ''}>${text}</a></li>`;
  const shown = lines.filter((line) => place === null || line.place === place);
  const heads = ['country', 'place', 'revision', 'received', 'errors', 'warnings', 'decided'].map((key) =>
    t(`board.${key}`),
  );
  const rows = [...shown]
    .sort((a, b) => context.country(a.country).localeCompare(context.country(b.country), context.language))
    .map((line) => showLine(context, line, cycle.closesOn, heads));
  const others = cycles.filter(({ id }) => id !== cycle.id);
  return html`<div class="blocks">
${waiting.length === 0 ? '' : showWaiting(context, waiting)}
${drafts === null ? '' : showRelease(context, { cycle, lines, last, drafts })}
${block(
  'countries',
  t('board.countries'),
  html`${showDeadline(context, cycle.closesOn, now)}<ul class="choices">${link('', `${t('board.all')} (${lines.length})`, place === null)}${boardPlaces.map((one) => link(`&place=${one}`, html`${placeMark(context, one)} (${lines.filter((line) => line.place === one).length})`, one === place))}</ul>
${rows.length === 0 ? html`<p><b>${t('board.none_here')}</b> ${t('board.none_here_says')}</p>` : foldedTable(context, 'countries', t('board.countries'), heads, rows)}
<p><a href="${context.to('upload')}">${t('board.upload')}</a></p>`,
)}
${
  others.length === 0
    ? ''
    : block(
        'cycles',
        t('board.cycles'),
        html`<ul>${others.map(({ id }) => html`<li><a href="${context.to(`submissions?cycle=${id}`)}">${context.cycle(id)}</a></li>`)}</ul>`,
      )
}
</div>`;
}

/** For people who may publish: builds a draft, and leads to the drafts. */
function showRelease(
  context: DeskContext,
  { cycle, lines, last, drafts }: Pick<BoardPage, 'cycle' | 'lines' | 'last'> & { drafts: readonly StoredRelease[] },
): Html {
  const { t } = context;
  const accepted = acceptedIn(lines);
  const newer = lines.filter((line) => standingRevision(line) !== null).length;
  return block(
    'release',
    t('release.title'),
    html`<p>${t('release.holds', { accepted, invited: lines.length, newer })} ${last ? t('release.last', { release: last.id.slice(0, 12), when: context.when(last.publishedAt) }) : t('release.first')}</p>
${
  accepted === 0
    ? html`<p>${t('release.nothing_accepted')}</p>`
    : html`<form method="post" action="${context.to('release')}"><input type="hidden" name="cycle" value="${cycle.id}"><button>${t('release.button')}</button></form>`
}${drafts.length === 0 ? '' : html`<p>${t('release.drafts', { count: drafts.length })}</p><ul>${drafts.map(({ id, builtAt }) => html`<li><a href="${context.to(`drafts/${id}`)}">${t('release.draft', { release: id, when: context.when(builtAt) })}</a></li>`)}</ul>`}<p class="note">${t('release.says')}</p><p><a href="${context.to('withdrawals')}">${t('withdraw.link')}</a></p><p><a href="${context.to('support-reports')}">${t('support.link')}</a></p>`,
  );
}

function showLine(context: DeskContext, line: BoardLine, due: string | null, heads: readonly string[]): Html {
  const { cycle, country, place, revision, receivedAt, errors, warnings, decidedAt, notChosen } = line;
  const nothing = context.t('nothing');
  const standing = standingRevision(line);
  const cells: (Html | string | number)[] = [
    standing === null
      ? placeMark(context, place)
      : html`${placeMark(context, place)} <small class="under">${context.t('board.standing', { accepted: standing })}</small>`,
    notChosen.length === 0
      ? revision || nothing
      : html`${revision} <small class="under">${context.t('board.not_chosen', { count: notChosen.length })}</small>`,
    receivedAt ? showReceived(context, receivedAt, due) : nothing,
    revision ? errors : nothing,
    revision ? warnings : nothing,
    decidedAt ? time(context, decidedAt) : nothing,
  ];
  return html`<tr><th scope="row"><a href="${context.to(`submissions/${cycle}/${country}`)}">${context.country(country)}</a></th>
${cells.map((cell, at) => html`<td data-title="${heads[at + 1]!}">${cell}</td>`)}</tr>`;
}

/** When it was received, and how late. */
function showReceived(context: DeskContext, receivedAt: string, due: string | null): Html {
  const late = sayLate(context, due, receivedAt);
  return html`${time(context, receivedAt)}${late === '' ? '' : html`<small class="under passed">${late}</small>`}`;
}

/** Files that are not read yet, in queue order; those that could not be read come last. */
function showWaiting(context: DeskContext, waiting: readonly WaitingUpload[]): Html {
  const { t } = context;
  const heads = ['queue', 'file', 'country', 'received', 'state'].map((key) => t(`board.waiting_${key}`));
  const rows = waiting.map(({ id, fileName, receivedAt, country, tries, setAside }, place) => {
    const cells = [
      html`<a href="${context.to(`uploads/${id}`)}">${fileName}</a>`,
      country === null ? t('receipt.unsaid') : context.country(country),
      time(context, receivedAt),
      setAside ? t('board.waiting_aside', { tries }) : t('board.waiting_due'),
    ];
    return html`<tr><th scope="row">${place + 1}</th>${cells.map((cell, at) => html`<td data-title="${heads[at + 1]!}">${cell}</td>`)}</tr>
`;
  });
  const title = t('board.waiting', { count: waiting.length });
  return block('waiting', title, html`<p class="sentence">${t('board.waiting_says')}</p>${table(title, heads, rows)}`);
}

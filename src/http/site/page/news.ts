/** Recent events: published releases, corrections and withdrawals. */
import { html } from 'hono/html';
import { type Html, type PageContext, say } from '../page-context.ts';
import type { PagePlace, ShownRelease } from '../prepared/shown.ts';
import { reasonIn } from '../problem-words.ts';
import type { History, News } from '../published.ts';
import { releaseTime, versionOf } from '../releases/words.ts';

/** A withdrawal concerns an instrument if one of its releases does. */
export function newsOf(
  instrument: string,
  { releases, corrections }: History,
  countryName: (code: string) => string,
): News {
  const own = (cycle: string) => cycle === instrument || cycle.startsWith(`${instrument}-`);
  return {
    releases: releases.filter((line) => line.instrument === instrument),
    corrections: corrections.filter((one) => one.releases.some(({ cycle }) => own(cycle))),
    countryName,
  };
}

export const hasNews = (dashboard: PagePlace['dashboard']): boolean =>
  dashboard?.declared.blocks.some((block) => 'news' in block) === true;

/** Discards the pages that show news, so that they are rendered again. */
export function forgetNews({ places, bodies, ready }: ShownRelease): void {
  for (const [address, { dashboard }] of places) {
    if (!hasNews(dashboard)) continue;
    bodies.delete(address);
    ready.delete(address);
  }
}

/** @param most - maximum number of releases, and of corrections */
export function showNews(context: PageContext, most: number): Html {
  const { releases = [], corrections = [], countryName = String } = context.news ?? {};
  const all = `${context.root}${context.language}/releases`;
  const published = releases.slice(0, most).map((line, at) => {
    const { id, cycle, countries, invited } = line;
    const version = versionOf(line);
    const earlier = releases.slice(at + 1).find((other) => other.cycle === cycle);
    const href = earlier ? `${all}/${earlier.id}/compare/${id}` : `${all}#r-${id}`;
    const text = say(context, earlier ? 'news.again' : 'news.published', { version, countries, invited });
    return showItem(
      releaseTime(context, line.published),
      html`${text} <a href="${href}">${say(context, earlier ? 'news.changes' : 'news.release', { release: id })}</a>`,
    );
  });
  const corrected = corrections.slice(0, most).map((one) => {
    const { at, reason, country, lifted } = one;
    const [first] = one.releases;
    const key = lifted ? 'lifted' : country === null ? 'withdrawn' : 'country';
    const text = say(context, `news.${key}`, {
      release: first?.id ?? '',
      country: country === null ? '' : countryName(country),
      reason: reasonIn(context, lifted?.reason ?? reason),
    });
    return showItem(
      releaseTime(context, lifted?.at ?? at),
      html`${text} <a href="${all}#corrections">${say(context, 'news.corrections')}</a>`,
    );
  });
  return html`<h3>${say(context, 'news.releases_title')}</h3>${published.length === 0 ? html`<p>${say(context, 'news.no_release')}</p>` : html`<ul class="news">${published}</ul>`}
<h3>${say(context, 'news.corrections_title')}</h3>${corrected.length === 0 ? html`<p>${say(context, 'news.no_correction')}</p>` : html`<ul class="news">${corrected}</ul>`}`;
}

const showItem = (when: string, text: Html) => html`<li><small>${when}</small> <span>${text}</span></li>`;

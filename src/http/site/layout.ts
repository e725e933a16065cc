/** The layout of every page: banner, header, navigation, footer. */
import { html, raw } from 'hono/html';
import { longestSearch, type SiteSection, siteSections } from '../../dashboard/index.ts';
import { formatDate } from '../../i18n/index.ts';
import { type LinkPreview, showPreview } from './download/link-preview.ts';
import { markFallback } from './fallback.ts';
import { keepUnbroken } from './page/unbroken.ts';
import { type Html, type NavigationEntry, type PageContext, type ReleaseContext, say } from './page-context.ts';
import { reasonIn } from './problem-words.ts';

/**
 * @param page.band - `illustrative` if anything on the page may be invented, `real` if all of it is real in an
 *   illustrative release, null if the release is real or the page shows nothing of it
 * @param page.head - added to the head of the document
 * @param page.preview - link preview of the page
 * @param page.figures - false if the page shows none, so that no source of figures is named
 */
export function layout(
  context: PageContext,
  page: {
    title: string;
    main: Html;
    band: 'illustrative' | 'real' | null;
    head?: Html;
    preview?: LinkPreview;
    figures?: false;
  },
): Html {
  const language = context.texts.language(context.language);
  const t = (key: string, values?: Record<string, string | number | boolean>) => say(context, key, values);
  const whole = html`<!doctype html>
<html lang="${language.code}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${context.release?.draft ? `${t('band.draft.word')} · ` : ''}${page.title} · ${t('product.short')}</title>
<link rel="stylesheet" href="${context.root}${context.assets.style}">
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%230b5d7a'/%3E%3Cpath d='M3 9.5 6.5 6l3 3L13 5' stroke='%23fff' stroke-width='1.8' fill='none'/%3E%3C/svg%3E">
${context.path === '' ? '' : context.texts.languages.map(({ code }) => html`<link rel="alternate" hreflang="${code}" href="${context.root}${code}/${context.path}${context.query ?? ''}">`)}
<script type="module" src="${context.root}${context.assets.script}"></script>
${page.preview === undefined ? '' : showPreview(context, page.title, page.preview)}
${page.head ?? ''}
</head>
<body>
<a class="skip" href="#main">${t('skip')}</a>
<header>
${context.release?.draft ? band(context, 'draft') : ''}${band(context, page.band)}
<div class="head"><div class="inner">
<a class="brand" href="${context.root}${context.language}/${context.navigation[0]?.path ?? ''}"><span class="brand-mark" aria-hidden="true">${raw(brandMark)}</span><span><b>${t('product.name')}</b><small>${t('product.says')}</small></span></a>
<nav class="languages" aria-label="${t('languages')}"><details><summary>${language.name}</summary><ul>${context.texts.languages.map(
    ({ code, name }) =>
      html`<li><a href="${context.root}${code}/${context.path === '' ? (context.navigation[0]?.path ?? '') : `${context.path}${context.query ?? ''}`}" hreflang="${code}" lang="${code}"${code === context.language ? raw(' aria-current="true"') : ''}>${name}</a></li>`,
  )}</ul></details></nav>
<nav class="main-nav" aria-label="${t('navigation')}"><details><summary>${t('menu')}${currentEntry(context)}</summary>${instruments(context)}<ul>${mainEntries(context)}</ul></details></nav>
</div></div>
${releaseLine(context)}
</header>
<main id="main" class="inner" tabindex="-1">
${page.main}
</main>
<footer class="foot"><div class="inner">
<p>${t('foot.says')}</p>
${language.reviewed ? '' : html`<p>${t('foot.unreviewed')}</p>`}
${context.release && page.figures !== false ? html`<p>${t('foot.release', { release: context.release.id })} <a href="${context.root}data/${context.release.id}/">${t('foot.data')}</a> · <a href="${context.root}data/${context.release.id}/manifest.json">${t('foot.manifest')}</a></p>` : ''}
</div></footer>
<div id="tip" role="status" aria-live="off" hidden></div>
</body>
</html>`;
  return markFallback(context.texts, context.language, keepTogether(whole));
}

/** Codes of treaties, dates, ranges and amounts stay on one line, wherever a page shows them. */
const keepTogether = async (page: Html): Promise<Awaited<Html>> => raw(keepUnbroken(String(await page)));

/**
 * The home page, then pages by section, then the working pages. On a wide screen, the pages of the current section
 * are a second row; in the collapsed menu, all are listed.
 */
function mainEntries(context: PageContext): Html {
  const { navigation } = context;
  const link = (path: string, text: string, current: 'page' | 'true' | null) =>
    html`<a href="${context.root}${context.language}/${path}"${current === null ? '' : raw(` aria-current="${current}"`)}>${text}</a>`;
  const page = (entry: NavigationEntry) =>
    html`<li${entry.apart ? raw(' class="apart"') : ''}>${link(entry.path, entry.text, isShown(context, entry) ? 'page' : null)}</li>`;
  const section = (name: SiteSection): Html | '' => {
    const pages = navigation.filter((entry) => entry.section === name);
    const first = pages[0];
    if (first === undefined) return '';
    const current = pages.some((entry) => isShown(context, entry));
    return html`<li class="section${current ? ' shown' : ''}">${link(first.path, say(context, `nav.sections.${name}`), current ? 'true' : null)}<ul>${pages.map(page)}</ul></li>`;
  };
  const alone = navigation.filter((entry) => entry.section === undefined && !entry.apart);
  const apart = navigation.filter((entry) => entry.apart);
  return html`${alone.map(page)}${siteSections.map(section)}${searchBox(context)}${apart.map(page)}`;
}

/** The search over all pages, on each of them; its own page has a larger form. */
function searchBox(context: PageContext): Html | '' {
  const { search, path, root, language } = context;
  if (search === null || search === path) return '';
  const t = (key: string) => say(context, `search.${key}`);
  return html`<li class="apart find"><form role="search" method="get" action="${root}${language}/${search}"><input type="search" name="q" placeholder="${t('title')}" aria-label="${t('label')}" maxlength="${longestSearch}" autocomplete="off"><button type="submit" aria-label="${t('button')}">${raw(lens)}</button></form></li>`;
}

/** True if the page of an entry, or one below it, is shown. */
const isShown = ({ path: shown }: PageContext, { path }: NavigationEntry): boolean =>
  shown === path || shown.startsWith(`${path}/`);

/** In the collapsed menu, the current page, with its instrument if there are several. */
function currentEntry(context: PageContext): Html {
  const { navigation, instruments: all } = context;
  const page = navigation.find((entry) => isShown(context, entry));
  const instrument = all.length < 2 ? undefined : all.find(({ current }) => current);
  return html`${page ? html` <b>${page.text}</b>` : ''}${instrument ? html` <small>${instrument.text}</small>` : ''}`;
}

function instruments({ root, language, texts, instruments: all }: PageContext): Html | '' {
  if (all.length < 2) return '';
  return html`<ul class="instruments" aria-label="${texts.say(language, 'pages.instruments')}">${all.map(
    ({ path, text, current }) =>
      html`<li><a href="${root}${language}/${path}"${current ? raw(' aria-current="true"') : ''}>${text}</a></li>`,
  )}</ul>`;
}

function band(context: PageContext, kind: 'illustrative' | 'real' | 'draft' | null): Html | '' {
  if (kind === null) return '';
  return html`<div class="band band-${kind}"><div class="inner"><b>${say(context, `band.${kind}.word`)}</b> <span>${say(context, `band.${kind}.says`)}</span></div></div>`;
}

function releaseLine(context: PageContext): Html | '' {
  const { release } = context;
  if (!release) return '';
  const described = (key: string, value: string) =>
    html`<span class="fact fact-${key}"><span class="name">${say(context, `release.${key}`)}</span> ${value}</span>`;
  return html`<div class="release"><div class="inner">
${described('cycle', release.cycle)}
${release.reported === null || release.invited === null ? '' : described('reported', say(context, 'release.of', { reported: release.reported, invited: release.invited }))}
${release.referenceDate === null ? '' : described('reference', formatDate(context.texts.language(context.language), release.referenceDate))}
${described(release.draft ? 'draft' : 'id', release.id)}
${release.published === null ? '' : described('published', formatDate(context.texts.language(context.language), release.published))}
</div></div>
${notice(context, release)}`;
}

/** A withdrawal is stated on every page, with its reason. */
function notice(context: PageContext, { notice: described }: ReleaseContext): Html | '' {
  if (described === null) return '';
  const link = html`<a href="${context.root}${context.language}/releases#corrections">${say(context, 'release.notice.more')}</a>`;
  const { kind, id } = described;
  const reason = kind === 'instead' ? reasonIn(context, described.reason) : '';
  return html`<div class="band band-notice"><div class="inner">${say(context, `release.notice.${kind}`, { id, reason })} ${link}</div></div>`;
}

const lens =
  '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M10.500 10.500 15 15M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0" stroke="currentcolor" stroke-width="1.800" fill="none"/></svg>';

const brandMark =
  '<svg viewBox="0 0 32 32" width="36" height="36"><circle cx="16" cy="16" r="15" fill="#0b5d7a"/><path d="M4 16h24M16 4c4 3.5 5.5 7.600 5.500 12S20 24.500 16 28M16 4c-4 3.500-5.500 7.600-5.500 12S12 24.500 16 28" stroke="#8cc3d4" stroke-width="1" fill="none"/><path d="M6 20l6-5 5 4 9-9" stroke="#fff" stroke-width="2.400" fill="none"/></svg>';

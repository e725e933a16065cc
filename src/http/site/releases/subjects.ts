/** The tables of a release by subject, for pages that list them all. */
import { html } from 'hono/html';
import { compareNames } from '../../../i18n/index.ts';
import { subjectOfDeclaration } from '../../../pipeline/index.ts';
import { type Html, type PageContext, say } from '../page-context.ts';
import type { PublishedRelease } from '../published.ts';
import { declarationsOf } from './dictionary.ts';

export type Subject = {
  readonly id: string;
  readonly title: string;
  readonly tables: readonly string[];
};

/** In the order of the language; tables of a release that knows no subjects are together, without a title. */
export function subjectsOf(context: PageContext, { marts, file }: PublishedRelease): Subject[] {
  const declarations = declarationsOf(file);
  const bySubject = Map.groupBy([...marts].sort(), (table) => subjectOfDeclaration(declarations.get(table) ?? ''));
  const compare = compareNames(context.texts.language(context.language).locale);
  return [...bySubject]
    .map(([subject, tables]) => ({
      id: `about-${subject ?? 'all'}`,
      title: subject === null ? say(context, 'data.caption') : titleOf(context, subject),
      tables,
    }))
    .sort((one, other) => compare(one.title, other.title));
}

/** A subject of an installation's own models has its name as title. */
function titleOf(context: PageContext, subject: string): string {
  const key = `pages.data.subjects.${subject}`;
  return context.texts.keys(context.language).includes(key) ? context.texts.say(context.language, key) : subject;
}

/** Links to the subjects of a page. */
export const showSubjects = (context: PageContext, subjects: readonly Subject[]): Html | '' =>
  subjects.length < 2
    ? ''
    : html`<nav class="contents" aria-label="${say(context, 'contents')}"><details><summary>${say(context, 'contents')}</summary><ol>${subjects.map(
        ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`,
      )}</ol></details></nav>`;

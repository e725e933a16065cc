/** The only place where an error becomes a response: a page for people, RFC 9457 for programs. */
import type { Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { formatDate, type Texts } from '../i18n/index.ts';
import { Problem, problemMembers } from '../problem/index.ts';
import { draftsPlace } from './draft-site.ts';
import { meantAddresses, relativeAddress } from './server/canonical.ts';
import { stillWrittenIn, writtenIn } from './server/forms/form.ts';
import { frameHeaders, securityHeaders } from './server/headers.ts';
import { wantsPage } from './server/wants-page.ts';
import { showFramedProblem } from './site/download/framed-problem.ts';
import { findGone } from './site/gone.ts';
import { showProblem } from './site/page/message.ts';
import { problemWords } from './site/problem-words.ts';
import type { Releases } from './site/published.ts';
import type { Site } from './site/site.ts';

type ProblemParts = {
  readonly site: Site;
  readonly releases: Releases;
  readonly texts: Texts;
  /** Writes an unexpected error to the log and returns the incident id to find it by. */
  readonly report: (error: Error) => string;
};

type Gone = NonNullable<Awaited<ReturnType<typeof findGone>>>;

/** What is answered, as far as it does not depend on the reader being a person or a program. */
type ProblemAnswer = {
  readonly problem: Problem;
  /** Null unless the address was withdrawn. */
  readonly gone: Gone | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly language: string;
  /** Null unless the address begins with a language, below the drafts or not. */
  readonly offered: string | null;
};

/** When a client may retry a request that the server was too busy for. */
const retryAfterSeconds = 30;

export async function answerProblem(parts: ProblemParts, routes: Hono, error: Error, c: Context): Promise<Response> {
  const found = asProblem(error, parts.report);
  const missing = found.code === 'not_found' && found.where === 'address';
  const meant = missing ? await findMeant(routes, c) : null;
  if (meant !== null) return c.body(null, 308, { location: meant, 'cache-control': 'no-cache', ...securityHeaders });
  const gone = missing ? await findGone(parts, c) : null;
  const allowed = missing && gone === null ? await otherMethods(routes, c) : [];
  const problem =
    gone?.problem ??
    (allowed.length > 0 ? new Problem('method_not_allowed', 'method', { method: c.req.method, allowed }) : found);
  const [, place = '', , below = ''] = c.req.path.split('/');
  const first = place === draftsPlace ? below : place;
  const offered = parts.texts.languages.some(({ code }) => code === first) ? first : null;
  const answer: ProblemAnswer = {
    problem,
    gone,
    headers: { ...(allowed.length > 0 && { allow: allowed.join(', ') }), ...headersOf(problem, gone) },
    language: offered ?? parts.texts.negotiate(c.req.header('accept-language')),
    offered,
  };
  return wantsPage(c) ? answerPage(parts, answer, c) : answerProgram(parts, answer, c);
}

const headersOf = ({ status, details }: Problem, gone: Gone | null): Record<string, string> => ({
  ...securityHeaders,
  // Caches keep a 404 or 410 on their own judgement, so what is published a minute later would still be missing.
  'cache-control': 'no-store',
  ...(status === 503 && { 'retry-after': String(retryAfterSeconds) }),
  ...gone?.headers,
  ...('seconds' in details && status === 429 && { 'retry-after': String(details.seconds) }),
});

function answerProgram(
  { texts }: ProblemParts,
  { problem, gone, headers, language }: ProblemAnswer,
  c: Context,
): Response {
  // The script of a page shows these sentences, so they are in the language of the address.
  const words = problemWords(texts, language, problem);
  const reported = { ...problemMembers(problem, words), ...gone?.members };
  return c.body(JSON.stringify(reported), problem.status, {
    'content-type': 'application/problem+json',
    'content-language': words.language,
    ...headers,
  });
}

async function answerPage(
  { site, texts }: ProblemParts,
  { problem, gone, headers, language, offered }: ProblemAnswer,
  c: Context,
): Promise<Response> {
  const { code, status } = problem;
  const depth = c.req.path.split('/').slice(1).length - 1;
  const context = { ...site.context(language, ''), root: '../'.repeat(depth) || './' };
  const nameGone = (key: string, value: string) =>
    key === 'country'
      ? site.countryName(language, value)
      : key === 'on'
        ? formatDate(texts.language(language), value)
        : value;
  const refused = problemWords(texts, language, problem, gone === null ? (_, value) => value : nameGone);
  // A site that frames a chart which was withdrawn shows why, and not an empty frame.
  if (gone !== null && /^\/release\/[^/]+\/.*\/[^/.]+$/.test(c.req.path))
    return c.html(String(await showFramedProblem(context, refused, gone.replacement)), status, {
      ...headers,
      ...frameHeaders,
    });
  // A person should not have to write a reason again because the server was busy or its disk full.
  const written = status >= 500 || status === 429 ? await stillWrittenIn(c) : writtenIn(c);
  const whole = code === 'filter_unknown' && offered !== null ? `${context.root}${c.req.path.slice(1)}` : null;
  return c.html(
    String(await showProblem(context, status, refused, { replacement: gone?.replacement ?? null, whole, written })),
    status,
    headers,
  );
}

/** The address of an existing page that a mistyped address may mean; null if there is none. */
async function findMeant(routes: Hono, { req }: Context): Promise<string | null> {
  if (req.method !== 'GET' && req.method !== 'HEAD') return null;
  const { pathname, search, origin } = new URL(req.url);
  // Set by the request below, so that one guess never leads to another.
  if (req.header(guessHeader) !== undefined) return null;
  for (const meant of meantAddresses(pathname)) {
    const headers = { accept: 'application/json', [guessHeader]: 'true' };
    const { status } = await routes.request(`${origin}${meant}`, { method: 'HEAD', headers });
    if (status < 400) return relativeAddress(pathname, meant) + search;
  }
  return null;
}

const guessHeader = 'x-address-guess';

/** The methods that an address accepts, if requested with another; none if there is no such address. */
async function otherMethods(routes: Hono, { req }: Context): Promise<string[]> {
  const taking = (method: string) => routes.router.match(method, req.path)[0].length;
  const posted = req.method !== 'POST' && taking('POST') > taking('OPTIONS') ? ['POST'] : [];
  if (req.method === 'GET' || req.method === 'HEAD') return posted;
  // Pages are dynamic, so only a request shows whether one exists.
  const { status } = await routes.request(req.url, { headers: { accept: 'application/json' } });
  return status < 400 ? ['GET', 'HEAD', ...posted] : posted;
}

function asProblem(error: Error, report: ProblemParts['report']): Problem {
  if (error instanceof Problem) {
    if (error.status >= 500) report(error);
    return error;
  }
  if (error instanceof HTTPException && error.status === 413)
    return new Problem('body_too_large', 'body', { megabytes: 10 });
  return new Problem('internal', 'server', { incident: report(error) });
}

/** Reads submitted forms; an invalid body is reported as the client's error. */
import type { Context, MiddlewareHandler } from 'hono';
import { Problem } from '../../../problem/index.ts';
import { type Form, fieldOf } from './form-fields.ts';
import type { Gate } from './gate.ts';
import { readMultipart } from './multipart.ts';
import { bodyOf, type ReceivedBody, receiveBody } from './received-body.ts';

/** The allowed fields of a form. Anything else is refused, so that a misspelled field is not silently ignored. */
export type FormShape = {
  readonly fields: readonly string[];
  /** Fields that may occur several times. */
  readonly repeated?: readonly string[];
};

const longestText = 50_000;
const received = 'received form';
const written = 'written in the form';

/** @throws Problem `form_unreadable`, `form_too_long`, `field_unknown`, `field_twice`, `field_too_long` */
export async function readForm(c: Context, shape: FormShape): Promise<Form> {
  const large = c.get(received) as (() => Promise<Form>) | undefined;
  const form = await (large ? large() : readSmall(c));
  c.set(written, fieldOf(form, 'reason'));
  demandShape(form, shape);
  return form;
}

/**
 * What the person wrote in the form of a request, whose page gives it back if it was not stored; empty if nothing. The
 * field in which a person writes has one name in all forms.
 */
export const writtenIn = (c: Context): string => (c.get(written) as string | undefined) ?? '';

/** Also of a form that was not read yet, as the request failed before; empty if it cannot be read. */
export async function stillWrittenIn(c: Context): Promise<string> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '');
  if (c.get(written) !== undefined || !isForm || c.req.raw.bodyUsed) return writtenIn(c);
  return readSmall(c).then(
    (form) => fieldOf(form, 'reason'),
    () => '',
  );
}

async function readSmall(c: Context): Promise<Form> {
  const contentType = contentTypeOf(c);
  return parseForm(contentType, await receiveBody(bodyOf(c), { contentType, limit: megabytes * 1_000_000 }));
}

export type LargeForms = { readonly gate: Gate; readonly folder: () => string };

/**
 * Middleware for a route with a file: stores the body in a file, reads it when there is room in memory, and removes
 * it after the response.
 *
 * @param limit - maximum size of the whole body in bytes
 */
export function largeForm(
  { gate, folder }: LargeForms,
  limit: number,
  onTooLarge: (c: Context) => Promise<Response>,
): MiddlewareHandler {
  return async (c, next) => {
    if (Number(c.req.header('content-length') ?? 0) > limit) return onTooLarge(c);
    const receiving = { contentType: c.req.header('content-type') ?? '', limit, folder };
    const body = await receiveBody(bodyOf(c), receiving).catch((error) => {
      if (error instanceof Problem && error.status < 500) return error;
      throw error;
    });
    if (body instanceof Problem) {
      if (body.code === 'body_too_large') return onTooLarge(c);
      // The route shows the error on its page.
      c.set(received, () => Promise.reject(body));
      await next();
      return undefined;
    }
    try {
      const leave = await gate.enter(body.size);
      try {
        c.set(received, async () => parseForm(contentTypeOf(c), body));
        await next();
        return undefined;
      } finally {
        leave();
      }
    } finally {
      await body.drop();
    }
  };
}

function contentTypeOf(c: Context): string {
  const type = c.req.header('content-type') ?? '';
  if (/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) return type;
  throw new Problem('form_unreadable', 'body', {});
}

/** Anything except multipart was checked to be urlencoded. */
async function parseForm(type: string, body: ReceivedBody): Promise<Form> {
  if (/^multipart/i.test(type)) return readMultipart(type, body, longestText);
  const text = new TextDecoder().decode(await body.read(0, body.size));
  return { fields: [...new URLSearchParams(text)].map(([name, value]) => ({ name, text: value })) };
}

function demandShape(form: Form, { fields, repeated = [] }: FormShape): void {
  const seen = new Set<string>();
  for (const { name, text } of form.fields) {
    const field = name.slice(0, 100);
    if (!fields.includes(name) && !repeated.includes(name))
      throw new Problem('field_unknown', `field "${field}"`, { field });
    if (seen.has(name) && !repeated.includes(name)) throw new Problem('field_twice', `field "${field}"`, { field });
    if (text !== undefined && text.length > longestText) {
      throw new Problem('field_too_long', `field "${field}"`, { field, most: longestText });
    }
    seen.add(name);
  }
}

const megabytes = 1;

/**
 * Middleware for a form without a file: refuses one that states its size before anything is read. `readForm` counts
 * the bytes of every other one. @throws Problem `body_too_large`
 */
export const smallBody: MiddlewareHandler = async (c, next) => {
  if (Number(c.req.header('content-length') ?? 0) > megabytes * 1_000_000)
    throw new Problem('body_too_large', 'body', { megabytes });
  await next();
};

/** Distinguishes browsers, which get pages, from programs. */
import type { Context } from 'hono';

export const wantsPage = (c: Context): boolean => c.req.header('accept')?.includes('text/html') === true;

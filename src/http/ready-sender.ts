/** Sends what is ready before any routing. */
import type { Assets } from './server/assets.ts';
import { sendBody } from './server/body.ts';
import type { SendReady } from './server/listener.ts';
import type { Site } from './site/site.ts';

/**
 * Sends finished pages, styles and scripts before any routing: they are the same for everyone, and nearly all
 * requests ask for them.
 */
export function readySender({
  site,
  assets,
}: {
  readonly site: Pick<Site, 'ready' | 'narrows' | 'current'>;
  readonly assets: Assets;
}): SendReady {
  return (asked, answer, asks) => {
    if (asked.method !== 'GET' && asked.method !== 'HEAD') return false;
    const address = asked.url!;
    const query = address.indexOf('?');
    const path = query < 0 ? address : address.slice(0, query);
    const asset = assets.bodies.get(path);
    if (asset !== undefined) return sendBody(answer, asset, asks);
    const body = site.ready(path);
    if (body === undefined) return false;
    // A page for some countries only is a different page.
    if (query >= 0 && site.narrows(path, address.slice(query + 1))) return false;
    const current = site.current();
    if (current === true) return sendBody(answer, body, asks);
    return current.then(() => {
      const now = site.ready(path);
      return now !== undefined && sendBody(answer, now, asks);
    });
  };
}

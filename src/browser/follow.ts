/** A page that shows how far something is: asked for again each second until it states that it is over. */

const every = 1_000;

export async function follow(): Promise<void> {
  const main = document.getElementById('main')!;
  const reported = document.body.appendChild(document.createElement('p'));
  reported.className = 'unseen';
  reported.setAttribute('role', 'status');
  for (;;) {
    await new Promise((wake) => setTimeout(wake, every));
    const next = await askAgain();
    const now = main.querySelector('[data-follow]');
    const later = next?.querySelector('[data-follow]');
    // The server may be out of reach for a moment; what it does continues.
    if (!next || !now) continue;
    if (later) {
      now.replaceWith(later);
      continue;
    }
    // The frame of the page changes too, where this was about the whole site.
    if (now.getAttribute('data-follow') === 'site') {
      location.reload();
      return;
    }
    const focused = main.contains(document.activeElement);
    main.replaceChildren(...next.getElementById('main')!.childNodes);
    document.title = next.title;
    reported.textContent = main.querySelector('h1')!.textContent;
    if (focused) main.focus();
    return;
  }
}

async function askAgain(): Promise<Document | null> {
  const reply = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
  return reply?.ok ? new DOMParser().parseFromString(await reply.text(), 'text/html') : null;
}

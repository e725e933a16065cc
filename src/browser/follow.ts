/** A page with progress: fetched again each second until the work is done. */

const every = 1_000;

export async function follow(): Promise<void> {
  const main = document.getElementById('main')!;
  const reported = document.body.appendChild(document.createElement('p'));
  reported.className = 'unseen';
  reported.setAttribute('role', 'status');
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, every));
    const next = await fetchPage();
    const now = main.querySelector('[data-follow]');
    const later = next?.querySelector('[data-follow]');
    // The server may be unreachable for a moment; its work continues.
    if (!next || !now) continue;
    if (later) {
      now.replaceWith(later);
      continue;
    }
    // If the work concerned the whole site, the frame of the page changes too.
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

async function fetchPage(): Promise<Document | null> {
  const reply = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
  return reply?.ok ? new DOMParser().parseFromString(await reply.text(), 'text/html') : null;
}

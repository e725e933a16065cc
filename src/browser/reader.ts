/** The script of every page: shows tooltips, opens the target of an address, and loads further scripts on demand. */

const tip = document.getElementById('tip');

/** Text only, never markup, as tooltips contain answers. */
function showTip(mark: Element, x: number, y: number): void {
  if (!tip) return;
  tip.textContent = mark.getAttribute('data-tip') ?? mark.getAttribute('aria-label');
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(Math.max(8, x - width / 2), document.documentElement.clientWidth - width - 8);
  const top = y - height - 14 < 4 ? y + 18 : y - height - 14;
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

const hideTip = () => {
  if (tip) tip.hidden = true;
};

/** Axes and legends of an interactive chart have descriptions for screen readers, but are not marks. */
const markAt = (target: EventTarget | null) =>
  target instanceof Element
    ? target.closest('figure.chart svg :is([data-tip], a[aria-label], .role-mark [aria-label])')
    : null;

document.addEventListener('pointermove', (event) => {
  const mark = markAt(event.target);
  if (mark) showTip(mark, event.clientX, event.clientY);
  else hideTip();
});
document.addEventListener('pointerleave', hideTip);
document.addEventListener('scroll', hideTip, { passive: true, capture: true });
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') hideTip();
});

function addressed(): HTMLElement | null {
  const id = location.hash.slice(1);
  try {
    return document.getElementById(decodeURIComponent(id));
  } catch {
    // Such as `#50%`, which names nothing.
    return null;
  }
}

/** An address such as `#element` expands the levels above its target. */
function openAddressed(): void {
  const target = addressed();
  if (!target) return;
  const own = target.querySelector(':scope > details');
  if (own instanceof HTMLDetailsElement) own.open = true;
  for (let step = target.closest('details'); step; step = step.parentElement?.closest('details') ?? null)
    step.open = true;
  target.scrollIntoView();
}
addEventListener('hashchange', openAddressed);
openAddressed();

// Printed pages have complete tables. Tree levels and statements are not expanded unless the page requests it.
const whole = 'main details:not([open], .tree details, .source, .statement), main .print-whole details:not([open])';
let folded: HTMLDetailsElement[] = [];
// In print, a chart has no links: a thousand links would double the file.
let linked: (() => void)[] = [];
const asPicture = (svg: Element) => {
  const role = svg.getAttribute('role')!;
  const links = [...svg.querySelectorAll('a')].map((link) => [link, link.getAttribute('href')!] as const);
  svg.setAttribute('role', 'img');
  for (const [link] of links) link.removeAttribute('href');
  return () => {
    svg.setAttribute('role', role);
    for (const [link, href] of links) link.setAttribute('href', href);
  };
};
addEventListener('beforeprint', () => {
  linked = [...document.querySelectorAll('.chart > svg')].map(asPicture);
  folded = [...document.querySelectorAll<HTMLDetailsElement>(whole)];
  for (const details of folded) details.open = true;
});
addEventListener('afterprint', () => {
  for (const restore of linked) restore();
  for (const details of folded) details.open = false;
});

function prepareLive(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-live]')) {
    button.hidden = false;
    button.addEventListener('click', () => void makeLive(button));
  }
}
prepareLive(document);

/** If anything fails, the picture remains and the status line next to the button reports it. */
async function makeLive(button: HTMLButtonElement): Promise<void> {
  const section = button.closest('section');
  const status = button.parentElement?.querySelector<HTMLElement>('[role=status]');
  const figure = [...(section?.querySelectorAll<HTMLElement>('figure.chart') ?? [])].find(
    (one) => one.offsetParent !== null,
  );
  if (!figure || !status) return;
  // `disabled` would lose the focus; a click during loading is ignored.
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  status.textContent = button.dataset.loading!;
  try {
    const { startLive } = await import('./live.ts');
    await startLive(figure, button.dataset.live!);
    status.textContent = button.dataset.done!;
    const focused = document.activeElement === button;
    button.remove();
    // A reader with a keyboard continues at the chart, which precedes the button.
    if (focused) {
      if (!figure.hasAttribute('tabindex')) figure.tabIndex = -1;
      figure.focus();
    }
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause === 'outdated' ? 'outdated' : 'unreachable';
    status.textContent = button.dataset[cause]!;
  }
  button.removeAttribute('aria-disabled');
}

/** Every form works without its script, so a failure to load one has no effect. */
const ignore = () => {};

const uploading = document.querySelector<HTMLFormElement>('form[data-upload]');
if (uploading) import('./sending.ts').then(({ prepareSending }) => prepareSending(uploading), ignore);
if (document.querySelector('form[method="post"]')) import('./once.ts').then(({ submitOnce }) => submitOnce(), ignore);
if (document.querySelector('[data-follow]')) import('./follow.ts').then(({ follow }) => follow(), ignore);
function prepareWeights(root: ParentNode): void {
  const weights = root.querySelector<HTMLFormElement>('form[data-weights]');
  if (weights) import('./weights.ts').then(({ followWeights }) => followWeights(weights), ignore);
}
prepareWeights(document);
const prepare = (root: ParentNode) => {
  prepareLive(root);
  prepareWeights(root);
};
if (document.querySelector('form.filter'))
  import('./filter.ts').then(({ followFilters }) => followFilters(prepare), ignore);

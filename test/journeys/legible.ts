/** Texts of a page that a reader cannot read: cut off by their box, or written over another text. */
import type { Page } from 'playwright-core';

/** @returns one line for each text, with what is wrong with it; at most a few of each kind */
export function illegibleTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Written = { text: string; left: number; right: number; top: number; bottom: number; of: Element };
    const forListeners = new Set(
      [...document.querySelectorAll('body *')].filter((one) => getComputedStyle(one).clipPath === 'inset(50%)'),
    );
    const isForListeners = (one: Element | null): boolean =>
      one !== null && (forListeners.has(one) || isForListeners(one.parentElement));
    const isSeen = (one: Element) =>
      one.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) &&
      one.closest('.skip') === null &&
      !isForListeners(one);
    // Of a slanting text only the rectangle around it is known, which overlaps its neighbours.
    const isSlanting = (one: Element) => {
      const { a = 1, b = 0 } = (one as SVGGraphicsElement).getScreenCTM?.() ?? {};
      return Math.abs(a) > 0.01 && Math.abs(b) > 0.01;
    };
    const short = (text: string) => text.trim().replace(/\s+/g, ' ').slice(0, 50);

    const written: Written[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const of = node.parentElement!;
      if (
        node.textContent!.trim() === '' ||
        /^(?:OPTION|TITLE|DESC|SCRIPT|STYLE)$/i.test(of.tagName) ||
        !isSeen(of) ||
        isSlanting(of)
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left, right, top, bottom, height } of range.getClientRects()) {
        if (right - left < 2) continue;
        // Glyphs take about two thirds of a line box.
        written.push({
          text: short(node.textContent!),
          left: left + 1,
          right: right - 1,
          top: top + height / 5,
          bottom: bottom - height / 5,
          of,
        });
      }
    }

    const overlapping: string[] = [];
    written.sort((one, other) => one.top - other.top);
    for (const [at, one] of written.entries()) {
      for (let next = at + 1; next < written.length && written[next]!.top < one.bottom; next += 1) {
        const other = written[next]!;
        if (other.left >= one.right || other.right <= one.left || one.of === other.of) continue;
        overlapping.push(`“${one.text}” and “${other.text}” overlap`);
      }
    }

    const isCut = (one: Element) => {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(one);
      // What ends in an ellipsis is shown whole elsewhere; what scrolls can be read.
      if (textOverflow === 'ellipsis') return false;
      const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
      return (
        (cuts(overflowX) && one.scrollWidth > one.clientWidth + 1) ||
        (cuts(overflowY) && one.scrollHeight > one.clientHeight + 1)
      );
    };
    const cut = [...document.querySelectorAll('body *')]
      .filter((one) => !(one instanceof SVGElement) && isSeen(one) && one.textContent!.trim() !== '' && isCut(one))
      .map((one) => `“${short(one.textContent!)}” is cut off (${one.tagName.toLowerCase()}.${one.className})`);

    const pen = document.createElement('canvas').getContext('2d')!;
    const narrow = [...document.querySelectorAll('select')].filter(isSeen).flatMap((one) => {
      const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(one);
      pen.font = font;
      const text = one.selectedOptions[0]?.text ?? '';
      // The arrow takes about one em.
      const room = one.clientWidth - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd) - 14;
      // A title after its version may be cut off, as the version distinguishes it.
      return pen.measureText(text.split(' · ')[0]!).width > room ? [`the list “${short(text)}” is too narrow`] : [];
    });
    return [...new Set([...overlapping.slice(0, 4), ...cut.slice(0, 4), ...narrow.slice(0, 4)])];
  });
}

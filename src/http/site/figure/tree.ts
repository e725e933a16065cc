/** Expandable levels with their own addresses: from a figure down to the answers that it was computed from. */
import { html, raw } from 'hono/html';
import type { BoundNode } from '../../../dashboard/index.ts';
import { anchorId, showTable, showValue } from '../page/table.ts';
import { type Html, type PageContext, say } from '../page-context.ts';

export function showTree(context: PageContext, nodes: readonly BoundNode[], depth = 0): Html {
  return html`<ul class="tree depth-${depth}">${nodes.map((node) => {
    const line = html`<span class="name">${node.title}</span><span class="cells">${node.cells.map((cell) => html`<span class="cell as-${cell.as}"><span class="what">${cell.title}</span> ${showValue(cell)}</span>`)}</span>`;
    const says = node.says === null ? '' : html`<p class="says">${node.says}</p>`;
    const id = anchorId(node.anchor);
    const below = html`${says}${node.href === null ? '' : html`<p class="links"><a href="${node.href}">${say(context, 'links.unfold', { title: node.title })}</a></p>`}${node.children.length === 0 ? '' : showTree(context, node.children, depth + 1)}${node.leaf === null ? '' : showTable(context, node.leaf)}`;
    return html`<li id="${id}"><details${node.open ? raw(' open') : ''}><summary>${line}</summary><div class="below">${below}</div></details><a class="anchor" href="#${id}" aria-label="${node.title}">#</a></li>
`;
  })}</ul>`;
}

import { clip } from '../../text/clip.ts';
import { pathLabels, displayOrder, type PathView } from '../path-view.ts';
import { counted } from '../words.ts';
import { html, type Markup } from './markup.ts';

/** Above this, boxes of a kind that share their neighbors are drawn as one. */
const boxesAtMost = 150;

const height = 40;
const gap = 12;
const top = 40;
const columns = {
  provider: { x: 10, width: 230, head: 'SAML PROVIDER' },
  role: { x: 380, width: 300, head: 'ROLE' },
  target: { x: 800, width: 310, head: 'DIRECTORY OR STACK' },
} as const;
type Column = keyof typeof columns;

interface Box {
  readonly key: string;
  readonly name: string;
  readonly sub: string;
}

interface Link {
  readonly provider: Box;
  readonly role: Box;
  readonly target: Box;
  readonly status: PathView['status'];
}

/** The federation map as a picture: provider → role → target. {@link PathView}s in a table say the same in words. */
export function federationMap(paths: readonly PathView[], accountId: string): Markup {
  const links = linksOf(paths);
  const boxes = {
    provider: placed(links.map(({ provider }) => provider)),
    role: placed(links.map(({ role }) => role)),
    target: placed(links.map(({ target }) => target)),
  };
  const rows = Math.max(...Object.values(boxes).map(({ size }) => size));
  const edges = [
    ...unique(links, ({ provider, role }) => `${provider.key} ${role.key}`).map((same) =>
      edge('provider', boxes.provider, same[0]?.provider, 'role', boxes.role, same[0]?.role, worst(same)),
    ),
    ...unique(links, ({ role, target }) => `${role.key} ${target.key}`).map((same) =>
      edge('role', boxes.role, same[0]?.role, 'target', boxes.target, same[0]?.target, worst(same)),
    ),
  ];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Map of the sign-in paths">
    <svg viewBox="0 0 1120 ${top + rows * (height + gap)}" role="img" aria-labelledby="map-title map-text">
      <title id="map-title">Sign-in paths of account ${accountId}</title>
      <desc id="map-text">
        Three columns: SAML provider, role, directory or stack. The table after the map has the same content.
      </desc>
      ${Object.values(columns).map(({ x, head }) => html`<text class="head" x="${x}" y="24">${head}</text>`)} ${edges}
      ${(['provider', 'role', 'target'] as const).map((column) => [...boxes[column].values()].map((at) => drawn(column, at)))}
    </svg>
  </div>`;
}

interface Placed {
  readonly box: Box;
  readonly y: number;
}

const placed = (boxes: readonly Box[]): ReadonlyMap<string, Placed> =>
  new Map(
    [...new Map(boxes.map((box) => [box.key, box])).values()].map((box, index) => [
      box.key,
      { box, y: top + index * (height + gap) },
    ]),
  );

function drawn(column: Column, { box, y }: Placed): Markup {
  const { x, width } = columns[column];
  return html`<g
    ><title>${box.name} (${box.sub})</title><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" /><text
      x="${x + 10}"
      y="${y + 17}"
      >${clip(box.name, Math.floor(width / 8))}</text
    ><text class="sub" x="${x + 10}" y="${y + 32}">${clip(box.sub, Math.floor(width / 6.5))}</text></g
  >`;
}

function edge(
  from: Column,
  fromBoxes: ReadonlyMap<string, Placed>,
  fromBox: Box | undefined,
  to: Column,
  toBoxes: ReadonlyMap<string, Placed>,
  toBox: Box | undefined,
  status: PathView['status'],
): Markup {
  const x1 = columns[from].x + columns[from].width;
  const x2 = columns[to].x;
  const y1 = (fromBoxes.get(fromBox?.key ?? '')?.y ?? 0) + height / 2;
  const y2 = (toBoxes.get(toBox?.key ?? '')?.y ?? 0) + height / 2;
  const middle = (x1 + x2) / 2;
  return html`<path class="${status}" d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"
    ><title>${pathLabels[status]}</title></path
  >`;
}

const worst = (links: readonly Link[]): PathView['status'] =>
  displayOrder.find((status) => links.some((link) => link.status === status)) ?? 'unknown';

const unique = <T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] => [
  ...Map.groupBy(items, key).values(),
];

/** One box for each name; where these are too many, one for all that have the same provider, status and Region, or less. */
function linksOf(paths: readonly PathView[]): readonly Link[] {
  const ordered = paths.toSorted((a, b) => compare(a.provider, b.provider) || compare(a.role, b.role));
  const single = ordered.map(({ provider, role, target, targetArn, region, status }) => ({
    provider: { key: provider, name: provider, sub: 'SAML provider' },
    role: { key: role, name: role, sub: 'IAM role' },
    target: { key: targetArn, name: target, sub: region },
    status,
  }));
  const drawings = [
    single,
    ...groupings.map((key) => unique(ordered, (path) => key(path).join(' ')).map((same) => grouped(same, key))),
  ];
  return drawings.find((links) => boxesOf(links) <= boxesAtMost) ?? drawings.at(-1) ?? [];
}

/** What paths in one group have in common: less and less. */
const groupings: readonly ((path: PathView) => readonly string[])[] = [
  ({ status, provider, region }) => [status, provider, region],
  ({ status, provider }) => [status, provider],
  ({ status }) => [status],
];

function grouped(same: readonly PathView[], key: (path: PathView) => readonly string[]): Link {
  const names = (of: (path: PathView) => string) => [...new Set(same.map(of))];
  const providers = names(({ provider }) => provider);
  const provider = one(providers, counted(providers.length, 'SAML provider'));
  const roles = names(({ role }) => role);
  const targets = names(({ target }) => target);
  const regions = names(({ region }) => region);
  const status = same[0]?.status ?? 'unknown';
  const group = same[0] === undefined ? '' : key(same[0]).join(' ');
  return {
    provider: { key: provider, name: provider, sub: 'SAML provider' },
    role: { key: group, name: one(roles, counted(roles.length, 'role')), sub: pathLabels[status] },
    target: {
      key: group,
      name: one(targets, counted(targets.length, 'directory or stack', 'directories and stacks')),
      sub: one(regions, counted(regions.length, 'Region')),
    },
    status,
  };
}

const one = (list: readonly string[], many: string) => (list.length === 1 ? (list[0] ?? '') : many);

const boxesOf = (links: readonly Link[]): number =>
  (['provider', 'role', 'target'] as const).reduce(
    (sum, column) => sum + new Set(links.map((link) => link[column].key)).size,
    0,
  );

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

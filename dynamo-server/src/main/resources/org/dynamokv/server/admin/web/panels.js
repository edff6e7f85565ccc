import {el, facts, table} from './dom.js';
import {bytes, count, millis, percent, plural, rate} from './format.js';

/** What the node does now. */
export function tiles({traffic, hints}) {
  const {get, put} = traffic;
  return [
    tile('Requests', rate(traffic.requestsPerSecond), 'per second'),
    tile('Get', millis(get.p50Millis), 'ms median', `p99 ${millis(get.p99Millis)} ms`),
    tile('Put', millis(put.p50Millis), 'ms median', `p99 ${millis(put.p99Millis)} ms`),
    tile('Failures', rate(traffic.failuresPerSecond), 'per second', '', traffic.failuresPerSecond > 0),
    tile('Hints', count(hints.count), 'kept here', bytes(hints.bytes), hints.count > 0),
  ];
}

function tile(name, figure, unit, more = '', attention = false) {
  return el('div', {class: attention ? 'tile attention' : 'tile'},
    el('h3', {}, name), el('p', {class: 'figure'}, el('b', {}, figure), ` ${unit}`), el('p', {class: 'more'}, more));
}

/** Hints by target. */
export function hintsTable(hints, name) {
  if (hints.targets.length === 0) {
    return el('p', {class: 'empty'}, 'None.');
  }
  return table('Hints by target', [
    {label: 'For', cell: (t) => name(t.id)},
    {label: 'Hints', cell: (t) => count(t.count)},
    {label: 'Size', cell: (t) => bytes(t.bytes)},
  ], hints.targets);
}

/** How full the storage is. */
export function storageFacts(storage) {
  if (storage.state !== 'ok') {
    return el('p', {class: 'problem'}, `The storage says: ${storage.state}.`);
  }
  const all = storage.bytes + (storage.free ?? 0);
  return facts([
    ['Records', count(storage.keys)],
    ['Used', bytes(storage.bytes)],
    ['Free', storage.free === null ? 'no bound' : `${bytes(storage.free)} (${percent(storage.free, all)})`],
  ]);
}

const PHASES = ['moving', 'reading', 'settled'];

/** The change under way, or why the node is no member yet; null when there is nothing to tell. */
export function changeBanner({change, node}, name) {
  if (node.state !== 'member') {
    return el('p', {}, el('b', {}, `This node is ${node.state}`), waits(node.waitingFor));
  }
  if (change === null) {
    return null;
  }
  const who = change.node === null ? '' : ` of ${name(change.node)}`;
  return el('div', {},
    el('p', {}, el('b', {}, `${change.kind[0].toUpperCase()}${change.kind.slice(1)}${who}`), waits(change.waitingFor)),
    el('ol', {class: 'phases'}, PHASES.map((phase) =>
      el('li', {'aria-current': phase === change.phase ? 'step' : null}, phase))));
}

const waits = (what) => (what === '' ? '' : ` — waits for ${what}`);

/** "3 members, 1 joining, 1 not answering" */
export function summary({members}) {
  const joining = members.filter((m) => m.state === 'joining').length;
  const silent = members.filter((m) => !m.alive).length;
  return [
    plural(members.length - joining, 'member'),
    joining === 0 ? null : `${joining} joining`,
    silent === 0 ? null : `${silent} not answering`,
  ].filter((part) => part !== null).join(', ');
}

import {el, table} from './dom.js';
import {count, percent} from './format.js';

const DOORS = ['tcp', 'http', 'admin'];

/** The members as a table. */
export function membersTable(membership, colours) {
  const {members, node, ring} = membership;
  if (members.length === 0) {
    return el('p', {class: 'empty'}, 'This node has no ring yet, so it knows no members.');
  }
  return table('Members of the cluster', [
    {label: 'Name', cell: (m) => name(m, node, colours)},
    {label: 'Rack', cell: (m) => m.rack},
    {label: 'State', cell: (m) => el('span', {class: `chip ${m.state}`}, m.state)},
    {label: 'Alive', cell: (m) => el('span', {class: m.alive ? 'alive' : 'silent'}, m.alive ? 'alive' : 'no answer')},
    {label: 'Partitions', cell: (m) => share(m, ring)},
    {label: 'Endpoints', cell: endpoints},
  ], members);
}

function name(m, node, colours) {
  return el('div', {class: 'name'},
    el('i', {class: `swatch ${colours.of(m.id)}`}),
    el('div', {},
      el('b', {}, m.name), m.id === node.id ? el('span', {class: 'here'}, 'this node') : null,
      el('code', {class: 'id'}, m.id)));
}

function share(m, ring) {
  const held = percent(m.partitions, ring.partitions);
  return el('div', {class: 'share', title: `first owner of ${m.first}, holds a copy of ${m.partitions} of ${ring.partitions}`},
    el('span', {}, `${count(m.partitions)} held, ${count(m.first)} first`),
    el('meter', {min: 0, max: Math.max(1, ring.partitions), value: m.partitions, 'aria-label': `holds ${held}`}, held));
}

function endpoints(m) {
  const others = Object.keys(m.endpoints).filter((door) => !DOORS.includes(door));
  const doors = [...DOORS, ...others].map((door) => [door, m.endpoints[door]]).filter(([, at]) => at);
  return el('ul', {class: 'doors'}, doors.map(([door, at]) => el('li', {}, el('span', {}, door), el('code', {}, at))));
}

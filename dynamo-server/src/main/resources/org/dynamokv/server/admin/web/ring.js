import {el, svg} from './dom.js';
import {plural} from './format.js';

/** Inner and outer radius of the band of the first, second, third owner. */
const BANDS = [[144, 186], [122, 139], [104, 117]];
const PENDING = [190, 196];
const MIDDLE = 200;
/** More partitions than this are drawn several to an arc. */
const MOST_ARCS = 1024;

/** The picture of the ring, its legend, and the line that tells who owns the chosen partition. */
export class RingPicture {
  #colours;
  #places;
  #ring = null;
  #members = [];
  #arcs = [];
  #marker = svg('path', {class: 'marker'});
  #chosen = 0;
  #pinned = null;
  #lit = null;

  constructor(places, colours) {
    this.#places = places;
    this.#colours = colours;
  }

  /** Shows a ring as /api/ring gives it, and the members of /api/status. */
  update(ring, members) {
    this.#ring = ring;
    this.#members = members;
    this.#chosen = Math.min(this.#chosen, Math.max(0, ring.partitions.length - 1));
    this.#pinned = this.#pinned === null ? null : this.#chosen;
    this.#draw();
    this.#drawLegend();
    this.#light(this.#members.some((m) => m.id === this.#lit) ? this.#lit : null);
  }

  /** Points at a partition and keeps it. */
  pin(partition) {
    this.#pinned = partition;
    this.#choose(partition);
  }

  name(id) {
    return this.#members.find((m) => m.id === id)?.name ?? id;
  }

  #draw() {
    const parts = this.#ring.partitions;
    if (parts.length === 0) {
      this.#places.picture.replaceChildren(el('p', {class: 'empty'}, 'This node has no ring yet.'));
      this.#places.partition.replaceChildren();
      return;
    }
    const step = Math.ceil(parts.length / MOST_ARCS);
    this.#arcs = parts.filter((p) => p.partition % step === 0).map((p) => this.#arc(p, step));
    const picture = svg('svg', {
      viewBox: '0 0 400 400',
      tabindex: 0,
      role: 'slider',
      'aria-label': 'Ring: choose a partition with the arrow keys',
      'aria-valuemin': 0,
      'aria-valuemax': parts.length - 1,
      onkeydown: (e) => this.#key(e),
      onpointerleave: () => this.#choose(this.#pinned ?? this.#chosen),
    }, this.#arcs, this.#marker, this.#centre(step));
    const focused = document.activeElement === this.#places.picture.firstChild;
    this.#places.picture.replaceChildren(picture);
    if (focused) picture.focus();
    this.#choose(this.#chosen);
  }

  #arc(part, step) {
    const bands = part.owners.slice(0, BANDS.length).map((id, i) =>
      svg('path', {d: this.#band(part.partition, step, BANDS[i]), class: `arc ${this.#colours.of(id)}`, 'data-id': id}));
    const coming = part.pending.filter((id) => !part.owners.includes(id)).slice(0, 1).map((id) =>
      svg('path', {d: this.#band(part.partition, step, PENDING), class: `arc ${this.#colours.of(id)}`, 'data-id': id}));
    return svg('g', {
      'data-partition': part.partition,
      onpointerenter: () => this.#choose(part.partition),
      onclick: () => this.pin(part.partition),
    }, bands, coming);
  }

  #band(partition, step, [inner, outer]) {
    const total = this.#ring.partitions.length;
    const from = (2 * Math.PI * partition) / total;
    const width = (2 * Math.PI * Math.min(step, total - partition)) / total;
    // A full circle has no two ends: stop a hair before.
    const to = from + Math.min(width, 2 * Math.PI - 1e-4);
    const large = to - from > Math.PI ? 1 : 0;
    const at = (r, a) => `${(MIDDLE + r * Math.sin(a)).toFixed(2)} ${(MIDDLE - r * Math.cos(a)).toFixed(2)}`;
    return `M${at(outer, from)}A${outer} ${outer} 0 ${large} 1 ${at(outer, to)}`
      + `L${at(inner, to)}A${inner} ${inner} 0 ${large} 0 ${at(inner, from)}Z`;
  }

  #centre(step) {
    const lines = [
      ['Epoch', 'small', -44],
      [String(this.#ring.epoch), 'epoch', -8],
      [plural(this.#ring.partitions.length, 'partition'), 'small', 20],
      [this.#ring.hash.slice(0, 12), 'hash', 42],
    ];
    if (step > 1) lines.push([`${step} to an arc`, 'small', 62]);
    return svg('g', {class: 'centre', 'aria-hidden': 'true'}, lines.map(([text, kind, dy]) =>
      svg('text', {x: MIDDLE, y: MIDDLE + dy, class: kind}, text)));
  }

  #choose(partition) {
    this.#chosen = partition;
    const part = this.#ring.partitions[partition];
    const svgRoot = this.#places.picture.firstChild;
    if (!part || svgRoot === null) return;
    this.#marker.setAttribute('d', this.#band(partition, 1, [100, 199]));
    const names = part.owners.map((id) => this.name(id)).join(', ');
    const next = part.pending.length === 0 ? '' : `; next ${part.pending.map((id) => this.name(id)).join(', ')}`;
    svgRoot.setAttribute('aria-valuenow', partition);
    svgRoot.setAttribute('aria-valuetext', `partition ${partition}: ${names}${next}`);
    this.#tell(part);
  }

  #tell(part) {
    const chips = (ids) => ids.map((id) => el('span', {class: 'owner'},
      el('i', {class: `swatch ${this.#colours.of(id)}`}), this.name(id)));
    this.#places.partition.replaceChildren(
      el('b', {}, `Partition ${part.partition}`), ...chips(part.owners),
      ...(part.pending.length === 0 ? [] : [el('span', {class: 'to'}, 'moves to'), ...chips(part.pending)]));
  }

  #key(event) {
    const total = this.#ring.partitions.length;
    const steps = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 16, PageDown: -16};
    const ends = {Home: 0, End: total - 1};
    if (event.key in steps) {
      this.pin((this.#chosen + steps[event.key] + total) % total);
    } else if (event.key in ends) {
      this.pin(ends[event.key]);
    } else {
      return;
    }
    event.preventDefault();
  }

  #drawLegend() {
    const focused = document.activeElement?.dataset?.id;
    this.#places.legend.replaceChildren(...this.#members.map((m) => el('button', {
      type: 'button',
      'data-id': m.id,
      onclick: () => this.#light(this.#lit === m.id ? null : m.id),
    }, el('i', {class: `swatch ${this.#colours.of(m.id)}`}), m.name)));
    if (focused) [...this.#places.legend.children].find((b) => b.dataset.id === focused)?.focus();
  }

  /** Dims what is not this member's; null lights everything. */
  #light(id) {
    this.#lit = id;
    for (const arc of this.#places.picture.querySelectorAll('.arc')) {
      arc.classList.toggle('dim', id !== null && arc.dataset.id !== id);
    }
    for (const button of this.#places.legend.children) {
      button.setAttribute('aria-pressed', String(button.dataset.id === id));
    }
  }
}

/** How many colours style.css has (--owner-0 and on). */
const COLOURS = 12;

/** Which colour a member has; it keeps it as long as the page is open, whoever joins or leaves. */
export class Colours {
  #byId = new Map();

  /** Gives every member a colour: the least used one for those that are new. */
  update(ids) {
    for (const id of [...this.#byId.keys()]) {
      if (!ids.includes(id)) this.#byId.delete(id);
    }
    for (const id of ids) {
      if (!this.#byId.has(id)) this.#byId.set(id, this.#leastUsed());
    }
  }

  #leastUsed() {
    const uses = new Array(COLOURS).fill(0);
    for (const index of this.#byId.values()) uses[index]++;
    return uses.indexOf(Math.min(...uses));
  }

  /** The class that carries the colour. */
  of(id) {
    return this.#byId.has(id) ? `owner-${this.#byId.get(id)}` : 'owner-none';
  }
}

/** An element: attributes by name ("class", "onclick"; null leaves one out), then its children. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same in SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.flat().filter((c) => c !== null && c !== undefined));
  return node;
}

/** A table that reads as cards on a phone: columns are {label, cell(row)}. */
export function table(caption, columns, rows) {
  return el('table', {role: 'table'},
    el('caption', {class: 'unseen'}, caption),
    el('thead', {role: 'rowgroup'},
      el('tr', {role: 'row'}, columns.map((c) => el('th', {scope: 'col', role: 'columnheader'}, c.label)))),
    el('tbody', {role: 'rowgroup'}, rows.map((row) =>
      el('tr', {role: 'row'}, columns.map((c) => el('td', {'data-label': c.label, role: 'cell'}, c.cell(row)))))));
}

/** A list of names and what they are. */
export function facts(pairs) {
  return el('dl', {class: 'facts'},
    pairs.filter(Boolean).map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

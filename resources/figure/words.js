"use strict";
/* Writes the labels, the names of groups and the arrows above the map, as the program does: each label has a scale from
   which on it is shown, so that zooming in only adds. What a label says is only ever written as text. */
const FINE = 8; // parts of a pixel in which widths are told
const SPARE = 3; // pixels by which letters may be wider than they were where the figure was made
const STAND_OFF = 7, SHORTEST = 12, HEAD = [9, 4]; // pixels of an arrow

/* How much there is of a name of a group at this scale: it comes, and goes, by and by. */
function nameOpacity(name, scale, words) {
  if (scale < name.start || scale >= name.end) return 0;
  const goes = Math.log(name.end / scale) / Math.log(words.fading);
  const comes = name.start ? Math.log(scale / name.start) / Math.log(words.coming) + words.sudden : 1;
  return Math.max(0, Math.min(1, goes, comes));
}

/* The box of a label beside its point: left, top, right, bottom. */
function besidePoint(side, x, y, wide, high, away) {
  const left = [x + away, x - away - wide, x - wide / 2, x - wide / 2][side];
  const top = [y - high / 2, y - high / 2, y - away - high, y + away][side];
  return [left, top, left + wide, top + high];
}

function overlaps(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

function isFree(box, taken, view) {
  const inside = box[0] >= 0 && box[1] >= 0 && box[2] <= view.width && box[3] <= view.height;
  return inside && !taken.some((other) => overlaps(box, other));
}

/* The shaft and the head of an arrow between two places, in pixels; null where it would be too short. */
function arrowOf(start, end, pixel) {
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
  if (!(length > SHORTEST * pixel)) return null;
  const unit = [(end[0] - start[0]) / length, (end[1] - start[1]) / length];
  const tip = [end[0] - unit[0] * STAND_OFF * pixel, end[1] - unit[1] * STAND_OFF * pixel];
  const back = [tip[0] - unit[0] * HEAD[0] * pixel, tip[1] - unit[1] * HEAD[0] * pixel];
  const aside = [-unit[1] * HEAD[1] * pixel, unit[0] * HEAD[1] * pixel];
  return { shaft: [start, tip], head: [tip, [back[0] + aside[0], back[1] + aside[1]], [back[0] - aside[0], back[1] - aside[1]]] };
}

/* The labels of a view that are shown, each with its box; `hidden` are codes of classes. */
function labelsInView(block, stores, view, words, hidden, taken) {
  const found = [], pixel = words.pixel;
  for (let number = 0; number < block.at.length; number += 1) {
    if (block.least[number] > view.scale || hidden.has(block.codes[number])) continue;
    const { store, place } = stores(block.at[number]);
    const x = view.across(store.x[place]), y = view.down(store.y[place]);
    if (!(x >= 0 && x <= view.width && y >= 0 && y <= view.height)) continue;
    const letters = block.letters[block.ranks[number]];
    const box = besidePoint(block.sides[number], x, y, block.wide[number] / FINE * pixel, letters.high * pixel, letters.away * pixel);
    if (!isFree(box, taken, view)) continue;
    const text = number in block.texts ? block.texts[number] : store.keys[place];
    const color = letters.colors[block.codes[number]];
    found.push({ box, text, size: letters.size, weight: letters.weight, color });
  }
  return found;
}

/* Where the rows of a file are, by their place in all of it. */
function finder(groups) {
  let first = 0;
  const starts = groups.map((group) => { const start = first; first += group.keys.length; return start; });
  return (at) => {
    let number = starts.length - 1;
    while (starts[number] > at) number -= 1;
    return { store: groups[number], place: at - starts[number] };
  };
}

function element(name, values, text) {
  const made = document.createElementNS(document.getElementById("words").namespaceURI, name);
  for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/* A line of text in a box, no wider than it: `measure` says how wide it is in the letters of this browser. */
function written(line, middle, size, weight, color, room, measure) {
  const values = { x: middle[0], y: middle[1], "font-size": size, "font-weight": weight, fill: color };
  if (measure(line, size, weight) > room) Object.assign(values, { textLength: room, lengthAdjust: "spacingAndGlyphs" });
  return element("text", Object.assign(values, { "text-anchor": "middle", "dominant-baseline": "central" }), line);
}

function points(places) {
  return places.map((place) => place.join(",")).join(" ");
}

/* The line between two places that were measured, and a card beside its middle that says what is true of them. */
function measured(shown, view, words, measure) {
  const pixel = words.pixel, pad = 8 * pixel, step = 1.4;
  const ends = [shown.from, shown.to].map((end) => [view.across(end[0]), view.down(end[1])]);
  const drawn = [[words.ground, 4], [words.accent, 1.5]].map(([stroke, width]) =>
    element("polyline", { points: points(ends), fill: "none", stroke, "stroke-width": width * pixel }));
  for (const [cx, cy] of ends) {
    drawn.push(element("circle", { cx, cy, r: 3.5 * pixel, fill: words.accent, stroke: words.ground, "stroke-width": 1.5 * pixel }));
  }
  const wide = Math.max(...shown.lines.map((line) => measure(line.text, line.size * pixel, line.weight)));
  const width = wide + 2 * pad, height = shown.lines.reduce((sum, line) => sum + line.size * pixel * step, 2 * pad);
  const within = (middle, length, most) => Math.max(0, Math.min(middle + 14 * pixel, most - length - pad));
  const x = within((ends[0][0] + ends[1][0]) / 2, width, view.width);
  let y = within((ends[0][1] + ends[1][1]) / 2, height, view.height);
  drawn.push(element("rect", { x, y, width, height, rx: 3, fill: shown.ground, stroke: shown.edge }));
  y += pad;
  for (const line of shown.lines) {
    y += line.size * pixel * step;
    const values = { x: x + pad, y: y - line.size * pixel * 0.4, "font-size": line.size * pixel, "font-weight": line.weight, fill: line.color };
    drawn.push(element("text", values, line.text));
  }
  return drawn;
}

/* The word that was looked for: a ring around its point, and the word whatever lies there. */
function foundMark(found, view, words) {
  const x = view.across(found.x), y = view.down(found.y), pixel = words.pixel;
  const ring = element("circle", { cx: x, cy: y, r: 7.5 * pixel, fill: "none", stroke: words.accent, "stroke-width": 2 * pixel });
  const values = { x: x + 12 * pixel, y, "font-size": 14 * pixel, "font-weight": 600, fill: words.ink };
  return [ring, element("text", Object.assign(values, { "dominant-baseline": "central" }), found.text)];
}

/* All that is written above a view, from back to front. */
function above(words, stores, view, hidden, blocked, measure) {
  const drawn = [], leaders = [], labels = [], names = [], taken = [...blocked], pixel = words.pixel;
  for (const arrow of words.arrows) {
    const ends = [arrow.from, arrow.to].map((end) => [view.across(end[0]), view.down(end[1])]);
    const shape = arrowOf(ends[0], ends[1], pixel);
    if (!shape) continue;
    const line = { points: points(shape.shaft), stroke: words.accent, "stroke-width": 1.5 * pixel, fill: "none" };
    if (arrow.dashed) line["stroke-dasharray"] = [6 * pixel, 4.5 * pixel];
    drawn.push(element("polyline", line), element("polygon", { points: points(shape.head), fill: words.accent }));
  }
  const write = (list, one, box) => {
    const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    list.push(written(one.text, middle, one.size * pixel, one.weight, one.color, box[2] - box[0] + SPARE, measure));
  };
  for (const one of words.marked) {
    const x = view.across(one.x), y = view.down(one.y);
    const left = x + one.across * pixel, top = y + one.down * pixel;
    const box = [left, top, left + one.width * pixel, top + one.height * pixel];
    if (!isFree(box, taken, view)) continue;
    taken.push(box);
    write(labels, one, box);
    if (!one.led) continue;
    const near = [Math.min(Math.max(x, box[0]), box[2]), Math.min(Math.max(y, box[1]), box[3])];
    leaders.push(element("line", { x1: x, y1: y, x2: near[0], y2: near[1], stroke: words.leader, "stroke-width": 0.75 * pixel }));
  }
  for (const name of words.names) {
    const opacity = name.code !== null && hidden.has(name.code) ? 0 : nameOpacity(name, view.scale, words);
    const x = view.across(name.x), y = view.down(name.y), wide = name.width * pixel, high = name.height * pixel;
    const box = [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
    if (!opacity || !isFree(box, taken, view)) continue;
    taken.push(box);
    name.lines.forEach((line, number) => {
      const middle = [x, box[1] + (number + 0.5) * high / name.lines.length];
      const text = written(line, middle, name.size * pixel, name.weight, name.color, wide + SPARE, measure);
      text.setAttribute("opacity", opacity);
      text.setAttribute("class", "name");
      names.push(text);
    });
  }
  for (const block of words.blocks) {
    const shown = labelsInView(block, stores, view, words, hidden, taken);
    shown.reverse().forEach((one) => write(labels, one, one.box));
    taken.push(...shown.map((one) => one.box));
  }
  const front = words.measured ? measured(words.measured, view, words, measure) : [];
  if (words.found) front.push(...foundMark(words.found, view, words));
  return [...drawn, ...names, ...leaders, ...labels.reverse(), ...front];
}

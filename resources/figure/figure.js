/* Shows the figure of this page: nothing is fetched, and what a label says is only ever written as text. */
const KINDS = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, i4: Int32Array };
const MOST = 300; // letters of a label on the card
const FEW = 1000, LARGEST = 3.5, SMALLEST = 1; // points that are drawn as large as any; pixels
const MOST_FOUND = 200, CLOSER = 4; // words that begin alike; times nearer is a word that was looked for
const REST = 150; // milliseconds without a move, after which points take their size

/* Of a point, in pixels, where so many are in view. */
function radius(inView) {
  return Math.max(SMALLEST, LARGEST * (FEW / Math.max(FEW, inView)) ** 0.25);
}

function countWithin(points, across, down) {
  let count = 0;
  for (let place = 0; place < points.x.length; place += 1) {
    const x = points.x[place], y = points.y[place];
    if (x >= across[0] && x <= across[1] && y >= down[0] && y <= down[1]) count += 1;
  }
  return count;
}

function decoded(packed) {
  const bytes = Uint8Array.from(atob(packed.bdata), (letter) => letter.charCodeAt(0));
  return new KINDS[packed.dtype](bytes.buffer);
}

function unpack(value) {
  if (Array.isArray(value)) return value.map(unpack);
  if (value === null || typeof value !== "object") return value;
  if ("bdata" in value) return decoded(value);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, unpack(one)]));
}

/* The places of the points whose class is not hidden. */
function shownPlaces(codes, hidden) {
  const places = [];
  for (let place = 0; place < codes.length; place += 1) if (!hidden.has(codes[place])) places.push(place);
  return places;
}

function isMany(value) {
  return ArrayBuffer.isView(value);
}

function picked(array, places) {
  return array.constructor.from(places, (place) => array[place]);
}

/* The classes that are hidden after a click on one: it is left alone, or all come back; with Ctrl it goes, or comes. */
function afterClick(hidden, code, alone, all) {
  if (!alone) {
    const next = new Set(hidden);
    if (!next.delete(code)) next.add(code);
    return next;
  }
  const others = all.filter((one) => one !== code);
  const isAlone = !hidden.has(code) && others.every((one) => hidden.has(one));
  return new Set(isAlone ? [] : others);
}

function cardLines(group, place) {
  const label = group.keys[place];
  const lines = [label.length > MOST ? label.slice(0, MOST) + "…" : label];
  for (const fact of group.facts) {
    const text = fact.texts[fact.at[place]];
    if (text) lines.push(fact.title + " " + text);
  }
  return lines;
}

/* The places of words like this, in any case: the word itself, then those that begin with it. */
function placesOf(groups, wanted) {
  const exact = [], begun = [], word = wanted.trim().toLowerCase();
  if (!word) return [];
  groups.forEach((group, number) => group.keys.forEach((key, place) => {
    const lower = key.toLowerCase();
    if (lower === word) exact.push([number, place]);
    else if (begun.length < MOST_FOUND && lower.startsWith(word)) begun.push([number, place]);
  }));
  return [...exact, ...begun];
}

function start() {
  const told = unpack(JSON.parse(document.getElementById("figure").textContent));
  const map = document.getElementById("map");
  const card = document.getElementById("card");
  const drawn = told.groups.filter((group) => group.trace !== null);
  const whole = drawn.map((group) => {
    const trace = told.data[group.trace]; // plotly writes into it
    return { x: trace.x, y: trace.y, marker: Object.assign({}, trace.marker) };
  });
  const codes = drawn.map((group, number) => group.codes || whole[number].marker.color); // of the legend
  told.whole = told.groups.map((group) => (group.trace === null ? null : whole[drawn.indexOf(group)]));
  const field = document.querySelector("#find input"), answer = document.getElementById("answer");
  let looked = { wanted: "", places: [], at: -1 }, firstWidth = 1;
  const stores = finder(told.groups.map((group) => Object.assign({}, told.data[group.trace], group)));
  let places = drawn.map(() => null); // of the points that are drawn, where not all are
  const arrays = ["size", "symbol"].filter((name) => whole.some((all) => isMany(all.marker[name])));
  let hidden = new Set(told.legend.filter((one) => one.hidden).map((one) => one.code));

  function show(next) {
    hidden = next;
    const changes = { x: [], y: [], "marker.color": [] };
    for (const name of arrays) changes["marker." + name] = [];
    places = drawn.map((group, number) => {
      const all = whole[number];
      const kept = hidden.size ? shownPlaces(codes[number], hidden) : null;
      changes.x.push(kept ? picked(all.x, kept) : all.x);
      changes.y.push(kept ? picked(all.y, kept) : all.y);
      changes["marker.color"].push(kept ? picked(all.marker.color, kept) : all.marker.color);
      for (const name of arrays) {
        const one = all.marker[name];
        changes["marker." + name].push(kept && isMany(one) ? picked(one, kept) : one);
      }
      return kept;
    });
    if (changes["marker.size"]) changes["marker.size"] = drawn.map((group, number) => sized(number));
    if (drawn.length) Plotly.restyle(map, changes, drawn.map((group) => group.trace));
    const visible = told.legend.map((one) => (hidden.has(one.code) ? "legendonly" : true));
    if (visible.length) Plotly.restyle(map, { visible }, told.legend.map((one) => one.trace));
    if (!told.hulls.length) return;
    const outlined = told.hulls.map((one) => !hidden.has(one.code));
    Plotly.restyle(map, { visible: outlined }, told.hulls.map((one) => one.trace));
    Plotly.relayout(map, Object.fromEntries(told.hulls.map((one, at) => [`shapes[${one.shape}].visible`, outlined[at]])));
  }

  function onLegend(event) {
    const one = told.legend.find((entry) => entry.trace === event.curveNumber);
    const alone = !(event.event.ctrlKey || event.event.metaKey || event.event.shiftKey);
    if (one) show(afterClick(hidden, one.code, alone, told.legend.map((entry) => entry.code)));
    return false;
  }

  /* Goes to the word in the field; asked once more, to the next one. */
  function onFind(event) {
    event.preventDefault();
    const wanted = field.value;
    if (wanted !== looked.wanted) looked = { wanted, places: placesOf(told.groups, wanted), at: -1 };
    looked.at = looked.places.length ? (looked.at + 1) % looked.places.length : -1;
    const none = wanted.trim() ? "not in this figure" : "";
    answer.textContent = looked.at < 0 ? none : `${looked.at + 1} of ${looked.places.length}`;
    if (looked.at < 0) {
      told.words.found = null;
      rewrite();
      return;
    }
    const [number, place] = looked.places[looked.at];
    const group = told.groups[number], all = group.trace === null ? group : told.whole[number];
    const x = all.x[place], y = all.y[place], text = cardLines(group, place)[0].slice(0, 60);
    told.words.found = { x, y, text };
    const { xaxis, yaxis } = map._fullLayout;
    const wide = Math.min(xaxis.range[1] - xaxis.range[0], firstWidth / CLOSER);
    const high = wide * yaxis._length / xaxis._length;
    Plotly.relayout(map, { "xaxis.range": [x - wide / 2, x + wide / 2], "yaxis.range": [y - high / 2, y + high / 2] });
  }

  function onHover(event) {
    const point = event.points[0];
    const number = drawn.findIndex((group) => group.trace === point.curveNumber);
    if (number < 0) return;
    const place = places[number] ? places[number][point.pointNumber] : point.pointNumber;
    card.replaceChildren(...cardLines(drawn[number], place).map((line) => {
      const row = document.createElement("div");
      row.textContent = line;
      return row;
    }));
    const { clientX, clientY } = event.event;
    card.style.display = "block";
    card.style.left = Math.min(clientX + 12, innerWidth - card.offsetWidth - 8) + "px";
    card.style.top = Math.min(clientY + 12, innerHeight - card.offsetHeight - 8) + "px";
  }

  const sheet = document.getElementById("words");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const family = getComputedStyle(document.body).fontFamily;
  const measure = (text, size, weight) => {
    pen.font = `${weight} ${size}px ${family}`;
    return pen.measureText(text).width;
  };
  let asked = 0, resting = 0, larger = 1;

  function write() {
    asked = 0;
    const { xaxis, yaxis } = map._fullLayout;
    const [left, right] = xaxis.range, [bottom, top] = yaxis.range;
    const width = xaxis._length, height = yaxis._length;
    const view = {
      width, height, scale: width / (right - left) * told.words.scale,
      across: (x) => (x - left) / (right - left) * width, down: (y) => (top - y) / (top - bottom) * height,
    };
    Object.assign(sheet.style, { left: xaxis._offset + "px", top: yaxis._offset + "px", width: width + "px", height: height + "px" });
    const around = map.getBoundingClientRect();
    const blocked = [...map.querySelectorAll(".legend, .colorbar")].map((one) => {
      const box = one.getBoundingClientRect();
      const x = box.left - around.left - xaxis._offset, y = box.top - around.top - yaxis._offset;
      return [x, y, x + box.width, y + box.height];
    });
    sheet.replaceChildren(...above(told.words, stores, view, hidden, blocked, measure));
  }

  /* The fewer points in view, the larger they are, as in the program. */
  function resize() {
    const { xaxis, yaxis } = map._fullLayout;
    const inView = whole.reduce((sum, all) => sum + countWithin(all, xaxis.range, yaxis.range), 0);
    const next = radius(inView) / radius(whole.reduce((sum, all) => sum + all.x.length, 0));
    if (Math.abs(next - larger) < 0.02) return;
    larger = next;
    const size = drawn.map((group, number) => sized(number));
    Plotly.restyle(map, { "marker.size": size }, drawn.map((group) => group.trace));
  }

  function sized(number) {
    const all = whole[number].marker.size;
    if (!isMany(all)) return all * larger;
    const kept = places[number] ? picked(all, places[number]) : all;
    return kept.map((one) => one * larger);
  }

  function onView() {
    rewrite();
    clearTimeout(resting);
    resting = setTimeout(resize, REST);
  }

  function rewrite() {
    if (!asked) asked = requestAnimationFrame(write);
  }

  if (!document.createElement("canvas").getContext("webgl")) {
    map.textContent = "This browser offers no WebGL, which the points of this figure are drawn with.";
    map.className = "broken";
    return;
  }
  Plotly.newPlot(map, told.data, told.layout, told.config).then(() => {
    map.append(sheet);
    firstWidth = map._fullLayout.xaxis.range[1] - map._fullLayout.xaxis.range[0];
    document.getElementById("find").addEventListener("submit", onFind);
    map.on("plotly_relayout", onView);
    for (const event of ["plotly_relayouting", "plotly_afterplot"]) map.on(event, rewrite);
    rewrite();
    map.on("plotly_hover", onHover);
    map.on("plotly_unhover", () => { card.style.display = "none"; });
    map.on("plotly_legendclick", onLegend);
    map.on("plotly_legenddoubleclick", () => false);
  });
}

if (typeof document !== "undefined") start();
if (typeof module !== "undefined" && typeof document === "undefined") {
  module.exports = { above, afterClick, arrowOf, cardLines, countWithin, decoded, finder, labelsInView, nameOpacity, picked, placesOf, radius, shownPlaces, unpack };
}

"use strict";
/* Shows the figure of this page: nothing is fetched, and what a label says is only ever written as text. */
const KINDS = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, u4: Uint32Array, i4: Int32Array };
const MOST = 300; // letters of a label on the card

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

/* The classes that are hidden after a click on one: once more shows it; two clicks leave it alone, or bring all back. */
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

function start() {
  const told = unpack(JSON.parse(document.getElementById("figure").textContent));
  const map = document.getElementById("map");
  const card = document.getElementById("card");
  const whole = told.groups.map((group) => Object.assign({}, told.data[group.trace]));
  let places = told.groups.map(() => null); // of the points that are drawn, where not all are
  const arrays = ["size", "symbol"].filter((name) => whole.some((all) => isMany(all.marker[name])));
  let hidden = new Set(told.legend.filter((one) => one.hidden).map((one) => one.code));

  function show(next) {
    hidden = next;
    const changes = { x: [], y: [], "marker.color": [] };
    for (const name of arrays) changes["marker." + name] = [];
    places = told.groups.map((group, number) => {
      const all = whole[number];
      const kept = hidden.size ? shownPlaces(all.marker.color, hidden) : null;
      changes.x.push(kept ? picked(all.x, kept) : all.x);
      changes.y.push(kept ? picked(all.y, kept) : all.y);
      changes["marker.color"].push(kept ? picked(all.marker.color, kept) : all.marker.color);
      for (const name of arrays) {
        const one = all.marker[name];
        changes["marker." + name].push(kept && isMany(one) ? picked(one, kept) : one);
      }
      return kept;
    });
    Plotly.restyle(map, changes, told.groups.map((group) => group.trace));
    const visible = told.legend.map((one) => (hidden.has(one.code) ? "legendonly" : true));
    if (visible.length) Plotly.restyle(map, { visible }, told.legend.map((one) => one.trace));
  }

  function onLegend(event, alone) {
    const one = told.legend.find((entry) => entry.trace === event.curveNumber);
    if (one) show(afterClick(hidden, one.code, alone, told.legend.map((entry) => entry.code)));
    return false;
  }

  function onHover(event) {
    const point = event.points[0];
    const number = told.groups.findIndex((group) => group.trace === point.curveNumber);
    if (number < 0) return;
    const place = places[number] ? places[number][point.pointNumber] : point.pointNumber;
    card.replaceChildren(...cardLines(told.groups[number], place).map((line) => {
      const row = document.createElement("div");
      row.textContent = line;
      return row;
    }));
    const { clientX, clientY } = event.event;
    card.style.display = "block";
    card.style.left = Math.min(clientX + 12, innerWidth - card.offsetWidth - 8) + "px";
    card.style.top = Math.min(clientY + 12, innerHeight - card.offsetHeight - 8) + "px";
  }

  const canvas = document.createElement("canvas");
  if (!canvas.getContext("webgl")) {
    map.textContent = "This browser offers no WebGL, which the points of this figure are drawn with.";
    map.className = "broken";
    return;
  }
  Plotly.newPlot(map, told.data, told.layout, told.config).then(() => {
    map.on("plotly_hover", onHover);
    map.on("plotly_unhover", () => { card.style.display = "none"; });
    map.on("plotly_legendclick", (event) => onLegend(event, false));
    map.on("plotly_legenddoubleclick", (event) => onLegend(event, true));
  });
}

if (typeof document !== "undefined") start();
if (typeof module !== "undefined" && typeof document === "undefined") {
  module.exports = { afterClick, cardLines, decoded, picked, shownPlaces, unpack };
}

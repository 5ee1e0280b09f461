// Requests per second and share of errors of every environment, while one looks.

import {html} from '../lib/lit-html/lit-html.js';
import {hourAndMinute} from '../core/format.js';
import {isDark, preference} from '../core/preferences.js';
import {traffic} from './traffic-data.js';

const HEIGHT = 150;
const SHORTEST = 2 * 60_000;
const LONGEST = 10 * 60_000;
const COLOURS = {light: ['#2f5fd0', '#0e8a6a', '#a4509a', '#b4690e'], dark: ['#7ea6ff', '#4fc9a4', '#d98fd0', '#e5a94e']};
const LINES = {light: '#e3e6eb', dark: '#2b3038'};
const TEXT = {light: '#5b6472', dark: '#9aa4b2'};

let library = null;
let plots = [];
let drawnFor = '';

export function leaveChart() {
  plots.forEach(plot => plot.destroy());
  plots = [];
  drawnFor = '';
}

export function chart(shown) {
  const known = shown.environments.some(environment => environment.traffic);
  if (known) queueMicrotask(drawPlots);
  else leaveChart();
  return html`<section class="panel" aria-labelledby="traffic-title" ?hidden=${!known}>
    <header><h2 id="traffic-title">Traffic</h2><span class="legend">${[...traffic.environments].map(
      ([, version], index) => html`<span><i class="line-${index % 4}" aria-hidden="true"></i>${version}</span>`,
    )}</span></header>
    <p class="hidden">Requests per second and share of errors of every environment; the newest figures are beside each environment.</p>
    <div class="plots" aria-hidden="true"><div id="plot-requests"></div><div id="plot-errors"></div></div>
  </section>`;
}

async function drawPlots() {
  library ??= (await import('../lib/uplot/uPlot.esm.js')).default;
  const ids = [...traffic.environments.keys()];
  const width = document.querySelector('.plots')?.clientWidth ?? 0;
  if (width === 0) return;
  const key = `${ids.join()} ${isDark()} ${preference('zone')} ${width}`;
  if (key !== drawnFor) {
    leaveChart();
    drawnFor = key;
    plots = [
      plot('plot-requests', 'requests/s', ids, width, number => (number < 10 ? number.toFixed(1) : number.toFixed(0))),
      plot('plot-errors', 'errors', ids, width, number => `${number.toFixed(0)}%`, 10),
    ];
  }
  const times = traffic.rows.map(row => row.at / 1000);
  const series = value => ids.map(id => traffic.rows.map(row => value(row.rates.get(id))));
  plots[0].setData([times, ...series(rate => rate?.perSecond ?? null)]);
  plots[1].setData([times, ...series(rate => rate?.errorShare ?? null)]);
}

/** @param least what the axis reaches at the least */
function plot(id, label, ids, width, written, least = 1) {
  const scheme = isDark() ? 'dark' : 'light';
  const wide = width > 640;
  const axis = {stroke: TEXT[scheme], grid: {stroke: LINES[scheme], width: 1}, ticks: {stroke: LINES[scheme], width: 1}, font: '11px system-ui'};
  const options = {
    width: wide ? Math.floor((width - 16) / 2) : width,
    height: HEIGHT,
    legend: {show: false},
    cursor: {drag: {x: false, y: false}},
    scales: {x: {range: shownTimes}, y: {range: (self, low, high) => [0, Math.max(least, high * 1.15)]}},
    axes: [{...axis, space: 50, incrs: [60, 120, 300], values: (self, ticks) => ticks.map(tick => hourAndMinute(tick * 1000))}, {...axis, size: 46, label, labelSize: 16, labelFont: '11px system-ui', values: (self, ticks) => ticks.map(written)}],
    series: [{}, ...ids.map((_, index) => ({stroke: COLOURS[scheme][index % 4], width: 1.75, points: {show: false}}))],
  };
  return new library(options, [[], ...ids.map(() => [])], document.getElementById(id));
}

/** Since one looks, but at least the last two minutes and at most the last ten. */
function shownTimes() {
  const now = Date.now();
  const first = traffic.rows[0]?.at ?? now;
  return [Math.max(now - LONGEST, Math.min(first, now - SHORTEST)) / 1000, now / 1000];
}

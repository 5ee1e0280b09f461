// Numbers and times as a person reads them.

import {preference} from './preferences.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map();

function format(name, options) {
  const zone = preference('zone') === 'utc' ? 'UTC' : undefined;
  const key = name + zone;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat('en-GB', {...options, timeZone: zone, hourCycle: 'h23'}));
  return formats.get(key);
}

const TIME = {hour: '2-digit', minute: '2-digit', second: '2-digit'};
const DATE = {day: 'numeric', month: 'short', year: 'numeric'};

/** Such as 14:03:22, with the day when it is another one. */
export function time(instant) {
  const when = new Date(instant);
  const clock = format('time', TIME).format(when);
  const day = format('date', DATE).format(when);
  return day === format('date', DATE).format(new Date()) ? clock : `${day}, ${clock}`;
}

/** Such as 14:03, for charts. */
export function hourAndMinute(instant) {
  return format('minute', {hour: '2-digit', minute: '2-digit'}).format(new Date(instant));
}

/** Day, time and zone, for titles. */
export function fullTime(instant) {
  const when = new Date(instant);
  const zone = preference('zone') === 'utc' ? 'UTC' : 'local time';
  return `${format('date', DATE).format(when)}, ${format('time', TIME).format(when)} ${zone}`;
}

/** Such as 5 s, 3 min 20 s, 2 h 5 min, 4 d. */
export function duration(milliseconds) {
  const length = Math.max(0, milliseconds);
  if (length < SECOND && length > 0) return '<1 s';
  if (length < 10 * SECOND && length % SECOND !== 0) return `${(length / SECOND).toFixed(1)} s`;
  if (length < MINUTE) return `${Math.round(length / SECOND)} s`;
  if (length < HOUR) return two(length, MINUTE, 'min', SECOND, 's');
  if (length < DAY) return two(length, HOUR, 'h', MINUTE, 'min');
  return two(length, DAY, 'd', HOUR, 'h');
}

function two(length, large, largeName, small, smallName) {
  const rest = Math.floor((length % large) / small);
  return `${Math.floor(length / large)} ${largeName}${rest > 0 ? ` ${rest} ${smallName}` : ''}`;
}

/** How long ago, in one unit. */
export function ago(instant) {
  const length = Math.max(0, Date.now() - new Date(instant));
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < DAY) return `${Math.floor(length / HOUR)} h`;
  return `${Math.floor(length / DAY)} d`;
}

/** How long until then, in whole seconds. */
export function remaining(instant) {
  return duration(Math.max(0, Math.round((new Date(instant) - Date.now()) / SECOND)) * SECOND);
}

const UNITS = {ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY};

/** Milliseconds of a duration as the engine writes it, such as 1h30m or 89ms. */
export function milliseconds(text) {
  let sum = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)(ms|s|m|h|d)/g)) sum += Number(number) * UNITS[unit];
  return sum;
}

/** The number in a percent string. */
export function percent(text) {
  return Number.parseFloat(text) || 0;
}

export function count(number) {
  return new Intl.NumberFormat('en-GB', {notation: number >= 100_000 ? 'compact' : 'standard'}).format(number);
}

/** "1 service", "2 services". */
export function plural(number, word) {
  return `${count(number)} ${word}${number === 1 ? '' : 's'}`;
}

/** A sentence of the engine: its times as this person wants them, a full stop last, and a capital first unless that is a name. */
export function sentence(text) {
  if (!text) return '';
  const localized = text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, instant => time(instant));
  const whole = /[.!?]$/.test(localized) ? localized : `${localized}.`;
  return /^[a-z][a-z0-9-]*-\d/.test(whole) ? whole : whole.charAt(0).toUpperCase() + whole.slice(1);
}

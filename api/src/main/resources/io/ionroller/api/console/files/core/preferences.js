// What a person chose for this browser: colours, time zone and name.

import {invalidate} from './render.js';

const KEY = 'ionroller';
const STANDARD = {theme: 'auto', zone: 'local', user: ''};

const chosen = {...STANDARD, ...stored()};
applyTheme();

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {}; // no storage in this browser, or not ours
  }
}

export function preference(name) {
  return chosen[name];
}

export function prefer(name, value) {
  chosen[name] = value;
  try {
    localStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // it then lasts as long as the page
  }
  applyTheme();
  invalidate();
}

export function isDark() {
  return chosen.theme === 'dark' || (chosen.theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
}

function applyTheme() {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  applyTheme();
  invalidate();
});

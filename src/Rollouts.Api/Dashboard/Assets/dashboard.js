// The pages are complete without this script. It only keeps them fresh: it listens, fetches the same page again and
// replaces the regions that changed; it counts down, and reads values off the charts.
(() => {
  'use strict';
  const body = document.body;
  const skew = Date.parse(body.dataset.now) - Date.now();
  const now = () => Date.now() + skew;
  const status = document.getElementById('live');
  let last = 0, timer = 0, running = false, again = false, ended = false;
  let source = null, heard = performance.now(), opened = false;
  const beat = 5000;

  // The server writes times in the zone that the browser names.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  if (!document.cookie.split('; ').includes('rollouts-zone=' + zone)) {
    document.cookie = 'rollouts-zone=' + zone + '; path=/; max-age=31536000; samesite=lax';
    if (zone !== body.dataset.zone && body.dataset.zone) refresh();
  }

  function say(state, text) {
    if (status.dataset.state !== state) { status.dataset.state = state; }
    if (status.textContent !== text) { status.textContent = text; }
    body.classList.toggle('offline', state === 'lost');
    document.querySelectorAll('[data-needs-live]').forEach(button => {
      if (state === 'lost') { button.disabled = true; button.dataset.off = 'y'; }
      else if (button.dataset.off) { button.disabled = false; delete button.dataset.off; }
    });
  }

  // At most two refreshes a second, and one at a time.
  function refresh() {
    if (ended) return;
    if (running) { again = true; return; }
    if (timer) return;
    timer = setTimeout(load, Math.max(0, 500 - (performance.now() - last)));
  }

  async function load() {
    timer = 0; running = true; last = performance.now();
    try {
      const answer = await fetch(location.href, { headers: { 'Accept': 'text/html', 'X-Rollouts-Refresh': '1' }, credentials: 'same-origin', redirect: 'manual' });
      if (answer.type === 'opaqueredirect' || answer.status === 401) { leave(); return; }
      if (answer.ok) { put(new DOMParser().parseFromString(await answer.text(), 'text/html')); }
    } catch { /* the stream says when the service is back */ } finally {
      running = false;
      if (again) { again = false; refresh(); }
    }
  }

  function put(next) {
    document.querySelectorAll('[data-live]').forEach(region => {
      const fresh = next.getElementById(region.id);
      if (!fresh) { return; }
      const busy = region.querySelector(':popover-open') || (region.contains(document.activeElement) && (document.activeElement.matches('input:not([type=range]), textarea, select') || region.querySelector('input[type=range]:active')));
      if (busy || region.innerHTML === fresh.innerHTML) { return; }
      const focused = region.contains(document.activeElement) ? document.activeElement.id : '';
      const scroll = [...region.querySelectorAll('.tl, .wide')].map(e => [e.scrollTop, e.scrollLeft]);
      const open = [...region.querySelectorAll('details[open]')].map(e => e.id);
      region.replaceChildren(...fresh.childNodes);
      for (const name of fresh.getAttributeNames()) { region.setAttribute(name, fresh.getAttribute(name)); }
      open.forEach(id => { const e = id && document.getElementById(id); if (e) e.open = true; });
      region.querySelectorAll('.tl, .wide').forEach((e, i) => { if (scroll[i]) [e.scrollTop, e.scrollLeft] = scroll[i]; });
      if (focused) { document.getElementById(focused)?.focus({ preventScroll: true }); }
    });
    const told = next.getElementById('told'), tell = document.getElementById('told');
    if (told && tell && told.textContent !== tell.textContent) { tell.textContent = told.textContent; }
    if (next.title) { document.title = next.title; }
    body.dataset.rendered = next.body.dataset.now;
    tick();
    charts();
  }

  // A session that ended elsewhere ends the page: its content is not for the next person at this screen.
  function leave() {
    ended = true;
    source?.close();
    const main = document.getElementById('main');
    main.replaceChildren();
    const title = document.createElement('h1');
    title.textContent = 'Your session has ended.';
    const words = document.createElement('p');
    words.className = 'dim';
    words.textContent = 'This page shows nothing any more. ';
    const link = document.createElement('a');
    link.href = '/sign-in?returnTo=' + encodeURIComponent(location.pathname + location.search);
    link.textContent = 'Sign in again';
    words.append(link);
    main.append(title, words);
    say('lost', 'session ended');
  }

  // Live: the server says when something changed, and beats every few seconds so that silence is noticed.
  function listen() {
    const address = body.dataset.live;
    if (!address || !window.EventSource) { return; }
    source = new EventSource(address);
    source.addEventListener('open', () => { heard = performance.now(); if (opened) { refresh(); } opened = true; });
    source.addEventListener('beat', () => { heard = performance.now(); });
    source.addEventListener('changed', () => { heard = performance.now(); refresh(); });
    source.addEventListener('ended', () => { leave(); });
    source.addEventListener('error', () => {
      // A refusal closes the stream for good: whether the session is over is asked once, and the stream is tried again.
      if (source.readyState === EventSource.CLOSED && !ended) { load(); setTimeout(listen, 3000); }
    });
  }

  function watch() {
    if (ended || !body.dataset.live) { return; }
    const silent = performance.now() - heard;
    const connected = source && source.readyState === EventSource.OPEN;
    if (connected && silent < beat * 1.6) { say('live', 'live'); }
    else if (silent < beat * 4) { if (silent > beat * 0.4) say('behind', Math.round(silent / 1000) + ' s behind'); }
    else { say('lost', 'disconnected'); }
  }

  // Countdowns stop while the page is not live: a number that counts on without news would be made up.
  function tick() {
    const stopped = status?.dataset.state === 'lost';
    document.querySelectorAll('[data-until]').forEach(e => {
      const left = Math.round((Date.parse(e.dataset.until) - now()) / 1000);
      if (!stopped) { e.textContent = left <= 0 ? 'now' : span(left); }
    });
    document.querySelectorAll('[data-ago]').forEach(e => {
      e.textContent = ago(Math.max(0, Math.round((now() - Date.parse(e.dataset.ago)) / 1000)));
    });
  }
  const two = n => String(n).padStart(2, '0');
  const span = s => s >= 86400 ? Math.floor(s / 86400) + ' d ' + Math.floor(s % 86400 / 3600) + ' h' : s >= 3600 ? Math.floor(s / 3600) + ':' + two(Math.floor(s % 3600 / 60)) + ':' + two(s % 60) : Math.floor(s / 60) + ':' + two(s % 60);
  const ago = s => s < 60 ? s + ' s' : s < 3600 ? Math.floor(s / 60) + ' min' : s < 86400 ? Math.floor(s / 3600) + ' h ' + Math.floor(s % 3600 / 60) + ' min' : Math.floor(s / 86400) + ' d';

  // One cursor for all charts of the page. Values are read from the points that are drawn, and replace the newest ones.
  let at = null;
  function charts() {
    const c = document.getElementById('charts');
    if (!c || !c.dataset.from) { return; }
    if (c.dataset.wired !== c.dataset.from + c.dataset.to) { c.dataset.wired = c.dataset.from + c.dataset.to; }
    if (at !== null) { show(at); }
  }
  function parts() {
    const c = document.getElementById('charts');
    return c && c.dataset.from ? { c, a: +c.dataset.from, b: +c.dataset.to, n: +c.dataset.newest, step: +c.dataset.step || 5, word: document.getElementById('at') } : null;
  }
  function show(s) {
    const p = parts();
    if (!p) { return; }
    const { c, a, b, word } = p;
    at = s;
    c.classList.toggle('on', s !== null);
    if (s === null) {
      c.style.removeProperty('--cx');
      if (word && word.dataset.was !== undefined) { word.textContent = word.dataset.was; }
      c.querySelectorAll('[data-r]').forEach(e => { if (e.dataset.was !== undefined) { e.textContent = e.dataset.was; } });
      return;
    }
    const x = (s - a) / (b - a) * 1000;
    c.style.setProperty('--cx', x / 10 + '%');
    if (word) { word.dataset.was ??= word.textContent; word.textContent = 'at ' + clock(s); }
    c.querySelectorAll('[data-r]').forEach(e => {
      e.dataset.was ??= e.textContent;
      e.textContent = value(c, e, x);
    });
  }
  function value(c, e, x) {
    let best = null, near = e.dataset.hold ? Infinity : 12;
    c.querySelectorAll('[data-s="' + e.dataset.r + '"]').forEach(line => {
      const max = +line.dataset.max, min = +(line.dataset.min || 0);
      for (const pair of line.getAttribute('points').split(' ')) {
        const [px, py] = pair.split(',').map(Number);
        const apart = e.dataset.hold ? (px <= x + .01 ? x - px : Infinity) : Math.abs(px - x);
        if (apart <= near && apart !== Infinity) { near = apart; best = min + (100 - py) / 100 * (max - min); }
      }
    });
    return best === null ? 'no data' : best.toFixed(+(e.dataset.digits || 2)) + (e.dataset.unit || '');
  }
  function clock(s) {
    return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: body.dataset.zone || 'UTC' }).format(new Date(s * 1000));
  }
  const snap = (p, s) => Math.max(p.a, Math.min(p.n, Math.round(s / p.step) * p.step));
  document.addEventListener('pointermove', e => {
    const p = parts();
    if (!p || !e.target.closest) { return; }
    const plot = e.target.closest('.plot');
    if (!plot || !p.c.contains(plot)) { if (at !== null && !p.c.contains(e.target) && !e.target.closest('.tl')) show(null); return; }
    const r = plot.getBoundingClientRect(), f = (e.clientX - r.left) / r.width;
    show(f < 0 || f > 1 ? null : snap(p, p.a + f * (p.b - p.a)));
  });
  document.addEventListener('pointerover', e => {
    const entry = e.target.closest?.('.tl li[data-at]'), p = parts();
    if (entry && p && +entry.dataset.at >= p.a && +entry.dataset.at <= p.b) { show(+entry.dataset.at); }
  });
  document.addEventListener('keydown', e => {
    const p = parts();
    if (!p || e.target.id !== 'charts') { return; }
    const move = { ArrowLeft: -p.step, ArrowRight: p.step, PageUp: -300, PageDown: 300 }[e.key];
    if (move) { show(snap(p, (at ?? p.n) + move)); e.preventDefault(); }
    else if (e.key === 'Home') { show(p.a); e.preventDefault(); }
    else if (e.key === 'End') { show(p.n); e.preventDefault(); }
    else if (e.key === 'Escape') { show(null); }
  });
  document.addEventListener('input', e => { if (e.target.id === 'instant') { show(+e.target.value); e.target.setAttribute('aria-valuetext', clock(+e.target.value)); } });
  document.addEventListener('change', e => {
    if (e.target.id === 'instant') { e.target.form?.requestSubmit(); }
    else if (e.target.matches('[data-submits]')) { e.target.form?.requestSubmit(); }
  });
  document.addEventListener('click', e => {
    const copy = e.target.closest?.('[data-copy]');
    if (copy) { navigator.clipboard?.writeText(copy.dataset.copy).then(() => { copy.textContent = 'copied'; }); }
  });

  listen();
  charts();
  tick();
  setInterval(() => { tick(); watch(); }, 1000);
  // Hidden, it gives its line back: a browser opens only six to one host.
  document.addEventListener('visibilitychange', () => {
    if (!body.dataset.live || ended) { return; }
    if (document.hidden) { source?.close(); source = null; }
    else { heard = performance.now(); listen(); refresh(); }
  });
})();

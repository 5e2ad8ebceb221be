/*
  What makes pages easier to read: where one is in the contents, copying a lasting address, terms explained where they
  are met, and keys. Terms and keys stand in a script for each language, which is loaded when the page is there.
*/
(function () {
  "use strict";
  var base = document.currentScript.src;

  /* The contents tell which section is being read. */
  function contents() {
    var links = Array.from(document.querySelectorAll(".menu__inside a[href^='#'], .contents a[href^='#']"));
    var parts = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
    if (links.length < 2) return;
    var menu = document.querySelector(".menu"), marked = null, isDue = false;
    function mark() {
      isDue = false;
      var line = Math.min(160, window.innerHeight / 3), now = 0, best = -Infinity;
      var tops = parts.map(function (part) { return part ? part.getBoundingClientRect().top : Infinity; });
      tops.forEach(function (top, at) { if (top <= line && top > best + 4) { now = at; best = top; } });
      var isAtEnd = window.scrollY > 0 && window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
      if (isAtEnd) now = links.length - 1;
      /* Of sections side by side, and of the last ones, it is the one that was asked for. */
      var asked = links.findIndex(function (link) { return link.hash === window.location.hash; });
      if (asked >= 0 && (Math.abs(tops[asked] - best) < 4 || (isAtEnd && tops[asked] > 0 && tops[asked] < window.innerHeight))) now = asked;
      if (marked === links[now]) return;
      if (marked) marked.removeAttribute("aria-current");
      marked = links[now];
      marked.setAttribute("aria-current", "true");
      if (menu && menu.contains(marked) && menu.scrollHeight > menu.clientHeight) {
        var place = marked.getBoundingClientRect(), room = menu.getBoundingClientRect();
        if (place.top < room.top || place.bottom > room.bottom) menu.scrollTop += place.top - room.top - room.height / 3;
      }
    }
    function soon() { if (!isDue) { isDue = true; requestAnimationFrame(mark); } }
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("hashchange", soon);
    mark();
  }

  /* A link to a lasting address copies it; where copying is forbidden it leads there, as every link does. */
  function copying() {
    document.querySelectorAll("[data-copied]").forEach(function (link) {
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || !copy(link.href)) return;
        event.preventDefault();
        var said = document.createElement("span");
        said.setAttribute("role", "status");
        said.className = "copied";
        link.after(said);
        said.textContent = link.dataset.copied;
        setTimeout(function () { said.remove(); }, 6000);
      });
    });
  }
  function copy(text) {
    var box = document.createElement("textarea"), before = document.activeElement, isDone = false;
    box.value = text;
    box.className = "visually-hidden";
    document.body.append(box);
    box.select();
    try { isDone = document.execCommand("copy"); } catch (error) { isDone = false; }
    box.remove();
    if (before) before.focus();
    return isDone;
  }

  // -- terms -----------------------------------------------------------------------------------------------------------

  var foot = null, glossary = null;
  function load() {
    foot = document.querySelector(".foot");
    if (!foot) return;
    window.kamsiteGlossary = function (told) { glossary = told; if (foot.dataset.glossary) explain(); offerKeys(); };
    var script = document.createElement("script");
    script.src = new URL("glossary/" + document.documentElement.lang + ".js", base).href;
    document.head.append(script);
  }

  /* Marks each term where it is first met: in headings, columns, labels and badges, never inside of something to click. */
  var PLACES = "main :is(th, dt, h2, h3, .badge, .label):not(:has(a, button, input, select)), .menu__label";
  function explain() {
    if (document.body.classList.contains("page--glossary")) return;
    var names = new Map(), letters = /[\p{L}\p{N}]/u;
    glossary.terms.forEach(function (term) { term[0].forEach(function (name) { names.set(name, term); }); });
    var seen = new Set();
    document.querySelectorAll(PLACES).forEach(function (place) {
      if (place.closest("a, button, summary, label, svg, .visually-hidden, dialog")) return;
      /* Badges stand so close that two links side by side could not be told apart by a finger. */
      if (place.matches(".badge") && place.parentElement.querySelector(".term")) return;
      names.forEach(function (term, name) {
        if (seen.has(term)) return;
        var text = textWith(place, name, letters);
        if (!text) return;
        seen.add(term);
        mark(text[0], text[1], name, term);
      });
    });
  }
  function textWith(place, name, letters) {
    var walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), node;
    while ((node = walker.nextNode())) {
      var at = node.data.indexOf(name);
      if (at < 0 || node.parentElement.closest(".term, .visually-hidden")) continue;
      if (letters.test(node.data.charAt(at - 1)) || letters.test(node.data.charAt(at + name.length))) continue;
      return [node, at];
    }
    return null;
  }
  function mark(node, at, name, term) {
    var word = node.splitText(at), box = document.createElement("a");
    word.splitText(name.length);
    box.className = "term";
    box.href = foot.dataset.glossary + "#" + term[2];
    word.replaceWith(box);
    box.append(word);
    box.addEventListener("mouseenter", function () { show(box, term); });
    box.addEventListener("mouseleave", leave);
    box.addEventListener("focus", function () { show(box, term); });
    box.addEventListener("blur", leave);
  }
  var tip = null, leaving = 0;
  function show(box, term) {
    clearTimeout(leaving);
    hide();
    tip = document.createElement("div");
    tip.className = "tip";
    tip.id = "_tip";
    tip.setAttribute("role", "tooltip");
    tip.textContent = term[1];
    foot.append(tip);
    box.setAttribute("aria-describedby", "_tip");
    var place = box.getBoundingClientRect(), room = document.documentElement.clientWidth;
    tip.style.left = Math.max(8, Math.min(place.left, room - tip.offsetWidth - 8)) + window.scrollX + "px";
    tip.style.top = place.bottom + window.scrollY + 6 + "px";
    tip.addEventListener("mouseenter", function () { clearTimeout(leaving); });
    tip.addEventListener("mouseleave", leave);
  }
  function leave() { clearTimeout(leaving); leaving = setTimeout(hide, 250); }
  function hide() {
    if (tip) tip.remove();
    tip = null;
    document.querySelectorAll("[aria-describedby='_tip']").forEach(function (box) { box.removeAttribute("aria-describedby"); });
  }

  // -- keys ------------------------------------------------------------------------------------------------------------

  /* Whoever speaks to the computer, or rests a hand on the keys, can switch them off. */
  function isOff() { try { return localStorage.getItem("kamsite-keys") === "off"; } catch (error) { return false; } }
  function setOff(off) { try { localStorage.setItem("kamsite-keys", off ? "off" : "on"); } catch (error) { /* not kept */ } }
  function press(event) {
    if (event.key === "Escape") hide();
    if (event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
    if (document.activeElement.closest("input, textarea, select, [contenteditable], dialog, .powermap")) return;
    var field = document.querySelector(".search__field, .find__field");
    if (event.key === "/" && field) { event.preventDefault(); field.focus(); field.select(); return; }
    if (event.key === "?" && glossary) { event.preventDefault(); openKeys(); return; }
    var to = { a: foot && foot.dataset.home, o: foot && foot.dataset.overview, p: way("prev"), n: way("next"), m: wayTo("map.html") }[event.key];
    if (to) location.href = to;
  }
  function way(side) { var link = document.querySelector("link[rel=" + side + "]"); return link && link.href; }
  function wayTo(page) { var link = document.querySelector(".menu__list a[href='" + page + "']"); return link && link.href; }
  function offerKeys() {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "foot__keys";
    button.textContent = glossary.said.open + " (?)";
    button.addEventListener("click", openKeys);
    foot.append(button);
  }
  var dialog = null;
  function openKeys() {
    if (!dialog) dialog = makeKeys();
    dialog.showModal();
  }
  function makeKeys() {
    var box = document.createElement("dialog"), list = document.createElement("dl"), form = document.createElement("form");
    var title = document.createElement("h2"), label = document.createElement("label"), check = document.createElement("input");
    var close = document.createElement("button");
    box.className = "keys";
    title.id = "_keys";
    title.textContent = glossary.said.title;
    box.setAttribute("aria-labelledby", "_keys");
    glossary.keys.forEach(function (pair) {
      var key = document.createElement("dt"), what = document.createElement("dd"), sign = document.createElement("kbd");
      sign.textContent = pair[0];
      key.append(sign);
      what.textContent = pair[1];
      list.append(key, what);
    });
    check.type = "checkbox";
    check.checked = !isOff();
    check.addEventListener("change", function () { setOff(!check.checked); });
    label.append(check, " " + glossary.said.off);
    close.className = "button";
    close.textContent = glossary.said.close;
    form.method = "dialog";
    form.append(label, close);
    box.append(title, list, form);
    document.body.append(box);
    return box;
  }

  function start() {
    contents();
    copying();
    document.addEventListener("keydown", press);
    load();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

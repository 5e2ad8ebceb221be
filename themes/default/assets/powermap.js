/* The power map's tools: zoom, pan, filter, focus on one person. The map is complete without them. */
(function () {
  "use strict";

  /* A part of an address; a lone % in it is only that. */
  function decoded(text) {
    try { return decodeURIComponent(text); } catch (error) { return text; }
  }

  var SMALLEST = 0.15, LARGEST = 3, STEP = 1.25, READABLE = 0.7, OVERVIEW = 0.55, NUDGE = 60;

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  function wake(figure) {
    var view = figure.querySelector(".powermap-view");
    var map = figure.querySelector("svg.map");
    var tools = figure.querySelector(".powermap-tools");
    if (!view || !map || !tools) { return; }
    var people = figure.querySelectorAll(".map-person");
    var ours = figure.querySelectorAll(".map-our");
    var lines = figure.querySelectorAll(".map-line");
    var filters = tools.querySelectorAll("[data-filter]");
    var checks = tools.querySelectorAll("[data-lines]");
    var status = tools.querySelector(".powermap-status");
    var width = map.viewBox.baseVal.width, height = map.viewBox.baseVal.height;
    var scale = 1, isOwnScale = false;

    figure.classList.add("is-live");
    tools.hidden = false;

    /* ---- zoom ---- */

    function setScale(wanted, x, y) {
      var box = view.getBoundingClientRect();
      var px = x === undefined ? box.width / 2 : x - box.left;
      var py = y === undefined ? box.height / 2 : y - box.top;
      var next = Math.min(LARGEST, Math.max(SMALLEST, wanted));
      var mapBox = map.getBoundingClientRect();
      var atX = (px + box.left - mapBox.left) / scale, atY = (py + box.top - mapBox.top) / scale;
      scale = next;
      map.style.width = width * scale + "px";
      map.style.height = height * scale + "px";
      mapBox = map.getBoundingClientRect();
      view.scrollLeft += mapBox.left + atX * scale - box.left - px;
      view.scrollTop += mapBox.top + atY * scale - box.top - py;
    }

    function fitWidth() {
      var whole = (view.clientWidth - 2) / width;
      setScale(Math.min(1, whole < OVERVIEW ? READABLE : whole));
      var high = height * scale + 20, room = window.innerHeight;
      view.style.height = (high <= room * 1.5 ? high : room * 0.85) + "px";
      var first = map.querySelector(".map-person:is(.is-changed, .is-added, .is-removed)") || map.querySelector(".map-person");
      if (first && view.scrollWidth > view.clientWidth) {
        var card = first.getBoundingClientRect(), box = view.getBoundingClientRect();
        view.scrollLeft += (card.left + card.right) / 2 - (box.left + box.right) / 2;
      }
      view.scrollTop = 0;
    }

    function fitWhole() {
      var room = Math.max(240, Math.min(view.clientHeight || Infinity, window.innerHeight * 0.85)) - 2;
      setScale(Math.min(1, (view.clientWidth - 2) / width, room / height));
      view.scrollLeft = view.scrollTop = 0;
    }

    function zoom(how) {
      isOwnScale = true;
      if (how === "in") { setScale(scale * STEP); }
      if (how === "out") { setScale(scale / STEP); }
      if (how === "fit") { fitWhole(); }
      if (how === "full") {
        if (document.fullscreenElement) { document.exitFullscreen(); } else { figure.requestFullscreen(); }
      }
    }

    each(tools.querySelectorAll("[data-zoom]"), function (button) {
      if (button.dataset.zoom === "full" && !figure.requestFullscreen) { button.hidden = true; }
      button.addEventListener("click", function () { zoom(button.dataset.zoom); });
    });
    figure.addEventListener("fullscreenchange", function () { window.setTimeout(fitWhole, 50); });
    window.addEventListener("resize", function () { if (!isOwnScale && view.clientWidth) { fitWidth(); } });

    view.addEventListener("wheel", function (event) {
      if (!event.ctrlKey && !event.metaKey) { return; }
      event.preventDefault();
      isOwnScale = true;
      setScale(scale * Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0025)), event.clientX, event.clientY);
    }, { passive: false });

    view.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) { return; }
      var act = {
        "+": function () { zoom("in"); }, "=": function () { zoom("in"); }, "-": function () { zoom("out"); },
        "0": function () { zoom("fit"); },
        ArrowLeft: function () { view.scrollLeft -= NUDGE; }, ArrowRight: function () { view.scrollLeft += NUDGE; },
        ArrowUp: function () { view.scrollTop -= NUDGE; }, ArrowDown: function () { view.scrollTop += NUDGE; }
      }[event.key];
      if (act) { act(); event.preventDefault(); }
    });

    /* ---- two fingers ---- */

    var spread = 0;
    function distance(touches) {
      return Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
    }
    view.addEventListener("touchstart", function (event) {
      spread = event.touches.length === 2 ? distance(event.touches) : 0;
    }, { passive: true });
    view.addEventListener("touchmove", function (event) {
      if (event.touches.length !== 2 || !spread) { return; }
      event.preventDefault();
      isOwnScale = true;
      var now = distance(event.touches);
      setScale(scale * now / spread, (event.touches[0].clientX + event.touches[1].clientX) / 2,
        (event.touches[0].clientY + event.touches[1].clientY) / 2);
      spread = now;
    }, { passive: false });

    /* ---- pan by dragging ---- */

    var grip = null, wasDragged = false;
    view.addEventListener("pointerdown", function (event) {
      wasDragged = false;
      if (event.pointerType !== "mouse" || event.button !== 0) { return; }
      grip = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop };
    });
    window.addEventListener("pointermove", function (event) {
      if (!grip) { return; }
      var dx = event.clientX - grip.x, dy = event.clientY - grip.y;
      if (!wasDragged && Math.abs(dx) + Math.abs(dy) < 5) { return; }
      wasDragged = true;
      view.classList.add("is-dragged");
      view.scrollLeft = grip.left - dx;
      view.scrollTop = grip.top - dy;
    });
    window.addEventListener("pointerup", function () { grip = null; view.classList.remove("is-dragged"); });
    view.addEventListener("dragstart", function (event) { event.preventDefault(); });
    view.addEventListener("click", function (event) {
      if (wasDragged) { event.preventDefault(); event.stopPropagation(); wasDragged = false; }
    }, true);

    /* ---- one person and everything that leads to them ---- */

    function ends(line) { return (line.dataset.ends || "").split(" "); }

    function light(nodes) {
      var lit = {};
      nodes.forEach(function (node) { lit[node] = true; });
      each(lines, function (line) {
        var both = ends(line);
        var isLit = nodes.length === 1 ? both.indexOf(nodes[0]) >= 0 : both.join() === nodes.join();
        line.classList.toggle("is-lit", isLit);
        if (isLit) { both.forEach(function (node) { lit[node] = true; }); }
      });
      [people, ours].forEach(function (cards) {
        each(cards, function (card) { card.classList.toggle("is-lit", Boolean(lit[card.dataset.node])); });
      });
      map.classList.add("is-focused");
    }

    function unlight() { map.classList.remove("is-focused"); }

    var timer = 0;
    function later(act) { window.clearTimeout(timer); timer = window.setTimeout(act, 140); }
    [people, ours].forEach(function (cards) {
      each(cards, function (card) {
        card.addEventListener("mouseenter", function () { later(function () { light([card.dataset.node]); }); });
        card.addEventListener("mouseleave", function () { later(unlight); });
        card.addEventListener("focus", function () { if (card.matches(":focus-visible")) { light([card.dataset.node]); } });
        card.addEventListener("blur", unlight);
      });
    });
    each(lines, function (line) {
      line.addEventListener("mouseenter", function () { later(function () { light(ends(line)); }); });
      line.addEventListener("mouseleave", function () { later(unlight); });
    });

    /* ---- filters, kept in the address ---- */

    var mark = "#" + figure.dataset.powermap + "?";

    function chosen() {
      var values = {};
      each(filters, function (filter) { if (filter.value) { values[filter.dataset.filter] = filter.value; } });
      return values;
    }

    function matches(person, values) {
      return Object.keys(values).every(function (name) {
        var own = person.dataset[name] || "";
        return name === "roles" ? own.split(" ").indexOf(values[name]) >= 0 : own === values[name];
      });
    }

    function applyFilters() {
      var values = chosen(), isFiltered = Object.keys(values).length > 0, bright = {}, count = 0;
      each(people, function (person) {
        var isMatch = matches(person, values);
        count += isMatch;
        if (isMatch) { bright[person.dataset.node] = true; }
        person.classList.toggle("is-dimmed", !isMatch);
      });
      each(lines, function (line) {
        var both = ends(line);
        if (isFiltered && both[0].charAt(0) === "s" && bright[both[1]]) { bright[both[0]] = true; }
        if (!isFiltered && both[0].charAt(0) === "s") { bright[both[0]] = true; }
      });
      each(ours, function (one) { one.classList.toggle("is-dimmed", isFiltered && !bright[one.dataset.node]); });
      each(lines, function (line) {
        line.classList.toggle("is-dimmed", isFiltered && !ends(line).every(function (node) { return bright[node]; }));
      });
      each(checks, function (check) { map.classList.toggle("without-" + check.dataset.lines, !check.checked); });
      status.textContent = isFiltered
        ? status.dataset.text.replace("{n}", count).replace("{all}", people.length) : "";
    }

    function remember() {
      var parts = [], values = chosen();
      Object.keys(values).forEach(function (name) { parts.push(name + "=" + encodeURIComponent(values[name])); });
      each(checks, function (check) { if (!check.checked) { parts.push("without=" + check.dataset.lines); } });
      var hash = parts.length ? mark + parts.join("&") : "";
      if (!hash && window.location.hash.indexOf(mark) !== 0) { return; }
      try {
        window.history.replaceState(null, "", hash || window.location.pathname + window.location.search);
      } catch (error) { /* some browsers refuse this for files; the filter works all the same */ }
    }

    function recall() {
      if (window.location.hash.indexOf(mark) !== 0) { return; }
      window.location.hash.slice(mark.length).split("&").forEach(function (part) {
        var name = part.split("=")[0], value = decoded(part.slice(name.length + 1));
        each(filters, function (filter) { if (filter.dataset.filter === name) { filter.value = value; } });
        each(checks, function (check) { if (name === "without" && check.dataset.lines === value) { check.checked = false; } });
      });
    }

    [filters, checks].forEach(function (controls) {
      each(controls, function (control) {
        control.addEventListener("change", function () { applyFilters(); remember(); });
      });
    });

    recall();
    applyFilters();
    fitWidth();
  }

  /* ---- the important people or everybody: one map at a time, chosen by buttons or by the address ---- */

  function chooseBetween(sections) {
    var bar = document.createElement("div"), buttons = [];
    bar.className = "powermap-views";
    bar.setAttribute("role", "group");

    var legend = document.querySelector(".powermap .map-legend");

    function choose(section) {
      if (legend) { section.querySelector(".powermap").appendChild(legend); }
      sections.forEach(function (one, place) {
        one.classList.toggle("is-chosen", one === section);
        one.classList.toggle("is-other", one !== section);
        buttons[place].setAttribute("aria-pressed", String(one === section));
      });
      window.dispatchEvent(new Event("resize"));
    }

    function follow() {
      var name = decoded(window.location.hash.slice(1)).split("?")[0];
      sections.forEach(function (section) {
        var figure = section.querySelector("[data-powermap]");
        if (name && (name === section.id || name === figure.dataset.powermap)) { choose(section); }
      });
    }

    sections.forEach(function (section) {
      var button = document.createElement("button");
      var count = section.querySelectorAll(".map-person").length;
      button.type = "button";
      button.textContent = section.querySelector("h2, h3").textContent + " (" + count + ")";
      button.addEventListener("click", function () { choose(section); });
      buttons.push(button);
      bar.appendChild(button);
    });
    sections[0].parentNode.insertBefore(bar, sections[0]);
    choose(sections[0]);
    follow();
    window.addEventListener("hashchange", follow);
    window.addEventListener("afterprint", function () {
      choose(sections.filter(function (one) { return one.classList.contains("is-chosen"); })[0]);
    });
  }

  var maps = document.querySelectorAll("[data-powermap]");
  each(maps, wake);
  /* On paper each map has a page of its own; the legend follows the last one, with the text. */
  window.addEventListener("beforeprint", function () {
    var legend = document.querySelector(".powermap .map-legend");
    if (legend) { maps[maps.length - 1].appendChild(legend); }
  });
  var drawn = Array.prototype.map.call(maps, function (map) { return map.closest(".section"); });
  if (document.body.classList.contains("page--map") && drawn.length > 1 && drawn.every(Boolean)) { chooseBetween(drawn); }
})();

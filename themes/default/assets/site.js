/* What pages do beyond HTML and CSS. Nothing here is needed to read a page, and nothing is remembered. */
(function () {
  "use strict";
  var base = document.currentScript.src;
  var root = document.documentElement;
  root.classList.add("js");

  /* The plan's menu stands open beside the page, and folded above it on small screens. */
  var wide = window.matchMedia("(min-width: 62rem)");
  function fold() {
    document.querySelectorAll(".menu__box").forEach(function (box) {
      box.open = wide.matches && !document.body.classList.contains("page--map");
    });
  }

  /* On a phone nothing is painted before it has its place; but nobody waits long for that. */
  function ready() { root.classList.add("is-ready"); }
  window.setTimeout(ready, 1000);

  /* On a phone a table of words that does not fit becomes a list: each cell below the name of its column. Tables of
     numbers stay tables, which is how numbers are compared, and scroll. */
  var narrow = window.matchMedia("(max-width: 40rem)");
  var LONG = 34;
  function stack(event) {
    (event && event.type === "rows" ? [event.target] : document.querySelectorAll(".table")).forEach(function (box) {
      var table = box.querySelector("table");
      var heads = table && table.tHead ? table.tHead.rows[0].cells : [];
      var css = table ? table.className : "", hidden = (css.match(/\bh\d/g) || []).length;
      var numbers = (css.match(/\bn\d+/g) || []).filter(function (name) { return (" " + css + " ").indexOf(" h" + name.slice(1) + " ") < 0; }).length;
      box.classList.remove("is-stacked");
      if (!narrow.matches || heads.length - hidden < 3 || numbers * 2 > heads.length - hidden || box.scrollWidth <= box.clientWidth + 1) return;
      name(table, heads);
      box.classList.add("is-stacked");
    });
  }
  function name(table, heads) {
    table.setAttribute("role", "table");
    table.querySelectorAll("thead, tbody").forEach(function (part) { part.setAttribute("role", "rowgroup"); });
    table.querySelectorAll("tr:not([role])").forEach(function (row) {
      row.setAttribute("role", "row");
      Array.prototype.forEach.call(row.cells, function (cell, place) {
        cell.setAttribute("role", cell.tagName === "TD" ? "cell" : cell.scope === "col" ? "columnheader" : "rowheader");
        if (cell.tagName !== "TD") return;
        if (heads[place]) cell.setAttribute("data-label", heads[place].textContent);
        var hidden = 0;
        cell.querySelectorAll(".visually-hidden").forEach(function (text) { hidden += text.textContent.length; });
        if (cell.textContent.length - hidden > LONG) cell.classList.add("is-long");
      });
    });
  }

  /* Only what really scrolls should be a stop for the keyboard. */
  var scrollers = ".table, .drawing__svg, .prose table";
  function stops() {
    document.querySelectorAll(scrollers).forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    });
  }

  /* A link to something inside a folded part unfolds it; paper shows everything. */
  function unfold() {
    var id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (error) { /* a lone % in an address is only that */ }
    var target = id && document.getElementById(id);
    for (var box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (target) target.scrollIntoView();
  }
  function unfoldAll() {
    document.querySelectorAll("details.twin").forEach(function (box) {
      box.open = true;
    });
  }

  /* An open menu of the navigation closes when somebody goes on elsewhere. */
  function close(except) {
    document.querySelectorAll(".drop[open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }
  function menus() {
    document.addEventListener("click", function (event) { close(event.target.closest(".drop")); });
    document.addEventListener("focusin", function (event) { close(event.target.closest(".drop")); });
    document.addEventListener("keydown", function (event) {
      var menu = event.key === "Escape" && document.querySelector(".drop[open]");
      if (!menu) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  /* On a phone the navigation is a row that scrolls: the entry of this page should be in sight. */
  function current() {
    var row = document.querySelector(".bar__nav > ul");
    var entry = row && row.querySelector("li > [aria-current], .is-current");
    if (!entry || row.scrollWidth <= row.clientWidth) return;
    var place = entry.getBoundingClientRect(), room = row.getBoundingClientRect();
    row.scrollLeft += place.left - room.left - (room.width - place.width) / 2;
  }

  /* What suggests while somebody types is loaded when somebody comes to the field. */
  function suggestions() {
    var field = document.querySelector(".find__field");
    if (field) field.addEventListener("focus", function () {
      ["search.js", "suggest.js"].forEach(function (name) {
        var script = document.createElement("script");
        script.src = new URL(name, base).href;
        script.async = false;
        document.head.appendChild(script);
      });
    }, { once: true });
  }

  function start() {
    suggestions();
    menus();
    try { fold(); current(); stack(); } finally { ready(); }
    stops();
    if (location.hash) unfold();
    wide.addEventListener("change", fold);
    window.addEventListener("resize", function () { stack(); stops(); });
    window.addEventListener("hashchange", unfold);
    window.addEventListener("beforeprint", unfoldAll);
    document.addEventListener("toggle", function () { stack(); stops(); }, true);
    document.addEventListener("rows", stack);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

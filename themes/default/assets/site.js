/* What pages do beyond HTML and CSS. Nothing here is needed to read a page, and nothing is remembered. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  /* The plan's menu stands open beside the page, and folded above it on small screens. */
  var wide = window.matchMedia("(min-width: 62rem)");
  function fold() {
    document.querySelectorAll(".menu__box").forEach(function (box) {
      box.open = wide.matches;
    });
    root.classList.add("is-ready");
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
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    for (var box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (target) target.scrollIntoView();
  }
  function unfoldAll() {
    document.querySelectorAll("details.twin").forEach(function (box) {
      box.open = true;
    });
  }

  function start() {
    fold();
    stops();
    if (location.hash) unfold();
    wide.addEventListener("change", fold);
    window.addEventListener("resize", stops);
    window.addEventListener("hashchange", unfold);
    window.addEventListener("beforeprint", unfoldAll);
    document.addEventListener("toggle", stops, true);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

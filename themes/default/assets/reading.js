/* What makes long pages easier to read: where one is in the contents, copying a lasting address. */
(function () {
  "use strict";

  /* The contents tell which section is being read. */
  function contents() {
    var links = Array.from(document.querySelectorAll(".menu__inside a[href^='#'], .contents a[href^='#']"));
    var parts = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
    if (links.length < 2) return;
    var menu = document.querySelector(".menu"), marked = null, isDue = false;
    function mark() {
      isDue = false;
      var line = Math.min(160, window.innerHeight / 3), now = 0;
      parts.forEach(function (part, at) { if (part && part.getBoundingClientRect().top <= line) now = at; });
      var isAtEnd = window.scrollY > 0 && window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
      if (isAtEnd) now = links.length - 1;
      if (marked === links[now]) return;
      if (marked) marked.removeAttribute("aria-current");
      marked = links[now];
      marked.setAttribute("aria-current", "true");
      if (menu && menu.contains(marked) && menu.scrollHeight > menu.clientHeight) {
        var place = marked.getBoundingClientRect(), room = menu.getBoundingClientRect();
        if (place.top < room.top || place.bottom > room.bottom) menu.scrollTop += place.top - room.top - room.height / 3;
      }
    }
    window.addEventListener("scroll", function () {
      if (!isDue) { isDue = true; requestAnimationFrame(mark); }
    }, { passive: true });
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

  function start() { contents(); copying(); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

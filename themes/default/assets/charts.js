/* What a part of a drawing stands for shows beside it at once, also for the keyboard. The browser's own hint, which comes
   late and never on focus, is put aside meanwhile. */
(function () {
  "use strict";
  var tip = document.createElement("div"), part = null, title = null;
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true");

  function isTold(group) { return group.firstElementChild && group.firstElementChild.tagName === "title"; }
  /* The innermost part around a place that says what it is. */
  function partAt(place) {
    if (!place.closest || !place.closest(".chart")) return null;
    var group = place.tagName === "a" ? place.querySelector("g") : place.closest("g");
    while (group && !isTold(group)) group = group.parentElement.closest(".chart g");
    return group;
  }
  function hide() {
    if (title) part.insertBefore(title, part.firstChild);
    part = title = null;
    tip.remove();
  }
  function show(event) {
    var found = partAt(event.target);
    if (found && found === part) return;
    hide();
    if (!found) return;
    part = found;
    title = found.firstElementChild;
    tip.textContent = title.textContent;
    title.remove();
    document.body.appendChild(tip);
    var box = found.getBoundingClientRect(), isPointer = event.type === "pointerover";
    var x = isPointer ? event.clientX : box.left + box.width / 2, y = isPointer ? event.clientY : box.top;
    var above = y - tip.offsetHeight - 12;
    tip.style.left = Math.max(8, Math.min(x - tip.offsetWidth / 2, document.documentElement.clientWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = (above < 8 ? y + 20 : above) + "px";
  }

  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("scroll", hide, true);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
  window.addEventListener("beforeprint", hide);
})();

/* Added by `kamsite serve` only: shows the newest state of a page as soon as there is one, and errors over it. */
(function () {
  "use strict";
  var stamp = document.currentScript.getAttribute("data-stamp");
  var source = null;
  var hidden = ""; /* the errors that the reader has hidden, until there are others */

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = "kamsite-serve__" + className;
    if (text) made.textContent = text;
    return made;
  }

  function entry(error) {
    var item = element("li", "error");
    item.appendChild(element("code", "place", error.place));
    item.appendChild(element("span", "code", error.code));
    item.appendChild(element("p", "message", error.message));
    if (error.hint) item.appendChild(element("p", "hint", error.hint));
    return item;
  }

  function hide() {
    var old = document.getElementById("kamsite-serve");
    if (old) old.remove();
  }

  function show(news, all) {
    var box = element("section");
    box.id = "kamsite-serve";
    box.setAttribute("role", "alert");
    var head = element("div", "head");
    head.appendChild(element("h2", "title", news.title));
    var close = element("button", "close", news.close);
    close.type = "button";
    close.addEventListener("click", function () {
      hidden = all;
      hide();
    });
    head.appendChild(close);
    box.appendChild(head);
    box.appendChild(element("p", "lead", news.lead));
    if (news.errors.length) {
      var list = element("ul", "list");
      news.errors.forEach(function (error) {
        list.appendChild(entry(error));
      });
      box.appendChild(list);
    }
    if (news.more) box.appendChild(element("p", "lead", news.more));
    if (news.elsewhere) box.appendChild(element("p", "lead", news.elsewhere));
    hide();
    document.body.appendChild(box);
  }

  function hear(event) {
    var news = JSON.parse(event.data);
    /* A page that cannot be drawn stays as it was, under its errors; one that was deleted goes. */
    if (news.stamp !== stamp && (news.stamp || !news.title)) {
      stop();
      location.reload();
      return;
    }
    if (!news.title) hide();
    else if (event.data !== hidden) show(news, event.data);
  }

  function stop() {
    if (source) source.close();
    source = null;
  }

  /* A browser keeps few connections to one server, so only pages that somebody sees hold one. */
  function listen() {
    stop();
    if (document.visibilityState === "hidden") return;
    source = new EventSource("/_serve/events?page=" + encodeURIComponent(location.pathname));
    source.onmessage = hear;
  }

  var style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/_serve/serve.css";
  document.head.appendChild(style);
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", listen);
})();

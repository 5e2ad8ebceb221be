/* The page on which readers look for something: what is typed is looked for, and kept in the address. */
(function () {
  "use strict";
  var AT_ONCE = 10, ENTRIES = 3, AROUND = 90, WAIT = 120;
  var form = document.querySelector(".search"), find = window.kamsiteFind;
  if (!form || !find) return;
  var field = form.querySelector("[name=q]"), status = document.querySelector(".search__status");
  var results = document.querySelector(".search__results"), start = document.querySelector(".search__start");
  var kinds = results.dataset.kinds.split("|"), said = find.said, marked = find.mark, placesOf = find.placesOf, turn = 0, timer = 0;

  function make(name, css, text) {
    var element = document.createElement(name);
    if (css) element.className = css;
    if (text) element.textContent = text;
    return element;
  }
  /* The part of a text around the words that answer best. */
  function snippet(text, words) {
    var places = placesOf(text, words), element = make("p", "hit__text");
    if (!places.length) return text ? marked(element, text.length > 2 * AROUND ? text.slice(0, 2 * AROUND).replace(/\s\S*$/, "") + " …" : text, []) : null;
    var best = places[0], most = -1;
    places.forEach(function (one) {
      var value = 0, seen = new Set();
      places.forEach(function (other) {
        var word = text.slice(other[0], other[1]).toLowerCase();
        if (other[0] >= one[0] && other[0] < one[0] + 2 * AROUND && !seen.has(word)) { seen.add(word); value += other[2]; }
      });
      if (value > most + 0.01) { most = value; best = one; }
    });
    var from = best[0] <= AROUND ? 0 : text.lastIndexOf(" ", best[0] - AROUND * 0.6) + 1;
    var to = text.length - from <= 2.4 * AROUND ? text.length : text.lastIndexOf(" ", from + 2.2 * AROUND);
    if (to <= best[1]) to = Math.min(text.length, best[1] + AROUND);
    if (from > 0) element.append("… ");
    var inside = places.filter(function (one) { return one[0] >= from && one[1] <= to; });
    marked(element, text.slice(from, to), inside.map(function (one) { return [one[0] - from, one[1] - from]; }));
    if (to < text.length) element.append(" …");
    return element;
  }

  function entryOf(plan, entry) {
    var item = make("li", "hit"), head = make("p", "hit__head");
    var link = make("a", "hit__link");
    link.href = plan.id ? plan.id + "/" + entry.address : entry.address;
    var title = said(entry.title);
    marked(link, title, placesOf(title, plan.words));
    head.append(link, make("span", "badge badge--muted", kinds[entry.kind]), make("span", "hit__place", said(entry.place)));
    item.append(head);
    var text = snippet(said(entry.text), plan.words);
    if (text) item.append(text);
    return item;
  }
  function groupOf(plan) {
    var group = make("section", "hits"), head = make("h2", "hits__title"), link = make("a", "plain", plan.above ? plan.above + " · " + plan.name : plan.name);
    link.href = plan.id ? plan.id + "/index.html" : "index.html";
    head.append(link);
    var list = make("ul", "hits__list");
    plan.entries.slice(0, ENTRIES).forEach(function (entry) { list.append(entryOf(plan, entry)); });
    group.append(head, list);
    if (plan.entries.length > ENTRIES) {
      var more = make("button", "hits__more", form.dataset.more.replace("{count}", plan.entries.length - ENTRIES));
      more.type = "button";
      more.addEventListener("click", function () {
        var next = plan.entries.slice(ENTRIES).map(function (entry) { return list.appendChild(entryOf(plan, entry)); });
        more.remove();
        next[0].querySelector("a").focus();
      });
      group.append(more);
    }
    return group;
  }

  /* Shows some more of the plans that were found; those in whose texts nothing is in this language are passed over. */
  function show(found, from, mine) {
    var some = found.plans.slice(from, from + AT_ONCE);
    return Promise.all(some.map(function (plan) { return find.hits(plan, found); })).then(function (plans) {
      if (mine !== turn) return;
      var next = plans.filter(function (plan) { return plan.entries.length; }).map(groupOf);
      results.append.apply(results, next);
      if (found.plans.length <= from + AT_ONCE) return;
      var rest = make("button", "button search__rest", form.dataset.rest);
      rest.type = "button";
      rest.addEventListener("click", function () {
        rest.remove();
        var last = results.lastElementChild;
        show(found, from + AT_ONCE, mine).then(function () { if (last.nextElementSibling) last.nextElementSibling.querySelector("a").focus(); });
      });
      results.append(rest);
    });
  }
  /* A sentence with a text in the place of its mark, as it is: `$&` in it means nothing. */
  function filled(sentence, mark, text) { return sentence.replace(mark, function () { return text; }); }
  function tell(found, query) {
    var count = found.plans.length, told = [];
    if (!found.terms.length) return form.dataset.short;
    if (!count) return filled(form.dataset.none, "{query}", query);
    found.similar.forEach(function (pair) { told.push(filled(filled(form.dataset.similar, "{words}", pair[1].join(", ")), "{query}", pair[0])); });
    if (found.isPartly) told.push(form.dataset.partly);
    told.push(count === 1 ? form.dataset.one : (found.isCut ? form.dataset.least : form.dataset.many).replace("{count}", count.toLocaleString(document.documentElement.lang)));
    return told.join(" ");
  }
  function kind() { return form.querySelector("[name=kind]:checked").value; }
  function search() {
    var query = field.value.trim(), mine = ++turn, began = performance.now();
    keep(query);
    start.hidden = !!query;
    if (!query) { results.replaceChildren(); status.textContent = ""; return Promise.resolve(); }
    return find.find(query, kind()).then(function (found) {
      if (mine !== turn) return;
      results.replaceChildren();
      status.textContent = tell(found, query);
      return show(found, 0, mine).then(function () { results.dataset.took = Math.round((performance.now() - began) * 10) / 10; results.dataset.answers = query; });
    }).catch(function () { if (mine === turn) { results.replaceChildren(); status.textContent = form.dataset.broken; start.hidden = false; } });
  }
  function keep(query) {
    var parts = new URLSearchParams();
    if (query) parts.set("q", query);
    if (kind()) parts.set("kind", kind());
    var text = parts.toString();
    try { history.replaceState(null, "", text ? "?" + text : location.pathname); } catch (error) { /* some browsers forbid it on file shares */ }
    document.querySelectorAll(".languages a").forEach(function (link) { link.search = text; });
  }

  /* Arrows lead through what was found and back to the field. */
  function move(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var stops = [field].concat(Array.from(results.querySelectorAll(".hit__link")));
    var at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    var next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(timer); search(); });
  field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(search, WAIT); });
  form.addEventListener("change", function (event) { if (event.target.name === "kind") search(); });
  document.addEventListener("keydown", move);
  window.kamsiteSearchPage = { search: search };

  var asked = new URLSearchParams(location.search);
  field.value = asked.get("q") || "";
  form.querySelectorAll("[name=kind]").forEach(function (radio) { if (radio.value === asked.get("kind")) radio.checked = true; });
  field.focus();
  if (field.value) search();
})();

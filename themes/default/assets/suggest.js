/* Suggestions below the search field at the head of every page: the plans, people, goals … that are meant, to be opened at
   once. site.js loads this and search.js when somebody comes to the field. A combobox as ARIA describes it: the field
   keeps the focus, arrows choose, Enter opens, Escape closes; without a choice Enter leads to the page of the search. */
(function () {
  "use strict";
  var PLANS = 3, EACH = 3, MOST = 8, WAIT = 200, SHORTEST = 3, KILOBYTES = 150;
  var WORDS = {
    de: { list: "Vorschläge", all: "Alle Treffer zu „{query}“", none: "Keine Vorschläge", one: "1 Vorschlag", many: "{count} Vorschläge",
      kinds: ["Kunde", "Person", "Ziel", "Wettbewerber", "Projekt", "Unser Team", "Text", "Seite"] },
    en: { list: "Suggestions", all: "All results for “{query}”", none: "No suggestions", one: "1 suggestion", many: "{count} suggestions",
      kinds: ["Customer", "Person", "Goal", "Competitor", "Project", "One of us", "Text", "Page"] }
  };
  var words = WORDS[document.documentElement.lang === "de" ? "de" : "en"];
  var form = document.querySelector(".find"), find = window.kamsiteFind;
  if (!form || !find) return;
  var field = form.querySelector(".find__field"), turn = 0, timer = 0, active = -1;

  function make(tag, css, text) {
    var made = document.createElement(tag);
    if (css) made.className = css;
    if (text) made.textContent = text;
    return made;
  }
  var list = make("div", "find__list"), status = make("p", "visually-hidden");
  list.id = "_suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.list);
  status.setAttribute("role", "status");
  form.append(list, status);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  /* ---- what is suggested ---- */

  function address(plan, entry) { return new URL((plan.id ? plan.id + "/" : "") + entry.address, form.action).href; }
  function option(href) {
    var made = make("a", "find__option");
    made.href = href;
    made.id = list.id + list.children.length;
    made.tabIndex = -1;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    list.append(made);
    return made;
  }
  function suggest(plan, entry) {
    var made = option(address(plan, entry)), title = find.said(entry.title), name = make("span", "find__name");
    find.mark(name, title, find.placesOf(title, plan.words));
    var kind = make("span", "badge badge--muted", words.kinds[entry.kind]);
    var where = [plan.above, plan.name].filter(function (text) { return text && text !== title; }).join(" · ");
    made.append(name, " ", kind, make("span", "find__where", where));
  }
  /* Entries whose titles answer come before those that only mention what is looked for. */
  function best(plans) {
    var found = [];
    plans.forEach(function (plan) {
      plan.entries.slice(0, EACH).forEach(function (entry) { found.push([plan, entry, find.placesOf(find.said(entry.title), plan.words).length > 0]); });
    });
    return found.filter(function (one) { return one[2]; }).concat(found.filter(function (one) { return !one[2]; })).slice(0, MOST);
  }
  function show(query, plans) {
    var found = best(plans), count = found.length;
    list.textContent = "";
    found.forEach(function (one) { suggest(one[0], one[1]); });
    if (count) {
      var rest = new URL(form.action);
      rest.searchParams.set("q", query);
      option(rest.href).append(make("span", "find__all", words.all.replace("{query}", function () { return query; })));
    }
    choose(-1);
    open(count > 0);
    status.textContent = count === 1 ? words.one : count ? words.many.replace("{count}", count) : words.none;
    list.dataset.answers = query;
  }
  function ask() {
    var query = field.value.trim(), mine = ++turn;
    if (query.length < SHORTEST) { open(false); status.textContent = ""; return Promise.resolve(); }
    return find.find(query, "", KILOBYTES).then(function (found) {
      return Promise.all(found.plans.slice(0, PLANS).map(function (plan) { return find.hits(plan, found); }));
    }).then(function (plans) {
      if (mine === turn && document.activeElement === field) show(query, plans);
    }).catch(function () { if (mine === turn) open(false); });
  }

  /* ---- what is chosen ---- */

  function open(isOpen) {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(-1);
  }
  function choose(place) {
    var options = list.children;
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = place;
    if (options[active]) {
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", options[active].id);
    } else field.removeAttribute("aria-activedescendant");
  }
  field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  field.addEventListener("keydown", function (event) {
    var count = list.children.length, down = event.key === "ArrowDown";
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (down || event.key === "ArrowUp") {
      if (list.hidden) { if (down && field.value.trim()) ask(); return; }
      event.preventDefault();
      choose(down ? (active + 2) % (count + 1) - 1 : (active + count + 1) % (count + 1) - 1);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      list.children[active].click();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      turn++;
      open(false);
    }
  });
  field.addEventListener("focusout", function () { clearTimeout(timer); turn++; open(false); });
  /* The field keeps the focus while somebody clicks; what is opened may be this page, at another place. */
  list.addEventListener("mousedown", function (event) { event.preventDefault(); });
  list.addEventListener("click", function (event) { if (!event.ctrlKey && !event.metaKey) { open(false); field.blur(); } });
  list.addEventListener("mousemove", function (event) {
    var place = Array.prototype.indexOf.call(list.children, event.target.closest(".find__option"));
    if (place >= 0 && place !== active) choose(place);
  });
  window.kamsiteSuggest = { ask: ask };
  if (field.value.trim() && document.activeElement === field) ask();
})();

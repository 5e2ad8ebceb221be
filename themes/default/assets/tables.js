/* Tables that readers work with: sort, filter, group, pick columns, take what is shown along as CSV.
   A table is complete without any of this. Its state stands in the address, `#accounts?sort=-revenue&manager=weber`,
   and nowhere else. Rows beyond the first ones are put into the page as somebody comes near them. */
(function () {
  "use strict";
  var SLICE = 40, FEW = 8, SHORT = 8;
  var WORDS = {
    de: { find: "In der Tabelle suchen", filter: "Filter", view: "Ansicht", csv: "Als CSV", more: " (Zusatz)", sort: "Sortieren nach", group: "Gruppieren nach", columns: "Spalten",
      down: "absteigend", usual: "wie auf der Seite", none: "ohne", nothing: "ohne Angabe", from: "ab", to: "bis", reset: "Zurücksetzen", remove: "Filter entfernen: ",
      rows: " Zeilen", row: " Zeile", of: " von ", empty: "Keine Zeile passt. Entfernen Sie einen Filter.", bn: "Mrd.", m: "Mio.", k: "Tsd.", decimal: ",", separator: ";" },
    en: { find: "Search this table", filter: "Filter", view: "View", csv: "As CSV", more: " (more)", sort: "Sort by", group: "Group by", columns: "Columns",
      down: "descending", usual: "as on the page", none: "none", nothing: "not given", from: "from", to: "to", reset: "Reset", remove: "Remove filter: ",
      rows: " rows", row: " row", of: " of ", empty: "No row matches. Remove a filter.", bn: "bn", m: "m", k: "k", decimal: ".", separator: "," }
  };
  var language = document.documentElement.lang === "de" ? "de" : "en", words = WORDS[language];
  var locale = language === "de" ? "de-DE" : "en-GB";
  var collator = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });

  function make(tag, css, text) {
    var made = document.createElement(tag);
    if (css) made.className = css;
    if (text !== undefined) made.textContent = text;
    return made;
  }
  function button(css, text, act) {
    var made = make("button", css, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  function fold(text) { return text.toLowerCase().replace(/ß/g, "ss").normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  function money(value, unit) {
    var size = Math.abs(value), step = size >= 1e9 ? 1e9 : size >= 1e6 ? 1e6 : size >= 1e4 ? 1e3 : 1;
    var word = { 1e9: words.bn, 1e6: words.m, 1e3: words.k }[step] || "";
    var digits = step >= 1e6 ? { minimumFractionDigits: 1, maximumFractionDigits: size >= 1e8 && size < 1e9 ? 1 : 2 } : { maximumFractionDigits: 0 };
    return [(value / step).toLocaleString(locale, digits), word, unit].filter(Boolean).join("\u00a0");
  }

  /* What a cell says: read as people do, without signs that only the eye needs. In files days are 2026-11-28, marks
     stand apart, and the line below is left to a column of its own. */
  function said(node, isForFile) {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 || node.getAttribute("aria-hidden")) return "";
    if (isForFile && node.tagName === "TIME" && node.dateTime) return node.dateTime;
    if (isForFile && node.className === "under") return "";
    var text = node.classList.contains("stance") ? node.title : "";
    for (var child = node.firstChild; child; child = child.nextSibling) text += said(child, isForFile);
    if (/^(badge|stance)\b/.test(node.className)) return isForFile ? "; " + text + "; " : " " + text + " ";
    return node.tagName === "BR" || node.className === "under" ? " " + text + " " : text;
  }
  function plain(text) { return text.replace(/\s+/g, " ").replace(/(; ?)+/g, "; ").replace(/^[; ]+|[; ]+$/g, ""); }
  /* The value that a cell is ordered by: a number, a day, or its text; null where it is empty. */
  function valueOf(cell) {
    var marked = cell.querySelector("data[value], time[datetime]");
    var value = !marked ? plain(said(cell, true)) : marked.tagName === "TIME" ? marked.dateTime : marked.value;
    if (!marked && !value) return null;
    return value !== "" && isFinite(value) ? +value : value;
  }

  function Work(box) {
    this.box = box;
    this.name = box.getAttribute("data-table");
    this.table = box.querySelector("table");
    this.css = this.table.className;
    this.heads = Array.prototype.slice.call(this.table.tHead.rows[0].cells);
    this.columns = this.heads.map(function (head, place) {
      var css = " " + this.css + " ";
      return { id: head.getAttribute("data-column"), label: head.textContent, place: place, isNumber: css.indexOf(" n" + (place + 1) + " ") >= 0,
        isExtra: css.indexOf(" h" + (place + 1) + " ") >= 0, isChoice: head.hasAttribute("data-choice"), sum: head.getAttribute("data-sum"), unit: head.getAttribute("data-unit") || "" };
    }, this);
    var parent = null, head = null;
    this.usual = box.getAttribute("data-group") || "";
    this.rows = [];
    Array.prototype.forEach.call(this.table.querySelectorAll("tbody > tr"), function (node) {
      if (node.classList.contains("row--group")) { head = node; return; }
      var isInside = node.classList.contains("row--division");
      var row = { node: node, place: this.rows.length, parent: isInside ? parent : null, head: head };
      if (!isInside) parent = row;
      this.rows.push(row);
    }, this);
    this.lines = this.rows;
    this.matching = this.rows;
    this.shown = this.rows.length;
    this.known = 0;
    this.build();
    this.go();
    this.readAhead();
  }

  Work.prototype = {
    column: function (id) { return this.columns.filter(function (one) { return one.id && one.id === id; })[0]; },

    /* What the rows say is read while nobody does anything, at the latest when it is needed. */
    readAhead: function () {
      var work = this;
      if (!window.requestIdleCallback || this.rows.length < FEW) return;
      window.requestIdleCallback(function go(left) {
        do work.read(work.known + 10); while (work.known < work.rows.length && left.timeRemaining() > 2);
        if (work.known < work.rows.length) window.requestIdleCallback(go);
      });
    },
    /* Reads the rows before one; all of them without one. */
    read: function (end) {
      for (end = Math.min(end || Infinity, this.rows.length); this.known < end; this.known++) this.readRow(this.rows[this.known]);
    },
    readRow: function (row) {
      var cells = row.node.cells, text = row.parent ? said(row.parent.node.cells[0]) : "";
      row.values = this.columns.map(function (column) { return valueOf(cells[column.place]); });
      row.choices = this.columns.map(function (column) {
        if (!column.isChoice) return null;
        var marked = Array.prototype.map.call(cells[column.place].querySelectorAll("data[value]"), function (one) { return [one.value, plain(said(one))]; });
        var alone = plain(said(cells[column.place]));
        return marked.length ? marked : [[alone, alone || words.nothing]];
      });
      for (var place = 0; place < cells.length; place++) text += " " + said(cells[place]);
      row.text = fold(plain(text));
    },

    /* ---- the state and the address ---- */

    go: function () {
      var found = (location.hash.slice(1).split("&&").filter(function (part) { return part.split("?")[0] === this.name; }, this)[0] || "");
      var has = found.indexOf("?") >= 0, state = this.asked(has ? found : "");
      if (has || this.state) this.take(state, true);
      else { this.state = state; this.arrange(); }
      if (has && !this.isFocused()) (this.box.closest("section") || this.box).scrollIntoView();
    },
    /* What an address asks for: `accounts?sort=-revenue&manager=weber`. Rows stand in their usual groups until somebody
       wants another order. */
    asked: function (address) {
      var state = { find: "", sort: "", group: null, columns: null, only: {}, range: {} }, at = address.indexOf("?");
      if (at >= 0) new URLSearchParams(address.slice(at + 1)).forEach(function (value, key) {
        var column = this.column(key);
        if (key === "find") state.find = value;
        else if (key === "sort" && this.column(value.replace(/^-/, ""))) state.sort = value;
        else if (key === "group" && (!value || this.column(value))) state.group = value;
        else if (key === "columns") state.columns = value.split(",");
        else if (column && column.isChoice) (state.only[key] = state.only[key] || []).push(value);
        else if (column && isRange(value)) state.range[key] = value.split("..");
      }, this);
      if (state.group === null) state.group = this.groupBy(state.sort);
      return state;
    },
    groupBy: function (sort) { return sort ? "" : this.usual; },
    isFocused: function () {
      var focused = document.activeElement;
      return this.tools && this.tools.contains(focused) || this.links().indexOf(focused) >= 0;
    },
    take: function (state, isFromAddress) {
      this.state = state;
      this.arrange();
      this.fill();
      if (!isFromAddress) this.note();
    },
    change: function (changes) {
      var state = {};
      for (var key in this.state) state[key] = this.state[key];
      for (key in changes) state[key] = changes[key];
      this.take(state);
    },
    note: function () {
      var state = this.state, asked = new URLSearchParams(), key;
      if (state.find) asked.set("find", state.find);
      for (key in state.only) state.only[key].forEach(function (value) { asked.append(key, value); });
      for (key in state.range) asked.set(key, state.range[key].join(".."));
      if (state.sort) asked.set("sort", state.sort);
      if (state.group !== this.groupBy(state.sort)) asked.set("group", state.group);
      if (state.columns) asked.set("columns", state.columns.join(","));
      var mine = asked.toString(), name = this.name;
      var parts = location.hash.slice(1).split("&&").filter(function (part) { return part.indexOf("?") > 0 && part.split("?")[0] !== name; });
      if (mine) parts.push(name + "?" + mine.replace(/%2C/g, ","));
      history.replaceState(null, "", parts.length ? "#" + parts.join("&&") : location.href.split("#")[0] + "#" + name);
      carry();
    },

    /* ---- what is shown ---- */

    matches: function (row) {
      var state = this.state;
      return this.wanted.every(function (word) { return row.text.indexOf(word) >= 0; }) && this.columns.every(function (column) {
        var only = state.only[column.id], range = state.range[column.id];
        if (only && !row.choices[column.place].some(function (choice) { return only.indexOf(choice[0]) >= 0; })) return false;
        if (!range) return true;
        var value = row.values[column.place];
        return typeof value === "number" && (range[0] === "" || value >= +range[0]) && (range[1] === "" || value <= +range[1]);
      });
    },
    order: function (rows) {
      var down = this.state.sort.charAt(0) === "-", column = this.column(this.state.sort.replace(/^-/, ""));
      if (!column) return rows;
      var place = column.place;
      return rows.slice().sort(function (one, other) {
        var a = one.values[place], b = other.values[place];
        if (a === null || b === null) return a === b ? one.place - other.place : a === null ? 1 : -1;
        var found = typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b);
        return (down ? -found : found) || one.place - other.place;
      });
    },
    arrange: function () {
      var state = this.state;
      this.wanted = fold(state.find).split(/\s+/).filter(Boolean);
      var isTouched = state.find || state.sort || state.group !== this.usual || Object.keys(state.only).length || Object.keys(state.range).length;
      if (isTouched) this.read();
      var found = this.matching = isTouched ? this.rows.filter(this.matches, this) : this.rows;
      this.lines = state.group === this.usual && state.group ? this.headed(found) : state.group ? this.grouped(found) : isTouched ? this.nested(found) : found;
      this.shown = 0;
      while (this.table.tBodies.length) this.table.removeChild(this.table.tBodies[0]);
      this.table.appendChild(document.createElement("tbody"));
      this.more(SLICE);
      var columns = state.columns, hidden = this.columns.filter(function (column) {
        return column.place && column.id && (columns ? columns.indexOf(column.id) < 0 : column.isExtra);
      });
      this.table.className = this.css.split(" ").filter(function (name) { return !/^h\d/.test(name); })
        .concat(hidden.map(function (column) { return "h" + (column.place + 1); }), "is-live").join(" ");
      this.heads.forEach(function (head, place) {
        var id = this.columns[place].id;
        if (id && state.sort.replace(/^-/, "") === id) head.setAttribute("aria-sort", state.sort.charAt(0) === "-" ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }, this);
      this.tell();
    },
    /* Divisions stay below their account; one whose account is not shown says whose it is. */
    nested: function (found) {
      var inside = new Map(), tops = [];
      found.forEach(function (row) { row.isFound = true; });
      found.forEach(function (row) {
        var isBelow = row.parent && row.parent.isFound;
        mark(row, isBelow);
        if (!isBelow) tops.push(row);
        else if (inside.has(row.parent)) inside.get(row.parent).push(row);
        else inside.set(row.parent, [row]);
      });
      found.forEach(function (row) { row.isFound = false; });
      var lines = [];
      this.order(tops).forEach(function (row) {
        lines.push(row);
        if (inside.has(row)) this.order(inside.get(row)).forEach(function (one) { lines.push(one); });
      }, this);
      return lines;
    },
    /* The groups in which the rows stand on the page, each below its own heading. */
    headed: function (found) {
      var lines = [], groups = new Map(), span = this.columns.length - (this.table.className.match(/\bh\d/g) || []).length;
      found.forEach(function (row) {
        if (groups.has(row.head)) groups.get(row.head).push(row);
        else groups.set(row.head, [row]);
      });
      groups.forEach(function (rows, head) {
        var count = head.querySelector(".row__count");
        if (count) count.textContent = rows.length.toLocaleString(locale);
        head.cells[0].colSpan = span;
        lines.push({ node: head, isHeading: true });
        this.nested(rows).forEach(function (row) { lines.push(row); });
      }, this);
      return lines;
    },
    grouped: function (found) {
      var column = this.column(this.state.group), groups = new Map();
      found.forEach(function (row) {
        var choice = row.choices ? row.choices[column.place] || [[String(row.values[column.place]), String(row.values[column.place])]] : [];
        var first = choice[0];
        if (!groups.has(first[0])) groups.set(first[0], { label: first[1], rows: [] });
        groups.get(first[0]).rows.push(row);
      });
      var lines = [];
      Array.from(groups.keys()).sort(function (a, b) {
        return !a || !b ? (a ? -1 : b ? 1 : 0) : collator.compare(groups.get(a).label, groups.get(b).label);
      }).forEach(function (key) {
        lines.push({ node: this.heading(groups.get(key)), isHeading: true });
        this.nested(groups.get(key).rows).forEach(function (row) { lines.push(row); });
      }, this);
      return lines;
    },
    heading: function (group) {
      var line = make("tr", "row--group");
      this.columns.forEach(function (column) {
        var cell = make(column.place ? "td" : "th", "", column.place ? column.sum ? money(this.sum(column, group.rows), column.unit) : "" : group.label);
        if (!column.place) {
          cell.scope = "rowgroup";
          cell.appendChild(make("span", "num", " " + group.rows.length));
        }
        line.appendChild(cell);
      }, this);
      return line;
    },
    /* A sum of a column. Where accounts hold what their divisions have ("whole"), divisions beside them do not count. */
    sum: function (column, rows) {
      this.read();
      var here = new Set(rows);
      return rows.reduce(function (sum, row) {
        var value = row.values[column.place], isCounted = column.sum !== "whole" || !row.parent || !here.has(row.parent);
        return isCounted && typeof value === "number" ? sum + value : sum;
      }, 0);
    },
    /* Puts the next lines into the page; each group is a part of the table of its own. */
    more: function (count) {
      var body = this.table.tBodies[this.table.tBodies.length - 1], pieces = document.createDocumentFragment();
      var end = Math.min(this.lines.length, this.shown + count);
      for (; this.shown < end; this.shown++) {
        var line = this.lines[this.shown];
        if (line.isHeading && (body.rows.length || pieces.childNodes.length)) {
          body.appendChild(pieces);
          body = this.table.appendChild(document.createElement("tbody"));
        }
        pieces.appendChild(line.node);
      }
      body.appendChild(pieces);
      if (this.rest) this.rest.hidden = this.shown >= this.lines.length;
      this.box.dispatchEvent(new Event("rows", { bubbles: true }));
    },
    tell: function () {
      if (!this.status) return;
      var count = this.matching.length, all = this.rows.length;
      var text = (count < all ? count.toLocaleString(locale) + words.of : "") + all.toLocaleString(locale) + (all === 1 ? words.row : words.rows);
      if (count < all) this.columns.forEach(function (column) {
        if (column.sum && count) text += " · " + column.label + " " + money(this.sum(column, this.matching), column.unit);
      }, this);
      if (this.status.textContent !== text) this.status.textContent = text;
      this.status.classList.toggle("is-all", count === all);
      this.empty.hidden = count > 0;
    },

    /* ---- the tools ---- */

    build: function () {
      var work = this;
      this.heads.forEach(function (head, place) {
        var column = this.columns[place];
        if (!column.id) return;
        var sorter = button("sort", head.textContent, function () { work.sortBy(work.next(column)); });
        head.textContent = "";
        head.appendChild(sorter);
      }, this);
      this.empty = make("p", "table__empty", words.empty);
      this.empty.hidden = true;
      this.rest = make("p", "table__rest");
      this.rest.hidden = true;
      this.rest.appendChild(button("plain-button", "…", function () { work.more(SLICE); }));
      this.box.after(this.empty, this.rest);
      new IntersectionObserver(function (seen) {
        if (seen[seen.length - 1].isIntersecting) work.more(SLICE);
      }, { rootMargin: "1200px" }).observe(this.rest);
      if (this.rows.length < FEW) return;
      this.tools = make("div", "tools");
      this.tools.setAttribute("role", "group");
      this.tools.setAttribute("aria-label", this.box.getAttribute("aria-label") || "");
      this.search = make("input", "tools__find");
      this.search.type = "search";
      this.search.placeholder = words.find;
      this.search.setAttribute("aria-label", words.find);
      this.search.addEventListener("input", function () { work.change({ find: work.search.value }); });
      this.filter = this.panel(words.filter, this.filters);
      this.view = this.panel(words.view, this.views);
      this.status = make("p", "tools__status");
      this.status.setAttribute("role", "status");
      this.chips = make("p", "tools__chips");
      var hasFilters = this.columns.some(function (column) { return column.isChoice || (column.isNumber && column.id); });
      this.tools.append(this.search, hasFilters ? this.filter : "", this.view, button("plain-button", words.csv, function () { work.save(); }), this.status, this.chips);
      this.box.before(this.tools);
    },
    /* Who sorts wants the usual groups no longer. */
    sortBy: function (sort) {
      var isUsual = this.state.group === this.groupBy(this.state.sort);
      this.change(isUsual ? { sort: sort, group: this.groupBy(sort) } : { sort: sort });
    },
    next: function (column) {
      var first = column.isNumber ? "-" + column.id : column.id, second = column.isNumber ? column.id : "-" + column.id;
      return this.state.sort === first ? second : this.state.sort === second ? "" : first;
    },
    panel: function (title, draw) {
      var work = this, panel = make("details", "drop tools__panel"), inside = make("div", "tools__box");
      panel.append(make("summary", "plain-button", title), inside);
      panel.addEventListener("toggle", function () {
        if (!panel.open) return;
        work.read();
        inside.textContent = "";
        draw.call(work, inside);
      });
      return panel;
    },
    /* Brings search, chips and open panels up to date with the state. */
    fill: function () {
      var work = this, state = this.state;
      this.links().forEach(function (link) {
        var isCurrent = JSON.stringify(work.asked(link.getAttribute("data-rows")).only) === JSON.stringify(state.only);
        if (isCurrent) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      });
      if (!this.tools) return;
      if (this.search.value !== state.find) this.search.value = state.find;
      this.chips.textContent = "";
      this.columns.forEach(function (column) {
        (state.only[column.id] || []).forEach(function (value) {
          work.chip(column.label + ": " + work.labelOf(column, value), function () { work.choose(column, value, false); });
        });
        var range = state.range[column.id];
        if (range) work.chip(column.label + " " + (range[0] === "" ? "" : words.from + " " + (+range[0]).toLocaleString(locale) + " ") + (range[1] === "" ? "" : words.to + " " + (+range[1]).toLocaleString(locale)),
          function () { work.limit(column, ["", ""]); });
      });
      [this.filter, this.view].forEach(function (panel) {
        if (panel.open && !panel.contains(document.activeElement)) panel.open = false;
      });
    },
    /* The links above the table that choose some of its rows. */
    links: function () {
      var start = this.name + "?";
      return Array.prototype.filter.call(document.querySelectorAll("a[data-rows]"), function (link) { return link.getAttribute("data-rows").indexOf(start) === 0; });
    },
    chip: function (text, act) {
      var made = button("chip", text, act);
      made.setAttribute("aria-label", words.remove + text);
      this.chips.appendChild(made);
    },
    labelOf: function (column, value) {
      this.read();
      for (var place = 0; place < this.rows.length; place++) {
        var choices = this.rows[place].choices[column.place];
        for (var at = 0; at < choices.length; at++) if (choices[at][0] === value) return choices[at][1];
      }
      return value;
    },
    choose: function (column, value, isOn) {
      var only = Object.assign({}, this.state.only), chosen = (only[column.id] || []).filter(function (one) { return one !== value; });
      if (isOn) chosen.push(value);
      if (chosen.length) only[column.id] = chosen; else delete only[column.id];
      this.change({ only: only });
    },
    limit: function (column, ends) {
      var range = Object.assign({}, this.state.range);
      if (ends[0] === "" && ends[1] === "") delete range[column.id]; else range[column.id] = ends;
      this.change({ range: range });
    },
    filters: function (inside) {
      var work = this, state = this.state;
      this.columns.forEach(function (column) {
        if (column.isChoice) work.choicesOf(column, inside);
        else if (column.isNumber && column.id) {
          var set = field(column.label, inside, "tools__range"), ends = [words.from, words.to].map(function (word, end) {
            var label = make("label", "", word + " "), input = make("input");
            input.type = "number";
            input.value = (state.range[column.id] || ["", ""])[end];
            input.addEventListener("input", function () { work.limit(column, ends.map(function (one) { return one.value; })); });
            label.appendChild(input);
            set.appendChild(label);
            return input;
          });
        }
      });
    },
    choicesOf: function (column, inside) {
      var counts = new Map(), work = this;
      this.rows.forEach(function (row) {
        row.choices[column.place].forEach(function (choice) {
          var known = counts.get(choice[0]) || { label: choice[1], count: 0 };
          known.count++;
          counts.set(choice[0], known);
        });
      });
      if (counts.size < 2) return;
      var set = field(column.label, inside), list = make("div", counts.size > SHORT ? "tools__long" : "");
      Array.from(counts.keys()).sort(function (a, b) { return !a || !b ? (a ? -1 : 1) : collator.compare(counts.get(a).label, counts.get(b).label); }).forEach(function (value) {
        list.appendChild(tick("checkbox", counts.get(value).label, counts.get(value).count, (work.state.only[column.id] || []).indexOf(value) >= 0, function (isOn) { work.choose(column, value, isOn); }));
      });
      set.appendChild(list);
    },
    views: function (inside) {
      var work = this, state = this.state, named = this.columns.filter(function (column) { return column.id; });
      var order = make("div");
      inside.appendChild(order);
      var down = tick("checkbox", words.down, "", state.sort.charAt(0) === "-", function (isOn) {
        work.sortBy((isOn ? "-" : "") + work.state.sort.replace(/^-/, ""));
      });
      select(words.sort, words.usual, named, state.sort.replace(/^-/, ""), order, function (id) {
        work.sortBy(id && (down.firstChild.checked ? "-" : "") + id);
      });
      order.appendChild(down);
      var choices = named.filter(function (column) { return column.isChoice; });
      if (choices.length) select(words.group, words.none, choices, state.group, order, function (id) { work.change({ group: id }); });
      var set = field(words.columns, inside), shown = state.columns || named.filter(function (column) { return !column.isExtra; }).map(function (column) { return column.id; });
      named.forEach(function (column) {
        if (!column.place) return;
        set.appendChild(tick("checkbox", column.label, "", shown.indexOf(column.id) >= 0, function (isOn) {
          shown = shown.filter(function (id) { return id !== column.id; }).concat(isOn ? [column.id] : []);
          work.change({ columns: shown });
        }));
      });
      inside.appendChild(button("plain-button", words.reset, function () {
        work.view.open = false;
        work.change({ find: "", sort: "", group: work.usual, columns: null, only: {}, range: {} });
      }));
    },

    /* ---- CSV ---- */

    save: function () {
      this.read();
      var hidden = " " + this.table.className + " ";
      var group = this.state.group;
      var columns = this.columns.filter(function (column) { return column.id && column.id === group || hidden.indexOf(" h" + (column.place + 1) + " ") < 0; });
      var rows = this.lines.filter(function (line) { return !line.isHeading; }), lines = [[]].concat(rows.map(function () { return []; }));
      columns.forEach(function (column) {
        var below = rows.map(function (row) { return row.node.cells[column.place].querySelector(".under"); });
        lines[0].push(quoted(column.label));
        rows.forEach(function (row, place) {
          var value = row.values[column.place], isNumber = column.isNumber && typeof value === "number";
          lines[place + 1].push(isNumber ? String(value).replace(".", words.decimal) : quoted(plain(said(row.node.cells[column.place], true))));
        });
        if (!below.some(Boolean)) return;
        lines[0].push(quoted(column.label + words.more));
        below.forEach(function (one, place) { lines[place + 1].push(quoted(one ? plain(Array.prototype.map.call(one.childNodes, function (node) { return said(node, true); }).join("")) : "")); });
      });
      var text = "\ufeff" + lines.map(function (line) { return line.join(words.separator); }).join("\r\n") + "\r\n";
      var link = make("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
      link.download = this.name + ".csv";
      document.body.appendChild(link);
      link.click();
      link.remove();
      window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    },
    /* A row that an address names is put into the page. */
    reveal: function (id) {
      if (this.lines.some(function (line) { return line.node.id === id; })) while (!document.getElementById(id)) this.more(SLICE);
    }
  };

  function mark(row, isBelow) {
    if (!row.parent) return;
    row.node.classList.toggle("row--division", !!isBelow);
    if (isBelow) row.node.cells[0].removeAttribute("data-of");
    else row.node.cells[0].setAttribute("data-of", plain(said(row.parent.node.cells[0].firstElementChild || row.parent.node.cells[0])));
  }
  /* Whether a text is a range of numbers with at least one end: `1000..`, `-5..5.5`. */
  function isRange(text) { return /^(-?\d*\.?\d+)?\.\.(-?\d*\.?\d+)?$/.test(text) && text !== ".."; }
  /* A text that no spreadsheet takes for a formula. */
  function quoted(text) { return '"' + text.replace(/^(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, "'").replace(/"/g, '""') + '"'; }
  function field(label, inside, css) {
    var set = make("fieldset", css);
    set.appendChild(make("legend", "", label));
    inside.appendChild(set);
    return set;
  }
  function tick(type, text, count, isOn, act) {
    var label = make("label", "tick"), input = make("input");
    input.type = type;
    input.checked = isOn;
    input.addEventListener("change", function () { act(input.checked); });
    label.append(input, " " + text);
    if (count !== "") label.append(" ", make("span", "num", String(count)));
    return label;
  }
  function select(title, none, columns, chosen, inside, act) {
    var label = make("label", "tools__select", title), list = make("select");
    list.append(new Option(none, ""));
    columns.forEach(function (column) { list.append(new Option(column.label, column.id)); });
    list.value = chosen;
    list.addEventListener("change", function () { act(list.value); });
    label.appendChild(list);
    inside.appendChild(label);
  }
  /* The other language shows the same. */
  function carry() {
    document.querySelectorAll(".languages a").forEach(function (link) { link.hash = location.hash; });
  }

  /* An address that chooses some rows without a script means the same to the table; the styles need not hide them. */
  function choose() {
    var chosen = /^#only-[\w-]+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    var rows = chosen && chosen.getAttribute("data-rows");
    if (rows) location.replace("#" + rows);
    return !!rows;
  }

  function start() {
    var works = Array.prototype.map.call(document.querySelectorAll(".table[data-table]"), function (box) { return new Work(box); });
    if (!works.length) return;
    choose();
    document.querySelectorAll("a[data-rows]").forEach(function (link) { link.closest(".choices").classList.add("is-live"); });
    works.forEach(function (work) { work.fill(); });
    carry();
    window.addEventListener("hashchange", function () {
      if (choose()) return;
      var id = location.hash.slice(1);
      try { id = decodeURIComponent(id); } catch (error) { /* a lone % in an address is only that */ }
      works.forEach(function (work) { work.go(); work.reveal(id); });
      carry();
    });
    window.addEventListener("beforeprint", function () { works.forEach(function (work) { work.more(Infinity); }); });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

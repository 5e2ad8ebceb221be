/*
  Finds words in what the plans say, in an index of small script files of which a query loads the few it needs:
  `pieces/…` tell which words hold three letters, `words/…` in which plans a word stands and as what, `plans/…` hold the
  texts. Folding is that of the program (folding.py). Works from a file share: scripts are all that is loaded.

    kamsiteFind.find("netzgerät nord", "person")  →  a promise of {plans, missing, similar}
    kamsiteFind.hits(plan, found)                 →  a promise of what to show of one of these plans
*/
(function () {
  "use strict";
  var base = new URL("search/", document.currentScript.src).href;
  var MOST_KILOBYTES = 900, PRIME = 65521, BEGINNING = 6;

  // -- files -----------------------------------------------------------------------------------------------------------

  var kept = {}, asked = {};
  window.kamsiteSearch = function (name, value) { kept[name] = value; };
  function load(name) {
    asked[name] = asked[name] || new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = base + name + ".js";
      script.onload = function () { script.remove(); done(kept[name] || {}); };
      script.onerror = function () { script.remove(); delete asked[name]; failed(new Error(name)); };
      document.head.appendChild(script);
    });
    return asked[name];
  }
  function all(items, work) { return Promise.all(items.map(work)); }
  function numbered(folder, number) { return folder + "/" + number.toString(16).padStart(3, "0"); }
  function shard(key, count) {
    var number = 0;
    for (var letter of key) number = (number * 31 + letter.codePointAt(0)) % PRIME;
    return number % count;
  }

  // -- words -----------------------------------------------------------------------------------------------------------

  var EXPANDED = { "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i" };
  var WORDS = /[\p{L}\p{N}]+(?:['’\-‐‑][\p{L}\p{N}]+)*/gu, PARTS = /['’\-‐‑]/, LONGEST = 40;
  function expand(text) { return text.replace(/[äöüßøæœłđðþı]/g, function (letter) { return EXPANDED[letter]; }); }
  function fold(word) {
    var small = expand(word.normalize("NFC").toLowerCase());
    return expand(small.normalize("NFKD").replace(/[\u0300-\u036f]/g, ""));
  }
  function bare(word) { return word.replace(/([aou])e/g, "$1"); }
  function cut(word) { return Array.from(word).slice(0, LONGEST).join(""); }
  /* The words of a text with their places; those with a hyphen in parts and as one. */
  function tokens(text) {
    var found = [], match;
    WORDS.lastIndex = 0;
    while ((match = WORDS.exec(text))) {
      var at = match.index, parts = match[0].split(PARTS).map(fold);
      if (parts.length > 1) found.push([cut(parts.join("")), at, at + match[0].length]);
      match[0].split(PARTS).forEach(function (part, number) {
        found.push([cut(parts[number]), at, at + part.length]);
        at += part.length + 1;
      });
    }
    return found;
  }
  function terms(query, empty) {
    var words = [];
    tokens(query).forEach(function (token) { if (token[0].length > 1 && query[token[1] - 1] !== "'") words.push(token); });
    /* Of a word with a hyphen the parts are asked for, so that `Netzgeräte-Hersteller` also finds one without it. */
    words = words.filter(function (one) { return !words.some(function (other) { return other !== one && other[1] >= one[1] && other[2] <= one[2]; }); });
    words = words.map(function (token) { return token[0]; }).filter(function (word, at, list) { return list.indexOf(word) === at; });
    var telling = words.filter(function (word) { return !empty.has(word); });
    return (telling.length ? telling : words).slice(0, 8);
  }

  /* The three letters of a word that the fewest words hold, as far as the language tells. */
  var COMMON = "enisratdhulcgmobwfkzpvjyxq";
  function rarest(word) {
    var best = "", most = -1;
    for (var at = 0; at + 3 <= word.length; at++) {
      var piece = word.slice(at, at + 3), rank = 0;
      for (var letter of piece) rank += COMMON.indexOf(letter) < 0 ? 30 : COMMON.indexOf(letter);
      if (rank > most) { most = rank; best = piece; }
    }
    return best || "^" + word.slice(0, 2);
  }
  function piecesFor(term) {
    return Array.from(new Set([rarest(term), rarest(bare(term))]));
  }
  function piecesForTypos(term) {
    var some = ["^" + term.slice(0, 2), term.slice(-3)];
    if (term.length < 6) some.push(term.slice(-2) + "$");
    if (term.length >= 6) some.push(term.slice(0, 3));
    if (term.length >= 9) some.push(term.substr(Math.floor(term.length / 2) - 1, 3));
    return some;
  }

  /* How well a word answers a term, from 0 to 1: the same, begins with it, holds it. */
  function closeness(word, term) {
    if (word === term) return 1;
    var plain = bare(word), short = bare(term);
    if (plain === short) return 0.95;
    if (word.startsWith(term) || plain.startsWith(short)) return 0.7 + 0.2 * term.length / word.length;
    return term.length > 2 && (word.includes(term) || plain.includes(short)) ? 0.55 + 0.1 * term.length / word.length : 0;
  }
  /* The same for a term with mistakes: one in four letters and more, two in nine and more. Inside of a word only where
     the term is long enough not to be found in anything; short ones begin with the letters with which they were typed. */
  function likeness(word, term) {
    var most = term.length < 4 ? 0 : term.length < 9 ? 1 : 2;
    if (!most || word.length < term.length - most) return 0;
    if (term.length < 6 && term.slice(0, 2).indexOf(word[0]) < 0) return 0;
    var whole = mistakes(word, term, false, most);
    if (whole <= most) return 0.5 - 0.1 * whole;
    return term.length > 7 && mistakes(word, term, true, most) <= most ? 0.3 : 0;
  }
  /* The fewest letters to be put in, left out, changed or exchanged so that a term is the beginning of a word (of which
     two letters may follow if it is short), or stands anywhere inside. */
  function mistakes(word, term, inside, most) {
    var width = word.length, before = null, row = [], next, least;
    for (var at = 0; at <= width; at++) row.push(inside ? 0 : at);
    for (var down = 1; down <= term.length; down++) {
      next = [down]; least = down;
      for (at = 1; at <= width; at++) {
        var value = Math.min(row[at] + 1, next[at - 1] + 1, row[at - 1] + (word[at - 1] === term[down - 1] ? 0 : 1));
        if (before && at > 1 && word[at - 1] === term[down - 2] && word[at - 2] === term[down - 1]) value = Math.min(value, before[at - 2] + 1);
        next.push(value);
        if (value < least) least = value;
      }
      if (least > most) return most + 1;
      before = row; row = next;
    }
    return term.length < 6 && !inside ? Math.min.apply(null, row.slice(Math.max(0, width - 2))) : Math.min.apply(null, row);
  }

  /* The words of the index that answer a term, with how well; similar ones where `how` is `likeness`. */
  function wordsFor(term, count, pieces, how) {
    return all(pieces, function (piece) { return load(numbered("pieces", shard(piece, count))); }).then(function (files) {
      var found = new Map();
      pieces.forEach(function (piece, at) {
        var words = files[at][piece];
        (words ? words.split(" ") : []).forEach(function (word) {
          if (found.has(word)) return;
          var value = how(word, term);
          if (value) found.set(word, value);
        });
      });
      return found;
    });
  }

  // -- plans -----------------------------------------------------------------------------------------------------------

  var TITLE = [12, 7, 6, 6, 6, 7, 4, 4], KINDS = 8;
  function weight(bits) {
    var best = 0;
    for (var at = 0; at < KINDS; at++) {
      if (bits & (1 << at)) best = Math.max(best, TITLE[at]);
      else if (bits & (1 << (at + KINDS))) best = Math.max(best, 1);
    }
    return best;
  }
  /* Rising numbers, each written as its distance from the one before, five bits a letter, the lowest first. */
  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", VALUES = {};
  for (var digit = 0; digit < DIGITS.length; digit++) VALUES[DIGITS.charCodeAt(digit)] = digit;
  function eachCode(text, from, work) {
    var last = -1, distance = 0, shift = 0;
    for (var at = from; at < text.length; at++) {
      var value = VALUES[text.charCodeAt(at)];
      distance += (value & 31) << shift;
      shift += 5;
      if (value > 31) continue;
      last += distance + 1;
      work(last);
      distance = shift = 0;
    }
  }
  /* Where the words for a term stand: by code of a plan how well it answers, and whether it does so as the wanted kind.
     The best words come first; where their files would be too much to load, the others are left out, and `isCut` says so. */
  function placesFor(words, start, kind, most) {
    var ordered = Array.from(words).sort(function (one, other) { return other[1] - one[1]; });
    var files = new Set(), size = 0, isCut = false;
    ordered = ordered.filter(function (pair) {
      var number = shard(pair[0].slice(0, BEGINNING), start.count);
      if (!files.has(number)) {
        if (files.size && size + start.kilobytes[number] > most) { isCut = true; return false; }
        size += start.kilobytes[number];
        files.add(number);
      }
      return true;
    });
    return all(Array.from(files), function (number) { return load(numbered("words", number)).then(function (file) { return [number, file]; }); }).then(function (loaded) {
      var by = new Map(loaded), places = new Map();
      ordered.forEach(function (pair) {
        var text = by.get(shard(pair[0].slice(0, BEGINNING), start.count))[pair[0]];
        (text ? text.split(" ") : []).forEach(function (run) {
          var colon = run.indexOf(":"), bits = parseInt(run.slice(0, colon), 16), value = pair[1] * weight(bits);
          var fits = kind < 0 || !!(bits & ((1 << kind) | (1 << (kind + KINDS))));
          eachCode(run, colon + 1, function (code) {
            var known = places.get(code);
            if (!known) places.set(code, [value, fits]);
            else { known[0] = Math.max(known[0], value); known[1] = known[1] || fits; }
          });
        });
      });
      places.isCut = isCut;
      return places;
    });
  }

  function answersTo(term, start, kind, most, isForgiving) {
    return wordsFor(term, start.count, piecesFor(term), closeness).then(function (words) {
      return placesFor(words, start, kind, most).then(function (places) {
        if (places.size > 2 || term.length < 4 || !isForgiving) return { term: term, words: words, places: places, similar: [] };
        return wordsFor(term, start.count, piecesForTypos(term), likeness).then(function (like) {
          words.forEach(function (_, word) { like.delete(word); });
          /* What holds the very letters stands before everything that is only similar. */
          if (words.size) like.forEach(function (value, word) { like.set(word, value / 50); });
          return placesFor(like, start, kind, most).then(function (more) {
            more.forEach(function (value, code) { if (!places.has(code)) places.set(code, value); });
            places.isCut = places.isCut || more.isCut;
            var similar = words.size ? [] : Array.from(like).sort(function (one, other) { return other[1] - one[1]; });
            like.forEach(function (value, word) { words.set(word, value); });
            return { term: term, words: words, places: places, similar: similar.map(function (pair) { return pair[0]; }) };
          });
        });
      });
    });
  }

  /* The plans that answer a query, the best first. `missing` are terms that nothing answers together with the others,
     `similar` the words that were taken instead of one that is nowhere. With `kilobytes` no more words than these are
     loaded, and no similar ones: for an answer while somebody types. */
  function find(query, kindName, kilobytes) {
    return load("start").then(function (start) {
      var kind = start.kinds.indexOf(kindName), empty = new Set(start.empty), asked = terms(query, empty);
      return all(asked, function (term) { return answersTo(term, start, kind, (kilobytes || MOST_KILOBYTES) / asked.length, !kilobytes); }).then(function (answers) {
        var counts = new Map();
        answers.forEach(function (answer) {
          answer.places.forEach(function (place, code) {
            var sum = counts.get(code) || [0, 0, false];
            counts.set(code, [sum[0] + 1, sum[1] + place[0], sum[2] || place[1]]);
          });
        });
        var most = 0;
        counts.forEach(function (sum) { if (sum[2]) most = Math.max(most, sum[0]); });
        var plans = [];
        Object.keys(start.plans).forEach(function (id) {
          var sum = counts.get(start.plans[id][0]);
          if (sum && sum[2] && sum[0] === most) plans.push({ id: id, name: start.plans[id][1], value: sum[1] });
        });
        plans.sort(function (one, other) { return other.value - one.value || (one.id < other.id ? -1 : 1); });
        return {
          plans: plans, answers: answers, kind: kind, kinds: start.kinds, terms: asked,
          missing: answers.filter(function (answer) { return !answer.places.size; }).map(function (answer) { return answer.term; }),
          isCut: answers.some(function (answer) { return answer.places.isCut; }),
          isPartly: plans.length > 0 && most < asked.length,
          similar: answers.filter(function (answer) { return answer.similar.length; }).map(function (answer) { return [answer.term, answer.similar.slice(0, 3)]; })
        };
      });
    });
  }

  // -- what to show of a plan ------------------------------------------------------------------------------------------

  function prepared(plan) {
    if (!plan.ready) {
      plan.ready = plan.entries.map(function (entry) {
        return { kind: entry[0], title: entry[1], place: plan.places[entry[2]], address: entry[3], text: entry[4],
          inTitle: new Set(tokens(entry[1]).map(first)), inText: new Set(tokens(entry[4]).map(first)) };
      });
      plan.inName = tokens(plan.name + " " + plan.above).map(first);
    }
    return plan;
  }
  function first(token) { return token[0]; }
  function best(words, known) {
    var value = 0;
    if (words.size < known.size) words.forEach(function (word) { value = Math.max(value, known.get(word) || 0); });
    else known.forEach(function (worth, word) { if (worth > value && words.has(word)) value = worth; });
    return value;
  }
  /* The entries of a plan that answer, the best first, with the words to be marked in them. */
  function hits(plan, found) {
    return load("plans/" + (plan.id || "_site")).then(function (file) {
      var texts = prepared(file), name = new Set(texts.inName), marked = new Map();
      found.answers.forEach(function (answer) { answer.words.forEach(function (value, word) { marked.set(word, Math.max(value, marked.get(word) || 0)); }); });
      var around = found.answers.map(function (answer) { return best(name, answer.words); });
      var entries = [];
      texts.ready.forEach(function (entry) {
        if (found.kind >= 0 && entry.kind !== found.kind) return;
        var matched = 0, own = 0, value = 0;
        found.answers.forEach(function (answer, at) {
          var inTitle = best(entry.inTitle, answer.words) * TITLE[entry.kind], inText = best(entry.inText, answer.words);
          if (inTitle || inText) { own += 1; value += inTitle + inText; }
          if (inTitle || inText || around[at]) matched += 1;
        });
        if (own) entries.push({ entry: entry, matched: matched, value: value });
      });
      var most = entries.reduce(function (sum, one) { return Math.max(sum, one.matched); }, 0);
      if (most > 1) entries = entries.filter(function (one) { return one.matched === most; });
      entries.sort(function (one, other) { return other.value - one.value; });
      return { id: texts.id, name: texts.name, above: texts.above, entries: entries.map(function (one) { return one.entry; }), words: marked };
    });
  }

  // -- texts as they are shown -----------------------------------------------------------------------------------------

  /* What differs between the languages has a line for each, in the order in which the site lists them. */
  function said(text) {
    var links = Array.from(document.querySelectorAll(".languages a"));
    var place = Math.max(0, links.findIndex(function (link) { return link.hreflang === document.documentElement.lang; }));
    return text.split(" · ").map(function (part) {
      var lines = part.split("\n");
      return lines[Math.min(place, lines.length - 1)];
    }).join(" · ");
  }
  /* Where words that were found stand in a text: [from, to, how well they answer]. */
  function placesOf(text, words) {
    return tokens(text).filter(function (token) { return words.has(token[0]); })
      .map(function (token) { return [token[1], token[2], words.get(token[0])]; })
      .sort(function (one, other) { return one[0] - other[0] || other[1] - one[1]; });
  }
  /* Puts a text into an element, with these places marked. */
  function mark(element, text, places) {
    var at = 0;
    places.forEach(function (one) {
      if (one[0] < at) return;
      var marked = document.createElement("mark");
      marked.textContent = text.slice(one[0], one[1]);
      element.append(text.slice(at, one[0]), marked);
      at = one[1];
    });
    element.append(text.slice(at));
    return element;
  }

  window.kamsiteFind = { find: find, hits: hits, tokens: tokens, fold: fold, bare: bare, said: said, placesOf: placesOf, mark: mark };
})();

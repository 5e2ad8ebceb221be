/* Sliders for the weights of the criteria: the table "what if" is put in another order, here on the page only. */
(function () {
  "use strict";
  var told = document.querySelector(".weights");
  var table = told && told.parentNode.parentNode.querySelector("table");
  if (!table) return;
  var mark = told.getAttribute("data-mark").charAt(1);
  var keyFrom = told.getAttribute("data-key-from"), focusFrom = told.getAttribute("data-focus-from");
  var badges = {};
  told.querySelectorAll("[data-segment]").forEach(function (one) { badges[one.getAttribute("data-segment")] = one.innerHTML; });
  var criteria = [].map.call(told.querySelectorAll("[data-weight]"), function (one) {
    var weight = Number(one.getAttribute("data-weight"));
    return { title: one.textContent, weight: weight, now: weight };  // the slider stands at a rounded one
  });
  var rows = [].map.call(table.tBodies[0].rows, function (row, at) {
    return {
      row: row, at: at, was: row.querySelector("[data-segment]").getAttribute("data-segment"),
      said: row.querySelector("[data-value]").textContent,
      scores: [].map.call(row.querySelectorAll("[data-score]"), function (one) {
        var score = one.getAttribute("data-score");
        return score === "" ? null : Number(score);
      })
    };
  });

  function slider(one, at) {
    var label = document.createElement("label"), title = document.createElement("span");
    label.className = "weights__one";
    title.textContent = one.title;
    one.input = document.createElement("input");
    one.input.type = "range";
    one.input.max = "100";
    one.input.step = "1";
    one.input.name = "weight-" + at;
    one.share = document.createElement("span");
    one.share.className = "weights__share";
    one.share.setAttribute("aria-hidden", "true");
    label.append(title, one.input, one.share);
    one.input.addEventListener("input", function () { one.now = Number(one.input.value); show(); });
    return label;
  }

  function segment(value) {
    if (keyFrom === "") return "";
    if (value >= Number(keyFrom) - 1e-9) return "key";
    return focusFrom !== "" && value >= Number(focusFrom) - 1e-9 ? "focus" : "standard";
  }

  function score(scores) {
    var sum = 0, weights = 0;
    scores.forEach(function (one, at) {
      if (one === null) return;
      sum += one * criteria[at].now;
      weights += criteria[at].now;
    });
    return weights ? Math.round(sum / weights * 1e9) / 1e9 : 0;
  }

  function show() {
    var all = criteria.reduce(function (sum, one) { return sum + one.now; }, 0), above = 0, changed = 0;
    var moved = criteria.some(function (one) { return one.now !== one.weight; });
    criteria.forEach(function (one) {
      one.share.textContent = (all ? Math.round(one.now / all * 100) : 0) + "\u00a0%";
      one.input.setAttribute("aria-valuetext", one.share.textContent);
    });
    rows.forEach(function (one) { one.value = score(one.scores); });
    var body = table.tBodies[0];
    var better = function (one, other) { return (moved && other.value - one.value) || one.at - other.at; };
    rows.slice().sort(better).forEach(function (one, at) {
      var now = one.value ? segment(one.value) : "";
      one.row.querySelector("[data-rank]").textContent = one.value ? at + 1 : "";
      one.row.querySelector("[data-value]").textContent = moved ? one.value.toFixed(2).replace(".", mark) : one.said;
      one.row.querySelector("[data-segment]").innerHTML = badges[now] || "";
      one.row.classList.toggle("row--changed", now !== one.was);
      if (now === "key") above += 1;
      if ((now === "key") !== (one.was === "key")) changed += 1;
      body.appendChild(one.row);
    });
    status.textContent = keyFrom === "" ? "" : told.getAttribute(changed ? "data-told" : "data-same").replace("{above}", above).replace("{all}", rows.length).replace("{changed}", changed);
  }

  function reset() {
    criteria.forEach(function (one) { one.now = one.weight; one.input.value = String(Math.round(one.weight)); });
    show();
  }

  var form = document.createElement("form"), status = document.createElement("p"), button = document.createElement("button");
  form.className = "weights__form";
  status.className = "weights__status";
  status.setAttribute("role", "status");
  button.type = "button";
  button.className = "weights__reset";
  button.textContent = told.getAttribute("data-reset");
  button.addEventListener("click", reset);
  criteria.forEach(function (one, at) { form.append(slider(one, at)); });
  form.append(button);
  told.replaceWith(form, status);
  reset();
})();

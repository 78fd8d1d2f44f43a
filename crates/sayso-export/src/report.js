(function () {
  "use strict";
  var marks = Array.from(document.querySelectorAll("article mark"));
  var articles = Array.from(document.querySelectorAll("article"));
  var speaker = document.getElementById("speaker");
  var kinds = Array.from(document.querySelectorAll("input.kind"));
  // The chart shows those who speak most; the list has all, these first.
  var buttons = Array.from(document.querySelectorAll(".speakers button"));
  var most = buttons.map(function (button) { return button.textContent; });
  var others = marks.map(function (mark) { return mark.dataset.speaker || ""; }).sort();
  new Set(most.concat(others)).forEach(function (name) {
    if (name === "") { return; }
    var option = document.createElement("option");
    option.textContent = option.value = name;
    speaker.append(option);
  });
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      speaker.value = button.textContent;
      filter();
      // The chart may fill the screen, so that nothing would be seen to happen.
      var first = document.querySelector("article:not([hidden])");
      if (first) { first.scrollIntoView(); }
    });
  });
  function filter() {
    var shown = kinds.filter(function (kind) { return kind.checked; }).map(function (kind) { return kind.value; });
    articles.forEach(function (article) { article.hidden = speaker.value !== ""; });
    marks.forEach(function (mark) {
      var on = shown.includes(mark.dataset.kind) && (speaker.value === "" || mark.dataset.speaker === speaker.value);
      mark.classList.toggle("off", !on);
      if (on) { mark.closest("article").hidden = false; }
    });
  }
  speaker.addEventListener("change", filter);
  kinds.forEach(function (kind) { kind.addEventListener("change", filter); });
  var tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  function light(mark, on) {
    mark.closest("article").querySelectorAll('mark[data-s="' + mark.dataset.s + '"]').forEach(function (other) {
      other.classList.toggle("on", on);
    });
  }
  marks.forEach(function (mark) {
    // A mark within another covers it: only the innermost is pointed at.
    mark.addEventListener("mouseover", function (event) {
      event.stopPropagation();
      light(mark, true);
      tip.textContent = (mark.dataset.speaker || "nobody named") + " · " + mark.dataset.kind + " · " + mark.dataset.type;
      var outer = mark.dataset.within && mark.closest("article").querySelector('mark[data-s="' + mark.dataset.within + '"]');
      if (outer) { tip.textContent += " · as told by " + (outer.dataset.speaker || "nobody named"); }
      tip.hidden = false;
      var place = mark.getClientRects()[0] || mark.getBoundingClientRect();
      tip.style.left = Math.min(place.left, innerWidth - tip.offsetWidth - 8) + "px";
      tip.style.top = Math.max(0, place.top - tip.offsetHeight - 6) + "px";
    });
    mark.addEventListener("mouseout", function (event) { event.stopPropagation(); light(mark, false); tip.hidden = true; });
  });
})();

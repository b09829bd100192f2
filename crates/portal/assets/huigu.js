// What works without this works better with it. One small file, no dependency.
(function () {
  "use strict";

  // A date chosen is a question asked.
  document.querySelectorAll("form.choice input[type=date]").forEach(function (input) {
    input.addEventListener("change", function () {
      if (input.value && input.checkValidity()) { input.form.submit(); }
    });
  });

  // A what-if answers while one types: the same form, asked for its result alone.
  document.querySelectorAll("form[data-live]").forEach(function (form) {
    var result = document.getElementById(form.dataset.result);
    var waiting, asked = 0;
    function query() {
      var pairs = new URLSearchParams(new FormData(form));
      return pairs.toString();
    }
    function ask() {
      var mine = asked += 1;
      fetch(form.dataset.live + "?" + query(), { credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.text() : null; })
        .then(function (text) {
          if (text === null || mine !== asked) { return; }
          result.innerHTML = text;
          window.history.replaceState(null, "", form.getAttribute("action") + "?" + query());
        })
        .catch(function () { /* the button still works */ });
    }
    form.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(ask, 120);
    });
  });

  // An upload tells how far it has come.
  document.querySelectorAll("form[data-progress]").forEach(function (form) {
    var bar = document.getElementById(form.dataset.progress);
    form.addEventListener("submit", function (event) {
      if (!window.FormData || !window.XMLHttpRequest) { return; }
      event.preventDefault();
      var data = new FormData(form);
      if (event.submitter && event.submitter.name) { data.append(event.submitter.name, event.submitter.value); }
      // Fields go before files, so that who sends is known before the first byte is kept.
      var ordered = new FormData();
      data.forEach(function (value, key) { if (!(value instanceof File)) { ordered.append(key, value); } });
      data.forEach(function (value, key) { if (value instanceof File) { ordered.append(key, value); } });
      var request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.upload.addEventListener("progress", function (sent) {
        bar.hidden = false;
        if (sent.lengthComputable) { bar.value = Math.floor(sent.loaded * 100 / sent.total); }
      });
      request.upload.addEventListener("load", function () { bar.removeAttribute("value"); });
      request.addEventListener("load", function () {
        var page = new DOMParser().parseFromString(request.responseText, "text/html");
        var main = page.querySelector("main");
        if (!main) { form.submit(); return; }
        document.title = page.title;
        document.querySelector("main").replaceWith(main);
        window.scrollTo(0, 0);
        main.focus();
      });
      request.addEventListener("error", function () { bar.hidden = true; form.submit(); });
      request.send(ordered);
    });
  });
})();

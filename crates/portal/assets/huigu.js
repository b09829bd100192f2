// What works without this works better with it. One small file, no dependency.
(function () {
  "use strict";

  // A date or a year chosen is a question asked.
  document.querySelectorAll("form.choice input[type=date]").forEach(function (input) {
    input.addEventListener("change", function () {
      if (input.value && input.checkValidity()) { input.form.submit(); }
    });
  });
})();

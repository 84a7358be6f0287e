// The playground in Chromium: one browser and one sidecar for all of it. Each file can be run by itself, too.
import "./playground/json.test.js";
import "./playground/forms.test.js";
import "./playground/panels.test.js";
import "./playground/policies.test.js";
import "./playground/access.test.js";

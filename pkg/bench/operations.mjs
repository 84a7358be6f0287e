// Times every operation beside what people use now and prints `{"<id>": [nanoseconds, …]}`; `cargo xtask bench` installs what
// is compared with, builds what is measured, and makes the table.
import { init } from "../dist/node.js";
import { bills } from "./operations/billing.mjs";
import { credentials } from "./operations/credential.mjs";
import { forms } from "./operations/forms.mjs";
import { others } from "./operations/own.mjs";
import { permissions } from "./operations/permission.mjs";
import { ruled } from "./operations/rules.mjs";
import { measure, warm } from "./rounds.mjs";

await init();
const contests = [...permissions(), ...ruled(), ...bills(), ...credentials(), ...forms(), ...others()];
contests.forEach(warm);
console.log(JSON.stringify(Object.assign({}, ...contests.map(measure))));

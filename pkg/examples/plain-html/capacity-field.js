// A control of its own that takes part in a form like any other: it is named, focused, submitted and validated, and its
// issues set the flags of ValidityState.
import { validityFlag } from "./channel-policy/forms/index.js";

class CapacityField extends HTMLElement {
  static formAssociated = true;
  #internals = this.attachInternals();

  connectedCallback() {
    this.setAttribute("role", "textbox");
    this.setAttribute("contenteditable", "plaintext-only");
    this.tabIndex = 0;
    this.addEventListener("input", () => this.#internals.setFormValue(this.value));
    // Return sends the form, as in an input.
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#internals.form?.requestSubmit();
    });
    this.#internals.setFormValue(this.value);
    const [label] = this.#internals.labels;
    if (label !== undefined) {
      label.id ||= `${this.id}-label`;
      this.setAttribute("aria-labelledby", label.id);
    }
  }

  get name() { return this.getAttribute("name"); }
  get value() { return this.textContent ?? ""; }
  get form() { return this.#internals.form; }
  get validity() { return this.#internals.validity; }
  get validationMessage() { return this.#internals.validationMessage; }
  checkValidity() { return this.#internals.checkValidity(); }
  reportValidity() { return this.#internals.reportValidity(); }

  /** The issues of its value; none where it is valid. */
  setIssues(issues) {
    if (issues.length === 0) return this.#internals.setValidity({});
    const flags = Object.fromEntries(issues.map((issue) => [validityFlag(issue), true]));
    this.#internals.setValidity(flags, issues.map(({ message }) => message).join("\n"), this);
  }
}

customElements.define("capacity-field", CapacityField);

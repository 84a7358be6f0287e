/**
 * `<channel-quote>`: prices a basket of one base product and its add-ons while it is put together. One plain ES module without
 * dependencies but the package; a theme includes it and writes
 *
 *     <channel-quote module="/channel-policy/web.js" documents="storefront.json deal.json billing.json prices.json"
 *       base="storage" seller="s-1" seller-type="partner" customer="k-1" has="0 B"></channel-quote>
 *
 * - `module`: address of the package's `web.js`, beside which its other files lie.
 * - `documents`: addresses of policy documents: the products (`storefront`), the deal rule, the billing rules, the price lists.
 * - `base`: the base product's id. Its published add-ons are offered with it.
 * - `seller`, `seller-type`, `customer`: who sells to whom; they choose the price list.
 * - `has`: what the customer has already, a capacity; `0 B` where there is nothing. It counts for the deal, not for the price.
 * - `allow-sample`: present only in demonstrations. Sample prices are then shown and called so.
 *
 * All figures and sentences are the engine's. Where it gives no price, none is shown.
 */
const engines = new Map();

class ChannelQuote extends HTMLElement {
  #form = element("form", { autocomplete: "off" });
  #result = element("div", { class: "quote", role: "status", "aria-live": "polite" });

  async connectedCallback() {
    this.replaceChildren(this.#form, this.#result);
    try {
      const shop = await open(this.getAttribute("module"), this.getAttribute("documents"));
      this.#offer(productsOf(shop, this.getAttribute("base")));
      const judge = () => this.#judge(shop.engine);
      this.#form.addEventListener("input", judge);
      this.#form.addEventListener("submit", (event) => event.preventDefault());
      judge();
      this.dataset.ready = "yes";
    } catch (error) {
      this.#refuse([{ message: `no price can be shown: ${error.message}` }, ...(error.issues ?? [])]);
    }
  }

  #offer({ base, addOns }) {
    const row = ({ id, increment, bytes, maxQuantity }, fixed) => {
      const input = element("input", {
        type: "number", name: id, min: fixed ? 1 : 0, max: fixed ? 1 : maxQuantity, step: 1, value: fixed ? 1 : 0, readonly: fixed, id: `${this.id}-${id}`,
      });
      input.dataset.bytes = bytes;
      return element("p", {}, element("label", { for: input.id }, `${id} (${increment} each)`), input);
    };
    this.#form.replaceChildren(row(base, true), ...addOns.map((product) => row(product, false)));
  }

  #judge(engine) {
    const inputs = [...this.#form.elements];
    const wrong = inputs.find((input) => !input.checkValidity() || !Number.isSafeInteger(count(input)));
    if (wrong !== undefined) {
      this.#refuse([{ message: `${wrong.labels[0].textContent}: ${wrong.validationMessage || "a whole number is needed"}` }]);
      return;
    }
    const items = inputs.map((input) => ({ id: input.name, bytes: BigInt(input.dataset.bytes) * BigInt(count(input)) }))
      .filter(({ bytes }) => bytes > 0n);
    const parties = {
      seller: { id: this.getAttribute("seller"), type: this.getAttribute("seller-type") },
      buyer: { id: this.getAttribute("customer"), type: "customer", parent: this.getAttribute("seller") },
    };
    const priced = engine.quote({
      ...parties,
      allowSample: this.hasAttribute("allow-sample"),
      items: items.map(({ id, bytes }) => ({ id, plan: { kind: "reserved", reserved: `${bytes} B` } })),
    });
    if (!priced.ok || !priced.decision) {
      this.#refuse(priced.ok ? priced.context.reasons.filter(({ effect }) => effect === "deny") : priced.issues);
      return;
    }
    this.#show(priced.context, this.#deal(engine, items));
  }

  /** The deal's reasons, where the customer's total needs one. */
  #deal(engine, items) {
    const volume = `${items.reduce((sum, { bytes }) => sum + bytes, 0n)} B`;
    const judged = engine.deal({
      action: "check",
      customer: { id: this.getAttribute("customer"), volume: this.getAttribute("has") ?? "0 B" },
      sale: { plan: "reserved", volume },
    });
    if (!judged.ok) return judged.issues;
    return judged.context.reasons.filter(({ effect }) => effect === "deny");
  }

  #show({ quote, reasons }, deal) {
    const rows = quote.lines.map((line) => element("tr", {},
      element("th", { scope: "row" }, line.name ?? line.kind, element("small", {}, line.working)),
      ...[`${line.quantityShown} ${line.unit}`, `${line.unitPrice} ${quote.currency}/${line.unit}`, `${line.amount} ${quote.currency}`]
        .map((text) => element("td", {}, text))));
    const total = element("tr", { class: "total" }, element("th", { scope: "row", colspan: 3 }, "total, net"),
      element("td", {}, `${quote.total} ${quote.currency}`));
    const head = ["product", "quantity", "price a month", "net"].map((text) => element("th", { scope: "col" }, text));
    const caption = `price of the month from ${quote.period.start} to ${quote.period.end} (end not included), without tax`;
    this.dataset.state = deal.length > 0 ? "deal" : "priced";
    this.#result.replaceChildren(
      element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...head)),
        element("tbody", {}, ...rows), element("tfoot", {}, total)),
      ...notes(reasons, "note"), ...notes(deal, "deal"));
  }

  #refuse(findings) {
    this.dataset.state = "refused";
    this.#result.replaceChildren(...notes(findings, "refusal"));
  }
}

/** An engine for each set of documents, however many elements of it a page has. */
function open(module, addresses) {
  const key = `${module} ${addresses}`;
  if (!engines.has(key)) engines.set(key, load(module, addresses.trim().split(/\s+/)));
  return engines.get(key);
}

async function load(module, addresses) {
  const [library, ...documents] = await Promise.all([import(new URL(module, document.baseURI).href), ...addresses.map(fetched)]);
  await library.init();
  return { engine: library.PolicyEngine.load(documents), parseCapacity: library.parseCapacity, documents };
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  return { source: address, text: await response.text() };
}

/** The base product and what is offered with it, from the storefront document. */
function productsOf({ documents, parseCapacity }, id) {
  const storefront = documents.map(({ text }) => JSON.parse(text)).find(({ kind }) => kind === "storefront");
  if (storefront === undefined) throw new Error("no storefront document is loaded");
  const { products } = storefront.storefront;
  const offered = products.filter(({ published, increment }) => published && increment !== undefined)
    .map((product) => ({ ...product, bytes: parseCapacity(product.increment).bytes })).filter(({ bytes }) => bytes > 0n);
  const base = offered.find((product) => product.kind === "base" && product.id === id);
  if (base === undefined) throw new Error(`the storefront does not offer ${id}`);
  return { base, addOns: offered.filter((product) => product.kind === "addOn" && product.base === id) };
}

/** How many are wanted; an empty field is none. */
function count(input) {
  return input.value === "" ? 0 : input.valueAsNumber;
}

/** Paragraphs of plain text; what the engine says may hold what a customer typed. */
function notes(findings, kind) {
  return findings.map(({ code, message, help }) => {
    const text = help === undefined ? message : `${message}; ${help}`;
    return element("p", { class: kind, "data-code": code }, text);
  });
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

customElements.define("channel-quote", ChannelQuote);

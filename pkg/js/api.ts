/** What every entry exports; each adds its own `init`. */
export { Ability } from "./ability.js";
export type { Refusal, Result } from "./answer.js";
export {
  PolicyEngine,
  type CallOptions,
  type DocumentText,
  type LoadOptions,
  type Operation,
  type PolicyDocument,
} from "./engine.js";
export { PolicyError, type PolicyErrorCode, type PolicyErrorDetails } from "./errors.js";
export type * from "./generated/types.js";
export { initSync, type ModuleSource } from "./module.js";
export { RateFlag, type RateParty, type RatePrices, type RateQuery, type RateResult, type RateRows, type SmallNumbers } from "./rate.js";

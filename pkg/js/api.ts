/** What every entry exports; each adds its own `init` and `initSync`. */
export { Ability } from "./ability.js";
export type { Refusal, Result } from "./answer.js";
export type {
  BatchAnswers,
  BatchItem,
  BatchOperation,
  BatchOperations,
  BatchOptions,
  BatchResult,
  BatchResults,
} from "./batch.js";
export {
  PolicyEngine,
  type CallOptions,
  type DocumentText,
  type LoadOptions,
  type Operation,
  type PolicyDocument,
} from "./engine.js";
export { PolicyError, type PolicyErrorCode, type PolicyErrorCodes, type PolicyErrorDetails } from "./errors.js";
export * from "./generated/codes.js";
export type * from "./generated/types.js";
export type { ModuleSource } from "./module.js";
export { addDecimals, compareDecimals, formatMoney, fromMinorUnits, toMinorUnits } from "./money.js";
export { formatCapacity, minorUnitDigits, parseCapacity, parsePrice, type ReadCapacity, type ReadPrice } from "./quantity.js";
export { RateFlag, type RateParty, type RatePrices, type RateQuery, type RateResult, type RateRows, type SmallNumbers } from "./rate.js";

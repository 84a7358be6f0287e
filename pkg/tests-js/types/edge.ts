// Compiled under the conditions of edge runtimes: there the module is at hand, so nothing need be passed.
import { init, initSync, PolicyEngine } from "channel-policy";

initSync();
await init();
const engine: PolicyEngine = PolicyEngine.load();
engine.free();

import { init, initSync, parseCapacity, PolicyEngine, type ReasonCode } from "channel-policy";
import { initSync as initInline } from "channel-policy/inline";

const ready: Promise<void> = init();
void ready.then(() => PolicyEngine.load().free());

initSync();
initInline();
const read = parseCapacity("47.5 TB");
const code: ReasonCode = "deal.registration_required";
console.log(read.ok && read.bytes, code);

import { init, PolicyEngine } from "channel-policy";

const ready: Promise<void> = init();
void ready.then(() => PolicyEngine.load().free());

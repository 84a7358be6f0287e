// The real sidecar, when it has been built.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { repositoryRoot } from "./consumer.js";

/** Starts the sidecar with the shipped pack and the playground; `undefined` when CHANNEL_POLICY_BIN is not set. */
export async function startSidecar(assets) {
  const binary = process.env.CHANNEL_POLICY_BIN;
  if (!binary) return undefined;
  const port = await freePort();
  const child = spawn(binary, [
    "serve",
    "--policies", join(repositoryRoot, "policies", "impossible-cloud"),
    "--allow-request-time",
    "--allow-pinning",
    "--assets", assets,
    "--port", String(port),
  ], { stdio: ["ignore", "ignore", "inherit"] });
  const address = `http://127.0.0.1:${port}`;
  const close = () => stop(child);
  try {
    await answering(address, child);
  } catch (error) {
    await close();
    throw error;
  }
  return { address, close };
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function answering(address, child) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the sidecar ended with status ${child.exitCode}`);
    const page = await fetch(address).catch(() => undefined);
    if (page?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the sidecar did not answer within 30 seconds");
}

async function stop(child) {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(late);
}

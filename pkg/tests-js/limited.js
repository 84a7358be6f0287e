const MEMORY_SECTION = 5;

/** The module's bytes, its memory limited to two megabytes more than it starts with, so that it can be made to stop. */
export function withLimitedMemory(module) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const bytes = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...bytes(value >> 7)]);
  for (;;) {
    const start = at;
    const section = module[at++];
    const length = number();
    const end = at + length;
    if (section === MEMORY_SECTION) {
      at += 2; // one memory, without a maximum
      const pages = number();
      const limits = [1, 1, ...bytes(pages), ...bytes(pages + 32)];
      return Uint8Array.from([...module.subarray(0, start), section, limits.length, ...limits, ...module.subarray(end)]);
    }
    at = end;
  }
}

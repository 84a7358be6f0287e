// Forms of the console as zod schemas: a front end's own rules, with messages in English. Facts are in the schema's closure.
import { z } from "zod";

const CLASSES = [/[a-z]/, /[A-Z]/, /[0-9]/, /[!-/:-@[-`{-~]/];
const classesOf = (text) => CLASSES.filter((each) => each.test(text)).length;

const secret = (needed) =>
  z
    .string()
    .refine((text) => [...text].length >= 8, "at least 8 characters")
    .refine((text) => [...text].length <= 128, "at most 128 characters")
    .refine((text) => classesOf(text) >= needed, `characters of ${needed} of: lower, upper, digit, special`);

/** A password with its confirmation and the current one. */
export const passwordSchemas = Object.fromEntries(
  Object.entries({ consoleUser: 3, storageAccount: 4 }).map(([holder, needed]) => [holder, passwordSchema(needed)]),
);

function passwordSchema(needed) {
  const fields = {
    password: secret(needed),
    confirmation: z.string().optional(),
    current: z.string().optional(),
    currentCorrect: z.boolean().optional(),
  };
  return z.object(fields).superRefine((form, context) => {
    const against = (field, message) => context.addIssue({ code: "custom", path: [field], message });
    if (form.confirmation !== undefined && form.confirmation !== form.password) against("confirmation", "not the password");
    if (form.current === form.password) against("password", "the current password again");
    if (form.currentCorrect === false) against("current", "not the current password");
  });
}

const UNITS = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };
const CAPACITY = /^(\d+(?:\.\d+)?) (\w+)$/;

/** The bytes of a capacity that was typed; no number where it is none. */
export function bytes(capacity) {
  if (typeof capacity === "number") return capacity;
  const [, number, unit] = CAPACITY.exec(capacity) ?? [];
  return Math.round(Number(number) * (UNITS[unit] ?? NaN));
}

/** A new storage account, whose capacity comes out of what is left. */
export const storageAccountSchema = (remainder) =>
  z.object({
    name: z.string().min(1, "a name").max(255, "at most 255 characters"),
    email: z
      .email("an e-mail address")
      .max(254, "at most 254 characters")
      .refine((address) => address.lastIndexOf("@") <= 64, "at most 64 characters before the at sign"),
    password: secret(4),
    allocatedCapacity: z
      .union([z.string(), z.int().nonnegative()])
      .refine((capacity) => Number.isSafeInteger(bytes(capacity)), "a number and a unit")
      .refine((capacity) => !(bytes(capacity) > remainder), "more than is left"),
    allowOverdraft: z.boolean(),
  });

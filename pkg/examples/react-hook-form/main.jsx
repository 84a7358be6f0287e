// The form "new partner" with React Hook Form: the schema is the resolver, in the language chosen.
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { init, PolicyEngine } from "channel-policy";
import { createForms } from "channel-policy/forms";
import de from "channel-policy/messages/de";
import en from "channel-policy/messages/en";
import { useEffect, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { useForm } from "react-hook-form";
import { facts } from "./facts.js";

const TEXTS = {
  en: { title: "New partner", name: "Name", allocatedCapacity: "Capacity", allowOverdraft: "Allow overdraft", create: "Create", created: "Created" },
  de: { title: "Neuer Partner", name: "Name", allocatedCapacity: "Kapazität", allowOverdraft: "Überziehung erlauben", create: "Anlegen", created: "Angelegt" },
};

await init();
const engine = PolicyEngine.load();

function NewPartner({ language, texts }) {
  const schema = useMemo(() => createForms(engine, { language, facts }).createPartner, [language]);
  const { register, handleSubmit, trigger, formState: { errors } } = useForm({
    resolver: standardSchemaResolver(schema),
    mode: "onTouched",
    defaultValues: { name: "", allocatedCapacity: "", allowOverdraft: false },
  });
  const [created, setCreated] = useState();
  // What is shown already is said again in the other language.
  useEffect(() => {
    const shown = Object.keys(errors).filter((name) => name !== "root");
    if (shown.length > 0) void trigger(shown);
  }, [schema]);
  const field = (name, type = "text") => (
    <p>
      <label htmlFor={name}>{texts[name]}</label>
      <input id={name} type={type} {...register(name)} aria-invalid={errors[name] !== undefined} aria-describedby={`${name}-error`} />
      <span id={`${name}-error`} role="alert">{errors[name]?.message}</span>
    </p>
  );
  return (
    <form noValidate onSubmit={handleSubmit((values) => setCreated(values), () => setCreated(undefined))}>
      <h1>{texts.title}</h1>
      {field("name")}
      {field("allocatedCapacity")}
      {field("allowOverdraft", "checkbox")}
      <p id="form-error" role="alert">{errors.root?.message}</p>
      <button>{texts.create}</button>
      <output>{created === undefined ? "" : `${texts.created}: ${created.name}, ${created.allocatedCapacity}`}</output>
    </form>
  );
}

function App() {
  const [language, setLanguage] = useState(en);
  useEffect(() => { document.documentElement.lang = language.language; }, [language]);
  return (
    <>
      <nav>{[en, de].map((each) => (
        <button key={each.language} type="button" lang={each.language} aria-pressed={each === language} onClick={() => setLanguage(each)}>
          {each.language}
        </button>
      ))}</nav>
      <NewPartner language={language} texts={TEXTS[language.language]} />
    </>
  );
}

createRoot(document.getElementById("app")).render(<App />);

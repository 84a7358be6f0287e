// Light, dark, or as the system has it; remembered where the browser allows it.
const KEY = "channel-policy-theme";

/** Lets the select choose the theme of the page. */
export function startTheme(select) {
  select.value = remembered() ?? "system";
  const apply = () => {
    if (select.value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = select.value;
    // Pictures drawn with the theme's colours are drawn anew.
    document.dispatchEvent(new Event("themechange"));
  };
  select.addEventListener("change", () => {
    apply();
    remember(select.value);
  });
  apply();
}

function remembered() {
  try {
    const value = localStorage.getItem(KEY);
    return ["light", "dark"].includes(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function remember(value) {
  try {
    if (value === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, value);
  } catch {
    // Where storage is refused the choice lasts as long as the page.
  }
}

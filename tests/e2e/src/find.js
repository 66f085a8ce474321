// Finds what a Target means. Runs in the page as the body of a function; arguments: the scope (an element or null), the
// target ({role, name}; role null means a field by its label). Answers with the visible elements, or null when the
// library is not in the page yet.
const [scope, target] = arguments;
const library = globalThis.TestingLibraryDom;
if (library === undefined) {
  return null;
}
const root = scope ?? document.body;
const name =
  target.name === null
    ? undefined
    : target.name.whole ?? ((text) => text.includes(target.name.part));
const found =
  target.role === null
    ? library
        .queryAllByLabelText(root, name)
        .filter((element) =>
          element.matches("input, textarea, select, [role=combobox], [role=textbox], [role=spinbutton]"),
        )
    : library.queryAllByRole(root, target.role, name === undefined ? {} : { name });
return [...new Set(found)].filter((element) => element.checkVisibility({ visibilityProperty: true }));

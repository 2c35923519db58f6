// Starts the API reference: a file of its own, because the page allows no script inside of it.
const reference = document.getElementById("reference");
const contract = new URL(reference.dataset.contract, document.baseURI);
// Behind a path prefix this is not the origin's root, which is what the contract's server `/` would mean.
const smithd = new URL(".", contract);

SwaggerUIBundle({
  domNode: reference,
  url: contract.href,
  validatorUrl: null,
  persistAuthorization: false,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  requestInterceptor(request) {
    const { origin, pathname, search } = new URL(request.url, smithd);
    if (!request.loadSpec && origin === smithd.origin) request.url = smithd.href + pathname.slice(1) + search;
    return request;
  },
});

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

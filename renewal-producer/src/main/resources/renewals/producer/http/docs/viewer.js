"use strict";
// Nothing is sent from the page: the intake takes no events from web pages.
SwaggerUIBundle({
  url: "/openapi",
  dom_id: "#viewer",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  supportedSubmitMethods: [],
  validatorUrl: null,
});

"""The desk in the browser: routes, forms, templates. Parse, call the desk, render. Not for: any decision about facts."""

"""A clinic's own site: another origin, and a policy that allows nothing inline and nobody but the chat."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="en" dir="{dir}"><head><meta charset="utf-8"><title>A clinic</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/theme.css">
<script type="module" src="{chat}/widget/widget.js"></script></head>
<body><main><h1>A clinic</h1><p><a href="/">Home</a></p></main>
<signpost-chat {attributes}><a href="{chat}/talk">Talk</a></signpost-chat></body></html>"""
POLICY = (
    "default-src 'self'; script-src 'self' {chat}; connect-src {chat}; object-src 'none'; base-uri 'none'"
)
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


class ClinicSite:
    """Serves one page. `attributes`, `theme` and `dir` are what the clinic chose; set them, then visit."""

    def __init__(self):
        self.chat = ""
        self.reset()
        self.httpd = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    def reset(self):
        self.attributes, self.theme, self.dir = "", "", "ltr"

    @property
    def origin(self):
        """The address on the server's allow-list."""
        return f"http://127.0.0.1:{self.httpd.server_port}"

    @property
    def other_origin(self):
        """The same page at an address that is not on the list."""
        return f"http://localhost:{self.httpd.server_port}"

    def __enter__(self):
        threading.Thread(target=self.httpd.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.httpd.shutdown()
        self.httpd.server_close()

    def _handler(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                bodies = {"/theme.css": ("text/css", site.theme), "/icon.svg": ("image/svg+xml", ICON)}
                page = PAGE.format(chat=site.chat, attributes=site.attributes, dir=site.dir)
                kind, body = bodies.get(self.path, ("text/html", page))
                self.send_response(200)
                self.send_header("content-type", kind)
                self.send_header("content-security-policy", POLICY.format(chat=site.chat))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_):
                return

        return Handler

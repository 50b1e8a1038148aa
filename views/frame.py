"""What surrounds every page: the server's safety headers, the language, the list of pages, the last word on errors."""

import logging
from functools import partial
from importlib import import_module

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from layers.words import LANGUAGES, translator
from views import address, documents

# What the page may load: itself. Streamlit writes styles and one script inline and imports component code from
# blob: addresses; the map document is served from our own route, in a frame without an origin (views/mapframe.py).
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "form-action 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}


class SafetyHeaders:
    """Adds HEADERS to every answer that has no policy of its own (the map document brings one)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name.lower() for name, _ in message["headers"]}
                extra = [(k.lower().encode(), v.encode()) for k, v in HEADERS.items()]
                message["headers"] = [*message["headers"], *(item for item in extra if item[0] not in names)]
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)


async def map_document(request: Request) -> Response:
    """The map document of that name; only names that a page of this server has made exist."""
    html = documents.get(request.path_params["name"])
    if html is None:
        return HTMLResponse("", status_code=404)
    policy = "sandbox allow-scripts; frame-ancestors 'self'"  # its own policy stands in the document's head
    return HTMLResponse(html, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})


def say_sorry(error: Exception) -> bool:
    """The outermost edge: a sentence on the page, the details in the terminal of whoever runs the program."""
    logging.getLogger("views").error("A page failed", exc_info=error)
    st.error(translator(address.language())("page.failed"))
    return True


PAGES = "frame_pages"  # of this visit, by name
SERVER = {
    "routes": [Route("/map/{name}.html", map_document)],
    "middleware": [Middleware(SafetyHeaders)],
    "on_script_error": say_sorry,
}


# Map first: Streamlit leaves a hand's breadth of white around a page.
TIGHT = """<style>
[data-testid="stMainBlockContainer"] { padding: 4.25rem 1.25rem 2rem; max-width: none; }
[data-testid="stSidebarContent"] { padding-top: 0; }
[data-testid="stSidebarHeader"] { height: 2.5rem; margin-bottom: 0; }
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: 0.6rem; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: 0.6rem; }
@media print { [data-testid="stSidebar"], header { display: none; } }
</style>"""


def go(name: str) -> None:
    """Leave this page for another one, in the same language."""
    st.switch_page(st.session_state[PAGES][name], query_params={address.LANG: address.language()})


def show(names: tuple[str, ...]) -> None:
    """Draw the frame and the page that the visitor chose."""
    lang = address.language()
    t = translator(lang)
    st.set_page_config(page_title=t("page.title"), layout="wide", initial_sidebar_state="auto")
    st.html(TIGHT)
    pages = st.session_state[PAGES] = {
        name: st.Page(
            partial(import_module(f"views.{name}").page, lang),
            title=t(f"page.{name}"),
            url_path=name,
            default=not position,
        )
        for position, name in enumerate(names)
    }
    chosen = st.navigation(list(pages.values()), position="top")
    address.restore(chosen.url_path)
    with st.sidebar:
        st.segmented_control(
            t("page.language"),
            list(LANGUAGES),
            format_func=LANGUAGES.get,
            required=True,
            label_visibility="collapsed",
            **address.bound("lang", lang, list(LANGUAGES)),
        )
    chosen.run()

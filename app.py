"""The list of pages; nothing else. Streamlit imports this file once as the server and runs it once a visit."""

import streamlit as st

from views import frame

PAGES = ("map", "coordinates", "yours", "about")

if __name__ == "__main__":
    frame.show(PAGES)
else:
    app = st.App(__file__, **frame.SERVER)

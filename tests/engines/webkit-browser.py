#!/usr/bin/python3
"""The smallest browser on WebKitGTK that WebKitWebDriver can drive: one that keeps a profile.

Debian's own MiniBrowser forgets everything when it ends, as soon as it is driven, so nobody can kill it and come back.

usage: webkit-browser.py FOLDER   (WebKitWebDriver starts it; FOLDER holds the profile)
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402


def main(folder):
    manager = WebKit2.WebsiteDataManager(base_data_directory=f"{folder}/data", base_cache_directory=f"{folder}/cache")
    context = WebKit2.WebContext(website_data_manager=manager)
    context.set_automation_allowed(True)
    context.set_preferred_languages(["nl-NL", "nl"])

    def open_window(_session):
        view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
        window = Gtk.Window(default_width=800, default_height=1600)
        window.add(view)
        window.show_all()
        return view

    def start(_context, session):
        info = WebKit2.ApplicationInfo()
        info.set_name("mijn-brug-tests")
        info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
        session.set_application_info(info)
        session.connect("create-web-view", open_window)

    context.connect("automation-started", start)
    Gtk.main()


main(sys.argv[1])

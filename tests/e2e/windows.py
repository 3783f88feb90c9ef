"""Browser windows that a worker keeps from test to test: a new one, with a process of its own, costs four times what a page costs in one that is open.

Between two people nothing is left in it: no cookie, no storage, no page, and nothing that the browser may keep for her alone."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Error, Page

PATIENCE = 30_000  # milliseconds; what fails waits that long, what works never does, however busy the machine
NOTHING = "/healthz"  # of the site, and with the headers of its pages: any other page would get another process, and the next one of the site a new one


@dataclass
class Window:
    context: BrowserContext
    page: Page
    kept: bool = True  # whether it is as it was made: nothing was set on it that stays


class Windows:
    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: list[Window] = []

    def open(self) -> Window:
        if self.free:
            return self.free.pop()
        context = self.browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        context.set_default_timeout(PATIENCE)
        return Window(context, context.new_page())

    def leave(self, window: Window, address: str, *, has_files: bool) -> None:
        """She goes: the window is as new, or is closed. Scripts and sheets stay in its cache, compiled; who `has_files` of her own leaves them none."""
        if window.kept and window.context.pages == [window.page] and _emptied(window, address, has_files):
            self.free.append(window)
        else:
            window.context.close()


def _emptied(window: Window, address: str, has_files: bool) -> bool:
    """What her page says when it is left (that she watched until here) is nobody's any more: her cookies go first."""
    try:
        window.context.clear_cookies()
        window.page.unroute_all(behavior="ignoreErrors")
        window.page.goto(address + NOTHING)
        window.page.evaluate("sessionStorage.clear()")
        devtools = window.context.new_cdp_session(window.page)
        devtools.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
        if has_files:
            devtools.send("Network.clearBrowserCache")
        devtools.detach()
    except Error:
        return False
    return True

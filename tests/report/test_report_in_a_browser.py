"""report.html, and the page of a batch, in headless Chromium: at two widths, light and dark, printed; no
errors, and axe finds nothing.

WREDUCE_SCREENSHOTS names a folder where the screenshots are kept, to be looked at.
"""

import base64
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_batch import made_batch
from made_findings import made_run

from reducer.report.batch_page import batch_page
from reducer.report.html import html
from reducer.report.subject import read_subject

pytestmark = pytest.mark.browser

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("Chromium or its driver is not installed: apt-get install chromium chromium-driver")
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = made_run(tmp_path_factory.mktemp("reported") / "run")
    path = folder / "report.html"
    path.write_text(html(read_subject(folder)))
    return path


@pytest.fixture(scope="module", params=["report", "batch"])
def either_page(request: pytest.FixtureRequest, page: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each of the pages that wreduce writes."""
    if request.param == "report":
        return page
    path = tmp_path_factory.mktemp("batch") / "batch.html"
    path.write_text(batch_page(made_batch(), "running"))
    return path


def show(browser: Any, page: Path, width: int, scheme: str) -> None:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.get(page.as_uri())


def keep_screenshot(browser: Any, name: str) -> None:
    """Where a person asked for it: the whole page."""
    folder = os.environ.get("WREDUCE_SCREENSHOTS")
    if folder:
        size = browser.execute_script(
            "const e = document.documentElement; return [e.scrollWidth, e.scrollHeight]"
        )
        clip = {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1}
        shot = browser.execute_cdp_cmd(
            "Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip}
        )
        (Path(folder) / name).write_bytes(base64.b64decode(shot["data"]))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_and_has_no_errors(browser: Any, either_page: Path, width: int, scheme: str) -> None:
    show(browser, either_page, width, scheme)
    keep_screenshot(browser, f"{either_page.stem}-{scheme}-{width}.png")
    assert browser.execute_script("return document.documentElement.scrollWidth") == width
    assert browser.get_log("browser") == []
    back = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    light = sum(int(part) for part in back[4:-1].split(",")) > 384
    assert light == (scheme == "light")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(browser: Any, either_page: Path, width: int, scheme: str) -> None:
    axe = Path(pytest.importorskip("axe_core_python").__file__).with_name("axe.min.js")
    show(browser, either_page, width, scheme)
    browser.execute_script("document.querySelectorAll('details').forEach(entry => entry.open = true)")
    assert browser.execute_script("return document.documentElement.scrollWidth") == width
    browser.execute_script(axe.read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run(document).then(arguments[0])")
    assert [(entry["id"], entry["nodes"][0]["html"]) for entry in found["violations"]] == []


def test_the_page_of_a_batch_that_runs_is_read_again_but_not_under_a_reader(
    browser: Any, tmp_path: Path
) -> None:
    path = tmp_path / "batch.html"
    path.write_text(batch_page(made_batch(), "running"))
    # What the page would do every ten seconds is kept, for this test to do.
    early = "window.setInterval = what => { window.again = what }"
    added = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": early})
    try:
        show(browser, path, 390, "light")
        browser.execute_script("window.mark = 1; document.querySelector('details').open = true; again()")
        time.sleep(0.3)
        assert browser.execute_script("return window.mark") == 1
        browser.execute_script("document.querySelector('details').open = false; again()")
        time.sleep(0.3)
        assert browser.execute_script("return window.mark") is None
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_nothing_but_the_file_is_asked_for(browser: Any, either_page: Path) -> None:
    browser.get_log("performance")
    show(browser, either_page, 1280, "light")
    sent = [
        entry["message"]
        for entry in browser.get_log("performance")
        if 'requestWillBeSent"' in entry["message"]
    ]
    assert sent and all('"url":"file:' in message or '"url":"data:' in message for message in sent)


@pytest.mark.parametrize("width", [*WIDTHS, 600, 760, 1000])
def test_the_table_stays_in_its_frame(browser: Any, either_page: Path, width: int) -> None:
    show(browser, either_page, width, "light")
    assert browser.execute_script("""
        const frame = document.querySelector('.framed');
        return frame.scrollWidth <= frame.clientWidth""")


def test_names_and_ratios_of_the_picture_do_not_meet_on_a_phone(browser: Any, page: Path) -> None:
    show(browser, page, 390, "light")
    meeting = browser.execute_script("""
        const all = document.querySelectorAll('figure.tall svg svg > text');
        const texts = [...all].map(e => e.getBoundingClientRect());
        return texts.filter((a, i) => texts.some((b, j) => j > i &&
            a.left < b.right && b.left < a.right && Math.abs(a.top - b.top) < 3)).length""")
    assert meeting == 0


def test_what_is_folded_away_is_printed(browser: Any, page: Path) -> None:
    show(browser, page, 1280, "light")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    # A4 between usual margins.
    paper = {"width": 720, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", paper)
    assert browser.execute_script("return document.documentElement.scrollWidth") == 720
    heights = browser.execute_script(
        "return [...document.querySelectorAll('details table')].map(e => e.getBoundingClientRect().height)"
    )
    assert heights and min(heights) > 20
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
    assert base64.b64decode(printed["data"]).startswith(b"%PDF")

"""Signing out, and coming back alone, in a browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.walking import SLOW, heading


def sign_out(page: Page, where: str) -> None:
    """Leave, by the account page: ``where`` is "here" or "everywhere"."""
    page.get_by_role("link", name="Account", exact=True).first.click()
    heading(page, "Account")
    page.get_by_role("link", name="Sign out here, or everywhere").click()
    page.get_by_role("button", name=f"Sign out {where}").click()
    welcome(page)


def welcome(page: Page) -> None:
    """Wait for the page of somebody who is not signed in."""
    expect(page.get_by_role("link", name="Come back with your recovery phrase")).to_be_visible(
        timeout=SLOW
    )


def by_phrase(page: Page, url: str, email: str, phrase: str) -> None:
    """Come back with address and recovery phrase."""
    page.goto(url)
    welcome(page)
    page.get_by_role("link", name="Come back with your recovery phrase").click()
    page.get_by_label("Your email").fill(email)
    page.get_by_label("Your recovery phrase").fill(phrase)
    page.get_by_role("button", name="Sign in").click()

"""A served course with cohorts and their people, put straight into its tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from playwright.sync_api import BrowserContext, Page

from course.access import Role, Viewer
from course.cohort import roster
from course.installation import Installation
from db.queries import cohort as rows
from tests import world
from tests.browser.walking import heading
from tests.launch_server import Server


@dataclass
class Teaching:
    """A served process, its data, and a browser's context to sign in."""

    server: Server
    installation: Installation
    context: BrowserContext

    def cohort(self, name: str, *, card: bool = True) -> str:
        with self.installation.writing() as work:
            cohort_id = world.cohort(work, name, starts_on=work.now.date() + timedelta(days=3))
            if not card:
                rows.save_card(work.db, cohort_id, {})
        return cohort_id

    def sign_in(self, cohort_id: str | None, role: Role, **columns: Any) -> Viewer:
        with self.installation.writing() as work:
            account_id = world.account(work, **columns)
            if cohort_id is not None:
                world.join(work, account_id, cohort_id, role)
            token = world.sign_in(work, account_id)
            viewer = world.viewer(work, token)
        name = f"goldseam_{self.installation.id[:8]}"
        self.context.add_cookies([{"name": name, "value": token, "url": self.server.url}])
        return viewer

    def open(self, page: Page, path: str, title: str) -> None:
        page.goto(f"{self.server.url}/{path}")
        heading(page, title)

    def state(self, viewer: Viewer, cohort_id: str) -> list[tuple[str, str, bool]]:
        with self.installation.reading() as work:
            found = roster.people(work, viewer, cohort_id)
        return [(one.name, one.role.value, one.has_joined) for one in found]

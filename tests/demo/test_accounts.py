"""The demo accounts: what they are called."""

import pytest

from demo.accounts import ACCOUNTS, DemoAccount

TITLES = ("教务", "校长", "前台", "评估", "人事", "组织")


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_nobody_carries_her_office_in_her_name(account: DemoAccount) -> None:
    """Pages write the office before the name: "教务 教务 刘敏" read like a mistake."""
    assert not account.name.startswith(TITLES)

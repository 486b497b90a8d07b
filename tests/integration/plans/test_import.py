"""`dongthuan plan import`: a file becomes a draft plan of a unit, once."""

import argparse
from pathlib import Path

import pytest

from dongthuan.apps.plans.models.directives import Plan
from dongthuan.config.cli import BadInput
from dongthuan.config.commands import plan_import


def bring_in(path: Path, unit: str = "cq") -> int:
    return plan_import.run(argparse.Namespace(file=str(path), unit=unit))


def test_a_file_becomes_a_draft_plan_once(tmp_path, document, system, capsys) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(document)
    assert bring_in(path) == 0
    plan = Plan.objects.get()
    assert plan.state == "draft"
    assert "9 nhiệm vụ" in capsys.readouterr().out
    with pytest.raises(BadInput, match=f"kế hoạch {plan.pk}"):
        bring_in(path)
    with pytest.raises(BadInput, match="không có đơn vị KHAC"):
        bring_in(path, "KHAC")

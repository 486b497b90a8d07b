"""What a list gives as a workbook, read back."""

from io import BytesIO
from typing import Any

from django.test import Client
from openpyxl import load_workbook


def rows_of(client: Client, address: str) -> list[tuple[Any, ...]]:
    """Return the rows below the header of the workbook of the list at this address."""
    answer = client.get(f"{address}&xlsx=1" if "?" in address else f"{address}?xlsx=1")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.xlsx"')
    return list(load_workbook(BytesIO(answer.content), read_only=True).worksheets[0].values)[2:]

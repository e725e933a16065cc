"""Reads workbooks with openpyxl, completely or row by row, and reports the result, for bench/check.ts."""

import json
import resource
import sys

import openpyxl

read_only = sys.argv[1] == "rows"
for line in sys.stdin:
    cells = 0
    for path in json.loads(line):
        book = openpyxl.load_workbook(path, read_only=read_only)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                cells += sum(value is not None for value in row)
        book.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cells": cells, "peak": peak}), flush=True)

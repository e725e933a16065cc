"""Reads workbooks whole with openpyxl, or row by row, and tells how long it took, for bench/check.ts."""

import json
import resource
import sys
import time

import openpyxl

read_only = sys.argv[1] == "rows"
for line in sys.stdin:
    began = time.perf_counter()
    cells = 0
    for path in json.loads(line):
        book = openpyxl.load_workbook(path, read_only=read_only)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                cells += sum(value is not None for value in row)
        book.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    taken = (time.perf_counter() - began) * 1000
    print(json.dumps({"milliseconds": taken, "cells": cells, "peak": peak}), flush=True)

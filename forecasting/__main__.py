"""Run the command line: `python -m forecasting`."""

from forecasting.cli import main

raise SystemExit(main())

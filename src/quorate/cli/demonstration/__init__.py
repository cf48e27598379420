"""The demonstration: two invented places, with three years behind them, to try everything on."""

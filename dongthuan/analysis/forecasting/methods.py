"""The table of forecasting methods; the first of a kind's candidates is the one that must be beaten."""

from dongthuan.analysis.forecasting.autoregression import autoregression
from dongthuan.analysis.forecasting.draft import Method
from dongthuan.analysis.forecasting.naive import level, seasonal_naive, weekly_naive
from dongthuan.analysis.forecasting.profile import count_profile
from dongthuan.analysis.forecasting.seasonal import seasonal_median

MODEL_VERSION = "2026.11.3"
FORECASTERS: dict[str, Method] = {
    "seasonal-naive": seasonal_naive,
    "weekly-naive": weekly_naive,
    "level": level,
    "count-profile": count_profile,
    "seasonal-median": seasonal_median,
    "autoregression": autoregression,
}
NAIVE = "seasonal-naive"
SHORT = "level"
FOR_COUNTS = (NAIVE, "count-profile", "seasonal-median")
FOR_ANY = (NAIVE, "seasonal-median", "weekly-naive", "autoregression")

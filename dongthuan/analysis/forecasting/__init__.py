"""What is coming and how sure: forecasts with intervals, judged by rolling-origin back-tests."""

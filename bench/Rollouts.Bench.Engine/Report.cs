namespace Rollouts.Bench.Engine;

/// <summary>One line of figures for one window.</summary>
internal static class Report
{
    public const string Heading =
        "| store, live rollouts | ticks/s | tick late p50, p99, worst | drives/s | drive late p50, p99 "
        + "| worker's CPU, allocations a tick | collector's pauses | calls of the store a tick | worker's memory at most |\n"
        + "|---|---:|---:|---:|---:|---:|---:|---:|---:|";

    public static string Line(string what, Window window) =>
        $"| {what} | {window.Ticks / window.Seconds:N0} | {window.TickP50:N0}, {window.TickP99:N0}, "
        + $"{window.TickWorst:N0} ms | {window.Drives / window.Seconds:N0} | {window.DriveP50:N0}, "
        + $"{window.DriveP99:N0} ms | {window.CpuSeconds / window.Ticks * 1e6:N0} µs, "
        + $"{window.Collected.Bytes / 1e3 / window.Ticks:N0} kB | "
        + $"{window.Collected.PauseSeconds / window.Seconds:P1} ({window.Collected.Young}, {window.Collected.Middle}, "
        + $"{window.Collected.Old}) "
        + $"| {(double)window.StoreCalls / window.Ticks:0.00} | {window.PeakBytes / 1e6:N0} MB |";
}
